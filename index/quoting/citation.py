"""Citations: GB/T 7714—2025 and —2015 (numeric), running text, Markdown.

The forms follow the standard's examples for journals, newspapers, reports, web pages and other texts. Since
2025 the marks between the parts are full-width but for the full stop and the square brackets (its section 7);
2015 has them half-width. What is unknown is left out and what was inferred stands in square brackets; nothing
is made up. The day of access that the standard wants for web pages, and that of 2015 for whatever is online,
is not known to a library: it is there when the user says it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.errors import N_, UsageError
from index.model import Citation, Document
from index.quoting.parts import Parts, is_periodical, parts
from index.quoting.stated import Stated

UNKNOWN_STYLE = N_("There is no citation style {style}; the styles are {styles}.")

EDITIONS = ("gb2025", "gb2015")
"""The styles that are editions of the standard; the first is the one in force."""
DIGEST_FROM = "摘编自"
_MOST_AUTHORS = 3  # the standard names three, and then 等
_SINGLE = str.maketrans("《》", "〈〉")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks between the parts of a reference in one edition of the standard."""

    comma: str
    colon: str
    open: str
    close: str
    accessed: tuple[str, ...] | None
    """The types of online texts that have the day of access; ``None``: all."""


_2025 = _Marks("，", "：", "（", "）", accessed=("EB", "Z"))
_2015 = _Marks(", ", ": ", "(", ")", accessed=None)


def cite(
    document: Document,
    text: str,
    style: str = "gb2025",
    *,
    opening: str = "",
    stated: Stated = Stated(),  # noqa: B008 (frozen)
    accessed: str = "",
) -> Citation:
    """The quotation ``text`` of a document with its source.

    ``style``: gb2025, gb2015, plain, markdown. ``citation`` is for running text, in brackets; ``reference``
    for the list at the end, without its number. ``opening`` names a document that has no title, ``stated``
    is what the text says of itself, ``accessed`` the day (ISO) on which it was seen online. Errors:
    ``UsageError`` for an unknown style.
    """
    make = _STYLES.get(style)
    if make is None:
        raise UsageError(UNKNOWN_STYLE, style=style, styles=" ".join(_STYLES))
    citation, reference = make(parts(document, opening=opening, stated=stated, accessed=accessed))
    return Citation(text, citation, reference)


def _numeric(marks: _Marks) -> Callable[[Parts], tuple[str, str]]:
    return lambda part: (_in_text(part), _reference(part, marks))


def _reference(part: Parts, marks: _Marks) -> str:
    """One entry of the reference list: 主要责任者. 题名：其他题名信息[N]. 出处，日期（期）. URL."""
    # A number stands behind the title, as a report's does.
    title = marks.colon.join(filter(None, (part.title, part.subtitle, part.number)))
    pieces = [
        _names(part.authors, marks.comma, f"{marks.comma}等"),
        f"{title}[{part.code}]",
        _published(part, marks),
        part.url,
    ]
    return ". ".join(piece for piece in pieces if piece) + "."


def _published(part: Parts, marks: _Marks) -> str:
    source = f"{DIGEST_FROM}{part.source}" if part.digest and part.source else part.source
    seen = part.online and (marks.accessed is None or part.type in marks.accessed)
    accessed = f"[{part.accessed}]" if part.accessed and seen else ""
    if part.type == "EB":
        return source + (f"{marks.open}{part.date}{marks.close}" if part.date else "") + accessed
    date = part.date
    if part.issue:
        date = f"{_year(part.date)}{marks.open}{part.issue}{marks.close}"
    elif part.page and date:
        date += f"{marks.open}{part.page}{marks.close}"
    return marks.comma.join(filter(None, (source, date))) + accessed


def _names(authors: tuple[str, ...], comma: str, others: str) -> str:
    names = comma.join(authors[:_MOST_AUTHORS])
    return names + others if len(authors) > _MOST_AUTHORS else names


def _year(date: str) -> str:
    """The year of an ISO date, bracketed as the date is."""
    return f"[{date[1:5]}]" if date.startswith("[") else date[:4]


def _in_text(part: Parts) -> str:
    return f"（{_running(part)}）"


def _running(part: Parts) -> str:
    """As official prose cites: 作者：《题名》，《报纸》2022年10月3日."""
    title = part.title
    if part.titled:
        # Title marks inside title marks are single ones (GB/T 15834).
        title = title.translate(_SINGLE)
        title = f"[《{title[1:-1]}》]" if part.title_inferred else f"《{title}》"
    if part.subtitle:
        title += f"——{part.subtitle}"
    if part.number:
        title += f"（{part.number}）"
    names = _names(part.authors, "、", "等")
    source = part.source
    if source and is_periodical(part):
        source = f"[《{source[1:-1]}》]" if source.startswith("[") else f"《{source}》"
    if source and part.digest:
        source = DIGEST_FROM + source
    date = _spoken(part)
    published = source + date if is_periodical(part) else "，".join(filter(None, (source, date)))
    return (f"{names}：" if names else "") + "，".join(filter(None, (title, published)))


def _spoken(part: Parts) -> str:
    """A date in words: 2022年10月3日, 2021年第10期; brackets stay."""
    if part.issue:
        return f"{_year(part.date)}年第{part.issue}期"
    inner = part.date.strip("[]")
    words = "".join(
        f"{int(number)}{unit}" for number, unit in zip(inner.split("-"), "年月日", strict=False) if number
    )
    words = f"[{words}]" if part.date.startswith("[") else words
    return words + (f"第{part.page}版" if part.page and words else "")


def _plain(part: Parts) -> tuple[str, str]:
    return _in_text(part), _running(part) + "。"


def _markdown(part: Parts) -> tuple[str, str]:
    reference = _reference(part, _2025)
    if part.url:
        bare = reference.removesuffix(f"{part.url}.")
        return _escaped(_in_text(part)), f"{_escaped(bare)}<{part.url}>."
    return _escaped(_in_text(part)), _escaped(reference)


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


_STYLES: dict[str, Callable[[Parts], tuple[str, str]]] = {
    "gb2025": _numeric(_2025),
    "gb2015": _numeric(_2015),
    "plain": _plain,
    "markdown": _markdown,
}
STYLES = tuple(_STYLES)
