// Answers as JSON: in a file that the reader takes away, and in what the browser keeps.

import { choiceOf } from "./answers.js";

/** @typedef {import("./answers.js").Answers} Answers */
/** @typedef {{ id: string, title: string, version: string }} List its id, its title, the day it was last checked */

/** What a file says that it is. The number grows when the form changes. */
const SCHEMA = "rubrique-checklist/1";

/**
 * What a file turned out to be.
 *
 * @typedef {{ answers: Answers } | { otherList: string } | { isUnreadable: true }} Reading
 */

/** @param {Answers} answers @returns {object[]} */
export function answersTo(answers) {
  return Array.from(answers, ([id, answer]) => ({ id, ...answer }));
}

/** @param {unknown} rows @returns {Answers} Throws where they are none. */
export function answersFrom(rows) {
  if (!Array.isArray(rows)) throw new TypeError("no answers");
  /** @type {Answers} */
  const answers = new Map();
  for (const row of rows) {
    const choice = choiceOf(row.choice);
    if (typeof row.id !== "string" || !choice) throw new TypeError("no answer");
    answers.set(row.id, { choice, note: words(row.note), date: words(row.date), text: words(row.text) });
  }
  return answers;
}

/** @param {unknown} value */
function words(value) {
  return typeof value === "string" ? value : "";
}

/** @param {List} list @param {Answers} answers @param {string} day today @returns {string} */
export function toJson(list, answers, day) {
  const file = { schema: SCHEMA, list: list.id, title: list.title, version: list.version, saved: day, answers: answersTo(answers) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** @param {string} text @param {List} list @returns {Reading} */
export function fromJson(text, list) {
  try {
    const file = JSON.parse(text);
    if (file.schema !== SCHEMA) return { isUnreadable: true };
    if (file.list !== list.id) return { otherList: words(file.title) || words(file.list) };
    return { answers: answersFrom(file.answers) };
  } catch {
    return { isUnreadable: true };
  }
}
