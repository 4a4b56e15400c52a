// A computed figure, hovered or focused, shows how it was obtained and the lines of the files that it rests on.

import { element, heightLeft, place, words } from "./notices.js";

/** @typedef {{decision: string, entity: string, fr: string, en: string, working: {fr: string, en: string, inputs: string[]}[]}} Working */

/** By value: what the server said of it for this state of the page. @type {Map<string, Promise<Working[]>>} */
const known = new Map();
const box = place(element("div", { class: "working", role: "tooltip", hidden: "" }));
/** @type {Element | null} */
let shown = null;

/** Makes the figures of the page reachable with the keyboard, and forgets what was said of the older ones. */
export function showWorkings() {
  known.clear();
  hide();
  for (const figure of document.querySelectorAll("main data[value]:not([tabindex])")) {
    if (!figure.closest("a, button")) figure.setAttribute("tabindex", "0");
  }
}

/** @param {EventTarget | null} target */
function figureOf(target) {
  if (!(target instanceof Element)) return null;
  return target.closest("main data[value]") ?? (target.matches("main a") ? target.querySelector("data[value]") : null);
}

/** @param {Element} figure @returns {Promise<Working[]>} those of the figure's own decision and body where they can be told, else all that have its value */
async function workingsOf(figure) {
  const value = figure.getAttribute("value") ?? "";
  if (!known.has(value)) {
    known.set(value, fetch(`/_rubrique/working?value=${encodeURIComponent(value)}&page=${encodeURIComponent(location.pathname)}`).then((answer) => answer.json()));
  }
  const all = /** @type {Working[]} */ (await known.get(value));
  const narrowed = (/** @type {Working[]} */ from, /** @type {(one: Working) => boolean} */ fits) => (from.some(fits) ? from.filter(fits) : from);
  const links = [...(figure.closest("tr, li, article > *")?.querySelectorAll("a[href]") ?? [])].map((link) => /** @type {HTMLAnchorElement} */ (link).pathname);
  const isOf = (/** @type {string[]} */ paths) => (/** @type {Working} */ one) => paths.includes(one.fr) || paths.includes(one.en);
  const inTable = figure.closest("tr") ? narrowed(all, isOf(links)) : all;
  const here = inTable.length < all.length ? inTable : narrowed(inTable, isOf([location.pathname]));
  const nearby = here.length < all.length ? here : narrowed(here, isOf(links));
  const section = figure.closest("section[id]")?.id;
  return narrowed(nearby, (one) => one.entity === section).slice(0, 3);
}

/** @param {Element} figure */
async function show(figure) {
  shown = figure;
  const workings = await workingsOf(figure).catch(() => []);
  if (shown !== figure || !workings.length || !figure.isConnected) return;
  const lang = document.documentElement.lang.startsWith("en") ? "en" : "fr";
  box.replaceChildren(...workings.flatMap((one) => [
    element("p", {}, element("b", {}, words().working), ` ${one.decision}, ${one.entity}`),
    element("ul", {}, ...one.working.map((line) => element("li", {}, line[lang], ...line.inputs.map((input) => element("code", {}, input))))),
  ]));
  box.hidden = false;
  const at = figure.getBoundingClientRect();
  const [width, height] = [box.offsetWidth, box.offsetHeight];
  const below = at.bottom + 6;
  box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  box.style.top = `${below + height <= heightLeft() || at.top < height + 6 ? below : at.top - height - 6}px`;
}

function hide() {
  shown = null;
  box.hidden = true;
}

document.addEventListener("pointerover", (event) => {
  const figure = figureOf(event.target);
  if (figure && figure !== shown) void show(figure);
  else if (!figure && shown && !event.composedPath().includes(box) && shown !== document.activeElement) leave();
  else if (figure || event.composedPath().includes(box)) clearTimeout(leaving);
});

/** The way from a figure to its box may lead over something else. */
let leaving = 0;

function leave() {
  clearTimeout(leaving);
  leaving = setTimeout(() => !box.matches(":hover") && hide(), 250);
}

document.addEventListener("focusin", (event) => {
  const figure = figureOf(event.target);
  if (figure) void show(figure);
});
document.addEventListener("focusout", (event) => figureOf(event.target) && hide());
addEventListener("keydown", (event) => event.key === "Escape" && hide());
addEventListener("scroll", () => shown && shown !== document.activeElement && hide(), { passive: true });
