// The pages of the explorer, one of them shown; arrow keys walk along their tabs.

import { at, button, fill, walkAlong } from "./dom.js";
import { state } from "./state.js";
import { word } from "./words.js";

const TABS = { chains: "Chains", drawing: "Drawing", table: "Table", questions: "Questions", cypher: "Cypher", judgements: "Judgements", log: "Log", sources: "Sources", map: "Columns" };

/** @param {(tab: string) => Promise<unknown>} show what shows another one */
export function drawTabs(show) {
  const one = (/** @type {[string, string]} */ [tab, label]) => button(word(label), () => show(tab).then(() => shown()?.focus()), { role: "tab", id: `tab-${tab}`, "aria-selected": String(tab === state.tab), tabindex: tab === state.tab ? "0" : "-1" });
  fill(at("tabs"), Object.entries(TABS).map(one));
  shown()?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

const shown = () => at("tabs").querySelector("[aria-selected=true]");

/** @param {KeyboardEvent} event */
export const walkTabs = (event) => walkAlong(event, [...at("tabs").children]);
