// The page of the search: what stands in the field and what was chosen, the results below, and the address that brings both back.

import { filled } from "../parts.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Title} Title */
/** @typedef {import("./match.js").Found} Found */
/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {import("./choose.js").Way} Way */
/** @typedef {{text: string, values: Map<string, Set<string>>, sort: string, pages: number}} Question */
/** @typedef {{answer: Answer | null, found: Found[], titles: Title[], counts: Map<string, number>, ways: Way[], isCut: boolean, labels: Map<string, string>}} Drawn */

const STEP = 10;
/** Milliseconds between the last letter typed and the search; before it is said that an answer takes its time. */
const PAUSE = 150;
const SLOW = 400;

/** @template {HTMLElement} T @param {string} name */
const part = (name) => /** @type {T} */ (document.querySelector(`[data-search-${name}]`));
const form = /** @type {HTMLFormElement} */ (part("form"));
const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
const [body, status, list, hubs, more] = [part("body"), part("status"), part("results"), part("hubs"), part("more")];
const sorts = /** @type {HTMLSelectElement} */ (part("sort"));
const filters = /** @type {HTMLDetailsElement} */ (part("filters"));
const template = /** @type {HTMLTemplateElement} */ (part("row"));
const facets = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("[data-facet]")]);
/** @param {string} key */
const word = (key) => form.dataset[key] ?? "";
/** @param {number} count */
const counted = (count) => (count === 1 ? word("one") : filled(word("results"), { n: count.toLocaleString(document.documentElement.lang) }));

/** @type {Question} */
let question = fromAddress();
/** An answer that comes after a newer question is not shown. */
let turn = 0;
/** Whether the question is what a reader has typed so far. */
let isTyping = false;
/** @type {Promise<import("./engine.js").Engine> | null} */
let loading = null;
/** What keeps the place on the page: of use once there is an answer. @type {typeof import("../explorer/place.js") | null} */
let place = null;

/** The program of the search and its index: nothing of them is fetched before somebody searches. */
async function engine() {
  loading ??= import("./engine.js").then(({ Engine }) => new Engine(word("index")));
  loading.catch(() => (loading = null));
  return loading;
}

// ── the question and its address ──

/** @returns {Question} */
function fromAddress() {
  const parameters = new URLSearchParams(location.search);
  /** @type {Map<string, Set<string>>} */
  const values = new Map();
  for (const { dataset: { facet = "" } } of facets) {
    const chosen = parameters.getAll(facet);
    if (chosen.length) values.set(facet, new Set(chosen));
  }
  const sort = parameters.get("sort") ?? "";
  const isKnown = [...sorts.options].some((option) => option.value === sort);
  const pages = Math.min(50, Math.max(1, Math.trunc(Number(parameters.get("page"))) || 1));
  return { text: parameters.get("q") ?? "", values, sort: isKnown ? sort : "", pages };
}

/** @param {Question} question */
function address({ text, values, sort, pages }) {
  const parameters = new URLSearchParams();
  if (text) parameters.set("q", text);
  for (const [key, chosen] of values) for (const value of chosen) parameters.append(key, value);
  if (sort) parameters.set("sort", sort);
  if (pages > 1) parameters.set("page", String(pages));
  return location.pathname + (parameters.size ? `?${parameters}` : "");
}

/** @param {Partial<Question>} change @param {"pushState" | "replaceState"} how */
function ask(change, how) {
  const isSame = how === "pushState" && address({ ...question, pages: 1, ...change }) === address(question);
  question = { ...question, pages: 1, ...change };
  isTyping = how === "replaceState" && change.text !== undefined;
  if (how === "pushState" && !isSame) place?.rememberPlace();
  history[isSame ? "replaceState" : how](history.state, "", address(question));
  return answer();
}

async function follow() {
  question = fromAddress();
  isTyping = false;
  await answer();
  place = await import("../explorer/place.js");
  place.restorePlace();
}

// ── the answer ──

async function answer() {
  const own = ++turn;
  const asked = question;
  if (document.activeElement !== field || !field.value.includes(asked.text)) field.value = asked.text;
  sorts.value = asked.sort;
  if (!asked.text && !asked.values.size) return show(() => showNothing(""));
  list.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => own === turn && (status.textContent = word("running")), SLOW);
  try {
    const drawn = await (await engine()).with((index, match) => look(index, match, asked));
    if (own === turn) show(() => showResults(drawn));
  } catch {
    if (own === turn) show(() => showNothing(word("failed")));
  } finally {
    clearTimeout(slow);
  }
}

/** @param {Index} index @param {typeof import("./match.js").match} match @param {Question} asked @returns {Promise<Drawn>} */
async function look(index, match, asked) {
  const answered = asked.text ? await match(index, asked.text) : null;
  /** @type {Found[]} */
  let found = answered?.found ?? index.decisions().reverse().map((record) => ({ record, score: 0, words: 0 }));
  const drawn = { counts: new Map(), ways: /** @type {Way[]} */ ([]), labels: new Map() };
  const open = facets.filter((facet) => facet.open).map(({ dataset }) => dataset.facet ?? "");
  if (asked.values.size || asked.sort || open.length) {
    const { choose } = await import("./choose.js");
    const chosen = await choose(index, found, asked, open);
    found = chosen.found;
    Object.assign(drawn, chosen);
  }
  const wanted = asked.pages * STEP;
  let isCut = found.length > wanted;
  if (answered?.asked.phrases.length) {
    const { saying } = await import("./excerpt.js");
    const paths = async (/** @type {number} */ record) => word("base") + (await index.title(record)).path;
    ({ found, isCut } = await saying(found, answered.asked.phrases, paths, wanted));
  }
  const titles = await Promise.all(found.slice(0, wanted).map(({ record }) => index.title(record)));
  return { ...drawn, answer: answered, found, titles, isCut };
}

