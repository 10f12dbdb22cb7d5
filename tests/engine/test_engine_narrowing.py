"""Narrowing a query by values of facets: the words stay, the conditions come and go."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.engine.language.ast import And, Field, Filter, Node, Not, Or
from index.engine.language.narrowing import Narrowing, narrowed, narrowings, without
from index.engine.language.query import parse


def read(query: str) -> list[tuple[str, tuple[str, ...], bool]]:
    return [(found.field, found.values, found.excluded) for found in narrowings(query)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", []),
        ("党建", []),
        ("党建 省:湖南", [("region", ("湖南",), False)]),
        ("省：湖南 党建 -层级:市", [("region", ("湖南",), False), ("level", ("市",), True)]),
        ("党建 NOT 省:湖南", [("region", ("湖南",), True)]),
        ("党建 (省:湖南 OR 省:福建)", [("region", ("湖南", "福建"), False)]),
        ("党建 -(省:湖南 OR 省:福建)", [("region", ("湖南", "福建"), True)]),
        ("省:湖南 OR 省:福建", [("region", ("湖南", "福建"), False)]),
        ("党建 OR 省:湖南", []),
        ("党建 (省:湖南 OR 年:2021)", []),
        ("来源:“人民 日报” 党建 SENT 机关", [("source", ("人民 日报",), False)]),
        ("党建 AND 年:2021..2023", [("year", ("2021..2023",), False)]),
        ("党建 NEAR", []),
    ],
)
def test_conditions_that_hold_for_the_whole_query_are_found(
    query: str, found: list[tuple[str, tuple[str, ...], bool]]
) -> None:
    assert read(query) == found


@pytest.mark.parametrize(
    ("query", "field", "values", "exclude", "result"),
    [
        ("", "region", ["湖南"], False, "省:湖南"),
        ("党建", "region", ["湖南"], False, "党建 省:湖南"),
        ("党建", "region", ["湖南"], True, "党建 -省:湖南"),
        ("党建", "region", ["湖南", "福建"], False, "党建 (省:湖南 OR 省:福建)"),
        ("党建", "region", ["湖南", "福建"], True, "党建 -省:湖南 -省:福建"),
        ("党建 OR 支部", "year", [2021], False, "(党建 OR 支部) 年:2021"),
        ("党建", "source", [None], False, "党建 来源:未知"),
        ("党建", "source", ["人民 日报（海外版）"], False, "党建 来源:“人民 日报（海外版）”"),
        # What contradicts the new condition goes; what goes well with it stays.
        ("党建 省:湖南", "region", ["福建"], False, "党建 省:福建"),
        ("党建 省:湖南 机关", "region", ["湖南"], True, "党建 机关 -省:湖南"),
        ("党建 -省:湖南", "region", ["湖南"], False, "党建 省:湖南"),
        ("党建 -省:湖南", "region", ["福建"], True, "党建 -省:湖南 -省:福建"),
        ("党建 -省:湖南", "region", ["湖南"], True, "党建 -省:湖南"),
        ("党建 (省:湖南 OR 省:福建)", "region", ["福建"], True, "党建 -省:福建"),
        ("党建 层级:省 -省:湖南", "level", ["市"], False, "党建 -省:湖南 层级:市"),
    ],
)
def test_a_query_is_narrowed_or_kept_from_values(
    query: str, field: Field, values: list[str | int | None], exclude: bool, result: str
) -> None:
    assert narrowed(query, field, values, exclude=exclude) == result


def test_a_condition_can_be_taken_out_again() -> None:
    query = "党建 省:湖南 机关"
    assert without(query, narrowings(query)[0]) == "党建 机关"


QUERIES = st.sampled_from(
    [
        "",
        "党建",
        "党建 机关",
        "党建 OR 机关",
        "“四强”党支部",
        "(党建 OR 支部) 机关",
        "-支部 党建",
        "党建 SENT 机关",
    ]
)
NAMES = st.text("人民日报 网()“”-\"'a1", min_size=1, max_size=8)
VALUES = st.one_of(st.none(), NAMES.filter(lambda text: any(map(str.isalnum, text))))


@example("(党建 OR 支部) 机关", "1)", False)
@given(QUERIES, VALUES, st.booleans())
def test_whatever_the_value_the_query_asks_for_just_that(
    query: str, value: str | None, exclude: bool
) -> None:
    tree = parse(narrowed(query, "source", [value], exclude=exclude))
    parts: tuple[Node, ...] = tree.parts if isinstance(tree, And) else (tree,)
    conditions = [part.part if isinstance(part, Not) else part for part in parts if is_condition(part)]
    assert len(conditions) == 1
    assert isinstance(parts[-1], Not) == exclude
    if query:
        before = parse(query)
        rest = parts[:-1]
        assert (before.parts if isinstance(before, And) else (before,)) == rest


def is_condition(node: Node) -> bool:
    return isinstance(node.part if isinstance(node, Not) else node, Filter)


@given(QUERIES, st.lists(st.sampled_from(["湖南", "福建", "山东"]), min_size=1, max_size=3, unique=True))
def test_what_was_put_in_is_found_and_taken_out(query: str, values: list[str]) -> None:
    fresh = narrowed(query, "region", values)
    found: tuple[Narrowing, ...] = narrowings(fresh)
    assert [(narrowing.field, narrowing.values) for narrowing in found] == [("region", tuple(values))]
    bare = without(fresh, found[0])
    if query:
        assert parse(bare) == parse(query)
        assert isinstance(parse(bare), Or) == isinstance(parse(query), Or)
    else:
        assert bare == ""
