// Captions, columns, inks and lines: the same as in viz/style.py, in both languages.

/** @typedef {import("./model.js").Node} Node */
/** @typedef {import("./model.js").Relation} Relation */

const BUYERS = new Set(["university", "institute", "hospital", "government", "military"]);

/** Column, ink (a CSS variable), and caption in English and Chinese, by role. */
const ROLES = {
  institution: [0, "institution", "Institution", "机构"],
  tender: [1, "tender", "Tender", "采购项目"],
  intermediary: [2, "intermediary", "Supplier", "供应商"],
  provider: [3, "provider", "Cloud", "云平台"],
  chip: [4, "chip", "Chip", "芯片"],
  model: [4, "model", "Model", "模型"],
  product: [4, "product", "Product", "产品"],
  document: [5, "tender", "Document", "文件"],
  rule: [5, "accent", "Rule", "管制规则"],
  list: [5, "accent", "List", "清单"],
  other: [5, "tender", "", ""],
};

const VERBS = {
  ISSUED: ["issued", "发布"],
  HANDLED_BY: ["handled by", "代理"],
  BID_ON: ["bid on", "投标"],
  AWARDED_TO: ["awarded to", "中标"],
  SUBCONTRACTED_TO: ["subcontracted to", "分包"],
  VIA: ["names", "提及"],
  SEEKS: ["seeks", "需求"],
  AWARDS: ["awards", "采购"],
  EXCLUDES: ["excludes", "排除"],
  DOCUMENTED_BY: ["documented by", "文件"],
  CLASSIFIED_AS: ["classified as", "分类"],
  RETENDER_OF: ["re-tender of", "重新招标"],
  POSSIBLY_SAME: ["possibly same", "疑似同一"],
  PART_OF: ["part of", "隶属"],
  OWNS: ["owns", "持股"],
  OPERATES: ["operates", "运营"],
  VARIANT_OF: ["variant of", "型号"],
  OFFERS: ["offers", "提供"],
  HOSTS: ["hosts", "托管"],
  RUNS_ON: ["runs on", "运行于"],
  CONTROLLED_BY: ["controlled by", "受管制"],
  LISTED_ON: ["listed on", "列入"],
  RESELLS: ["resells", "转售"],
  INFERRED: ["inferred", "推断"],
};

/** What a line says of an item that is asked for, by how it is named. */
const SEEKS_BY_MODALITY = {
  minimum: ["seeks at least", "需求不低于"],
  or_equivalent: ["seeks this or equal", "需求此款或同等"],
  benchmark: ["compares with", "以此对标"],
  example: ["cites as example", "举例提及"],
};
const SEEKS_BY_STAGE = { planned: ["plans", "计划采购"] };
const AWARDS_BY_STAGE = { contracted: ["contracts for", "签约采购"], accepted: ["accepts", "验收"] };

/** Weight and dashes of a line, by grade. @type {Record<string, [number, number[]]>} */
const LINES = {
  E1: [2.4, []],
  E2: [1.5, []],
  E3: [1.5, [9, 4]],
  E4: [1.5, [4, 4]],
  E5: [1.5, [1.5, 4]],
};

/** Types whose tip is hollow: only sought, named or inferred. */
const HOLLOW = new Set(["SEEKS", "VIA", "INFERRED", "POSSIBLY_SAME", "BID_ON"]);

/** Colours and the font, as a page without variables of its own has them on paper. */
const PAPER = {
  paper: "#ffffff", card: "#fbfaf7", ink: "#1a1d21", faint: "#5d646d", rule: "#d9d6cf",
  mark: "#fbeeb8", accent: "#8c1d18", institution: "#2a5a8c", tender: "#59616c",
  intermediary: "#8f5f00", provider: "#1b6e60", product: "#6b5a2e", chip: "#a23b2a",
  model: "#74478a",
  sans: '"Source Sans 3", "Noto Sans", -apple-system, "Segoe UI", "Helvetica Neue", Arial, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
};

/** Say what part a node plays: an organization that issues is an institution.
 * @param {Node} node @returns {keyof ROLES} */
export function roleOf({ thing, edges }) {
  const label = String(thing.label ?? "").toLowerCase();
  if (label !== "organization") return Object.hasOwn(ROLES, label) ? label : "other";
  let sells = false;
  for (const { relation, from, to } of edges) {
    if (relation.type === "ISSUED" && from.thing.uid === thing.uid) return "institution";
    sells ||= relation.type === "AWARDED_TO" && to.thing.uid === thing.uid;
  }
  return !sells && BUYERS.has(thing.kind ?? "") ? "institution" : "intermediary";
}

/** @param {Node} node @returns {number} the column it belongs to, from the left */
export function columnOf(node) {
  return node.thing.column ?? ROLES[roleOf(node)][0];
}

/** @param {Node} node @param {string} language @returns {string} what kind of thing it is */
export function captionOf(node, language) {
  const known = ROLES[roleOf(node)][language === "zh" ? 3 : 2];
  return known || String(node.thing.label ?? "");
}

/** @param {Node} node @returns {string} the name of its ink */
export function inkOf(node) {
  return ROLES[roleOf(node)][1];
}

