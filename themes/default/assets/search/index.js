// An index, file by file as a query needs them: src/search/layout.rs says how it is cut.

import { open } from "./bytes.js";

/** @typedef {{folded: string, form: string, group: number, count: number, read: () => Posting[]}} Entry */
/** @typedef {{record: number, level: number, passages: number}} Posting */
/** @typedef {{path: string, title: string, line: string, summary: string, isForeign: boolean}} Title */
/** @typedef {{keys: string[], names: string[]}} Table */

const VERSION = 1;
const TITLES = 8;
const SEVERAL = 15;
/** Files that are read for words that start alike. */
const MOST = 3;

export class Index {
  /** @param {string} address `/search/fr.bin`; its other files are in `/search/fr/` */
  static async load(address) {
    const bytes = await open(address, { cache: "no-cache" });
    const header = JSON.parse(bytes.text());
    if (header.version !== VERSION) throw new Error(`an index of version ${header.version}`);
    return new Index(address.replace(/\.bin$/, "/"), header, bytes);
  }

  /** @param {string} folder @param {any} header @param {import("./bytes.js").Bytes} bytes */
  constructor(folder, header, bytes) {
    this.folder = folder;
    this.header = header;
    this.lang = { code: header.lang, common: new Set(header.common), acts: header.acts };
    this.shards = table(bytes);
    this.firsts = table(bytes);
    this.lasts = table(bytes);
    this.titles = Array.from({ length: bytes.number() }, () => bytes.name());
    /** @type {Map<string, Promise<any>>} */
    this.files = new Map();
    /** @type {string[]} */
    this.kinds = header.kinds.flatMap((/** @type {[string, number]} */ [kind, count]) => Array(count).fill(kind));
    this.firstDecision = this.kinds.indexOf("decision");
    if (this.firstDecision < 0) this.firstDecision = this.kinds.length;
  }

  /** The record on whose page this one stands. @param {number} record */
  page(record) {
    const parent = { item: "checklist", paragraph: "provision" }[this.kinds[record]];
    return parent ? this.kinds.lastIndexOf(parent, record) : record;
  }

  /** @template T @param {string} name @param {(bytes: import("./bytes.js").Bytes) => T} read @returns {Promise<T>} */
  file(name, read) {
    let file = this.files.get(name);
    if (!file) {
      file = open(this.folder + name).then(read);
      this.files.set(name, file);
      file.catch(() => this.files.delete(name));
    }
    return file;
  }

  /**
   * What the files of a table say that may hold a key, or what starts with it.
   *
   * @template T @param {Table} table @param {string} key @param {boolean} isPrefix @param {(bytes: import("./bytes.js").Bytes) => T[]} read @returns {Promise<T[]>}
   */
  async parts({ keys, names }, key, isPrefix, read) {
    const after = keys.findIndex((first) => first > key);
    const start = Math.max(0, (after < 0 ? keys.length : after) - 1);
    const own = names.filter((_, at) => at === start || (isPrefix && at > start && keys[at].startsWith(key)));
    return (await Promise.all(own.slice(0, MOST).map((name) => this.file(name, read)))).flat();
  }

  /** The entries of the shards that may hold a word, or words that start so. @param {string} word folded */
  entries(word, isPrefix = false) {
    return this.parts(this.shards, word, isPrefix, shard);
  }

  /** @param {number} record @returns {Promise<Title>} */
  async title(record) {
    const rows = await this.file(this.titles[Math.floor(record / TITLES)], (bytes) => JSON.parse(bytes.rest()));
    const [path, title, line, summary, isForeign] = rows[record % TITLES];
    return { path, title, line, summary, isForeign: Boolean(isForeign) };
  }

  decisions() {
    return Array.from({ length: this.kinds.length - this.firstDecision }, (_, at) => this.firstDecision + at);
  }
}

/** @param {import("./bytes.js").Bytes} bytes @returns {Table} */
function table(bytes) {
  const [keys, names] = [/** @type {string[]} */ ([]), /** @type {string[]} */ ([])];
  for (let left = bytes.number(), key = ""; left; left--) {
    keys.push((key = bytes.textAfter(key)));
    names.push(bytes.name());
  }
  return { keys, names };
}

/** @param {import("./bytes.js").Bytes} bytes @returns {Entry[]} */
function shard(bytes) {
  /** @type {(Entry & {size: number})[]} */
  const entries = [];
  let groups = 0;
  for (let left = bytes.number(), folded = ""; left; left--) {
    folded = bytes.textAfter(folded);
    const form = bytes.text() || folded;
    const back = bytes.number();
    const group = back ? groups - back : groups++;
    entries.push({ folded, form, group, count: bytes.number(), size: bytes.number(), read: () => [] });
  }
  let start = bytes.at;
  for (const entry of entries) {
    const own = start;
    entry.read = () => postings(bytes, own, entry.count);
    start += entry.size;
  }
  return entries;
}

/** @param {import("./bytes.js").Bytes} bytes @param {number} start @param {number} count @returns {Posting[]} */
function postings(bytes, start, count) {
  bytes.at = start;
  let record = 0;
  const records = Array.from({ length: count }, () => (record += bytes.number()));
  const packed = records.map(() => bytes.byte());
  return records.map((record, at) => {
    const passage = packed[at] & SEVERAL;
    return { record, level: packed[at] >> 4, passages: passage === SEVERAL ? bytes.byte() : 1 << passage };
  });
}
