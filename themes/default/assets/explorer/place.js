// Where the reader was on a page: kept with its entry in the history, so that Back finds it again.

/** @param {Element | null} element @returns {string | null} a selector that finds the element after the page was drawn anew */
function selectorOf(element) {
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (element instanceof HTMLInputElement) return `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`;
  const href = element.getAttribute("href");
  if (href) return `main [href="${CSS.escape(href)}"]`;
  const header = element.closest("th");
  return header ? `[data-sort="${header.dataset.sort}"] button` : null;
}

/** Keeps the place with the present entry of the history. */
export function rememberPlace() {
  history.replaceState({ top: scrollY, focus: selectorOf(document.activeElement) }, "");
}

/** Goes back to the place that the present entry holds, if it holds one. */
export function restorePlace() {
  const place = history.state;
  if (typeof place?.top !== "number") return;
  const element = place.focus ? document.querySelector(place.focus) : null;
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
  scrollTo({ top: place.top, behavior: "instant" });
}
