"""Heads, feet and lines of facts as further kinds of site print them; places of county rank."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.collect.gazetteer import city_of, counties, direct_counties, prefectures, provinces
from index.model import Collected

BODY = "各支部认真组织学习，结合实际抓好落实，干部精神面貌有了明显变化，群众满意度不断提高。"
TITLE = "某机关把支部建在窗口一线"


def page(*lines: str) -> Collected:
    return collect("\n".join([*lines, BODY, BODY[:-1] + "，大家都说好。"]).encode())


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("人民网>>中国共产党新闻网>>党建", "breadcrumb"),
        ("某省机关党建网 » 工作动态 » 正文", "breadcrumb"),
        ("某某机关党建网", "masthead"),
        ("中华人民共和国水利部", "masthead"),
        ("某某燃气股份有限公司", "masthead"),
        ("湖南机关党建", "masthead"),
        ("公司 | 产品 | 党建 | 联系", "menu"),
        ("网站首页 单位概况 新闻中心 党的建设", "menu"),
        ("人民号", "masthead"),
    ],
)
def test_what_stands_above_a_title_is_not_the_title(line: str, kind: str) -> None:
    found = page(line, TITLE, "2022-03-04 10:20  来源：某某日报")
    assert found.metadata.title == TITLE
    assert [item.kind for item in found.furniture] == [kind]


@pytest.mark.parametrize("line", ["织密机关党建监督网", "某某机关党建网", "擦亮机关党建"])
def test_a_line_that_may_be_the_title_stays_where_no_better_one_follows(line: str) -> None:
    assert page(line, "2022-03-04 10:20  来源：某某日报").metadata.title == line


def test_a_title_with_a_verb_is_no_masthead_even_above_another_title() -> None:
    assert page("织密机关党建监督网", TITLE, "来源：某某日报").metadata.title == "织密机关党建监督网"


def test_a_menu_of_one_word_a_line() -> None:
    found = page("首页", "机构设置", "党建动态", "通知公告", TITLE, "来源：某某日报")
    assert found.metadata.title == TITLE
    assert len(found.furniture) == 4


@pytest.mark.parametrize(
    ("line", "source", "date", "authors"),
    [
        ("某某党建网 | 2023-08-10 08:50 | 浏览：520次 | 字体：[大 中 小]", "某某党建网", "2023-08-10", ()),
        ("某某报　龙文玉　2021-11-05", "某某报", "2021-11-05", ("龙文玉",)),
        (
            "某某日报　　2022-08-02　　作者：本报记者　张　鑫",
            "某某日报",
            "2022-08-02",
            ("张鑫",),
        ),
        ("某某机关党建 2023-05-06 10:12 发表于湖南", "某某机关党建", "2023-05-06", ()),
        ("2023-02-24　来源：某部机关党委　作者：机关党委　访问量：[ 77 ]", "某部机关党委", "2023-02-24", ()),
        ("某某网 作者：韩爱青 编辑：朱玉霞 2023-10-11 11:20:00", "某某网", "2023-10-11", ("韩爱青",)),
        ("某某日报 记者 魏冯 摄影 何海洋", "某某日报", None, ("魏冯",)),
        ("某某日报讯（记者 贾泓）", "某某日报", None, ("贾泓",)),
        ("来源｜某某日报", "某某日报", None, ()),
        ("某某市直机关工委 王 刚", None, None, ("王刚",)),
        ("本报记者 李红 实习生 王雨", None, None, ("李红", "王雨")),
        ("记者 李红 文/摄", None, None, ("李红",)),
        ("稿源：某某党建网　时间：2022-05-30", "某某党建网", "2022-05-30", ()),
        ("【字号： 大 中 小】 时间：2022-11-03 来源：某某党建网", "某某党建网", "2022-11-03", ()),
        ("作者：吴晓燕（某某市直机关工委副书记）", None, None, ("吴晓燕",)),
        ("陈 志 强", None, None, ("陈志强",)),
        ("张 磊　陈晓东", None, None, ("张磊", "陈晓东")),
        ("2022-03-15王思远 李雪", None, "2022-03-15", ("王思远", "李雪")),
    ],
)
def test_lines_of_facts_in_any_order(
    line: str, source: str | None, date: str | None, authors: tuple[str, ...]
) -> None:
    found = page(TITLE, line)
    meta = found.metadata
    assert (meta.title, meta.source, meta.date, meta.authors) == (TITLE, source, date, authors)
    assert [p.kind for p in found.paragraphs][:2] == ["title", "byline"]


def test_a_sentence_with_a_day_is_no_line_of_facts() -> None:
    found = page(TITLE, "2023年5月6日 全体党员赴一线开展服务活动")
    assert [p.kind for p in found.paragraphs][1] != "byline"


def test_the_clock_of_a_page_gives_way_to_the_day_of_the_article() -> None:
    assert page("2023年5月12日 星期五", TITLE, "2023-05-11 来源：某某日报").metadata.date == "2023-05-11"
    assert page("2023年5月12日 星期五", TITLE).metadata.date == "2023-05-12"


def test_who_signed_below_the_text_is_the_author_and_the_editor_is_not() -> None:
    text = "\n".join([TITLE, BODY, BODY, "（某某日报记者 王煜宇）", "责任编辑：李红"])
    assert collect(text.encode()).metadata.authors == ("王煜宇",)


def test_a_document_is_dated_by_its_signature_above_an_annex() -> None:
    found = collect(
        "\n".join(
            [
                "关于印发《支部建设评价办法》的通知",
                "各单位机关党委：",
                BODY,
                "中共某某省委省直机关工作委员会",
                "2021年5月18日",
                "支部建设评价办法",
                "第一条 " + BODY,
                "第二条 " + BODY,
            ]
        ).encode()
    )
    assert (found.metadata.date, found.metadata.inferred) == ("2021-05-18", ())
    assert [p.kind for p in found.paragraphs][3:5] == ["byline", "byline"]


def test_attachments_below_the_text_are_set_apart() -> None:
    found = collect("\n".join([TITLE, BODY, BODY, "附件：", "支部名单.docx"]).encode())
    assert [item.kind for item in found.furniture] == ["attachment", "attachment"]
    found = collect("\n".join([TITLE, BODY, BODY, "附件：", "支部名单，共三十个支部。"]).encode())
    assert not found.furniture


def test_rows_of_a_table_are_no_headings() -> None:
    found = page(TITLE, BODY, "序号 单位 支部 星级", "1 市财政局 第一支部 五星", "2 市水利局 第二支部 四星")
    assert [p.kind for p in found.paragraphs][2:5] == ["body"] * 3


@pytest.mark.parametrize(
    ("title", "first", "place"),
    [
        ("仙桃市直机关工委创品牌", "全市机关党员参加。", ("湖北", "仙桃", "市")),
        ("石河子市直机关党员下沉一线", "市直机关党员与群众并肩作战。", ("新疆", "石河子", "市")),
        ("昆山市级机关工委创品牌", "全市机关党员踊跃参与。", ("江苏", "苏州", "县")),
        ("河南蒙旗直属机关工委结对共建", "青海省黄南州机关支部参加。", ("青海", "黄南", "县")),
        ("南昌市西湖区机关工委抓支部", "江西省南昌市西湖区全区党员参加。", ("江西", "南昌", "县")),
        ("全省唯一！这个支部获表彰", "湖北省宜昌市直机关召开大会，全市表彰。", ("湖北", "宜昌", "市")),
        ("龙岩市直机关工委一行来赣州交流", "赣州市直机关工委介绍了全市经验。", ("江西", "赣州", "市")),
        ("中央组织部下拨党费支持安徽、广西救灾", "中央组织部下拨安徽、广西党费。", ("中央", None, "中央")),
        ("合力规范沿海城市场所管理", "沿海城市场所要合作市场化。", (None, None, None)),
    ],
)
def test_counties_ranks_and_visitors(
    title: str, first: str, place: tuple[str | None, str | None, str | None]
) -> None:
    meta = page(title, first).metadata
    assert (meta.region, meta.city, meta.level) == place


def test_a_round_up_of_several_places_is_of_none() -> None:
    items = [f"{name}推进支部建设，{name}机关党员走在前。" for name in ("贵州", "湖南", "广东", "浙江")]
    assert page("国内联播快讯", "贵州推进支部建设，贵州机关党员走在前。", *items).metadata.region is None


def test_counties_stand_in_divisions_that_exist() -> None:
    cities = {(place.region, place.short) for place in prefectures()}
    regions = {province.short for province in provinces()}
    assert len(counties()) > 370
    for name, (region, city) in counties().items():
        assert region in regions
        assert city is None or (region, city) in cities, name
    assert not {place.name for place in prefectures()} & {place.name for place in direct_counties()}
    assert city_of("石河子市") == ("新疆", "石河子")


def test_a_bar_cut_from_a_line_with_readings_leaves_no_white_space() -> None:
    line = "2023-05-06 來源：機(jī)關(guān)黨(dǎng)建網(wǎng)　　【字體：大 中 小】"
    body = "機(jī)關(guān)黨(dǎng)員(yuán)參加學習，機(jī)關(guān)黨(dǎng)員(yuán)到社區報到服務群眾。"
    found = collect(f"把支部建在窗口上\n{line}\n{body}".encode())
    assert found.text.split("\n")[1] == "2023-05-06 來源：機關黨建網"


def test_text_that_was_wrapped_before_readings_came_in_is_joined() -> None:
    words = "機關黨員走進社區服務居民認領任務解決難題打通服務群眾最後一公里機關黨員帶頭參加志願服務"
    lines = [words[i : i + 20] for i in (0, 3, 6, 9, 12)]
    marked = [
        line.replace("機", "機(jī)").replace("黨", "黨(dǎng)").replace("務", "務(wù)") for line in lines
    ]
    found = collect(("　　" + "\n".join(marked) + "。\n　　" + "\n".join(marked) + "。\n").encode())
    assert len(found.paragraphs) == 2
