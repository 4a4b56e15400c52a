// Changes in a document what changed between two versions of its source, and nothing else: what a reader or a script did to the rest stays.

/** A long list in another order takes longer to compare than to load again. */
const MOST_COMPARISONS = 250_000;

/**
 * @param {Document} page the live document
 * @param {Document} before its source as it was
 * @param {Document} after its source as it is
 * @param {string[]} files paths of published files that changed meanwhile, from the root of the site
 * @returns {boolean} false where the page must be loaded again: its scripts changed, or the document is no longer what its source was
 */
export function follow(page, before, after, files) {
  if (scripts(before) !== scripts(after)) return false;
  const shown = files.filter((path) => after.documentElement.outerHTML.includes(path));
  if (shown.some((path) => !path.endsWith(".css"))) return false;
  if (!patchElement(page.body, before.body, after.body)) return false;
  patchAttributes(page.documentElement, before.documentElement, after.documentElement);
  patchHead(page.head, before.head, after.head);
  swapStylesheets(page, after, shown);
  return true;
}

/** @param {Document} page */
function scripts(page) {
  const all = [...page.querySelectorAll("script:not([data-run])")].filter((script) => !script.getAttribute("type")?.includes("json"));
  return all.map((script) => script.outerHTML).join("\n");
}

/** @param {Element} live @param {Element} before @param {Element} after */
function patchElement(live, before, after) {
  patchAttributes(live, before, after);
  return patchChildren(live, before, after);
}

/** @param {Element} live @param {Element} before @param {Element} after */
function patchAttributes(live, before, after) {
  for (const { name, value } of after.attributes) {
    if (before.getAttribute(name) !== value) live.setAttribute(name, value);
  }
  for (const { name } of [...before.attributes]) {
    if (!after.hasAttribute(name)) live.removeAttribute(name);
  }
}

/** @param {Element} live @param {Node} before @param {Node} after @returns {boolean} */
function patchChildren(live, before, after) {
  const [old, now] = [[...before.childNodes], [...after.childNodes]];
  const start = commonStart(old, now);
  const end = commonEnd(old, now, start);
  if (start === old.length && start === now.length) return true;
  const places = counterparts(live, old);
  if (!places) return false;
  const [changed, made] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  if (changed.length * made.length > MOST_COMPARISONS) return false;
  const pairs = paired(changed, made);
  /** What new nodes are put before: the live counterpart of what follows them. */
  let next = end ? places[old.length - end] : (places.at(-1)?.nextSibling ?? null);
  for (const { was, is } of pairs.reverse()) {
    const place = was && places[old.indexOf(was)];
    if (place && is) {
      if (!was.isEqualNode(is) && !patchNode(place, was, is)) return false;
      next = place;
    } else if (place) {
      if (next === place) next = place.nextSibling;
      place.remove();
    } else if (is) {
      next = live.insertBefore(document.importNode(is, true), next);
    }
  }
  return true;
}

/** @param {Node} live @param {Node} before @param {Node} after */
function patchNode(live, before, after) {
  if (live.nodeType !== Node.ELEMENT_NODE) {
    live.nodeValue = after.nodeValue;
    return true;
  }
  return patchElement(/** @type {Element} */ (live), /** @type {Element} */ (before), /** @type {Element} */ (after));
}

/** @param {Node[]} old @param {Node[]} now */
function commonStart(old, now) {
  let count = 0;
  while (count < old.length && count < now.length && old[count].isEqualNode(now[count])) count++;
  return count;
}

/** @param {Node[]} old @param {Node[]} now @param {number} start */
function commonEnd(old, now, start) {
  let count = 0;
  const most = Math.min(old.length, now.length) - start;
  while (count < most && old[old.length - 1 - count].isEqualNode(now[now.length - 1 - count])) count++;
  return count;
}

/**
 * The live node of each node of the source, in order. Scripts may have put others between them.
 * @param {Element} live @param {Node[]} old @returns {ChildNode[] | null} null where one is missing
 */
