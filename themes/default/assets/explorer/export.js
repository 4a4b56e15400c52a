// The rows of the explorer as a table for a spreadsheet: exact values, and in words what a number alone would hide.

import { pageLanguage } from "../numbers.js";

/** @typedef {import("./rows.js").Row} Row */

/**
 * @param {Row[]} rows
 * @param {HTMLElement[]} headers
 * @param {Record<string, string>} words
 * @returns {string[][]} the header, then a row a sanctioned body
 */
export function table(rows, headers, words) {
  const names = headers.map((header) => header.textContent ?? "");
  const [number, body, provisions, ...amounts] = names;
  const header = [number, words.date, body, words.sector, provisions, ...amounts, words.remarks, words.address];
  return [header, ...rows.map((row) => line(row, names))];
}

/** @param {Row} row @param {string[]} names @returns {string[]} */
function line(row, names) {
  const [number, body, provisions, ...amounts] = Array.from(row.element.cells);
  const sector = body.querySelector(".sub a");
  const remarks = amounts.map((cell, at) => [names[at + 3], remark(cell)]).filter(([, text]) => text);
  return [
    text(number.querySelector("a")),
    number.querySelector("time")?.dateTime ?? "",
    text(body.firstChild),
    text(sector),
    text(provisions),
    ...amounts.map(amount),
    remarks.map(([name, words]) => `${name}: ${words}`).join("; "),
    new URL(row.decision, location.href).href,
  ];
}

/** @param {Node | null} node */
function text(node) {
  return (node?.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** @param {HTMLTableCellElement} cell @returns {string} the exact value, or the words that stand for it: never an empty cell */
function amount(cell) {
  const exact = cell.querySelector("data")?.value;
  if (!exact) return text(cell);
  return pageLanguage() === "fr" ? exact.replace(".", ",") : exact;
}

/** @param {HTMLTableCellElement} cell @returns {string} « au plus 17,5 % », « 3 000 € avant recours », « estimé » */
function remark(cell) {
  const data = cell.querySelector("data");
  const printed = text(data);
  const isRough = data !== null && !/^[\d€−]/.test(printed);
  return [...(isRough ? [printed] : []), ...Array.from(cell.querySelectorAll(".sub"), text)].join(", ");
}
