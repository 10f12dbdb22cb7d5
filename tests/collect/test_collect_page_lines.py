"""Lines about a text as sites, journals and papers write them, and what is neither title nor date of it."""

# A text stands on its line.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from index.collect import collect
from index.collect.lines import ends_sentence
from index.collect.metadata.mentions import mentions
from index.model import Collected
from index.text.fold import fold

BODY = (
    "午后，社区广场上搭起了服务台，党员们量血压、修雨伞、讲政策，居民排起了长队。",
    "活动结束时，支部把没有办完的事逐条记下，约好下周答复，大家都说这样的活动要多办。",
)
TITLE = "把服务台搭到家门口"


def page(*lines: str) -> Collected:
    return collect("\n".join(lines).encode())


@pytest.mark.parametrize("day", ["18.10.2021", "18.10.2021 10:21", "来源：某某日报 18.10.2021"])
def test_a_day_may_come_before_its_month(day: str) -> None:
    assert page(TITLE, day, *BODY).metadata.date == "2021-10-18"


def test_three_numbers_with_dots_are_no_day_unless_they_can_be_one() -> None:
    assert page(TITLE, "版本：31.31.2021", *BODY).metadata.date is None


def test_an_account_below_the_title_needs_no_word_for_media() -> None:
    collected = page(TITLE, "海城先锋林 2023-06-28", *BODY)
    assert (collected.metadata.title, collected.metadata.date) == (TITLE, "2023-06-28")


def test_a_title_with_a_day_behind_it_is_no_account() -> None:
    assert page("支部会议通知 2023-06-28", *BODY).metadata.title == "支部会议通知 2023-06-28"


def test_a_journal_may_have_an_edition_in_its_name() -> None:
    meta = page(TITLE, "2016-11-25 13:17王小九", "海城学报（哲学社会科学版） 2016年8期", *BODY).metadata
    assert (meta.date, meta.posted, meta.source) == ("2016-08", "2016-11-25", "海城学报（哲学社会科学版）")


def test_labels_of_a_table_of_laws_are_no_title() -> None:
    meta = page(
        "发文机关某某省人民法院", "发文日期2017年11月01日", "时效性现行有效", "施行日期2018年3月01日", *BODY
    ).metadata
    assert (meta.title, meta.date) == (None, "2017-11-01")


def test_the_day_a_rule_comes_into_force_is_not_its_date() -> None:
    assert page(TITLE, "施行日期：2018年3月1日", *BODY).metadata.date is None


def test_a_sentence_with_a_citation_behind_it_is_a_sentence() -> None:
    assert ends_sentence("一类靠组织安排，一类靠邻里相约。[1]63-71")
    assert ends_sentence("一类靠组织安排，一类靠邻里相约。①")
    assert not ends_sentence("服务的两类[1]")
    assert not ends_sentence("服务的两类 63-71")


def test_a_call_to_follow_an_account_is_no_title() -> None:
    assert page("官方公众号", *BODY).metadata.title is None


@pytest.mark.parametrize(
    "above",
    [
        ["中心智库 数据检索 在线投稿 设为首页 加入收藏", "TOP"],
        ["共产党员网 先锋文汇先锋印记·难忘瞬间"],
        ["00022版：今日海城"],
    ],
)
def test_menus_columns_and_pages_above_a_title_are_not_the_title(above: list[str]) -> None:
    assert page(*above, TITLE, "来源：某某日报 2021-05-06", *BODY).metadata.title == TITLE


def test_the_byline_of_a_page_may_count_comments() -> None:
    line = "2019-03-14 18:04:08 来源：《海城研究》2018年第6期 作者：王小九 【 】 浏览：0次 评论：0"
    meta = page("一个社区的服务台——以海边小区为例", line, "", "一、问题的提出", *BODY).metadata
    assert (meta.title, meta.subtitle) == ("一个社区的服务台", "以海边小区为例")
    assert (meta.source, meta.posted, meta.authors) == ("海城研究", "2019-03-14", ("王小九",))


@pytest.mark.parametrize("what", ["召开庆祝建党101周年暨“七一”表彰大会", "开展送服务进社区活动"])
def test_a_title_may_say_who_on_one_line_and_what_on_the_next(what: str) -> None:
    assert page("海城市第三人民医院", what, *BODY).metadata.title == f"海城市第三人民医院{what}"


def test_what_an_organ_did_in_a_sentence_below_its_name_is_text() -> None:
    collected = page(TITLE, *BODY, "海城市文化中心", "开展送服务进社区活动，居民说好。", *BODY)
    assert "海城市文化中心\n开展送服务" in collected.text


def test_what_a_paper_says_again_below_the_text_gives_its_day() -> None:
    below = f"某某日报 今日海城 00022 {TITLE} 2021-04-30 某某日报2021-04-3000010 2 2021年04月30日 星期五"
    meta = page(TITLE, *BODY, below).metadata
    assert (meta.title, meta.date) == (TITLE, "2021-04-30")


