"""Headings with their levels, sentences that lead in paragraphs, and what parallel heads share."""

from __future__ import annotations

from dataclasses import replace

from index.model import Document, Paragraph, ParagraphKind, StoredText
from index.registers.model import Outline
from index.registers.outlines.outlines import outline_of

BODY = "各支部把任务排成清单，逐项落实到人，每月对账，每季讲评，年底一起算总账，做到件件有着落、事事有回音。"


def outline(*paragraphs: tuple[ParagraphKind, str]) -> Outline:
    text = "\n".join(line for _, line in paragraphs)
    at = 0
    places: list[Paragraph] = []
    for kind, line in paragraphs:
        places.append(Paragraph(at, at + len(line), kind))
        at += len(line) + 1
    document = Document(
        7, None, None, (), None, None, "none", None, (), None, None, None, None, None,
        None, None, (), "simplified", len(text), None,
    )  # fmt: skip
    found = outline_of(StoredText(document, text, tuple(places), (), ()))
    assert all(text[one.start : one.end] == one.text for one in found.headings)
    return found


def test_levels_follow_the_numbering_in_the_order_of_its_use() -> None:
    found = outline(
        ("heading", "一、抓学习"),
        ("heading", "（一）学什么"),
        ("body", BODY),
        ("heading", "（二）怎么学"),
        ("heading", "1.读原著"),
        ("heading", "二、抓支部"),
    )
    assert [(one.level, one.text[:2]) for one in found.headings] == [
        (1, "一、"), (2, "（一"), (2, "（二"), (3, "1."), (1, "二、"),
    ]  # fmt: skip


def test_numbered_sentences_that_lead_in_their_paragraphs_are_headings() -> None:
    found = outline(
        ("heading", "一、成效"), ("body", f"（一）支部更强了。{BODY}"), ("body", f"（二）作风更实了。{BODY}")
    )
    assert [(one.level, one.text, one.lead) for one in found.headings[1:]] == [
        (2, "（一）支部更强了", True),
        (2, "（二）作风更实了", True),
    ]


def test_short_first_sentences_are_headings_only_where_several_paragraphs_have_them() -> None:
    several = outline(
        ("heading", "夯实根基"),
        *(("body", f"{head}。{BODY}") for head in ("建强班子", "管好队伍", "用活阵地")),
    )
    assert [one.text for one in several.headings] == ["夯实根基", "建强班子", "管好队伍", "用活阵地"]
    once = outline(("heading", "夯实根基"), ("body", f"春风化雨。{BODY}"), ("body", BODY), ("body", BODY))
    assert [one.text for one in once.headings] == ["夯实根基"]


def test_what_leads_in_without_a_number_stands_below_what_has_one() -> None:
    leads = [("body", f"{head}。{BODY}") for head in ("建强班子", "管好队伍", "用活阵地")]
    found = outline(("heading", "一、做法"), *leads, ("body", f"（二）机制更活了。{BODY}"), *leads)  # type: ignore[arg-type]
    assert [one.level for one in found.headings] == [1, 2, 2, 2, 2, 3, 3, 3]


def test_parallel_heads_are_told_by_what_they_share() -> None:
    found = outline(
        ("heading", "坚持党的领导，着力锻造队伍"),
        ("heading", "发扬优良作风，着力服务群众"),
        ("heading", "严守各项纪律，着力守住底线"),
    )
    assert {one.parallel for one in found.headings} == {"着力…"}
    assert found.shape == (("着力…", 3),)
    ends = outline(("heading", "支部班子强起来，带好头"), ("heading", "党员队伍强起来，站排头"))
    assert ends.shape == (("…强起来", 2),)


def test_heads_that_share_little_are_not_parallel() -> None:
    found = outline(
        *(
            ("heading", head)
            for head in ("抓好学习", "建强支部", "转变作风", "服务大局", "抓好落实", "守牢底线", "关心群众")
        )
    )
    assert found.shape == ()


def test_a_text_without_headings_has_an_empty_outline() -> None:
    assert outline(("body", BODY)) == replace(outline(("body", BODY)), headings=(), shape=())


def test_a_numbered_sentence_by_itself_is_a_heading_and_leads_stand_below_it() -> None:
    leads: list[tuple[ParagraphKind, str]] = [
        ("body", f"{head}。{BODY}") for head in ("建强班子", "管好队伍", "用活阵地")
    ]
    found = outline(
        ("heading", "三、下一步打算"),
        ("body", "（一）坚持固本强基，把每个支部建得更牢。"),
        *leads,
        ("body", "——守住底线，让干部少走弯路。"),
    )
    assert [(one.level, one.lead) for one in found.headings] == [
        (1, False), (2, False), (3, True), (3, True), (3, True), (3, False),
    ]  # fmt: skip
    assert found.headings[1].text == "（一）坚持固本强基，把每个支部建得更牢"


def test_a_text_that_leads_in_its_paragraphs_does_so_under_two_heads_of_a_section_too() -> None:
    found = outline(
        ("heading", "夯实根基"),
        *(("body", f"{head}。{BODY}") for head in ("建强班子", "管好队伍", "用活阵地")),
        ("heading", "服务中心"),
        *(("body", f"{head}。{BODY}") for head in ("助企纾困", "结对帮村")),
    )
    assert [one.text for one in found.headings][-2:] == ["助企纾困", "结对帮村"]


def test_a_saying_that_opens_a_paragraph_is_no_heading() -> None:
    found = outline(
        ("heading", "夯实根基"),
        ("body", f"“根深才能叶茂”。{BODY}"),
        *(("body", f"{head}。{BODY}") for head in ("建强班子", "管好队伍", "用活阵地")),
    )
    assert [one.text for one in found.headings] == ["夯实根基", "建强班子", "管好队伍", "用活阵地"]


def test_dashes_before_heads_are_not_what_they_share() -> None:
    found = outline(
        *(("body", f"——{head}。{BODY}") for head in ("坚持党建引领", "聚力攻坚突破", "守牢安全底线"))
    )
    assert [one.level for one in found.headings] == [1, 1, 1]
    assert found.shape == ()
