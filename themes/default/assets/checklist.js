// A checklist to fill in: four answers an item, a note of the proof, a score in words, files to take away and to take up again. Answers stay in
// this browser, from the first one on; nothing is sent. Without this script the list is one to read and to print.

import { comparison, joined, score } from "./checklist/answers.js";
import { fromJson, toJson } from "./checklist/json.js";
import { forget, keep, kept, keyOf } from "./checklist/keep.js";
import { proofOf, Row, wordsOf } from "./checklist/row.js";
import { fromTable, toTable } from "./checklist/table.js";
import { decimal } from "./decimals.js";
import { number, pageLanguage, plural, wholeNumber } from "./numbers.js";
import { filled, part } from "./parts.js";
import { csv, save } from "./save.js";

/** @typedef {import("./checklist/answers.js").Answer} Answer */
/** @typedef {import("./checklist/answers.js").Answers} Answers */
/** @typedef {import("./checklist/answers.js").Item} Item */
/** @typedef {import("./checklist/answers.js").Score} Score */

/** The largest file that is read, in bytes: a list with long notes has a hundredth of it. */
const LARGEST = 2_000_000;

const lang = pageLanguage();

class Sheet {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {HTMLElement} */ this.tools = part(root, "[data-tools]");
    /** @type {HTMLElement} */ this.status = part(root, "[role=status]");
    /** @type {HTMLElement} */ this.preview = part(root, "[data-ask]");
    /** @type {HTMLElement} */ this.others = part(root, "[data-others]");
    /** @type {HTMLInputElement} */ this.file = part(root, "[type=file]");
    this.words = /** @type {Record<string, string>} */ ({ ...this.tools.dataset });
    this.list = { id: root.dataset.list ?? "", title: part(document, "h1").textContent ?? "", version: root.dataset.version ?? "" };
    this.sections = Array.from(/** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("section:has(> .items)")));
    const template = /** @type {HTMLTemplateElement} */ (part(root, "[data-answer]"));
    this.rows = this.sections.flatMap((section) => {
      const title = wordsOf(section.querySelector("h2"));
      return Array.from(/** @type {NodeListOf<HTMLLIElement>} */ (section.querySelectorAll(".items > li")), (element) => new Row(element, title, template));
    });
    this.items = this.rows.map((row) => row.item);
    this.ids = this.items.map((item) => item.id);
    /** @type {Answers} */
    this.answers = new Map();
    this.isRefused = false;
  }

  start() {
    this.load();
    for (const row of this.rows) this.wire(row);
    this.wireTools();
    // Another window of the same list: its answers are these.
    addEventListener("storage", (event) => {
      if (event.key === keyOf(this.list.id) || event.key === null) this.load();
    });
    this.root.classList.add("on");
    this.tools.hidden = false;
  }

  load() {
    try {
      const entry = kept(this.list.id);
      this.answers = entry?.answers ?? new Map();
      const added = entry ? this.ids.filter((id) => !entry.items.includes(id)) : [];
      this.showAdded(added);
    } catch {
      this.isRefused = true;
    }
    this.show();
  }

  /** @param {Row} row */
  wire(row) {
    const changed = () => {
      const answer = row.read();
      if (!answer) return;
      this.answers.set(row.item.id, answer);
      row.print(answer);
      this.changed();
    };
    for (const radio of row.radios) radio.addEventListener("change", changed);
    for (const field of [row.note, row.date]) field.addEventListener("input", changed);
    part(row.element, "[data-undo]").addEventListener("click", () => {
      this.answers.delete(row.item.id);
      row.show(undefined);
      row.radios[0].focus();
      this.changed();
    });
  }

  wireTools() {
    const on = (/** @type {string} */ name, /** @type {() => void} */ act) => part(this.tools, `[data-${name}]`).addEventListener("click", act);
    on("save", () => this.saveAnswers());
    on("csv", () => this.saveTable());
    on("open", () => this.file.click());
    on("erase", () => this.erase());
    this.file.addEventListener("change", () => this.open());
    /** @type {HTMLSelectElement} */ const shown = part(this.tools, "[data-show]");
    shown.addEventListener("change", () => this.choose(shown.value));
    /** @type {HTMLInputElement} */ const ordered = part(this.tools, "[data-order]");
    ordered.addEventListener("change", () => this.order(ordered.checked));
  }