function counterparts(live, old) {
  const places = [];
  let candidate = live.firstChild;
  for (const node of old) {
    while (candidate && !isCounterpart(candidate, node)) candidate = candidate.nextSibling;
    if (!candidate) return null;
    places.push(candidate);
    candidate = candidate.nextSibling;
  }
  return places;
}

/** @param {Node} live @param {Node} node */
function isCounterpart(live, node) {
  return live.nodeName === node.nodeName && idOf(live) === idOf(node);
}

/** @param {Node} node */
function idOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? /** @type {Element} */ (node).id : "";
}

/**
 * Old and new nodes side by side, in the order of the new ones: the same node, the same element with another content, or one alone.
 * @param {Node[]} old @param {Node[]} now @returns {{was?: Node, is?: Node}[]}
 */
function paired(old, now) {
  const pairs = [];
  let from = 0;
  now.forEach((is, at) => {
    let match = old.findIndex((was, place) => place >= from && was.isEqualNode(is));
    if (match < 0) match = resembling(old, from, is, now.slice(at + 1));
    if (match < 0) return pairs.push({ is });
    while (from < match) pairs.push({ was: old[from++] });
    pairs.push({ was: old[from++], is });
  });
  while (from < old.length) pairs.push({ was: old[from++] });
  return pairs;
}

/** The next old node that may become `is`: of its kind and id, and not wanted as it is further on. @param {Node[]} old @param {number} from @param {Node} is @param {Node[]} later */
function resembling(old, from, is, later) {
  for (let place = from; place < old.length; place++) {
    if (later.some((node) => node.isEqualNode(old[place]))) return -1;
    if (isCounterpart(old[place], is)) return place;
  }
  return -1;
}

/** Title, description and the like: each is put in the place of what it was. @param {HTMLHeadElement} head @param {HTMLHeadElement} before @param {HTMLHeadElement} after */
function patchHead(head, before, after) {
  const plain = (/** @type {HTMLHeadElement} */ of) => [...of.children].filter((child) => !child.matches("script:not([type*=json]), link[rel=stylesheet]"));
  const [old, now] = [plain(before), plain(after)];
  for (const was of old.filter((was) => !now.some((is) => is.isEqualNode(was)))) {
    [...head.children].find((child) => child.isEqualNode(was))?.remove();
  }
  for (const is of now.filter((is) => !old.some((was) => was.isEqualNode(is)))) {
    head.append(document.importNode(is, true));
  }
}

/**
 * A new stylesheet is loaded before the old one goes, so that the page is never without.
 * @param {Document} page @param {Document} after @param {string[]} files
 */
function swapStylesheets(page, after, files) {
  const sheets = (/** @type {Document} */ of) => /** @type {HTMLLinkElement[]} */ ([...of.head.querySelectorAll("link[rel=stylesheet]:not([data-leaving])")]);
  const [old, now] = [sheets(page), sheets(after)];
  const address = (/** @type {HTMLLinkElement} */ sheet) => sheet.getAttribute("href") ?? "";
  const isStale = (/** @type {string} */ href) => files.some((path) => href.endsWith(path));
  /** @type {Element | undefined} */
  let last = old.at(-1);
  const kept = new Set();
  for (const sheet of now) {
    const same = old.find((other) => address(other).split("?")[0] === address(sheet) && !isStale(address(sheet)));
    if (same) {
      kept.add(same);
      continue;
    }
    const link = /** @type {HTMLLinkElement} */ (document.importNode(sheet, true));
    if (isStale(address(sheet))) link.href = `${address(sheet)}?${Date.now()}`;
    const leaving = old[now.indexOf(sheet)];
    const done = () => leaving && !kept.has(leaving) && leaving.remove();
    link.addEventListener("load", done);
    link.addEventListener("error", done);
    if (leaving) leaving.dataset.leaving = "";
    if (leaving ?? last) /** @type {Element} */ (leaving ?? last).after(link);
    else page.head.append(link);
    last = link;
  }
  for (const sheet of old.slice(now.length)) {
    if (!kept.has(sheet)) sheet.remove();
  }
}
