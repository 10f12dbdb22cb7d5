"""Tables of articles: what is read of them, whatever wrote them and however damaged they are."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.collect.records import cells, lines, objects, table
from index.collect.records.table import Member, Table
from index.errors import ImportFailure

TEXT = "机关党委把每月的主题党日开到窗口一线，党员轮流值守，当场办结群众的事项。\n支部书记逐件回访。"
Make = Callable[..., Table]


def article(number: int, **more: object) -> dict[str, object]:
    return {"编号": f"n{number}", "标题": f"第{number}支部的窗口", "正文": TEXT, "日期": "2022-03-05", **more}


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A table of text or bytes under a name; ``given`` is the user's word on its columns."""

    def made(name: str, content: str | bytes, encoding: str = "utf-8", **given: str) -> Table:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        suffix = "".join(path.suffixes[-2:]) if path.suffix == ".gz" else path.suffix
        return Table(lambda: path.open("rb"), suffix, given)

    return made


def read(made: Table) -> list[Member]:
    made.find_columns()
    made.look_over()
    members = list(made.members())
    assert made.count == len(members)
    return members


def row(member: Member) -> dict[str, object]:
    assert member.problem is None, str(member.problem)
    found: dict[str, object] = json.loads(member.data)["row"]
    return found


def as_csv(rows: list[dict[str, object]], delimiter: str = ",", line: str = "\r\n") -> str:
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]), delimiter=delimiter, lineterminator=line)
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


ROWS = [article(number) for number in range(1, 8)]
JSONL = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ROWS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", JSONL),
        ("a.ndjson", JSONL.replace("\n", "\r\n\r\n")),
        ("a.jsonl", json.dumps(ROWS)),
        ("a.json", JSONL),
        ("a.json", json.dumps(ROWS, ensure_ascii=False, indent=2)),
        ("a.json", json.dumps({"code": 0, "data": {"total": 7, "list": ROWS}}, indent=1)),
        ("a.csv", as_csv(ROWS)),
        ("a.csv", as_csv(ROWS, ";", "\n")),
        ("a.csv", "sep=|\r\n" + as_csv(ROWS, "|")),
        ("a.csv", as_csv(ROWS, "\t")),
        ("a.tsv", as_csv(ROWS, "\t")),
    ],
    ids=range(11),
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("packed", [False, True])
def test_every_form_holds_the_same_rows(
    make: Make, name: str, content: str, encoding: str, packed: bool
) -> None:
    data = content.encode(encoding)
    made = make(name + ".gz" if packed else name, gzip.compress(data) if packed else data)
    assert [row(member) for member in read(made)] == ROWS
    assert made.columns == {"id": "编号", "title": "标题", "text": "正文", "date": "日期"}


def test_a_compressed_table_is_known_by_its_bytes(make: Make) -> None:
    assert len(read(make("a.jsonl", gzip.compress(JSONL.encode())))) == 7


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["Title", "Content", "Publish_Time"], {"title": "Title", "text": "Content", "date": "Publish_Time"}),
        (["headline", "articleBody", "datePublished"], {"title": "headline", "text": "articleBody"}),
        (["文章標題", "內容", "發布時間"], {"title": "文章標題", "text": "內容", "date": "發布時間"}),
        (["题名", "全文", "发表时间"], {"title": "题名", "text": "全文", "date": "发表时间"}),
        (["列一", "列二", "列三"], {"text": "列二"}),
    ],
)
def test_columns_are_known_by_name_and_content(
    make: Make, columns: list[str], expected: dict[str, str]
) -> None:
    rows: list[dict[str, object]] = [
        dict(zip(columns, (f"窗口{n}", TEXT * 9, "2022-03-05 08:30:00"), strict=True)) for n in range(4)
    ]
    made = make("a.csv", as_csv(rows))
    made.find_columns()
    assert expected.items() <= made.columns.items()


