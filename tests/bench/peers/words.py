"""Words as rjieba cuts them, for the peers that index words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from peers.base import Missing

Cut = Callable[[str], Iterable[str]]


def cutter() -> Cut:
    """Cut a text into its words, without punctuation and spaces."""
    try:
        tokenizer = import_module("rjieba").Jieba()
    except ImportError as error:
        raise Missing("rjieba is not installed") from error

    def cut(text: str) -> Iterable[str]:
        return (word for word in tokenizer.cut(text) if word.isalnum())

    return cut
