"""The source's wording put into a draft: it reads as the source then, and nothing else is touched."""

# What is not there fails the test as well.
# mypy: disable-error-code="union-attr"
from __future__ import annotations

import pytest

from index.checking.mending import Edit, edited, normal
from index.checking.model import Checked, Report, Source
from index.errors import DraftError
from index.library import Library
from index.quoting.anchors import anchors_of

SAID = "潮水有涨落，服务不打烊。谁在岸上当看客，谁就要到船上去补课。"


def checked(library: Library, text: str) -> Report:
    return library.check(normal(text).encode(), "草稿.md")


def mended(library: Library, text: str, one: Checked | None = None) -> str:
    """The draft when the source's wording was put in the place of its first quotation, or of ``one``."""
    one = one or checked(library, text).quotations[0]
    assert one.source is not None
    return library.mended(text, one.line, one.column, one.text, one.source, whole=one.punctuation_only)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("潮水有涨落，服务不停歇。谁在岸上当看客，谁就要到船上去补课。", SAID),
        ("潮水有涨落，服务不打烊。谁就要到船上去补课。", SAID),
        ("潮水有涨落，服务也不打烊。谁在岸上当看客，谁就要到船上去补课。", SAID),
        ("潮水有涨落；服务不打烊。谁在岸上当看客，谁就要到船上去补课。", SAID),
        ("潮水有漲落，服務不打烊。誰在岸上當看客，誰就要到船上去補課。", SAID),
        ("潮水有涨落，服务不打烊。谁在岸上当看客，谁就要到船上去补课(kè)。", SAID),
    ],
    ids=["other words", "left out", "added", "punctuation", "script", "reading"],
)
def test_a_quotation_reads_as_its_source(library: Library, wrong: str, right: str) -> None:
    before, behind = "# 题\n\n材料中写道：“", "”他走了。\n\n下一段，有**重点**。\n"
    assert mended(library, before + wrong + behind) == before + right + behind


def test_marks_of_markdown_and_notes_inside_stay(library: Library) -> None:
    draft = (
        "材料中写道：“潮水有**涨落**，服务[^1]不停歇。谁在岸上当*看官*，谁就要到船上去补课。”\n\n[^1]: 注。\n"
    )
    right = (
        "材料中写道：“潮水有**涨落**，服务[^1]不打烊。谁在岸上当*看客*，谁就要到船上去补课。”\n\n[^1]: 注。\n"
    )
    assert mended(library, draft) == right


def test_the_other_lines_keep_their_ends(library: Library) -> None:
    draft = "题\r\n\r\n材料中写道：“潮水有涨落，服务不停歇。谁在岸上当看客，谁就要到船上去补课。”\r\n末\n"
    assert mended(library, draft) == draft.replace("停歇", "打烊")


def test_marks_inside_marks_are_of_the_other_kind(library: Library) -> None:
    draft = "报上写道：“工委建立‘灯塔’党员先锋岗83个，设立流动服务站，推行‘一船一册、一岛一策’做法。”\n"
    assert mended(library, draft) == draft.replace("83", "38")


def test_a_block_keeps_its_lines(library: Library) -> None:
    draft = "> 去年以来，云港市直机关工委把服务海上养殖当作头等大事，\n"
    draft += "> 组织党员干部上船问需、登岛解困，办成实事214件。\n"
    assert mended(library, draft) == draft.replace("解困", "解难")


def test_a_sentence_without_marks_reads_as_its_source(library: Library) -> None:
    draft = (
        "市委书记在会上强调，各级党组织要把渔民的难处放在心里，把承诺的事情办到码头，决不让一条小船掉队。\n"
    )
    assert mended(library, draft) == draft.replace("心里", "心上")


def test_a_comment_that_names_the_source_holds_again(library: Library, ids: dict[str, int]) -> None:
    stored = library.show(ids["甲"])
    start = stored.text.index(SAID)
    anchor = library.anchor(ids["甲"], start, start + len(SAID))
    draft = f"他说：“{SAID.replace('打烊', '停歇')}”{anchor.comment()}\n"
    (placed,) = anchors_of(mended(library, draft))
    assert placed.intact and placed.anchor == anchor


def test_another_wording_takes_the_comment_with_it(library: Library, ids: dict[str, int]) -> None:
    stored, other = library.show(ids["甲"]), library.show(ids["乙"])
    said = "各级党组织要把渔民的难处放在心上，把{}的事情办到码头，决不让一条小船掉队。"
    start = stored.text.index(said.format("承诺"))
    anchor = library.anchor(ids["甲"], start, start + len(said))
    draft = f"书记强调：“{said.format('承担')}”{anchor.comment()}\n"
    (one,) = checked(library, draft).quotations
    begin = other.text.index(said.format("答应"))
    worded = Source(ids["乙"], begin, begin + len(said), said.format("答应"))
    (placed,) = anchors_of(library.mended(draft, one.line, one.column, one.text, worded))
    assert placed.intact and placed.anchor.document == ids["乙"]
    assert placed.quoted.text == said.format("答应")


def test_a_figure_is_the_one_of_the_source(library: Library) -> None:
    draft = "设立流动服务站，党员志愿者达1620人。\n"
    (one,) = checked(library, draft).figures
    assert one.other is not None
    assert library.mended(draft, one.line, one.column, one.text, one.other) == draft.replace("1620", "1260")


def test_what_the_draft_does_not_say_any_more_is_not_touched(library: Library) -> None:
    draft = f"材料中写道：“{SAID.replace('打烊', '停歇')}”\n"
    (one,) = checked(library, draft).quotations
    assert one.source is not None
    with pytest.raises(DraftError, match="check it again"):
        library.mended("另外一篇。\n", one.line, one.column, one.text, one.source)
    with pytest.raises(DraftError, match="check it again"):
        library.mended(draft, 7, 1, one.text, one.source)


def test_every_kind_of_line_end_is_where_it_was() -> None:
    text = "一\r\n二\n三\r四\r\n五"
    edits = [Edit(2, 3, "贰"), Edit(6, 7, "肆"), Edit(8, 8, "叁")]
    assert edited(text, edits) == "一\r\n贰\n三\r肆\r\n叁五"
    assert edited(text, [Edit(1, 2, "")]) == "一二\n三\r四\r\n五"
