"""Registers of libraries that cannot be written, and of real texts."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.library.rows.file import FILE_NAME
from index.text.fold import fold

Unprivileged = Callable[[str], "subprocess.CompletedProcess[str]"]

PROGRAM = """
from index.library import Library
from index.library.rows import following
made = []
extracted = following.extracted
following.extracted = lambda store, id: made.append(id) or extracted(store, id)
library = Library.open({folder!r})
assert library.read_only
print(library.figures().total, len(library.figures(sort="value", limit=2).rows), library.quotations().total,
      library.terms().total, library.registers_missing(), made)
"""


@pytest.fixture
def sealed(stocked: Library, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The folder of a library of three articles that nobody may write; with rows if ``request.param``."""
    if request.param:
        stocked.figures()
    stocked.close()
    paths = [stocked.path, *stocked.path.rglob("*")]
    for path in reversed(paths):
        path.chmod(0o500 if path.is_dir() else 0o400)
    yield stocked.path
    for path in paths:
        path.chmod(0o700)


@pytest.mark.parametrize("sealed", [False, True], indirect=True)
def test_rows_are_made_for_the_moment_or_read_as_they_are(sealed: Path, unprivileged: Unprivileged) -> None:
    kept = (sealed / FILE_NAME).exists()
    before = {path: path.read_bytes() for path in sealed.rglob("*") if path.is_file()}
    done = unprivileged(PROGRAM.format(folder=str(sealed)))
    assert done.returncode == 0, done.stderr
    assert done.stdout.split(maxsplit=5)[-1].strip() == ("[]" if kept else "[1, 2, 3]")
    assert int(done.stdout.split()[0]) > 0
    assert {path: path.read_bytes() for path in sealed.rglob("*") if path.is_file()} == before


@pytest.fixture(scope="module")
def real(
    tmp_path_factory: pytest.TempPathFactory, seeds: dict[str, Path], govreports: list[Path]
) -> Iterator[Library]:
    """The seed articles and the work reports."""
    with Library.open(tmp_path_factory.mktemp("real") / "library") as library:
        library.import_paths([*seeds.values(), *govreports])
        yield library


def test_every_row_stands_where_it_says_in_real_texts(real: Library) -> None:
    texts = {id: real.show(id).text for id in real.ids()}
    figures = real.figures()
    assert figures.incomplete is None
    for found in figures.rows:
        one = found.row
        assert texts[found.id][one.start : one.end] == one.text
        assert one.sentence.start <= one.start < one.end <= one.sentence.end
        assert one.upper is None or one.upper >= one.value
    for quoted in real.quotations().rows:
        assert texts[quoted.id][quoted.row.start : quoted.row.end] == quoted.row.text
        said = quoted.row.attribution
        assert said is None or 0 <= said.start < said.end <= len(texts[quoted.id])
        assert (quoted.row.speaker is not None) == (quoted.row.speaker_status == "explicit")
    for outline in real.outlines(sorted(texts)):
        for heading in outline.headings:
            assert texts[outline.id][heading.start : heading.end] == heading.text
    for term in real.terms().terms:
        assert len(term.mentions) == term.occurrences
        for at in (term.definition, *term.mentions):
            assert texts[at.id][at.start : at.end] == at.text
    for question in real.figure_questions():
        for asked in question.figures:
            assert texts[asked.id][asked.start : asked.end] == asked.text


def test_what_is_kept_is_what_a_document_by_itself_has(real: Library) -> None:
    everything = real.figures().rows
    for id in real.ids():
        assert real.figures(id).rows == tuple(found for found in everything if found.id == id)


def test_pages_are_the_whole(real: Library) -> None:
    for sort in ("place", "value", "value_up"):
        whole = real.figures(sort=sort).rows
        pages = [
            found
            for start in range(0, len(whole), 500)
            for found in real.figures(sort=sort, limit=500, offset=start).rows
        ]
        assert tuple(pages) == whole
    terms = real.terms().terms
    assert (*real.terms(limit=100).terms, *real.terms(limit=10_000, offset=100).terms) == terms
    assert all(term.mentions == () for term in real.terms(mentions=False).terms)
    kinds = [real.terms(kind).terms for kind in ("formula", "mechanism")]
    assert sum(map(len, kinds)) == len(terms)


def test_some_documents_have_the_same_as_in_all(real: Library) -> None:
    some = real.figures(where="省:湖南", sort="value").rows
    ids = {found.id for found in some}
    assert ids and ids <= {document.id for document in real.list("省:湖南")}
    assert some == tuple(found for found in real.figures(sort="value").rows if found.id in ids)
    everything = real.figures().rows
    for subject in ("党员", "企业", "2%", "党_员"):
        found = real.figures(subject=subject)
        assert found.total == len(found.rows)
        assert found.rows == tuple(one for one in everything if subject in fold(one.row.subject or ""))
