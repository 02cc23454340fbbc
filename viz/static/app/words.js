// Every label of the page, in English and Chinese. What sources say is never put
// into another language here.

import { lineVerb } from "../view/theme.js";

/** @type {Record<string, string>} */
const CHINESE = {
  "Search names, numbers, pinyin, words of records": "搜索名称、编号、拼音或公告文字",
  "Skip to the chains": "跳到链条", Chains: "链条", Drawing: "图", Table: "表格", Questions: "提问", Paths: "路径", Judgements: "判定", Log: "日志", Sources: "来源", Cypher: "Cypher",
  Undo: "撤销", Redo: "重做", Language: "English", Help: "帮助", Close: "关闭", Cancel: "取消", Keep: "保存", Look: "查看", Preview: "预览", Run: "运行", Reset: "重置", Save: "保存视图",
  Institution: "机构", Tender: "招标", "Intermediary or supplier": "中间商或供应商", Cloud: "云平台", "Chip, model, product": "芯片、模型、产品",
  Organization: "组织", Provider: "云平台", Chip: "芯片", Model: "模型", Product: "产品", Document: "文件", Rule: "规则", List: "名单", Records: "公告文字",
  Evidence: "证据", Statements: "陈述", Source: "来源", Names: "名称", "Why these names are one": "为何视为同一机构", "What it is joined to": "关联", "Show chains": "显示链条", "Path from here": "由此寻路", "Path to here": "寻路至此",
  Checked: "已核对", Disputed: "有异议", Reject: "驳回", Translate: "翻译", Note: "备注", Notes: "备注", "Open the original": "打开原文", "captured": "采集于", "published": "发布于",
  Details: "详情", Hide: "隐藏", "Show hidden": "显示已隐藏", "Weakest grade": "最低等级", Saved: "已存",
  inferred: "推断", grade: "等级", Grade: "等级", Stage: "阶段", Provenance: "出处", Relation: "关系", Modality: "要求方式", Date: "日期", Amount: "金额", From: "起", To: "止", Quote: "引文", Why: "理由",
  "Nothing was found.": "没有找到。", "No words stand behind this: it is not quoted.": "没有引文支持此项。", "rejected by": "驳回者", "added by": "添加者",
  "Judge who this is": "判定其身份", same: "相同", different: "不同", "part-of": "隶属", unsure: "不确定", "These words say:": "所选文字表示：",
  buyer: "采购人", agency: "代理机构", supplier: "供应商", bidder: "投标人", subcontractor: "分包商", "cloud or platform": "云或平台", "asks for": "采购需求", "was awarded": "中标内容", excluded: "排除", number: "编号", title: "名称", "status": "状态",
  "All chains": "全部链条", "More was found than is shown.": "结果未全部显示。", "of": "/", more: "更多", "Show more": "显示更多", "Saved views": "已存视图",
  "This case is empty": "此案例为空", "Drop files or folders here, or choose files.": "将文件或文件夹拖到此处，或选择文件。", "Choose files": "选择文件", "What was not read": "未能读取",
  tendered: "招标", awarded: "中标", contracted: "已签约", accepted: "已验收", planned: "意向", failed: "流标", cancelled: "取消",
  primary: "原始记录", reported: "报道", analyst: "分析者", invented: "虚构示例", catalogue: "目录",
};

let chinese = false;

/** A label in the language of the page.
 * @param {string} label @returns {string} */
export function word(label) {
  return (chinese && CHINESE[label]) || (label === "Language" ? "中文" : label);
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
