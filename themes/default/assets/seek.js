// The way to the search from the keyboard, and its program once its field is used.

/** Where a reader's wish about the key « / » is kept. */
const KEPT = "rubrique.search-key";

/** Whether « / » leads to the search: unless a reader turned it off. */
function hasKey() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} on */
function keepKey(on) {
  try {
    if (on) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, "off");
  } catch {
    // Without storage the key does what it does on every page.
  }
}

/** @param {EventTarget | null} target whether what is typed there is text */
function takesText(target) {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}

export function installSearch() {
  addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLInputElement && target.id === "seek") import("./search/field.js").then(({ suggest }) => suggest(target)).catch(() => {});
  });
  addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const isSlash = event.key === "/" && isPlain && !takesText(event.target) && hasKey();
    const isControlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const field = /** @type {HTMLInputElement | null} */ (document.querySelector("#seek, #question"));
    if (!field || !(isSlash || isControlK)) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  const choice = /** @type {HTMLElement | null} */ (document.querySelector("[data-search-key]"));
  const box = choice?.querySelector("input");
  if (!choice || !box) return;
  choice.hidden = false;
  box.checked = hasKey();
  box.addEventListener("change", () => keepKey(box.checked));
}
