// Patterns that a text is read by, from one place on.

export const ALNUM = "[\\p{Alphabetic}\\p{N}]";
export const END = `(?!${ALNUM})`;

/** @param {string} source */
export const at = (source) => new RegExp(source, "yu");

export const COMPOUND = at(`${ALNUM}+(?:-${ALNUM}+)+`);