/** Say what stands at a line, as strong as stage and modality and no stronger.
 * @param {string} type @param {string} [stage] @param {string} [modality]
 * @param {string} [language] @returns {string} */
export function lineVerb(type, stage = "", modality = "", language = "en") {
  const byStage = { SEEKS: SEEKS_BY_STAGE, AWARDS: AWARDS_BY_STAGE };
  const known = (type === "SEEKS" && own(SEEKS_BY_MODALITY, modality))
    || own(own(byStage, type) ?? {}, stage) || own(VERBS, type);
  return known?.[language === "zh" ? 1 : 0] ?? String(type ?? "").replaceAll("_", " ").toLowerCase();
}

/** @param {Record<string, any>} words @param {string} name @returns {any} what is its own, if anything */
function own(words, name) {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}

/** Say a relation's verb, the part of the tender it is about, and its grade where a
 * reader must be warned.
 * @param {Relation} relation @param {string} language @returns {string} */
export function verbOf(relation, language) {
  const zh = language === "zh";
  const words = [relation.verb || lineVerb(relation.type, relation.stage, relation.modality, language)];
  if (relation.part) words.push(partOf(relation.part, zh));
  if (relation.inferred && relation.type !== "INFERRED") words.push(zh ? "推断" : "inferred");
  if ((relation.count ?? 1) > 1) words.push(`×${relation.count}`);
  if (Object.hasOwn(LINES, relation.grade ?? "") && relation.grade > "E2") words.push(relation.grade);
  return words.join(" · ");
}

/** @param {string} part @param {boolean} zh */
function partOf(part, zh) {
  if (part === "?") return zh ? "标段未述明" : "part not stated";
  return part.replace(/^(lot|award|part)[:\s]+/i, zh ? "标段 " : "$1 ");
}

/** @param {Relation} relation @returns {[number, number[]]} weight and dashes */
export function lineOf(relation) {
  const grade = relation.grade ?? "";
  if (Object.hasOwn(LINES, grade)) return LINES[grade];
  return relation.inferred ? LINES.E4 : LINES.E2;
}

/** @param {Relation} relation */
export function isHollow(relation) {
  return Boolean(relation.inferred) || HOLLOW.has(relation.type);
}

/** Return name and other name, the reader's language first; the other one may be ''.
 * @param {Node} node @param {string} language @returns {[string, string]} */
export function namesOf({ thing }, language) {
  const [first, second] = language === "zh"
    ? [thing.name_zh, thing.name_en]
    : [thing.name_en, thing.name_zh];
  const name = visible(first || thing.name || thing.uid);
  const other = visible(second || thing.name || "");
  return [name, other === name ? "" : other];
}

/** Say a card or a line in words, as it is read aloud.
 * @param {Node | import("./model.js").Edge} what @param {string} language @returns {string} */
export function sentenceOf(what, language) {
  const words = "relation" in what
    ? [`${namesOf(what.from, language)[0]} ${verbOf(what.relation, language)} ${namesOf(what.to, language)[0]}`,
      what.relation.grade, visible(what.relation.quote)]
    : [captionOf(what, language), ...namesOf(what, language), what.more ? `+${what.more}` : ""];
  return words.filter(Boolean).join(", ");
}

const WORDS = {
  university: "大学", institute: "研究机构", hospital: "医院", company: "公司", government: "政府", military: "军方", person: "个人", other: "其他",
  planned: "意向", tendered: "招标", awarded: "中标", contracted: "已签约", accepted: "已验收", failed: "流标", cancelled: "取消",
  primary: "原始记录", reported: "报道", analyst: "分析者", invented: "虚构示例", catalogue: "目录",
};

/** Say what else is known of a thing, in the reader's language where the words are ours.
 * @param {{thing: import("./model.js").Thing}} node @param {string} language @returns {string} */
export function noteOf({ thing }, language) {
  const words = visible(thing.note).split(" · ").filter((word) => word !== "unknown");
  return words.map((word) => (language === "zh" && own(WORDS, word)) || word).join(" · ");
}

/** Say what a relation rests on. @param {Relation} relation @param {string} language @returns {string} */
export function restsOn({ provenance = "" }, language) {
  return (language === "zh" && own(WORDS, provenance)) || provenance;
}

const ACTING = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}/gu;

/** Return a text on one line, in which nothing turns or hides its surroundings.
 * @param {unknown} text @returns {string} */
export function visible(text) {
  const most = String(text ?? "").slice(0, 12000);
  return most.replace(ACTING, (char) => (/\s/.test(char) ? " " : "\ufffd")).trim();
}

/** Read the colours and the font of a page. @param {Element} element @returns {typeof PAPER} */
export function colours(element) {
  const style = getComputedStyle(element);
  const read = (name) => style.getPropertyValue(`--${name}`).trim() || PAPER[name];
  return Object.fromEntries(Object.keys(PAPER).map((name) => [name, read(name)]));
}

/** @returns {typeof PAPER} colours and font of paper, for what is printed or passed on */
export function printed() {
  return { ...PAPER };
}
