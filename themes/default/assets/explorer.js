// The explorer of decisions: facets with counts, sorting, an address that can be shared. The table is whole in the page; this chooses among its rows.

import { readAddress, writeAddress } from "./explorer/address.js";
import { table } from "./explorer/export.js";
import { rememberPlace, restorePlace } from "./explorer/place.js";
import { readRows } from "./explorer/rows.js";
import { noChoices, select, waysOut, without } from "./explorer/select.js";
import { pageLanguage, plural, wholeNumber } from "./numbers.js";
import { filled, part } from "./parts.js";
import { csv, save } from "./save.js";

/** @typedef {import("./explorer/rows.js").Row} Row */
/** @typedef {import("./explorer/select.js").Choices} Choices */
/** @typedef {import("./explorer/select.js").Selection} Selection */

/** How many rows are shown at a time. */
const ROWS_A_PAGE = 100;
/** Milliseconds between the last letter typed and the search. */
const PAUSE = 150;

const lang = pageLanguage();

class Explorer {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {HTMLFormElement} */ this.form = part(root, ".choose");
    /** @type {HTMLElement} */ this.tools = part(root, ".tools");
    /** @type {HTMLElement} */ this.results = part(root, ".found");
    /** @type {HTMLTableSectionElement} */ this.body = part(root, "tbody");
    /** @type {HTMLElement} */ this.pages = part(root, "[data-pages]");
    this.words = /** @type {Record<string, string>} */ ({ ...this.tools.dataset });
    this.headers = Array.from(/** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("thead th")));
    this.columns = this.headers.map((header) => header.dataset.sort ?? "");
    this.names = new Map(this.headers.map((header) => [header.dataset.sort ?? "", header.textContent ?? ""]));
    this.boxes = Array.from(/** @type {NodeListOf<HTMLInputElement>} */ (this.form.querySelectorAll("input[type=checkbox]")));
    /** @type {Map<string, Set<string>>} */
    this.known = new Map();
    for (const box of this.boxes) this.known.set(box.name, (this.known.get(box.name) ?? new Set()).add(box.value));
    this.rows = this.read(this.body.rows);
    this.wholeCount = Number(root.dataset.decisions);
    /** @type {Promise<void> | null} */
    this.loading = null;
    this.isComplete = !root.dataset.parts;
    this.choices = noChoices();
  }

  /** @param {Iterable<HTMLTableRowElement>} elements */
  read(elements) {
    return readRows(elements, this.columns, [...this.known.keys()]);
  }

  start() {
    this.wireForm();
    this.wireHeaders();
    part(this.tools, "[data-copy]").addEventListener("click", () => this.copyLink());
    part(this.tools, "[data-csv]").addEventListener("click", () => this.saveTable());
    part(this.tools, "[data-clear]").addEventListener("click", () => this.choose({ ...noChoices(), column: this.choices.column, rising: this.choices.rising }, true));
    part(this.root, "caption").textContent = this.words.headers;
    this.root.classList.add("on");
    this.form.hidden = false;
    this.tools.hidden = false;
    part(this.form, ".filters").toggleAttribute("open", matchMedia("(min-width: 1081px)").matches);
    history.scrollRestoration = "manual";
    addEventListener("popstate", () => this.follow());
    addEventListener("pagehide", () => rememberPlace());
    if (location.search || history.state) this.follow();
    else this.showState(this.wholeCount);
  }

  wireForm() {
    let timer = 0;
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", (event) => {
      const field = /** @type {HTMLInputElement} */ (event.target);
      if (field.type === "checkbox") {
        this.choose({ ...this.choices, values: this.checkedValues(), page: 1 });
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(() => this.type(field.value), PAUSE);
    });
  }

  wireHeaders() {
    for (const header of this.headers) {
      const column = header.dataset.sort;
      if (!column) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = header.textContent;
      button.addEventListener("click", () => {
        const rising = this.choices.column === column && !this.choices.rising;
        this.choose({ ...this.choices, column, rising, page: 1 });
      });
      header.replaceChildren(button);
    }
  }

  /** @returns {Map<string, Set<string>>} */
  checkedValues() {
    /** @type {Map<string, Set<string>>} */
    const values = new Map();
    for (const box of this.boxes) if (box.checked) values.set(box.name, (values.get(box.name) ?? new Set()).add(box.value));
    return values;
  }

  /**
   * A choice of its own: Back undoes it.
   *
   * @param {Choices} choices
   * @param {boolean} [takesFocus] whether what was pressed goes away
   */
  async choose(choices, takesFocus = false) {
    rememberPlace();
    history.pushState(null, "", location.pathname + writeAddress(choices));
    await this.apply(choices);
    if (takesFocus) this.results.focus();
  }

  /** @param {string} query while the reader types, the address follows and Back does not go letter by letter */
  async type(query) {
    const choices = { ...this.choices, query: query.trim(), page: 1 };
    history.replaceState(history.state, "", location.pathname + writeAddress(choices));
    await this.apply(choices);
  }

  /** Goes where the address says: at the start, and after Back or Forward. */
  async follow() {
    await this.apply(readAddress(location.search, this.known, this.columns.filter(Boolean)));
    restorePlace();
  }

  /** @param {Choices} choices */
  async apply(choices) {
    this.choices = choices;
    await this.complete();
    this.fillForm();
    const selection = select(this.rows, this.choices);
    const last = Math.max(1, Math.ceil(selection.rows.length / ROWS_A_PAGE));
    this.choices.page = Math.min(this.choices.page, last);
    const from = (this.choices.page - 1) * ROWS_A_PAGE;
    this.body.replaceChildren(...selection.rows.slice(from, from + ROWS_A_PAGE).map((row) => row.element));
    this.showCounts(selection);
    this.showState(selection.decisions);
    this.showChosen();
    this.showEmpty(selection);
    this.showPages(last);
  }

  /** Loads the other pages of a large book, once. */
  async complete() {
    if (this.isComplete) return;
    this.loading ??= this.load((this.root.dataset.parts ?? "").split(" "));
    await this.loading;
  }

  /** @param {string[]} addresses */
  async load(addresses) {
    const pages = await Promise.allSettled(
      addresses.map(async (address) => {
        const answer = await fetch(address);
        if (!answer.ok) throw new Error(address);
        return new DOMParser().parseFromString(await answer.text(), "text/html");
      }),
    );
    for (const page of pages) {
      if (page.status === "fulfilled") this.rows.push(...this.read(page.value.querySelectorAll(".explore tbody tr")));
    }
    this.isComplete = pages.every((page) => page.status === "fulfilled");
    if (!this.isComplete) this.loading = null;
    // The pages that lead to them are those of a reader without scripts.
    for (const pager of document.querySelectorAll(".pager:not([data-pages])")) pager.remove();
  }

  fillForm() {
    const query = part(this.form, "#q");
    if (document.activeElement !== query) /** @type {HTMLInputElement} */ (query).value = this.choices.query;
    for (const box of this.boxes) {
      box.checked = this.choices.values.get(box.name)?.has(box.value) ?? false;
      if (box.checked) box.closest("details.facet")?.setAttribute("open", "");
    }
  }

  /** @param {Selection} selection */
  showCounts(selection) {
    for (const box of this.boxes) {
      const count = selection.counts.get(`${box.name}=${box.value}`) ?? 0;
      const item = /** @type {HTMLElement} */ (box.closest("li"));
      part(item, ".ct").textContent = wholeNumber(lang, count);
      item.classList.toggle("zero", count === 0 && !box.checked);
    }
  }

  /** @param {number} count */
  countWords(count) {
    return filled(plural(lang, count, this.words.one, this.words.other), { n: wholeNumber(lang, count) });
  }

  /** @param {number} decisions */
  showState(decisions) {
    const { column, rising } = this.choices;
    for (const header of this.headers) {
      if (header.dataset.sort === column) header.setAttribute("aria-sort", rising ? "ascending" : "descending");
      else header.removeAttribute("aria-sort");
    }
    const isDefault = column === "date" && !rising;
    const order = filled(rising ? this.words.up : this.words.down, { column: (this.names.get(column) ?? "").toLowerCase() });
    const missing = this.loading === null && !this.isComplete && decisions !== this.wholeCount ? ` ${this.words.missing}` : "";
    this.say(this.countWords(decisions) + (isDefault ? "" : `, ${order}`) + missing);
    part(this.tools, "[data-clear]").hidden = this.choices.query === "" && !this.chosen().length;
  }

  /** @param {string} text */
  say(text) {
    const status = part(this.tools, "[role=status]");
    if (status.textContent !== text) status.textContent = text;
  }

  /** @returns {HTMLInputElement[]} */
  chosen() {
    return this.boxes.filter((box) => this.choices.values.get(box.name)?.has(box.value));
  }

  /** @param {string} key @param {string} value @returns {string} the words of a choice */
  wordsOf(key, value) {
    const box = this.boxes.find((box) => box.name === key && box.value === value);
    return box ? part(/** @type {HTMLElement} */ (box.closest("li")), "span").textContent ?? "" : `${this.words.words} ${value}`;
  }

  /** @param {string} key @param {string} value @param {string} text */
  removeButton(key, value, text) {
    const [item, button] = [document.createElement("li"), document.createElement("button")];
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", () => this.choose(without(this.choices, key, value), true));
    item.append(button);
    return item;
  }

  showChosen() {
    const items = this.chosen().map((box) =>
      this.removeButton(box.name, box.value, filled(this.words.remove, { filter: this.wordsOf(box.name, box.value) })),
    );
    part(this.tools, ".chosen").replaceChildren(...items);
  }

  /** @param {Selection} selection */
  showEmpty(selection) {
    const notice = part(this.tools, "[data-empty]");
    notice.hidden = selection.rows.length > 0;
    if (notice.hidden) return;
    const items = waysOut(this.rows, this.choices).map(({ key, value, decisions }) =>
      this.removeButton(key, value, filled(this.words.without, { filter: this.wordsOf(key, value), count: this.countWords(decisions) })),
    );
    part(notice, "ul").replaceChildren(...items);
  }

  /** @param {number} last */
  showPages(last) {
    const { page } = this.choices;
    this.pages.hidden = last === 1;
    const link = (/** @type {number} */ to, /** @type {string} */ words) => {
      const [line, anchor] = [document.createElement("p"), document.createElement("a")];
      anchor.href = location.pathname + writeAddress({ ...this.choices, page: to });
      anchor.textContent = words;
      anchor.addEventListener("click", (event) => {
        event.preventDefault();
        this.choose({ ...this.choices, page: to }, true);
      });
      line.append(anchor);
      return line;
    };
    const here = document.createElement("p");
    here.textContent = filled(this.words.page, { page: wholeNumber(lang, page), pages: wholeNumber(lang, last) });
    this.pages.replaceChildren(
      ...(page > 1 ? [link(page - 1, this.words.previous)] : []),
      here,
      ...(page < last ? [link(page + 1, this.words.next)] : []),
    );
  }

  async copyLink() {
    const link = location.href;
    const words = await navigator.clipboard.writeText(link).then(
      () => this.words.copied,
      () => this.words.here,
    );
    this.say(filled(words, { link }));
  }

  async saveTable() {
    await this.complete();
    const { rows } = select(this.rows, this.choices);
    save(`${this.words.file.toLowerCase()}.csv`, "text/csv;charset=utf-8", csv(lang, table(rows, this.headers, this.words)));
  }
}

const root = /** @type {HTMLElement | null} */ (document.querySelector(".explore"));
if (root) new Explorer(root).start();
