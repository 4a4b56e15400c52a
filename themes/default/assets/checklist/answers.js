// A reader's answers to a checklist: what they add up to, and how two sets of them are joined. No page here, and nothing that is kept.

import { decimal, times } from "../decimals.js";

/** @typedef {import("../decimals.js").Decimal} Decimal */
/** @typedef {"yes" | "partly" | "no" | "na"} Choice `na`: the item does not apply */

/**
 * @typedef {object} Item an item of the list as it stands today
 * @property {string} id
 * @property {number} priority 1 first, 3 last
 * @property {string} text
 * @property {string} proof
 * @property {string} section
 */

/**
 * @typedef {object} Answer
 * @property {Choice} choice
 * @property {string} note
 * @property {string} date 2026-11-25, or nothing
 * @property {string} text the item as it read then: the list may lose it
 */

/** @typedef {Map<string, Answer>} Answers by the id of the item */

/**
 * @typedef {object} Score
 * @property {number} items
 * @property {number} answered
 * @property {number} proved those that hold, with a note of the proof
 * @property {Decimal} points
 * @property {number} weight what the points would be if all that applies held
 */

/** @type {Choice[]} */
export const CHOICES = ["yes", "partly", "no", "na"];

/** The half points of each answer. @type {Record<Choice, number>} */
const HALVES = { yes: 2, partly: 1, no: 0, na: 0 };

/** @param {unknown} value @returns {Choice | null} */
export function choiceOf(value) {
  return CHOICES.find((choice) => choice === value) ?? null;
}

/** An item weighs 3, 2 or 1 by its priority; one that does not apply weighs nothing. @param {Item[]} items @param {Answers} answers @returns {Score} */
export function score(items, answers) {
  let [answered, proved, halves, weight] = [0, 0, 0, 0];
  for (const item of items) {
    const answer = answers.get(item.id);
    const own = 4 - item.priority;
    if (answer) answered += 1;
    if (answer?.choice === "yes" && answer.note.trim()) proved += 1;
    if (answer?.choice === "na") continue;
    weight += own;
    if (answer) halves += own * HALVES[answer.choice];
  }
  return { items: items.length, answered, proved, points: times(decimal(String(halves)), decimal("0.5")), weight };
}

/** @param {Answer} a @param {Answer} b */
function isSame(a, b) {
  return a.choice === b.choice && a.note === b.note && a.date === b.date;
}

/** What joining would do. @param {Answers} own @param {Answers} other @returns {{ added: string[], different: string[], same: string[] }} ids of items */
export function comparison(own, other) {
  /** @type {{ added: string[], different: string[], same: string[] }} */
  const found = { added: [], different: [], same: [] };
  for (const [id, answer] of other) {
    const mine = own.get(id);
    if (!mine) found.added.push(id);
    else if (isSame(mine, answer)) found.same.push(id);
    else found.different.push(id);
  }
  return found;
}

/** @param {Answers} own @param {Answers} other @param {boolean} replaces whether the other answer counts where both have one @returns {Answers} */
export function joined(own, other, replaces) {
  return replaces ? new Map([...own, ...other]) : new Map([...other, ...own]);
}
