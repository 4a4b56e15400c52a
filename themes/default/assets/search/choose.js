// What decisions are chosen and sorted by. Each column is fetched once it is used, and this program with the first of them.

import { filled } from "../parts.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./match.js").Found} Found */
/** @typedef {{key: string, value: string, count: number}} Way a choice to give up, and how many results that brings */

/**
 * The results that have one of the values of each facet, in the order that was asked for; with the values of the facets that are open, how many results each
 * would bring: those that all other facets leave.
 *
 * @param {Index} index
 * @param {Found[]} all
 * @param {{values: Map<string, Set<string>>, sort: string}} asked
 * @param {string[]} open
 */
export async function choose(index, all, { values, sort }, open) {
  const keys = [...new Set([...values.keys(), ...open])];
  const read = await Promise.all(keys.map((key) => facet(index, key)));
  const columns = new Map(keys.map((key, at) => [key, read[at]]));
  /** @type {Map<string, string>} */
  const labels = new Map(keys.flatMap((key, at) => read[at].values.map(([value, label]) => /** @type {[string, string]} */ ([`${key}=${value}`, label]))));
  /** @param {number} record @param {string} key */
  const valuesOf = (record, key) => columns.get(key)?.of[record - index.firstDecision] ?? [];
  /** @param {number} record @param {Map<string, Set<string>>} chosen the facets of which it has no value */
  const missed = (record, chosen) => [...chosen].filter(([key, own]) => !valuesOf(record, key).some((value) => own.has(value))).map(([key]) => key);
  /** @type {Map<string, number>} */
  const counts = new Map();
  const kept = all.filter(({ record }) => {
    const missing = missed(record, values);
    if (missing.length < 2) {
      for (const key of missing.length ? missing : keys) {
        for (const value of valuesOf(record, key)) counts.set(`${key}=${value}`, (counts.get(`${key}=${value}`) ?? 0) + 1);
      }
    }
    return !missing.length;
  });
  /** @type {Way[]} */
  const ways = kept.length ? [] : [...values].flatMap(([key, own]) => [...own].map((value) => {
    const left = without(values, key, value);
    return { key, value, count: all.filter(({ record }) => !missed(record, left).length).length };
  }));
  return { found: sort ? await sorted(index, kept, sort) : kept, counts, labels, ways: ways.filter((way) => way.count) };
}

/** The values of a facet, and those that each decision has. @param {Index} index @param {string} key */
function facet(index, key) {
  return index.file(index.header.facets[key], (bytes) => {
    /** @type {[string, string][]} */
    const values = JSON.parse(bytes.text());
    const of = index.decisions().map(() => Array.from({ length: bytes.number() }, () => values[bytes.number()][0]));
    return { values, of };
  });
}

/** The place of each decision in an order, 0 for none. @param {Index} index @param {string} key */
function places(index, key) {
  return index.file(index.header.sorts[key], (bytes) => index.decisions().map(() => bytes.number()));
}

/** What has no amount, or is no decision, comes last, whichever way the rest is sorted. @param {Index} index @param {Found[]} found @param {string} sort */
async function sorted(index, found, sort) {
  const [, key = "", up] = /^(\w+)(-up)?$/.exec(sort) ?? [];
  const column = key === "date" ? null : await places(index, key);
  /** @param {number} record */
  const place = (record) => (record < index.firstDecision ? 0 : column ? column[record - index.firstDecision] : record + 1);
  // Sorted by an amount, a page that has one of three words would stand before one that has them all.
  const most = Math.max(...found.map(({ words }) => words));
  const rows = found.filter(({ words, isDirect }) => isDirect || words === most).map((row) => ({ row, at: place(row.record) }));
  rows.sort((one, other) => Number(!one.at) - Number(!other.at) || (up ? one.at - other.at : other.at - one.at));
  return rows.map(({ row }) => row);
}

/**
 * Shows the values of the facets that are open, and what was chosen; where nothing is left, what to give up.
 *
 * @param {import("./page.js").Drawn} drawn
 * @param {Map<string, Set<string>>} chosen
 * @param {{facets: HTMLDetailsElement[], chosen: HTMLElement, word: (key: string) => string, counted: (count: number) => string}} page
 * @param {(values: Map<string, Set<string>>) => void} choose
 */
export function draw({ found, counts, ways, labels }, chosen, page, choose) {
  for (const facet of page.facets) {
    const key = facet.dataset.facet ?? "";
    if (chosen.has(key)) facet.open = true;
    if (facet.open) drawFacet(facet, labels, counts, chosen.get(key) ?? new Set());
  }
  const all = [...chosen].flatMap(([key, values]) => [...values].map((value) => ({ key, value, count: 0 })));
  const buttons = (found.length ? all : ways).map(({ key, value, count }) => {
    const [item, button] = [document.createElement("li"), document.createElement("button")];
    button.type = "button";
    const filter = labels.get(`${key}=${value}`) ?? value;
    button.textContent = filled(page.word(found.length ? "remove" : "without"), { filter, count: page.counted(count) });
    button.addEventListener("click", () => choose(without(chosen, key, value)));
    item.append(button);
    return item;
  });
  page.chosen.replaceChildren(...buttons);
}

/** @param {Map<string, Set<string>>} chosen @param {string} key @param {string} value */
function without(chosen, key, value) {
  const values = new Map(chosen);
  const left = new Set(values.get(key));
  left.delete(value);
  if (left.size) values.set(key, left);
  else values.delete(key);
  return values;
}

/** What is chosen on the page. A facet that was never opened keeps what the address chose. @param {HTMLDetailsElement[]} facets @param {Map<string, Set<string>>} before */
export function checked(facets, before) {
  /** @type {Map<string, Set<string>>} */
  const values = new Map();
  for (const facet of facets) {
    const key = facet.dataset.facet ?? "";
    const boxes = /** @type {HTMLInputElement[]} */ ([...facet.querySelectorAll("input")]);
    const own = boxes.length ? boxes.filter((box) => box.checked).map((box) => box.value) : [...(before.get(key) ?? [])];
    if (own.length) values.set(key, new Set(own));
  }
  return values;
}

/**
 * @param {HTMLElement} facet
 * @param {Map<string, string>} labels
 * @param {Map<string, number>} counts
 * @param {Set<string>} chosen
 */
function drawFacet(facet, labels, counts, chosen) {
  const rows = /** @type {HTMLElement} */ (facet.querySelector("ul"));
  const key = facet.dataset.facet;
  if (!rows.children.length) {
    for (const [name, text] of labels) {
      if (!name.startsWith(`${key}=`)) continue;
      const [row, label, box] = [document.createElement("li"), document.createElement("label"), document.createElement("input")];
      box.type = "checkbox";
      box.value = name.slice(name.indexOf("=") + 1);
      const [words, count] = [document.createElement("span"), document.createElement("span")];
      words.textContent = text;
      count.className = "ct";
      label.append(box, words, count);
      row.append(label);
      rows.append(row);
    }
  }
  for (const row of rows.children) {
    const box = /** @type {HTMLInputElement} */ (row.querySelector("input"));
    const count = counts.get(`${key}=${box.value}`) ?? 0;
    box.checked = chosen.has(box.value);
    /** @type {HTMLElement} */ (row.querySelector(".ct")).textContent = count.toLocaleString(document.documentElement.lang);
    row.classList.toggle("zero", !count && !box.checked);
  }
}
