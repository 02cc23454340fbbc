// Every label of the page, in English and Chinese. What sources say is never put
// into another language here.

import { lineVerb } from "../view/theme.js";

/** @type {Record<string, string>} */
const CHINESE = {
  "Search names, numbers, pinyin, words of records": "搜索名称、编号、拼音或公告文字",
  "Skip to the chains": "跳到链条", Chains: "链条", Drawing: "图", Table: "表格", Questions: "提问", Paths: "路径", Judgements: "判定", Log: "日志", Sources: "来源", Cypher: "Cypher",
  Undo: "撤销", Redo: "重做", Language: "English", Help: "帮助", Close: "关闭", Cancel: "取消", Keep: "保存", Look: "查看", Preview: "预览", Run: "运行", Reset: "重置", Save: "保存视图",
  Institution: "机构", Tender: "招标", "Intermediary or supplier": "中间商或供应商", Cloud: "云平台", "Chip, model, product": "芯片、模型、产品",
  Organization: "组织", Provider: "云平台", Chip: "芯片", Model: "模型", Product: "产品", Document: "文件", Rule: "规则", List: "名单", Classification: "分类", Records: "公告文字",
  Evidence: "证据", Statements: "陈述", Source: "来源", Names: "名称", "Why these names are one": "为何视为同一机构", "What it is joined to": "关联", "Show chains": "显示链条", "Path from here": "由此寻路", "Path to here": "寻路至此",
  Checked: "已核对", Disputed: "有异议", Reject: "驳回", Translate: "翻译", Note: "备注", Notes: "备注", "Open the original": "打开原文", "captured": "采集于", "published": "发布于",
  Details: "详情", Hide: "隐藏", "Show hidden": "显示已隐藏", "Weakest grade": "最低等级", Saved: "已存",
  inferred: "推断", grade: "等级", Grade: "等级", Stage: "阶段", Provenance: "出处", Relation: "关系", Modality: "要求方式", Date: "日期", Amount: "金额", From: "起", To: "止", Quote: "引文", Why: "理由",
  "Opening the case …": "正在打开案例……",
  "Nothing was found.": "没有找到。", "No words stand behind this: it is not quoted.": "没有引文支持此项。", "rejected by": "驳回者", "added by": "添加者",
  "Judge who this is": "判定其身份", same: "相同", different: "不同", "part-of": "隶属", unsure: "不确定", "These words say:": "所选文字表示：",
  buyer: "采购人", agency: "代理机构", supplier: "供应商", bidder: "投标人", subcontractor: "分包商", "cloud or platform": "云或平台", "asks for": "采购需求", "was awarded": "中标内容", excluded: "排除", number: "编号", title: "名称", "status": "状态",
  "All chains": "全部链条", "More was found than is shown: a limit or the deadline was reached.": "结果未全部显示：已达上限或时限。", "of": "/", more: "更多", "Show more": "显示更多", "Saved views": "已存视图",
  "This case is empty": "此案例为空", "Drop files or folders here, or choose files.": "将文件或文件夹拖到此处，或选择文件。", "Choose files": "选择文件", "What was not read": "未能读取",
  Fit: "全览", Closer: "放大", Farther: "缩小", Tidy: "整理", Lasso: "套索", "Select…": "选择…", Everything: "全部", "The others": "反选", Nothing: "不选", "Direct links": "直接连线", Group: "合并", Ungroup: "拆开", Pin: "固定", Unpin: "取消固定", List: "列表", Time: "时间", Legend: "图例",
  "Their chains alone": "只看其链条", "Paths between": "两者间路径", "Draw this alone": "单独绘制", alone: "单独", beside: "置于", grouped: "组已合并", "taken apart": "已拆开", hidden: "项已隐藏", loaded: "已载入", selected: "已选", pinned: "已固定", free: "已取消固定", things: "个节点", relations: "条关系",
  "Draw around what you want to select": "圈出要选择的内容", "Folds tenders into direct links of their institution": "将采购项目折叠为机构的直接连线", "One card for the tenders of one institution and one supplier": "将同一机构与同一供应商的采购项目合为一张卡片",
  "Lays everything out anew, but for what is pinned": "重新排列，已固定的除外", "Many: the newest are added first": "数量较多：先添加最新的", "No two tenders here have one institution and one supplier.": "此处没有同一机构与同一供应商的多个采购项目。",
  "Each of these tenders was issued by the one and awarded to the other, and to nobody else that is loaded.": "所列采购项目均由前者发布、授予后者；已载入的数据中没有其他供应商。",
  "Shift and drag: lasso. Ctrl and click: one more. Ctrl and wheel: closer.": "按住 Shift 拖动：套索；按住 Ctrl 点击：多选；按住 Ctrl 滚轮：缩放。",
  "Take back this step of the view": "撤销视图的上一步", "Take this step of the view again": "重做视图的这一步", "The drawing as a table": "图的表格形式", "hollow tip: only sought, named or inferred": "空心箭头：仅为需求、提及或推断", "relations that are not drawn": "条未绘出的关系",
  "Takes back the newest decision": "撤销最近的判定", "Makes it again": "重做", "Let in": "放宽至",
  "one document supports every hop": "同一文件支持每一环", "documents of one tender, a compiled record, or with a catalogue fact": "同一采购项目的多份文件、汇编记录，或借助目录事实",
  "tenders joined by a strong identifier or a judgement, or part not stated": "多个采购项目以可靠标识或判定相连，或标段未述明", "tenders joined by an equal name or the dictionary": "多个采购项目以相同名称或词典相连", "a hop without a quote, or over an unsure pair": "有一环无引文，或经由未定的配对",
  Filter: "筛选", "More paths": "更多路径", Pattern: "链条模式", "Find chains": "查找链条", Tag: "标签", "not named": "未述及", Remove: "移除", "Save view": "保存视图", "Name of the view": "视图名称", "Nothing is selected.": "未选择任何内容。",
  "Pairs that may be one": "可能相同的配对", "No pair waits for a judgement.": "没有待判定的配对。", "Judgements that stand": "有效的判定", "None yet. Open an organisation and say who it is under: Judge who this is.": "尚无。打开一个组织，在“判定其身份”处判定。",
  "A view is what you look at now: what was loaded, where it stands, its filters.": "视图即当前所见：已载入的内容、其位置与筛选。", "None yet. A note or a tag can stand at every thing, relation, chain and path.": "尚无。节点、关系、链条与路径均可添加备注或标签。", "a chain": "一条链条", "a statement that is not there now": "现已不存在的陈述",
  load: "载入", judgement: "判定", amendment: "修订", note: "备注", check: "核对", view: "视图", undo: "撤销", translation: "翻译", forget: "移除", screening: "筛查",
  "Open a question, fill in what you know, and run it.": "打开一个提问，填写已知内容，然后运行。", "Search names, numbers, pinyin": "搜索名称、编号或拼音", "Choose one of the names that are found.": "请从找到的名称中选择一个。", seconds: "秒", rows: "行", "Reads only; at most 30 seconds and 1,000 rows.": "只读；最多 30 秒、1,000 行。", "Labels, types and properties": "标签、类型与属性",
  "these are many.": "数量很多。", "The filters that are on narrow this.": "已启用的筛选会缩小范围。", "Dates, stage or grade under Filter narrow this.": "可用“筛选”中的日期、阶段或等级缩小范围。", "Add the newest": "添加最新的", "Open what it leads to, then: Path to here": "打开终点，然后选择“寻路至此”",
  university: "大学", institute: "研究机构", hospital: "医院", company: "公司", government: "政府", military: "军方", person: "个人", other: "其他", unknown: "未知",
  required: "必须", minimum: "不低于", or_equivalent: "或同等", example: "举例", benchmark: "对标", offered: "响应",
  tendered: "招标", awarded: "中标", contracted: "已签约", accepted: "已验收", planned: "意向", failed: "流标", cancelled: "取消",
  primary: "原始记录", reported: "报道", analyst: "分析者", invented: "虚构示例", catalogue: "目录",
};

