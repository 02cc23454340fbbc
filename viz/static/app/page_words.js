// The Chinese labels of the pages on files: what comes in, what was read, column maps.

import { learn } from "./words.js";

learn({
  Columns: "列含义", Files: "文件", Statements: "陈述", Tenders: "招标", Loader: "读取器", File: "文件", Problems: "问题", "Left out most": "未用字段", Row: "行", records: "条记录", statements: "条陈述", "Records read": "记录", "new record": "条新记录", "new records": "条新记录", statement: "条陈述", "not read": "项未读",
  "Choose a folder": "选择文件夹", "Restricted: leave it out of exports": "受限：不导出", Sending: "发送中", Stop: "停止", reading: "读取中", building: "构建中", "Stopped: nothing was loaded.": "已停止：未载入任何文件。",
  "Something is being done already: wait for its end.": "正在处理其他操作，请等待其结束。",
  "Give it records: notices as text, HTML, PDF or Word, OCDS and TED files, tables, archives of these. They stay on this machine.": "请放入记录：公告（文本、HTML、PDF、Word）、OCDS 与 TED 文件、表格及其压缩包。文件只留在本机。", "In a terminal:": "在终端中：",
  "Not read": "未读", "Everything that was given was read.": "所给文件已全部读取。", "Not read, why, and what to do": "未读内容、原因与处理办法", "Try again": "重试", "after you mended it: what was read is not read twice": "修正之后重试；已读的不会重复读取", "more are not shown:": "项未显示：", "To do": "处理", places: "处",
  "Say what its columns mean": "说明各列含义", "Leave it out": "不再处理", "It lies in the case's folder until it is read or left out.": "在读取或放弃之前，它留在案例文件夹中。", "Forget it": "移除", "Read, by kind of file": "按文件类型统计", "nothing is read from these": "以下字段未被读取", "records looked at; no fault of the file: often nothing would come of it": "条记录已检查；这不是文件的错误，往往本无可用内容",
  "Read, file by file": "逐个文件", "The name of a table leads to what its columns mean.": "点击表格名称可查看各列含义。",
  "Other tables": "其他表格", "There is no table in it.": "其中没有表格。", "Drop a table here (CSV, XLSX, ODS, Parquet, JSON), or choose one.": "将表格（CSV、XLSX、ODS、Parquet、JSON）拖到此处，或选择一个。", "What do the columns of a table mean?": "表格各列是什么含义？", "Tables of the case": "案例中的表格",
  "Changed: not kept yet": "已更改，尚未保存", "Read by a map that is there": "按已有的列映射读取", "A proposal, from headings and cells": "根据表头与内容的建议", "columns are read": "列会被读取", "edges of the first rows": "条边（前几行）", "In doubt": "存疑", Kept: "已保存", "Replace that map": "替换该映射", "Name of the map": "映射名称", "Keep the map and read by it": "保存映射并读取",
  "It goes into the case's maps/, and is used for every later table that has these columns.": "保存在案例的 maps/ 中，以后含有这些列的表格都会使用它。",
  Who: "主体", What: "内容", Money: "金额", Dates: "日期", "Link chart": "关系图", "Number in a register": "登记编号", "number of the": "编号：", "nothing is read": "不读取", Means: "含义", "Register or scheme of the numbers": "编号所属登记或分类体系", "codes of what was bought": "采购分类代码", "A name is only a part of its cell": "名称只是单元格的一部分", "Tax in all amounts": "全部金额的税", included: "含税", excluded: "不含税", "Products are looked for in it": "在其中查找产品", "no products in it": "不含产品", products: "产品", "what was awarded": "中标内容", "what was asked for": "需求内容", "as the row's stage says": "按该行阶段",
  "What holds for every row": "适用于每一行", "Currency of all amounts": "金额币种", "An amount of 1 is": "金额 1 相当于", "Decimals follow": "小数点", "Order of dates": "日期顺序", "5/3/24 = 5 March": "5/3/24 = 3月5日", "3/5/24 = 5 March": "3/5/24 = 3月5日", "Stage of all rows": "所有行的阶段", "Between names in a cell": "单元格内名称的分隔", Publisher: "发布者", "The table's words for a stage": "表中表示阶段的词", "not known": "未知",
  "What the first rows would make": "前几行将生成", "Nothing: no row would make an edge.": "无：没有一行会生成边。", edges: "条边", nodes: "个节点", Nodes: "节点", "Not read of the first rows": "前几行中未读的内容", "Columns that are not read": "不读取的列", "The map as it is written": "映射文件内容",
});