def test_a_speech_that_is_cited_does_not_date_a_text() -> None:
    cited = "习近平总书记在庆祝中国共产党成立100周年大会上的讲话指出，要服务群众。"
    assert page(TITLE, cited, *BODY).metadata.date is None
    held = "为庆祝中国共产党成立100周年，社区搭起服务台。"
    assert page(TITLE, held, *BODY).metadata.date == "2021"


def test_a_source_ends_before_the_size_of_letters() -> None:
    line = "发布时间：2020-07-17 08:59访问次数：来源： 海城市税务局字体：[ 大 ][ 中 ][ 小 ]打印本页正文下载"
    collected = page(TITLE, line, *BODY)
    assert collected.metadata.source == "海城市税务局"
    assert "打印本页" not in collected.text


def test_who_put_it_out_is_the_source_where_nothing_else_is() -> None:
    assert page(TITLE, "发布单位：海城市文化馆", "2020-07-17", *BODY).metadata.source == "海城市文化馆"
    lines = ("来源：海城晚报", "发布单位：海城市文化馆")
    assert page(TITLE, *lines, *BODY).metadata.source == "海城晚报"


def test_bylines_below_the_text_count_above_a_notice_of_the_site() -> None:
    below = (
        "来源：红网",
        "作者：王小九 李小明",
        "编辑：某某",
        "本文为海城频道原创文章，转载请附上原文出处链接和本声明。",
    )
    collected = page(TITLE, *BODY, *below)
    assert collected.metadata.source == "红网"
    assert collected.metadata.authors == ("王小九", "李小明")
    assert "转载请" not in collected.text


def test_authors_stand_in_the_order_of_their_own_line() -> None:
    meta = page(TITLE, "2018-11-20 06:29于小博", "某某研究 2018年2期", "童小辉 于小博", *BODY).metadata
    assert meta.authors == ("童小辉", "于小博")


SAID = "大家认真讨论，结合实际抓好落实，干部精神面貌有了明显变化，群众满意度不断提高。"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # the journal of a university is made in a place, and is not about it
        ((TITLE, "四川警察学院学报 2020年5期", SAID), (None, None)),
        ((TITLE, "深圳社会科学 2018年2期", SAID), (None, None)),
        # who acts in a later sentence of the first paragraph
        (("机关事务部门是政务运行的底盘。近年来，湖南省机关事务管理局认真学习，延续优良传统。", SAID), ("湖南", None)),
        # where it was held is meant after all, where it is spoken of as 该县
        (("1月20日，记者在旺苍县召开的述职评议会上看到，来自该县东河镇的书记接受提问。旺苍县就此持续开展评议。", SAID), ("四川", "广元")),
        (("黑龙江垦区伴随着时代发展而成长，形成了国有农场群。", SAID), ("黑龙江", None)),
    ],
)  # fmt: skip
def test_places(lines: tuple[str, ...], expected: tuple[str | None, str | None]) -> None:
    meta = page(*lines).metadata
    assert (meta.region, meta.city) == expected


def test_a_conjunction_before_a_word_is_no_county() -> None:
    assert not mentions(fold("县总工会《关于评选的请示》和县妇联《关于表彰的请示》"))
    assert mentions(fold("和县:社区搭起服务台"))


def test_the_only_county_of_a_text_gives_its_level_from_a_later_paragraph() -> None:
    told = "今年以来九原区以条例为纲，把服务台搭到家门口。"
    assert page(TITLE, BODY[0], told, "九原区辖四个街道。", *BODY).metadata.level == "县"
    elsewhere = "包头市把服务台搭到家门口，"
    assert (
        page(TITLE, BODY[0], told, elsewhere + "包头市直机关和全市支部都来学。", *BODY).metadata.level == "市"
    )


def test_the_title_of_a_company_all_know_gives_its_level() -> None:
    meta = page("国网庆阳供电公司红桥（庆阳南岸）共产党员服务队", *BODY).metadata
    assert (meta.region, meta.city, meta.level) == ("甘肃", "庆阳", "单位")


@pytest.mark.parametrize(
    "above",
    [
        ["欢迎进入中共海城市委党校！"],
        ["学校报名咨询热线电话 咨询热线 15600001111"],
        ["马上注册，结交更多好友，享用更多功能", "您需要 登录 才可以下载或查看，没有账号？注册"],
        ["本篇文章303字，读完约1分钟"],
        [
            "第A2版：要闻 上一版3  4下一版",
            "标题导航",
            "dlrb",
            "2021年05月06日 星期四",
            "下一篇 4 放大 缩小 默认",
        ],
        [
            "通知公告",
            "- 海城区年度优秀毕业生储备计划招录公告",
            "- 海城区教育系统岗位人员名单…",
            "- 关于巡察集中整改进…",
        ],
        ["首页 热点 直播 热图 科技 快消 小镇 专题 联盟"],
    ],
)
@pytest.mark.parametrize("title", [TITLE, "把服务台搭到家门口，老街坊都说好！"])
def test_what_forums_papers_and_lists_print_above_a_title_is_not_the_title(
    above: list[str], title: str
) -> None:
    assert page(*above, title, "来源：海城日报 2021-05-06", *BODY).metadata.title == title


