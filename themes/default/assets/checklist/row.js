// One item of a checklist on the page: its four answers, the note of its proof, and what of them stands on paper.

import { date, pageLanguage } from "../numbers.js";
import { part } from "../parts.js";
import { choiceOf } from "./answers.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("./answers.js").Item} Item */

/** @param {Element | null} element @returns {string} its words, without the link that names the item */
export function wordsOf(element) {
  const copy = /** @type {Element | undefined} */ (element?.cloneNode(true));
  copy?.querySelector(".id")?.remove();
  return (copy?.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** @param {Answer} answer @returns {string} « Capture du routeur, 3 mars 2026 » */
export function proofOf(answer) {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(answer.date);
  return [answer.note, isDay && date(pageLanguage(), answer.date)].filter(Boolean).join(", ");
}

export class Row {
  /** @param {HTMLLIElement} element @param {string} section @param {HTMLTemplateElement} template */
  constructor(element, section, template) {
    this.element = element;
    const what = part(element, ".what");
    /** @type {Item} */
    this.item = {
      id: element.id,
      priority: Number(element.dataset.priority),
      text: wordsOf(what),
      proof: wordsOf(element.querySelector(".proof > span")),
      section,
    };
    what.id = `${element.id}-what`;
    element.append(template.content.cloneNode(true));
    part(element, "fieldset").setAttribute("aria-labelledby", what.id);
    this.radios = Array.from(/** @type {NodeListOf<HTMLInputElement>} */ (element.querySelectorAll("[type=radio]")));
    for (const radio of this.radios) radio.name = element.id;
    /** @type {HTMLTextAreaElement} */ this.note = part(element, "textarea");
    /** @type {HTMLInputElement} */ this.date = part(element, "[type=date]");
    /** @type {HTMLElement} */ this.more = part(element, ".more");
    /** @type {HTMLElement} */ this.box = part(element, ".box");
  }

  /** @returns {Answer | null} */
  read() {
    const choice = choiceOf(this.radios.find((radio) => radio.checked)?.value);
    return choice && { choice, note: this.note.value.trim(), date: this.date.value, text: this.item.text };
  }

  /** @param {Answer | undefined} answer */
  show(answer) {
    for (const radio of this.radios) radio.checked = radio.value === answer?.choice;
    if (this.note.value.trim() !== (answer?.note ?? "")) this.note.value = answer?.note ?? "";
    if (this.date.value !== (answer?.date ?? "")) this.date.value = answer?.date ?? "";
    this.print(answer);
  }

  /** What stands on paper: the answer in the place of the box, the note below the proof. @param {Answer | undefined} answer */
  print(answer) {
    this.more.hidden = !answer;
    const label = this.radios.find((radio) => radio.checked)?.closest("label");
    this.box.textContent = label?.textContent ?? "";
    this.box.classList.toggle("said", Boolean(answer));
    this.more.dataset.printed = answer ? proofOf(answer) : "";
  }
}
