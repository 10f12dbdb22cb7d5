"""Sentences of a paragraph, for citing and for SENT."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.model import Paragraph, Span
from index.text.fold import fold

# A run of sentence ends, and the quotation marks and brackets closed behind it, which stay with the sentence.
ENDS = "。｡！？!?…⋯"
CLOSERS = "”’」』》〉\"'）)］]】〕﹂﹄〞〟＂＇"
END = re.compile(f"[{ENDS}]+[{re.escape(CLOSERS)}]*")
# Closing marks with the ones that open them.
_QUOTES = {
    "”": "“„",
    "’": "‘",
    "」": "「",
    "』": "『",
    "﹂": "﹁",
    "﹄": "﹃",
    '"': '"',
    "'": "'",
    "＂": "＂",
    "＇": "＇",
}
_QUOTES |= {"〞": "〝", "〟": "〝"}
_BRACKETS = {"）": "（(", ")": "（(", "］": "［[", "]": "［[", "】": "【", "〕": "〔"}
# No sentence begins with these.
INNER = frozenset("，、；：,;:)）］]】〕》〉")
# Nor, behind a quotation or an ellipsis, with a dash, 的 or 等, unless it is 的确, 等到, 等待 …
_ON = re.compile(r"[—─]|的(?!确)|等(?![到待候着级同])")
# Characters behind an end mark that may tell; paragraphs can be as long as a document.
LOOK_AHEAD = 200
# “…。”他强调，… : somebody says what was quoted, before the next punctuation mark. Compared with the fold.
_SPEAKER = re.compile(
    r"[^。!?,、;:“”「」…\s]{0,12}(?:说|指出|强调|表示|写|问|坦言|介绍|认为|感慨|感叹|回忆)道?[,。:!]"
)
# “…？”“…？” : further quotations right behind the first.
_QUOTATIONS = re.compile(r"(?:“[^“”]*”|「[^「」]*」)+")


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of ``text[start:end]``, in order, without the white space between them.

    A sentence ends at 。！？!?… or a run of them, with the quotation marks and brackets closed there, and
    goes on where the end mark is not its own: in a title 《…？》 or in brackets that it holds; before a comma
    or the like; in a quotation before 的, 等, a dash or ``他说，``; in “…？” or “…！” used as a noun
    (开展“我是谁？”讨论); and where ``?`` or ``!`` stands in Latin text (addresses). The ASCII full stop ends
    nothing. What has no end mark is a sentence all the same.
    """
    return list(map(Span, *bounds(text, start, end)))


def bounds(text: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """Where the ``sentences`` begin and where they end."""
    starts: list[int] = []
    ends: list[int] = []
    at = start
    for cut in _cuts(text, start, end):
        first, last = at, cut
        if text[first].isspace() or text[last - 1].isspace():
            sentence = text[first:last]
            first += len(sentence) - len(sentence.lstrip())
            last -= len(sentence) - len(sentence.rstrip())
        if first < last:
            starts.append(first)
            ends.append(last)
        at = cut
    return starts, ends


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


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Where the sentences of ``text[start:end]`` end; the last at ``end``, blank ones possible."""
    found: list[int] = []
    at = start
    for match in END.finditer(text, start, end):
        cut = match.end()
        # Nearly all end marks are one full stop before what can begin a sentence.
        plain = match[0] == "。" and cut < end and text[cut] not in INNER and not text[cut].isspace()
        if plain or not goes_on(text, at, match, end):
            found.append(cut)
            at = cut
    if at < end:
        found.append(end)
    return found


def goes_on(text: str, at: int, match: re.Match[str], end: int) -> bool:
    """Whether the sentence from ``at`` goes on after the end mark of ``match``."""
    following = text[match.end() : min(end, match.end() + LOOK_AHEAD)].lstrip()
    if not following:
        return False
    marks = match[0]
    last = marks[-1]
    if last in "》〉" or following[0] in INNER:
        return True
    if last in _BRACKETS:
        return bool(_before_opening(text, at, match.start(), _BRACKETS[last]))
    if last in "…⋯":
        return _ON.match(following) is not None
    if last not in _QUOTES:
        return marks in ("?", "!") and following[0].isascii() and following[0].isalnum()
    more = _QUOTATIONS.match(following)
    if _ON.match(following) or (more and _ON.match(following, more.end())):
        return True
    if marks[0] in "！？!?" and _before_opening(text, at, match.start(), _QUOTES[last])[-1:].isalnum():
        return True
    return _SPEAKER.match(fold(following[:20])) is not None


def _before_opening(text: str, at: int, end: int, opening: str) -> str:
    """What stands before the last ``opening`` mark of ``text[at:end]``; nothing if there is none."""
    return text[at : max(at, *(text.rfind(mark, at, end) for mark in opening))].strip()
