"""Sentences of a paragraph, for citing and for SENT."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.model import Paragraph, Span
from index.text.fold import fold

# A run of sentence ends, and the quotation marks and brackets closed behind it, which stay with the sentence.
_END = re.compile(r"[。｡！？!?…⋯]+[”’」』》〉\"'）)］\]】〕﹂﹄〞〟＂＇]*")
_QUOTES = frozenset("”’」』\"'﹂﹄〞〟＂＇")
# What follows a sentence's middle: commas, closing brackets, particles that take a quotation as their object.
_GOES_ON = frozenset("，、；：,;:)）］]】〕》〉—─的等地")
# “…。”他强调，… : somebody says what was quoted, before the next punctuation mark. Compared with the fold.
_SPEAKER = re.compile(
    r"[^。!?,、;:“”「」…\s]{0,12}(?:说|指出|强调|表示|写|问|坦言|介绍|认为|感慨|感叹|回忆)道?[,。:!]"
)
# “…？”“…？” : further quotations right behind the first.
_QUOTATIONS = re.compile(r"(?:“[^“”]*”|「[^「」]*」)+")


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of ``text[start:end]``, in order, without the white space between them.

    A sentence ends at 。！？!?… or a run of them, with the quotation marks and brackets closed there. It goes
    on after a closing 》 or bracket in the middle, where a comma, a dash, 的 or 等 follows, where ``他说，``
    follows a quotation, and where ``?`` or ``!`` stands inside Latin text (addresses). The ASCII full stop
    ends nothing. What has no end mark is a sentence all the same.
    """
    found: list[Span] = []
    at = start
    for match in _END.finditer(text, start, end):
        if not _goes_on(text, match, end):
            _add(found, text, at, match.end())
            at = match.end()
    _add(found, text, at, end)
    return found


def sentence_at(text: str, paragraphs: Sequence[Paragraph], start: int, end: int) -> Span:
    """The smallest run of whole sentences that covers ``start:end``, inside the paragraph of ``start``.

    Outside of all paragraphs, and in white space between sentences, it is the given span itself.
    """
    for paragraph in paragraphs:
        if paragraph.start <= start < paragraph.end:
            covering = [
                span
                for span in sentences(text, paragraph.start, paragraph.end)
                if span.start < max(end, start + 1) and span.end > start
            ]
            if covering:
                return Span(covering[0].start, covering[-1].end)
    return Span(start, end)


def _goes_on(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the sentence goes on after the end mark of ``match``."""
    following = text[match.end() : end].lstrip()
    if not following:
        return False
    last = match[0][-1]
    if last in "》〉" or following[0] in _GOES_ON:
        return True
    if match[0] in ("?", "!") and following[0].isascii() and following[0].isalnum():
        return True
    if last not in _QUOTES:
        return False
    more = _QUOTATIONS.match(following)
    if more and following[more.end() : more.end() + 1] in _GOES_ON:
        return True
    return _SPEAKER.match(fold(following[:20])) is not None


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    """Add ``start:end`` without outer white space, if anything is left."""
    sentence = text[start:end]
    start += len(sentence) - len(sentence.lstrip())
    end -= len(sentence) - len(sentence.rstrip())
    if start < end:
        found.append(Span(start, end))