@pytest.mark.parametrize(
    ("column", "values", "field"),
    [
        ("source", ["csv", "csv", "csv"], None),
        ("来源", ["株洲日报", "", "旗帜网"], "source"),
        ("地区", ["湖南", "福建省", "辽宁"], "region"),
        ("地区", ["株洲市", "三明", "大连市"], "region"),
        ("地区", ["东片", "西片", "南片"], None),
        ("date", ["昨天", "前天", "今天"], None),
        ("发布时间", ["1646409600", "1646409600000", "44625"], "date"),
        ("link", ["https://a.cn/1", "https://a.cn/2", "https://a.cn/3"], "url"),
        ("name", ["说明" * 200] * 3, None),
    ],
)
def test_a_column_has_to_hold_what_its_name_says(
    make: Make, column: str, values: list[str], field: str | None
) -> None:
    made = make("a.jsonl", "\n".join(json.dumps({"正文": TEXT, column: value}) for value in values))
    made.find_columns()
    assert [name for name, found in made.columns.items() if found == column][:1] == ([field] if field else [])


def test_the_days_of_ids_are_dates_where_there_is_no_other(make: Make) -> None:
    rows = [{"id": f"2022092{day}_0{n}", "text": f"{TEXT}{n}"} for day in (4, 5) for n in range(3)]
    made = make("a.jsonl", "\n".join(map(json.dumps, rows)))
    made.find_columns()
    assert made.columns["date"] == "id"


def test_columns_inside_objects_are_named_by_dots(make: Make) -> None:
    nested = [
        {"meta": {"id": f"x{n}", "tags": ["a"]}, "article": {"title": f"窗口{n}", "content": TEXT}}
        for n in range(3)
    ]
    made = make("a.jsonl", "\n".join(map(json.dumps, nested)))
    assert [member.key for member in read(made)] == ["x0", "x1", "x2"]
    assert made.columns == {"id": "meta.id", "title": "article.title", "text": "article.content"}


def test_the_user_names_the_columns(make: Make) -> None:
    rows: list[dict[str, object]] = [
        {"甲": TEXT, "乙": f"标题{n}", "正文": "摘要", "date": "2022"} for n in range(3)
    ]
    made = make("a.csv", as_csv(rows), text="甲", title="乙", date="")
    made.find_columns()
    assert made.columns == {"text": "甲", "title": "乙"}
    made = make("a.csv", as_csv(rows), text="丙")
    made.find_columns()
    with pytest.raises(ImportFailure, match=r"丙.*甲, 乙, 正文"):
        made.look_over()


# -- keys ---------------------------------------------------------------------------------------


def keys(made: Table) -> list[str]:
    return [member.key for member in read(made)]


def test_rows_are_known_by_their_own_id_else_by_address_or_title(make: Make) -> None:
    assert keys(make("a.jsonl", JSONL)) == [f"n{number}" for number in range(1, 8)]
    rows = [{"url": f"https://a.cn/{n}", "title": "简报", "text": TEXT} for n in range(3)]
    assert keys(make("b.jsonl", "\n".join(map(json.dumps, rows)))) == [f"https://a.cn/{n}" for n in range(3)]
    rows = [{"title": f"简报 {n}", "text": TEXT} for n in range(3)]
    assert keys(make("c.jsonl", "\n".join(map(json.dumps, rows)))) == ["简报 0", "简报 1", "简报 2"]
    rows = [{"title": "简报", "date": f"2022-03-0{n + 1}", "text": TEXT} for n in range(3)]
    assert keys(make("d.jsonl", "\n".join(map(json.dumps, rows))))[1] == "简报 2022-03-02"


@pytest.mark.parametrize("first", [0, 1])
def test_a_number_that_counts_the_rows_is_no_key(make: Make, first: int) -> None:
    rows = [{"id": n + first, "title": f"窗口之{n}", "text": TEXT} for n in range(20)]
    before = keys(make("a.jsonl", "\n".join(map(json.dumps, rows))))
    assert before[3] == "窗口之3"
    moved = [{"id": n + first, "title": one["title"], "text": TEXT} for n, one in enumerate([rows[7], *rows])]
    assert keys(make("a.jsonl", "\n".join(map(json.dumps, moved))))[2:5] == before[1:4]


