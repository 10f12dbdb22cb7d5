"""Names by less frequent head nouns, over words that may also make a sentence, and without marks."""

from __future__ import annotations

import pytest
from registers_labels import stored  # type: ignore[import-not-found]

from index.registers.terms.discovery import discovered_of
from index.registers.terms.mechanisms import mechanisms_of
from index.registers.terms.places import Places
from index.registers.terms.uses import uses_of


def found(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.type) for one in mechanisms_of(stored(text))]


def formulae(text: str) -> list[str]:
    return [one.text for one in discovered_of(stored(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("召开“固本强基”现场推进会，", [("“固本强基”现场推进会", "会")]),
        ("开通“惠农政策”直通车，", [("“惠农政策”直通车", "直通车")]),
        ("上线“银杏党建”系统，", [("“银杏党建”系统", "平台")]),
        ("举办“青春向党”主题演讲比赛，", [("“青春向党”主题演讲比赛", "竞赛")]),
        ("组建“银杏”专家服务团，", [("“银杏”专家服务团", "服务队")]),
        ("建成“同心”书屋，启用“邻家会客厅”", [("“同心”书屋", "书屋"), ("“邻家会客厅”", "会客厅")]),
        ("举办“领头雁”培训班，", [("“领头雁”培训班", "培训班")]),
        ("推行“红黄绿”三色管理，", [("“红黄绿”三色管理", "管理")]),
        ("推行“星级化”管理，", [("“星级化”管理", "管理")]),
        ("提供“上门代办”服务覆盖全县", [("“上门代办”服务", "服务")]),
        ("推进“村校同心”结对共建工作，", [("“村校同心”结对共建工作", "工作")]),
        (
            "打好“碧水保卫战”，实施“林网共安”攻坚战三年行动。",
            [("“碧水保卫战”", "攻坚战"), ("“林网共安”攻坚战三年行动", "行动")],
        ),
        ("根据《关于开展“举旗争先”主题活动的通知》", [("“举旗争先”主题活动", "活动")]),
        ("推行“红绿灯”督办机制，", [("“红绿灯”督办机制", "机制")]),
        ("构建“四级”责任体系，执行“三审三校制”", [("“四级”责任体系", "体系"), ("“三审三校制”", "制")]),
        ("深化“邻里+”党建，", [("“邻里+”党建", "党建+")]),
        ("构建“1+N+3”忠诚教育管理体系，", [("“1+N+3”忠诚教育管理体系", "体系")]),
        ("深化“六抓共进”体系，", [("“六抓共进”体系", "体系")]),
        ("构建“两线四环”党建管理体系，", [("“两线四环”党建管理体系", "体系")]),
        ("压实“1+3+N”责任链条", [("“1+3+N”责任链条", "链条")]),
        ("命名一批“红色堡垒示范点”，", [("“红色堡垒示范点”", "示范点")]),
        ("“党员示范岗”列入机关支部考核，", [("“党员示范岗”", "岗")]),
        ("弘扬“老黄牛风骨”、开展“走村串户”活动", [("“走村串户”活动", "活动")]),
        ("开展春节“送福到家”、夏季“清凉到岗”等系列活动", [("“送福到家”", "活动"), ("“清凉到岗”", "活动")]),
        ("执行“五好”党支部创建管理办法，", [("“五好”党支部", "党支部")]),
        ("近年来着力打造“法护青禾”，", [("“法护青禾”", "品牌")]),
        ("叫响“法护青禾”，", [("“法护青禾”", "品牌")]),
        (
            "开展“八讲八进”暨“河风传声”巡回宣讲活动",
            [("“八讲八进”", "活动"), ("“河风传声”巡回宣讲活动", "活动")],
        ),
    ],
)
def test_less_frequent_nouns_make_names_too(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "开展“为城添绿、为民解忧”机关党员进社区志愿服务活动，",
            [("“为城添绿、为民解忧”机关党员进社区志愿服务活动", "活动")],
        ),
        ("建立“2+2”战略对话机制，", [("“2+2”战略对话机制", "机制")]),
        ("推行“领办、包办、协办”问题解决机制。", [("“领办、包办、协办”问题解决机制", "机制")]),
        ("开展“六查六改”问题整治行动，", [("“六查六改”问题整治行动", "行动")]),
        ("实施“雁阵”引领行动，", [("“雁阵”引领行动", "行动")]),
        ("举行“一路前行”成果展，", [("“一路前行”成果展", "展演")]),
        ("细化“三级五岗”任务清单，", [("“三级五岗”任务清单", "清单")]),
        ("以“高、准、实”四字工作法为抓手", [("“高、准、实”四字工作法", "工作法")]),
    ],
)
def test_a_name_that_ends_its_clause_goes_over_words_that_may_make_a_sentence(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("开展“党建规范年”，", "年"),
        ("启动“廉政教育月”，", "活动月"),
        ("举办“民主评议周”，", "活动周"),
        ("设立“书记走访日”，", "活动日"),
    ],
)
def test_a_time_is_called_after_what_is_done_in_it(text: str, kind: str) -> None:
    assert [type for _, type in found(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开展机关干部大走访活动，", [("机关干部大走访活动", "大走访")]),
        ("启动老旧小区改造百日攻坚行动，", [("老旧小区改造百日攻坚行动", "行动")]),
        ("组织党风廉政教育月活动，", [("党风廉政教育月", "活动")]),
        ("建立党建工作联席会议制度，", [("党建工作联席会议制度", "制度")]),
        ("建立党建督导调度机制。", [("党建督导调度机制", "机制")]),
        ("扎实开展四亮四比活动，", [("四亮四比活动", "活动")]),
        ("关于成立县医院启明先锋队的通知", [("启明先锋队", "先锋队")]),
        ("省直机关工委连年举办机关青年讲坛，", [("机关青年讲坛", "讲坛")]),
        ("深入落实项目工作法，", [("项目工作法", "工作法")]),
        ("印发自治区关于进一步推进城市党建示范引领行动的意见", [("城市党建示范引领行动", "行动")]),
        ("连续开展多次专项行动", []),
        ("成立党员先锋队，组建工作专班，纳入联盟管理", []),
    ],
)
def test_campaigns_and_procedures_need_no_marks(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "召开“七一”座谈会，举行“五四”分享会",
        "落实“两个维护”要求推进会",
        "“百年”风华，“强国复兴百年”，“有为青年”，“峥嵘岁月”，“政治生日”，“主题党日”",
        "扫“二维码”，用“健康密码”",
        "近年来着力打造“幸福家园”“创新之都”。",
        "用“红石榴”引领民族团结创建行动，",
        "“教育活动”由红队负责，“专项行动”由蓝队负责",
        "按照实践活动“推动发展、促进和谐、服务群众”的目标要求",
        "打击“台独”分裂活动，“党建品牌”是指",
        "开展大调研，组织党员大讨论，开展走访慰问活动，组织开展文明交通志愿服务活动",
        "成立防汛突击队，组建农机作业服务队，建立跨部门工作专班，举办20场分论坛",
        "部署“长空”导弹系统，庆祝“国家宪法日”，“今冬大如年”，推广“早稻”+“油菜”轮作",
        "完善管理制度，健全协调机制，落实学习制度，完善党组织书记报告通报制度",
        "召开“初心如磐”座谈会，走进“一路向前”教育基地，推广“早熟一号”，",
        "以“一站通达”推进政务服务，让“好评”成为常态",
        "“云上课堂”引领大家，在“红色教室”进行交流活动",
        "争创“红旗党支部”、争做“优秀党员”",
        "各级干部“心系群众”，奔走在各项任务一线开展行动",
    ],
)
def test_days_people_and_plain_doings_are_no_names(text: str) -> None:
    assert [one for one in found(text) if one[1] not in ("课堂",)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成“一基地一品牌一平台五举措”", ["一基地一品牌一平台五举措"]),
        ("形成“一核引领、双网融合”格局", ["一核引领、双网融合"]),
        ("坚持“有难必帮、有求必应”，", []),
        ("以“写家乡、写工作、写自己”为主题，以“进取之心、为民之心、敬畏之心”为内容", []),
        ("做到三学三比，开展“五联五促”，三天三夜，三市三县", ["三学三比", "五联五促"]),
        ("深化双报到双服务", ["双报到双服务"]),
    ],
)
def test_numbers_that_count_clauses_make_formulae(text: str, expected: list[str]) -> None:
    assert sorted(formulae(text)) == sorted(expected)


def test_what_is_doubled_without_marks_is_one_term_with_what_stands_in_marks() -> None:
    uses = uses_of(stored("做到“三学三比”，坚持三学三比。"))
    assert [(use.kind, use.key, len(use.spans)) for use in uses] == [("formula", "三学三比", 2)]


def test_words_that_end_alike_are_found_at_all_their_places_the_longest_first() -> None:
    places = Places(["行动", "三年行动", "行动计划", "动"])
    assert places("行动，三年行动计划") == [
        (3, "三年行动"),
        (5, "行动计划"),
        (0, "行动"),
        (5, "行动"),
        (1, "动"),
        (6, "动"),
    ]


def test_a_short_name_before_another_noun_is_not_that_of_the_mechanism() -> None:
    mentions = mechanisms_of(stored("开通“小江”热线，“小江”检察官和“小江”志愿者都来了，“小江”值得信赖。"))
    assert [(one.text, one.short) for one in mentions] == [("“小江”热线", False), ("“小江”", True)]


def test_marks_inside_the_marks_of_a_name_are_part_of_it() -> None:
    assert formulae("实施“‘四式共推’城乡一体”工程，做到“四式共推”") == ["四式共推"]
