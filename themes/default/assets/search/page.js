// The page of the search: what stands in the field, the results below it, and the address that brings both back.

import { canRead } from "./bytes.js";
import { Index } from "./index.js";
import { match } from "./match.js";

const STEP = 10;
/** @template {HTMLElement} T @param {string} selector */
const part = (selector) => /** @type {T} */ (document.querySelector(selector));
const form = /** @type {HTMLFormElement} */ (part("[data-search]"));
const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
const [status, list, hubs] = [part("[data-search-status]"), part("[data-search-results]"), part("[data-search-hubs]")];
const more = /** @type {HTMLButtonElement} */ (part("[data-search-more]"));
/** @param {string} key */
const word = (key) => form.dataset[key] ?? "";

/** @type {Promise<Index> | null} */
let index = null;
/** Answers that come after a newer question are not shown. */
let turn = 0;
let shown = STEP;

/** @param {RequestInit} [options] */
function loaded(options = { cache: "no-cache" }) {
  index ??= Index.load(word("index"), options).catch((error) => {
    index = null;
    throw error;
  });
  return index;
}

/** @param {string} text */
async function answer(text) {
  const read = await loaded();
  const answered = await match(read, text);
  const rows = answered.found.slice(0, shown);
  const titles = await Promise.all(rows.map(({ record }) => read.title(record)));
  return { ...answered, rows, titles };
}

async function ask() {
  const own = ++turn;
  const text = field.value.trim();
  if (!text) return draw([], "", false);
  if (!canRead) return draw([], word("failed"), false);
  status.textContent = word("running");
  try {
    // A host that has published a new edition may have lost a file of the old one: once more, with the new index.
    const found = await answer(text).catch(() => {
      index = null;
      return answer(text);
    });
    if (own !== turn) return;
    draw(found.rows.map((row, at) => item(found.titles[at], Boolean(row.isDirect))), said(found), found.found.length > shown);
  } catch {
    if (own === turn) draw([], word("failed"), false);
  }
}

/** What was done, in words. @param {Awaited<ReturnType<typeof answer>>} found */
function said({ asked, slots, found }) {
  if (!asked.slots.length && !found.length) return word("common");
  const count = found.length === 1 ? word("one") : word("results").replace("{n}", found.length.toLocaleString(document.documentElement.lang));
  const notes = [found.length ? `${count}.` : word("none")];
  for (const slot of slots.filter((slot) => slot.meant)) {
    notes.push(`${word("meant")} « ${slot.typed} »${word("colon")} ${word("instead")} « ${slot.meant} ».`);
  }
  const also = [...new Set(slots.flatMap((slot) => slot.also))].slice(0, 5);
  if (also.length) notes.push(`${word("also")}${word("colon")} ${also.join(", ")}.`);
  return notes.join(" ");
}

/** @param {import("./index.js").Title} title @param {boolean} isDirect */
function item(title, isDirect) {
  const row = document.createElement("li");
  const heading = row.appendChild(document.createElement("h2"));
  const link = heading.appendChild(document.createElement("a"));
  link.href = word("base") + title.path;
  link.textContent = title.title;
  if (title.isForeign) link.lang = "fr";
  const lines = [isDirect ? word("exact") : "", title.line, title.summary];
  lines.forEach((text, at) => {
    if (!text) return;
    const line = row.appendChild(document.createElement("p"));
    line.textContent = text;
    line.className = ["rub", "ln", ""][at];
    if (at === 2 && title.isForeign) line.lang = "fr";
  });
  return row;
}

/** @param {HTMLElement[]} rows @param {string} words @param {boolean} hasMore */
function draw(rows, words, hasMore) {
  list.replaceChildren(...rows);
  status.textContent = words;
  hubs.hidden = rows.length > 0;
  more.hidden = !hasMore;
}

/** Puts the question in the address. @param {"pushState" | "replaceState"} how */
function remember(how) {
  const text = field.value.trim();
  history[how](null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
}

function fromAddress() {
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  shown = STEP;
  ask();
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let pause;
field.addEventListener("focus", () => canRead && loaded().catch(() => {}), { once: true });
field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    shown = STEP;
    remember("replaceState");
    ask();
  }, 150);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  shown = STEP;
  remember("pushState");
  ask();
});
more.addEventListener("click", () => {
  shown += STEP;
  ask();
});
addEventListener("popstate", fromAddress);
fromAddress();
