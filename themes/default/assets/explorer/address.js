// What the reader chose, as the query of the page's address: the same keys and values in both languages.

import { noChoices } from "./select.js";

/** @typedef {import("./select.js").Choices} Choices */

/**
 * @param {string} query `?s=sante&sort=ratio`
 * @param {Map<string, Set<string>>} known the values of each facet: others are left out
 * @param {string[]} columns those that sort
 * @returns {Choices}
 */
export function readAddress(query, known, columns) {
  const parameters = new URLSearchParams(query);
  const choices = noChoices();
  choices.query = parameters.get("q") ?? "";
  for (const [key, values] of known) {
    const chosen = parameters.getAll(key).filter((value) => values.has(value));
    if (chosen.length > 0) choices.values.set(key, new Set(chosen));
  }
  const [, column, rising] = /^(.*?)(-up)?$/.exec(parameters.get("sort") ?? "") ?? [];
  if (columns.includes(column)) {
    choices.column = column;
    choices.rising = rising !== undefined;
  }
  const page = Number(parameters.get("page"));
  choices.page = Number.isInteger(page) && page > 0 ? page : 1;
  return choices;
}

/** @param {Choices} choices @returns {string} empty where nothing was chosen */
export function writeAddress(choices) {
  const parameters = new URLSearchParams();
  if (choices.query) parameters.set("q", choices.query);
  for (const [key, values] of choices.values) for (const value of values) parameters.append(key, value);
  if (choices.column !== "date" || choices.rising) parameters.set("sort", choices.column + (choices.rising ? "-up" : ""));
  if (choices.page > 1) parameters.set("page", String(choices.page));
  const query = parameters.toString();
  return query && `?${query}`;
}
