"""A term of a register by provinces and years, whatever stands between its name and its head noun."""

from __future__ import annotations

from pathlib import Path

from index.library import Library
from index.library.rows.listing import Wanted
from tui.registers import asking
from tui.services import Ticket


def test_a_mechanism_whose_head_noun_is_longer_than_its_kind_has_its_places(tmp_path: Path) -> None:
    text = tmp_path / "一.txt"
    text.write_text("湖南的事\n\n湖南省直机关工委开展“清风护航”专项整治行动，效果明显。\n", "utf-8")
    with Library.open(tmp_path / "library") as library:
        library.import_paths([text])
        (row,) = library.term_rows("mechanism", Wanted(sort="documents")).rows
        ready = asking.counts(row)(library, Ticket(1, "counts"))
    assert isinstance(ready, asking.CountsReady)
    assert sum(one.documents for one in ready.counts) == 1
