"""Named mechanisms and discovered formulae: against labels made by reading, and in the small."""

from __future__ import annotations

import hashlib
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from registers_labels import Label, same, stored  # type: ignore[import-not-found]

from index.collect import collect
from index.model import StoredText
from index.registers.terms.discovery import discovered_of
from index.registers.terms.formulae import formulae_of
from index.registers.terms.mechanisms import mechanisms_of
from index.registers.terms.uses import uses_of
from index.text.script import display

LABELS = Path(__file__).parent / "labels"


def found(text: str) -> list[tuple[str, str]]:
    mentions = mechanisms_of(stored(text))
    assert all(text[one.start : one.end] == one.text for one in mentions)
    return [(one.text, one.type) for one in mentions]


def formulae(text: str) -> list[str]:
    return [one.text for one in discovered_of(stored(text))]


def read(text: StoredText) -> list[Label]:
    mechanisms = [Label("mechanism", one.start, one.end, one.type) for one in mechanisms_of(text)]
    mentions = (*formulae_of(text), *discovered_of(text))
    return mechanisms + [Label("formula", one.start, one.end, "") for one in mentions]


def score(cases: Iterator[tuple[StoredText, list[Label]]]) -> tuple[float, float, float, int]:
    """Recall, precision, the share of right types among the mechanisms, and the number of labels."""
    labels = hits = right = given = types = mechanisms = 0
    for text, labelled in cases:
        scopes = [one for one in labelled if one.kind == "scope"]
        wanted = [one for one in labelled if one.kind in ("mechanism", "formula")]
        free = [one for one in labelled if one.kind == "optional"]
        got = [one for one in read(text) if any(s.start <= one.start and one.end <= s.end for s in scopes)]
        for label in wanted:
            matches = [one for one in got if same(one, label)]
            labels, hits = labels + 1, hits + bool(matches)
            if matches and label.kind == "mechanism":
                mechanisms, types = mechanisms + 1, types + any(one.type == label.type for one in matches)
        for one in got:
            if any(same(one, label) for label in wanted):
                given, right = given + 1, right + 1
            elif not any(min(one.end, other.end) > max(one.start, other.start) for other in free):
                given += 1
    return hits / labels, right / given, types / mechanisms, labels


