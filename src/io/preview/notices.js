// What the preview says beside the page: what is wrong, as `rubrique check` prints it, and that a page is a draft. Both stand outside the page, in a tree of their own
// that no stylesheet of the site reaches.

const WORDS = {
  fr: {
    errors: (n) => (n === 1 ? "1 erreur" : `${n} erreurs`),
    stays: "\u00a0: la page montre la dernière version correcte.",
    warnings: (n) => (n === 1 ? "1 avertissement" : `${n} avertissements`),
    close: "Masquer",
    draft: "Brouillon : cette page n’est pas publiée.",
    working: "Calcul",
  },
  en: {
    errors: (n) => (n === 1 ? "1 error" : `${n} errors`),
    stays: ": the page shows the last correct version.",
    warnings: (n) => (n === 1 ? "1 warning" : `${n} warnings`),
    close: "Hide",
    draft: "Draft: this page is not published.",
    working: "Working",
  },
};

export function words() {
  return document.documentElement.lang.startsWith("en") ? WORDS.en : WORDS.fr;
}

const host = document.createElement("rubrique-preview");
const root = host.attachShadow({ mode: "open" });
const style = document.createElement("link");
style.rel = "stylesheet";
style.href = "/_rubrique/preview.css";
/** What lies over the foot of the page. */
const dock = document.createElement("div");
dock.className = "dock";
root.append(style, dock);
document.documentElement.append(host);

/** @param {string} name @param {Record<string, string>} attributes @param {...(string | Node)} children */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Puts an element into the preview's own tree. @template {Element} T @param {T} made @returns {T} */
export function place(made) {
  root.append(made);
  return made;
}

/** How much of the window's height is left above what lies over its foot. */
export function heightLeft() {
  return innerHeight - dock.offsetHeight;
}

/** The report that was hidden: it stays so until another one comes. */
let hidden = "";
let said = "";

/** @param {{errors: number, warnings: number, report: string} | null} state null where only the page changed @param {boolean} isDraft */
export function announce(state, isDraft) {
  ribbon(isDraft);
  if (!state) return;
  const report = state.errors || state.warnings ? state.report : "";
  if (report === said) return;
  said = report;
  root.querySelector(".problems")?.remove();
  if (!report) return;
  dock.append(state.errors ? panel(state.errors, report) : summary(state.warnings, report));
}

/** @param {number} errors @param {string} report */
function panel(errors, report) {
  const { errors: counted, stays, close } = words();
  const button = element("button", { type: "button" }, close);
  const made = element("section", { class: "problems errors", role: "alert" },
    element("header", {}, element("p", {}, element("b", {}, counted(errors)), stays), button),
    element("pre", { tabindex: "0" }, report));
  button.addEventListener("click", () => dismiss(report));
  made.hidden = report === hidden;
  return made;
}

/** Warnings stop nothing: they are counted, and shown to who opens them. @param {number} warnings @param {string} report */
function summary(warnings, report) {
  return element("details", { class: "problems warnings" },
    element("summary", {}, words().warnings(warnings)),
    element("pre", { tabindex: "0" }, report));
}

/** @param {string} report */
function dismiss(report) {
  hidden = report;
  root.querySelector(".errors")?.setAttribute("hidden", "");
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape") dismiss(said);
});

/** @param {boolean} isDraft */
function ribbon(isDraft) {
  const shown = root.querySelector(".draft");
  if (shown && !isDraft) shown.remove();
  if (!shown && isDraft) dock.prepend(element("p", { class: "draft", role: "status" }, words().draft));
}
