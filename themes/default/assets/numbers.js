// Numbers, money, percentages and dates as the pages print them: the same strings as the program's own formatter, which tests compare.
// The browser's own formats will not do: they differ from one version to the next, and in their spaces from French typography.

import { compare, decimal, normalized, parts, rounded, shifted, times } from "./decimals.js";

/** @typedef {import("./decimals.js").Decimal} Decimal */
/** @typedef {"fr" | "en"} Lang */

const NBSP = "\u00a0";
const NNBSP = "\u202f";
const MILLION = decimal("1000000");

const MONTHS = {
  fr: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
  en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
};

/** @returns {Lang} the language of the page */
export function pageLanguage() {
  return document.documentElement.lang === "en" ? "en" : "fr";
}

/** @param {Lang} lang @param {Decimal} value @returns {string} its digits grouped by three; as many decimals as it has */
export function number(lang, value) {
  const [whole, fraction] = parts(value);
  const [group, point] = lang === "fr" ? [NNBSP, ","] : [",", "."];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return (value.digits < 0n ? "−" : "") + grouped + (fraction && point + fraction);
}

/** @param {Lang} lang @param {number} count @returns {string} */
export function wholeNumber(lang, count) {
  return number(lang, decimal(String(count)));
}

/** @param {Lang} lang @param {Decimal} euros @returns {string} exact: « 885 739 € », « 97 000,50 € », €2,500 */
export function money(lang, euros) {
  const exact = normalized(euros);
  return withUnit(lang, exact.scale > 0 ? rounded(exact, 2) : exact, "€", "");
}

/** @param {Lang} lang @param {Decimal} euros @returns {string} from a million up with three significant digits: « 1,5 M€ », €14.9bn */
export function moneyCompact(lang, euros) {
  if (compare(euros, shifted(MILLION, -3)) >= 0) return withUnit(lang, significant(shifted(euros, 9)), "Md€", "bn");
  if (compare(euros, MILLION) >= 0) return withUnit(lang, significant(shifted(euros, 6)), "M€", "m");
  return money(lang, euros);
}

/** @param {Lang} lang @param {Decimal} value @param {string} fr @param {string} en @returns {string} */
function withUnit(lang, value, fr, en) {
  return lang === "fr" ? `${number(lang, value)}${NBSP}${fr}` : `€${number(lang, value)}${en}`;
}

/** @param {Lang} lang @param {Decimal} ratio @returns {string} three significant digits; under 0.001 % it is said so */
export function percent(lang, ratio) {
  const value = times(ratio, decimal("100"));
  const least = decimal("0.001");
  const isLess = value.digits !== 0n && compare(value, least) < 0;
  const text = number(lang, isLess ? least : significant(value));
  if (lang === "fr") return `${isLess ? "moins de " : ""}${text}${NNBSP}%`;
  return `${isLess ? "less than " : ""}${text}%`;
}

/** @param {Decimal} value not below zero @returns {Decimal} three significant digits; from 100 up, whole */
function significant(value) {
  const [whole, fraction] = parts(value);
  const before = whole === "0" ? -(fraction.match(/^0*/)?.[0].length ?? 0) : whole.length;
  const once = rounded(value, Math.max(0, 3 - before));
  return normalized(once);
}

/** @param {Lang} lang @param {string} iso 2020-12-07 @returns {string} « 7 décembre 2020 », « 1er février 2024 », 7 December 2020 */
export function date(lang, iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return `${day}${lang === "fr" && day === 1 ? "er" : ""}${NBSP}${MONTHS[lang][month - 1]}${NBSP}${year}`;
}

/** @param {Lang} lang @param {number} count @param {string} one @param {string} other @returns {string} in French 0 and 1 are singular */
export function plural(lang, count, one, other) {
  return (lang === "fr" ? count < 2 : count === 1) ? one : other;
}
