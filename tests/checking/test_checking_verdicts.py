"""What is said of a quotation: as it stands, folded, different at these characters, or not found."""

# What is not there fails the test as well.
# mypy: disable-error-code="union-attr"
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.checking.checker import CONVERSION
from index.checking.model import Checked, Report
from index.library import Library

Check = Callable[..., Report]
Quote = Callable[[str], Checked]

SAID = "潮水有涨落，服务不打烊。谁在岸上当看客，谁就要到船上去补课。"
STRESSED = "各级党组织要把渔民的难处放在心上，把承诺的事情办到码头，决不让一条小船掉队。"


def _edits(one: Checked, library: Library) -> list[tuple[str, str, str]]:
    """What is other in the quotation, and what stands there in the source."""
    assert one.source is not None
    text = library.show(one.source.id).text
    return [(d.op, one.text[d.start : d.end], text[d.other_start : d.other_end]) for d in one.differences]


def test_what_stands_so_is_verbatim_with_its_place(
    quote: Quote, library: Library, ids: dict[str, int]
) -> None:
    one = quote(SAID)
    assert one.verdict == "verbatim"
    assert one.source.id == ids["甲"]
    assert library.show(ids["甲"]).text[one.source.start : one.source.end] == SAID == one.source.text
    assert one.differences == ()
    assert (one.documents, one.occurrences) == (1, 1)
    assert one.earliest.id == ids["甲"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("潮水有漲落，服務不打烊。誰在岸上當看客，誰就要到船上去補課。", "the other script"),
        ("潮水有涨落,服务不打烊。谁在岸上当看客,谁就要到船上去补课。", "half-width punctuation"),
        ("潮水有涨落，服务不打烊。谁在岸上当看客，谁就要到船 上去补课。", "a space"),
        ("潮水有涨落，服务不打烊。谁在岸上当看客，谁就要到船上去补课(kè)。", "the reading of a character"),
        ("工委建立‘灯塔’党员先锋岗３８个", "marks inside marks, wide digits"),
    ],
)
def test_what_only_looks_different_is_folded(quote: Quote, text: str, why: str) -> None:
    assert quote(text).verdict == "folded", why
    assert quote(text).differences == ()


@pytest.mark.parametrize("text", [SAID.rstrip("。"), "潮水有涨落，服务不打烊"])
def test_a_full_stop_outside_the_marks_is_no_difference(quote: Quote, text: str) -> None:
    assert quote(text).verdict == "verbatim"


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        (STRESSED.replace("承诺", "许诺"), [("replace", "许", "承")]),
        (STRESSED.replace("，把承诺的事情办到码头", ""), [("insert", "", "把承诺的事情办到码头")]),
        (STRESSED.replace("一条", "半条"), [("replace", "半", "一")]),
        (STRESSED.replace("决不让", "都决不让"), [("delete", "都", "")]),
        (STRESSED.replace("渔民的", "渔民和"), [("replace", "和", "的")]),
    ],
)
def test_what_was_altered_differs_at_these_characters(
    quote: Quote, library: Library, text: str, edits: list[tuple[str, str, str]]
) -> None:
    one = quote(text)
    assert (one.verdict, one.punctuation_only) == ("differs", False)
    assert _edits(one, library) == edits


def test_a_changed_number_is_told_whole(quote: Quote, library: Library) -> None:
    one = quote("推行“一船一册、一岛一策”做法，党员志愿者达1360人".replace("“", "‘").replace("”", "’"))
    assert _edits(one, library) == [("replace", "1360", "1260")]


def test_clauses_in_another_order_have_moved(quote: Quote) -> None:
    one = quote("把承诺的事情办到码头，各级党组织要把渔民的难处放在心上，决不让一条小船掉队。")
    assert one.verdict == "differs"
    assert {difference.op for difference in one.differences} == {"move"}


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        (SAID.replace("，", "；", 1), [("replace", "；", "，")]),
        (SAID.replace("，", "", 1), [("insert", "", "，")]),
        (SAID.replace("补课。", "补课！"), [("replace", "！", "。")]),
        ("潮水有涨落、服务不打烊", [("replace", "、", "，")]),
        ("潮水，有涨落，服务不打烊", [("delete", "，", "")]),
    ],
)
def test_other_punctuation_is_a_difference_of_its_own(
    quote: Quote, library: Library, text: str, edits: list[tuple[str, str, str]]
) -> None:
    one = quote(text)
    assert (one.verdict, one.punctuation_only, one.similarity) == ("differs", True, 1.0)
    assert _edits(one, library) == edits


def test_who_leaves_marks_out_that_reach_further_quotes_otherwise(quote: Quote) -> None:
    # Of “灯塔”党员先锋岗 the first mark stands before the quotation.
    one = quote("塔党员先锋岗38个，设立流动服务站")
    assert (one.verdict, one.punctuation_only) == ("differs", True)


def test_the_nearest_wording_comes_first_and_the_others_are_told(quote: Quote, ids: dict[str, int]) -> None:
    one = quote(STRESSED.replace("小船", "大船"))
    assert one.source.id == ids["甲"]
    assert [worded.source.id for worded in one.wordings] == [ids["甲"], ids["乙"]]
    assert [worded.documents for worded in one.wordings] == [1, 1]
    assert one.wordings[1].earliest.date == "2022-11-20"


def test_other_wordings_of_what_stands_so_are_told_too(quote: Quote, ids: dict[str, int]) -> None:
    one = quote(STRESSED)
    assert one.verdict == "verbatim"
    assert [worded.source.id for worded in one.wordings] == [ids["甲"], ids["乙"]]


