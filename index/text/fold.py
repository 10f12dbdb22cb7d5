"""The fold: what each character is compared as.

One source character gives one folded character, whatever stands beside it, and folding twice changes
nothing: ``fold(x + y) == fold(x) + fold(y)``, ``fold(fold(x)) == fold(x)``. The table is
``data/text/fold.tsv``; ``build_fold`` makes it and says from what.
"""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Raised when the rules of the match form change without the table (marks, skeleton, pairing).
RULES = 1
CODES = 0x110000
# From here on an array is faster than str.translate, in the end twenty times (180 against 9 Mchar/s); from
# LONG on it is worth loading numpy for.
SHORT, LONG = 40, 5000
# Native code points; lone surrogates of damaged texts stay what they are.
_UTF_32 = f"utf-32-{sys.byteorder[0]}e"


def _read() -> str:
    return (files("data") / "text" / "fold.tsv").read_text("utf-8")


def _pairs(table: str) -> dict[int, str]:
    # Every line that is not a comment is one character, a tab, one character, a tab, the sources.
    # Only "\n" ends a line here: other line ends are themselves characters of the table.
    return {ord(line[0]): line[2] for line in table.split("\n") if line[1:2] == "\t"}


_TABLE = _read()
_PAIRS = _pairs(_TABLE)
FOLD_VERSION: str = f"{RULES}-{sha256(_TABLE.encode()).hexdigest()[:12]}"
"""Changes whenever the same text may get another match form; an index of another version is stale."""
del _TABLE


def fold(text: str) -> str:
    """``text`` with every character replaced by what it is compared as; the length stays."""
    if len(text) < (SHORT if fold_codes.cache_info().currsize else LONG):
        return text.translate(_PAIRS)
    return to_text(fold_codes().take(to_codes(text)))


@cache
def fold_codes() -> NDArray[np.uint32]:
    """The fold as an array over all code points, for texts that are arrays already."""
    import numpy as np

    codes = np.arange(CODES, dtype=np.uint32)
    codes[list(_PAIRS)] = [ord(folded) for folded in _PAIRS.values()]
    return codes


def to_codes(text: str) -> NDArray[np.uint32]:
    """The code points of ``text`` as an array."""
    import numpy as np

    return np.frombuffer(text.encode(_UTF_32, "surrogatepass"), np.uint32)


def to_text(codes: NDArray[np.uint32]) -> str:
    """The text of an array of code points."""
    return codes.tobytes().decode(_UTF_32, "surrogatepass")
