"""The day of an article where its page shows it apart from the text."""

from __future__ import annotations

import pytest

from index.collect import collect

BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "近日，市直机关工委组织各支部开展主题党日活动，党员干部踊跃参加，现场气氛热烈。",
        "活动要求，各支部要把学习成果转化为推动工作的实际成效，切实为群众办好实事。",
        "下一步，全市机关将继续推动党建和业务融合，不断提高机关党建质量。",
    )
)
TITLE = "市直机关开展主题党日活动"


def _page(above: str, *, head: str = "") -> bytes:
    return (
        f'<html><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body>'
        f'{above}<div class="x1">{BODY}</div></body></html>'
    ).encode()


@pytest.mark.parametrize(
    ("above", "day"),
    [
        pytest.param(
            "<ul><li><b>索 引 号</b><span>11610300/2019-0001</span></li>"
            f"<li><b>生成日期</b><span>2019-09-12</span></li></ul><div>{TITLE}</div>",
            "2019-09-12",
            id="a table of facts without colons",
        ),
        pytest.param(
            "<ul><li><b>成文日期</b><span>2021-05-01</span></li>"
            f"<li><b>发布日期</b><span>2021-05-09</span></li></ul><div>{TITLE}</div>",
            "2021-05-01",
            id="the day a document bears goes before that of the page",
        ),
        pytest.param(
            f'<h1>{TITLE}</h1><p>某网 03-04 08:13</p><time datetime="2022-03-04T08:13:00+08:00"></time>',
            "2022-03-04",
            id="an empty time element",
        ),
        pytest.param(
            "<div><div>2025</div><div><em>01</em>/<em>08</em></div><div>11:47:33</div></div>"
            f"<p><a href=1>首页</a></p><h1>{TITLE}</h1>",
            "2025-01-08",
            id="a clock in pieces above the title",
        ),
        pytest.param(
            f"<div>今天是 2026年11月22日 星期日</div><h1>{TITLE}</h1>", None, id="not the day of the reader"
        ),
        pytest.param(
            "<ul><li><a href=1>某市举办机关运动会的消息</a> 2024-01-02</li>"
            "<li><a href=2>某市召开全市工作会议</a>"
            f" 2024-01-05</li><li><a href=3>某市举办机关培训班</a> 2024-01-07</li></ul><h1>{TITLE}</h1>",
            None,
            id="not one of a list",
        ),
        pytest.param(
            f"<ul><li><b>有效日期</b><span>2030-01-01</span></li></ul><h1>{TITLE}</h1>",
            None,
            id="not the day on which it ends",
        ),
    ],
)
def test_the_day_beside_the_article_is_found(above: str, day: str | None) -> None:
    found = collect(_page(above), path="1.html").metadata
    assert (found.title, found.date) == (TITLE, day)


def test_a_wechat_page_with_other_names_still_says_its_day_and_account() -> None:
    script = (
        f"<script>var ct = \"1609459200\"; var msg_title = '{TITLE}'; "
        'var nickname = htmlDecode("某地机关党建");</script>'
    )
    found = collect(_page(f"<h1>{TITLE}</h1>") + script.encode(), path="1.html").metadata
    assert (found.title, found.date, found.source) == (TITLE, "2021-01-01", "某地机关党建")


def test_the_first_heading_below_the_path_of_a_scraped_page_is_its_title() -> None:
    text = f"[首页](/) > [新闻](/xw) > 正文\n\n## {TITLE}\n\n近日，市直机关工委组织各支部开展了活动。\n"
    assert collect(text.encode(), path="1.md").metadata.title == TITLE


def test_a_heading_below_a_paragraph_is_no_title() -> None:
    text = f"近日，市直机关工委组织各支部开展了活动。\n\n## {TITLE}\n\n各支部都参加了这次活动。\n"
    assert collect(text.encode(), path="1.md").metadata.title is None
