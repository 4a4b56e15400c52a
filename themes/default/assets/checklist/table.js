// Answers as a table: a plan of action for a spreadsheet, and back. The columns are found by their headings, in either language, in any order.

/** @typedef {import("./answers.js").Answers} Answers */
/** @typedef {import("./answers.js").Choice} Choice */
/** @typedef {import("./answers.js").Item} Item */
/** @typedef {import("./json.js").List} List */
/** @typedef {import("./json.js").Reading} Reading */
/** @typedef {"fr" | "en"} Lang */

/** The columns, in order. Those that the reader fills in by hand are there for a spreadsheet alone. */
const COLUMNS = {
  item: { fr: "Point", en: "Item" },
  section: { fr: "Partie", en: "Section" },
  text: { fr: "À vérifier", en: "To check" },
  priority: { fr: "Priorité", en: "Priority" },
  choice: { fr: "Réponse", en: "Answer" },
  expected: { fr: "Preuve attendue", en: "Proof expected" },
  note: { fr: "Preuve ou note", en: "Proof or note" },
  date: { fr: "Date", en: "Date" },
  owner: { fr: "Responsable", en: "Owner" },
  due: { fr: "Échéance", en: "Due" },
  list: { fr: "Liste", en: "List" },
};

/** @type {Record<Choice, Record<Lang, string>>} */
const CHOICES = {
  yes: { fr: "Oui", en: "Yes" },
  partly: { fr: "En partie", en: "Partly" },
  no: { fr: "Non", en: "No" },
  na: { fr: "Sans objet", en: "Not applicable" },
};

/** @param {Lang} lang @param {List} list @param {Item[]} items @param {Answers} answers @returns {string[][]} all items, then the answers to those that the list no longer has */
export function toTable(lang, list, items, answers) {
  const present = new Set(items.map((item) => item.id));
  const gone = Array.from(answers).filter(([id]) => !present.has(id));
  const lost = gone.map(([id, { text }]) => ({ id, section: "", text, priority: "", proof: "" }));
  const rows = [...items, ...lost].map((item) => {
    const answer = answers.get(item.id);
    /** @type {Record<keyof typeof COLUMNS, string>} */
    const cells = {
      item: item.id,
      section: item.section,
      text: item.text,
      priority: String(item.priority),
      choice: answer ? CHOICES[answer.choice][lang] : "",
      expected: item.proof,
      note: answer?.note ?? "",
      date: answer?.date ?? "",
      owner: "",
      due: "",
      list: list.id,
    };
    return Object.values(cells);
  });
  return [Object.values(COLUMNS).map((names) => names[lang]), ...rows];
}

/** @param {string} text @param {List} list @returns {Reading} rows without an answer are left out */
export function fromTable(text, list) {
  const [header, ...rows] = cells(text.replace(/^\ufeff/, ""));
  const at = (/** @type {keyof typeof COLUMNS} */ column) => (header ?? []).findIndex((name) => isOneOf(COLUMNS[column], name));
  const [id, choice, owner] = [at("item"), at("choice"), at("list")];
  if (id < 0 || choice < 0 || owner < 0) return { isUnreadable: true };
  /** @type {Answers} */
  const answers = new Map();
  for (const row of rows) {
    const cell = (/** @type {number} */ column) => plain(row[column] ?? "");
    if (!cell(id)) continue;
    if (cell(owner) !== list.id) return { otherList: cell(owner) };
    const written = cell(choice);
    const found = /** @type {Choice[]} */ (Object.keys(CHOICES)).find((one) => isOneOf(CHOICES[one], written));
    if (written && !found) return { isUnreadable: true };
    if (found) answers.set(cell(id), { choice: found, ...noteAndDate(cell(at("note")), cell(at("date"))), text: cell(at("text")) });
  }
  return { answers };
}

/** @param {Record<Lang, string>} names @param {string} text */
function isOneOf(names, text) {
  const wanted = text.trim().toLowerCase();
  return names.fr.toLowerCase() === wanted || names.en.toLowerCase() === wanted;
}

/** Spreadsheets write dates their own way; one that cannot be told stays in the note. @param {string} note @param {string} date */
function noteAndDate(note, date) {
  if (!date || /^\d{4}-\d{2}-\d{2}$/.test(date)) return { note, date };
  const [, day, month, year] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(date) ?? [];
  if (year) return { note, date: `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` };
  return { note: [note, date].filter(Boolean).join(", "), date: "" };
}

/** @param {string} cell without the mark that keeps a spreadsheet from running it */
function plain(cell) {
  return cell.trim().replace(/^'(?=[=+\-@])/, "");
}

/** @param {string} text @returns {string[][]} the separator is the one that the first line has most of */
function cells(text) {
  const [first = ""] = text.split("\n", 1);
  const count = (/** @type {string} */ sign) => first.split(sign).length;
  const separator = [";", ",", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
  /** @type {string[][]} */
  const rows = [[""]];
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const [sign, row] = [text[at], rows[rows.length - 1]];
    if (isQuoted && sign === '"' && text[at + 1] === '"') row[row.length - 1] += text[(at += 1)];
    else if (sign === '"') isQuoted = !isQuoted;
    else if (isQuoted) row[row.length - 1] += sign;
    else if (sign === separator) row.push("");
    else if (sign === "\n") rows.push([""]);
    else if (sign !== "\r") row[row.length - 1] += sign;
  }
  return rows;
}
