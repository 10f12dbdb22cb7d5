"""The references of sixty documents of every kind, checked by hand against the forms of the standard.

GB/T 7714—2025: `. [ ]` half-width, all other marks full-width (section 7). Newspapers:
题名[N]. 报名，2000-11-20（15）.
Journals: 题名[J]. 刊名，2023（3）. Web pages: 题名[EB/OL]. （2025-02-17）[2025-06-22]. 地址. Numbered
reports: 题名：编号[R]. A title or a year that was made up stands in [ ].
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from quoting_sources import document  # type: ignore[import-not-found]

from index.quoting.citation import cite
from index.quoting.stated import Stated

LINES = (Path(__file__).parent / "references.jsonl").read_text("utf-8").splitlines()
REFERENCES: list[dict[str, Any]] = [json.loads(line) for line in LINES]


@pytest.mark.parametrize("item", REFERENCES, ids=[item["what"] for item in REFERENCES])
def test_the_reference_of(item: dict[str, Any]) -> None:
    values = {name: tuple(v) if isinstance(v, list) else v for name, v in item["document"].items()}
    for style in ("gb2025", "gb2015", "plain"):
        citation = cite(
            document(**values), "话", style, opening=item.get("opening", ""),
            stated=Stated(**item.get("stated", {})), accessed=item.get("accessed", ""),
        )  # fmt: skip
        assert citation.reference == item[style]
        assert citation.text == "话"


def test_there_are_sixty_of_them_and_all_differ() -> None:
    assert len(REFERENCES) >= 60
    assert len({item["what"] for item in REFERENCES}) == len(REFERENCES)
