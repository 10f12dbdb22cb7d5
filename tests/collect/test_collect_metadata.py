"""Title, authors, source, place, organ and kind, from the text alone."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.model import Metadata

BODY = "各党支部认真组织学习，结合实际抓好落实，党员干部精神面貌有了明显变化，群众满意度不断提高。"


def of(*lines: str) -> Metadata:
    return collect("\n".join([*lines, BODY]).encode()).metadata


def test_a_title_with_a_dash_gives_title_and_subtitle() -> None:
    metadata = of("党建引领促发展 凝心聚力开新篇——市直机关2020年党建工作综述")
    assert (metadata.title, metadata.subtitle) == (
        "党建引领促发展 凝心聚力开新篇",
        "市直机关2020年党建工作综述",
    )
    assert metadata.kind == "综述"


def test_a_subtitle_on_its_own_line() -> None:
    metadata = of("把支部建在窗口上", "——某机关服务纪实", "来源：某某日报")
    assert (metadata.title, metadata.subtitle) == ("把支部建在窗口上", "某机关服务纪实")


def test_a_title_broken_over_two_lines() -> None:
    assert of("关于印发《机关党建工作要点》的", "通知").title == "关于印发《机关党建工作要点》的通知"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("本报记者 李晓明 通讯员 王方", ("李晓明", "王方")),
        ("●本報記者 蘇曉明 通訊員 謝方", ("蘇曉明", "謝方")),
        ("某某日报全媒体记者/李晓明", ("李晓明",)),
        ("李晓明", ("李晓明",)),
        ("李 明", ("李明",)),
        ("李晓明 王方", ("李晓明", "王方")),
        ("作者：李晓明、王方", ("李晓明", "王方")),
        ("文/李晓明", ("李晓明",)),
        ("2021-12-08李晓明", ("李晓明",)),
        ("省长 李晓明", ("李晓明",)),
        ("某某省人民政府省长　李 明", ("李明",)),
        ("自治区主席 艾尔肯·阿卜力孜", ("艾尔肯·阿卜力孜",)),
        ("来源：某某日报", ()),
    ],
)
def test_authors_of_a_byline(line: str, authors: tuple[str, ...]) -> None:
    assert of("把支部建在窗口上", line).authors == authors


def test_reporters_in_brackets() -> None:
    assert of("把支部建在窗口上", "本报讯（记者 李晓明）支部开展活动。").authors == ("李晓明",)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来源：湖南日报", "湖南日报"),
        ("来源：《旗帜》2023年第5期", "旗帜"),
        ("来源：机关党建网 时间：2023-05-06 浏览：12次", "机关党建网"),
        ("时间：2023-05-06  来源：宁夏日报客户端  作者：李晓明", "宁夏日报客户端"),
        ("紫光阁 2021年10期", "紫光阁"),
        ("株洲日报全媒体记者/李晓明", "株洲日报"),
        ("人民日报 2023年05月06日 第4版", "人民日报"),
        ("摘编自：《某某报告》，某某日报，2024年1月2日", "某某日报"),
        ("李晓明", None),
    ],
)
def test_the_source_as_the_text_names_it(line: str, source: str | None) -> None:
    assert of("把支部建在窗口上", line).source == source


def test_a_source_label_and_its_value_on_two_lines() -> None:
    assert of("把支部建在窗口上", "来源：", "四川日报").source == "四川日报"


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (("赣州市直机关工委抓支部", "组织党员赴湖南韶山学习，到福建厦门跟班。"), ("江西", "赣州", "市")),
        (
            ("湖南省直机关工委赴浙江考察", "考察组在浙江实地走访了杭州市、宁波市的机关。"),
            ("湖南", None, "省"),
        ),
        (("抓支部 强基础", "株洲日报记者 李晓明", "我市机关党员下沉社区。"), ("湖南", "株洲", "市")),
        (
            ("把支部建在窗口上", "三明市直機關黨委抓學習。", "全市機關黨員到社區，三明供電公司參加。"),
            ("福建", "三明", "市"),
        ),
        (
            (
                "省直机关工委工作综述",
                "全省机关党建迈上新台阶。",
                "《辽宁行动方案》印发，辽宁“六地”文化，谱写辽宁新篇章。",
            ),
            ("辽宁", None, "省"),
        ),
        (("重庆市直机关党建", "我市机关党支部达标率高。市委高度重视。"), ("重庆", None, "省")),
        (("广西区直机关党建", "全区机关党建取得成效，自治区党委高度重视。"), ("广西", None, "省")),
        (("恩施州直机关工委抓支部", "全州机关党建稳步提升。"), ("湖北", "恩施", "市")),
        (("吉林市直机关工委抓支部", "我市机关党员积极参加。"), ("吉林", "吉林", "市")),
        (
            (
                "抓支部",
                "四川省绵阳市北川羌族自治县县直机关工委抓支部。",
                "我县党员下沉社区，全县动员，县委督导。",
            ),
            ("四川", "绵阳", "县"),
        ),
        (
            ("——中央和国家机关深化支部建设综述", "中央和国家机关工委组织论坛。", "两赴江西省寻乌县调研。"),
            ("中央", None, "中央"),
        ),
        (("抓支部", "新华社北京3月5日电 中央和国家机关工委近日召开会议。"), ("中央", None, "中央")),
        (
            ("隆重庆祝建党百年", "各位来宾，大家来到安康的家园，建设新乡村，长治久安，形成都市圈。"),
            (None, None, None),
        ),
        (("机关党建要点", "组织驻沈单位党员下基层。"), (None, None, None)),
        (("机关党建要点", "江西、湖南、福建、浙江、广东、四川代表参加。"), (None, None, None)),
        (("机关党建要点", "鼓楼区、朝阳区、市辖区的同志参加。"), (None, None, None)),
    ],
)
def test_the_place_is_that_of_the_work_not_of_hosts_or_visitors(
    lines: tuple[str, ...], place: tuple[str | None, str | None, str | None]
) -> None:
    metadata = of(*lines)
    assert (metadata.region, metadata.city, metadata.level) == place


def test_page_furniture_is_no_evidence_of_the_place() -> None:
    assert of("欢迎来到成都燃气股份有限公司官方网站", "把支部建在窗口上").region is None


def test_a_region_that_only_the_body_names_is_inferred() -> None:
    filler = [BODY] * 3
    metadata = of(
        "省直机关工委综述", *filler, "贵州机关党建不断加强。", "贵州各级党组织积极行动，贵州篇章更新。"
    )
    assert metadata.region == "贵州"
    assert "region" in metadata.inferred


@pytest.mark.parametrize(
    ("lines", "organ"),
    [
        (("湖南省直机关工委抓支部",), "湖南省直机关工委"),
        (("三明市直機關工委抓支部",), "三明市直机关工委"),
        (("抓支部", "株洲日报记者 李晓明", "市直机关工委抓支部，我市党员带头。"), "株洲市直机关工委"),
        (("云南省政府工作报告", "各位同志：", "受托，我代表省人民政府，向各位作报告。"), "云南省人民政府"),
        (("把支部建在窗口上",), None),
    ],
)
def test_the_organ_whose_work_it_is(lines: tuple[str, ...], organ: str | None) -> None:
    assert of(*lines).organ == organ


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2024年某某省政府工作报告", "工作报告"),
        ("在全市机关党的工作会议上的讲话", "讲话"),
        ("怎样建支部（摘编）", "摘编"),
        ("关于开展主题党日的通知", "通知"),
        ("关于加强机关党建的意见", "意见"),
        ("把支部建在窗口上", None),
        ("报告文学的魅力", None),
    ],
)
def test_the_kind_of_document_only_where_the_title_says_it(title: str, kind: str | None) -> None:
    assert of(title).kind == kind


def test_file_and_folder_names_are_no_evidence() -> None:
    data = f"把支部建在窗口上\n{BODY}".encode()
    assert collect(data, path="湖南/2023-05-06 株洲.txt") == collect(data, path="a.txt") == collect(data)
