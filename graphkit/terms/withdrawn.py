"""What a text takes back: 原“A100”更正为“H20” no longer asks for the first.

Only wording that both names the old text and says that it goes counts: 原…更正为…,
由…调整为…, 更正前…更正后…, 删除….
"""

import re
from collections.abc import Iterator, Sequence

_BECOMES = (
    r"(?:现|均|统一|一律|应|已)*"
    r"(?:更正|变更|修改|调整|更改|修订|替换|更换|改)(?:为|成|至|到)"
)
_BEFORE = r"(?:更正|变更|修改|调整|更改|修订|澄清)前"
_BEHIND = rf"(?:(?:更正|变更|修改|调整|更改|修订|澄清)后|现(?:为|文|内容)|{_BECOMES})"
_ORIGINAL = r"原(?:来|文|内容|公告|条款|要求|参数|(?:招标|采购|磋商|谈判)?文件)*"
_OLD = re.compile(
    rf"(?:{_ORIGINAL}(?!有|装|厂|产|则|理|因|料|件|生|创|始|址|价)|由|将|把)"
    rf"[^。;\n]{{0,200}}?(?={_BECOMES})"
    rf"|(?:{_BEFORE}|{_ORIGINAL}(?:为|内容)? ?:)[^。]{{0,400}}?(?={_BEHIND})"
    r"|(?:删除|删去|取消|去掉|移除|不再要求|不再采购)(?!.{0,20}资格)[^。;,\n]{0,60}"
)
_SIGNS: tuple[str, ...] = (
    "更正",
    "变更",
    "修改",
    "调整",
    "更改",
    "修订",
    "替换",
    "更换",
    "改为",
    "改成",
)
_SIGNS += ("删除", "删去", "取消", "去掉", "移除", "不再", "澄清")


_AGAINST = (
    r"(?:代价|成本|费用|风险|难度|周期|工作量)[^。;,\n]{0,4}(?:高|大|长|不可控)|"
    r"(?:需|要|须)[^。;,\n]{0,6}重新|重新(?:开发|部署|适配|训练|搭建)|无法|不能|难以"
)
_WEIGHED = (
    (re.compile("迁移|切换|转移|转换|改用|迁"), re.compile(_AGAINST)),
    (
        re.compile(r"[曾已经][^。;,\n]{0,6}?(?:比较|对比|比选|调研|考察)"),
        re.compile(r"等[^。;,\n]{0,6}(?:产品|平台|厂商|品牌|方案|服务)"),
    ),
)
"""What reasons only weigh, to the words in its clause that say so.

迁移至X等平台代价过高, 曾比较X、Y等产品.
"""
_COMPARES = ("迁", "切换", "转", "改用", "比较", "对比", "比选", "调研", "考察")
_CLAUSE_ENDS = re.compile(r"[。;,\n]")
_LONGEST_CLAUSE = 90


def weighed(low: str) -> Sequence[tuple[int, int]]:
    """Return the spans of folded text that only compare; () for most texts."""
    if not any(sign in low for sign in _COMPARES):
        return ()
    plain = low.replace("；", ";").replace("，", ",").replace("：", ":")
    return [span for moves, says in _WEIGHED for span in _weighed(plain, moves, says)]


def _weighed(
    plain: str, moves: re.Pattern[str], says: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    reached = 0
    for match in moves.finditer(plain):
        if match.start() < reached:
            continue
        far = match.end() + _LONGEST_CLAUSE
        end = _CLAUSE_ENDS.search(plain, match.end(), far)
        reached = end.start() if end else min(far, len(plain))
        said = says.search(plain, match.end(), reached)
        if said:
            yield match.start(), said.start()


def withdrawn(low: str) -> Sequence[tuple[int, int]]:
    """Return the spans of folded text that are taken back; () for most texts."""
    if not any(sign in low for sign in _SIGNS):
        return ()
    plain = low.replace("；", ";").replace("，", ",").replace("：", ":")
    return [match.span() for match in _OLD.finditer(plain)]
