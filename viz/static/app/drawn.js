// What of the model is drawn, and as what: each thing a card, each edge a line; or
// tenders folded into direct links of their institution, or those of one pair into one
// card. Nothing is joined here that one tender does not join.

import { state } from "./state.js";
import { counted } from "./words.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./model.js").Edge} Edge */
/** @typedef {import("./model.js").Thing} Thing */
/** @typedef {{key: string, from: string, to: string, edge: Edge, tender: string, under: Edge[]}} Claim a line that stands for edges */
/** @typedef {{edges: Edge[], tenders: string[], relation: any}} Fold what one such line folds */
/** @typedef {{parts: any[], nodes: Set<string>, edges: Set<string>, more: Map<string, number>, folds: Map<string, Fold>}} Drawn */

/** Weakest last. */
const PROVENANCES = ["primary", "catalogue", "reported", "analyst", "invented"];

/** @param {Model} model @returns {Drawn} */
export function drawn(model) {
  const shown = model.shownEdges();
  const claims = state.direct ? directly(shown) : grouped(model, shown);
  const folded = new Set(claims.flatMap(({ under }) => under));
  const gone = new Set(state.direct ? claims.map(({ tender }) => tender) : []);
  const plain = shown.filter((edge) => !folded.has(edge) && !gone.has(edge.from) && !gone.has(edge.to));
  const folds = fold(claims.filter(({ key, from, to }) => ![key, from, to].some((one) => state.hidden.includes(one))));
  const lines = [...folds.values()].map(({ relation }) => relation);
  const nodes = new Set([...plain, ...lines].flatMap(({ from, to }) => [from, to]));
  if (!state.focus.length) for (const uid of model.asked) if (model.things.has(uid) && !state.hidden.includes(uid)) nodes.add(uid);
  const parts = [...partsOf(model), { nodes: cards(folds), edges: lines }];
  return { parts, nodes, edges: new Set([...plain.map(({ key }) => key), ...folds.keys()]), more: missing(model, [...plain, ...folded], nodes), folds };
}

/** The parts as a drawing takes them; chains and paths that are looked at alone come as
 * one, hop by hop from the left. @param {Model} model */
function partsOf(model) {
  const relations = (/** @type {Edge[]} */ edges) => edges.map(({ count, ...edge }) => edge);
  if (!state.focus.length) return model.parts.map((part) => ({ ...part, edges: relations(part.edges) }));
  const edges = model.shownEdges();
  const columns = steps(model);
  const uids = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const column = (/** @type {string} */ uid) => (columns.has(uid) ? { column: columns.get(uid) } : {});
  return [{ nodes: [...uids].map((uid) => ({ ...model.thing(uid), ...column(uid) })), edges: relations(edges) }];
}

/** How many hops things are from the beginning of the paths that are shown; chains have
 * columns of their own. @param {Model} model @returns {Map<string, number>} */
function steps(model) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const { uids } of model.shownChains()) {
    if (Array.isArray(uids)) uids.forEach((uid, place) => found.set(uid, Math.max(place, found.get(uid) ?? 0)));
  }
  return found;
}

/** Tenders as direct links of who issued them: what a tender leads to, its institution is
 * said to seek, name or award through it. No link leaves a supplier or a cloud, so that
 * none can be followed from one institution's tender into another's.
 * @param {Edge[]} shown @returns {Claim[]} */
function directly(shown) {
  const issued = shown.filter(({ type }) => type === "ISSUED");
  const issuers = Map.groupBy(issued, ({ to }) => to);
  const told = new Set(["DOCUMENTED_BY", "RETENDER_OF", "POSSIBLY_SAME", "ISSUED"]);
  return shown.filter(({ type, from }) => issuers.has(from) && !told.has(type)).flatMap((edge) => (issuers.get(edge.from) ?? []).map((issue) => ({
    key: `direct|${edge.type}|${issue.from}|${edge.to}|${edge.modality}|${edge.stage}`, from: issue.from, to: edge.to, edge, tender: edge.from, under: [issue, edge],
  })));
}

/** Tenders of a chosen pair as one card. A tender with a second institution or supplier is
 * nobody's pair, and stays.
 * @param {Model} model @param {Edge[]} shown @returns {Claim[]} */
function grouped(model, shown) {
  const pairs = pairsOf(model);
  const cardOf = (/** @type {string} */ uid) => {
    const pair = pairs.get(uid);
    return pair && state.groups.includes(pair) ? `group:${pair}` : uid;
  };
  return shown.filter(({ from, to }) => cardOf(from) !== from || cardOf(to) !== to).map((edge) => {
    const [from, to] = [cardOf(edge.from), cardOf(edge.to)];
    return { key: `group|${edge.type}|${from}|${to}|${edge.modality}|${edge.stage}`, from, to, edge, tender: cardOf(edge.from) !== edge.from ? edge.from : edge.to, under: [edge] };
  });
}

