"""All metadata of a text, with the evidence for each field."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.collect.formats import Clue
from index.collect.kinds import Block
from index.collect.metadata.bylines import authors, source
from index.collect.metadata.dates import date_of
from index.collect.metadata.facts import Facts
from index.collect.metadata.organs import organ_of
from index.collect.metadata.places import place_of
from index.collect.metadata.titles import kind_of_document, title_and_subtitle
from index.errors import N_
from index.model import Evidence, Metadata

_LABELLED = re.compile(r"(?:原文|本文|来源|文章|网页)?(?:链接|地址|网址|URL)\s*[:：]\s*(https?://[!-~]+)$")


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
        url=_address(facts),
    )
    return metadata, tuple(facts.why)


def _address(facts: Facts) -> str | None:
    """The address of the page, as the format or a labelled line of the text states it."""
    for rank, clue in facts.clue("url"):
        if clue.value.strip().startswith(("http://", "https://")):
            facts.note("url", clue.value.strip(), rank, clue.reason)
            return clue.value.strip()
    for block in facts.of("byline", "note"):
        if found := _LABELLED.match(block.clean.strip()):
            facts.note("url", found[1], 9.0, N_("a line names it"))
            return found[1]
    return None
