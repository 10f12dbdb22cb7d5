"""What a citation is put together from: the known parts of a document, marked where inferred."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from index.model import Document
from index.quoting.stated import Stated
from index.text.fold import fold

# J journal, N newspaper, R report, EB electronic bulletin (web page), Z other: GB/T 7714, annex on type
# codes.
Type = Literal["J", "N", "R", "EB", "Z"]

DIGEST = "摘编"
# Words of a nameless text that stand for its title; long enough to find it by.
_OPENING = 20
_NEWSPAPER = re.compile(r"(?:日报|晚报|早报|晨报|时报|快报|商报|都市报|导报|周报|报)$")
_JOURNAL = re.compile(r"(?:杂志|学报|月刊|半月刊|双月刊|周刊|季刊|期刊|学刊)$")
_SITE = re.compile(r"(?:网|网站|客户端|公众号|微信|频道|门户)$")
# Not to end on: what asks for more.
_LEFT_OPEN = "，、,“‘「『（(《〈"
_CLAUSE_END = re.compile(r"[。！？!?；;：:\n]")
# What ends an address for whoever reads it in running text or in Markdown; Chinese in it stays readable.
_UNSAFE = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]")
_BRACKETED = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a reference; what is unknown is empty, what was inferred stands in square brackets.

    ``date`` is ISO as precise as it is known, ``issue`` the number of a journal's issue, ``page`` that of a
    newspaper's page, ``number`` an official document's, ``accessed`` the day (ISO) a web page was seen.
    """

    type: Type
    online: bool
    digest: bool
    authors: tuple[str, ...]
    title: str
    subtitle: str
    titled: bool
    title_inferred: bool
    source: str
    date: str
    issue: str
    page: str
    number: str
    accessed: str
    url: str

    @property
    def code(self) -> str:
        """The type and carrier code without its brackets, such as ``N`` or ``EB/OL``."""
        return f"{self.type}/OL" if self.online else self.type


def parts(document: Document, *, opening: str, stated: Stated, accessed: str) -> Parts:
    """The parts of a document's reference. ``opening``: how its text begins, for want of a title.

    An official document is by the organ that issued it, where no other author is known.
    """

    def known(field: str, value: str | None) -> str:
        if not value:
            return ""
        return f"[{value}]" if field in document.inferred else value

    digest = document.kind is not None and DIGEST in document.kind
    title = document.title or _named_by_opening(opening)
    if digest and DIGEST not in fold(title):
        title += f"（{DIGEST}）"
    if document.title:
        title = known("title", title)
    type = _type(document, digest=digest, issue=stated.issue)
    authors = tuple(known("authors", author) for author in document.authors)
    if not authors and stated.number and document.organ:
        authors = (known("organ", document.organ),)
    dated = document.date or (document.posted if type == "EB" else None)
    return Parts(
        type=type,
        online=bool(document.url) or type == "EB",
        digest=digest,
        authors=authors,
        title=title,
        subtitle=known("subtitle", document.subtitle),
        titled=bool(document.title),
        title_inferred="title" in document.inferred,
        source=known("source", document.source),
        date=known("date" if document.date else "posted", dated),
        issue=stated.issue if type == "J" else "",
        page=stated.page if type == "N" else "",
        number=stated.number,
        accessed=accessed,
        url=_address(document.url or ""),
    )


def is_periodical(part: Parts) -> bool:
    """Whether the source is a newspaper or journal, whose name stands in title marks in running text."""
    return part.type in ("J", "N")


def _type(document: Document, *, digest: bool, issue: str) -> Type:
    """The type code of the standard. A digest is a text of its own (Z), whatever it was made from."""
    source = _BRACKETED.sub("", fold(document.source or ""))
    if digest:
        return "Z"
    if _NEWSPAPER.search(source):
        return "N"
    if source and not _SITE.search(source) and (issue or _JOURNAL.search(source)):
        return "J"
    if document.kind and "报告" in document.kind:
        return "R"
    if document.url or _SITE.search(source):
        return "EB"
    return "Z"


def _address(url: str) -> str:
    """``url`` in one piece: what may not stand in an address is escaped as it is there."""
    return _UNSAFE.sub(lambda found: quote(found[0], safe=""), url.strip())


def _named_by_opening(opening: str) -> str:
    """A nameless text by its first words, in ‹ › and called nameless: not to be taken for a title."""
    whole = opening.strip()
    words = _CLAUSE_END.split(whole, maxsplit=1)[0][:_OPENING].rstrip(_LEFT_OPEN)
    if not words:
        return "[无题名]"
    return f"[无题名，首句：‹{words}{'' if words == whole else '……'}›]"
