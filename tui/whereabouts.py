"""What became of a quotation, in its text and in its draft, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import N_
from tui.i18n import _

if TYPE_CHECKING:
    from index.library.anchoring import Whereabouts
    from index.quoting.uses import Use

FOUND = {
    "here": N_("as in the text"),
    "moved": N_("as in the text, at another place now"),
    "changed": N_("the text has been changed there"),
    "lost": N_("no longer found in the text"),
    "removed": N_("the document is not in this library"),
}
ALTERED = N_("changed in the draft")
DELETED = N_("the quotation is no longer in the draft")


def state(use: Use, now: Whereabouts) -> str:
    """What became of it in the text, and in the draft where it is not as it was."""
    said = [_(FOUND[now.found])]
    if not use.intact:
        said.append(_(ALTERED) if use.text is not None else _(DELETED))
    return _("; ").join(said)
