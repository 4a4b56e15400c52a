// The light and the dark theme: the system's, unless the reader chose the other one. The choice is the one thing that is kept, under one key.

const KEY = "rubrique.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

/** @typedef {"light" | "dark"} Theme */

/** @returns {Theme} */
function systemTheme() {
  return system.matches ? "dark" : "light";
}

/** @returns {Theme | null} what was kept; null where nothing was, or where the browser refuses to say */
function keptTheme() {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : null;
  } catch {
    return null;
  }
}

/** @param {Theme} theme kept where it differs from the system's, forgotten where it is the same */
function keep(theme) {
  try {
    if (theme === systemTheme()) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage refused: the choice holds for this page.
  }
}

/** @param {Theme | null} theme null for the system's */
function show(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

/** Shows the kept theme at once, before the page is drawn, and the switch once it is there. */
export function installThemeSwitch() {
  show(keptTheme());
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", wireSwitch);
  else wireSwitch();
}

function wireSwitch() {
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-theme-switch]"));
  if (!button) return;
  /** @returns {Theme} */
  const shown = () => keptTheme() ?? /** @type {Theme | undefined} */ (document.documentElement.dataset.theme) ?? systemTheme();
  const label = () => {
    button.textContent = (shown() === "dark" ? button.dataset.light : button.dataset.dark) ?? "";
  };
  button.addEventListener("click", () => {
    const theme = shown() === "dark" ? "light" : "dark";
    keep(theme);
    show(theme === systemTheme() ? null : theme);
    label();
  });
  system.addEventListener("change", label);
  label();
  button.hidden = false;
}
