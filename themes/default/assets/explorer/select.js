// Which rows a reader's choices leave, in which order, and how many each further choice would leave. No page here: rows in, rows out.

import { compare } from "../decimals.js";
import { folded } from "../fold.js";

/** @typedef {import("./rows.js").Row} Row */

/**
 * What the reader chose.
 *
 * @typedef {object} Choices
 * @property {string} query
 * @property {Map<string, Set<string>>} values by facet: any of them
 * @property {string} column the column that sorts
 * @property {boolean} rising
 * @property {number} page from 1
 */

/**
 * @typedef {object} Selection
 * @property {Row[]} rows
 * @property {number} decisions several bodies of one decision count once
 * @property {Map<string, number>} counts by `facet=value`, the decisions that have it among those that the other facets leave
 */

/** @returns {Choices} nothing chosen, the most recent first */
export function noChoices() {
  return { query: "", values: new Map(), column: "date", rising: false, page: 1 };
}

/** @param {Row[]} rows */
function countDecisions(rows) {
  return new Set(rows.map((row) => row.decision)).size;
}

/** @param {Row} row @param {string} key @param {Set<string>} values @returns {boolean} */
function hasOneOf(row, key, values) {
  const own = row.values.get(key) ?? new Set();
  return Array.from(values).some((value) => own.has(value));
}

/** @param {Row[]} rows @param {Choices} choices @returns {Selection} */
export function select(rows, choices) {
  const words = folded(choices.query).split(" ").filter(Boolean);
  const facets = Array.from(choices.values).filter(([, values]) => values.size > 0);
  /** @type {Map<string, Set<string>>} */
  const counted = new Map();
  const kept = rows.filter((row) => {
    if (!words.every((word) => row.text.includes(word))) return false;
    const missed = facets.filter(([key, values]) => !hasOneOf(row, key, values)).map(([key]) => key);
    // A row that misses one facet alone counts for the other values of that facet.
    if (missed.length < 2) countValues(row, missed[0], counted);
    return missed.length === 0;
  });
  const counts = new Map(Array.from(counted, ([value, decisions]) => [value, decisions.size]));
  return { rows: sorted(kept, choices), decisions: countDecisions(kept), counts };
}

/** @param {Row} row @param {string | undefined} only the one facet to count, or all @param {Map<string, Set<string>>} counted */
function countValues(row, only, counted) {
  for (const [key, values] of row.values) {
    if (only !== undefined && key !== only) continue;
    for (const value of values) {
      const decisions = counted.get(`${key}=${value}`) ?? new Set();
      counted.set(`${key}=${value}`, decisions.add(row.decision));
    }
  }
}

/**
 * What is not known stands last, whichever way the rest is sorted. Where only the default order holds, rows that hold the words as they were
 * typed come before those that hold them without their accents.
 *
 * @param {Row[]} rows
 * @param {Choices} choices
 * @returns {Row[]}
 */
function sorted(rows, choices) {
  const sign = choices.rising ? 1 : -1;
  const order = (/** @type {Row} */ a, /** @type {Row} */ b) => {
    const [left, right] = [a.sorts.get(choices.column) ?? null, b.sorts.get(choices.column) ?? null];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === "string" || typeof right === "string") return sign * (left < right ? -1 : Number(left > right));
    return sign * compare(left, right);
  };
  const result = rows.toSorted(order);
  const typed = choices.query.trim().toLowerCase();
  if (!typed || choices.column !== "date") return result;
  const isExact = (/** @type {Row} */ row) => row.typed.includes(typed);
  return [...result.filter(isExact), ...result.filter((row) => !isExact(row))];
}

/**
 * The single choices whose removal would bring rows back, with the number of decisions of each.
 *
 * @param {Row[]} rows
 * @param {Choices} choices
 * @returns {{ key: string, value: string, decisions: number }[]} key `q` for the query
 */
export function waysOut(rows, choices) {
  const ways = [];
  for (const [key, values] of choices.values) {
    for (const value of values) {
      ways.push({ key, value, decisions: select(rows, without(choices, key, value)).decisions });
    }
  }
  if (choices.query) ways.push({ key: "q", value: choices.query, decisions: select(rows, without(choices, "q", "")).decisions });
  return ways.filter((way) => way.decisions > 0);
}

/** @param {Choices} choices @param {string} key @param {string} value @returns {Choices} the same without one value, or without the query */
export function without(choices, key, value) {
  if (key === "q") return { ...choices, query: "", page: 1 };
  const values = new Map(choices.values);
  const left = new Set(values.get(key));
  left.delete(value);
  values.set(key, left);
  return { ...choices, values, page: 1 };
}
