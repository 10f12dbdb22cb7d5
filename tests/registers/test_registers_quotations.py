"""What is quoted, by whom, and only as far as the text says so."""

from __future__ import annotations

import pytest

from index.model import Document, Paragraph, StoredText
from index.registers.model import Quotation
from index.registers.quotations.quotations import quotations_of


def stored(text: str, date: str | None = "2023-06-01") -> StoredText:
    document = Document(
        1, None, None, (), None, date, "day" if date else "none", None, (), "湖南", None, None, None, None,
        None, None, (), "simplified", len(text), None,
    )  # fmt: skip
    return StoredText(document, text, (Paragraph(0, len(text), "body"),), (), ())


def quoted(text: str) -> list[Quotation]:
    found = list(quotations_of(stored(text)))
    assert [one.text for one in found] == [text[one.start : one.end] for one in found]
    return found


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("市委书记李某某强调：“要把支部建在项目上，让党员走在前面。”", "市委书记李某某"),
        ("会上，市直机关工委负责人介绍，“我们把课堂搬进了车间。”", "市直机关工委负责人"),
        ("“有了代办员，跑腿的事就少了。”居民张大姐说。", "居民张大姐"),
        ("“流程少了，心就定了。”办税大厅负责人王某说。", "办税大厅负责人王某"),
        ("他说：“这件事今天必须办完，不能过夜。”", None),
        ("窗口墙上写着：“今天的事今天办完，明天的事提前办。”", None),
    ],
)
def test_only_a_person_or_an_organ_that_the_text_names_is_a_speaker(text: str, speaker: str | None) -> None:
    (one,) = quoted(text)
    assert one.speaker == speaker
    assert (one.speaker_status == "explicit") == (speaker is not None)


def test_who_speaks_goes_on_speaking_in_the_next_marks() -> None:
    first, second = quoted("省委书记赵某指出：“支部要强，书记先强。”“书记要强，担当要强。”")
    assert (first.speaker, second.speaker) == ("省委书记赵某", "省委书记赵某")


@pytest.mark.parametrize(
    "text",
    [
        "深化“动力先行·合力攻坚”工程",
        "落实“首问负责”制度和“一站三员”机制",
        "这是支部的“龙头”，大家拧成“一股绳”。",
        "开展“学原著、谈体会”主题党日活动",
    ],
)
def test_names_terms_and_emphasis_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_slogans_are_quotations_without_a_speaker() -> None:
    (one,) = quoted("全省机关讲究“讲诚信、懂规矩、守纪律”，蔚然成风。")
    assert (one.text, one.speaker, one.speaker_status) == ("讲诚信、懂规矩、守纪律", None, "none")


def test_the_date_is_that_of_the_sentence() -> None:
    (one,) = quoted("今年4月，省委书记赵某强调：“要把力量沉到一线，把问题解决在一线。”")
    assert one.date == "2023-04"
