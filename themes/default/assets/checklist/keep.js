// What the browser keeps of a checklist: nothing before the first answer, then one entry a list, until the reader erases it.

import { answersFrom, answersTo } from "./json.js";

/** @typedef {import("./answers.js").Answers} Answers */

/**
 * @typedef {object} Kept
 * @property {string[]} items the list's items when the reader was last here
 * @property {Answers} answers
 */

/** @param {string} list @returns {string} the version is that of the entry's own form, not of the list */
export function keyOf(list) {
  return `rubrique.checklist.${list}.1`;
}

/** @param {string} list @returns {Kept | null} null where there is nothing. Throws where the browser refuses. */
export function kept(list) {
  const text = localStorage.getItem(keyOf(list));
  if (text === null) return null;
  try {
    const entry = JSON.parse(text);
    const items = entry.items.map(String);
    return { items, answers: answersFrom(entry.answers) };
  } catch {
    // Written by something else: put aside, so that the next answer does not write over it.
    localStorage.setItem(`${keyOf(list)}.unreadable`, text);
    return null;
  }
}

/** Throws where the browser refuses, or has no room left. @param {string} list @param {Kept} what */
export function keep(list, what) {
  localStorage.setItem(keyOf(list), JSON.stringify({ items: what.items, answers: answersTo(what.answers) }));
}

/** @param {string} list */
export function forget(list) {
  for (const key of [keyOf(list), `${keyOf(list)}.unreadable`]) localStorage.removeItem(key);
}
