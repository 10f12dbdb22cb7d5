"""Terms and figures of excerpts drawn at random from stories and reports, against what a reader found."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from registers_labels import Label, same, stored  # type: ignore[import-not-found]

from index.model import StoredText
from index.registers.figures.figures import figures_of
from index.registers.terms.discovery import discovered_of
from index.registers.terms.formulae import formulae_of
from index.registers.terms.mechanisms import mechanisms_of
from index.text.fold import fold

LABELS = Path(__file__).parent / "labels" / "excerpts.tsv"
SHARED = Path(__file__).resolve().parents[3] / "shared"
STORIES = SHARED / "corpora" / "xwlb.jsonl.gz"


Excerpt = tuple[StoredText, list[Label]]


def sources(names: set[str], reports: list[Path]) -> dict[str, str]:
    """The whole texts, without empty lines and spaces at the ends of lines."""
    found = {path.name: path.read_text("utf-8") for path in reports if path.name in names}
    with gzip.open(STORIES, "rt", encoding="utf-8") as lines:
        for line in lines:
            # Reading the id alone is several times faster than reading every story.
            if line[8:19] in names:
                found[line[8:19]] = json.loads(line)["text"]
    return {
        name: "\n".join(line.rstrip() for line in text.split("\n") if line.strip())
        for name, text in found.items()
    }


@pytest.fixture(scope="module")
def excerpts(govreports: list[Path]) -> list[Excerpt]:
    if not STORIES.exists():
        pytest.skip("the news stories are not beside the repository (../shared/corpora)")
    rows = [line.split("\t") for line in LABELS.read_text("utf-8").splitlines() if line[0] != "#"]
    texts = sources({row[0] for row in rows}, govreports)
    found: list[Excerpt] = []
    for name, digest, kind, start, end, what in rows:
        if kind == "excerpt":
            text = texts[name][int(start) : int(end)]
            assert sha256(text.encode()).hexdigest().startswith(digest), f"{name}: not the text that was read"
            found.append((stored(text), []))
        else:
            found[-1][1].append(Label(kind, int(start), int(end), what))
    return found


def terms_in(text: StoredText) -> Iterator[Label]:
    for mechanism in mechanisms_of(text):
        yield Label("mechanism", mechanism.start, mechanism.end, mechanism.type)
    for mention in (*formulae_of(text), *discovered_of(text)):
        yield Label("formula", mention.start, mention.end, "")


def test_formulae_and_mechanisms_of_the_excerpts_are_found(excerpts: list[Excerpt]) -> None:
    wanted = found = given = right = 0
    for text, labels in excerpts:
        terms = [label for label in labels if label.kind in ("mechanism", "formula")]
        optional = [label for label in labels if label.kind == "optional"]
        got = list(terms_in(text))
        wanted += len(terms)
        found += sum(any(same(label, one) for one in got) for label in terms)
        hits = [one for one in got if any(same(label, one) for label in terms)]
        right += len(hits)
        given += len(hits)
        given += sum(
            one not in hits and not any(one.start < other.end and other.start < one.end for other in optional)
            for one in got
        )
    assert wanted > 50
    assert found / wanted >= 0.94
    assert right / given >= 0.96


def test_figures_of_the_excerpts_have_their_value_and_unit(excerpts: list[Excerpt]) -> None:
    wrong: list[str] = []
    right = false = missed = 0
    for text, labels in excerpts:
        got = list(figures_of(text))
        for label in labels:
            if label.kind == "figure":
                here = [one for one in got if one.start < label.end and label.start < one.end]
                got = [one for one in got if one not in here]
                if label.type != "?":
                    value, _, unit = label.type.partition("|")
                    right, missed = right + bool(here), missed + (not here)
                    if here and (f"{here[0].value:g}", fold(here[0].unit or "")) != (
                        f"{float(value):g}",
                        unit,
                    ):
                        wrong.append(f"{here[0].text}: {here[0].value} {here[0].unit}")
        false += len(got)
    assert right > 90
    assert 2 * right / (2 * right + false + missed) >= 0.97
    assert not wrong
