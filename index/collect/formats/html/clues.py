"""What a page states of its article beside the text: meta tags, JSON-LD, the page's title, its address.

Scores say how far such a statement can be trusted: facts that a content system writes for its own search and
for the supervision of government sites (``ArticleTitle``, ``PubDate``, ``ContentSource``) are right nearly
always; what is made for social networks and search engines less so; a date in an address is the day the page
was put there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

from index.collect.formats.html.article import Sight, first_prose
from index.collect.formats.html.headline import site_in
from index.collect.formats.html.names import fact
from index.collect.formats.html.page import Node, Page
from index.collect.formats.source_text import Clue
from index.errors import N_

_CHINA = timezone(timedelta(hours=8))
META = N_("the head of the page states it")
LINKED_DATA = N_("the page states it for search engines")
PAGE_TITLE = N_("the name of the page, without the site's")
ADDRESS = N_("the address of the page")
EDITION = N_("the page of a paper states its day")
NAMED = N_("an element of the page is named so")
SCRIPTED = N_("a script of the page states it")
WECHAT = N_("the account states it in the page")

# Name of a meta tag: field, score.
_METAS: dict[str, tuple[str, float]] = {
    "articletitle": ("title", 0.95),
    "og:title": ("title", 0.8),
    "twitter:title": ("title", 0.75),
    "headline": ("title", 0.8),
    "dc.title": ("title", 0.75),
    "citation_title": ("title", 0.95),
    "pubdate": ("date", 0.85),
    "publishdate": ("date", 0.85),
    "publish_date": ("date", 0.85),
    "publishtime": ("date", 0.85),
    "publish_time": ("date", 0.85),
    "pub_date": ("date", 0.85),
    "article:published_time": ("date", 0.85),
    "og:article:published_time": ("date", 0.85),
    "og:release_date": ("date", 0.85),
    "og:time": ("date", 0.8),
    "firstpublishedtime": ("date", 0.85),
    "datepublished": ("date", 0.85),
    "dc.date": ("date", 0.7),
    "dc.date.issued": ("date", 0.8),
    "citation_publication_date": ("date", 0.9),
    "citation_date": ("date", 0.85),
    "citation_online_date": ("posted", 0.7),
    "bytedance:published_time": ("date", 0.8),
    "weibo:article:create_at": ("date", 0.8),
    "contentsource": ("source", 0.85),
    "source": ("source", 0.75),
    "mediaid": ("source", 0.6),
    "article:source": ("source", 0.75),
    "citation_journal_title": ("source", 0.95),
    "author": ("authors", 0.3),
    "article:author": ("authors", 0.5),
    "og:article:author": ("authors", 0.5),
    "citation_author": ("authors", 0.9),
    "url": ("url", 0.8),
    "og:url": ("url", 0.85),
    "sitename": ("site", 0.9),
    "og:site_name": ("site", 0.8),
    "application-name": ("site", 0.6),
}
_URL_DAY = re.compile(
    r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})(?:[-/_]?(?P<m>[01][0-9])[-/_]?(?P<d>[0-3][0-9])|/(?P<m1>[1-9])/(?P<d1>[1-9]|[12][0-9]|3[01]))(?![0-9])"
)
# In lower case; what each cannot do without is looked for first, because that is quicker by far.
_SCRIPT_DAY = re.compile(
    r"""\b(?:pub_?(?:lish)?_?(?:time|date)|datepublished)["']?\s*:\s*["']((?:19|20)[0-9]{2}[-/年.][0-9]{1,2}[-/月.][0-9]{1,2})"""
)
_SCRIPT_SOURCE = re.compile(
    r"""\b(?:media|source_?name|media_?name)["']?\s*:\s*["']([\u3400-\u9fff][^"'\n<>{}]{1,28})["']"""
)
_LABEL = re.compile(
    r"(?:(?:信息|文章|稿件)?来源(?:于)?|稿源|作者|记者|发[布表](?:时间|日期)?|时间|日期|发布于)?\s*[:：]?\s*(.*)",
    re.S,
)
_ABOVE = 6
# What electronic papers print above a page: 2022年04月19日 星期二 … 第A03版.
_EDITION = re.compile(
    r"(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日\s*(?:星期.)?.{0,24}第?\s*[a-z]?[0-9]{1,3}\s*版"
    r"|第?\s*[a-z]?[0-9]{1,3}\s*版.{0,24}(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日"
)
_EDITION_LINE = 80
_SAVED_FROM = re.compile(r"saved from url=\([0-9]+\)\s*(https?://\S+)|^\s*(https?://\S+)\s*$")
_FOUNDER = re.compile(r"<founder-(date|title|author)>\s*([^<]{2,120}?)\s*</founder-", re.I)
_WECHAT_CLOCK = re.compile(
    r"""\b(?:var\s+)?(?:ct|oriCreateTime|createTimestamp)\s*[=:]\s*['"](1[0-9]{9})['"]"""
)
_WECHAT_DAY = re.compile(r"""\bcreateTime\s*[=:]\s*['"]([0-9]{4}-[0-9]{2}-[0-9]{2})""")
_WECHAT_NAME = re.compile(
    r"""\b(?:var\s+)?(?:nickname|nick_name)\s*[=:]\s*(?:htmlDecode\()?['"]([^'"\n]{1,40})['"]"""
)
_WECHAT_TITLE = re.compile(r"""\bvar\s+msg_title\s*=\s*(?:htmlDecode\()?'([^'\n]{2,160})'""")


