"""What a figure counts, and what happened to it: read off the words around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from index.text.segment import tagged

_STOPS = frozenset("。!?;,、:\n()…")
_OPEN, _CLOSE = "“「『《‘", "”」』》’"
REACH = 24
"""Characters around a figure in which its words are looked for."""
# Of jieba's parts of speech: nouns, names, abbreviations, attributes; terms of the lexicon have none, or x.
_NOMINAL = ("n", "j", "b", "vn", "an", "l", "s", "t", "zg", "i")
# They only carry the number.
_CARRIERS = frozenset(
    ["达到", "达", "为", "是", "有", "共有", "共", "共计", "累计", "总计", "合计", "超过", "突破"]
)
_CARRIERS |= frozenset(["增至", "降至", "升至", "近", "约", "至", "到", "提升至"])
_DANGLING = frozenset(["的", "了", "等", "各", "全", "和", "与", "及", "其中", "分别"])


class Subject(NamedTuple):
    """What is counted and what happened, as ``(start, end)`` in the text; ``None`` where nothing tells."""

    subject: tuple[int, int] | None
    event: tuple[int, int] | None


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    tag: str

    @property
    def nominal(self) -> bool:
        if self.tag in ("", "x"):
            return self.text[:1].isalnum()
        return self.tag.startswith(_NOMINAL)

    @property
    def verbal(self) -> bool:
        return self.tag in ("v", "vd", "vi", "vg", "vq")


class Words:
    """The words of a sentence ``folded[start:end]``; what stands in marks is one noun."""

    def __init__(self, folded: str, start: int, end: int) -> None:
        self._words: list[_Word] = []
        inside: int | None = None
        for text, at, tag in tagged(folded[start:end]):
            place = start + at
            if inside is not None:
                if text[-1:] in _CLOSE:
                    stop = place + len(text)
                    self._words.append(_Word(inside, stop, folded[inside:stop], "n"))
                    inside = None
            elif text[:1] in _OPEN:
                inside = place
            else:
                self._words.append(_Word(place, place + len(text), text, tag))
        self._starts = [word.start for word in self._words]

    def subject_of(self, start: int, end: int) -> Subject:
        """The subject and the event of the figure that stands at ``[start:end)`` of the folded text."""
        before, after = self._around(start, end)
        subject = _noun_after(after)
        event = _verb_before(before)
        if subject is None:
            subject, rest = _noun_before(before)
            event = _verb_before(before[:rest]) if subject else event
        elif event is None:
            event = next(
                ((word.start, word.end) for word in after if word.verbal and word.start >= subject[1]), None
            )
        return Subject(subject, event)

    def _around(self, start: int, end: int) -> tuple[Sequence[_Word], Sequence[_Word]]:
        """The words on both sides of a figure up to the next stop or number, at most ``REACH`` away."""
        left = right = bisect_left(self._starts, start)
        while left and self._words[left - 1].start >= start - REACH and not _stops(self._words[left - 1]):
            left -= 1
        middle = right
        while right < len(self._words) and self._words[right].start < end:
            right += 1
        last = right
        while (
            last < len(self._words)
            and self._words[last].end <= end + REACH
            and not _stops(self._words[last])
            and not self._words[last].text[:1].isdecimal()
        ):
            last += 1
        return self._words[left:middle], self._words[right:last]


def _stops(word: _Word) -> bool:
    return word.text[:1] in _STOPS


def _noun_after(words: Sequence[_Word]) -> tuple[int, int] | None:
    """The nouns right behind the unit: (的) 党支部."""
    begin = 0
    while begin < len(words) and words[begin].text in ("的", " "):
        begin += 1
    last = begin
    while last < len(words) and (words[last].nominal or _leads_on(words, last, begin)):
        last += 1
    while last > begin and words[last - 1].text in _DANGLING:
        last -= 1
    return (words[begin].start, words[last - 1].end) if last > begin else None


def _leads_on(words: Sequence[_Word], at: int, begin: int) -> bool:
    """Whether what is no noun belongs to the noun behind it: 老党员, 党组织的书记."""
    if at + 1 >= len(words) or not words[at + 1].nominal:
        return False
    return words[at].tag == "a" or (at > begin and words[at].text in ("的", "和"))


def _noun_before(words: Sequence[_Word]) -> tuple[tuple[int, int] | None, int]:
    """The nouns right before the number (学习材料 6.4万册), and how many words stand before them."""
    last = len(words)
    while last and (words[last - 1].text in _CARRIERS or words[last - 1].tag in ("d", "p", "uj", "ul", "ad")):
        last -= 1
    begin = last
    while begin and (words[begin - 1].nominal or (words[begin - 1].text in ("和", "的") and begin < last)):
        begin -= 1
    while begin < last and words[begin].text in _DANGLING:
        begin += 1
    return ((words[begin].start, words[last - 1].end), begin) if begin < last else (None, len(words))


def _verb_before(words: Sequence[_Word]) -> tuple[int, int] | None:
    verbs = (word for word in reversed(words) if word.verbal and word.text not in _CARRIERS)
    return next(((word.start, word.end) for word in verbs), None)
