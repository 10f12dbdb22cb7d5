"""Words, for ranking, related documents and term mining; never for recall.

rjieba where it is importable, otherwise jieba: the same dictionary and algorithm. Both see the folded text
and know the terms of the field in ``data/lexicon``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.resources import files
from threading import Lock
from typing import Any

from index.text.fold import fold

Cut = Callable[[str], Iterable[str]]
Tag = Callable[[str], Iterable[tuple[str, str]]]
_lock = Lock()


def words(text: str) -> list[tuple[str, int]]:
    """The words of the folded ``text`` with their start offsets, in order; without spaces and punctuation."""
    found: list[tuple[str, int]] = []
    at = 0
    for token in cutter()(fold(text)):
        if is_word(token):
            found.append((token, at))
        at += len(token)
    return found


def cutter() -> Cut:
    """What cuts a folded text into tokens that make up all of it; for those who count words in bulk.

    Of the tokens those that ``is_word`` are ``words``.
    """
    return _loaded()[1]


def tagged(text: str) -> list[tuple[str, int, str]]:
    """All tokens of the folded ``text`` with their start offsets and parts of speech, as jieba names them."""
    found: list[tuple[str, int, str]] = []
    at = 0
    for token, tag in tagger()(fold(text)):
        found.append((token, at, tag))
        at += len(token)
    return found


def is_word(token: str) -> bool:
    """Whether a token is a word: a letter or a digit is in it."""
    return token.isalnum() or (len(token) > 1 and any(map(str.isalnum, token)))


def backend() -> str:
    """The name of the library that cuts: ``rjieba`` or ``jieba``."""
    return _loaded()[0]


def lexicon() -> Iterator[str]:
    """The terms of the lexicon, folded: the first column of ``data/lexicon/*.txt|tsv``; ``#`` comments."""
    folder = files("data") / "lexicon"
    if folder.is_dir():
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            # The stop words live there too; they are words already, and their frequencies must stay.
            if file.name.endswith((".txt", ".tsv")) and file.name != "stopwords.txt":
                for line in file.read_text("utf-8").split("\n"):
                    term = fold(line.split("#")[0].split("\t")[0].strip())
                    if term:
                        yield term


def _loaded() -> tuple[str, Cut]:
    # One dictionary for all threads: it takes 80 MB.
    with _lock:
        return _load()


@cache
def _load() -> tuple[str, Cut]:
    try:
        return "rjieba", with_rjieba()
    except ImportError:
        return "jieba", with_jieba()


@cache
def tagger() -> Tag:
    """What cuts a folded text into tokens that make up all of it, with their parts of speech."""
    cut: Any = cutter()
    if backend() == "rjieba":
        tag: Tag = cut.__self__.tag
        return tag
    posseg = import_module("jieba.posseg").POSTokenizer(cut.__self__)

    def tag_pairs(text: str) -> Iterable[tuple[str, str]]:
        return ((pair.word, pair.flag) for pair in posseg.cut(text))

    return tag_pairs


def with_rjieba() -> Cut:
    """A fresh rjieba with the lexicon. Raises ImportError where there is no wheel for the platform."""
    tokenizer = import_module("rjieba").Jieba()
    for term in lexicon():
        # No frequency: jieba's own choice is high enough to keep the term and its neighbours whole.
        tokenizer.add_word(term, None, None)
    cut: Cut = tokenizer.cut
    return cut


def with_jieba() -> Cut:
    """A fresh jieba with the lexicon, silent, its cache in our own folder, not the shared temporary one."""
    import logging
    import warnings

    from platformdirs import user_cache_path

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba imports pkg_resources and has unescaped regular expressions
        jieba = import_module("jieba")
    jieba.setLogLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    folder = user_cache_path("dangjian-tui", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.tmp_dir = str(folder)
    for term in lexicon():
        tokenizer.add_word(term)
    cut: Cut = tokenizer.cut
    return cut
