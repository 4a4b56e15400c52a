// How a query becomes terms: the grammar of src/search/terms.rs, which tests/search/terms.toml holds both to.

import { fold, normalised } from "./fold.js";

/** @typedef {{code: string, common: Set<string>, acts: [string, string[]][]}} Language */
/** @typedef {{terms: string[], slot?: string, parts?: string[], id?: string}} Token */

const ALNUM = "[\\p{Alphabetic}\\p{N}]";
const END = `(?!${ALNUM})`;
const YEAR = "(?:19|20)\\d\\d";
const JOIN = "(?:et|ou|à|and|or|to) ";

/** @param {string} source */
const at = (source) => new RegExp(source, "yu");

const WORD = at(`${ALNUM}+`);
const SAN = at(`san[- ]?(${YEAR})${END}(?:[- ](\\d{1,4})${END}(?!-))?`);
const OTHER_ID = at(`([a-z]{2,5})-(${YEAR})-(\\d{1,4})${END}(?!-)`);
const BARE_ID = at(`(${YEAR})-(\\d{1,3})${END}(?!-)`);
const DAY = at(`${YEAR}-\\d\\d-\\d\\d${END}`);
const KEYWORD = at(`(?:art|articles?)${END}\\.? *|art`);
const ARTICLE = at(`(?:([lrd])\\.? ?)?(\\d{1,4})${END}((?:-\\d{1,3}${END})*)`);
const POINT = at(`\\((\\d{1,2}|[a-z]{1,4})\\)|,? *(?:§|paragraphe |paragraph |par\\. )§? *(\\d{1,2})${END}|,? *(?:point )?(?:([a-z])\\)|(\\d{1,2})°)|, *(?:point )?([ivx]+)${END}`);
const SUBDIVIDED = at("\\(\\d{1,2}\\)|,? *§");
const LIST = at(`, *(?:${JOIN})?| *${JOIN}`);
const COMPOUND = at(`${ALNUM}+(?:-${ALNUM}+)+`);
const NUMBER = at(`\\d+${END}`);

/** @param {string} word */
const cut = (word) => [...word].slice(0, 40).join("");

/** Reads a text token by token. @param {string} text @param {Language} lang @returns {Token[]} */
export function tokens(text, lang) {
  const input = normalised(text);
  let position = 0;
  /** @param {RegExp} pattern */
  const take = (pattern) => {
    pattern.lastIndex = position;
    const found = pattern.exec(input);
    if (found) position = pattern.lastIndex;
    return found;
  };
  /** @param {string} word */
  const isPlain = (word) => (word.length > 1 || /\d/.test(word)) && !lang.common.has(word);

  const decision = () => {
    let found;
    /** @type {(string | undefined)[]} */
    let [prefix, year, number] = [];
    if ((found = take(SAN))) [prefix, year, number] = ["san-", found[1], found[2]];
    else if ((found = take(OTHER_ID))) [prefix, year, number] = [`${found[1]}-`, found[2], found[3]];
    else if ((found = take(BARE_ID))) [prefix, year, number] = ["", found[1], found[2]];
    else return null;
    if (!number) return { terms: [prefix + year], slot: `${prefix}${year}*` };
    const bare = `${year}-${number.padStart(3, "0")}`;
    const id = prefix + bare;
    const slot = number.length < 3 ? `${id}|${prefix}${year}-${number}*` : id;
    return { terms: prefix ? [id, bare] : [id], slot, id };
  };

  /** @param {boolean} hasKeyword */
  const article = (hasKeyword) => {
    const start = position;
    const found = take(ARTICLE);
    const [, letter = "", number = "", more = ""] = found ?? [];
    SUBDIVIDED.lastIndex = position;
    if (found && (hasKeyword || (letter ? more : !more && number.length <= 3 && SUBDIVIDED.test(input)))) {
      const levels = [`art${letter}${number}${more}`];
      for (let point; levels.length < 4 && (point = take(POINT)); ) {
        levels.push(`${levels[levels.length - 1]}-${point.slice(1).find(Boolean)}`);
      }
      return { terms: levels, slot: [...levels].reverse().join("|") };
    }
    position = start;
    return null;
  };

  const articles = () => {
    const start = position;
    const hasKeyword = Boolean(take(KEYWORD));
    const all = [];
    for (let next = article(hasKeyword); next; ) {
      all.push(next);
      const end = position;
      next = hasKeyword && take(LIST) ? article(true) : null;
      if (!next) position = end;
    }
    if (!all.length) position = start;
    return all;
  };

  /** @param {string} first */
  const number = (first) => {
    let value = first;
    const groups = at(`[ ${lang.code === "en" ? "," : ""}](\\d{3})${END}`);
    for (let group; first.length <= 3 && (group = take(groups)); ) value += group[1];
    const decimals = take(at(`[.${lang.code === "en" ? "" : ","}](\\d{1,40})${END}`));
    if (decimals) value += `.${decimals[1]}`;
    return { terms: [value] };
  };

  /** @param {string} whole */
  const compound = (whole) => {
    const parts = whole.split("-");
    const plain = parts.filter(isPlain).map(cut);
    if (/\d/.test(whole)) return { terms: [cut(whole), ...plain], slot: cut(whole) };
    if (parts.some((part) => lang.common.has(part))) return { terms: plain, parts: plain };
    const joined = cut(parts.join(""));
    return { terms: [...plain, joined], slot: plain.length ? `${joined}|${plain.join(" ")}` : joined };
  };

  /** @type {Token[]} */
  const out = [];
  while (position < input.length) {
    WORD.lastIndex = position;
    if (!WORD.test(input)) {
      position += 1;
      continue;
    }
    const id = decision() ?? [take(DAY)].map((day) => day && { terms: [day[0]] })[0];
    if (id) {
      out.push(id);
      continue;
    }
    const law = articles();
    if (law.length) {
      out.push(...law);
      continue;
    }
    const several = take(COMPOUND);
    const digits = several ? null : take(NUMBER);
    if (several) out.push(compound(several[0]));
    else if (digits) out.push(number(digits[0]));
    else {
      const word = /** @type {RegExpExecArray} */ (take(WORD))[0];
      if (isPlain(word)) out.push({ terms: [cut(word)] });
    }
  }
  return out;
}

/** @param {Token[]} all @returns {string[]} */
function slotsOf(all) {
  return all.flatMap((token) => (token.slot ? [token.slot] : (token.parts ?? token.terms)));
}

/**
 * The article that the whole query names: « 32 rgpd », « art. 83 § 4 », « L. 34-5 ».
 * @param {string} query normalised
 * @param {Language} lang
 */
function reference(query, lang) {
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
 * @param {string} text what a reader typed
 * @param {Language} lang
 */
export function query(text, lang) {
  const phrases = [...text.matchAll(/«([^«»]+)»|“([^“”]+)”|"([^"]+)"/g)].map((found) =>
    fold(found[1] ?? found[2] ?? found[3]).replace(/ +/g, " ").trim(),
  );
  const input = normalised(text).replace(/ +/g, " ").trim().slice(0, 400);
  const all = tokens(input, lang);
  const id = all.length === 1 && all[0].id;
  const law = id ? null : reference(input, lang);
  const parts = law?.slot
    ? [...slotsOf(tokens(law.before, lang)), law.slot, ...slotsOf(tokens(law.after, lang))]
    : slotsOf(all);
  return {
    slots: [...new Set(parts)].slice(0, 24),
    phrases: phrases.filter(Boolean),
    direct: id || law?.direct || "",
  };
}
