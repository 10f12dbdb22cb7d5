"""Quotations go into a draft at a place, in three forms, and take nothing away from it."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from quoting_sources import quotation  # type: ignore[import-not-found]

from index.errors import UsageError
from index.quoting.anchors import anchors_of
from index.quoting.inserting import FORMS, Form, insert

ONE = quotation("一句话。")
COMMENT = ONE.anchor.comment()


def test_a_block_stands_between_empty_lines() -> None:
    assert insert("前文\n后文", 2, ONE) == f"前文\n\n> 一句话。\n\n题[N]. 某报，2022.\n\n{COMMENT}\n\n后文"
    assert insert("前后", 1, ONE).startswith("前\n\n> 一句话。\n") and insert("前后", 1, ONE).endswith(
        "\n\n后"
    )
    assert insert("", 0, ONE).startswith("> 一句话。")
    assert "\n\n\n" not in insert("前文\n\n\n后文", 4, ONE).removeprefix("前文\n\n\n")


def test_in_running_text_the_citation_follows_the_quotation() -> None:
    assert insert("他说：。", 3, ONE, "inline") == f"他说：“一句话。”{COMMENT}（《题》）。"


def test_marks_inside_of_marks_are_single_and_are_read_as_they_were() -> None:
    source = "把“服务‘清单’”晒出来"
    written = insert("", None, quotation(source), "inline")
    assert written.startswith("“把‘服务“清单”’晒出来”<!--")
    (placed,) = anchors_of(written)
    assert placed.intact and placed.quoted is not None and placed.quoted.text == source
    # A block has no marks around it.
    assert insert("", None, quotation(source)).startswith(f"> {source}\n")


def test_a_footnote_has_the_next_number_and_its_note_stands_at_the_end() -> None:
    assert insert("他说：。", 3, ONE, "footnote") == (
        f"他说：“一句话。”{COMMENT}[^1]。\n\n[^1]: 题[N]. 某报，2022.\n"
    )
    again = insert("旧注[^7]。\n\n[^7]: 旧\n", 2, ONE, "footnote")
    assert again.startswith(f"旧注“一句话。”{COMMENT}[^8][^7]。") and again.endswith(
        "[^7]: 旧\n\n[^8]: 题[N]. 某报，2022.\n"
    )


def test_the_end_is_a_new_paragraph_before_the_notes() -> None:
    notes = "[^1]: 甲\n    又一行\n\n[^2]: 乙\n"
    assert insert("前文", None, ONE, "inline") == f"前文\n\n“一句话。”{COMMENT}（《题》）\n"
    assert insert(f"前文\n\n{notes}", None, ONE, "inline") == (
        f"前文\n\n“一句话。”{COMMENT}（《题》）\n\n{notes}"
    )
    assert insert(f"前文\n\n{notes}", None, ONE, "footnote") == (
        f"前文\n\n“一句话。”{COMMENT}[^3]\n\n{notes}\n[^3]: 题[N]. 某报，2022.\n"
    )
    assert insert(f"前文\n\n{notes}", None, ONE).endswith(f"{COMMENT}\n\n{notes}")
    assert insert("", None, ONE, "inline") == f"“一句话。”{COMMENT}（《题》）\n"


@pytest.mark.parametrize("form", ["inline", "footnote"])
def test_running_text_holds_one_paragraph(form: Form) -> None:
    with pytest.raises(UsageError, match="block"):
        insert("前文", 2, quotation("一段。\n又一段。"), form)


drafts = st.text(alphabet="党建，。“”>#[^]1:\n\r ", max_size=60)


@given(
    draft=drafts,
    at=st.none() | st.integers(-5, 70),
    form=st.sampled_from(FORMS),
    text=st.text("党建。“”", min_size=1),
)
def test_nothing_of_the_draft_is_lost_and_the_quotation_is_found(
    draft: str, at: int | None, form: Form, text: str
) -> None:
    new = quotation(text)
    result = insert(draft, at, new, form)
    (placed,) = anchors_of(result)
    assert placed.intact and placed.anchor == new.anchor
    # What was there is there, in its order; only line ends are added at the seams.
    rest = iter(result)
    assert all(character in rest for character in draft)


@given(
    draft=st.text("党建，。\n", max_size=30), at=st.integers(0, 400), first=st.sampled_from(FORMS),
    second=st.sampled_from(FORMS),
)  # fmt: skip
@example(draft="\n。", at=1, first="block", second="inline")
def test_a_quotation_is_never_cut_in_two(draft: str, at: int, first: Form, second: Form) -> None:
    once = insert(draft, len(draft) // 2, quotation("先有的话。"), first)
    assume(at <= len(once))
    found = anchors_of(insert(once, at, quotation("后来的话。"), second))
    assert sorted(placed.quoted.text for placed in found if placed.quoted) == ["先有的话。", "后来的话。"]
    assert all(placed.intact for placed in found)


@given(
    draft=st.lists(st.text("党建", max_size=5), max_size=6),
    at=st.integers(0, 40),
    form=st.sampled_from(FORMS),
)
def test_the_line_ends_of_the_draft_are_kept(draft: list[str], at: int | None, form: Form) -> None:
    text = "\r\n".join(["首行", *draft, ""])
    result = insert(text, at, quotation("话"), form)
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", result)
