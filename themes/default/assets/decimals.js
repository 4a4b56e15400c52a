// Exact decimals. Money and ratios never pass through a floating-point number.

/** @typedef {{ digits: bigint, scale: number }} Decimal digits × 10^-scale */

/**
 * @param {string} text "1000.50", as the data of a page writes it
 * @returns {Decimal}
 */
export function decimal(text) {
  const [whole, fraction = ""] = text.split(".");
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

/** @param {Decimal} value @param {number} scale at least that of the value @returns {bigint} its digits at that scale */
function digitsAt(value, scale) {
  return value.digits * 10n ** BigInt(scale - value.scale);
}

/** @param {Decimal} a @param {Decimal} b @returns {Decimal} */
export function times(a, b) {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** @param {Decimal} value @param {number} places @returns {Decimal} value ÷ 10^places, exact */
export function shifted(value, places) {
  return { digits: value.digits, scale: value.scale + places };
}

/** @param {Decimal} a @param {Decimal} b @returns {number} below, at or above 0, as a stands to b */
export function compare(a, b) {
  const scale = Math.max(a.scale, b.scale);
  const difference = digitsAt(a, scale) - digitsAt(b, scale);
  return difference < 0n ? -1 : Number(difference > 0n);
}

/** @param {Decimal} value @param {number} places @returns {Decimal} with so many decimals, half away from zero */
export function rounded(value, places) {
  if (value.scale <= places) return { digits: digitsAt(value, places), scale: places };
  const unit = 10n ** BigInt(value.scale - places);
  const half = value.digits < 0n ? -unit / 2n : unit / 2n;
  return { digits: (value.digits + half) / unit, scale: places };
}

/** @param {Decimal} value @returns {Decimal} without trailing zeros */
export function normalized(value) {
  let { digits, scale } = value;
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n;
    scale -= 1;
  }
  return { digits, scale };
}

/** @param {Decimal} value @returns {[string, string]} the digits before and after the point, without a sign */
export function parts(value) {
  const text = String(value.digits < 0n ? -value.digits : value.digits).padStart(value.scale + 1, "0");
  const point = text.length - value.scale;
  return [text.slice(0, point), text.slice(point)];
}