/** Takes in labels of another page, with their Chinese. @param {Record<string, string>} labels */
export const learn = (labels) => { Object.assign(CHINESE, labels); };

let chinese = false;

/** A label in the language of the page.
 * @param {string} label @returns {string} */
export function word(label) {
  return (chinese && CHINESE[label]) || (label === "Language" ? "中文" : label);
}

const MEASURES = /** @type {Record<string, string>} */ ({ source: "个来源", statement: "条陈述", document: "份文件", tender: "个采购项目", thing: "个节点", relation: "条关系", chain: "条链条", hit: "个结果", row: "行" });

/** So many of something, in the language of the page.
 * @param {number} count @param {string} noun one of them, in English @returns {string} */
export function counted(count, noun) {
  const number = count.toLocaleString("en");
  return chinese ? `${number} ${MEASURES[noun] ?? noun}` : `${number} ${noun}${count === 1 ? "" : "s"}`;
}

/** @param {boolean} wanted */
export function speakChinese(wanted) {
  chinese = wanted;
  document.documentElement.lang = wanted ? "zh" : "en";
}

export const isChinese = () => chinese;

/** What stands at a line, in the language of the page, as strong as stage and modality.
 * @param {string} type @param {string} [stage] @param {string} [modality] @returns {string} */
export function verb(type, stage = "", modality = "") {
  return lineVerb(type, stage, modality, chinese ? "zh" : "en");
}
