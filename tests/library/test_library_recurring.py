"""Lines that recur across the documents of one site go from their texts, in whatever order they come."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from index.model import StoredText

TOPICS = ("学习", "服务", "调研", "品牌", "志愿", "作风", "培训", "廉洁")
TOP, BOTTOM = "某某先锋阵地", "先锋云端共享空间"


def article(number: int, *, top: str = TOP, bottom: str = BOTTOM, url: str = "") -> str:
    topic = TOPICS[number]
    return (
        f"{top}\n市直机关把{topic}抓在经常的做法\n2023-05-0{number + 1}\n"
        f"今年以来，市直机关党组织围绕{topic}想办法、出实招，支部每月集中一次，大家结合岗位谈体会。\n"
        f"一、{topic}有计划\n各支部都有安排，党员人人有任务，件件有回音，群众说{topic}办到了心里，大家都很满意。\n"
        f"{bottom}\n"
    ) + (f"<!-- {url} -->" if url else "")


def written(folder: Path, numbers: range) -> list[Path]:
    folder.mkdir(exist_ok=True)
    files = [folder / f"{number}.txt" for number in numbers]
    for number, file in zip(numbers, files, strict=True):
        file.write_text(article(number), "utf-8")
    return files


def apart(stored: StoredText) -> list[str]:
    return [piece.text for piece in stored.furniture if piece.kind == "recurring"]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "library")


def test_what_recurs_goes_from_all_of_them_at_once(library: Library, tmp_path: Path) -> None:
    with library:
        report = library.import_paths([tmp_path / "site"] if written(tmp_path / "site", range(6)) else [])
        for document in library.list():
            stored = library.show(document.id)
            assert apart(stored) == [TOP, BOTTOM]
            assert TOP not in stored.text
            assert document.title is not None
            assert document.title.startswith("市直机关把")
            assert "\n".join(stored.text[p.start : p.end] for p in stored.paragraphs) == stored.text
        assert report.count("added") == 6


def test_what_recurs_later_goes_from_those_before(library: Library, tmp_path: Path) -> None:
    with library:
        for number, file in enumerate(written(tmp_path / "site", range(5))):
            library.import_paths([file])
            known = [bool(apart(library.show(document.id))) for document in library.list()]
            assert known == [number >= 3] * (number + 1)


def test_sentences_go_where_a_site_speaks_of_itself_and_stay_where_an_office_speaks(
    library: Library, tmp_path: Path
) -> None:
    follow = "欢迎关注先锋阵地官方公众号，身边的好做法随时发给我们。"
    reprint = "先锋阵地版权与免责声明：凡注明出处的稿件均为原创，转载时须保留出处和作者姓名，不得改动文字。"
    office = "以上意见请各支部结合实际认真抓好落实，落实情况每季度末报送机关党委办公室汇总。"
    (tmp_path / "site").mkdir()
    for number in range(6):
        page = article(number, top=TOP, bottom=f"{office}\n{reprint}").replace("\n今年", f"\n{follow}\n今年")
        (tmp_path / "site" / f"{number}.txt").write_text(page, "utf-8")
    with library:
        library.import_paths([tmp_path / "site" / f"{number}.txt" for number in range(5)])
        library.import_paths([tmp_path / "site" / "5.txt"])
        for document in library.list():
            stored = library.show(document.id)
            assert apart(stored) == [TOP, follow, reprint]
            assert stored.text.endswith(office)


def test_copies_of_one_article_do_not_make_its_lines_recur(library: Library, tmp_path: Path) -> None:
    with library:
        for number in range(6):
            (tmp_path / f"{number}.txt").write_text(article(1) + f"附注第{number}号\n", "utf-8")
        library.import_paths([tmp_path / f"{number}.txt" for number in range(6)])
        assert not any(apart(library.show(document.id)) for document in library.list())


def test_other_folders_are_other_sites(library: Library, tmp_path: Path) -> None:
    with library:
        for number in range(6):
            written(tmp_path / str(number), range(number, number + 1))
        library.import_paths([tmp_path / str(number) for number in range(6)])
        assert not any(apart(library.show(document.id)) for document in library.list())


def test_what_articles_write_themselves_stays(library: Library, tmp_path: Path) -> None:
    with library:
        for number in range(6):
            text = article(number, top="政府工作报告", bottom="中共某某市委办公室\n2023年5月1日\n谢谢大家！")
            (tmp_path / f"{number}.txt").write_text(
                text.replace("\n今年", "\n各位代表：\n主要做法\n今年"), "utf-8"
            )
        library.import_paths([tmp_path / f"{number}.txt" for number in range(6)])
        for document in library.list():
            text = library.show(document.id).text
            assert all(
                line in text for line in ("各位代表：", "主要做法", "中共某某市委办公室", "谢谢大家！")
            )


def test_undone_repairs_and_corrections_stay_and_undo_brings_the_lines_back(
    library: Library, tmp_path: Path
) -> None:
    files = written(tmp_path / "site", range(4))
    files[0].write_text(article(0).replace("想办法、", "想\u00a0办法、"), "utf-8")
    with library:
        library.import_paths(files[:3])
        first = library.list()[0].id
        library.undo_repairs(first, "all")
        library.set_fields(first, {"region": "湖南"})
        library.import_paths(files[3:])
        stored = library.show(first)
        assert apart(stored) == [TOP, BOTTOM]
        assert "想\u00a0办法" in stored.text
        assert stored.document.region == "湖南"
        library.undo()
        stored = library.show(first)
        assert not apart(stored)
        assert stored.text.startswith(TOP)
        assert "想\u00a0办法" in stored.text


def test_importing_again_changes_nothing(library: Library, tmp_path: Path) -> None:
    files = written(tmp_path / "site", range(5))
    with library:
        library.import_paths(files)
        before = library.corpus().fingerprint
        assert library.import_paths(files).count("unchanged") == 5
        copy = tmp_path / "site" / "copy.txt"
        copy.write_bytes(article(2).encode("gb18030"))
        assert library.import_paths([copy]).count("skipped") == 1
        assert library.corpus().fingerprint == before


def test_an_updated_file_is_read_with_what_recurs(library: Library, tmp_path: Path) -> None:
    files = written(tmp_path / "site", range(5))
    with library:
        library.import_paths(files)
        files[1].write_text(article(1).replace("人人有任务", "人人有责任"), "utf-8")
        assert library.import_paths(files).count("updated") == 1
        assert all(apart(library.show(document.id)) == [TOP, BOTTOM] for document in library.list())


def test_an_import_that_was_undone_sets_the_same_apart_when_it_comes_again(
    library: Library, tmp_path: Path
) -> None:
    files = written(tmp_path / "site", range(4))
    with library:
        library.import_paths(files[:3])
        library.import_paths(files[3:])
        library.undo()
        library.import_paths(files[3:])
        assert [apart(library.show(document.id)) for document in library.list()] == [[TOP, BOTTOM]] * 4
