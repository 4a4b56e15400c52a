// Files that the reader takes away. They are made in the page and saved from it: nothing is sent anywhere.

/** @param {string} name @param {string} type @param {string} text */
export function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * A table that the spreadsheets of the language open as it is: semicolons in French, a mark that says UTF-8, and no cell that would be run.
 *
 * @param {"fr" | "en"} lang
 * @param {string[][]} rows
 * @returns {string}
 */
export function csv(lang, rows) {
  const separator = lang === "fr" ? ";" : ",";
  const cell = (/** @type {string} */ text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return `\ufeff${rows.map((row) => row.map(cell).join(separator)).join("\r\n")}\r\n`;
}
