"""The characters of a text that Chinese prose does without: where there are none, nothing of them is wrong.

Rules for damaged and odd characters look for few code points, each in the whole text. They are quicker asked
of ``rare``: it holds every one of them that the text holds.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from index.text.fold import CODES, LONG, fold_codes, to_codes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# No escape, question mark or white space but the space and the line end; no bracket is told from another.
COMMON = frozenset(
    {
        "\n",
        " ",
        *(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "&?"),
        *"·—“”‘’…、。〈〉《》「」『』【】〔〕！（），－：；？０１２３４５６７８９％",
        *map(chr, range(0x3400, 0xA000)),
    }
)
_SHORT = 300  # characters: a search in so few is quicker than an array of them


@lru_cache(4)
def rare(text: str) -> str:
    """Characters of ``text``, among them each that is not in ``COMMON``, once or more often, in no order."""
    # As for the fold, a text that is not long is not worth loading numpy for.
    if len(text) < (_SHORT if fold_codes.cache_info().currsize else LONG):
        return text
    codes = to_codes(text)
    return "".join(map(chr, set(codes[_is_rare().take(codes)].tolist())))


@cache
def _is_rare() -> NDArray[np.bool_]:
    import numpy as np

    table = np.ones(CODES, np.bool_)
    table[to_codes("".join(COMMON))] = False
    return table
