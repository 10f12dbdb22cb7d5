"""What is written to the library the quick way is what the general way would write."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.collect import collect
from index.model import Furniture, Paragraph, ParagraphKind, Repair
from index.store.codec import content_key, dump_paragraphs, dump_records, dumps, load_paragraphs, text_digest

KINDS: tuple[ParagraphKind, ...] = ("title", "byline", "body", "heading", "note")


@settings(deadline=None)
@given(st.lists(st.builds(Paragraph, st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from(KINDS))))
def test_paragraphs_are_written_as_other_records_are(paragraphs: list[Paragraph]) -> None:
    written = dump_paragraphs(paragraphs)
    assert written == dump_records(paragraphs)
    assert load_paragraphs(written) == tuple(paragraphs)


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40))
def test_the_key_of_a_text_that_nothing_was_done_to_is_made_as_any_other(rest: str) -> None:
    collected = collect(f"把工作做实。“{rest}”\n第二段。".encode())
    text, made, apart = collected.before or (collected.text, collected.repairs, collected.furniture)
    repairs = [(one.kind, one.start, one.source) for one in made if isinstance(one, Repair)]
    furniture = [(one.kind, one.text) for one in apart if isinstance(one, Furniture)]
    assert content_key(collected) == text_digest(dumps([text, repairs, furniture]))