def test_of_several_documents_the_earliest_is_the_source(quote: Quote, ids: dict[str, int]) -> None:
    one = quote("各级党组织要把渔民的难处放在心上")
    assert (one.source.id, one.documents, one.earliest.date) == (ids["甲"], 2, "2021-03-02")


def test_a_traditional_text_is_a_source_of_a_simplified_quotation(quote: Quote, ids: dict[str, int]) -> None:
    one = quote("把海上的流动服务站变成山里的流动服务车")
    assert (one.verdict, one.source.id) == ("folded", ids["丙"])


@pytest.mark.parametrize(
    "text",
    [
        "月亮从后山升起来的时候，磨坊里的老牛已经睡着了三回。",
        "任何单位和个人不得占用消防通道停放自行车。",
        "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉",
    ],
)
def test_what_no_text_has_is_not_found_and_nothing_else_is_said(quote: Quote, text: str) -> None:
    one = quote(text)
    assert (one.verdict, one.source, one.differences, one.wordings) == ("not_found", None, (), ())


def test_what_was_left_out_and_says_so_is_checked_in_pieces(
    quote: Quote, library: Library, ids: dict[str, int]
) -> None:
    one = quote("潮水有涨落……谁就要到船上去补课。")
    assert one.verdict == "verbatim"
    assert [piece.text for piece in one.pieces] == ["潮水有涨落", "谁就要到船上去补课。"]
    assert one.source.text == SAID
    assert any("left out" in remark for remark in one.remarks)


@pytest.mark.parametrize("mark", ["……", "…", "[...]", "（略）", "［……］", "......"])
def test_however_the_omission_is_marked(quote: Quote, mark: str) -> None:
    assert quote(f"把渔民的难处放在心上{mark}决不让一条小船掉队").verdict == "verbatim"


def test_pieces_that_were_altered_differ(quote: Quote, library: Library) -> None:
    one = quote("潮水有涨落……谁就要到船上去上课。")
    assert one.verdict == "differs"
    assert _edits(one, library) == [("replace", "上", "补")]


def test_pieces_in_another_order_are_said_to_be(quote: Quote) -> None:
    one = quote("谁就要到船上去补课……潮水有涨落，服务不打烊")
    assert one.verdict == "differs"
    assert any("another order" in remark for remark in one.remarks)


def test_pieces_of_two_documents_are_no_quotation_of_one(quote: Quote) -> None:
    one = quote("潮水有涨落，服务不打烊……省下的油钱够给孩子买书包")
    assert one.verdict == "differs"
    assert any("not have all pieces" in remark for remark in one.remarks)


@pytest.mark.parametrize("brackets", ["[]", "［］", "（）", "()"])
def test_what_the_quoter_put_in_brackets_is_said(quote: Quote, brackets: str) -> None:
    inserted = f"{brackets[0]}指书记{brackets[1]}"
    one = quote(f"谁在岸上当看客{inserted}，谁就要到船上去补课。")
    assert one.verdict == "verbatim"
    assert one.inserted == (inserted,)


def test_brackets_do_not_hide_what_was_altered_beside_them(quote: Quote) -> None:
    one = quote("谁在岸上当看客[指书记]，谁就要到山上去补课。")
    assert one.verdict == "differs"
    assert one.inserted == ("[指书记]",)
    assert [one.text[d.start : d.end] for d in one.differences] == ["山"]


def test_a_quotation_may_go_over_the_end_of_a_paragraph(check: Check, library: Library) -> None:
    text = library.show(next(one.id for one in library.list() if (one.path or "").endswith("甲.txt"))).text
    start, end = text.index("得到沿海各乡镇"), text.index("：完善码头")
    first, second = text[start:end].split("\n", 1)[0], text[start:end].rsplit("\n", 1)[1]
    for draft in (f"材料中写道：“{first}\n{second}”", f"材料中写道：“{first}\n\n“{second}”"):
        (one,) = check(draft, ".txt").quotations
        assert one.verdict in ("verbatim", "folded"), draft


def test_what_is_made_of_common_runs_only_is_found_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.checking.finding import votes

    common = [f"第{n}篇\n\n大家都说把渔船开到深水里去捕鱼，这是第{n}次了。\n" for n in range(30)]
    for number, text in enumerate(common):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(votes, "FOLLOWED", 20)
    with Library.open(tmp_path / "库") as library:
        library.import_paths([tmp_path / f"{number}.txt" for number in range(30)])
        (one,) = library.check("他说：“把渔船开到浅水里去捕鱼”".encode(), "a.txt").quotations
    assert (one.verdict, one.documents) == ("differs", 30)
    assert one.source is not None
    assert one.source.text == "把渔船开到深水里去捕鱼"


def test_what_converters_of_scripts_confuse_differs_and_is_told_to_be_that(quote: Quote) -> None:
    one = quote("山區各縣學習雲港做法，把海上的流動服務站變成山哩的流動服務車")
    assert one.verdict == "differs"
    (remark,) = [remark for remark in one.remarks if remark.template == CONVERSION]
    assert remark.fields == {"ours": "哩", "theirs": "裡"}
    other = quote("山區各縣學習雲港做法，把海上的流動服務站變成山上的流動服務車")
    assert other.verdict == "differs" and CONVERSION not in [remark.template for remark in other.remarks]


def test_signs_of_the_paragraph_before_stand_in_a_paragraph_of_their_own(check: Check) -> None:
    """As a passage is quoted that begins at the full stop before it."""
    (one,) = check("> 。\n>\n> 老船长们说，从前上岸办事要跑三趟\n").quotations
    assert (one.verdict, one.differences) == ("verbatim", ())
    assert one.source is not None
    assert one.source.text.startswith("。")
    (one,) = check("> ！\n>\n> 老船长们说，从前上岸办事要跑三趟\n").quotations
    assert (one.verdict, one.punctuation_only) == ("differs", True)
