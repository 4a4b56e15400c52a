// Index files: compressed bytes, and the numbers and texts in them, as src/search/pack.rs writes them.

const utf8 = new TextDecoder();

/** Whether this browser can read an index at all. */
export const canRead = typeof DecompressionStream === "function";

/**
 * @param {string} address
 * @param {RequestInit} [options]
 * @returns {Promise<Bytes>} the file, unpacked; a file that is missing, cut short or another's is an error
 */
export async function open(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok || !answer.body) throw new Error(`${address}: ${answer.status}`);
  const unpacked = answer.body.pipeThrough(new DecompressionStream("deflate"));
  return new Bytes(new Uint8Array(await new Response(unpacked).arrayBuffer()));
}

export class Bytes {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  byte() {
    if (this.at >= this.bytes.length) throw new Error("an index file ends too soon");
    return this.bytes[this.at++];
  }

  number() {
    let number = 0;
    for (let place = 1; ; place *= 128) {
      const byte = this.byte();
      number += (byte & 127) * place;
      if (byte < 128) return number;
    }
  }

  text() {
    const length = this.number();
    return utf8.decode(this.bytes.subarray(this.at, (this.at += length)));
  }

  /** @param {string} before the text that this one shares its start with */
  textAfter(before) {
    return before.slice(0, this.number()) + this.text();
  }

  /** The name of a file. */
  name() {
    let name = "";
    for (let i = 0; i < 6; i++) name += this.byte().toString(16).padStart(2, "0");
    return `${name}.bin`;
  }

  rest() {
    return utf8.decode(this.bytes.subarray(this.at));
  }
}
