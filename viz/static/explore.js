// The drawing of the report, to be moved by hand, and its table; both follow the filter.

import { GraphView } from "./view/graph_view.js";
import { TableTwin } from "./view/table_twin.js";

const section = /** @type {HTMLElement | null} */ (document.querySelector("#explore"));

/** @param {HTMLElement} section */
function explore(section) {
  const graph = JSON.parse(document.querySelector("#things").textContent);
  section.hidden = false;
  const view = new GraphView(section.querySelector(".view"), { language: "en" });
  view.add(graph);
  const table = new TableTwin(section.querySelector(".twins"), { language: "en" });
  const details = section.querySelector("details");
  let filled = false;
  details.addEventListener("toggle", () => {
    if (filled) return;
    filled = true;
    table.add(graph);
    table.hide([...view.model.nodes.keys()].filter((uid) => view.model.nodes.get(uid).hidden));
  });
  view.on("select", (names) => table.select(names));
  view.on("open", (uid) => {
    const chain = graph.nodes.find((node) => node.uid === uid)?.chains[0];
    if (chain) location.hash = `chain-${chain}`;
  });
  table.on("select", (names) => view.select(names));
  document.addEventListener("chains", (event) => {
    const { detail } = /** @type {CustomEvent<Set<string>>} */ (event);
    const off = ({ chains }) => !chains.some((number) => detail.has(String(number)));
    const [hidden, shown] = [graph.nodes.filter(off), graph.nodes.filter((node) => !off(node))];
    for (const part of [view, table]) {
      part.hide(shown.map(({ uid }) => uid), false);
      part.hide(hidden.map(({ uid }) => uid));
    }
  });
  listenButtons(section, view);
}

/** @param {HTMLElement} section @param {GraphView} view */
function listenButtons(section, view) {
  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const acts = {
    fit: () => view.fit(),
    tidy: () => view.tidy(),
    closer: () => view.zoom(1.25),
    farther: () => view.zoom(0.8),
    svg: () => save(new Blob([view.svg()], { type: "image/svg+xml" }), "chains.svg"),
    png: async () => save(await view.png(), "chains.png"),
  };
  for (const button of section.querySelectorAll("button[data-act]")) {
    button.addEventListener("click", acts[button.dataset.act]);
  }
}

if (section) explore(section);
