"""A thousand altered quotations of real texts are flagged, and a thousand that are not are left in peace."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from checking_mutants import (  # type: ignore[import-not-found]
    ALTERED,
    SAME,
    Quotation,
    draft_of,
    quotable,
    quotations,
)

from index.checking.model import Checked
from index.library import Library
from index.text.form import match_form

SHARED = Path(__file__).resolve().parents[3] / "shared"
NEWS = SHARED / "corpora" / "xwlb.jsonl.gz"
COUNT = 1000
DOCUMENTS = 300


@pytest.fixture(scope="module")
def news(seeds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Real articles and news."""
    if not NEWS.is_file():
        pytest.skip("the news are not beside the repository (../shared/corpora)")
    folder = tmp_path_factory.mktemp("news")
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        rows = [line for line, _ in zip(lines, range(DOCUMENTS * 4), strict=False)]
    (folder / "news.jsonl").write_text("".join(rows[::4]), encoding="utf-8")
    with Library.open(folder / "资料库") as library:
        library.import_paths([folder / "news.jsonl", *seeds.values()])
        yield library


@pytest.fixture(scope="module")
def texts(news: Library) -> dict[int, str]:
    """The match forms of all texts."""
    return {one.id: match_form(news.show(one.id).text).text for one in news.list()}


def _sentences(news: Library) -> list[str]:
    return [sentence for one in news.list() for sentence in quotable(news.show(one.id).text)]


def _stands_in(text: str, texts: dict[int, str]) -> set[int]:
    wanted = match_form(text).text
    return {id for id, form in texts.items() if wanted in form}


def _checked(news: Library, made: list[Quotation]) -> list[tuple[Quotation, Checked]]:
    report = news.check(draft_of(made).encode(), "草稿.txt")
    rows = {one.line: one for one in report.quotations}
    return [(one, rows[number]) for number, one in enumerate(made, 1)]


def test_altered_quotations_are_flagged_and_their_source_found(news: Library, texts: dict[int, str]) -> None:
    made = quotations(_sentences(news), COUNT, ALTERED, seed=20)
    # What was altered to what another text says is right there.
    checked = [(one, row) for one, row in _checked(news, made) if not _stands_in(one.text, texts)]
    assert len(checked) > 0.95 * COUNT
    missed = [one.text for one, row in checked if row.verdict not in ("differs", "not_found")]
    marked = [one.text for one, row in checked if (one.how == "punctuation") != row.punctuation_only]
    elsewhere = [
        one.text
        for one, row in checked
        if row.source is None or row.source.id not in _stands_in(one.original, texts)
    ]
    assert len(missed) <= 0.01 * len(checked), missed
    assert len(marked) <= 0.01 * len(checked), marked
    assert len(elsewhere) <= 0.02 * len(checked), elsewhere


def test_quotations_that_are_not_altered_are_left_in_peace(news: Library) -> None:
    checked = _checked(news, quotations(_sentences(news), COUNT, SAME, seed=21))
    alarms = [(one.how, one.text) for one, row in checked if row.verdict not in ("verbatim", "folded")]
    assert len(alarms) <= 0.003 * COUNT, alarms
    unchanged = [row.verdict for one, row in checked if one.how in ("as it stands", "ended outside")]
    assert set(unchanged) == {"verbatim"}
    assert {row.verdict for one, row in checked if one.how == "pinyin"} == {"folded"}


def test_a_quotation_is_checked_in_time(news: Library) -> None:
    import time

    made = quotations(_sentences(news), 200, ALTERED, seed=22)
    started = time.process_time()
    _checked(news, made)
    assert (time.process_time() - started) / len(made) < 0.08
