"""Citations: the standard's forms, with nothing made up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quoting_sources import BARE, document  # type: ignore[import-not-found]

from index.errors import UsageError
from index.model import Document
from index.quoting.citation import STYLES, cite
from index.quoting.stated import Stated, issue_number

PAPER = document(
    title="把支部建在窗口",
    subtitle="某市经验",
    authors=("张三", "李四"),
    source="某市日报",
    date="2022-10-03",
)
JOURNAL = document(title="谈谈服务", authors=("王五",), source="紫光阁", date="2021-10")
PAGE = document(
    title="清单公布", source="某省政府网站", date="2023-05-01", url="https://example.gov.cn/a_1.html"
)
REPORT = document(title="2026年工作报告", authors=("某省人民政府",), kind="政府工作报告", date="2026-01")
DIGEST = document(title="三件实事", source="某省日报", kind="摘编", date="2026-02-10")


@pytest.mark.parametrize(
    ("cited", "issue", "gb2025", "gb2015"),
    [
        (
            PAPER, None,
            "张三，李四. 把支部建在窗口：某市经验[N]. 某市日报，2022-10-03.",
            "张三, 李四. 把支部建在窗口: 某市经验[N]. 某市日报, 2022-10-03.",
        ),
        (JOURNAL, "10", "王五. 谈谈服务[J]. 紫光阁，2021（10）.", "王五. 谈谈服务[J]. 紫光阁, 2021(10)."),
        (
            PAGE, None,
            "清单公布[EB/OL]. 某省政府网站（2023-05-01）. https://example.gov.cn/a_1.html.",
            "清单公布[EB/OL]. 某省政府网站(2023-05-01). https://example.gov.cn/a_1.html.",
        ),
        (
            REPORT, None,
            "某省人民政府. 2026年工作报告[R]. 2026-01.",
            "某省人民政府. 2026年工作报告[R]. 2026-01.",
        ),
        (
            DIGEST, None,
            "三件实事（摘编）[Z]. 摘编自某省日报，2026-02-10.",
            "三件实事（摘编）[Z]. 摘编自某省日报, 2026-02-10.",
        ),
    ],
)  # fmt: skip
def test_the_forms_of_both_editions(cited: Document, issue: str | None, gb2025: str, gb2015: str) -> None:
    assert cite(cited, "话", "gb2025", stated=Stated(issue=issue or "")).reference == gb2025
    assert cite(cited, "话", "gb2015", stated=Stated(issue=issue or "")).reference == gb2015


@pytest.mark.parametrize(
    ("cited", "issue", "running"),
    [
        (PAPER, None, "张三、李四：《把支部建在窗口》——某市经验，《某市日报》2022年10月3日"),
        (JOURNAL, "10", "王五：《谈谈服务》，《紫光阁》2021年第10期"),
        (PAGE, None, "《清单公布》，某省政府网站，2023年5月1日"),
        (DIGEST, None, "《三件实事（摘编）》，摘编自某省日报，2026年2月10日"),
    ],
)
def test_running_text(cited: Document, issue: str | None, running: str) -> None:
    citation = cite(cited, "话", "plain", stated=Stated(issue=issue or ""))
    assert citation.citation == f"（{running}）"
    assert citation.reference == f"{running}。"


def test_a_newspaper_on_the_web_stays_a_newspaper() -> None:
    online = replace(PAPER, url="https://example.cn/1")
    assert "[N/OL]. 某市日报，2022-10-03. https://example.cn/1." in cite(online, "话").reference


def test_four_authors_are_three_and_others() -> None:
    reference = cite(replace(PAPER, authors=("甲", "乙", "丙", "丁")), "话").reference
    assert reference.startswith("甲，乙，丙，等. ")


def test_what_was_inferred_stands_in_brackets() -> None:
    inferred = replace(PAPER, inferred=("title", "date", "source"))
    reference = cite(inferred, "话").reference
    assert reference == "张三，李四. [把支部建在窗口]：某市经验[N]. [某市日报]，[2022-10-03]."
    assert "《[" not in (running := cite(inferred, "话").citation)
    assert "[《把支部建在窗口》]" in running and "[《某市日报》][2022年10月3日]" in running


def test_a_digest_says_so_once_and_without_source_too() -> None:
    titled = replace(DIGEST, title="三件实事（摘编）", source=None, date="2023")
    assert cite(titled, "话").reference == "三件实事（摘编）[Z]. 2023."
    traditional = replace(titled, title="三件實事（摘編）")
    assert cite(traditional, "话").reference == "三件實事（摘編）[Z]. 2023."


def test_an_inferred_title_of_a_digest_is_in_brackets_as_a_whole() -> None:
    citation = cite(replace(DIGEST, inferred=("title",)), "话", "plain")
    assert citation.reference.startswith("[《三件实事（摘编）》]，")


def test_a_text_without_title_is_called_nameless() -> None:
    opening = "十月九日，机关“服务清单”优秀案例汇编刚刚印好送到了各支部，大家都说好。"
    citation = cite(document(source="某市日报"), "话", opening=opening)
    assert citation.reference.startswith("[无题名，首句：‹十月九日，机关“服务清单”优秀案例")
    assert "《" not in citation.citation.replace("《某市日报》", "")
    assert cite(BARE, "话", opening="").reference == "[无题名][Z]."


def test_the_posting_day_stands_in_only_for_web_pages() -> None:
    page = replace(PAGE, date=None, posted="2023-06-02", inferred=("posted",))
    assert "某省政府网站（[2023-06-02]）" in cite(page, "话").reference
    assert "2023" not in cite(replace(PAPER, date=None, posted="2023-06-02"), "话").reference


@pytest.mark.parametrize(
    ("text", "year", "issue"),
    [
        ("紫光阁 2021年10期", 2021, "10"),
        ("2021年第08期", 2021, "8"),
        ("2020年10期", 2021, None),
        ("2021年3期 2021年4期", 2021, None),
        ("第10期", 2021, None),
        ("2021年10期", None, None),
    ],
)
def test_an_issue_is_taken_only_where_the_text_names_it(
    text: str, year: int | None, issue: str | None
) -> None:
    assert issue_number(text, year) == issue


def test_without_an_issue_a_journal_has_its_date() -> None:
    journal = replace(JOURNAL, source="党务学刊")
    assert cite(journal, "话").reference == "王五. 谈谈服务[J]. 党务学刊，2021-10."


def test_markdown_is_escaped_and_its_address_a_link() -> None:
    citation = cite(replace(PAGE, title="清单*公布*_1_"), "话", "markdown")
    assert citation.reference == (
        r"清单\*公布\*\_1\_\[EB/OL\]. 某省政府网站（2023-05-01）. <https://example.gov.cn/a_1.html>."
    )


def test_an_unknown_style_is_told_the_known_ones() -> None:
    with pytest.raises(UsageError, match="gb2025 gb2015 plain markdown"):
        cite(BARE, "话", "apa")


texts = st.text(alphabet="机关党建一二三“”《》［］[]（）", min_size=1, max_size=12)


@given(
    style=st.sampled_from(STYLES), title=st.none() | texts, source=st.none() | texts,
    date=st.sampled_from([None, "2022", "2022-10", "2022-10-03"]), kind=st.none() | texts,
    url=st.sampled_from([None, "https://example.cn/x"]), quoted=texts,
    inferred=st.sets(st.sampled_from(["title", "source", "date"])), opening=texts,
)  # fmt: skip
def test_every_known_part_is_there_and_no_digit_is_made_up(
    style: str, title: str | None, source: str | None, date: str | None, kind: str | None, url: str | None,
    quoted: str, inferred: set[str], opening: str,
) -> None:  # fmt: skip
    cited = document(
        title=title, source=source, date=date, kind=kind, url=url, inferred=tuple(sorted(inferred))
    )
    citation = cite(cited, quoted, style, opening=opening)
    assert citation.text == quoted
    plain = citation.reference.replace("\\", "")
    single = str.maketrans("《》", "〈〉")  # inside the marks of a title
    assert title is None or (title.translate(single) if style == "plain" else title) in plain
    assert source is None or source in plain
    digits = [mark for mark in plain.removesuffix(".").replace(url or " ", "") if mark.isdigit()]
    shown = "".join(digits)
    assert shown in ({"20221003", "2022103"} if date == "2022-10-03" else {(date or "").replace("-", "")})
