"""Is this pinyin a reading of that character? Asked of ``data/text/readings.tsv``, loaded at first use."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

from index.text.fold import fold

_TONES = str.maketrans(dict.fromkeys("\u0300\u0301\u0304\u030c"))
# What is written for the proper sign: single-storey ɑ and ɡ, the breve for the caron, v and u: for ü.
_SPELLINGS = (("ɑ", "a"), ("ɡ", "g"), ("\u0306", "\u030c"), ("u:", "ü"), ("v", "ü"))


def normalise(pinyin: str) -> str:
    """``pinyin`` in small letters, NFC, with ü; a tone number is dropped."""
    written = unicodedata.normalize("NFKD", pinyin).lower()
    for other, usual in _SPELLINGS:
        written = written.replace(other, usual)
    return unicodedata.normalize("NFC", written.rstrip("12345") if written[:1].isalpha() else written)


def without_tone(syllable: str) -> str:
    """``syllable`` (NFC) without its tone mark; ü and ê stay."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", syllable).translate(_TONES))


def is_reading(pinyin: str, character: str, *, usual: bool = False) -> bool:
    """Whether ``pinyin``, with or without tone, is a reading of ``character`` or of its simplified form.

    ``usual``: only the first reading counts, the one that needs no gloss.
    """
    entry = _readings().get(normalise(pinyin))
    if entry is None:
        return False
    candidates = entry[:1] if usual else entry
    return any(form in characters for form in {character, fold(character)} for characters in candidates)


@cache
def _readings() -> dict[str, tuple[str, str]]:
    """Syllable, with and without its tone, → characters with it as first reading, as another reading."""
    table: dict[str, tuple[str, str]] = {}
    for line in (files("data") / "text" / "readings.tsv").read_text("utf-8").split("\n"):
        if not line or line.startswith("#"):
            continue
        syllable, usual, other = line.split("\t")
        for key in {syllable, without_tone(syllable)}:
            before = table.get(key, ("", ""))
            table[key] = (before[0] + usual, before[1] + other)
    return table