def test_rows_that_share_a_key_are_told_apart_by_what_they_hold(make: Make) -> None:
    rows = [*ROWS, *[article(n) for n in range(10, 40)], article(10, 正文=TEXT + "又。"), *ROWS[:5] * 9]
    found = read(make("a.jsonl", "\n".join(map(json.dumps, rows))))
    by_key = {member.key for member in found}
    assert len(by_key) == 7 + 31
    assert [member.repeated for member in found[4:8]] == [True, False, False, True]
    assert "n11" in by_key and "n10" not in by_key
    turned = read(make("b.jsonl", "\n".join(map(json.dumps, reversed(rows)))))
    assert {member.key for member in turned} == by_key


def test_rows_without_anything_of_their_own_are_known_by_what_they_hold(make: Make) -> None:
    rows = [{"text": f"{TEXT}{n}"} for n in range(4)]
    before = keys(make("a.jsonl", "\n".join(map(json.dumps, rows))))
    after = keys(make("a.jsonl", "\n".join(map(json.dumps, [{"text": TEXT}, *rows]))))
    assert len(set(after)) == 5 and after[1:] == before


def test_a_key_is_one_short_line(make: Make) -> None:
    rows = [{"title": f"标 题\n\t{n}" + "长" * 500 * (n % 2), "text": TEXT} for n in range(4)]
    found = keys(make("a.jsonl", "\n".join(map(json.dumps, rows)), title="title"))
    assert found[0] == "标 题 0" and len(set(found)) == 4
    assert all(len(key) <= 130 and "\n" not in key for key in found)


# -- damage -------------------------------------------------------------------------------------


def problems(members: list[Member]) -> list[tuple[int, str]]:
    return [(member.number, str(member.problem)) for member in members if member.problem is not None]


def test_a_broken_line_is_one_broken_row(make: Make) -> None:
    rows = JSONL.splitlines()
    rows[2], rows[4] = rows[2][:40], "[1, 2]"
    found = read(make("a.jsonl", "\n".join(rows)))
    assert [number for number, _ in problems(found)] == [3, 5]
    assert "JSON" in problems(found)[0][1] and "object" in problems(found)[1][1]
    assert [row(member) for member in found if not member.problem] == [ROWS[n] for n in (0, 1, 3, 5, 6)]


def test_an_array_is_read_up_to_where_it_breaks(make: Make) -> None:
    text = json.dumps(ROWS, ensure_ascii=False)
    broken = text.replace('"n5"', "n5")
    found = read(make("a.json", broken))
    assert len(found) == 5 and [number for number, _ in problems(found)] == [5]
    cut = read(make("b.json", text[:-200]))
    assert problems(cut) and row(cut[0]) == ROWS[0]


def test_a_line_in_another_encoding_is_read_by_what_it_is(make: Make) -> None:
    data = JSONL.encode().splitlines(keepends=True)
    data[3] = JSONL.splitlines(keepends=True)[3].encode("gb18030")
    assert [row(member) for member in read(make("a.jsonl", b"".join(data)))] == ROWS


def test_a_row_without_text_says_so(make: Make) -> None:
    rows = [ROWS[0], {**ROWS[1], "正文": " \n"}, {"编号": "n9", "标题": "空"}, ROWS[3]]
    found = read(make("a.jsonl", "\n".join(map(json.dumps, rows))))
    assert [bool(member.problem) for member in found] == [False, True, True, False]
    assert all("正文" in reason for _, reason in problems(found)) and found[2].key == "n9"


@pytest.mark.parametrize(
    "broken",
    [
        'n3,"他说“好”，并未关上,2022-03-05',
        'n3,标题,"他说"好"，没有加倍",2022-03-05',
        "n3,标题,text, with a comma,2022-03-05",
    ],
)
def test_quotation_marks_gone_wrong_cost_their_own_row(make: Make, broken: str) -> None:
    text = as_csv(ROWS, line="\n")
    marks = text.replace(as_csv([ROWS[2]], line="\n").split("\n", 1)[1], broken + "\n")
    assert marks != text
    found = read(make("a.csv", marks))
    assert [row(member) for member in found if not member.problem] == [*ROWS[:2], *ROWS[3:]]
    assert len(problems(found)) == 1


