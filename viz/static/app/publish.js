// The report of what is on the page: kept as a view, made by the server, handed over.

import { ask } from "./api.js";
import { announce, at, el, fill, save } from "./dom.js";
import { state } from "./state.js";
import { learn, word } from "./words.js";

/** @typedef {import("./evidence.js").Decide} Decide */

learn({
  Report: "报告", "The chains on the page as one file that can be published": "将页面上的链条存为一个可发表的文件", "Name of the report": "报告名称", "Make the report": "生成报告", "The report is being made …": "正在生成报告……", "The report was handed to the browser.": "报告已交给浏览器保存。",
  "The chains on the page go into one HTML file. The page is kept as a saved view of this name: graphkit export --view makes the same file again.": "页面上的链条写入一个 HTML 文件。页面同时以此名称存为视图，用 graphkit export --view 可再次生成相同的文件。",
});

/** Asks for a name in the dialog, and makes the report of it.
 * @param {import("./model.js").Model} model @param {() => string} view the page as it is saved @param {Decide} decide */
export function askReport(model, view, decide) {
  const uid = state.steps.map((one) => one.uid || one.start).find(Boolean);
  const called = uid ? model.thing(uid).name : word("All chains");
  const named = el("input", { required: true, maxlength: "200", value: called });
  const said = el("p", { class: "faint", role: "status" }, word("The chains on the page go into one HTML file. The page is kept as a saved view of this name: graphkit export --view makes the same file again."));
  const make = el("button", { type: "submit" }, word("Make the report"));
  const form = el("form", { onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    make.disabled = true;
    said.textContent = word("The report is being made …");
    publish(named.value.trim(), view(), decide);
  } }, el("label", {}, word("Name of the report"), named), said, make);
  fill(at("dialog-words"), form);
  at("dialog").showModal();
  named.select();
}

/** @param {string} name @param {string} view @param {Decide} decide */
async function publish(name, view, decide) {
  try {
    if (!(await isKept(name, view)) && !(await decide("save_view", { name, state: view }))) return;
    const made = await ask("report", { view: name });
    save(await made.blob(), `${name}.html`);
    at("dialog").close();
    announce(word("The report was handed to the browser."));
  } catch (error) {
    const { message, hint } = /** @type {any} */ (error);
    fill(at("dialog-words"), el("p", { class: "missing", role: "alert" }, message), hint && el("p", { class: "faint" }, hint));
  }
}

/** Whether a saved view of a name holds just this. @param {string} name @param {string} view */
async function isKept(name, view) {
  const { views } = await ask("remarks", { about: "-" });
  return views.some((/** @type {any} */ one) => one.name === name && one.state === view);
}
