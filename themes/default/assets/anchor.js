// The link to the other language keeps the reader's place: the anchor of the page, under the name that it has there, and what stands after « ? ».

/** Wires the link once the page is there. */
export function keepPlace() {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", wireLink);
  else wireLink();
}

function wireLink() {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-anchors]"));
  if (!link) return;
  const names = new Map((link.dataset.anchors ?? "").split(" ").map((pair) => /** @type {[string, string]} */ (pair.split("="))));
  const follow = () => {
    const here = decodeURIComponent(location.hash.slice(1));
    link.hash = names.get(here) ?? here;
    link.search = location.search;
  };
  // The address may have changed without a word (`pushState`): it is read when the link is about to be used.
  for (const event of ["focus", "pointerenter", "pointerdown", "click"]) link.addEventListener(event, follow);
  follow();
}
