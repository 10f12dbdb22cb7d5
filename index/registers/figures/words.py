"""Words of a sentence with their parts of speech, and the parts that some of them play around a number."""

from __future__ import annotations

from importlib.resources import files
from typing import NamedTuple

_STOPS = frozenset("。!?;,、:\n()…")
# Of jieba's parts of speech: nouns, names, abbreviations, attributes; terms of the lexicon have none, or x.
_NOMINAL = ("n", "j", "b", "vn", "an", "l", "s", "t", "zg", "i", "eng")


def role(name: str) -> frozenset[str]:
    """The words of one role (``data/registers/words.tsv``)."""
    lines = (files("data") / "registers" / "words.tsv").read_text("utf-8").split("\n")
    rows = (line.split("\t") for line in lines if line and line[0] != "#")
    return frozenset(word for known, words in rows if known == name for word in words.split())


# They only carry the number, or tell how it changed.
CARRIERS = role("carriers")
DANGLING = role("dangling")
# What they do stands before what is counted: 开展活动2191次.
ACTS = role("acts")
# Whatever ends so is a quantity that a number measures, whatever the dictionary says of it.
MEASURED = frozenset("率额量比数值度面期价长龄速")
SUFFIXES = frozenset(["率", "额", "值", "量"])
TAILS = SUFFIXES | {"比"}
# What units measure, not count: before them stands what they are of.
MEASURES = role("measures")


class Word(NamedTuple):
    """A word at ``[start:end]`` of the text, and its part of speech as jieba has it."""

    start: int
    end: int
    text: str
    tag: str

    @property
    def nominal(self) -> bool:
        """Whether it may be part of a noun."""
        if self.tag in ("", "x"):
            return self.text[:1].isalnum()
        return self.tag.startswith(_NOMINAL)

    @property
    def verbal(self) -> bool:
        """Whether it is a verb."""
        return self.tag in ("v", "vd", "vi", "vg", "vq")


def stops(word: Word) -> bool:
    """Whether it is a pause or the end of a sentence."""
    return word.text[:1] in _STOPS
