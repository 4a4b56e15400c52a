// What has digits in it: numbers of decisions, articles of the law, days, amounts. Fetched with the first query that has one.

import { fold } from "./fold.js";
import { COMPOUND, END, at } from "./patterns.js";

/** @typedef {import("./terms.js").Language} Language */
/** @typedef {import("./terms.js").Token} Token */
/** @typedef {import("./terms.js").Input} Input */
/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./match.js").Found} Found */

const YEAR = "(?:19|20)\\d\\d";
const JOIN = "(?:et|ou|à|and|or|to) ";

const SAN = at(`san[- ]?(${YEAR})${END}(?:[- ](\\d{1,4})${END}(?!-))?`);
const OTHER_ID = at(`([a-z]{2,5})-(${YEAR})-(\\d{1,4})${END}(?!-)`);
const BARE_ID = at(`(${YEAR})-(\\d{1,3})${END}(?!-)`);
const DAY = at(`${YEAR}-\\d\\d-\\d\\d${END}`);
const KEYWORD = at(`(?:art|articles?)${END}\\.? *|art`);
const ARTICLE = at(`(?:([lrd])\\.? ?)?(\\d{1,4})${END}((?:-\\d{1,3}${END})*)`);
const POINT = at(`\\((\\d{1,2}|[a-z]{1,4})\\)|,? *(?:§|paragraphe |paragraph |par\\. )§? *(\\d{1,2})${END}|,? *(?:point )?(?:([a-z])\\)|(\\d{1,2})°)|, *(?:point )?([ivx]+)${END}`);
const SUBDIVIDED = at("\\(\\d{1,2}\\)|,? *§");
const LIST = at(`, *(?:${JOIN})?| *${JOIN}`);
const NUMBER = at(`\\d+${END}`);

/** @param {Input} input @returns {Token | null} */
function decision(input) {
  let found;
  /** @type {(string | undefined)[]} */
  let [prefix, year, number] = [];
  if ((found = input.take(SAN))) [prefix, year, number] = ["san-", found[1], found[2]];
  else if ((found = input.take(OTHER_ID))) [prefix, year, number] = [`${found[1]}-`, found[2], found[3]];
  else if ((found = input.take(BARE_ID))) [prefix, year, number] = ["", found[1], found[2]];
  else return null;
  if (!number) return { terms: [prefix + year], slot: `${prefix}${year}*` };
  const bare = `${year}-${number.padStart(3, "0")}`;
  const id = prefix + bare;
  const slot = number.length < 3 ? `${id}|${prefix}${year}-${number}*` : id;
  return { terms: prefix ? [id, bare] : [id], slot, id };
}

/** @param {Input} input @param {boolean} hasKeyword @returns {Token | null} */
function article(input, hasKeyword) {
  const start = input.at;
  const found = input.take(ARTICLE);
  const [, letter = "", number = "", more = ""] = found ?? [];
  if (found && (hasKeyword || (letter ? more : !more && number.length <= 3 && input.sees(SUBDIVIDED)))) {
    const levels = [`art${letter}${number}${more}`];
    for (let point; levels.length < 4 && (point = input.take(POINT)); ) {
      levels.push(`${levels[levels.length - 1]}-${point.slice(1).find(Boolean)}`);
    }
    return { terms: levels, slot: [...levels].reverse().join("|") };
  }
  input.at = start;
  return null;
}

/** @param {Input} input */
function articles(input) {
  const start = input.at;
  const hasKeyword = Boolean(input.take(KEYWORD));
  const all = [];
  for (let next = article(input, hasKeyword); next; ) {
    all.push(next);
    const end = input.at;
    next = hasKeyword && input.take(LIST) ? article(input, true) : null;
    if (!next) input.at = end;
  }
  if (!all.length) input.at = start;
  return all;
}

/** @param {Input} input @param {boolean} isEnglish @returns {Token[]} */
function amount(input, isEnglish) {
  const first = input.take(NUMBER)?.[0];
  if (!first) return [];
  let value = first;
  const groups = at(`[ ${isEnglish ? "," : ""}](\\d{3})${END}`);
  for (let group; first.length <= 3 && (group = input.take(groups)); ) value += group[1];
  const decimals = input.take(at(`[.${isEnglish ? "" : ","}](\\d{1,40})${END}`));
  if (decimals) value += `.${decimals[1]}`;
  return [{ terms: [value] }];
}

