// What the case holds, what was not read and why, and files dropped on the page.

import { ask, upload } from "./api.js";
import { announce, button, el, fill, name } from "./dom.js";
import { word } from "./words.js";

const LOOK_MS = 400;

/** Counts, what was not read, and a place to drop files.
 * @param {Element} place @param {any} status @param {() => void} loaded */
export function showSources(place, status, loaded) {
  const nodes = Object.entries(status.nodes ?? {}).filter(([label]) => ["Organization", "Tender", "Document"].includes(label));
  fill(place,
    status.records === 0 && el("h2", {}, word("This case is empty")),
    dropper(loaded),
    el("dl", { class: "facts-list" }, [["sources", status.sources], ["records", status.records], ["statements", status.statements], ...nodes].filter(([, count]) => count !== undefined).map(([label, count]) => el("div", {}, el("dt", {}, label), el("dd", {}, Number(count).toLocaleString("en"))))),
    status.pending.map((/** @type {string} */ one) => el("p", { class: "missing" }, one)),
    status.problems.length > 0 && problems(status.problems));
}

/** @param {any[]} rows */
function problems(rows) {
  return el("section", {}, el("h2", {}, `${word("What was not read")} (${rows.length})`), el("ul", { class: "pairs" }, rows.map((row) => el("li", {}, el("b", {}, name(row.path)), row.locator && ` ${row.locator}`, ": ", name(row.reason), row.hint && el("p", { class: "faint" }, name(row.hint))))));
}

/** A place for files: by dropping, or by a dialog. @param {() => void} loaded */
function dropper(loaded) {
  const bar = el("progress", { max: "1", value: "0", hidden: true });
  const said = el("p", { role: "status" });
  const provenance = el("select", { "aria-label": word("Provenance") }, ["primary", "reported", "analyst", "invented"].map((one) => el("option", { value: one }, word(one))));
  const input = el("input", { type: "file", multiple: true, class: "unseen", tabindex: "-1", "aria-hidden": "true", onchange: () => send([...input.files].map((file) => [file.name, file])) });
  const zone = el("div", { class: "drop decides" }, el("p", {}, word("Drop files or folders here, or choose files.")), el("p", { class: "row" }, button(word("Choose files"), () => input.click(), { class: "main" }), el("label", {}, word("Provenance"), " ", provenance)), input, bar, said);

  /** @param {[string, File][]} files */
  async function send(files) {
    if (!files.length) return;
    bar.hidden = false;
    try {
      for (const [place, [called, file]] of files.entries()) {
        bar.value = place / files.length;
        fill(said, name(called));
        await upload(called, file);
      }
      const looking = setInterval(async () => { const now = await ask("status", { brief: true }).catch(() => null); if (now?.doing) { bar.value = now.done; fill(said, now.doing); } }, LOOK_MS);
      const found = await ask("load", { provenance: provenance.value }).finally(() => clearInterval(looking));
      const words = `${found.records} records, ${found.statements} statements, ${found.quarantined.length} not read`;
      fill(said, words);
      announce(words);
      loaded();
    } catch (error) {
      const { message, hint } = /** @type {any} */ (error);
      fill(said, el("span", { class: "missing", role: "alert" }, message), " ", hint ?? "");
    } finally {
      bar.hidden = true;
    }
  }

  zone.addEventListener("dragover", (/** @type {DragEvent} */ event) => { event.preventDefault(); zone.classList.add("over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", async (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    zone.classList.remove("over");
    const items = [...(event.dataTransfer?.items ?? [])].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const dropped = /** @type {[string, File][]} */ ([]);
    for (const item of items) await walk(/** @type {FileSystemEntry} */ (item), "", dropped);
    send(items.length ? dropped : [...(event.dataTransfer?.files ?? [])].map((file) => [file.name, file]));
  });
  return zone;
}

/** Gathers the files of a dropped folder. @param {FileSystemEntry} entry @param {string} above @param {[string, File][]} found */
async function walk(entry, above, found) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => /** @type {FileSystemFileEntry} */ (entry).file(done, failed));
    found.push([`${above}${entry.name}`, file]);
    return;
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  for (;;) {
    const some = /** @type {FileSystemEntry[]} */ (await new Promise((done, failed) => reader.readEntries(done, failed)));
    if (!some.length) return;
    for (const inner of some) await walk(inner, `${above}${entry.name}/`, found);
  }
}
