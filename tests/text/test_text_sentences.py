"""Where sentences end, and which sentences a span is cited with."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Paragraph, Span
from index.text.sentences import sentence_at, sentences


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "marked",
    [
        "坚持党的领导。|加强党的建设！|怎么办？|抓落实",
        "他们问：“谁来干？”|答案是明确的。",
        "“机关党建是根本保证。”|党的十八大以来，成效明显。",
        "“坚持围绕中心。”他强调，要建设队伍。|会后抓落实。",
        "“堅持圍繞中心。”他説，要建設隊伍。",
        "“坚持围绕中心。”市委书记指出：要建设队伍。",
        "要防止“说了就算完。”的现象，抓到底。|再检查。",
        "解决了“干什么？”“怎么干？”等问题。|见成效。",
        "筑牢堡垒……|一个个场景，令人难忘。",
        "学雷锋、讲党史……等活动有声有色。|成效好。",
        "让学习“活”起来。……|厚植红色基因。",
        "增长3.5%，达到2.7亿元。|版本v1.2.3发布。",
        "《怎么办？》一文发表。|大家学习。",
        "（见附件。）|下一句。",
        "工作完成（包括收尾！），群众满意。|下一句。",
        "真的吗？！|是的！！！|好。",
        "地址是http://a.cn/b?id=3的网页。|下一句。",
        "What is it? |是党建。",
        "一、总体要求；二、主要任务。|三、保障",
        "“第一句。|第二句。”|第三句。",
        "「第一句。」|『第二句！』|第三句。",
        "没有句号",
        "全面完成任务。|地方党委负责。|等到年底再看。|的确如此。",
        "广泛开展“我是谁、为了谁？”大讨论，深受欢迎。|见成效。",
        "喊出“请党放心！”的誓言。|再出发。",
        "他问：“谁来干？”|大家都举手。",
        "他（真的来了吗？）没有说话。|后来说了。",
        "做到三点。|——坚持学习。|——坚持实干。",
        "“有多少困难……”的感叹不再有。|好。",
        "条件艰苦……|的确如此。|好。",
        "筑牢堡垒。|（作者系机关干部）",
    ],
)
def test_sentences_end_where_the_bar_stands(marked: str) -> None:
    expected = [piece.strip() for piece in marked.split("|")]
    assert split("".join(marked.split("|"))) == expected


def test_white_space_belongs_to_no_sentence() -> None:
    assert split("\u3000\u3000第一句。 \n第二句。\u3000") == ["第一句。", "第二句。"]


def test_nothing_has_no_sentences() -> None:
    assert split("") == []
    assert split(" \u3000") == []


def test_sentence_at_is_the_whole_sentence() -> None:
    text = "甲乙丙。丁戊己。庚辛。\n壬癸。子丑"
    paragraphs = [Paragraph(0, 11, "body"), Paragraph(12, 17, "body")]
    assert sentence_at(text, paragraphs, 5, 6) == Span(4, 8)
    assert sentence_at(text, paragraphs, 5, 9) == Span(4, 11)
    assert sentence_at(text, paragraphs, 0, 1) == Span(0, 4)
    assert sentence_at(text, paragraphs, 3, 4) == Span(0, 4)
    assert sentence_at(text, paragraphs, 15, 17) == Span(15, 17)


def test_sentence_at_stays_inside_the_paragraph() -> None:
    text = "机关党建\n工作要点"
    assert sentence_at(text, [Paragraph(0, 4, "title"), Paragraph(5, 9, "body")], 1, 3) == Span(0, 4)


def test_sentence_at_nowhere_is_the_span_itself() -> None:
    assert sentence_at("页眉。\n正文。", [Paragraph(4, 7, "body")], 0, 2) == Span(0, 2)


@given(st.text(alphabet="党建“”‘’《》（）。！？…，、 \n?!a1他说的等", max_size=40), st.data())
def test_sentences_cover_everything_visible_in_order(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = sentences(text, start, end)
    assert all(start <= s.start < s.end <= end for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join("".join(text[s.start : s.end].split()) for s in found) == "".join(text[start:end].split())


@given(st.text(alphabet="党建“”。！？，的", min_size=1, max_size=30), st.data())
def test_sentence_at_covers_its_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = sentence_at(text, [Paragraph(0, len(text), "body")], start, end)
    assert found.start <= start
    assert end <= found.end


def test_the_real_articles_have_sentences_of_usual_length(seeds: dict[str, Path]) -> None:
    for file in seeds.values():
        text = file.read_text("utf-8")
        lengths = [s.end - s.start for line in spans_of_lines(text) for s in sentences(text, *line)]
        assert max(lengths) < 700
        assert 15 < sum(lengths) / len(lengths) < 90


def spans_of_lines(text: str) -> list[tuple[int, int]]:
    breaks = [-1, *(i for i, character in enumerate(text) if character == "\n"), len(text)]
    return [(a + 1, b) for a, b in pairwise(breaks)]
