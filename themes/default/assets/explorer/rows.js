// The rows of the table as data. Everything is read from the page: the cells, and the values in the attributes of each row.

import { decimal } from "../decimals.js";
import { folded } from "../fold.js";

/** @typedef {import("../decimals.js").Decimal} Decimal */

/**
 * A sanctioned body of one decision.
 *
 * @typedef {object} Row
 * @property {HTMLTableRowElement} element
 * @property {string} decision the address of its page: two bodies of one decision share it
 * @property {Map<string, Set<string>>} values by facet
 * @property {Map<string, Decimal | string | null>} sorts by column; null where there is no number
 * @property {string} text what is searched
 * @property {string} typed the same with its accents
 */

/** @param {string} text */
function spaced(text) {
  return text.toLowerCase().replace(/\s+/g, " ");
}

/**
 * @param {Iterable<HTMLTableRowElement>} elements
 * @param {string[]} columns the names of the columns that sort, empty for those that do not
 * @param {string[]} facets their keys
 * @returns {Row[]}
 */
export function readRows(elements, columns, facets) {
  return Array.from(elements, (element) => {
    const link = /** @type {HTMLAnchorElement} */ (element.querySelector("th a"));
    const text = Array.from(element.cells, (cell) => cell.textContent).join(" ");
    const number = link.textContent ?? "";
    // « 2020-14 » is how people write 2020-014.
    const short = number.replace(/-0+(?=\d+$)/, "-");
    return {
      element,
      decision: link.getAttribute("href") ?? "",
      values: new Map(facets.map((key) => [key, new Set((element.dataset[key] ?? "").split(" "))])),
      sorts: new Map(columns.map((column, at) => [column, sortValue(column, element.cells[at])])),
      text: folded(`${text} ${short} ${number.replaceAll("-", "")}`),
      typed: spaced(text),
    };
  });
}

/** @param {string} column @param {HTMLTableCellElement} cell @returns {Decimal | string | null} */
function sortValue(column, cell) {
  if (column === "date") return cell.querySelector("time")?.dateTime ?? null;
  const exact = cell.querySelector("data")?.value;
  return exact ? decimal(exact) : null;
}
