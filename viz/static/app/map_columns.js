// The columns of a table, each with its first cells and what it means, to be changed.

import { el, fill, name } from "./dom.js";
import { isChinese, word } from "./words.js";

/** @typedef {import("./map.js").ColumnMap} ColumnMap */

/** What a column can mean, in groups, in English and Chinese. @type {[string, Record<string, [string, string]>][]} */
const ROLES = [
  ["Who", { buyer: ["buyer", "采购人"], agency: ["procurement agency", "代理机构"], supplier: ["supplier", "供应商"], bidder: ["bidder", "投标人"], supplier_address: ["supplier's address", "供应商地址"], supplier_town: ["supplier's town", "供应商城市"], supplier_postcode: ["supplier's postal code", "供应商邮编"] }],
  ["What", { title: ["title", "名称"], number: ["project number", "项目编号"], process: ["number of the whole process", "采购过程编号"], part: ["lot", "标段"], quantity: ["quantity", "数量"], unit: ["unit", "单位"], stage: ["stage", "阶段"], url: ["web address", "网址"] }],
  ["Money", { amount: ["amount of the award", "中标金额"], budget: ["amount of the request", "预算金额"], currency: ["currency", "币种"], tax: ["whether tax is included", "是否含税"] }],
  ["Dates", { published_on: ["published on", "发布日期"], deadline: ["deadline", "截止日期"], awarded_on: ["awarded on", "中标日期"], signed_on: ["signed on", "签约日期"] }],
  ["Link chart", { from: ["from", "起点"], relation: ["relation", "关系"], to: ["to", "终点"] }],
];

/** What stands for every row: its values, or none where any text will do. @type {[string, string, string[]][]} */
const FIXED = [
  ["currency", "Currency of all amounts", []], ["amount_unit", "An amount of 1 is", []], ["decimal", "Decimals follow", [".", ","]], ["date_order", "Order of dates", ["DMY", "MDY"]],
  ["stage", "Stage of all rows", ["planned", "tendered", "awarded", "contracted", "accepted", "failed", "cancelled"]], ["tax", "Tax in all amounts", ["included", "excluded"]], ["separator", "Between names in a cell", []], ["publisher", "Publisher", []],
];
/** A column of codes of what was bought, and the meanings that need the name of a scheme. */
const CODE = "code";
const hasScheme = (/** @type {string} */ meaning) => meaning === CODE || meaning.startsWith("id:");
const EXAMPLES = /** @type {Record<string, string>} */ ({ currency: "CNY", amount_unit: "10000", separator: ";" });
const DOWN = /** @type {Record<string, string>} */ ({ DMY: "5/3/24 = 5 March", MDY: "3/5/24 = 5 March", ".": "1,234.50", ",": "1.234,50" });
const SAID = /** @type {Record<string, string>} */ ({ award: "what was awarded", request: "what was asked for", stage: "as the row's stage says" });

/** The form of a table's columns; `told` takes what a trial says of them.
 * @param {any} one @param {ColumnMap} made @param {any} known @param {() => void} changed */
export function columnsOf(one, made, known, changed) {
  const selects = /** @type {Map<string, HTMLSelectElement>} */ (new Map());
  const stages = el("div", {});
  const packed = packedOf(made, changed);
  const redrawn = () => { selects.forEach((select, column) => { select.value = meaningOf(made, column); }); changed(); };
  const rows = one.columns.map((/** @type {any} */ column) => columnRow(column, made, known, selects, redrawn, changed));
  const more = one.n_columns - one.columns.length;
  fill(stages, stageWords(one, made, known, changed));
  return {
    element: el("section", { class: "map-columns" }, el("h3", {}, word("Columns")),
      el("ul", { class: "columns" }, rows), more > 0 && el("p", { class: "faint" }, `${more} ${word("more are not shown:")} graphkit map`),
      el("h3", {}, word("What holds for every row")), fixedOf(made, changed), packed, stages),
    /** @param {any} tried */
    told(tried) {
      const words = JSON.stringify(tried.stages);
      if (words !== JSON.stringify(one.stages)) fill(stages, stageWords({ ...one, stages: (one.stages = tried.stages) }, made, known, changed));
    },
  };
}

/** @param {ColumnMap} made @param {string} column */
function meaningOf(made, column) {
  const role = Object.keys(made.columns).find((one) => made.columns[one] === column);
  const party = Object.keys(made.identifiers).find((one) => Object.values(made.identifiers[one]).includes(column));
  if (role ?? party) return role ?? `id:${party}`;
  return Object.values(made.classifications).includes(column) ? CODE : "";
}

