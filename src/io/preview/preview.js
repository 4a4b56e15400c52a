// What `rubrique watch` adds to a page: it follows its source. No page that `build` writes asks for this file.
//
// The server sends its whole state whenever it changes: the build that it shows, and what is wrong. Where the page is of an older build, it is fetched again and
// what changed in its source is changed in the document; all else (scroll, focus, open details, fields) is not touched.

import { announce } from "./notices.js";
import { follow } from "./patch.js";
import { showWorkings } from "./workings.js";

const own = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-run]"));
const run = own.dataset.run;

/** The build that the document is of. */
let build = Number(own.dataset.build);
/** The build of the last message: an older one comes late. */
let heard = -1;
/** The page as the server sent it, without what scripts made of it; null until it was fetched. @type {Promise<Document | null>} */
let source = fetchPage().then((page) => (page && buildOf(page) === build ? page : null), () => null);
let isFetching = false;

/** @returns {Promise<Document | null>} the page as it is served now; null where this page can only be loaded again */
async function fetchPage() {
  const response = await fetch(location.pathname + location.search, { cache: "no-store" });
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
  if (response.redirected || !isPage) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** @param {Document} page */
function buildOf(page) {
  return Number(/** @type {HTMLElement | null} */ (page.querySelector("script[data-run]"))?.dataset.build ?? NaN);
}

/** @param {{run: string, build: number, site: number, errors: number, warnings: number, report: string, files: Record<string, number>}} state */
async function hear(state) {
  if (state.run !== run) return location.reload();
  if (state.build < heard) return;
  // Before the first good build the page itself says what is wrong.
  if (!state.site) return state.build > heard && heard >= 0 ? location.reload() : void (heard = state.build);
  heard = state.build;
  announce(state, isDraft(document));
  if (state.site <= build || isFetching) return;
  isFetching = true;
  try {
    while (build < state.site) await update(state);
  } catch {
    // The server is away: its next message comes with its return.
  } finally {
    isFetching = false;
  }
}

/** @param {{files: Record<string, number>}} state */
async function update(state) {
  const [before, after] = [await source, await fetchPage()];
  if (!before || !after || !(buildOf(after) > build)) return location.reload();
  const changed = Object.keys(state.files).filter((path) => state.files[path] > build);
  if (!follow(document, before, after, changed)) return location.reload();
  build = buildOf(after);
  source = Promise.resolve(after);
  own.toggleAttribute("data-draft", isDraft(after));
  announce(null, isDraft(after));
  showWorkings();
}

/** @param {Document} page */
function isDraft(page) {
  return page.querySelector("script[data-run]")?.hasAttribute("data-draft") ?? false;
}

/** A hidden page listens to nothing: a browser opens few connections to one server, and each of its tabs would hold one. @type {EventSource | null} */
let stream = null;

function listen() {
  stream?.close();
  stream = null;
  if (document.hidden) return;
  stream = new EventSource("/_rubrique/events?page=" + encodeURIComponent(location.pathname));
  stream.addEventListener("build", (event) => void hear(JSON.parse(event.data)));
}

document.addEventListener("visibilitychange", listen);
addEventListener("pageshow", (event) => event.persisted && listen());
addEventListener("pagehide", () => stream?.close());
listen();
announce(null, isDraft(document));
showWorkings();
