"""What of a draft is checked, and where it says that it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.checking.claims import Claims, claims_of
from index.checking.model import Report
from index.checking.reading import read

Check = Callable[..., Report]


def _claims(text: str, suffix: str = ".md") -> Claims:
    return claims_of(read(text.encode(), "草稿" + suffix))


def _texts(text: str, suffix: str = ".md") -> list[str]:
    return [claim.text for claim in _claims(text, suffix).claims if claim.kind != "formula"]


@pytest.mark.parametrize("marks", ["“”", "「」", "『』", '""', "„“"[:1] + "”"])
def test_every_kind_of_quotation_marks(marks: str) -> None:
    assert _texts(f"他说：{marks[0]}潮水有涨落，服务不打烊{marks[1]}。") == ["潮水有涨落，服务不打烊"]


@pytest.mark.parametrize("name", ["“灯塔”工程", "“海燕”奖", "“窗口”单位", "实施“一网通办改革”行动", "“A”"])
def test_names_and_single_words_are_no_quotations(name: str) -> None:
    assert _texts(f"全市推进{name}。") == []


def test_names_are_counted_apart(check: Check) -> None:
    report = check("全市推进“灯塔”工程，建设“海燕”队伍。他说：“潮水有涨落，服务不打烊。”\n")
    assert report.summary["names"] == 2
    assert report.summary["quotations"] == 1


def test_a_short_formula_that_texts_have_is_told_apart(check: Check) -> None:
    report = check("全市推行“一船一册”做法。\n")
    assert [(one.text, one.verdict) for one in report.formulae] == [("一船一册", "verbatim")]
    assert report.quotations == ()
    assert (report.summary["formulae"], report.summary["names"]) == (1, 0)


def test_what_somebody_says_is_a_quotation_however_short_it_is() -> None:
    assert _texts("他反复说：“下船去”。") == ["下船去"]


def test_marks_inside_marks_belong_to_the_quotation() -> None:
    assert _texts("他说：“要用好‘一船一册’，把事办到码头。”") == ["要用好‘一船一册’，把事办到码头。"]
    assert _texts("他说：“要用好“一船一册”，把事办到码头。”") == ["要用好“一船一册”，把事办到码头。"]


def test_quotations_in_titles_are_none() -> None:
    assert _texts("印发《关于开展“潮水有涨落，服务不打烊”活动的通知》。") == []


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        ("> 潮水有涨落，服务不打烊。\n", "潮水有涨落，服务不打烊。"),
        ("> 潮水有涨落，\n> 服务不打烊。\n", "潮水有涨落，\n服务不打烊。"),
        ("> “潮水有涨落，服务不打烊。”\n", "潮水有涨落，服务不打烊。"),
        ("> 潮水有涨落，服务不打烊。\n>\n> ——《云港日报》\n", "潮水有涨落，服务不打烊。"),
        ("> [!NOTE]\n> 潮水有涨落，服务不打烊。\n", "潮水有涨落，服务不打烊。"),
    ],
)
def test_a_block_quote_is_one_quotation(draft: str, text: str) -> None:
    (claim,) = _claims(draft).claims
    assert claim.kind == "block"
    assert " ".join(claim.text.split()) == " ".join(text.split())


def test_lines_behind_a_sign_of_quoting_are_one_quotation_in_plain_text() -> None:
    found = _claims(
        "他来信说：\n> 潮水有**涨落**，服务不打烊。\n>谁在岸上当看客，\n\n别的话。\n> 又一处引用，与前无关。",
        ".txt",
    )
    assert [(one.kind, one.text) for one in found.claims] == [
        ("block", "潮水有**涨落**，服务不打烊。\n谁在岸上当看客，"),
        ("block", "又一处引用，与前无关。"),
    ]


def test_the_number_of_a_reference_alone_is_no_quotation() -> None:
    assert _texts("> 潮水有涨落，服务不打烊。[3]\n\n后来呢\n\n> [4]\n") == ["潮水有涨落，服务不打烊。"]


def test_two_block_quotes_are_two() -> None:
    claims = _claims("> 潮水有涨落，服务不打烊。\n\n中间的话。\n\n> 谁在岸上当看客，谁就去补课。\n").claims
    assert [claim.kind for claim in claims] == ["block", "block"]


@pytest.mark.parametrize(
    ("sentence", "said", "speaker"),
    [
        ("市委书记强调，要把渔民的难处放在心上。", "要把渔民的难处放在心上", "市委书记"),
        ("市委书记指出：要把渔民的难处放在心上。", "要把渔民的难处放在心上", "市委书记"),
        ("会议要求，各级党组织要上船问需；要登岛解难。", "各级党组织要上船问需；要登岛解难", "会议"),
        ("据云港日报报道，全市渔船党支部增加到56个。", "全市渔船党支部增加到56个", "云港日报"),
        ("3月2日，市委书记在会上强调要把渔民的难处放在心上。", "要把渔民的难处放在心上", "市委书记在会上"),
    ],
)
def test_sentences_that_report_somebodys_words(sentence: str, said: str, speaker: str) -> None:
    (claim,) = _claims(sentence).claims
    assert (claim.kind, claim.text) == ("attributed", said)
    assert speaker in (claim.speaker or "")


@pytest.mark.parametrize(
    "sentence",
    [
        "我们认为，要把渔民的难处放在心上。",
        "有人说，这样的安排没有必要再搞下去。",
        "各级党组织要把渔民的难处放在心上。",
        "这项要求，各单位都已经按时完成。",
        "认真落实市委要求，各级党组织都要登岛解难。",
        "总的来说，这样的安排方便了渔民办事。",
    ],
)
def test_what_nobody_else_said_is_no_report(sentence: str) -> None:
    assert _texts(sentence) == []


def test_a_report_in_quotation_marks_is_checked_once() -> None:
    claims = _claims("市委书记强调，“把渔民的难处放在心上，把承诺的事情办到码头”。").claims
    assert [claim.kind for claim in claims] == ["quotation"]


def test_a_sentence_of_a_quotation_that_reports_words_is_no_report_of_the_draft() -> None:
    draft = "有文章写道：“码头修好。船长表示，有奔头”（《长滩码头纪事》——北岸船民的一天，2021年5月7日）。"
    assert _texts(draft) == ["码头修好。船长表示，有奔头"]


@pytest.mark.parametrize(
    "citation", ["（《码头修缮记》，《江潮日报》，2021年5月7日）", "（张某：《码头修缮记》，2021年）"]
)
def test_where_a_reported_sentence_is_from_is_no_part_of_it(citation: str) -> None:
    assert _texts(f"船长表示，码头修好了，大家（男女老少）都很高兴{citation}。") == [
        "码头修好了，大家（男女老少）都很高兴"
    ]


@pytest.mark.parametrize(
    "draft",
    [
        "他说：“潮水有涨落，\n服务不打烊。”\n",
        "他说：“潮水有涨落，\n\n服务不打烊。”\n",
        "他说：“潮水有涨落，\n\n“服务不打烊。”\n",
    ],
)
def test_quotations_go_over_line_ends_and_paragraphs(draft: str) -> None:
    (text,) = _texts(draft)
    assert "".join(text.split()) == "潮水有涨落，服务不打烊。"


def test_the_wrong_one_of_two_marks_is_taken_for_the_other() -> None:
    assert _texts("他说：“潮水有涨落，服务不打烊“。") == ["潮水有涨落，服务不打烊"]


@pytest.mark.parametrize(
    ("draft", "place"),
    [
        ("开头一句。他说：“潮水有涨落，服务不打烊。\n下一段没有引号。\n", (1, 9)),
        ("第一段。\n潮水有涨落，服务不打烊”，他说。\n", (2, 12)),
    ],
)
def test_a_mark_without_its_partner_is_told_and_not_guessed(draft: str, place: tuple[int, int]) -> None:
    found = _claims(draft)
    assert [(one.line, one.column) for one in found.unbalanced] == [place]
    assert [claim for claim in found.claims if claim.kind == "quotation"] == []


def test_one_forgotten_mark_does_not_spoil_the_paragraphs_behind() -> None:
    draft = (
        "甲说：“潮水有涨落，服务不打烊。\n" + "中间一段。\n" * 8 + "乙说：“谁在岸上当看客，谁就去补课。”\n"
    )
    assert _texts(draft) == ["谁在岸上当看客，谁就去补课。"]


def test_places_are_those_of_the_file_and_the_marks_of_markdown_no_text() -> None:
    draft = "---\ntitle: 草稿\n---\n# 标题\n\n- 他说：“潮水有**涨落**，服务[不打烊](http://a.cn)。”\n"
    found = read(draft.encode(), "a.md")
    (claim,) = claims_of(found).claims
    assert claim.text == "潮水有涨落，服务不打烊。"
    assert found.position(claim.start) == (6, 7)


@pytest.mark.parametrize(
    "draft",
    ["```\n他说：“潮水有涨落，服务不打烊。”\n```\n", "<!-- 他说：“潮水有涨落，服务不打烊。” -->\n"],
)
def test_programs_and_comments_are_not_read(draft: str) -> None:
    assert _claims(draft).claims == ()


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        ("他说：“潮水*有*涨落，***服务***不打烊。”", "潮水有涨落，服务不打烊。"),
        ("他说：“潮水有`涨落`，~~服务~~不打烊。”", "潮水有涨落，服务不打烊。"),
        ("他说：“潮水有\\*涨落，服务不打烊\\[注\\]。”", "潮水有*涨落，服务不打烊[注]。"),
        ("他说：“潮水PM_2.5涨落，服务3*4不打烊。”", "潮水PM_2.5涨落，服务3*4不打烊。"),
        ("他说：“潮水有涨落[^1]，服务<b>不打烊</b>。”", "潮水有涨落，服务不打烊。"),
    ],
)
def test_marks_that_are_signs_of_the_text_stay(draft: str, text: str) -> None:
    assert _texts(draft) == [text]


def test_plain_text_has_no_marks_of_markdown() -> None:
    (text,) = _texts("他说：“潮水有**涨落**，服务不打烊。”", ".txt")
    assert text == "潮水有**涨落**，服务不打烊。"