  /** After an answer: kept, counted. */
  changed() {
    try {
      if (this.answers.size > 0) keep(this.list.id, { items: this.ids, answers: this.answers });
      else forget(this.list.id);
      this.isRefused = false;
    } catch {
      this.isRefused = true;
    }
    this.count();
  }

  show() {
    for (const row of this.rows) row.show(this.answers.get(row.item.id));
    this.showOthers();
    this.count();
  }

  /** The score, in words: of the list and of each section. */
  count() {
    const whole = score(this.items, this.answers);
    part(this.tools, "[data-count]").textContent = this.counted(whole);
    part(this.tools, "[data-points]").textContent = this.scored(whole);
    const state = this.isRefused ? "refused" : this.answers.size > 0 ? "kept" : "none";
    const place = part(this.tools, "[data-place]");
    if (place.textContent !== this.words[state]) place.textContent = this.words[state];
    place.classList.toggle("notice", this.isRefused);
    for (const section of this.sections) {
      const title = wordsOf(section.querySelector("h2"));
      const own = score(this.items.filter((item) => item.section === title), this.answers);
      part(section, ".sum").textContent = own.answered > 0 ? `${this.counted(own)} ${this.scored(own)}` : "";
    }
  }

  /** @param {Score} own @returns {string} « 12 points sur 24 ont une réponse, dont 4 prouvés. » */
  counted(own) {
    const values = { n: wholeNumber(lang, own.answered), items: wholeNumber(lang, own.items), proved: wholeNumber(lang, own.proved) };
    const proved = own.proved > 0 ? filled(plural(lang, own.proved, this.words.provedOne, this.words.provedOther), values) : "";
    return filled(plural(lang, own.answered, this.words.countOne, this.words.countOther), { ...values, proved });
  }

  /** @param {Score} own @returns {string} « Score : 21,5 sur 54. » */
  scored(own) {
    const points = number(lang, own.points).replace(/[.,]0$/, "");
    return filled(this.words.score, { points, weight: number(lang, decimal(String(own.weight))) });
  }

  /** @param {string} text */
  say(text) {
    this.status.textContent = text;
  }

  /** @param {string[]} ids items that the list has got since the reader's last answer */
  showAdded(ids) {
    const banner = part(this.root, "[data-banner]");
    banner.hidden = ids.length === 0;
    banner.textContent = ids.length > 0 ? `${filled(plural(lang, ids.length, this.words.addedOne, this.words.addedOther), { n: ids.length })} ` : "";
    for (const id of ids) {
      const link = document.createElement("a");
      link.href = `#${id}`;
      link.textContent = id;
      banner.append(link, " ");
    }
    for (const row of this.rows) row.element.classList.toggle("new", ids.includes(row.item.id));
  }

  /** Answers to items that the list no longer has, or never had. */
  showOthers() {
    const gone = Array.from(this.answers).filter(([id]) => !this.ids.includes(id));
    this.others.hidden = gone.length === 0;
    const lines = gone.map(([id, answer]) => {
      const line = document.createElement("li");
      line.textContent = filled(this.words.other, { id, text: answer.text, answer: this.said(answer) });
      return line;
    });
    part(this.others, "ul").replaceChildren(...lines);
  }

  /** @param {string} which `all`, `open` or an answer */
  choose(which) {
    let count = 0;
    for (const row of this.rows) {
      const own = this.answers.get(row.item.id)?.choice ?? "open";
      const isShown = which === "all" || own === which;
      row.element.classList.toggle("out", !isShown);
      count += Number(isShown);
    }
    for (const section of this.sections) section.classList.toggle("out", !section.querySelector(".items > li:not(.out)"));
    this.say(filled(plural(lang, count, this.words.shownOne, this.words.shownOther), { n: count }));
  }

