// What was loaded so far: things, edges and chains, and which of them the filters let
// through. Nothing here draws.

import { aboutChain, tagsOn } from "./remarks.js";
import { state } from "./state.js";

/** @typedef {{uid: string, label: string, name: string, name_zh: string, name_en: string, pinyin: string, kind: string, note: string, provenance: string, degree: number}} Thing */
/** @typedef {{key: string, type: string, from: string, to: string, tender: string, part: string, grade: string, provenance: string, inferred: boolean, quote: string, count: number, stage: string, modality: string, date: string, amount: number | null, currency: string, tax: string, path: string}} Edge */
/** @typedef {Record<string, any>} Chain */
/** @typedef {{nodes: Thing[], edges: Edge[], beside: string}} Part what one step added, in its order */

export const FACETS = ["grade", "type", "stage", "modality", "provenance", "tag", "source"];

export class Model {
  constructor() {
    /** @type {Map<string, Thing>} */ this.things = new Map();
    /** @type {Map<string, Edge>} */ this.edges = new Map();
    /** @type {Map<string, Chain>} */ this.chains = new Map();
    /** @type {Part[]} */ this.parts = [];
    /** @type {Set<string>} the things a person asked for */ this.asked = new Set();
    /** @type {string[]} */ this.notes = [];
    /** @type {string[]} what stood nearest where a step found nothing */ this.misses = [];
    this.truncated = false;
  }

  clear() {
    for (const kept of [this.things, this.edges, this.chains, this.asked]) kept.clear();
    this.parts = [];
    this.notes = [];
    this.misses = [];
    this.truncated = false;
  }

  /** Adds what a step brought; hops of chains and paths become edges, too.
   * @param {{nodes: Thing[], edges?: Edge[], chains?: Chain[], beside?: string, asked?: string}} came */
  take({ nodes, edges = [], chains = [], beside = "", asked = "" }) {
    for (const thing of nodes) this.things.set(thing.uid, thing);
    // What was asked for last stands first.
    this.chains = new Map([...chains.map((chain) => /** @type {[string, Chain]} */ ([chain.key, chain])), ...this.chains]);
    if (asked) this.asked.add(asked);
    const added = [...edges, ...chains.flatMap(edgesOfChain)];
    for (const edge of added) this.keep(edge);
    const keys = new Set(added.map(({ key }) => key));
    this.parts.push({ nodes, edges: [...keys].map((key) => /** @type {Edge} */ (this.edges.get(key))), beside });
  }

  /** Keeps an edge; of one that is known the best grade counts. @param {Edge} edge */
  keep(edge) {
    const known = this.edges.get(edge.key);
    if (!known) this.edges.set(edge.key, { ...edge });
    else if (edge.grade && (!known.grade || edge.grade < known.grade)) known.grade = edge.grade;
  }

  /** The days of what was loaded: of chains where there are any, else of edges.
   * @returns {string[]} */
  dates() {
    const dated = this.chains.size ? this.chains : this.edges;
    return [...dated.values()].map(({ date }) => String(date ?? ""));
  }

  /** How often each value of each facet occurs among all that was loaded.
   * @returns {Record<string, [string, number][]>} */
  counts() {
    /** @type {Record<string, [string, number][]>} */
    const found = {};
    const items = this.chains.size ? [...this.chains.values()].map(facetsOfChain) : [...this.edges.values()].map(facetsOfEdge);
    for (const facet of FACETS) {
      const counted = /** @type {Map<string, number>} */ (new Map());
      for (const item of items) for (const value of item[facet]) if (value) counted.set(value, (counted.get(value) ?? 0) + 1);
      found[facet] = [...counted].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    }
    return found;
  }

  /** The chains that the filters let through, or those of them that are looked at alone.
   * @returns {Chain[]} */
  shownChains() {
    const { focus } = state;
    return [...this.chains.values()].filter((chain) => (!focus.length || focus.includes(chain.key)) && passes(facetsOfChain(chain), chain.date, chain.amount));
  }

  /** The edges that the filters let through: those of shown chains, and others.
   * @returns {Edge[]} */
  shownEdges() {
    const keys = (/** @type {Chain[]} */ chains) => new Set(chains.flatMap(edgesOfChain).map(({ key }) => key));
    const ofChains = keys([...this.chains.values()]);
    const shown = keys(this.shownChains());
    const hidden = new Set(state.hidden);
    const isLet = (/** @type {Edge} */ edge) => !state.focus.length && passes(facetsOfEdge(edge), edge.date, edge.amount);
    return [...this.edges.values()].filter((edge) =>
      (shown.has(edge.key) || (!ofChains.has(edge.key) && isLet(edge))) && ![edge.key, edge.from, edge.to].some((one) => hidden.has(one)));
  }

