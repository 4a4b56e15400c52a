// What the scripts of a page need to fill it in.

/** @template {HTMLElement} E @param {ParentNode} root @param {string} selector @returns {E} an element that the page has */
export function part(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return /** @type {E} */ (found);
}

/** @param {string} text @param {Record<string, string | number>} values @returns {string} the text with its `{name}` filled in */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}