def test_terms_are_found_as_readers_of_real_texts_labelled_them(
    seeds: dict[str, Path], govreports: list[Path]
) -> None:
    files = {path.name: path for path in (*seeds.values(), *govreports)}
    labelled: dict[str, list[Label]] = defaultdict(list)
    digests: dict[str, str] = {}
    for line in (LABELS / "terms.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, digests[name], kind, start, end, label = line.split("\t")
            labelled[name].append(Label(kind, int(start), int(end), label))

    def cases() -> Iterator[tuple[StoredText, list[Label]]]:
        for name, labels in labelled.items():
            text = collect(files[name].read_bytes(), path=name).text
            # Offsets hold for the text that was labelled; what import changes since is not counted.
            if hashlib.sha256(text.encode()).hexdigest().startswith(digests[name]):
                yield stored(text), labels

    recall, precision, types, labels = score(cases())
    assert labels >= 300, "too many texts have changed since they were labelled"
    assert recall >= 0.93
    assert precision >= 0.92
    assert types >= 0.88


@pytest.mark.parametrize("name", ["terms-held-out.txt", "terms-articles.txt"])
def test_terms_are_found_in_paragraphs_that_were_written_to_trap(
    name: str,
    marked_up: Callable[[str], tuple[str, list[Label]]],
) -> None:
    lines = (LABELS / name).read_text("utf-8").splitlines()
    cases = [marked_up(line) for line in lines if line and not line.startswith("#")]
    recall, precision, types, _ = score((stored(text), labels) for text, labels in cases)
    assert recall >= 0.93
    assert precision >= 0.9
    assert types >= 0.9


@pytest.fixture
def marked_up() -> Callable[[str], tuple[str, list[Label]]]:
    kinds = {"m": "mechanism", "f": "formula", "o": "optional"}

    def parse(line: str) -> tuple[str, list[Label]]:
        text, labels, opened = "", [], []
        for part in re.split(r"(\{[mfo][^|{}]*\||\})", line):
            if part.startswith("{"):
                opened.append((part[1:-1], len(text)))
            elif part == "}":
                kind, start = opened.pop()
                labels.append(Label(kinds[kind[0]], start, len(text), kind[2:]))
            else:
                text += part
        return text, [*labels, Label("scope", 0, len(text), "")]

    return parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("实施“双融双促”工程，", [("“双融双促”工程", "工程")]),
        ("“1379”工作机制落地", [("“1379”工作机制", "机制")]),
        ("开展“某某行动”，抓获", [("“某某行动”", "行动")]),
        ("创建党建品牌“税月先锋”，", [("“税月先锋”", "品牌")]),
        ("推出“晨读晚讲”，效果好", [("“晨读晚讲”", "做法")]),
        ("深化“党建+信访”工作", [("“党建+信访”", "党建+")]),
        ("推进党建+营商环境建设工作", [("党建+营商环境建设", "党建+")]),
        ("全面推行支部工作法，", [("支部工作法", "工作法")]),
        ("叫响“红心向党”“蓝盾护航”等一批服务品牌", [("“红心向党”", "品牌"), ("“蓝盾护航”", "品牌")]),
        ("建立三级联述联评联考机制，", [("三级联述联评联考机制", "机制")]),
        ("深入实施技能强省行动，", [("技能强省行动", "行动")]),
        ("《“五星”党支部评定办法》印发", [("“五星”党支部", "党支部")]),
        ("细化“四强”党支部指标体系", [("“四强”党支部", "党支部")]),
        ("形成“四查清”工作法等6个方面的举措", [("“四查清”工作法", "工作法")]),
        ("开设“云课堂”，", [("“云课堂”", "课堂")]),
        ("擦亮党建品牌——“港区先锋”。", [("“港区先锋”", "品牌")]),
        ("一分局“税润春晖”、二分局“税暖民心”等党建品牌", [("“税润春晖”", "品牌"), ("“税暖民心”", "品牌")]),
        ("“远航号”是该局培育的党建品牌，", [("“远航号”", "品牌")]),
        ("开展“吃空饷”专项整治，", [("“吃空饷”专项整治", "整治")]),
        ("成立“夕阳红合唱队”，唱响", [("“夕阳红合唱队”", "做法")]),
        ("县财政局打造“财惠万家”，县水利局", [("“财惠万家”", "品牌")]),
        ("推行“积分制”管理，", [("“积分制”", "制")]),
        ("推出“一窗代办”服务。", [("“一窗代办”服务", "服务")]),
        ("开展“学党章 强党性”知识竞赛，", [("“学党章 强党性”知识竞赛", "竞赛")]),
        (
            "财务处“三联三办”、人事处“暖心驿路”等支部工作法。",
            [
                ("“三联三办”", "工作法"),
                ("“暖心驿路”", "工作法"),
                ("支部工作法", "工作法"),
            ],
        ),
        ("健全“六有”培育体系，", [("“六有”培育体系", "体系")]),
        ("2021年是人才振兴三年行动的开局之年", [("人才振兴三年行动", "行动")]),
        ("落实人才强县三年行动计划，", [("人才强县三年行动计划", "计划")]),
        ("完善医养强基工程和护理扩容提升工程。", [("护理扩容提升工程", "工程")]),
        ("支部以“蓝盾先行”为品牌，", [("“蓝盾先行”", "品牌")]),
        ("把“河畔灯火”作为支部党建品牌，", [("“河畔灯火”", "品牌")]),
        ("评出“灯塔引航”“暖心税务”等10个“党建示范品牌”，", [("“灯塔引航”", "品牌"), ("“暖心税务”", "品牌")]),
        ("压实“四级五岗”责任清单，", [("“四级五岗”责任清单", "清单")]),
        ("推广5432机制，", [("5432机制", "机制")]),
        ("构建1+4+N立体工作模式，", [("1+4+N立体工作模式", "模式")]),
        ("落实“双述双评”制，", [("“双述双评”制", "制")]),
        ("落实意识形态工作责任制，", [("意识形态工作责任制", "责任制")]),
        ("落实和完善司法责任制，", [("司法责任制", "责任制")]),
        ("推行“政治要事”台账管理。", [("“政治要事”台账管理", "管理")]),
        (
            "开展“强基固本、聚力攻坚、先锋示范、清风护航、暖心服务”五大行动，",
            [("“强基固本、聚力攻坚、先锋示范、清风护航、暖心服务”五大行动", "行动")],
        ),
    ],
)
def test_a_head_noun_or_a_verb_makes_a_name_a_mechanism(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "发挥“龙头”带动作用，下好“一盘棋”，破解“两张皮”，牵住“牛鼻子”，防止“灯下黑”，补足“钙”",
        "进行动态管理，缉捕行动队赶到，采取实际行动",
        "扩建活动室，推进制度化建设，完善机制体制，培养工程师，落实计划生育",
        "建立健全长效机制，完善工作制度，开展专项行动，实施重大工程",
        "落实“三会一课”制度，增强“四个意识”",
        "他说：“我们的工程质量好。”",
        "外军在边境地带展开军事行动，对武装分子采取行动，实施破坏行动",
        "防止搞“形象工程”“政绩工程”",
        "聚焦“六化”建设有效提升党支部水平",
        "按照“首年立规矩、次年见成色、三年树品牌”的步骤",
        "要求“每个支部至少建设一个品牌”",
        "启动1500套危房改造工程",
        "做大“皖北优品”销售规模和品牌",
        "常态化开展“三会一课”、谈心谈话等活动",
        "点亮“金色”行动",
        "反恐行动组赶到，反恐行动组演练突袭行动",
        "拨打“12345”热线，提供“管家式”服务、“一对一”服务",
        "市教育局打造“人才高地”，全力创建“示范窗口”",
        "坚持“人民至上，生命至上”服务理念",
        "开展“主题党日”活动",
        "紧扣“规范打底、创新赋能、实效为要”工作路径，“量身定制”方案",
        "某市入选全国低碳城市行动",
        "“六个高地”指挥部成立临时党支部",
        "实施人才振兴七大专项行动",
        "获评“全省优秀党建品牌”，荣获“先进党支部”",
        "以“蓝盾先行”为品牌内涵，以“学用结合”为抓手",
        "“组织共建、资源共享”构建长效机制",
        "严格执行“第一议题”学习清单",
        "参观党史学习教育长廊",
        "下达“两重”建设项目清单，列出“容错审批”事项清单",
        "落实责任制，压实主体责任",
    ],
)
def test_figures_of_speech_word_edges_and_common_nouns_are_no_mechanisms(text: str) -> None:
    assert found(text) == []


