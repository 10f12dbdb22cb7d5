"""Texts with their paragraphs as numbers: many are read to show a piece of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from index.model import Document, Paragraph, ParagraphKind

KINDS: tuple[ParagraphKind, ...] = get_args(ParagraphKind)


class Lines(NamedTuple):
    """The n paragraphs of a text, in order.

    ``starts``, ``ends`` int64[n]: code points. ``kinds`` uint8[n]: numbers in ``KINDS``. ``apart``: whether
    the first begins the text and one character stands between each and the next, so that a text with as many
    lines has a paragraph in each of them.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    apart: bool


class Columns(NamedTuple):
    """A document with its text in UTF-8, in which a lone surrogate has three bytes, and its paragraphs."""

    document: Document
    encoded: bytes
    lines: Lines


def lines_of(paragraphs: Sequence[Paragraph]) -> Lines:
    """Paragraphs as columns."""
    starts = np.array([paragraph.start for paragraph in paragraphs], np.int64)
    ends = np.array([paragraph.end for paragraph in paragraphs], np.int64)
    kinds = np.array([KINDS.index(paragraph.kind) for paragraph in paragraphs], np.uint8)
    return Lines(starts, ends, kinds, bool((starts == np.append(-1, ends)[: len(starts)] + 1).all()))


def encoded(text: str) -> bytes:
    """A text as ``Columns`` has it."""
    return text.encode("utf-8", "surrogatepass")


def decoded(text: bytes) -> str:
    """The text of ``encoded``."""
    return text.decode("utf-8", "surrogatepass")
