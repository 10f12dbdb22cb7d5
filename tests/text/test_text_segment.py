"""Words: offsets, the lexicon, and the two libraries that cut."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index.text import segment
from index.text.fold import fold
from index.text.segment import lexicon, with_jieba, words

TEXT = (
    "机关党建要围绕中心、建设队伍、服务群众。各级党组织把学习贯彻作为首要任务，推动党建与业务工作深度融合，"
    "创建模范机关，打造让党放心、让人民群众满意的政治机关。全年开展主题党日一千余次，走访企业350家，"
    "解决难题97件，满意率达到98.5%。"
)


def test_words_stand_where_their_offsets_say() -> None:
    text = "推進“四強”模範機關的黨支部　ＡＰＰ建設，\n服務(wù)群眾"
    folded = fold(text)
    found = words(text)
    assert all(folded[start : start + len(word)] == word for word, start in found)
    assert [start for _, start in found] == sorted(start for _, start in found)
    assert ("党支部", text.index("黨")) in found
    assert ("app", text.index("Ａ")) in found


def test_both_scripts_have_the_same_words() -> None:
    assert words("習近平新時代中國特色社會主義思想") == words("习近平新时代中国特色社会主义思想")


def test_spaces_and_punctuation_are_no_words() -> None:
    assert words("“　”，。——\n") == []
    assert words("") == []


def test_terms_of_the_lexicon_are_words() -> None:
    listed = [term for term in lexicon() if len(term) > 1 and term.isalpha()]
    assert listed
    split = [term for term in listed if [word for word, _ in words(term)] != [term]]
    assert len(split) <= len(listed) * 0.02, split


def test_jieba_and_rjieba_cut_alike() -> None:
    pytest.importorskip("rjieba")
    assert list(with_jieba()(fold(TEXT))) == list(segment.with_rjieba()(fold(TEXT)))


def test_jieba_and_rjieba_cut_real_articles_alike_but_for_dates_and_rare_words(
    seeds: dict[str, Path],
) -> None:
    pytest.importorskip("rjieba")
    jieba, rjieba = with_jieba(), segment.with_rjieba()
    for file in seeds.values():
        text = fold(file.read_text("utf-8"))
        one, other = boundaries(jieba(text)), boundaries(rjieba(text))
        assert len(one ^ other) <= 0.015 * len(one | other), file.name


def boundaries(tokens: object) -> set[int]:
    found, at = set(), 0
    for token in tokens:  # type: ignore[attr-defined]
        at += len(token)
        found.add(at)
    return found


def test_without_rjieba_jieba_cuts_quietly_and_outside_the_shared_temporary_folder(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['rjieba'] = None\n"
        "from index.text.segment import backend, words\n"
        "assert backend() == 'jieba', backend()\n"
        "assert ('群众', 1) in words('为群众服务')\n"
    )
    environment = {
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "TMPDIR": str(tmp_path / "t"),
    }
    (tmp_path / "t").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert list((tmp_path / "t").iterdir()) == []
    assert list((tmp_path / "cache").rglob("jieba*"))


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    program = (
        "import sys\n"
        "import index.text.match, index.text.pinyin, index.text.script, index.text.segment\n"
        "index.text.match.compile_literal('机关党建')\n"
        "heavy = {'opencc', 'jieba', 'rjieba', 'pypinyin', 'whoosh', 'textual'} & set(sys.modules)\n"
        "sys.exit(' '.join(sorted(heavy)) or 0)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_tokens_with_their_parts_of_speech_make_up_the_text() -> None:
    tokens = segment.tagged(TEXT)
    assert "".join(token for token, _, _ in tokens) == fold(TEXT)
    assert [at for _, at, _ in tokens] == [
        len("".join(t for t, _, _ in tokens[:n])) for n in range(len(tokens))
    ]
    assert ("设立", 0, "v") in segment.tagged("设立示范岗")
