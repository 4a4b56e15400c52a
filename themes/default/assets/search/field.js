// The field in the head of each page: what it finds is listed below it while a reader types. Fetched when the field first has the focus.

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Title} Title */
/** @typedef {import("./match.js").Found} Found */

/** Results that are listed; milliseconds between the last letter typed and the search. */
const MOST = 6;
const PAUSE = 120;

/** The style of the list; the list waits for it. */
function styled() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("./field.css", import.meta.url).href;
  const loaded = new Promise((resolve) => link.addEventListener("load", resolve));
  document.head.append(link);
  return loaded;
}

/** A combobox with a list, as the ARIA practices describe it: the focus stays in the field. */
class Suggestions {
  /** @param {HTMLInputElement} field @param {HTMLFormElement} form */
  constructor(field, form) {
    this.field = field;
    this.form = form;
    this.words = form.dataset;
    this.engine = import("./engine.js").then(({ Engine }) => new Engine(this.words.index ?? ""));
    this.style = styled();
    this.list = document.createElement("div");
    this.status = document.createElement("p");
    /** An answer that comes after a newer question is not shown. */
    this.turn = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.pause = undefined;
  }

  start() {
    const { field, list, status, words } = this;
    list.id = "seek-list";
    list.className = "hits";
    list.role = "listbox";
    list.ariaLabel = words.list ?? "";
    list.hidden = true;
    status.className = "vh";
    status.role = "status";
    field.role = "combobox";
    field.ariaAutoComplete = "list";
    field.ariaExpanded = "false";
    field.setAttribute("aria-controls", list.id);
    this.form.append(list, status);
    field.addEventListener("input", () => this.typed());
    field.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("focusout", ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && this.form.contains(relatedTarget))) this.close();
    });
    // A press on a result leaves the focus where it is.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.engine.then((engine) => engine.load()).catch(() => {});
    if (field.value) this.ask();
  }

  typed() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const own = ++this.turn;
    const text = this.field.value.trim();
    if (!text) return this.close();
    try {
      const rows = await (await this.engine).with(async (index, match) => {
        const { found } = await match(index, text);
        return Promise.all(found.slice(0, MOST).map(async (one) => this.option(await index.title(one.record), one)));
      });
      await this.style;
      if (own === this.turn && this.form.contains(document.activeElement)) this.open(rows, text);
    } catch {
      // Enter leads to the page of the search all the same.
      if (own === this.turn) this.close();
    }
  }

  /** @param {Title} title @param {Found} found */
  option(title, { isDirect = false }) {
    const option = this.link((this.words.base ?? "") + title.path, title.title);
    const line = document.createElement("span");
    line.textContent = [isDirect ? this.words.exact : "", title.line].filter(Boolean).join(" · ");
    option.append(line);
    if (title.isForeign && option.firstElementChild instanceof HTMLElement) option.firstElementChild.lang = "fr";
    return option;
  }

  /** @param {string} href @param {string} text */
  link(href, text) {
    const [link, words] = [document.createElement("a"), document.createElement("b")];
    link.href = href;
    link.role = "option";
    link.tabIndex = -1;
    link.ariaSelected = "false";
    words.textContent = text;
    link.append(words);
    return link;
  }

  /** @param {HTMLElement[]} rows @param {string} text */
  open(rows, text) {
    const all = this.link(`${this.form.action}?q=${encodeURIComponent(text)}`, rows.length ? (this.words.all ?? "") : (this.words.none ?? ""));
    this.list.replaceChildren(...rows, all);
    [...this.list.children].forEach((option, at) => (option.id = `seek-${at}`));
    this.list.hidden = false;
    this.field.ariaExpanded = "true";
    this.activate(-1);
    this.status.textContent = rows.length ? (this.words.count ?? "").replace("{n}", String(rows.length)) : (this.words.none ?? "");
  }

  close() {
    this.turn++;
    clearTimeout(this.pause);
    this.list.hidden = true;
    this.field.ariaExpanded = "false";
    this.field.removeAttribute("aria-activedescendant");
    this.status.textContent = "";
  }

  /** @param {number} at the option that Enter opens; −1 for none */
  activate(at) {
    [...this.list.children].forEach((option, other) => (option.ariaSelected = String(other === at)));
    const option = this.list.children[at];
    if (option) {
      this.field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.field.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const isOpen = !this.list.hidden;
    const options = /** @type {HTMLElement[]} */ ([...this.list.children]);
    const active = options.findIndex((option) => option.ariaSelected === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !isOpen) this.ask();
    else if (step) this.activate(((active + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    else if (event.key === "Enter" && isOpen && active >= 0) options[active].click();
    else if (event.key === "Escape" && isOpen) this.close();
    else return;
    event.preventDefault();
  }
}

/** @param {HTMLInputElement} field */
export function suggest(field) {
  if (field.form && field.role !== "combobox") new Suggestions(field, field.form).start();
}
