// Amounts as people type them: « 1 200 000 », « 1,2 M », « 1.200.000,50 € », 2bn, 500k.

import { compare, decimal, shifted } from "../decimals.js";

/** @typedef {import("../decimals.js").Decimal} Decimal */
/** @typedef {{ value: Decimal } | { error: "notAnAmount" | "negative" | "tooLarge" } | null} Amount null where nothing is typed */

/** What stands after the digits, and by how many places it moves the point. Billion is English alone: the French word means a thousand times more. */
const UNITS = {
  fr: { k: 3, ke: 3, m: 6, me: 6, million: 6, millions: 6, md: 9, mde: 9, mds: 9, mrd: 9, milliard: 9, milliards: 9 },
  en: { k: 3, m: 6, mn: 6, million: 6, millions: 6, bn: 9, b: 9, billion: 9, billions: 9 },
};

/** The most that a front matter takes too. */
const MOST = decimal("999999999999999.99");

/** @param {"fr" | "en"} lang @param {string} typed @returns {Amount} euros */
export function amount(lang, typed) {
  const text = typed.toLowerCase().replace(/[\s_'’]/g, "").replace(/€|eur(os?)?$/g, "");
  if (!text) return typed.trim() ? { error: "notAnAmount" } : null;
  if (/^[-−–]/.test(text)) return { error: "negative" };
  const [, number, unit] = /^([\d.,]*\d)([a-z]*)$/.exec(text) ?? [];
  if (number === undefined) return { error: "notAnAmount" };
  const places = unit ? /** @type {Record<string, number>} */ (UNITS[lang])[unit] : 0;
  const digits = plain(number, Boolean(unit));
  if (places === undefined || digits === null) return { error: "notAnAmount" };
  const value = shifted(decimal(digits), -places);
  const whole = value.scale < 0 ? { digits: value.digits * 10n ** BigInt(-value.scale), scale: 0 } : value;
  return compare(whole, MOST) > 0 ? { error: "tooLarge" } : { value: whole };
}

/**
 * The digits with a point before the decimals, if they are a number: the last sign may part the decimals, the others part thousands.
 *
 * @param {string} number digits, points and commas
 * @param {boolean} hasUnit « 1,250 M » is a million and a quarter, « 1,250 » is twelve hundred and fifty
 * @returns {string | null}
 */
function plain(number, hasUnit) {
  const signs = number.replace(/\d/g, "");
  const last = signs.at(-1);
  if (!last) return number;
  const [whole, decimals] = [number.slice(0, number.lastIndexOf(last)), number.slice(number.lastIndexOf(last) + 1)];
  const isAlone = signs.length === 1;
  const isThousands = isAlone ? decimals.length === 3 && !hasUnit : new Set(signs).size === 1;
  const grouped = isThousands ? number : whole;
  const isGrouped = isAlone && !isThousands ? /^\d+$/.test(whole) : /^\d{1,3}([.,]\d{3})+$/.test(grouped) && new Set(grouped.replace(/\d/g, "")).size === 1;
  if (!isGrouped || (!isThousands && !hasUnit && decimals.length > 2)) return null;
  const bare = grouped.replace(/[.,]/g, "");
  return isThousands ? bare : `${bare}.${decimals}`;
}
