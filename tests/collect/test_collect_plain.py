"""Plain text: official documents that were saved as text, and text under the names of other formats."""

from __future__ import annotations

import pytest

from index.collect import collect
from index.errors import ImportFailure

TEXT = "本周，机关党支部组织党员到社区开展志愿服务，清理楼道，看望老人，受到居民欢迎。"
MORE = "支部书记说，下一步还要把服务清单做细，把群众的事办到心坎上，让大家都满意。"
HEAD = "中共某某省直属机关工作委员会文件"
NUMBER = "某直工发〔2024〕3号"
TITLE = ("关于开展机关党建质量", "提升行动的通知")


@pytest.mark.parametrize(
    "head",
    [
        (HEAD, NUMBER, *TITLE),
        (HEAD, "", NUMBER + "　　签发人：某某", "★", "", *TITLE),
        (HEAD, "".join(TITLE), NUMBER),
        (HEAD, *TITLE),
        (HEAD, NUMBER, TITLE[0], "提升行动的", "通　知"),
    ],
    ids=["usual", "signed", "number below", "no number", "its last word set apart"],
)
def test_the_letterhead_of_an_official_document_is_not_its_title(head: tuple[str, ...]) -> None:
    text = "\n".join((*head, "省直各单位机关党委：", TEXT, MORE))
    found = collect(text.encode(), path="a.txt")
    assert found.metadata.title is not None
    assert found.metadata.title.replace("\u3000", "") == "".join(TITLE)
    titles = [found.text[p.start : p.end] for p in found.paragraphs if p.kind == "title"]
    assert titles == [found.metadata.title]
    assert HEAD in found.text


def test_a_title_that_was_put_together_is_a_repair_that_can_be_undone() -> None:
    found = collect("\n".join((HEAD, NUMBER, *TITLE, TEXT, MORE)).encode(), path="a.txt")
    assert [repair.kind for repair in found.repairs] == ["linebreak"]


@pytest.mark.parametrize(
    "head",
    [(HEAD, "2024年3月5日", TITLE[0]), ("学习贯彻文件", TEXT, NUMBER)],
)
def test_without_a_title_below_the_letterhead_nothing_is_told(head: tuple[str, ...]) -> None:
    found = collect("\n".join((*head, TEXT, MORE)).encode(), path="a.txt")
    assert not [repair for repair in found.repairs if repair.kind == "linebreak"]


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "a.wps", "a.pdf", "a.ofd", "a.rtf"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_text_under_the_name_of_a_document_is_read_as_text(name: str, codec: str) -> None:
    assert collect(f"{TEXT}\n{MORE}\n".encode(codec), path=name).text == f"{TEXT}\n{MORE}"


def test_what_is_neither_a_document_nor_text_is_refused() -> None:
    with pytest.raises(ImportFailure):
        collect(b"hello hello hello", path="a.docx")


def test_a_link_to_the_next_article_that_is_wrapped_is_furniture_as_a_whole() -> None:
    def wrapped(text: str) -> str:
        return "\n".join(text[at : at + 24] for at in range(0, len(text), 24))

    link = "下一篇：某某市直机关工委召开会议部署全年机关党建重点任务和保障措施"
    paragraphs = [wrapped("　　" + line) for line in (TEXT, MORE) * 3]
    head = [wrapped(link), "　　党旗飘在居民楼道口", *paragraphs]
    found = collect("\n".join(head).encode(), path="a.txt")
    assert found.metadata.title == "党旗飘在居民楼道口"
    assert "保障措施" not in found.text
    assert "".join(item.text for item in found.furniture) == link
    assert found.text.count(TEXT) == 3
