"""What the user says about a document, and what follows from it.

A correction wins over what an import finds, now and after the file is imported again. Two things follow by
themselves, because a document cannot be of 三明 and of 湖南: a ``city`` brings the province it lies in, and a
``region`` makes a city of another province unknown. Both only where the gazetteer knows the city and the user
did not give the other field in the same breath. ``level`` and ``organ`` are left alone: they do not follow.

The user's word on many documents, by --set, in a table or in the name of a folder, never goes over what the
user corrected in one document: whoever imports a folder again by the same line keeps what they corrected.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from index.model import Metadata
from index.store import DocumentState, effective

if TYPE_CHECKING:
    from index.library.sidecars import Word


def normalised(values: Mapping[str, str]) -> dict[str, object]:
    """The user's words as values of the metadata fields; errors: ``UsageError``."""
    if not values:
        return {}  # without the rules of the import, which take a second to load
    from index.collect.metadata_values import normalise

    return {field: normalise(field, value) for field, value in values.items()}


def corrected(
    found: Metadata, corrections: Mapping[str, object], given: Mapping[str, object]
) -> dict[str, object]:
    """The corrections of a document after ``given`` has been put over them.

    ``found`` is what the import found; an empty value has become ``None`` and means *unknown*.
    """
    from index.collect.gazetteer import city_of

    # As they are read back: the stored form of several authors is a list.
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}
    result = {**corrections, **plain}
    now = effective(found, result)
    place = city_of(now.city) if now.city else None
    if place is None or place[0] == now.region:
        return result
    if "city" in given and "region" not in given:
        result["region"] = place[0]
    elif "region" in given and "city" not in given and now.region is not None:
        result["city"] = None
    return result


def set_by_user(found: Metadata, state: DocumentState, given: Mapping[str, object]) -> DocumentState:
    """A document after the user has corrected it."""
    corrections = corrected(found, state.corrections, given)
    return replace(state, corrections=corrections, own=tuple(sorted({*state.own, *given})))


def set_for_all(found: Metadata, state: DocumentState, given: Mapping[str, object]) -> DocumentState:
    """A document after the user has given values for all that is imported."""
    fresh = _beside_own(state, given)
    return replace(state, corrections=corrected(found, state.corrections, fresh))


def _beside_own(state: DocumentState, given: Mapping[str, object]) -> dict[str, object]:
    """What of the values leaves the user's own corrections as they are: a city of another province than the
    one that the user corrected would bring its province with it, and so the other way round.
    """
    from index.collect.gazetteer import city_of

    fresh = {name: value for name, value in given.items() if name not in state.own}
    places = {name: state.corrections.get(name) for name in ("region", "city") if name in state.own}
    city = places["city"] if "city" in places else fresh.get("city")
    place = city_of(str(city)) if city else None
    if len(places) == 1 and place is not None:
        if "city" in fresh and places["region"] != place[0]:
            del fresh["city"]
        elif "city" in places and fresh.get("region", place[0]) != place[0]:
            del fresh["region"]
    return fresh


def told(found: Metadata, state: DocumentState, word: Word, *, whole: bool) -> DocumentState:
    """A document after a sidecar has spoken of it.

    What it said before is not said again: --set may have gone over it since. What it says no more goes,
    unless the user has said otherwise. ``whole``: it speaks of the document's own file; of a copy it only
    fills gaps.
    """
    corrections, given = dict(state.corrections), dict(state.given)
    for name in [*given] if whole else []:
        if name not in word.values:
            if corrections.get(name) == given[name] and name not in state.own:
                corrections.pop(name, None)
            del given[name]
    fresh = {
        name: value
        for name, value in _beside_own(state, word.values).items()
        if (name not in given or given[name] != value) and (whole or name not in corrections)
    }
    if not fresh and given == state.given:
        return state
    corrections = corrected(found, corrections, fresh)
    return replace(state, corrections=corrections, given={**given, **fresh} if whole else given)


def filed(found: Metadata, state: DocumentState, said: Mapping[str, object], *, whole: bool) -> DocumentState:
    """A document after the names of its folders have spoken: where nobody else did.

    A year is no word against a date that was found. ``whole`` as in ``told``.
    """
    fresh = {
        name: value
        for name, value in _beside_own(state, said).items()
        if name not in state.corrections and not (name == "date" and found.date)
    }
    corrections, given = dict(state.corrections), dict(state.given)
    again = said["date"] == given.get("date") == corrections.get("date") if "date" in said else False
    if found.date and again and "date" not in state.own:
        # The file has been imported again, and has a date of its own now.
        del corrections["date"], given["date"]
    elif not fresh:
        return state
    corrections = corrected(found, corrections, fresh)
    return replace(state, corrections=corrections, given={**given, **fresh} if whole else given)