/** The tokens that start here; none where a word does. @param {Input} input @param {Language} lang @returns {Token[]} */
export function read(input, lang) {
  const id = decision(input);
  if (id) return [id];
  const day = input.take(DAY);
  if (day) return [{ terms: [day[0]] }];
  const law = articles(input);
  return law.length || input.sees(COMPOUND) ? law : amount(input, lang.code === "en");
}

/**
 * The article that the whole query names: « 32 rgpd », « art. 83 § 4 », « L. 34-5 ».
 * @param {string} query normalised
 * @param {Language} lang
 */
export function reference(query, lang) {
  let rest = fold(query);
  let [act, before, after] = ["", "", ""];
  for (const [id, names] of lang.acts) {
    for (const name of names) {
      if (act) break;
      if (rest.startsWith(`${name} `)) [act, before, rest] = [id, query.slice(0, name.length), rest.slice(name.length)];
      else if (rest.endsWith(` ${name}`)) [act, after, rest] = [id, query.slice(-name.length), rest.slice(0, -name.length)];
    }
  }
  rest = rest.trim().replace(/^(l'|les? |la |the )/, "").replace(/[ ,]+(du|de la|de l'|of the|of)$|,$/, "").trim();
  const found = /^(articles? |art\.? ?)?(?:([lrd])\.? ?)?(\d{1,4}(?:-\d{1,3})*)(?![\p{L}\p{N}])(.*)$/u.exec(rest);
  if (!found) return null;
  const [, keyword, letter = "", number, tail] = found;
  const points = tail.replace(/paragraphe?|par\.|point|[^\p{L}\p{N}]/gu, " ").split(" ").filter(Boolean);
  const isLaw = keyword || act || (letter && number.includes("-")) || /[(§]/.test(tail);
  const isBare = !isLaw && !letter && !tail && (number.length < 4 || number.includes("-"));
  if (!(isLaw || isBare) || points.length > 3 || points.some((point) => !/^(\d{1,2}|[a-z]|[ivx]+)$/.test(point))) return null;
  const levels = points.reduce((all, point) => [`${all[0]}-${point}`, ...all], [`art${letter}${number}`]);
  return { direct: (act && `${act}/`) + levels[0], slot: isBare ? "" : levels.join("|"), before, after };
}

/**
 * The records that the whole query names, then those whose number starts so: « 2022-1 » is 2022-001, then 2022-010 and those after it.
 * @param {Index} index @param {{direct: string, slots: string[]}} asked @returns {Promise<Found[]>}
 */
export async function direct(index, { direct, slots }) {
  /** @type {number[]} */
  let exact = [];
  // A point that the book does not restate is found with its paragraph, or its article.
  for (let rest = direct; rest && !exact.length; rest = /art.*\d-\w+$/.test(rest) ? rest.replace(/-\w+$/, "") : "") exact = await named(index, rest);
  const start = slots.length === 1 && slots[0].split("|").find((alternative) => /\d.*\*$/.test(alternative));
  const longer = start ? (await named(index, start)).filter((record) => !exact.includes(record)) : [];
  return [...exact, ...longer].map((record, at) => ({ record, score: Infinity, words: slots.length, isDirect: at < exact.length }));
}

/** The records whose number it is; those whose number starts so, for one that ends with a star. @param {Index} index @param {string} key */
async function named(index, key) {
  const isPrefix = key.endsWith("*");
  const term = `=${key.replace("*", "")}`;
  const entries = await index.entries(term, isPrefix);
  const own = entries.filter((entry) => (isPrefix ? entry.folded.startsWith(term) : entry.folded === term));
  const records = [...new Set(own.flatMap((entry) => entry.read().map(({ record }) => record)))];
  // An article before a paragraph that is called alike: « 22-1 ». The latest decision first.
  const isPart = (/** @type {number} */ record) => Number(index.page(record) !== record);
  return records.sort((one, other) => isPart(one) - isPart(other) || other - one);
}
