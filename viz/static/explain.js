// Words marked with the mouse become the command that adds a statement about them.
// Without this script the page says the same.

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.pick"));

/** @type {{source: string, locator: string, start: number, end: number} | null} */
let chosen = null;

/** Place of a selection's edge in its text layer, in code points; -1 outside of one.
 * @param {Node | null} node @param {number} offset @returns {number} */
function placeOf(node, offset) {
  const words = (node?.parentElement ?? null)?.closest(".w");
  if (!words || node?.nodeType !== Node.TEXT_NODE) return -1;
  const { start = "0", length } = /** @type {HTMLElement} */ (words).dataset;
  const before = [...(node.textContent ?? "").slice(0, offset)].length;
  const whole = before && length ? Number(length) : before;
  return Number(start) + whole;
}

/** A word of a command line, quoted where a shell would read it otherwise.
 * @param {string} word */
function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}

/** Show the command for the chosen words. */
function show() {
  if (!form || !chosen) return;
  const type = /** @type {HTMLSelectElement} */ (form.elements.namedItem("type")).value;
  const { source, locator, start, end } = chosen;
  const line = ["graphkit", "amend", "add", type, "--source", source, "--locator", locator];
  line.push("--start", String(start), "--end", String(end));
  line.push("--why", `these words say ${type}`);
  const out = form.querySelector("pre");
  if (out) out.textContent = line.map(quoted).join(" ");
  form.hidden = false;
}

document.addEventListener("selectionchange", () => {
  const range = getSelection();
  if (!range || range.isCollapsed || !range.anchorNode || !range.focusNode) return;
  const layer = range.anchorNode.parentElement?.closest(".layer");
  if (!layer || layer !== range.focusNode.parentElement?.closest(".layer")) return;
  const one = placeOf(range.anchorNode, range.anchorOffset);
  const other = placeOf(range.focusNode, range.focusOffset);
  if (one < 0 || other < 0 || one === other) return;
  const { source = "", locator = "" } = /** @type {HTMLElement} */ (layer).dataset;
  chosen = { source, locator, start: Math.min(one, other), end: Math.max(one, other) };
  show();
});
form?.addEventListener("change", show);
form?.addEventListener("submit", (event) => event.preventDefault());
