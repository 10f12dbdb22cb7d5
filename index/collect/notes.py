"""What was seen in a text and left as it stands: lost characters, characters of the other script.

Notes are no repairs: nothing says for certain what should stand there, or the source may mean it so.
They are listed with the reasons of an import, as evidence of the field ``text``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.errors import N_
from index.model import Evidence, Script
from index.text.rare import rare
from index.text.script import strays
from index.text.shifts import SLID

LOST = N_("characters that the file has lost stand as � in the text")
SLID_LEFT = N_("a damaged place that could not be put right for certain")
PERHAPS_LOST = N_("question marks inside words: perhaps characters that were lost when the file was saved")
PRIVATE = N_("a character that only the font of the source shows")
MISREAD = N_("the file had been saved as it was misread; it is read as it was meant")
PICTURES = N_("pages that are pictures; what stands on them is not in the text")
TRADITIONAL = N_("a traditional character in simplified text")
SIMPLIFIED = N_("a simplified character in traditional text")
# Kinds of characters that are named; a text with more of them is mixed, which its script says.
MOST = 12

_SUSPECT = re.compile("[?\ufffd\ue000-\uf8ff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_INSIDE = re.compile(r"(?<=[\u3400-\u9fff])\?(?=[\u3400-\u9fff])")


def notes(text: str, script: Script, encoding: str) -> tuple[Evidence, ...]:
    """The notes on a stored text: ``value`` is what was seen and how often (幹 ×2)."""
    return tuple(
        Evidence("text", f"{seen} ×{count}", 1.0, reason) for seen, count, reason in _seen(text, script)
    ) + ((Evidence("text", encoding, 1.0, MISREAD),) if " read as " in encoding else ())


def pages(numbers: Sequence[int]) -> str:
    """Numbers of pages in one word: 3–5, 8."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _seen(text: str, script: Script) -> Iterator[tuple[str, int, str]]:
    if _SUSPECT.search(rare(text)):
        if lost := text.count("\ufffd"):
            yield "\ufffd", lost, LOST
        for place, count in Counter(match[0] for match in SLID.finditer(text)).most_common(MOST):
            yield place, count, SLID_LEFT
        inside = len(_INSIDE.findall(text))
        if inside > 1:  # one may be a question that was typed with the wrong sign
            yield "?", inside, PERHAPS_LOST
        for character, count in Counter(_PRIVATE.findall(text)).most_common(MOST):
            yield f"U+{ord(character):04X}", count, PRIVATE
    if script != "mixed":
        reason = TRADITIONAL if script == "simplified" else SIMPLIFIED
        for character, count in strays(text, script)[:MOST]:
            yield character, count, reason
