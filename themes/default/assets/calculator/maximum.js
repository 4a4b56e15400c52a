// The statutory maximum, as the program computes it: both are held to the same vectors (`tests/data/caps.txt`).

import { compare, normalized, shifted, times } from "../decimals.js";

/** @typedef {import("../decimals.js").Decimal} Decimal */
/** @typedef {"fixed" | "percent" | "at-least"} Rule `at-least`: the turnover is not known, the fixed amount is a lower bound */

/**
 * The higher of a fixed amount and a percentage of an undertaking's turnover.
 *
 * @param {Decimal} fixed euros
 * @param {Decimal | null} percent null where the act sets none, or the body is no undertaking
 * @param {Decimal | null} turnover euros; null where it is not known
 * @returns {{ amount: Decimal, rule: Rule }}
 */
export function maximum(fixed, percent, turnover) {
  if (!percent) return { amount: fixed, rule: "fixed" };
  if (!turnover) return { amount: fixed, rule: "at-least" };
  const share = shareOf(percent, turnover);
  return compare(share, fixed) > 0 ? { amount: share, rule: "percent" } : { amount: fixed, rule: "fixed" };
}

/** @param {Decimal} percent @param {Decimal} turnover @returns {Decimal} euros, exact */
export function shareOf(percent, turnover) {
  return normalized(shifted(times(turnover, percent), 2));
}