/** The pair of each tender that has just one: who issued it and to whom it was awarded.
 * @param {Model} model @returns {Map<string, string>} pairs by tender */
export function pairsOf(model) {
  /** @type {Map<string, {buyers: Set<string>, sellers: Set<string>}>} */
  const ends = new Map();
  const of = (/** @type {string} */ uid) => ends.get(uid) ?? ends.set(uid, { buyers: new Set(), sellers: new Set() }).get(uid);
  for (const { type, from, to } of model.edges.values()) {
    if (type === "ISSUED") of(to)?.buyers.add(from);
    if (type === "AWARDED_TO") of(from)?.sellers.add(to);
  }
  const single = [...ends].filter(([, { buyers, sellers }]) => buyers.size === 1 && sellers.size === 1);
  return new Map(single.map(([uid, { buyers, sellers }]) => [uid, [...buyers, ...sellers].join(" ")]));
}

/** Lines that say the same between the same two, as one with the number of its tenders;
 * it is as good as the weakest of them.
 * @param {Claim[]} claims @returns {Map<string, Fold>} */
function fold(claims) {
  const byKey = Map.groupBy(claims, ({ key }) => key);
  return new Map([...byKey].map(([key, some]) => {
    const under = [...new Set(some.flatMap((claim) => claim.under))];
    const tenders = [...new Set(some.map(({ tender }) => tender))];
    const [{ from, to, edge }] = some;
    const grades = under.map(({ grade }) => grade).sort();
    const provenance = PROVENANCES[Math.max(...under.map((one) => PROVENANCES.indexOf(one.provenance)))] ?? edge.provenance;
    const quote = under.length === 1 ? edge.quote : "";
    return [key, { edges: under, tenders, relation: { key, type: edge.type, from, to, stage: edge.stage, modality: edge.modality, grade: grades.at(-1), provenance, quote, part: "", inferred: edge.inferred, count: tenders.length } }];
  }));
}

/** The cards of groups: how many tenders, how much, when; each begins where its first
 * tender stands. @param {Map<string, Fold>} folds */
function cards(folds) {
  const ends = new Set([...folds.values()].flatMap(({ relation }) => [relation.from, relation.to]));
  return [...ends].filter((uid) => uid.startsWith("group:")).map((uid) => {
    const { tenders, sum, days } = groupOf(folds, uid);
    const name = counted(tenders.length, "tender");
    return { uid, label: "Tender", name, note: [sum, days].filter(Boolean).join(" · "), at: tenders[0], degree: 0 };
  });
}

/** The tenders of a group's card that are let through, what they are worth by currency, and
 * their days. @param {Map<string, Fold>} folds @param {string} uid
 * @returns {{tenders: string[], sum: string, days: string}} */
export function groupOf(folds, uid) {
  const lines = [...folds.values()].filter(({ relation }) => relation.from === uid || relation.to === uid);
  const awards = [...new Set(lines.flatMap(({ edges }) => edges))].filter(({ type }) => type === "AWARDED_TO");
  const dates = awards.map(({ date }) => date).filter(Boolean).sort();
  const days = [...new Set([dates[0], dates.at(-1)])].filter(Boolean).join(" – ");
  return { tenders: [...new Set(lines.flatMap(({ tenders }) => tenders))], sum: sums(awards), days };
}

/** Amounts, added up by currency and never across. @param {Edge[]} edges @returns {string} */
export function sums(edges) {
  const known = edges.filter(({ amount }) => typeof amount === "number");
  return [...Map.groupBy(known, ({ currency }) => currency)].map(([currency, some]) => {
    const sum = Math.round(some.reduce((total, { amount }) => total + Number(amount), 0) * 100) / 100;
    return `${currency} ${sum.toLocaleString("en")}`.trim();
  }).join(" + ");
}

/** How many edges of each card are not drawn: not loaded, filtered out, or hidden.
 * @param {Model} model @param {Edge[]} shown @param {Set<string>} nodes @returns {Map<string, number>} */
function missing(model, shown, nodes) {
  const seen = /** @type {Map<string, number>} */ (new Map());
  for (const { type, from, to } of shown) {
    if (type !== "INFERRED") for (const uid of [from, to]) seen.set(uid, (seen.get(uid) ?? 0) + 1);
  }
  return new Map([...nodes].map((uid) => [uid, Math.max(0, (model.things.get(uid)?.degree ?? 0) - (seen.get(uid) ?? 0))]));
}
