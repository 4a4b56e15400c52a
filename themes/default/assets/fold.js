// Text as a search compares it: without accents, case or typography.

/** @param {string} text @returns {string} « Où 5 000 € ? » → `ou 5000 € ?` */
export function folded(text) {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll("’", "'")
    .replace(/(?<=\d)[\s,](?=\d{3})/g, "")
    .replace(/\s+/g, " ");
}