/** @param {() => void} draw */
function show(draw) {
  draw();
  list.removeAttribute("aria-busy");
}

/** @param {string} words */
function showNothing(words) {
  list.replaceChildren();
  status.textContent = words;
  body.hidden = !words;
  for (const name of ["tools", "unknown", "filters"]) part(name).hidden = true;
  hubs.hidden = more.hidden = false;
  more.hidden = true;
}

/** @param {Drawn} drawn */
function showResults(drawn) {
  const { answer, found, titles, isCut } = drawn;
  body.hidden = false;
  part("tools").hidden = filters.hidden = false;
  list.replaceChildren(...titles.map((title, at) => item(title, found[at])));
  status.textContent = said(drawn);
  hubs.hidden = titles.length > 0;
  more.hidden = !isCut;
  // While a reader types, the last word may go on.
  const missing = answer?.slots.filter((slot) => !slot.hits.size || slot.meant || (slot.isStart && !isTyping)) ?? [];
  part("unknown").hidden = !missing.length;
  part("missing").textContent = filled(word("missing"), { words: missing.map(({ typed }) => typed).join(", ") });
  showChoices(drawn);
  import("./excerpt.js").then(({ watch }) => watch(list.children, answer?.slots.map((slot) => [...slot.words]) ?? [])).catch(() => {});
}

/** What was done, in words. @param {Drawn} drawn */
function said({ answer, found, isCut }) {
  if (answer && !answer.asked.slots.length && !found.length) return word("common");
  const phrases = answer?.asked.phrases ?? [];
  const whole = found.filter(({ words }) => words === answer?.asked.slots.length).length;
  const count = whole && whole < found.length ? filled(word("some"), { all: counted(whole), n: found.length - whole }) : `${counted(found.length)}.`;
  const notes = phrases.length && isCut ? [] : [found.length ? count : word("none")];
  if (phrases.length && found.length) notes.push(word("phrase"));
  for (const { typed, meant } of answer?.slots.filter((slot) => slot.meant) ?? []) notes.push(filled(word("meant"), { typed, meant }));
  const also = [...new Set(answer?.slots.flatMap((slot) => slot.also))].slice(0, 5);
  if (also.length) notes.push(filled(word("also"), { words: also.join(", ") }));
  return notes.join(" ");
}

/** @param {Title} title @param {Found} found */
function item(title, { isDirect = false, kind = "decision" }) {
  const row = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  const [link, exact, line, summary] = ["a", "b", ".ln span", ".sum"].map((name) => /** @type {HTMLElement} */ (row.querySelector(name)));
  link.setAttribute("href", word("base") + title.path);
  link.textContent = title.title;
  line.textContent = [word(`kind${kind[0].toUpperCase()}${kind.slice(1)}`), title.line].filter(Boolean).join(" · ");
  summary.textContent = title.summary;
  if (title.isForeign) link.lang = summary.lang = "fr";
  if (isDirect) row.dataset.direct = "";
  else exact.remove();
  return row;
}

// ── facets and orders ──

/** @param {Drawn} drawn */
async function showChoices(drawn) {
  part("clear").hidden = !question.values.size && !question.sort;
  if (!drawn.labels.size) return part("chosen").replaceChildren();
  const { draw } = await import("./choose.js");
  draw(drawn, question.values, { facets, chosen: part("chosen"), word, counted }, (values) => {
    ask({ values }, "pushState");
    part("found").focus();
  });
}

// ── what a reader does ──

/** @type {ReturnType<typeof setTimeout> | undefined} */
let pause;
field.addEventListener("focus", () => engine().then((engine) => engine.load()).catch(() => {}), { once: true });
field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => ask({ text: field.value.trim() }, "replaceState"), PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  ask({ text: field.value.trim() }, "pushState");
});
sorts.addEventListener("change", () => ask({ sort: sorts.value }, "pushState"));
filters.addEventListener("change", async () => {
  const { checked } = await import("./choose.js");
  ask({ values: checked(facets, question.values) }, "pushState");
});
for (const facet of facets) facet.addEventListener("toggle", () => facet.open && !facet.querySelector("input") && answer());
more.addEventListener("click", () => ask({ pages: question.pages + 1 }, "replaceState"));
part("clear").addEventListener("click", () => {
  ask({ values: new Map(), sort: "" }, "pushState");
  part("found").focus();
});
part("copy").addEventListener("click", () => navigator.clipboard.writeText(location.href).then(
  () => (status.textContent = filled(word("copied"), { link: location.href })),
  () => (status.textContent = filled(word("here"), { link: location.href })),
));
history.scrollRestoration = "manual";
addEventListener("pagehide", () => place?.rememberPlace());
addEventListener("popstate", follow);
filters.open = matchMedia("(min-width: 1081px)").matches;
follow();
