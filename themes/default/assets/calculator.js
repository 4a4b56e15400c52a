// The calculator of the statutory maximum. Everything that it needs stands in the page, and the page's policy lets nothing leave: no request, no
// form, nothing kept. It gives what the law sets and what was decided, never what a fine would be.

import { amount } from "./calculator/amount.js";
import { maximum, shareOf } from "./calculator/maximum.js";
import { nearest, spread } from "./calculator/near.js";
import { compare, decimal, normalized, times } from "./decimals.js";
import { money, pageLanguage, percent, wholeNumber } from "./numbers.js";
import { filled, part } from "./parts.js";

/** @typedef {import("./decimals.js").Decimal} Decimal */
/** @typedef {import("./calculator/maximum.js").Rule} Rule */
/** @typedef {import("./calculator/near.js").Case} Case */

/**
 * A cap of the law, with the duties under it that the reader chose.
 *
 * @typedef {object} Cap
 * @property {Decimal} fixed
 * @property {Decimal | null} percent
 * @property {string} provision
 * @property {string[]} duties
 */

const lang = pageLanguage();

/** @param {string} text @returns {string} with a capital */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

class Calculator {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.words = /** @type {Record<string, string>} */ ({ ...root.dataset });
    /** @type {HTMLFormElement} */ this.form = part(root, "form");
    /** @type {HTMLInputElement} */ this.turnover = part(root, "#turnover");
    /** @type {HTMLElement} */ this.economic = part(root, "[data-economic]");
    const rows = /** @type {HTMLTemplateElement} */ (part(root, "[data-rows]")).content.querySelectorAll("tr");
    this.cases = Array.from(rows, readCase);
  }

  start() {
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", () => this.show());
    // The fields are empty only after the event.
    this.form.addEventListener("reset", () => setTimeout(() => this.show()));
    this.show();
    this.root.hidden = false;
  }

  /** @param {string} name @returns {string} what is chosen under it */
  chosen(name) {
    return String(new FormData(this.form).get(name) ?? "");
  }

  show() {
    const kind = /** @type {HTMLInputElement} */ (part(this.form, "[name=kind]:checked"));
    const undertaking = kind.dataset.undertaking ?? "";
    this.economic.hidden = undertaking !== "maybe";
    const isUndertaking = undertaking === "yes" || (undertaking === "maybe" && this.chosen("economic") !== "");
    part(this.form, "[data-turnover]").hidden = !isUndertaking;
    const caps = this.caps();
    const turnover = this.readTurnover();
    if (undertaking === "never-fined") this.showMaximum("", this.words.state, []);
    else if (caps.length === 0) this.showMaximum("", this.words.noneChosen, []);
    else this.showCaps(caps, isUndertaking, turnover);
    for (const ceiling of this.root.querySelectorAll("[data-ceiling]")) /** @type {HTMLElement} */ (ceiling).hidden = undertaking === "never-fined";
    this.showComparables(kind.value);
    this.showChecklists();
  }

  /** @returns {Cap[]} those under which a duty is chosen */
  caps() {
    const lists = Array.from(/** @type {NodeListOf<HTMLElement>} */ (this.form.querySelectorAll("[data-cap]")));
    const caps = lists.map((list) => ({
      fixed: decimal(list.dataset.fixed ?? ""),
      percent: list.dataset.percent ? decimal(list.dataset.percent) : null,
      provision: list.dataset.provision ?? "",
      duties: Array.from(/** @type {NodeListOf<HTMLInputElement>} */ (list.querySelectorAll("[name=duty]:checked")), (box) => box.dataset.short ?? ""),
    }));
    return caps.filter((cap) => cap.duties.length > 0);
  }

  /** @returns {Decimal | null} a year's; null where none is typed, or none that can be understood: the page says which */
  readTurnover() {
    const typed = this.turnover.value;
    const read = amount(lang, typed);
    const isWrong = read !== null && "error" in read;
    const yearly = read && "value" in read ? times(read.value, decimal(this.chosen("period") === "month" ? "12" : "1")) : null;
    this.turnover.setAttribute("aria-invalid", String(isWrong));
    const said = isWrong ? filled(this.words[read.error], { typed }) : yearly ? filled(this.words.understood, { amount: money(lang, yearly) }) : "";
    const place = part(this.form, "#turnover-said");
    if (place.textContent !== said) place.textContent = said;
    place.classList.toggle("wrong", isWrong);
    return yearly;
  }

  /** @param {Cap[]} caps @param {boolean} isUndertaking @param {Decimal | null} turnover */
  showCaps(caps, isUndertaking, turnover) {
    const results = caps.map((cap) => ({ cap, ...maximum(cap.fixed, isUndertaking ? cap.percent : null, turnover) }));
    const highest = results.reduce((best, next) => (compare(next.amount, best.amount) > 0 ? next : best));
    const printed = money(lang, highest.amount);
    const why = filled(results.length > 1 ? this.words.kept : this.words.keptOne, { provision: highest.cap.provision });
    const workings = results.map(({ cap, rule }) => this.working(cap, rule, turnover));
    this.showMaximum(capital(highest.rule === "at-least" ? filled(this.words.atLeast, { amount: printed }) : printed), why, workings);
  }

  /** The sum in words. @param {Cap} cap @param {Rule} rule @param {Decimal | null} turnover @returns {string} */
  working(cap, rule, turnover) {
    const values = { duties: capital(cap.duties.join(", ")), fixed: money(lang, cap.fixed), provision: cap.provision };
    if (!cap.percent) return filled(this.words.workingNoShare, values);
    const rate = percent(lang, times(cap.percent, decimal("0.01")));
    // Where the percentage begins to count. Whole euros will do: it is a landmark, not a result.
    const threshold = money(lang, { digits: (cap.fixed.digits * 100n * 10n ** BigInt(cap.percent.scale)) / (cap.percent.digits * 10n ** BigInt(cap.fixed.scale)), scale: 0 });
    if (rule === "at-least") return filled(this.words.workingUnknown, { ...values, percent: rate, threshold });
    if (!turnover || part(this.form, "[data-turnover]").hidden) return filled(this.words.workingFixed, values);
    const share = money(lang, shareOf(cap.percent, turnover));
    return filled(rule === "percent" ? this.words.workingHigher : this.words.workingLower, { ...values, percent: rate, share, turnover: money(lang, normalized(turnover)) });
  }

  /** @param {string} text @param {string} why @param {string[]} workings */
  showMaximum(text, why, workings) {
    part(this.root, "[data-amount]").textContent = text;
    part(this.root, "[data-why]").textContent = why;
    part(this.root, "[data-workings]").replaceChildren(
      ...workings.map((words) => {
        const line = document.createElement("li");
        line.textContent = words;
        return line;
      }),
    );
  }

  /** @param {string} kind */
  showComparables(kind) {
    const boxes = Array.from(/** @type {NodeListOf<HTMLInputElement>} */ (this.form.querySelectorAll("[name=duty]:checked")));
    const articles = new Map(boxes.map((box) => [box.value, box.dataset.short ?? ""]));
    const wanted = { sector: this.chosen("sector"), kind, size: this.chosen("size"), articles };
    const { matches, isWidened } = nearest(this.cases, wanted, this.words);
    const widening = isWidened ? this.words.widened : wanted.sector ? this.words.inSector : this.words.nearest;
    part(this.root, "[data-widening]").textContent = matches.length > 0 ? widening : this.words.nothingNear;
    const table = part(this.root, "[data-comparables] .scroll");
    table.hidden = matches.length === 0;
    part(table, "tbody").replaceChildren(...matches.map((found) => withReasons(found.case.element, found.reasons)));
    const isOfSector = wanted.sector !== "" && !isWidened;
    const compared = this.cases.filter((one) => (isOfSector ? one.sector === wanted.sector : one.kind === kind));
    const { count, low, high, median } = spread(compared);
    const values = { where: isOfSector ? this.words.sameSector : this.words.sameKind, n: wholeNumber(lang, count) };
    part(this.root, "[data-ratios]").textContent =
      low && high && median
        ? filled(this.words.spread, { ...values, low: percent(lang, low), high: percent(lang, high), median: percent(lang, median) })
        : filled(this.words.few, values);
  }

  showChecklists() {
    const sector = this.chosen("sector");
    part(this.root, "[data-to-do]").hidden = sector === "";
    for (const list of this.root.querySelectorAll("[data-sector]")) {
      /** @type {HTMLElement} */ (list).hidden = /** @type {HTMLElement} */ (list).dataset.sector !== sector;
    }
  }
}

/** @param {HTMLTableRowElement} element @returns {Case} */
function readCase(element) {
  const { s = "", k = "", z = "", a = "", n = "" } = element.dataset;
  const ratio = element.querySelector(".main data");
  const exact = ratio instanceof HTMLDataElement ? ratio.value : "";
  return { element, sector: s, kind: k, size: z, articles: new Set(a.split(" ")), nature: n, ratio: exact ? decimal(exact) : null };
}

/** @param {HTMLTableRowElement} element @param {string[]} reasons @returns {HTMLTableRowElement} the row, with why it is there */
function withReasons(element, reasons) {
  const row = /** @type {HTMLTableRowElement} */ (element.cloneNode(true));
  const why = document.createElement("span");
  why.className = "sub why";
  why.textContent = capital(reasons.join(", "));
  row.cells[1].append(why);
  return row;
}

const root = document.querySelector("[data-calculator]");
if (root instanceof HTMLElement) new Calculator(root).start();
