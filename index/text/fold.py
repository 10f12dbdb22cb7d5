"""The fold: what each character is compared as.

One source character gives one folded character, whatever stands beside it, and folding twice changes
nothing: ``fold(x + y) == fold(x) + fold(y)``, ``fold(fold(x)) == fold(x)``. The table is
``data/text/fold.tsv``; ``build_fold`` makes it and says from what.
"""

from __future__ import annotations

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
    return text.translate(_PAIRS)


@cache
def fold_codes() -> NDArray[np.uint32]:
    """The fold as an array over all code points, for texts that are arrays already."""
    import numpy as np

    codes = np.arange(CODES, dtype=np.uint32)
    codes[list(_PAIRS)] = [ord(folded) for folded in _PAIRS.values()]
    return codes