def test_a_formula_is_a_mechanism_where_a_head_noun_makes_an_institution_of_it() -> None:
    text = "创建“四强”党支部，落实“第一议题”制度。"
    assert found(text) == [("“四强”党支部", "党支部"), ("“第一议题”制度", "制度")]
    assert [one.term for one in formulae_of(stored(text))] == ["四强党支部", "第一议题"]


def test_a_mechanism_named_in_full_is_named_by_less_elsewhere_in_the_text() -> None:
    text = "实施“先锋党建·共创共赢”工程。经过“共创共赢”，“先锋党建”见效；“1379”机制，即“1379”。"
    mentions = mechanisms_of(stored(text))
    assert [(one.text, one.name, one.short) for one in mentions] == [
        ("“先锋党建·共创共赢”工程", "“先锋党建·共创共赢”工程", False),
        ("“共创共赢”", "“先锋党建·共创共赢”工程", True),
        ("“先锋党建”", "“先锋党建·共创共赢”工程", True),
        ("“1379”机制", "“1379”机制", False),
        ("“1379”", "“1379”机制", True),
    ]


def test_what_no_head_noun_names_is_short_for_what_one_names_elsewhere() -> None:
    text = "深化“党建+山歌”建设，让“党建+山歌”模式见效。推行“晨读晚讲”。都说“晨读晚讲”工作法管用。"
    assert [(one.text, one.type, one.short) for one in mechanisms_of(stored(text))] == [
        ("“党建+山歌”", "模式", True),
        ("“党建+山歌”模式", "模式", False),
        ("“晨读晚讲”", "工作法", True),
        ("“晨读晚讲”工作法", "工作法", False),
    ]


