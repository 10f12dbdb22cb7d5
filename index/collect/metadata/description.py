"""All metadata of a text, with the evidence for each field."""

from __future__ import annotations

from collections.abc import Sequence

from index.collect.formats import Clue
from index.collect.kinds import Block
from index.collect.metadata.bylines import authors, source
from index.collect.metadata.dates import date_of
from index.collect.metadata.facts import Facts
from index.collect.metadata.organs import organ_of
from index.collect.metadata.places import place_of
from index.collect.metadata.titles import kind_of_document, title_and_subtitle
from index.model import Evidence, Metadata


def describe(blocks: Sequence[Block], clues: Sequence[Clue] = ()) -> tuple[Metadata, tuple[Evidence, ...]]:
    """Metadata of the classified paragraphs and why; unknown fields stay ``None``.

    ``clues``: what the format of the file states beside the text.
    """
    facts = Facts(blocks, clues)
    title, subtitle = title_and_subtitle(facts)
    dated = date_of(facts)
    place = place_of(facts)
    metadata = Metadata(
        title=title,
        subtitle=subtitle,
        authors=authors(facts),
        source=source(facts),
        date=dated.date,
        date_precision=dated.precision,
        posted=dated.posted,
        inferred=(*(("date",) if dated.inferred else ()), *(("region",) if place.inferred else ())),
        region=place.region,
        city=place.city,
        level=place.level,
        organ=organ_of(facts, place),
        kind=kind_of_document(facts, title),
    )
    return metadata, tuple(facts.why)
