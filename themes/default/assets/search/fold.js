// Text in the one form in which words are compared: as src/search/terms.rs has it.

/** @param {string} text in lower case, with one apostrophe, one hyphen and one space */
export function normalised(text) {
  return text
    .normalize("NFC")
    .replace(/[\u00ad\u200b]/g, "")
    .replace(/[\u{10000}-\u{10ffff}]|\s/gu, " ")
    .toLowerCase()
    .replace(/[’ʼ′`]/g, "'")
    .replace(/[‐‑‒–—]/g, "-")
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae");
}

/** @param {string} term without accents */
export function fold(term) {
  return normalised(term).normalize("NFD").replace(/\p{M}/gu, "");
}
