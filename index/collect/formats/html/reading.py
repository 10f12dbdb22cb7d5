"""Html files to source texts: the article of the page as lines, all else on it told as furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, takewhile
from statistics import median

from index.collect.decode import Decoded, decode
from index.collect.formats.html.article import Sight, container, look
from index.collect.formats.html.clues import clues, facts
from index.collect.formats.html.days import days
from index.collect.formats.html.headline import page_titles, split_title, title_of
from index.collect.formats.html.marks import Mark, marks
from index.collect.formats.html.page import Node, Page, TextLine, shown
from index.collect.formats.html.parsing import parse
from index.collect.formats.html.saved import declared, is_archive, page_of, without_nuls
from index.collect.formats.html.scripts import texts
from index.collect.formats.source_text import Clue, SourceText
from index.collect.page_notices import is_notice
from index.errors import N_, ImportFailure
from index.model import ParagraphKind
from index.text.fold import fold

NO_ARTICLE = N_(
    "The page holds no article, only menus, links or a notice: open it in a browser, and save it when its"
    " text is shown."
)
IN_A_FRAME = N_(
    "The page shows its text in a frame, which is a page of its own: open that in the browser and save it."
)
SAVED_AS = N_("the address that the archive names")
_FEW = 60
_LITTLE = 100
_SCRAP, _LINES, _WIDEST = 14, 8, 60
_ENDS = "。！？；：…”）)"
_HEAD = 8
# A line so long that has so many ends of sentences at the line ends of its file was several paragraphs.
_UNBROKEN, _ENDED_LINES = 300, 3
_ENDED = re.compile("[。！？：；…”][\0\\s]*[\r\n]")
_FRAME = re.compile(r"<i?frame\s[^<>]{0,400}\bsrc\s*=", re.I)
# What sites show instead of an article.
_NOTICE = re.compile(
    r"页面(?:不存在|走丢|找不到|已被?删除|无法访问)|404 ?not ?found|403 ?forbidden"
    r"|(?:访问|查看)的(?:页面|内容|文章).{0,8}(?:不存在|已.{0,3}删除|找不到)"
    r"|请(?:先)?(?:开启|启用|打开).{0,6}javascript|enable javascript|安全验证|请输入验证码"
    r"|访问(?:过于)?频繁|(?:此|该)内容(?:因违规|已被发布者|已被).{0,10}(?:无法查看|删除|屏蔽)"
    r"|链接已过期|环境异常|正在(?:跳转|加载)",
    re.I,
)


def read(data: bytes, _path: str | None) -> SourceText:
    """An html page. Errors: ``ImportFailure`` where it holds no article or is too large or deep."""
    return from_markup(decode(without_nuls(data), declared(data)))


def read_archive(data: bytes, _path: str | None) -> SourceText:
    """A page in an MHTML or webarchive file. Errors: as ``read``, or where the archive holds no page."""
    page, charset, address = page_of(data) if is_archive(data) else (data, None, None)
    stated = (Clue("url", address, 0.9, SAVED_AS),) if address and address.startswith("http") else ()
    return from_markup(decode(without_nuls(page), charset or declared(page)), stated)


def from_markup(decoded: Decoded, stated: tuple[Clue, ...] = ()) -> SourceText:
    """The source text of a page whose markup is decoded; ``stated`` is what was said of it elsewhere."""
    page = _with_lines(parse(decoded.text), decoded.text)
    called = [page.title, *(value for name, value in page.metas if name in ("articletitle", "og:title"))]
    titles = page_titles(called)
    sight, body = _article(page)
    said: Iterator[Clue] = iter(())
    if body is None:
        found = _all(sight, framed=_FRAME.search(decoded.text) is not None)
    else:
        title = title_of(sight, body, titles)
        found = marks(sight, body, title)
        said = chain(facts(sight, body, title), days(sight, body, title))
    told = tuple(dict.fromkeys((*stated, *clues(page, split_title(page.title)), *said)))
    return _source(found, decoded.encoding, told)


def _with_lines(page: Page, markup: str) -> Page:
    """A page that has lost all that breaks its text into lines, read with the line ends of its file."""
    longest = max(page.lines, key=lambda line: line.size, default=None)
    if longest is None or longest.kept_white or longest.size < _UNBROKEN:
        return page
    ends = _ENDED.findall(longest.raw)
    if len(ends) < _ENDED_LINES or longest.size * 2 < sum(line.size for line in page.lines):
        return page
    return parse(markup, lines=True)


def _article(page: Page) -> tuple[Sight, Node | None]:
    """What the page shows, or else what it holds back for its scripts to show."""
    sight = look(page)
    body = container(sight)
    if body is not None and sight.gain(body) >= _LITTLE:
        return sight, body
    best = sight.gain(body) if body is not None else 0.0
    for other in _held_back(page):
        found = container(other)
        if found is not None and other.gain(found) > max(_LITTLE, 2 * best):
            sight, body, best = other, found, other.gain(found)
    return sight, body


def _held_back(page: Page) -> Iterator[Sight]:
    """The page with its hidden parts, and each text that its scripts and form fields hold."""
    yield look(page, hidden=True)
    yield look(page, linked=True)
    head = [seen.line for seen in look(page).lines if not (seen.hidden or seen.role or seen.links)]
    for text in texts(page):
        yield look(_under_title(head, parse(text)))


def _under_title(head: list[TextLine], inner: Page) -> Page:
    """A page's text with what the page shows above it (its title, its source) before it."""
    root = inner.nodes[0]
    shown_above = takewhile(lambda line: not is_notice(fold(line.text)), head)
    above = [replace(line, node=root) for line in islice(shown_above, _HEAD)]
    for node in inner.nodes[1:]:
        node.start += len(above)
        node.end += len(above)
    inner.lines[:0] = above
    return inner


