"""Html pages: the article of a page is its text, all else on it is furniture, and its head is heard."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.collect.formats import open_source
from index.model import Collected

BODY = [
    "本周，机关党支部组织党员到社区开展志愿服务，清理楼道，看望老人，受到居民欢迎。",
    "支部书记说，下一步还要把服务清单做细，把群众的事办到心坎上，让大家都满意。",
    "社区居民表示，党员来了以后，楼道亮了，路也平了，心里暖了，希望常来。",
]
TITLE = "党旗飘在居民楼道口"
PARAGRAPHS = "".join(f"<p>　　{paragraph}</p>" for paragraph in BODY)
HEAD = f"<h1>{TITLE}</h1><div class=info>2022-03-04 来源：某某日报</div>"


def page(body: str, head: str = "") -> Collected:
    return collect(f"<html><head>{head}</head><body>{body}</body></html>".encode(), path="a.html")


def kinds(collected: Collected) -> list[tuple[str, str]]:
    return [(p.kind, collected.text[p.start : p.end]) for p in collected.paragraphs]


def furniture(collected: Collected) -> dict[str, str]:
    return {item.text: item.kind for item in collected.furniture}


ARTICLE = [("title", TITLE), ("byline", "2022-03-04 来源：某某日报"), *(("body", text) for text in BODY)]


def test_a_page_is_its_title_its_line_of_facts_and_its_text() -> None:
    found = page(
        "<div class='nav'><a href='/'>首页</a><a href='/a'>要闻</a></div>"
        f"<div class=main><h1>{TITLE}</h1><div class=info><span>2022-03-04</span><span>来源：某某日报</span>"
        f"</div><div class='nr'>{PARAGRAPHS}</div></div><div class='footer'>版权所有 某某网</div>"
    )
    assert kinds(found) == ARTICLE
    assert furniture(found) == {"首页 要闻": "menu", "版权所有 某某网": "copyright"}
    assert (found.metadata.source, found.metadata.date) == ("某某日报", "2022-03-04")


@pytest.mark.parametrize(
    "text",
    [
        "<br>".join(f"&nbsp;&nbsp;{paragraph}" for paragraph in BODY),
        "<br/><br/>".join(BODY),
        "".join(f"<div><div><span>{paragraph}</span></div></div>" for paragraph in BODY),
        "".join(f"<section><section><p>{p[:9]}<b>{p[9:]}</b></p></section></section>" for p in BODY),
        "<p>" + "<p>".join(BODY),
        "<table><tr><td>" + "</td></tr><tr><td>".join(BODY) + "</td></tr></table>",
        "".join(f"<p style='display:block'>{p[:8]}<i style='display:none'>扰</i>{p[8:]}</p>" for p in BODY),
        "<pre>" + "\n".join(BODY) + "</pre>",
        "".join(
            f"<P CLASS=MsoNormal><SPAN\nlang=EN-US>{p[:7]}\n  {p[7:]}<o:p></o:p></SPAN></P>" for p in BODY
        ),
    ],
)
def test_paragraphs_in_all_the_ways_that_pages_have_them(text: str) -> None:
    assert kinds(page(f"{HEAD}<div class=zz>{text}</div>")) == ARTICLE


def test_scripts_styles_comments_and_hidden_parts_are_not_shown() -> None:
    found = page(
        f"{HEAD}<style>.a{{color:red}}</style><div>{PARAGRAPHS}"
        "<script>var a='<p>脚本里的话，不是正文。</p>'</script>"
        "<!-- <p>注释里的话，不是正文。</p> --><noscript>请启用脚本</noscript>"
        "<div style='display:none'>藏起来的话，不是正文。</div><p hidden>藏起来的话，也不是。</p>"
        "<template><p>模板里的话，不是正文。</p></template><select><option>省内网站</select></div>"
    )
    assert kinds(found) == ARTICLE
    assert not found.furniture


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        (
            "<div class='related'><h3>相关阅读</h3><ul><li><a href=x>别的文章标题一二三</a></ul></div>",
            "related",
        ),
        ("<div class='bdsharebuttonbox'><a href=#>微信</a><a href=#>微博</a></div>", "share"),
        ("<div class='zdfy'><a href=1>【1】</a><a href=2>【2】</a></div>", "pages"),
        ("<nav><a href=1>首页</a><a href=2>要闻</a></nav>", "menu"),
        ("<footer><p>主办：某某省直机关工委，欢迎各级党组织投稿。</p></footer>", "copyright"),
        ("<div id=comments><p>写得真好，我们支部也要学习借鉴，真抓实干！</p></div>", "comments"),
        ("<aside><p>本站公告：欢迎踊跃投稿，来稿请注明单位和姓名，文责自负。</p></aside>", "sidebar"),
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_blocks_that_are_named_as_furniture_are_set_apart(block: str, kind: str, inside: bool) -> None:
    body = f"<div class=c>{PARAGRAPHS}{block}</div>" if inside else f"<div class=c>{PARAGRAPHS}</div>{block}"
    found = page(HEAD + body)
    assert kinds(found) == ARTICLE
    assert set(furniture(found).values()) == {kind}


def test_a_block_without_a_size_of_its_own_is_shown_and_a_piece_of_a_line_is_not() -> None:
    noise = "<span style='font-size:0'>扰</span>"
    found = page(
        f"<div style='font-size : 0px ;'>{HEAD}<div>{PARAGRAPHS.replace('党', noise + '党')}</div></div>"
    )
    assert kinds(found) == ARTICLE


def test_a_name_is_not_believed_where_it_holds_the_text() -> None:
    found = page(f"{HEAD}<div class='content-share footer'>{PARAGRAPHS}</div>")
    assert kinds(found) == ARTICLE


def thread(count: int, name: str = "x") -> str:
    talk = "机关党建确实需要这样的做法，希望能推广到全省各地，让更多的群众受益，给基层减负。"
    return "".join(
        f"<div class={name}><b>网友{i}</b><i>2021-12-0{i % 9 + 1} 10:2{i % 9}</i>"
        f"<p>{talk}{i}</p><a>回复</a></div>"
        for i in range(count)
    )


def test_a_thread_of_comments_longer_than_the_text_is_not_the_text() -> None:
    found = page(f"{HEAD}<div>{PARAGRAPHS}</div><div>{thread(30)}</div>")
    assert kinds(found) == ARTICLE
    assert set(furniture(found).values()) == {"comments"}


def test_excerpts_of_other_articles_longer_than_the_text_are_not_the_text() -> None:
    item = (
        "<div class=i><h3><a href=x>别的文章的标题{0}</a></h3><p>{1}{0}……</p><span>2021-11-0{0}</span></div>"
    )
    excerpts = "".join(
        item.format(i, "某某省直机关召开会议，传达学习上级精神，部署下一阶段工作，") for i in range(1, 9)
    )
    found = page(f"{HEAD}<div>{PARAGRAPHS}</div><div>{excerpts}</div>")
    assert kinds(found) == ARTICLE


def test_the_same_article_twice_for_two_kinds_of_screen_is_one() -> None:
    one = f"<div class=pc>{HEAD}<div>{PARAGRAPHS}</div></div>"
    assert kinds(page(one + one.replace("pc", "wap"))) == ARTICLE


def test_a_text_in_several_parts_is_whole() -> None:
    parts = "".join(f"<div class=b><p>{text}</p></div><div><img src=x></div>" for text in BODY)
    assert kinds(page(f"{HEAD}<div class=m>{parts}</div>")) == ARTICLE
    twice = "".join(f"<div class=TRS_Editor><p>{text}</p></div>" for text in BODY)
    assert kinds(page(f"{HEAD}<div class=m>{twice}</div>")) == ARTICLE


@pytest.mark.parametrize(
    "caption",
    [
        "<figcaption>志愿服务现场</figcaption>",
        "<p class=tuzhu>志愿服务现场</p>",
        "<p align=center>志愿服务现场</p>",
    ],
)
def test_what_stands_under_a_picture_is_a_caption(caption: str) -> None:
    found = page(f"{HEAD}<div><p>{BODY[0]}</p><p><img src=x></p>{caption}<p>{BODY[1]}</p></div>")
    assert ("caption", "志愿服务现场") in kinds(found)


def test_headings_are_what_the_page_says_they_are() -> None:
    found = page(
        f"{HEAD}<div><p>{BODY[0]}</p><h3>把服务做细</h3><p>{BODY[1]}</p><h3>把路铺平</h3><p>{BODY[2]}</p></div>"
    )
    assert [text for kind, text in kinds(found) if kind == "heading"] == ["把服务做细", "把路铺平"]


def test_lines_of_a_subtitle_stand_above_and_below_the_title() -> None:
    heads = f"<div><h3>某某机关党委推行一线工作法</h3><h2>{TITLE}</h2><h3>居民说心里暖了</h3></div>"
    found = page(
        f"<h1 class=logo>某某机关党建网</h1>{heads}<p>2022-03-04 来源：某某日报</p><div>{PARAGRAPHS}</div>"
    )
    assert [kind for kind, _ in kinds(found)][:4] == ["subtitle", "title", "subtitle", "byline"]
    assert found.metadata.title == TITLE


def test_who_edited_the_text_is_kept_as_a_note_below_it() -> None:
    found = page(
        f"{HEAD}<div>{PARAGRAPHS}</div><div class=bds>分享到：</div><div class=ed>责任编辑：李红</div>"
    )
    assert kinds(found) == [*ARTICLE, ("note", "责任编辑：李红")]


def test_a_table_has_a_line_for_each_row() -> None:
    rows = [("单位", "支部", "星级"), ("市财政局", "第一支部", "五星"), ("市水利局", "第二支部", "四星")]
    table = "".join(f"<tr>{''.join(f'<td><p>{cell}</p></td>' for cell in row)}</tr>" for row in rows)
    found = page(f"{HEAD}<div>{PARAGRAPHS}<table>{table}</table></div>")
    assert kinds(found)[-3:] == [("body", "\u3000".join(row)) for row in rows]


def test_text_wrapped_at_a_width_is_joined_and_whole_paragraphs_are_not() -> None:
    long = "各支部认真组织学习并结合实际抓好落实，" * 6 + "干部精神面貌有了变化。"
    broken = "<br>".join(long[i : i + 30] for i in range(0, len(long), 30))
    found = page(f"{HEAD}<div>　　{broken}<br>　　{broken}</div>")
    assert [text for kind, text in kinds(found) if kind == "body"] == [long, long]
    lines = [f"　　{long}"[i : i + 30] for i in range(0, len(long) + 2, 30)] * 3
    found = page(HEAD + "<div>" + "".join(f"<p>{line}</p>" for line in lines) + "</div>")
    assert [text for kind, text in kinds(found) if kind == "body"] == [long] * 3
    short = "".join(f"<p>{i}号窗口为群众办事，件件有着落</p>" for i in range(1, 9))
    assert len(page(f"{HEAD}<div>{PARAGRAPHS}{short}</div>").paragraphs) == len(ARTICLE) + 8


def test_links_to_other_articles_at_the_end_of_the_text_are_set_apart_and_attachments_are_not() -> None:
    links = "<p><a href=1>别的文章的标题一</a></p><p><a href=2>别的文章的标题二</a></p>"
    assert kinds(page(f"{HEAD}<div>{PARAGRAPHS}{links}</div>")) == ARTICLE
    files = "<p><a href=1.doc>附件1：先进党支部名单</a></p><p><a href=2.doc>附件2：申报表</a></p>"
    assert len(kinds(page(f"{HEAD}<div>{PARAGRAPHS}{files}</div>"))) == len(ARTICLE) + 2


def test_the_parts_of_a_line_of_facts_do_not_run_together() -> None:
    info = "<span>2022-03-04</span><span>来源：<a href=x>某某日报</a></span><em>作者：李红</em>"
    found = page(f"<h1>{TITLE}</h1><div class=x>{info}</div><div>{PARAGRAPHS}</div>")
    assert kinds(found)[1] == ("byline", "2022-03-04 来源：某某日报 作者：李红")
    assert found.metadata.source == "某某日报"


def test_a_title_that_the_page_breaks_over_lines_is_one() -> None:
    for heading in (
        f"<h1>{TITLE[:4]}<br>{TITLE[4:]}</h1>",
        f"<div class=bt>{TITLE[:4]}<br/>\n{TITLE[4:]}</div>",
    ):
        found = page(f"{heading}<p>2022-03-04 来源：某某日报</p><div>{PARAGRAPHS}</div>")
        assert kinds(found) == ARTICLE


def test_a_page_without_any_structure_has_its_menu_above_and_its_links_below() -> None:
    menu = "<a href=/>某某机关党建网</a> <a href=/a>要闻</a> <a href=/b>党建</a><br>"
    below = "<p>责任编辑：李红</p><p><a href=1>别的文章的标题一</a></p><p>版权所有 某某网</p>"
    found = page(f"{menu}<h1>{TITLE}</h1><p>2022-03-04 来源：某某日报</p>{PARAGRAPHS}{below}")
    assert kinds(found) == [*ARTICLE, ("note", "责任编辑：李红")]


@pytest.mark.parametrize(
    "heading",
    [
        "<p align=center><b>中共某某省委<br>\n关于印发支部<br>建设办法的通知</b><br>（2022年3月1日印发）</p>",
        "<p align=center>中共某某省委</p><p>关于印发支部</p><p>建设办法的通知</p><p>（2022年3月1日印发）</p>",
    ],
)
def test_a_title_on_several_lines_of_the_text_is_what_the_page_calls_itself(heading: str) -> None:
    title = "中共某某省委关于印发支部建设办法的通知"
    found = page(f"<div id=zoom>{heading}{PARAGRAPHS}</div>", f"<title>{title}_某某党建网</title>")
    assert kinds(found)[0] == ("title", title)
    assert found.metadata.title == title
    assert [text for kind, text in kinds(found) if kind == "body"] == BODY


def test_what_follows_the_end_of_the_page_is_read_on() -> None:
    assert (
        kinds(page(f"<div class=nav><a>首页</a></div></body></html>{HEAD}<div>{PARAGRAPHS}</div>")) == ARTICLE
    )


def test_a_link_that_is_never_closed_does_not_make_links_of_the_text() -> None:
    found = page(f"<a href=/top>{HEAD}<div><p>{'</p><p>'.join(BODY)}</p></div>")
    assert [text for kind, text in kinds(found) if kind == "body"] == BODY


def test_readings_above_characters_are_shown_in_brackets() -> None:
    plain, marked = "<ruby>党<rt>dǎng</rt></ruby>", "<ruby>党<rp>(</rp><rt>dǎng</rt><rp>)</rp></ruby>"
    for ruby in (plain, marked):
        markup = f"<html><body>{HEAD}<div>{PARAGRAPHS}<p>{ruby}旗在一线飘扬。</p></div></body></html>"
        assert "党(dǎng)旗在一线飘扬。" in open_source(markup.encode(), "a.html").text