def test_the_frame_of_a_paper_does_not_hide_who_wrote_it() -> None:
    frame = ("第A2版：要闻 上一版3  4下一版", "dlrb", "2016年06月28日 星期二", "下一篇 4 放大 缩小 默认")
    meta = page(*frame, TITLE, "———老街坊的新支部", "本报记者 黄 合", "通讯员  王小九", *BODY).metadata
    assert (meta.title, meta.subtitle, meta.date) == (TITLE, "老街坊的新支部", "2016-06-28")
    assert meta.authors == ("黄合", "王小九")


def test_a_section_of_a_site_is_no_title() -> None:
    assert page("通知公告", "发布时间：2020-04-30", *BODY).metadata.title is None


def test_a_wire_on_its_line_is_no_subtitle() -> None:
    wire = "新华社北京6月11日电 题：党徽，在征程上——老街坊群像"
    meta = page(
        TITLE, "2016年06月12日 08:33:10  来源：新华社", wire, "新华社记者华小雨、黄小希", *BODY
    ).metadata
    assert (meta.subtitle, meta.authors, meta.region) == (None, ("华小雨", "黄小希"), None)


@pytest.mark.parametrize(
    ("line", "source", "day"),
    [
        ("时间：2021-12-10来源 ： 中国网作者 ： 佚名", "中国网", "2021-12-10"),
        ("浏览次数：2326作者： 海城县政法委   发布时间：2015-12-04", None, "2015-12-04"),
        ("发布时间：2020-04-30 点击数： 次信息来源：今日海城", "今日海城", "2020-04-30"),
    ],
)
def test_labels_that_stick_to_the_value_before_them(line: str, source: str | None, day: str) -> None:
    meta = page(TITLE, line, *BODY).metadata
    assert (meta.title, meta.source, meta.date) == (TITLE, source, day)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("澎湃新闻记者 冯小飞", "澎湃新闻"),
        ("海城网记者 冯小飞", "海城网"),
        ("（文章转载自《海城日报》6月23日C21版）", "海城日报"),
    ],
)
def test_sources_without_a_label_of_their_own(line: str, source: str) -> None:
    assert page(TITLE, line, *BODY).metadata.source == source


def test_who_wrote_it_may_be_named_behind_a_bar() -> None:
    assert page(TITLE, "撰文 | 董小鑫 余小晖", *BODY).metadata.authors == ("董小鑫", "余小晖")


def test_a_text_that_begins_with_where_a_village_lies_is_of_there() -> None:
    meta = page("走进名村", "沙洲村位于瑞金市西北城郊，毗邻市区。", *BODY).metadata
    assert (meta.region, meta.city) == ("江西", "赣州")


@pytest.mark.parametrize(
    "above",
    [
        ["• 新闻发布", "• 学校要闻"],
        ["学校官网 化工学院 搜索"],
        ["您现在所在的位置：首页"],
    ],
)
def test_what_schools_and_offices_print_above_a_title_is_not_the_title(above: list[str]) -> None:
    assert page(*above, TITLE, "来源：海城日报 2021-05-06", *BODY).metadata.title == TITLE


def test_the_heading_of_a_first_section_is_no_title() -> None:
    assert page("创新激发活力——", *BODY).metadata.title is None


def test_where_an_author_works_is_no_title() -> None:
    assert page("◎王小高，周华小", "海城大学 马克思主义学院，海城510632", *BODY).metadata.title is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("20-07-29 17:27 来源：海城网-海城日报 编辑：沈小刚", "2020-07-29"),
        ("前一版 2023年07月27日", "2023-07-27"),
    ],
)
def test_days_of_pages(line: str, day: str) -> None:
    meta = page(TITLE, line, *BODY).metadata
    assert (meta.title, meta.subtitle, meta.date) == (TITLE, None, day)


def test_the_source_may_stand_in_brackets_behind_the_last_sentence() -> None:
    assert page(TITLE, *BODY, BODY[0] + "（来源海城市委组织部）").metadata.source == "海城市委组织部"


def test_a_county_city_named_once_is_not_the_level_of_its_prefecture() -> None:
    told = "州委党校的教师说起蒙自市的社区，州直机关工委说要多办，州直机关的党员都报到。"
    meta = page("州直机关把服务台搭到家门口", "来源：红河州直机关工委", BODY[0], told, *BODY).metadata
    assert (meta.region, meta.city, meta.level) == ("云南", "红河", "市")


def test_a_county_in_the_first_sentence_is_not_the_level_of_a_province() -> None:
    told = "贵阳市南明区的居民竖起大拇指。全省上下抓好落实，省委把任务分到全省各级。"
    assert page(told, "近年来，贵州在全省建设教学点，省直机关和全省党员都来学。").metadata.level == "省"
