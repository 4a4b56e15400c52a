// A word that no page says: what the reader may have meant.

/** @typedef {import("./index.js").Index} Index */

/**
 * The likeliest word one slip away (a letter more, less or other, two letters swapped), else the one with the longest same beginning.
 * @param {Index} index
 * @param {string} word folded
 * @returns {Promise<string>} empty where there is none
 */
export async function meant(index, word) {
  if (word.length < 5 || !/^\p{L}+$/u.test(word)) return "";
  // One slip leaves the first two letters or the last two as they are.
  const [first, last] = await Promise.all([words(index, word, false), words(index, word, true)]);
  const near = [...first, ...last]
    .map(([other, size]) => /** @type {[string, number]} */ ([other, size - slip(word, other)]))
    .filter(([, likelihood]) => likelihood > -Infinity);
  if (near.length) return best(near);
  const shared = first
    .map(([other]) => /** @type {[string, number]} */ ([other, sharedStart(word, other)]))
    .filter(([other, length]) => length >= 4 && length >= 0.55 * Math.max(word.length, other.length));
  return shared.length ? best(shared) : "";
}

/** The words whose first two letters, or last two, are those of a word. @param {Index} index @param {string} word @param {boolean} isBackwards */
async function words(index, word, isBackwards) {
  const turned = (/** @type {string} */ text) => (isBackwards ? [...text].reverse().join("") : text);
  const lists = await index.parts(isBackwards ? index.lasts : index.firsts, turned(word).slice(0, 2), false, wordList);
  return lists.map(([found, size]) => /** @type {[string, number]} */ ([turned(found), size]));
}

/** @param {import("./bytes.js").Bytes} bytes */
function wordList(bytes) {
  /** @type {[string, number][]} */
  const words = [];
  for (let word = ""; bytes.at < bytes.bytes.length; ) words.push([(word = bytes.textAfter(word)), bytes.number()]);
  return words;
}

/** @param {[string, number][]} words each with its weight */
function best(words) {
  return words.sort((one, other) => other[1] - one[1] || one[0].length - other[0].length || (one[0] < other[0] ? -1 : 1))[0][0];
}

/** @param {string} one @param {string} other */
function sharedStart(one, other) {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

/**
 * How unlikely a slip is, on the scale of how common a word is; infinite where more than one is needed.
 * @param {string} typed
 * @param {string} other
 */
function slip(typed, other) {
  if (Math.abs(typed.length - other.length) > 1) return Infinity;
  const start = sharedStart(typed, other);
  const [a, b] = [typed.slice(start), other.slice(start)];
  if (a === b.slice(1) || a.slice(1) === b) return (a.length < b.length ? b : a)[0] === typed[start - 1] ? 0 : 1;
  if (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2)) return 1;
  return a.slice(1) === b.slice(1) ? 3 : Infinity;
}
