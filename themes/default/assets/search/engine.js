// The search itself, without a page: fetched when a field first has the focus, by the page of results and by the field of every other page.

import { canRead } from "./bytes.js";
import { Index } from "./index.js";
import { match } from "./match.js";

/** @typedef {Awaited<ReturnType<typeof match>>} Answer */

export class Engine {
  /** @param {string} address that of the index: its other files are in the folder of that name */
  constructor(address) {
    this.address = address;
    /** @type {Promise<Index> | null} */
    this.index = null;
  }

  /** The index; asked for again after a failure. */
  load() {
    if (!canRead) return Promise.reject(new Error("this browser cannot unpack an index"));
    this.index ??= Index.load(this.address).catch((error) => {
      this.index = null;
      throw error;
    });
    return this.index;
  }

  /**
   * Does something with the index. A host that has published a new edition may have lost a file of the old one: then once more, with the new index.
   *
   * @template T
   * @param {(index: Index, find: typeof match) => Promise<T>} use
   * @returns {Promise<T>}
   */
  async with(use) {
    try {
      return await use(await this.load(), match);
    } catch {
      this.index = null;
      return use(await this.load(), match);
    }
  }
}
