import pytest

from graphkit.resolve.places import province


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("四川云达科技有限公司", "四川省"),
        ("四川省教育厅", "四川省"),
        ("深圳市云达科技有限公司", "广东省"),
        ("内蒙古大学", "内蒙古自治区"),
        ("北京大学", "北京市"),
        ("朝阳区教育局", ""),
        ("深圳大学", ""),
        ("云达科技有限公司", ""),
        ("yundatechnology", ""),
        ("", ""),
    ],
)
def test_a_chinese_name_begins_with_its_place(key: str, expected: str) -> None:
    assert province(key) == expected