def clues(page: Page, titles: list[str]) -> tuple[Clue, ...]:
    """All that the page states. ``titles``: the parts of its title that may be the article's, best first."""
    found = [*_metas(page), *_linked_data(page), *_comments(page), *_wechat(page), *_scripted(page)]
    found += [Clue("title", title, 0.6, PAGE_TITLE) for title in titles[:1]]
    if (site := site_in(page.title)) is not None:
        found.append(Clue("site", site, 0.5, PAGE_TITLE))
    if page.canonical.startswith(("http://", "https://")):
        found.append(Clue("url", page.canonical, 0.9, META))
    addresses = [clue.value for clue in found if clue.field == "url"]
    for address in dict.fromkeys(addresses):
        if day := day_of(address):
            found.append(Clue("date", day, 0.5, ADDRESS))
            break
    return tuple(dict.fromkeys(found))


def facts(sight: Sight, body: Node, title: range | None) -> Iterator[Clue]:
    """What elements between the title and the text, or right above it, say by their names that they are.

    Their text may have no label: ``<span class="source">某某日报</span>``.
    """
    first = body.start - _ABOVE if title is None else title[-1]
    last = first_prose(sight, body)
    said: set[str] = set()
    for seen in sight.lines[: body.start]:
        if not seen.hidden and len(seen.key) <= _EDITION_LINE and _EDITION.search(seen.key):
            yield Clue("date", seen.clean, 0.65, EDITION)
            break
    for node in sight.page.nodes:
        if not max(first, 0) <= node.start < node.end <= last or node.end - node.start > 1:
            continue
        field = fact(node.names) if node.names else None
        if field is None or field in said or sight.roles[node.index] is not None:
            continue
        text = node.text or sight.lines[node.start].clean
        found = _LABEL.match(text.strip())
        value = found[1].strip() if found else ""
        if not 2 <= len(value) <= 40 or value.isdigit():
            continue
        if field == "date" and not re.search(r"(?:19|20)[0-9]{2}", value):
            continue
        if field != "date" and re.search(r"[0-9]{4}|[:：]", value):
            continue
        said.add(field)
        yield Clue(field, value, 0.7, NAMED)


