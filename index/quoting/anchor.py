"""An anchor: what ties a quotation in a draft to its passage, written as one HTML comment.

Markdown tools pass over such a comment, and whatever is done to the draft around it, it says by itself which
passage was quoted:
``<!-- dangjian-tui: document=3 span=120:160 sha256=0123456789abcdef stored=… file=… library=… before=… -->``.
``sha256`` is of the quoted text; ``stored`` and ``file`` are of the document's text and of the bytes that it
was imported from, so that it is known in another library too; ``before`` and ``after`` (left out above) are
the characters around the passage. All but the first three may be missing: earlier versions did not write
them. Digests are the first 16 digits of the SHA-256 (of a text in UTF-8).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import unquote

from index.model import Span, StoredText

DIGITS = 16
CONTEXT = 16
"""Characters of context kept on each side: official prose repeats shorter ones."""
LONGEST = 4000
"""Characters of the longest comment that is looked at; one of ours has fewer than 600."""

COMMENT = re.compile(rf"<!--\s*dangjian-tui:((?:(?!-->|<!--).){{0,{LONGEST}}})-->", re.DOTALL)
BROKEN = re.compile(r"<!--[ \t]*dangjian-tui:(?:[ \t]*[a-z0-9]+=[^\s<>]*)*[ \t]*-?-?>?")
"""Where one begins, as far as it goes if its end is gone: what follows is the user's own."""
_FIELD = re.compile(r"([a-z0-9]+)=(\S*)")
_PLACE = re.compile(r"([0-9]{1,15}):([0-9]{1,15})")
_NUMBER = re.compile(r"[0-9]{1,15}")
_DIGEST = re.compile(rf"[0-9a-f]{{{DIGITS}}}")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quotation's passage: ``start`` and ``end`` are offsets into the text of ``document`` as it was then.

    ``sha256`` is the digest of the quoted text. What is not known is empty: ``stored`` (digest of the whole
    text), ``file`` (digest of the document's bytes), ``library`` (its uid), ``before`` and ``after`` (the
    characters around the passage).
    """

    document: int
    start: int
    end: int
    sha256: str
    stored: str = ""
    file: str = ""
    library: str = ""
    before: str = ""
    after: str = ""

    @property
    def span(self) -> Span:
        """The place of the passage when it was quoted."""
        return Span(self.start, self.end)

    def quotes(self, text: str) -> bool:
        """Whether ``text`` is, character for character, what was quoted."""
        return digest(text) == self.sha256

    def comment(self) -> str:
        """The anchor as an HTML comment in one line."""
        fields = {"document": self.document, "span": f"{self.start}:{self.end}", "sha256": self.sha256}
        known = {"stored": self.stored, "file": self.file, "library": self.library}
        around = {"before": _escaped(self.before), "after": _escaped(self.after)}
        written = [f"{name}={value}" for name, value in (fields | known | around).items() if value != ""]
        return f"<!-- dangjian-tui: {' '.join(written)} -->"


def digest(text: str) -> str:
    """The digest of a text, as anchors keep it."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def anchor_of(stored: StoredText, span: Span, *, file: str = "", library: str = "") -> Anchor:
    """The anchor of the passage ``span``; ``file`` is the SHA-256 (hex) of the bytes the text is from."""
    text = stored.text
    return Anchor(
        document=stored.document.id,
        start=span.start,
        end=span.end,
        sha256=digest(text[span.start : span.end]),
        stored=digest(text),
        file=file[:DIGITS],
        library=library,
        before=text[max(span.start - CONTEXT, 0) : span.start],
        after=text[span.end : span.end + CONTEXT],
    )


def read(content: str) -> Anchor | None:
    """The anchor that stands in a comment behind ``dangjian-tui:``; ``None`` when it is none any more.

    Unknown fields are passed over, so that drafts of later versions can be read.
    """
    fields = dict(_FIELD.findall(content))
    place = _PLACE.fullmatch(fields.get("span", ""))
    number, text = fields.get("document", ""), fields.get("sha256", "")
    if place is None or not _NUMBER.fullmatch(number) or not _DIGEST.fullmatch(text):
        return None
    start, end = int(place[1]), int(place[2])
    if not start < end:
        return None
    digests = {name: fields[name] for name in ("stored", "file") if _DIGEST.fullmatch(fields.get(name, ""))}
    return Anchor(
        document=int(number),
        start=start,
        end=end,
        sha256=text,
        library=fields.get("library", ""),
        before=unquote(fields.get("before", ""), errors="surrogatepass"),
        after=unquote(fields.get("after", ""), errors="surrogatepass"),
        **digests,
    )


def _escaped(text: str) -> str:
    """``text`` without blanks and without what could end the comment; Chinese stays readable."""
    return "".join(
        character
        if character.isalnum() or (character.isprintable() and ord(character) > 0x7F)
        else "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
        for character in text
    )