def test_an_open_mark_at_the_end_does_not_take_the_rows_before_it(make: Make) -> None:
    found = read(make("a.csv", as_csv(ROWS) + 'n9,末,"没有关上\r\n第二行'))
    assert [row(member) for member in found if not member.problem] == ROWS
    assert len(problems(found)) == 1


def test_cells_larger_than_python_takes_by_itself(make: Make) -> None:
    long = TEXT * 6000
    assert len(long) > csv.field_size_limit() or csv.field_size_limit() > 131072
    found = read(make("a.csv", as_csv([{**ROWS[0], "正文": long}, *ROWS[1:]])))
    assert row(found[0])["正文"] == long


def test_a_row_larger_than_any_article_is_refused_and_the_rest_read(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (lines, objects, cells):
        monkeypatch.setattr(module, "ROW", 2000)
    rows = [*ROWS[:2], {**ROWS[2], "正文": TEXT * 200}, *ROWS[3:]]
    found = read(make("a.jsonl", "\n".join(json.dumps(one, ensure_ascii=False) for one in rows)))
    assert [number for number, _ in problems(found)] == [3] and len(found) == 7
    found = read(make("a.csv", as_csv(rows)))
    assert len(problems(found)) == 1 and len(found) == 7


def test_a_bomb_is_given_up_early(make: Make) -> None:
    for byte in (b"\0", b"x"):
        made = make("a.jsonl.gz", gzip.compress(byte * (lines.ROW * 3)))
        with pytest.raises(ImportFailure):
            made.find_columns()


def test_a_bomb_of_many_lines_ends_at_the_limit(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "TABLE", 3000)
    monkeypatch.setattr(lines, "_SAMPLE", 1000)
    found = list(make("a.jsonl.gz", gzip.compress((JSONL * 100).encode())).rows())
    assert 3 < len(found) < 20
    assert "split it" in str(found[-1].problem)


def test_too_many_rows_are_told(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "ROWS", 5)
    found = read(make("a.jsonl", JSONL))
    assert len(found) == 6 and "more than 5 rows" in problems(found)[0][1]


def test_a_table_of_which_nothing_can_be_imported_is_given_up(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "_HOPELESS", 10)
    text = "\n".join([*["{broken"] * 30, JSONL])
    made = make("a.jsonl", text)
    made.find_columns()
    assert len(list(made.members())) == 11


def test_a_cut_off_archive_gives_what_stands_before(make: Make) -> None:
    rows = [article(n, 正文=f"{TEXT}{n * 7919 % 104729}{n}") for n in range(4000)]
    packed = gzip.compress("\n".join(map(json.dumps, rows)).encode())
    found = read(make("a.jsonl.gz", packed[: len(packed) // 2]))
    assert len(found) > 100 and [row(one) for one in found[:5]] == rows[:5]
    assert "damaged or cut off" in problems(found)[0][1]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b""),
        ("a.csv", b"\n\n"),
        ("a.json", b"{"),
        ("a.json", b"[]"),
        ("a.json", b"[" * 100_000),
        ("a.json", b"17"),
        ("a.jsonl", bytes(range(256)) * 40),
        ("a.csv", b"a,b\r\n1,2\r\n"),
        ("a.jsonl", b'{"id": 1, "name": "x"}\n' * 20),
    ],
)
def test_what_holds_no_articles_is_refused_with_a_reason(make: Make, name: str, content: bytes) -> None:
    with pytest.raises(ImportFailure) as caught:
        read(make(name, content))
    assert "\n" not in str(caught.value)


def test_an_array_of_any_size_is_held_a_piece_at_a_time(make: Make) -> None:
    import tracemalloc

    rows = ",\n".join(json.dumps(article(n, 正文=TEXT * 20), ensure_ascii=False) for n in range(6000))
    made = make("a.json", f"[{rows}]")
    del rows
    tracemalloc.start()
    found = sum(1 for one in made.rows() if one.problem is None)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == 6000
    assert peak < 12_000_000
