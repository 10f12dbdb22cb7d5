"""What a peer can be asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from corpus import Article
from queries import Query

LIMIT = 50


class Missing(Exception):
    """The peer is not installed here; says what is missing."""


class Found(NamedTuple):
    """What a query found: the number of documents, and the numbers of the best ``LIMIT``.

    Peers do not count occurrences, and this program shows its best itself.
    """

    documents: int
    occurrences: int | None = None
    best: tuple[int, ...] = ()


class Peer(Protocol):
    """A way to search, opened on its index."""

    def fresh(self) -> None:
        """Forget answers kept from earlier queries."""

    def ask(self, query: Query) -> Found | None:
        """What is found; ``None``: it cannot be asked."""

    def close(self) -> None:
        """Close the files."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a peer is made.

    ``build(articles, folder)`` writes its index into an empty folder and may raise ``Missing``;
    ``open(folder, tree)`` opens it, ``tree`` being the files and folders of the same articles. ``most`` is
    the number of documents it can bear; ``None``: any.
    """

    name: str
    build: Callable[[Sequence[Article], Path], None]
    open: Callable[[Path, Sequence[Path]], Peer]
    version: Callable[[], str]
    most: int | None = None