def day_of(address: str) -> str | None:
    """The day that the path of an address names (…/2019-12/10/c_1.htm, …/t20220304_1.html), ISO."""
    path = address.split("?")[0].split("//")[-1].partition("/")[2]
    for match in _URL_DAY.finditer(path):
        try:
            day = datetime(
                int(match["y"]), int(match["m"] or match["m1"]), int(match["d"] or match["d1"]), tzinfo=UTC
            )
        except ValueError:
            continue
        if 1994 <= day.year <= 2099:
            return day.date().isoformat()
    return None


def _metas(page: Page) -> Iterator[Clue]:
    for name, content in page.metas:
        known = _METAS.get(name)
        if known is None:
            continue
        field, score = known
        if field == "url" and not content.startswith(("http://", "https://")):
            continue
        if field == "authors" and (content.isdigit() or "@" in content):
            continue
        if field == "source":
            content = re.sub(r"^\s*(?:来源|稿源)\s*[:：]\s*", "", content)
        if field == "date" and not re.search(r"(?:19|20)[0-9]{2}", content):
            continue
        if content:
            yield Clue(field, content[:400], score, META)


def _linked_data(page: Page) -> Iterator[Clue]:
    for kind, text in page.scripts:
        if "ld+json" not in kind:
            continue
        for item in _items(text):
            for name, field, score in (
                ("headline", "title", 0.85),
                ("title", "title", 0.8),
                ("datePublished", "date", 0.85),
                ("pubDate", "date", 0.8),
                ("author", "authors", 0.6),
                ("publisher", "site", 0.7),
                ("url", "url", 0.7),
            ):
                for value in _strings(item.get(name)):
                    yield Clue(field, value[:400], score, LINKED_DATA)


def _items(text: str) -> Iterator[dict[str, object]]:
    try:
        data = json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return
    items = data if isinstance(data, list) else [data]
    for item in items[:20]:
        if isinstance(item, dict):
            graph = item.get("@graph")
            yield from (
                part
                for part in (graph[:20] if isinstance(graph, list) else [item])
                if isinstance(part, dict)
                and str(part.get("@type", "Article")).endswith(("Article", "Posting", "Report"))
            )


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, dict):
        yield from _strings(value.get("name"))
    elif isinstance(value, list):
        for part in value[:10]:
            yield from _strings(part)


def _comments(page: Page) -> Iterator[Clue]:
    for number, text in enumerate(page.comments):
        if number < 3 and (found := _SAVED_FROM.search(text)):
            yield Clue("url", found[1] or found[2], 0.8, META)
        for name, value in _FOUNDER.findall(text) if "founder-" in text.lower() else ():
            field = {"date": "date", "title": "title", "author": "authors"}[name.lower()]
            yield Clue(field, value, 0.9, META)


def _scripted(page: Page) -> Iterator[Clue]:
    """The day and source that scripts are given for showing them, where all of them agree."""
    scripts = [text.lower() for _, text in page.scripts if "pub" in text or "edia" in text or "ource" in text]
    for field, pattern, word in (("date", _SCRIPT_DAY, "pub"), ("source", _SCRIPT_SOURCE, "")):
        values = {value for text in scripts if word in text for value in pattern.findall(text)}
        if len(values) == 1:
            yield Clue(field, values.pop(), 0.6, SCRIPTED)


def _wechat(page: Page) -> Iterator[Clue]:
    """WeChat fills in the day and the account by script: they stand in the script alone."""
    if not any(node.names[:1] == ("js_content",) for node in page.nodes) and not any(
        "msg_title" in text and "nickname" in text for _, text in page.scripts
    ):
        return
    for _, text in page.scripts:
        if day := _WECHAT_DAY.search(text):
            yield Clue("date", day[1], 0.9, WECHAT)
        elif clock := _WECHAT_CLOCK.search(text):
            moment = datetime.fromtimestamp(int(clock[1]), _CHINA)
            yield Clue("date", moment.date().isoformat(), 0.9, WECHAT)
        if name := _WECHAT_NAME.search(text):
            yield Clue("source", name[1], 0.8, WECHAT)
        if title := _WECHAT_TITLE.search(text):
            yield Clue("title", title[1], 0.9, WECHAT)
