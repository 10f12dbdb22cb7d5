"""Lines of pages by which title, day, source, authors and place are told, each as some site has it."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.model import Collected

BODY = (
    "近日，市直机关工委召开会议，研究部署下半年的工作，各支部书记参加了会议。\n"
    "会议要求，各支部要认真学习，结合实际抓好落实，把各项任务落到实处，干部精神面貌有了明显变化。\n"
)
TITLE = "全市机关党建工作推进会召开"


def _read(text: str) -> Collected:
    return collect(text.encode(), path="1.txt")


@pytest.mark.parametrize(
    ("line", "day", "source"),
    [
        ("发布时间：24年11月21日    信息来源：    编辑：", "2024-11-21", None),
        ("发布时间：21-3-5 来源：某某网", "2021-03-05", "某某网"),
        ("2024年05月31日 星期五  报料热线：5966123", "2024-05-31", None),
        ("Published February 24th, 2025 at 3:15 PM", "2025-02-24", None),
        ("《某某学报》，2017年02期。", "2017-02", "某某学报"),
        ("当前报纸名称：某某日报\n2024-05-06\n星期六", "2024-05-06", "某某日报"),
        ("某某报／ 特派记者李国强／北京报导\n2026-01-08", "2026-01-08", "某某报"),
    ],
    ids=[
        "a year of two digits, and labels without values",
        "short",
        "beside a telephone",
        "in English",
        "an issue as a sentence",
        "an electronic paper",
        "a reporter between strokes",
    ],
)
def test_the_line_below_the_title_says_day_and_source(line: str, day: str, source: str | None) -> None:
    found = _read(f"{TITLE}\n{line}\n{BODY}").metadata
    assert (found.title, found.date, found.source) == (TITLE, day, source)


def test_the_papers_of_a_house_and_the_turning_of_pages_are_no_title() -> None:
    head = (
        "某地日报报业集团旗下媒体: 某地日报 |南方都市报 |某地网 |某地晚报 返回首页\n"
        "2024年05月31日 星期五  报料热线:5966123\n"
        "当前版: 006版 上一版 下一版 上一期 下一期\n上一篇    下一篇\n"
    )
    found = _read(f"{head}{TITLE}\n□ 李国强\n{BODY}")
    assert (found.metadata.title, found.metadata.date) == (TITLE, "2024-05-31")
    assert not any(word in found.text for word in ("旗下媒体", "热线", "上一版"))


def test_the_facts_of_a_database_are_about_the_text() -> None:
    facts = ("知识类型: 析出资源", "唯一号: 0202200202", f"颗粒名称: {TITLE}", "页数: 7", "页码: 56-62")
    head = "\n".join(("某某委员会党组", "", *facts, "", ""))
    found = _read(head + BODY)
    assert found.metadata.title == TITLE
    assert {p.kind for p in found.paragraphs if "页" in found.text[p.start : p.end][:2]} == {"byline"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"{BODY}活动在各县区同时开展。(某某日报 记者李国强\n编辑：王敏", ("李国强",)),
        (f"{BODY}\n李国强 报道", ("李国强",)),
        (f"{BODY}\n（机关党委 李国强供稿）", ("李国强",)),
        (f"某某集团消息（李国强）{BODY}", ("李国强",)),
        (f"本报讯 记者李国强 实习生王建国报道：3月21日，市里召开会议。\n{BODY}", ("李国强", "王建国")),
        (f"{TITLE}\n某省人民检察院检察长李国强\n{BODY}", ("李国强",)),
        (f"{TITLE}\n【作者简介】李国强，某校教授；王建国，某校讲师。\n{BODY}", ("李国强", "王建国")),
        (f"{TITLE}\n■记者 李国强 插画 王建国\n{BODY}", ("李国强",)),
        (f"{BODY}\n精彩报道", ()),
    ],
    ids=[
        "a bracket that is lost",
        "who reported",
        "who sent it in",
        "behind the word for news",
        "without brackets",
        "behind an office",
        "as the paper introduces them",
        "not who drew",
        "no name",
    ],
)
def test_authors_are_told_by_what_stands_around_them(text: str, names: tuple[str, ...]) -> None:
    assert _read(text).metadata.authors == names


def test_a_source_in_brackets_before_the_first_words() -> None:
    assert _read(f"「本文来源：某某日报」{BODY}").metadata.source == "某某日报"


def test_a_label_written_downwards_begins_what_the_account_recommends() -> None:
    found = _read(f"{TITLE}\n{BODY}往\n期\n推\n荐\n某某组工\n微信：abcdef\n期待您的参与\n")
    assert "期待" not in found.text
    assert "某某组工" not in found.text
    assert found.text.endswith("明显变化。")


def test_what_stands_between_the_editor_and_the_notice_of_rights_is_the_page_s() -> None:
    foot = (
        "【编辑：王敏】\n海外看某地·图文\n"
        "本网站所刊载信息，不代表本社和本网观点。 刊用本网站稿件，务经书面授权。\n"
        "未经授权禁止转载、摘编、复制及建立镜像，违者将依法追究法律责任。\n"
        "[网上传播视听节目许可证(0106168)] [京ICP证040655号]\n制作：某社某地分社  技术支持：0991-8557237\n"
    )
    found = _read(f"{TITLE}\n{BODY.rstrip()}（李国强 王建国）\n{foot}")
    assert found.text.rstrip().endswith("【编辑：王敏】")
    assert found.metadata.authors == ("李国强", "王建国")


@pytest.mark.parametrize(
    ("first", "city"),
    [
        ("3月3日，长沙市召开机关党建工作推进会，总结去年工作。", "长沙"),
        ("3月3日，长沙召开全市机关党建工作推进会，总结去年工作。", "长沙"),
        ("3月3日，全国机关党建研讨会在长沙市召开，代表们作了交流。", None),
    ],
    ids=["who calls a meeting", "who calls one of its own", "where one was held"],
)
def test_who_calls_a_meeting_is_whose_it_is(first: str, city: str | None) -> None:
    assert _read(f"工作推进会召开\n2022-03-04\n{first}\n{BODY}").metadata.city == city


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("海港区东环路街道以在职党员报到为抓手，壮大社区工作力量，提升服务质量。", "河北"),
        ("澳门特区第六任行政长官与主要官员12月1日上午在政府总部集体亮相，并谈到与香港的合作。", "澳门"),
        ("中共政治局召开会议，决定设立一个委员会，由总书记任主任。", "中央"),
        (
            "□李国强\n（北京师范大学马克思主义学院，北京 100875）\n党的建设总体布局升级为五位一体。",
            None,
        ),
        (
            "近日，教育部公布了首批名单。我院党委入选全国标杆院系。\n我院师生受到鼓舞，纷纷表示要再接再厉。",
            None,
        ),
        ("近年来，有关方面强调中央和国家机关要带头走好第一方阵，市直机关工委认真学习，取得新成效。", None),
        ("九三学社中央办公厅调研组8月9日来渝调研，九三学社重庆市委会和重庆市江北区工委作了汇报。", "重庆"),
        (
            "省直机关工委举办闽山闽水物华新艺术党课，闽山闽水间的党员干部踊跃参加，省直各单位认真落实。",
            "福建",
        ),
    ],
    ids=[
        "a street",
        "the head of a region",
        "the bureau",
        "where an author teaches",
        "what the centre gives us",
        "what was said to the centre's bodies",
        "guests from the centre",
        "a land by its waters",
    ],
)
def test_who_acts_tells_the_place(text: str, region: str | None) -> None:
    assert _read(f"{text}\n会议要求，各支部要认真学习，结合实际抓好落实。").metadata.region == region


@pytest.mark.parametrize(("city", "region"), [("武汉", "湖北"), ("深圳", "广东"), ("沈阳", "辽宁")])
def test_a_district_at_the_head_of_a_line_is_of_the_city_named_elsewhere(city: str, region: str) -> None:
    district = {"武汉": "江岸区", "深圳": "南山区", "沈阳": "和平区"}[city]
    found = _read(
        f"{district}：党建引领聚合力\n{city}市直机关工委 2023-03-04\n"
        f"近年来，{district}推动机关党组织与社区结对共建。全市现场会在{district}召开，推广{district}经验。\n"
        f"{district}机关党员到社区报到，认领微心愿八百余个。\n"
    ).metadata
    assert (found.region, found.city, found.level) == (region, city, "县")


def test_a_scene_is_no_title() -> None:
    assert _read(f"某市委新闻发布会现场\n某某网记者 李国强 王建国\n{BODY}").metadata.title is None


def test_a_stated_day_in_front_of_the_first_words_is_a_line_of_its_own() -> None:
    found = _read(f"date 2025-12-31 12月31日上午，{BODY}")
    assert (found.metadata.date, found.text[:6]) == ("2025-12-31", "date 2")
    assert next(p.kind for p in found.paragraphs) == "byline"


def test_the_name_of_a_department_s_column_is_no_title() -> None:
    assert _read(f"领导班子建设\n\n{TITLE}\n\n发布者：李国强\n{BODY}").metadata.title == TITLE


def test_a_training_course_of_a_year_is_told_in_that_year() -> None:
    first = "10月13日-15日，由某省协会主办，某某大学牵头的2016年党支部书记培训在某地举行，代表参加。"
    assert _read(f"{first}\n{BODY}").metadata.date == "2016-10"


def test_the_place_that_instructions_were_given_to() -> None:
    told = "全市机关坚持以习近平总书记视察天津重要讲话精神为遵循，认真贯彻总书记视察天津重要讲话精神。"
    assert _read(f"以高质量党建促发展\n{told}\n{BODY}").metadata.region == "天津"


def test_a_school_that_was_visited_is_followed_everywhere() -> None:
    told = "各支部认真学习贯彻习近平总书记考察北京大学时的重要讲话精神，开展了讨论。"
    assert _read(f"支部开展学习讨论\n{told}\n{BODY}").metadata.region is None
