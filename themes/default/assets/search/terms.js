// How a query becomes terms: the grammar of src/search/terms.rs, which tests/search/terms.toml holds both to.

import { fold, normalised } from "./fold.js";
import { ALNUM, COMPOUND, at } from "./patterns.js";

/** @typedef {{code: string, common: Set<string>, acts: [string, string[]][]}} Language */
/** @typedef {{terms: string[], slot?: string, parts?: string[], id?: string}} Token */
/** @typedef {typeof import("./numbers.js")} Numbers */

const WORD = at(`${ALNUM}+`);

/** A text, and how far it is read. */
export class Input {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  /** @param {RegExp} pattern */
  sees(pattern) {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text);
  }

  /** @param {RegExp} pattern */
  take(pattern) {
    const found = this.sees(pattern);
    if (found) this.at = pattern.lastIndex;
    return found;
  }
}

/** @param {string} word */
const cut = (word) => [...word].slice(0, 40).join("");

/** @param {string} word @param {Language} lang */
const isPlain = (word, lang) => (word.length > 1 || /\d/.test(word)) && !lang.common.has(word);

/** @param {string} whole @param {Language} lang @returns {Token} */
function compound(whole, lang) {
  const parts = whole.split("-");
  const plain = parts.filter((part) => isPlain(part, lang)).map(cut);
  if (/\d/.test(whole)) return { terms: [cut(whole), ...plain], slot: cut(whole) };
  if (parts.some((part) => lang.common.has(part))) return { terms: plain, parts: plain };
  const joined = cut(parts.join(""));
  return { terms: [...plain, joined], slot: plain.length ? `${joined}|${plain.join(" ")}` : joined };
}

/**
 * Reads a text token by token.
 *
 * @param {string} text
 * @param {Language} lang
 * @param {Numbers | null} [numbers] for a text that has digits
 * @returns {Token[]}
 */
export function tokens(text, lang, numbers) {
  const input = new Input(normalised(text));
  /** @type {Token[]} */
  const out = [];
  while (input.at < input.text.length) {
    const own = input.sees(WORD) ? numbers?.read(input, lang) : null;
    const several = own?.length ? null : input.take(COMPOUND);
    const word = own?.length || several ? null : input.take(WORD)?.[0];
    if (own?.length) out.push(...own);
    else if (several) out.push(compound(several[0], lang));
    else if (!word) input.at += 1;
    else if (isPlain(word, lang)) out.push({ terms: [cut(word)] });
  }
  return out;
}

/** @param {Token[]} all @returns {string[]} */
function slotsOf(all) {
  return all.flatMap((token) => (token.slot ? [token.slot] : (token.parts ?? token.terms)));
}

/**
 * @param {string} text what a reader typed
 * @param {Language} lang
 */
export async function query(text, lang) {
  const phrases = [...text.matchAll(/«([^«»]+)»|“([^“”]+)”|"([^"]+)"/g)].map((found) =>
    fold(found[1] ?? found[2] ?? found[3]).replace(/ +/g, " ").trim(),
  );
  const input = normalised(text).replace(/ +/g, " ").trim().slice(0, 400);
  const numbers = /\d/.test(input) ? await import("./numbers.js") : null;
  const all = tokens(input, lang, numbers);
  const id = all.length === 1 && all[0].id;
  const law = id ? null : numbers?.reference(input, lang);
  const parts = law?.slot
    ? [...slotsOf(tokens(law.before, lang, numbers)), law.slot, ...slotsOf(tokens(law.after, lang, numbers))]
    : slotsOf(all);
  return {
    slots: [...new Set(parts)].slice(0, 24),
    phrases: phrases.filter(Boolean),
    direct: id || law?.direct || "",
    numbers,
  };
}