def _all(sight: Sight, *, framed: bool) -> list[Mark]:
    """A page with hardly any prose: all that is neither link nor named as furniture. ``framed``: it has
    frames, in which the text may be.
    """
    found = [Mark(seen, gaps=True) for seen in sight.lines if not seen.hidden]
    for mark in found:
        if mark.seen.role is not None or mark.seen.links:
            mark.furniture = mark.seen.role or "page"
        elif is_notice(mark.seen.key):
            mark.furniture = "copyright"
    kept = [mark.seen for mark in found if mark.furniture is None]
    if not any(seen.prose for seen in kept) and sum(seen.line.size for seen in kept) < _FEW:
        raise ImportFailure(IN_A_FRAME if framed else NO_ARTICLE)
    return found


def _source(found: list[Mark], encoding: str, stated: tuple[Clue, ...]) -> SourceText:
    lines: list[str] = []
    kinds: dict[int, ParagraphKind] = {}
    furniture: dict[int, str] = {}
    kept = [mark for mark in found if mark.furniture is None]
    short = sum(mark.seen.line.size for mark in kept)
    if short < 200 and any(_NOTICE.search(mark.seen.key) for mark in kept):
        raise ImportFailure(NO_ARTICLE)
    for mark in found:
        line = mark.seen.line
        text = line.text if line.kept_white else shown(line.raw, gaps=mark.gaps)
        if mark.text is not None:
            text = mark.text
        if mark.kind is not None and mark.furniture is None:
            kinds[len(lines)] = mark.kind
        if mark.furniture is not None:
            furniture[len(lines)] = mark.furniture
        lines.append(text)
    return SourceText(
        "\n".join(lines),
        encoding,
        kinds,
        furniture,
        stated,
        whole_paragraphs=not _is_wrapped(kept),
    )


def _is_wrapped(kept: Sequence[Mark]) -> bool:
    """Whether the lines of a text may be those of a page of paper, pasted with its line ends.

    They end with ``<br>``, or most of them go on in the next and none is long; ``joins`` then looks at their
    widths.
    """
    prose = [mark.seen for mark in kept if mark.seen.prose]
    if sum(seen.line.broken for seen in prose) * 2 > len(prose):
        return True
    text = [mark.seen for mark in kept if mark.kind is None and mark.seen.line.node.tag != "tr"]
    sizes = [seen.line.size for seen in text if seen.line.size >= _SCRAP]
    open_ended = sum(seen.line.size >= _SCRAP and seen.clean[-1] not in _ENDS for seen in text)
    return len(sizes) >= _LINES and open_ended * 2 > len(sizes) and median(sizes) <= _WIDEST
