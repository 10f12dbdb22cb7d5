"""Families that follow each other in as many documents are put together, whatever stands between them.

Where each wording of a passage has fewer documents than a family needs, its common pieces are families still.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.reuse.families.gathering import Gatherer
from index.reuse.families.wordings import Occurrences, letters_from, text_of

if TYPE_CHECKING:
    from index.reuse.grams import Int64, Letters

BETWEEN = 24
"""Letters between two pieces of one passage at most."""
MOSTLY = 0.5
"""Of the documents of the piece that has fewer: in so many they stand together."""
NEXT = 3
"""Pieces that are looked at behind each: some lie inside others."""
LONGEST = 600
"""Letters of what is put together."""


def joined(gatherer: Gatherer, families: Sequence[Occurrences], minimum: int) -> list[Letters]:
    """The commonest wordings of what is two families, one behind the other, in ``minimum`` documents or more.

    In the order of documents, then of letters, the most first.
    """
    if len(families) < 2:
        return []
    numbers = np.repeat(np.arange(len(families)), [len(one.rows) for one in families])
    rows = np.concatenate([one.rows for one in families])
    starts = np.concatenate([one.places for one in families])
    ends = starts + np.concatenate([one.lengths for one in families])
    order = np.lexsort((ends, starts, rows))
    numbers, rows, starts, ends = numbers[order], rows[order], starts[order], ends[order]
    pairs, owners, begins, sizes, gaps = [], [], [], [], []
    for step in range(1, NEXT + 1):
        goes_on = (
            (rows[step:] == rows[:-step])
            & (starts[step:] > starts[:-step])
            & (ends[step:] > ends[:-step])
            & (starts[step:] - ends[:-step] <= BETWEEN)
            & (ends[step:] - starts[:-step] <= LONGEST)
            & (numbers[step:] != numbers[:-step])
        )
        at = np.flatnonzero(goes_on)
        pairs.append(numbers[at] * len(families) + numbers[at + step])
        owners.append(rows[at])
        begins.append(starts[at])
        sizes.append(ends[at + step] - starts[at])
        gaps.append(np.stack((ends[at], starts[at + step]), axis=1))
    documents = np.array([len(one.documents) for one in families], np.int64)
    return _wordings(
        gatherer,
        documents,
        minimum,
        np.concatenate(pairs),
        np.concatenate(owners),
        np.concatenate(begins),
        np.concatenate(sizes),
        np.concatenate(gaps),
    )


def _wordings(
    gatherer: Gatherer,
    documents: Int64,
    minimum: int,
    pairs: Int64,
    rows: Int64,
    starts: Int64,
    sizes: Int64,
    gaps: Int64,
) -> list[Letters]:
    order = np.lexsort((starts, rows, pairs))
    pairs, rows, starts, sizes, gaps = (each[order] for each in (pairs, rows, starts, sizes, gaps))
    new = np.diff(pairs, prepend=-1) != 0
    heads = np.append(np.flatnonzero(new), len(pairs))
    # Each document counts once for a pair.
    once = np.cumsum(np.append(0, new | (np.diff(rows, prepend=-1) != 0)))
    together = once[heads[1:]] - once[heads[:-1]]
    first, second = np.divmod(pairs[heads[:-1]], len(documents))
    least = np.minimum(documents[first], documents[second])
    found: dict[str, int] = {}
    often = (together >= minimum) & (together >= MOSTLY * least)
    # Two sentences with another one between them are no passage.
    whole = np.zeros(len(pairs), np.bool_)
    looked_at = np.flatnonzero(np.repeat(often, np.diff(heads)))
    looked_at = looked_at[~gatherer.sentences_end(rows[looked_at], gaps[looked_at])]
    whole[looked_at] = True
    said = dict(
        zip(
            looked_at.tolist(),
            gatherer.wordings(*(each[looked_at] for each in (rows, starts, sizes))),
            strict=True,
        )
    )
    for number in np.flatnonzero(often).tolist():
        here = (np.flatnonzero(whole[heads[number] : heads[number + 1]]) + heads[number]).tolist()
        if len(set(rows[here].tolist())) < minimum:
            continue
        wordings = Counter(said[at] for at in here)
        wording = min(wordings, key=lambda wording: (-wordings[wording], wording))
        if wordings[wording] >= minimum:
            # It was found as what it is, or left out for its ends.
            continue
        text = text_of(np.frombuffer(wording, ">u2"))
        found[text] = max(found.get(text, 0), int(together[number]))
    return [letters_from(text) for text in sorted(found, key=lambda text: (-found[text], -len(text), text))]
