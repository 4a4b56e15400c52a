// From a query to the records that answer it, best first.

import { fold } from "./fold.js";
import { query as parse, tokens } from "./terms.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {{weight: number, passages: number}} Hit */
/** @typedef {{typed: string, hits: Map<number, Hit>, words: Set<string>, isStart?: boolean, meant: string, also: string[]}} Slot `isStart`: only longer words start so */
/** @typedef {{record: number, score: number, words: number, kind?: string, isDirect?: boolean}} Found a record; how many of the words it has */

/** How much a form counts beside the one that was typed: with other accents, another form of the word, a word that starts so, a synonym. */
const ACCENTS = 0.95;
const FORMS = 0.8;
const STARTS = 0.6;
const SYNONYM = 0.6;

/** Decisions come before what explains them. @type {Record<string, number>} */
const KINDS = { decision: 1, checklist: 0.6, item: 0.4, provision: 0.5, paragraph: 0.45, sector: 0.4, term: 0.5, page: 0.35 };

/** Words near each other count more than words far apart. */
const NEAR = 0.35;

/** Results whose titles are read, and how much more one of them counts that says the words as they were typed. */
const FIRST = 10;
const AS_TYPED = 1.4;

/**
 * @param {Index} index
 * @param {string} text what a reader typed
 */
export async function match(index, text) {
  const asked = await parse(text, index.lang);
  const [direct, ...slots] = await Promise.all([
    asked.numbers?.direct(index, asked) ?? [],
    ...asked.slots.map((slot, at) => look(index, slot, at === asked.slots.length - 1)),
  ]);
  await addSynonyms(index, slots);
  const rest = group(index, rank(index, slots)).filter(({ record }) => !direct.some((one) => one.record === record));
  const found = await asTyped(index, [...direct, ...rest], text);
  return { asked, slots, found };
}

/** @param {string} word a plural loosely */
const loose = (word) => fold(word).replace(/[sx]$/, "");

/** Adds the records that say a synonym, of one word or of several that follow each other. @param {Index} index @param {Slot[]} slots */
async function addSynonyms(index, slots) {
  const words = slots.map((slot) => loose(slot.meant || slot.typed));
  /** @type {Promise<void>[]} */
  const added = [];
  for (const [term, rows] of index.header.synonyms) {
    for (const row of rows) {
      const sequence = tokens(row, index.lang).map((token) => loose((token.slot ?? token.terms[0] ?? "").split("|")[0]));
      const start = sequence.length ? words.findIndex((_, at) => sequence.every((word, on) => word === words[at + on])) : -1;
      const also = rows.filter((/** @type {string} */ other) => other !== row);
      if (start >= 0) added.push(addClass(index, term, also, slots.slice(start, start + sequence.length)));
    }
  }
  await Promise.all(added);
}

/** @param {Index} index @param {string} term @param {string[]} also @param {Slot[]} slots */
async function addClass(index, term, also, slots) {
  const own = (await index.entries(term)).find((entry) => entry.folded === term);
  if (!own) return;
  const said = also.flatMap((word) => tokens(word, index.lang)).map((token) => fold(token.terms[0] ?? ""));
  for (const slot of slots) {
    addAll(slot.hits, own, SYNONYM);
    slot.also.push(...also);
    said.forEach((word) => slot.words.add(word));
  }
}

/**
 * @param {Index} index
 * @param {string} alternatives
 * @param {boolean} isLast the word that may still be typed
 * @returns {Promise<Slot>}
 */
async function look(index, alternatives, isLast) {
  /** @type {Slot} */
  const slot = { typed: alternatives.split("|")[0].replace("*", ""), hits: new Map(), words: new Set(), meant: "", also: [] };
  const steps = alternatives.split("|").map((alternative, at) => step(index, slot, alternative, 1 / (1 + at * 0.6)));
  if ((await Promise.all(steps)).includes(true)) return slot;
  const word = fold(slot.typed);
  const isSynonym = index.header.synonyms.some((/** @type {[unknown, string[]]} */ [, row]) => row.some((other) => loose(other) === loose(word)));
  if (isSynonym || !/^\p{L}+$/u.test(word)) return slot;
  if (isLast && word.length > 2 && (await step(index, slot, `${word}*`, 1))) return { ...slot, isStart: true };
  const { meant } = await import("./slips.js");
  slot.meant = await meant(index, word);
  if (slot.meant) await step(index, slot, slot.meant, 1);
  return slot;
}