/** @param {any} column @param {ColumnMap} made @param {any} known @param {Map<string, HTMLSelectElement>} selects @param {() => void} redrawn @param {() => void} changed */
function columnRow(column, made, known, selects, redrawn, changed) {
  const scheme = el("input", { class: "scheme", maxlength: "40", placeholder: "USCC, UEI, LEI, CPV …", "aria-label": `${word("Register or scheme of the numbers")}: ${column.name}`, value: schemeOf(made, column.name), onchange: () => { mean(made, column.name, means.value, scheme.value); changed(); } });
  const means = el("select", { "aria-label": `${word("Means")}: ${column.name}`, onchange: () => { mean(made, column.name, means.value, scheme.value); scheme.hidden = !hasScheme(means.value); redrawn(); } }, meanings(known));
  means.value = meaningOf(made, column.name);
  scheme.hidden = !hasScheme(means.value);
  selects.set(column.name, means);
  const searched = el("select", { "aria-label": `${word("Products are looked for in it")}: ${column.name}`, onchange: () => { told(made.text, column.name, searched.value); changed(); } },
    el("option", { value: "" }, word("no products in it")), known.said.map((/** @type {string} */ one) => el("option", { value: one }, `${word("products")}: ${word(SAID[one])}`)));
  searched.value = made.text[column.name] ?? "";
  return el("li", { class: "column" }, el("b", { class: "column-name" }, name(column.name)), el("span", { class: "cells" }, column.cells.slice(0, 3).map((/** @type {string} */ cell) => el("span", { class: "first-cell" }, cell ? name(cell) : "—"))), means, scheme, searched);
}

/** @param {any} known */
function meanings(known) {
  const option = (/** @type {string} */ value, /** @type {string} */ label) => el("option", { value }, label);
  const groups = ROLES.map(([group, roles]) => el("optgroup", { label: word(group) }, Object.entries(roles).filter(([role]) => known.roles.includes(role)).map(([role, words]) => option(role, words[isChinese() ? 1 : 0]))));
  const numbers = el("optgroup", { label: word("Number in a register") }, known.parties.map((/** @type {string} */ party) => option(`id:${party}`, `${word("number of the")} ${word(party)}`)));
  return [option("", `— ${word("nothing is read")} —`), ...groups, option(CODE, word("codes of what was bought")), numbers];
}

/** @param {ColumnMap} made @param {string} column */
function schemeOf(made, column) {
  for (const schemes of [...Object.values(made.identifiers), made.classifications]) for (const [scheme, held] of Object.entries(schemes)) if (held === column) return scheme;
  return "";
}

/** Gives a column its meaning; whichever column had it before has none now.
 * @param {ColumnMap} made @param {string} column @param {string} meaning @param {string} scheme */
function mean(made, column, meaning, scheme) {
  const packed = { ...made.columns }; // what is packed is so in the column of before
  for (const [role, held] of Object.entries(made.columns)) if (held === column) delete made.columns[role];
  for (const [party, schemes] of Object.entries(made.identifiers)) {
    for (const [one, held] of Object.entries(schemes)) if (held === column) delete schemes[one];
    if (!Object.keys(schemes).length) delete made.identifiers[party];
  }
  for (const [one, held] of Object.entries(made.classifications)) if (held === column) delete made.classifications[one];
  if (meaning === CODE) made.classifications[scheme.trim() || "CPV"] = column;
  else if (meaning.startsWith("id:")) {
    const party = meaning.slice(3);
    made.identifiers[party] = { ...made.identifiers[party], [scheme.trim() || "number"]: column };
  } else if (meaning) made.columns[meaning] = column;
  if (!made.columns.stage) made.stages = {};
  for (const party of Object.keys(made.packed)) if (made.columns[party] !== packed[party]) delete made.packed[party];
}

/** @param {Record<string, string>} said @param {string} key @param {string} value */
function told(said, key, value) {
  if (value) said[key] = value;
  else delete said[key];
}

/** @param {ColumnMap} made @param {() => void} changed */
function fixedOf(made, changed) {
  return el("div", { class: "fixed" }, FIXED.map(([key, label, values]) => {
    const field = values.length ? el("select", {}, el("option", { value: "" }, "—"), values.map((one) => el("option", { value: one }, word(DOWN[one] ?? one)))) : el("input", { maxlength: "80", placeholder: EXAMPLES[key] });
    field.value = made.fixed[key] ?? "";
    field.addEventListener("change", () => { told(made.fixed, key, field.value.trim()); changed(); });
    return el("label", {}, el("span", {}, word(label)), field);
  }));
}

/** Whose names stand in their cells with a number or an address: each can be said to be none.
 * @param {ColumnMap} made @param {() => void} changed */
function packedOf(made, changed) {
  const all = { ...made.packed };
  return Object.keys(all).map((party) => {
    const box = el("input", { type: "checkbox", onchange: () => { if (box.checked) made.packed[party] = all[party]; else delete made.packed[party]; changed(); } });
    box.checked = true;
    return el("p", {}, el("label", {}, box, ` ${word("A name is only a part of its cell")}: ${word(party)}`));
  });
}

/** The table's own words for a stage, and what each means.
 * @param {any} one @param {ColumnMap} made @param {any} known @param {() => void} changed */
function stageWords(one, made, known, changed) {
  if (!one.stages.length) return [];
  return [el("h3", {}, word("The table's words for a stage")), el("div", { class: "fixed" }, one.stages.map((/** @type {string} */ said) => {
    const isWord = known.stages.includes(said);
    const means = el("select", { onchange: () => { told(made.stages, said, means.value); changed(); } }, el("option", { value: "" }, isWord ? word(said) : `— ${word("not known")} —`), known.stages.map((/** @type {string} */ stage) => el("option", { value: stage }, word(stage))));
    means.value = made.stages[said] ?? "";
    return el("label", {}, el("span", {}, name(said)), means);
  }))];
}
