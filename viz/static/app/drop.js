// Files on their way from the browser into the case: dropped or chosen, one after the
// other, with how much of them is sent.

import { ask, gone, Refused, upload } from "./api.js";
import { button, el, name } from "./dom.js";
import { word } from "./words.js";

/** A file and the name it is kept by: that of its folder before its own.
 * @typedef {{called: string, file: File}} Given */

/** A place for files: by dropping, or by a dialog for files or for a folder.
 * @param {string} asks @param {(files: Given[]) => void} came @param {...import("./dom.js").Child} beside */
export function dropZone(asks, came, ...beside) {
  const chooser = (/** @type {boolean} */ folder) => el("input", { type: "file", multiple: true, webkitdirectory: folder, class: "unseen", tabindex: "-1", "aria-hidden": "true", onchange: (/** @type {any} */ event) => {
    const files = [...event.target.files].map((file) => ({ called: file.webkitRelativePath || file.name, file }));
    event.target.value = "";
    came(files);
  } });
  const [files, folder] = [chooser(false), chooser(true)];
  const zone = el("div", { class: "drop decides" }, el("p", { class: "drop-asks" }, asks),
    el("p", { class: "row" }, button(word("Choose files"), () => files.click(), { class: "main" }), button(word("Choose a folder"), () => folder.click())), files, folder, ...beside);
  let inside = 0;
  const over = (/** @type {number} */ change) => zone.classList.toggle("over", (inside = Math.max(0, inside + change)) > 0);
  zone.addEventListener("dragenter", (/** @type {DragEvent} */ event) => { event.preventDefault(); over(1); });
  zone.addEventListener("dragleave", () => over(-1));
  zone.addEventListener("drop", async (/** @type {DragEvent} */ event) => {
    over(-inside);
    if (event.dataTransfer) came(await gathered(event.dataTransfer));
  });
  return zone;
}

/** Keeps the browser from leaving the page for a file that misses its place. */
export function keepThePage() {
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
}

/** Every file of a drop, those in folders, too.
 * @param {DataTransfer} dropped @returns {Promise<Given[]>} */
async function gathered(dropped) {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry?.()).filter((one) => one !== null && one !== undefined);
  if (!entries.length) return [...dropped.files].map((file) => ({ called: file.name, file }));
  const found = /** @type {Given[]} */ ([]);
  for (const entry of entries) await walk(entry, "", found);
  return found;
}

/** @param {FileSystemEntry} entry @param {string} above @param {Given[]} found */
async function walk(entry, above, found) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => /** @type {FileSystemFileEntry} */ (entry).file(done, failed));
    found.push({ called: `${above}${entry.name}`, file });
    return;
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  for (;;) {
    const some = /** @type {FileSystemEntry[]} */ (await new Promise((done, failed) => reader.readEntries(done, failed)));
    if (!some.length) return;
    for (const inner of some) await walk(inner, `${above}${entry.name}/`, found);
  }
}

/** Sends files as one batch; returns its name, and those that were refused, each with
 * why. Throws where the server is gone, or the person stops: then nothing is kept.
 * @param {Given[]} files @param {import("./work.js").Work} work */
export async function sendAll(files, work) {
  const batch = crypto.randomUUID();
  try {
    return { batch, refused: await sendTo(batch, files, work) };
  } catch (error) {
    if (error !== gone) await ask("abandon", { batch });
    throw error;
  }
}

/** @param {string} batch @param {Given[]} files @param {import("./work.js").Work} work */
async function sendTo(batch, files, work) {
  const all = files.reduce((sum, one) => sum + one.file.size, 0);
  const refused = /** @type {{called: string, why: string}[]} */ ([]);
  let before = 0;
  for (const [place, { called, file }] of files.entries()) {
    const said = [`${word("Sending")} ${place + 1} ${word("of")} ${files.length} · `, name(called)];
    const sent = (/** @type {number} */ bytes) => work.at(all ? (before + bytes) / all : 1, ...said);
    sent(0);
    try {
      await upload(batch, called, file, sent, work.signal);
    } catch (error) {
      if (!(error instanceof Refused) || error === gone) throw error;
      refused.push({ called, why: `${error.message} ${error.hint ?? ""}`.trim() });
    }
    before += file.size;
  }
  return refused;
}
