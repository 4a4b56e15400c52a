// What decisions are chosen and sorted by. Each column is fetched once it is used, and this program with the first of them.

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
  const read = await Promise.all(keys.map((key) => index.facet(key)));
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
    const left = new Map([...values].map(([other, chosen]) => [other, new Set([...chosen].filter((one) => other !== key || one !== value))]));
    for (const [other, chosen] of left) if (!chosen.size) left.delete(other);
    return { key, value, count: all.filter(({ record }) => !missed(record, left).length).length };
  }));
  return { found: sort ? await sorted(index, kept, sort) : kept, counts, labels, ways: ways.filter((way) => way.count) };
}

/** What has no amount, or is no decision, comes last, whichever way the rest is sorted. @param {Index} index @param {Found[]} found @param {string} sort */
async function sorted(index, found, sort) {
  const [, key = "", up] = /^(\w+)(-up)?$/.exec(sort) ?? [];
  const column = key === "date" ? null : await index.sort(key);
  /** @param {number} record */
  const place = (record) => (record < index.firstDecision ? 0 : column ? column[record - index.firstDecision] : record + 1);
  // Sorted by an amount, a page that has one of three words would stand before one that has them all.
  const most = Math.max(...found.map(({ words }) => words));
  const rows = found.filter(({ words, isDirect }) => isDirect || words === most).map((row) => ({ row, at: place(row.record) }));
  rows.sort((one, other) => Number(!one.at) - Number(!other.at) || (up ? one.at - other.at : other.at - one.at));
  return rows.map(({ row }) => row);
}

/**
 * @param {HTMLElement} facet
 * @param {Map<string, string>} labels
 * @param {Map<string, number>} counts
 * @param {Set<string>} chosen
 */
export function drawFacet(facet, labels, counts, chosen) {
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
