"""On the real articles and work reports: families by counts and offsets, and what is each one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.reuse.model import Family
from index.text.form import match_form


@pytest.fixture(scope="module")
def articles(seeds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("seeds") / "library") as library:
        library.import_paths([seeds[number] for number in sorted(seeds)])
        yield library


@pytest.fixture(scope="module")
def reports(govreports: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("reports") / "library") as library:
        library.import_paths(govreports)
        yield library


def holds(library: Library, family: Family) -> None:
    """Everything that a family says of itself is so."""
    ids = {witness.id for witness in family.witnesses}
    assert len(ids) == family.documents >= 3
    assert len(family.witnesses) == family.occurrences
    letters = match_form(family.base).skeleton
    assert len(letters) >= 8
    for witness in family.witnesses:
        assert library.show(witness.id).text[witness.start : witness.end] == witness.text
        assert (match_form(witness.text).skeleton == letters) == (witness.relation == "verbatim")
    for reading in family.readings:
        assert set(reading.ids) <= ids
    assert sum(number for _, number in family.regions) == family.documents


def test_a_sentence_of_three_articles_is_one_family_with_its_three_wordings(articles: Library) -> None:
    found = [family for family in articles.families() if "围绕中心" in family.base]
    (family,) = found
    assert family.documents == 3
    assert family.base.endswith("找准定位")
    assert len({match_form(witness.text).skeleton for witness in family.witnesses}) == 3
    places = {(reading.start, reading.end) for reading in family.readings}
    assert len(places) == 3


def test_the_families_of_the_articles_hold(articles: Library) -> None:
    found = articles.families()
    assert 4 <= len(found) <= 12
    for family in found:
        holds(articles, family)


def test_the_families_of_the_reports_hold_and_none_is_a_piece_of_another(reports: Library) -> None:
    found = reports.families(limit=300)
    assert len(found) == 300
    assert [family.documents for family in found] == sorted((f.documents for f in found), reverse=True)
    for family in found:
        holds(reports, family)
    letters = [match_form(family.base).skeleton for family in found]
    witnesses = [{witness.id for witness in family.witnesses} for family in found]
    for piece, ids in zip(letters, witnesses, strict=True):
        for whole, theirs in zip(letters, witnesses, strict=True):
            assert piece is whole or piece not in whole or not ids <= theirs


def test_what_is_own_adds_up(articles: Library) -> None:
    for document in articles.list():
        found = articles.novelty(document.id)
        assert found.own > 0.85
        assert found.own + found.elsewhere + found.earlier == pytest.approx(1, abs=1e-3)
        stored = articles.show(document.id)
        covered = sum(stretch.end - stretch.start for stretch in found.stretches)
        assert covered == sum(paragraph.end - paragraph.start for paragraph in stored.paragraphs)
