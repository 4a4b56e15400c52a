// What a page says of the words: taken from the page itself, which is fetched when its result is seen.

import { fold } from "./fold.js";

/** @typedef {import("./match.js").Found} Found */

/** Characters of an excerpt, and of it before the first word that was looked for. */
const LENGTH = 230;
const BEFORE = 70;
/** Pages that are read for a phrase: at a time, and in all. */
const BATCH = 8;
const MOST = 64;

const BLOCKS = "p, li, dd, dt, td, h2, h3, h4, blockquote, figcaption";
/** What leads elsewhere, or is shown with the result already. */
const ASIDE = "nav, .toc, .tocd, .head, [hidden], .vh, script";
const WORDS = /[\p{L}\p{N}]+/gu;

/** @type {Map<string, Promise<HTMLElement>>} */
const pages = new Map();

/** The main part of a page, or what an anchor leads to in it. @param {string} href @returns {Promise<HTMLElement[]>} */
async function parts(href) {
  const [address, anchor] = href.split("#");
  let page = pages.get(address);
  if (!page) {
    page = fetch(address).then(async (answer) => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      const main = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      if (!main) throw new Error(`${address} is no page of this site`);
      main.querySelectorAll(ASIDE).forEach((aside) => aside.remove());
      return main;
    });
    pages.set(address, page);
    page.catch(() => pages.delete(address));
  }
  const main = await page;
  const target = anchor && /** @type {HTMLElement | null} */ (main.querySelector(`#${CSS.escape(anchor)}`));
  if (!target) return [main];
  return target.matches("dt") && target.nextElementSibling ? [/** @type {HTMLElement} */ (target.nextElementSibling)] : [target];
}

/** @param {Node} node */
const textOf = (node) => (node.textContent ?? "").replace(/\s+/g, " ").trim();

/**
 * The results whose page says all phrases as they were typed: as many as are wanted.
 *
 * @param {Found[]} found
 * @param {string[]} phrases folded
 * @param {(record: number) => Promise<string>} pathOf
 * @param {number} wanted
 */
export async function saying(found, phrases, pathOf, wanted) {
  /** @type {Found[]} */
  const kept = [];
  const read = found.slice(0, MOST);
  let at = 0;
  for (; at < read.length && kept.length <= wanted; at += BATCH) {
    const batch = read.slice(at, at + BATCH);
    const says = await Promise.all(batch.map(async ({ record }) => {
      const href = (await pathOf(record)).split("#")[0];
      const text = fold((await parts(href)).map(textOf).join(" "));
      return phrases.every((phrase) => text.includes(phrase));
    }));
    kept.push(...batch.filter((_, on) => says[on]));
  }
  return { found: kept, isCut: kept.length > wanted };
}

/** @type {IntersectionObserver | null} */
let watching = null;

/** An excerpt is taken from its page once its result is seen. @param {Iterable<Element>} rows @param {string[][]} words by slot */
export function watch(rows, words) {
  watching?.disconnect();
  if (!words.length) return;
  watching = new IntersectionObserver((seen, self) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue;
      self.unobserve(target);
      fill(/** @type {HTMLElement} */ (target), words).catch(() => {});
    }
  });
  for (const row of rows) watching.observe(row);
}

/** Writes the excerpt into a result, and lets its link lead to the heading where the words stand. @param {HTMLElement} row @param {string[][]} words by slot */
async function fill(row, words) {
  const link = /** @type {HTMLAnchorElement} */ (row.querySelector("a"));
  const summary = /** @type {HTMLElement | null} */ (row.querySelector(".sum"));
  const all = new Set(words.flat());
  const known = [link, summary].map((own) => own && fold(textOf(own))).filter(Boolean);
  // What the result says already is not said twice.
  const isNew = (/** @type {string} */ text) => !known.some((own) => text.includes(own ?? ""));
  const best = passage(await parts(link.href), words, isNew);
  summary?.replaceChildren(...marked(textOf(summary), all));
  if (!best) return;
  const line = /** @type {HTMLElement} */ (row.querySelector(".ex"));
  line.lang = /** @type {HTMLElement | null} */ (best.block.closest("[lang]"))?.lang ?? "";
  line.replaceChildren(...marked(cut(textOf(best.block), all), all));
  line.hidden = false;
  if (!link.hash && best.id && !("direct" in row.dataset)) link.hash = best.id;
}

/**
 * The block that holds most of the words, the first of those that hold as many, and the last anchor before it.
 *
 * @param {HTMLElement[]} roots
 * @param {string[][]} words
 * @param {(text: string) => boolean} isNew
 */
function passage(roots, words, isNew) {
  let best = null;
  let most = 0;
  let id = "";
  const sets = words.map((slot) => new Set(slot));
  for (const element of roots.flatMap((root) => [root, .../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(`${BLOCKS}, [id]`))])) {
    if (element.id && element.localName !== "main" && !element.closest("svg")) id = element.id;
    if (!element.matches(BLOCKS) || element.querySelector(BLOCKS)) continue;
    const text = fold(textOf(element));
    const said = new Set(text.match(WORDS));
    const count = sets.filter((slot) => [...slot].some((word) => said.has(word))).length;
    if (count > most && isNew(text)) [most, best] = [count, { block: element, id }];
  }
  return best;
}

/** @param {string} text @param {Set<string>} words */
function cut(text, words) {
  if (text.length <= LENGTH) return text;
  const first = [...text.matchAll(WORDS)].find(([word]) => words.has(fold(word)))?.index ?? 0;
  const start = first > BEFORE ? text.indexOf(" ", first - BEFORE) + 1 : 0;
  const end = start + LENGTH < text.length ? text.lastIndexOf(" ", start + LENGTH) : text.length;
  return `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}

/** @param {string} text @param {Set<string>} words */
function marked(text, words) {
  /** @type {(string | HTMLElement)[]} */
  const out = [];
  let at = 0;
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    if (!words.has(fold(word))) continue;
    const mark = document.createElement("mark");
    mark.textContent = word;
    out.push(text.slice(at, index), mark);
    at = index + word.length;
  }
  return [...out, text.slice(at)];
}
