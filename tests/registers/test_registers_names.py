"""How names of mechanisms are made: by what stands around their marks, in lists, with awards and notes."""

from __future__ import annotations

import pytest
from registers_labels import stored  # type: ignore[import-not-found]

from index.registers.terms.mechanisms import mechanisms_of
from index.registers.terms.uses import uses_of


def found(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.type) for one in mechanisms_of(stored(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "县法院“法润青原”、县总工会“匠心娘家”获评全省机关党建“优秀品牌”。",
            [("“法润青原”", "品牌"), ("“匠心娘家”", "品牌")],
        ),
        ("推行“四联四帮”(联支部、帮建设)工作机制", [("“四联四帮”(联支部、帮建设)工作机制", "机制")]),
        ("上线“比学争先”2.0积分系统", [("“比学争先”2.0积分系统", "平台")]),
        ("探索“强支部+弱支部”结对等模式", [("“强支部+弱支部”", "模式")]),
        ("开展“互学、互看、互评、互帮、互促”活动", [("“互学、互看、互评、互帮、互促”活动", "活动")]),
        ("明确“1+4+N”党建工作思路", [("“1+4+N”党建工作思路", "思路")]),
        ("明确“求新求实”的工作思路", []),
        ("申报基层党建“书记项目”", [("“书记项目”", "项目")]),
        ("抓好“两重”项目", []),
        ("开展“红色导师”结对帮扶，", [("“红色导师”结对帮扶", "活动")]),
        ("举办“文化惠民欢乐行”", [("“文化惠民欢乐行”", "活动")]),
        ("结合机关作风能力提升年活动，组织培训", [("机关作风能力提升年活动", "活动")]),
        ("用好“群众点单我来办”“我为群众办实事”工作平台", [("“群众点单我来办”", "平台")]),
        ("开展“领航支部”“攻坚支部”等创建", [("“领航支部”", "党支部"), ("“攻坚支部”", "党支部")]),
        ("开展“学标兵·当标兵”模范机关创建。", [("“学标兵·当标兵”模范机关创建", "活动")]),
        ("“清风小站”正式开通，", [("“清风小站”", "做法")]),
        ("入选“机关亮晒榜”", [("“机关亮晒榜”", "榜")]),
        ("中心建立行动分队，下沉一线", []),
        ("拓展“一清单三活动”", []),
        ("打好“稳进提质优”组合拳", [("“稳进提质优”组合拳", "组合拳")]),
        ("深化“循着足迹学思想”，", [("“循着足迹学思想”", "做法")]),
        ("深化“放管服”，深化“双减”，", []),
        ("实施“书记领衔”项目20个", [("“书记领衔”项目", "项目")]),
        ("在“先锋争效”行动中走在前", [("“先锋争效”行动", "行动")]),
        ("走进“锋行驿家”，走进“红邻议事厅”", [("“锋行驿家”", "驿站"), ("“红邻议事厅”", "议事会")]),
        ("“三湖”景区机关党组织主要负责人", []),
        ("扎实开展转变作风服务群众学习教育。", [("转变作风服务群众学习教育", "教育")]),
        ("扎实开展全局干部职工学习教育", []),
        ("组织开展超50场次专题教育", []),
        ("这是一场“新的学习竞赛”", []),
        ("树立“把力量汇聚到支部”的导向", []),
        ("打造“七色花”基层党建体系", [("“七色花”基层党建体系", "体系")]),
        ("开展“接地气”的主题党日活动", []),
        ("“两新”组织党组织与社区结对", []),
        ("“双报到”社区共建联合党支部", []),
        ("推行党员积分制管理", [("党员积分制管理", "制")]),
    ],
)
def test_what_stands_around_the_marks_makes_a_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_name_of_two_kinds_means_the_one_that_was_spoken_of_last() -> None:
    text = "建立“红帆领航”机制。打造“红帆领航”品牌。“红帆领航”让人记住了它。"
    assert [(one.text, one.type, one.short) for one in mechanisms_of(stored(text))] == [
        ("“红帆领航”机制", "机制", False),
        ("“红帆领航”品牌", "品牌", False),
        ("“红帆领航”", "品牌", True),
    ]


def test_a_formula_of_the_list_is_none_inside_a_longer_number() -> None:
    uses = uses_of(stored("推行“一岗双责四联评定”，落实“一岗双责”。"))
    assert [(use.key, use.spans) for use in uses] == [
        ("一岗双责四联评定", ((3, 11),)),
        ("一岗双责", ((16, 20),)),
    ]
