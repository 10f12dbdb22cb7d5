"""A merged segment is the segment that would have been built from the same documents."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from segment_samples import built, documents, opened  # type: ignore[import-not-found]

from index.engine.segment.merging import merge
from index.model import StoredText


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.tuples(documents(), st.booleans()), min_size=1, max_size=4), min_size=1, max_size=4)
)
def test_merging_is_building_anew(parts: list[list[tuple[StoredText, bool]]]) -> None:
    kept = [stored for part in parts for stored, alive in part if alive]
    segments = [
        (opened([stored for stored, _ in part]), np.array([alive for _, alive in part])) for part in parts
    ]
    if not kept:
        with pytest.raises(ValueError, match="at least one document"):
            merge(segments)
        return
    arrays, meta = merge(segments)
    expected, expected_meta = built(kept)
    assert meta == expected_meta
    assert list(arrays) == list(expected)
    for name, array in expected.items():
        assert arrays[name].dtype == array.dtype, name
        assert np.array_equal(arrays[name], array), name