  /** @param {boolean} byPriority within each section, or in the order of the list */
  order(byPriority) {
    const rows = byPriority ? this.rows.toSorted((a, b) => a.item.priority - b.item.priority) : this.rows;
    for (const row of rows) row.element.parentElement?.append(row.element);
  }

  saveAnswers() {
    save(`${this.list.id}.json`, "application/json", toJson(this.list, this.answers, today()));
  }

  saveTable() {
    save(`${this.list.id}.csv`, "text/csv", csv(lang, toTable(lang, this.list, this.items, this.answers)));
  }

  erase() {
    if (this.answers.size === 0) return this.say(this.words.nothing);
    if (!confirm(filled(plural(lang, this.answers.size, this.words.eraseOne, this.words.eraseOther), { n: this.answers.size }))) return;
    this.answers = new Map();
    this.changed();
    this.show();
    this.say(this.words.erased);
  }

  async open() {
    const file = this.file.files?.[0];
    this.file.value = "";
    this.preview.hidden = true;
    if (!file) return;
    if (file.size > LARGEST) return this.say(filled(this.words.unreadable, { file: file.name }));
    const text = decoded(await file.arrayBuffer());
    const reading = text.trimStart().startsWith("{") ? fromJson(text, this.list) : fromTable(text, this.list);
    if ("otherList" in reading) this.say(filled(this.words.otherList, { file: file.name, list: reading.otherList }));
    else if ("isUnreadable" in reading) this.say(filled(this.words.unreadable, { file: file.name }));
    else this.propose(file.name, reading.answers);
  }

  /** Says what the file would change, and asks. @param {string} name @param {Answers} other */
  propose(name, other) {
    const { added, different, same } = comparison(this.answers, other);
    if (added.length + different.length === 0) return this.say(filled(this.words.nothingNew, { file: name, n: same.length }));
    this.say("");
    part(this.preview, "p").textContent = filled(this.words.preview, { file: name, added: added.length, different: different.length, same: same.length });
    part(this.preview, "ul").replaceChildren(...different.map((id) => this.difference(id, this.answers.get(id), other.get(id))));
    const buttons = part(this.preview, ".acts");
    const button = (/** @type {string} */ text, /** @type {() => void} */ act) => {
      const element = document.createElement("button");
      element.type = "button";
      element.textContent = text;
      element.addEventListener("click", act);
      return element;
    };
    const take = (/** @type {boolean} */ replaces) => () => this.take(other, replaces);
    const choices = different.length > 0 ? [button(this.words.keepMine, take(false)), button(this.words.takeTheirs, take(true))] : [button(this.words.addAll, take(false))];
    buttons.replaceChildren(...choices, button(this.words.cancel, () => this.closePreview(this.words.unchanged)));
    this.preview.hidden = false;
    this.preview.focus();
  }

  /** @param {string} id @param {Answer | undefined} mine @param {Answer | undefined} theirs */
  difference(id, mine, theirs) {
    const line = document.createElement("li");
    line.textContent = filled(this.words.difference, { id, mine: this.said(mine), theirs: this.said(theirs) });
    return line;
  }

  /** @param {Answer | undefined} answer @returns {string} « Oui, capture du routeur, 3 mars 2026 » */
  said(answer) {
    return answer ? [this.words[answer.choice], proofOf(answer)].filter(Boolean).join(", ") : "";
  }

  /** @param {Answers} other @param {boolean} replaces */
  take(other, replaces) {
    this.answers = joined(this.answers, other, replaces);
    this.changed();
    this.show();
    this.closePreview(this.words.taken);
  }

  /** @param {string} text */
  closePreview(text) {
    this.preview.hidden = true;
    part(this.tools, "[data-open]").focus();
    this.say(text);
  }
}

/** @returns {string} 2026-11-25, where the reader is */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((value) => String(value).padStart(2, "0")).join("-");
}

/** @param {ArrayBuffer} bytes @returns {string} older spreadsheets save in the Western European code page */
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

const root = document.querySelector(".check");
if (root instanceof HTMLElement && root.querySelector("[data-tools]")) new Sheet(root).start();