def test_a_word_of_three_letters_does_not_name_by_itself_what_its_head_noun_names() -> None:
    text = "开展“大扫除”环境卫生整治行动，家家忙“大扫除”；“护苗”行动有声势，“护苗”见效"
    assert [(one.text, one.short) for one in mechanisms_of(stored(text))] == [
        ("“大扫除”环境卫生整治行动", False),
        ("“护苗”行动", False),
        ("“护苗”", True),
    ]


def test_a_part_that_two_mechanisms_share_names_neither() -> None:
    assert len(found("“红船·先锋”工程和“绿野·先锋”品牌，“先锋”精神")) == 2


def test_traditional_script_and_other_marks_are_read_too() -> None:
    text = display("实施“双融双促”工程，推行支部工作法", "traditional")
    assert [kind for _, kind in found(text)] == ["工程", "工作法"]
    assert found('开展"双联双帮"活动') == [('"双联双帮"活动', "活动")]
    assert found("開展「雙聯雙幫」活動") == [("「雙聯雙幫」活動", "活动")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("做到“五懂五会”，聚焦“三个高地”", ["五懂五会", "三个高地"]),
        ("以“一题一写、一人一讲”为载体", ["一题一写、一人一讲"]),
        ("带头“讲诚信、懂规矩、守纪律”", ["讲诚信、懂规矩、守纪律"]),
        ("“强服务、建队伍”两大任务", ["强服务、建队伍"]),
        ("自治区“1571”工作部署", ["1571"]),
        ("推行“三个一”工作法", ["三个一"]),
        ("落实“五比五晒”活动", []),
        ("“三八”妇女节，“一把手”抓，“一杯奶”，“2025”，“三年行动”，“第一责任人”", []),
        ("增强“四个意识”", []),
        ("夺得“五连冠”，实现“双下降”", []),
        ("围绕“四个革命、一个合作”，打好“发展六仗”", ["四个革命、一个合作", "发展六仗"]),
        ("防止“两头热中间冷”，“一个党员、一个标杆”", []),
        ("整治“门难进、脸难看、事难办”现象", []),
        ("提升“学习力、组织力、战斗力”，“支部书记领学、党员骨干跟学、青年同志促学”", []),
        ("构建“三公里”服务圈", []),
        ("拓展“一清单三活动”，开展“十大行动”，评出“十大标兵”", ["一清单三活动", "十大行动"]),
        ("建好“两个窗口”、“三个平台”、“一个高地”，开好“一个会议”", ["两个窗口", "三个平台", "一个高地"]),
        ("“一头热一头冷”，处于“想起来重要、干起来次要、忙起来不要”的境地", []),
        ("“一穷二白”的家底，来自“五湖四海”", []),
        ("坚持“3个7”，建设“学习型、创新型、服务型”机关，送来“七色花”", ["3个7"]),
    ],
)
def test_numbers_and_parallel_items_in_marks_make_a_formula(text: str, expected: list[str]) -> None:
    assert formulae(text) == expected


def test_texts_that_never_end_a_sentence_or_a_pair_of_marks_take_no_longer_than_others() -> None:
    line = "、".join(f"“先锋{n}”党支部、四个意识、“三学三比”" for n in range(3000))
    for text in ("“" * 20_000, "“" * 10_000 + "”" * 10_000, "、" * 20_000 + "等机制", line):
        started = time.process_time()
        uses_of(stored(text))
        assert time.process_time() - started < 3
