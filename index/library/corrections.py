"""What the user says about a document, and what follows from it.

A correction wins over what an import finds, now and after the file is imported again. Two things follow by
themselves, because a document cannot be of 三明 and of 湖南: a ``city`` brings the province it lies in, and a
``region`` makes a city of another province unknown. Both only where the gazetteer knows the city and the user
did not give the other field in the same breath. ``level`` and ``organ`` are left alone: they do not follow.
"""

from __future__ import annotations

from collections.abc import Mapping

from index.model import Metadata
from index.store import effective


def normalised(values: Mapping[str, str]) -> dict[str, object]:
    """The user's words as values of the metadata fields; errors: ``UsageError``."""
    from index.collect.metadata_values import normalise

    return {field: normalise(field, value) for field, value in values.items()}


def corrected(
    found: Metadata, corrections: Mapping[str, object], given: Mapping[str, object]
) -> dict[str, object]:
    """The corrections of a document after ``given`` has been put over them.

    ``found`` is what the import found; an empty value has become ``None`` and means *unknown*.
    """
    from index.collect.gazetteer import city_of

    result = {**corrections, **given}
    now = effective(found, result)
    place = city_of(now.city) if now.city else None
    if place is None or place[0] == now.region:
        return result
    if "city" in given and "region" not in given:
        result["region"] = place[0]
    elif "region" in given and "city" not in given and now.region is not None:
        result["city"] = None
    return result
