// Which decisions are nearest to a reader's case, why, and what their ratios are. No page here: values in, values out.

import { compare, decimal, times } from "../decimals.js";

/** @typedef {import("../decimals.js").Decimal} Decimal */

/**
 * A sanctioned body of one decision.
 *
 * @typedef {object} Case
 * @property {HTMLTableRowElement} element
 * @property {string} sector
 * @property {string} kind
 * @property {string} size
 * @property {Set<string>} articles
 * @property {string} nature of the revenue that the ratio rests on; nothing without a ratio
 * @property {Decimal | null} ratio
 */

/** @typedef {{ sector: string, kind: string, size: string, articles: Map<string, string> }} Wanted articles: their names by id */
/** @typedef {{ case: Case, reasons: string[], weight: number }} Match */

/** How many are shown. */
const MOST = 8;
/** With fewer in the sector, the search is widened. */
const FEWEST = 3;
/** Fewer ratios than this have no median: the program's own rule. */
const FEWEST_RATIOS = 5;

/** A sector weighs most, then kind and size, then what was breached. @param {Case} one @param {Wanted} wanted @param {Record<string, string>} words @returns {Match} */
function match(one, wanted, words) {
  const shared = Array.from(wanted.articles).filter(([id]) => one.articles.has(id));
  const traits = [
    { weight: 10, reason: words.sameSector, isShared: wanted.sector !== "" && one.sector === wanted.sector },
    { weight: 4, reason: words.sameKind, isShared: one.kind === wanted.kind },
    { weight: 3, reason: words.sameSize, isShared: wanted.size !== "" && one.size === wanted.size },
    ...shared.map(([, name]) => ({ weight: 2, reason: name, isShared: true })),
  ].filter((trait) => trait.isShared);
  return { case: one, reasons: traits.map((trait) => trait.reason), weight: traits.reduce((sum, trait) => sum + trait.weight, 0) };
}

/**
 * @param {Case[]} cases most recent first
 * @param {Wanted} wanted
 * @param {Record<string, string>} words the reasons
 * @returns {{ matches: Match[], isWidened: boolean }} nearest first; widened where the sector has too few
 */
export function nearest(cases, wanted, words) {
  const matches = cases.map((one) => match(one, wanted, words)).filter((found) => found.weight > 0);
  matches.sort((a, b) => b.weight - a.weight);
  const inSector = matches.filter((found) => found.case.sector === wanted.sector);
  const isWidened = wanted.sector !== "" && inSector.length < FEWEST;
  return { matches: (wanted.sector === "" || isWidened ? matches : inSector).slice(0, MOST), isWidened };
}

/**
 * The ratios of one nature of revenue: that which most of the cases have.
 *
 * @param {Case[]} cases
 * @returns {{ count: number, low?: Decimal, high?: Decimal, median?: Decimal }} nothing but the count with too few
 */
export function spread(cases) {
  /** @type {Map<string, Decimal[]>} */
  const byNature = new Map();
  for (const one of cases) {
    if (one.ratio && one.nature) byNature.set(one.nature, [...(byNature.get(one.nature) ?? []), one.ratio]);
  }
  const ratios = Array.from(byNature.values()).reduce((most, own) => (own.length > most.length ? own : most), []).toSorted(compare);
  if (ratios.length < FEWEST_RATIOS) return { count: ratios.length };
  return { count: ratios.length, low: ratios[0], high: ratios[ratios.length - 1], median: median(ratios) };
}

/** @param {Decimal[]} sorted @returns {Decimal} the middle; between two, half their sum */
function median(sorted) {
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle];
  const [a, b] = [sorted[middle - 1], sorted[middle]];
  const scale = Math.max(a.scale, b.scale);
  const sum = a.digits * 10n ** BigInt(scale - a.scale) + b.digits * 10n ** BigInt(scale - b.scale);
  return times({ digits: sum, scale }, decimal("0.5"));
}