/** Adds what one alternative finds; whether it finds anything. @param {Index} index @param {Slot} slot @param {string} alternative @param {number} weight */
async function step(index, slot, alternative, weight) {
  const parts = await Promise.all(alternative.split(" ").map((part) => hitsOf(index, slot, part)));
  const [first, ...others] = parts;
  for (const [record, hit] of first) {
    if (others.every((other) => other.has(record))) add(slot.hits, record, weight * hit.weight, hit.passages);
  }
  return parts.every((part) => part.size > 0);
}

/** The records that say a word in any form, or words that start so. @param {Index} index @param {Slot} slot @param {string} alternative */
async function hitsOf(index, slot, alternative) {
  /** @type {Map<number, Hit>} */
  const hits = new Map();
  const isPrefix = alternative.endsWith("*");
  const word = fold(alternative.replace("*", ""));
  const entries = await index.entries(word, isPrefix);
  const groups = new Set(entries.filter((entry) => entry.folded === word).map((entry) => entry.group));
  for (const entry of entries) {
    const isSame = entry.folded === word;
    const weight = isPrefix
      ? entry.folded.startsWith(word) && STARTS
      : isSame
        ? entry.form === alternative || alternative === word ? 1 : ACCENTS
        : groups.has(entry.group) && FORMS;
    if (!weight) continue;
    addAll(hits, entry, weight);
    slot.words.add(entry.folded);
  }
  return hits;
}

/**
 * A result that shows the words as they were typed comes before those that scatter them: « électricité de France » is a name. Only among the first ones, of
 * which the titles are shown anyway.
 * @param {Index} index @param {Found[]} found @param {string} text
 */
async function asTyped(index, found, text) {
  const phrase = fold(text).replace(/\s+/g, " ").trim();
  const first = await Promise.all(found.slice(0, FIRST).map(async (one) => {
    const { title, line, summary } = await index.title(one.record);
    const says = phrase.includes(" ") && fold([title, line, summary].join(" ")).includes(phrase);
    return { ...one, score: one.score * (says ? AS_TYPED : 1) };
  }));
  first.sort((one, other) => (one.score === other.score ? 0 : other.score - one.score));
  return [...first, ...found.slice(FIRST)].map((one) => ({ ...one, kind: index.kinds[one.record] }));
}

/** @param {Map<number, Hit>} hits @param {number} record @param {number} weight @param {number} passages */
function add(hits, record, weight, passages) {
  const known = hits.get(record);
  hits.set(record, { weight: Math.max(weight, known?.weight ?? 0), passages: passages | (known?.passages ?? 0) });
}

/** @param {Map<number, Hit>} hits @param {import("./index.js").Entry} entry @param {number} weight */
function addAll(hits, entry, weight) {
  for (const { record, level, passages } of entry.read()) add(hits, record, (weight * (level + 1)) / 16, passages);
}

/** Any word is enough; more of them, and near each other, come first. @param {Index} index @param {Slot[]} slots @returns {Found[]} */
function rank(index, slots) {
  const known = slots.filter((slot) => slot.hits.size);
  const namesLaw = slots.some((slot) => /^art[lrd]?\d/.test(slot.typed));
  const rarity = known.map((slot) => Math.log(1 + index.kinds.length / slot.hits.size));
  /** @type {Map<number, number[]>} */
  const all = new Map();
  known.forEach((slot, at) => slot.hits.forEach((_, record) => all.set(record, [...(all.get(record) ?? []), at])));
  return [...all].map(([record, own]) => {
    const hits = own.map((at) => /** @type {Hit} */ (known[at].hits.get(record)));
    const sum = hits.reduce((sum, hit, on) => sum + hit.weight * rarity[own[on]], 0);
    const near = hits.filter((hit, on) => on && hit.passages & hits[on - 1].passages).length / Math.max(1, known.length - 1);
    const share = own.length / slots.length;
    const kind = index.kinds[record];
    const isLaw = kind === "provision" || kind === "paragraph";
    const score = sum * share * share * (1 + NEAR * near) * (namesLaw && isLaw ? 2 : KINDS[kind]);
    return { record, score, words: own.length };
  });
}

/** One result a page: its best record. @param {Index} index @param {Found[]} found */
function group(index, found) {
  found.sort((one, other) => other.score - one.score || other.record - one.record);
  const seen = new Set();
  return found.filter(({ record }) => {
    const page = index.page(record);
    return !seen.has(page) && seen.add(page);
  });
}