  /** How many edges of a thing are loaded, of a type, direction and far label.
   * @param {string} uid @param {{type: string, direction: string, label: string}} row */
  around(uid, { type, direction, label }) {
    const [near, far] = direction === "in" ? /** @type {const} */ (["to", "from"]) : /** @type {const} */ (["from", "to"]);
    return [...this.edges.values()].filter((edge) => edge.type === type && edge[near] === uid && this.thing(edge[far]).label === label).length;
  }

  /** @param {string} uid @returns {Thing} */
  thing(uid) {
    return this.things.get(uid) ?? { uid, label: "", name: uid, name_zh: "", name_en: "", pinyin: "", kind: "", note: "", provenance: "", degree: 0 };
  }
}

/** The hops of a chain; where it is inferred, also the line that no record states. Its
 * weak grade is that of the join, so the hops of an inferred chain have none from it.
 * @param {Chain} chain @returns {Edge[]} */
export function edgesOfChain(chain) {
  const edges = chain.hops.map((/** @type {any} */ hop) => hopEdge(hop, chain));
  const uids = Array.isArray(chain.uids) ? chain.uids : [chain.uids?.institution, chain.uids?.item ?? chain.uids?.provider];
  const [from, to] = [uids[0], uids.at(-1)];
  if (!chain.inferred || !from || !to) return edges;
  return [...edges, { ...hopEdge({ type: "INFERRED", key: `inferred|${chain.key}`, from_uid: from, to_uid: to, part: "", quote: "", path: "", documents: 0 }, chain), grade: chain.grade, inferred: true }];
}

/** @param {any} hop @param {Chain} row @returns {Edge} */
function hopEdge(hop, row) {
  const amount = hop.type === "AWARDED_TO" ? row.amount ?? null : null;
  return {
    key: hop.key, type: hop.type, from: hop.from_uid, to: hop.to_uid, tender: row.tender ?? "", part: hop.part ?? "", grade: row.inferred ? "" : row.grade, provenance: row.provenance, inferred: false, quote: hop.quote, count: hop.documents,
    stage: row.stage ?? "", modality: modalityOf(hop), date: row.date ?? "", amount, currency: amount === null ? "" : row.currency ?? "", tax: amount === null ? "" : row.tax ?? "", path: hop.path ?? "",
  };
}

/** How an item is named by a hop: the last part of its key, which tells "A100" from "at
 * least A100" of one tender. @param {{key: string, type: string}} hop @returns {string} */
export function modalityOf({ key, type }) {
  return type === "SEEKS" || type === "AWARDS" ? key.split("|").at(-1) ?? "" : "";
}

/** @param {Chain} chain @returns {Record<string, string[]>} */
function facetsOfChain(chain) {
  const paths = chain.hops.map((/** @type {any} */ hop) => hop.path);
  const tagged = new Set([aboutChain(chain), ...chain.hops.flatMap((/** @type {any} */ hop) => [hop.key, hop.from_uid, hop.to_uid])]);
  return { grade: [chain.grade], type: [chain.relation ?? (chain.inferred ? "INFERRED" : "")], stage: [chain.stage], modality: [chain.modality], provenance: [chain.provenance], tag: tagsOn(tagged), source: [...new Set(/** @type {string[]} */ (paths))] };
}

/** @param {any} edge @returns {Record<string, string[]>} */
function facetsOfEdge(edge) {
  return { grade: [edge.grade], type: [edge.type], stage: [edge.stage], modality: [edge.modality], provenance: [edge.provenance], tag: tagsOn([edge.key, edge.from, edge.to]), source: [edge.path] };
}

/** @param {Record<string, string[]>} facets @param {string} [date] @param {number | null} [amount] */
function passes(facets, date, amount) {
  const { since, until, least, ...chosen } = state.filters;
  // A month may lie within bounds that are days: it is compared as far as it goes.
  if (since?.[0] && (!date || date < since[0].slice(0, date.length))) return false;
  if (until?.[0] && (!date || date.slice(0, 10) > until[0])) return false;
  if (least?.[0] && (amount ?? -1) < Number(least[0])) return false;
  return Object.entries(chosen).every(([facet, values]) => !values.length || facets[facet]?.some((value) => values.includes(value)));
}
