"""A second, naive reading of matching.md to compare the engine with; nothing shared but the fold.

(Sentences are shared too: where they end is not what is compared here.)
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise, product

from index.engine.language.ast import And, Filter, Gap, Near, Node, Not, Or, Para, Sent, Term
from index.model import Document, Paragraph, StoredText
from index.text.fold import fold
from index.text.sentences import sentences

PAIRS = {
    "“": "”",
    "„": "”",
    "‟": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    '"': '"',
    "'": "'",
}
MARKS = set(PAIRS) | set(PAIRS.values())


def stored(id: int, text: str, **values: object) -> StoredText:
    """A document of one paragraph a line; ``values`` are fields of ``Document``."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Paragraph(at, at + len(line), "body"))
        at += len(line) + 1
    fields: dict[str, object] = dict.fromkeys(
        ("title", "subtitle", "source", "date", "posted", "region", "city", "level", "organ", "kind", "url"),
        None,
    )
    fields |= {"authors": (), "date_precision": "none", "inferred": (), "path": None, "sources": ()}
    fields |= {"script": "simplified", "characters": len(text), "duplicate_of": None} | values
    return StoredText(Document(id=id, **fields), text, tuple(paragraphs), (), ())  # type: ignore[arg-type]


def shelf(documents: Iterable[StoredText]) -> Callable[[Sequence[int]], list[StoredText]]:
    """The texts of ids, as an engine asks for them."""
    by_id = {each.document.id: each for each in documents}
    return lambda ids: [by_id[id] for id in ids if id in by_id]


def _transparent(character: str) -> bool:
    return character in MARKS or character.isspace() or unicodedata.category(character) == "Cf"


def _letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


class Side:
    """A paragraph or a term: its match form, source offsets, pairs of marks, and places of marks."""

    def __init__(self, text: str, base: int = 0) -> None:
        folded = fold(text)
        self.places = [at for at, character in enumerate(folded) if not _transparent(character)]
        self.form = "".join(folded[at] for at in self.places)
        self.letters = [at for at, character in enumerate(self.form) if _letter(character)]
        self.skeleton = "".join(self.form[at] for at in self.letters)
        self.offsets = [base + at for at in self.places]
        self.marks = {self._index(at) for at, character in enumerate(folded) if character in MARKS}
        self.pairs = [(self._index(a), self._index(b)) for a, b in self._pair(folded)]

    def _index(self, at: int) -> int:
        return bisect_left(self.places, at)

    @staticmethod
    def _pair(folded: str) -> list[tuple[int, int]]:
        found, opened = [], []  # type: ignore[var-annotated]
        for at, character in enumerate(folded):
            if character not in MARKS:
                continue
            wanted = [entry for entry in opened if PAIRS[entry[1]] == character]
            if wanted and character in PAIRS.values():
                found.append((wanted[-1][0], at))
                opened = opened[: opened.index(wanted[-1])]
            elif character in PAIRS:
                opened.append((at, character))
        return found


@cache
def read(term: str) -> Side:
    """A term as a side of its own."""
    return Side(term)


def everywhere(text: str, wanted: str) -> list[int]:
    """Where ``wanted`` stands in ``text``, overlapping ones included."""
    found, at = [], text.find(wanted)
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found


def exact_candidates(side: Side, raw: str) -> list[tuple[int, int]]:
    """Every place of the term that no pair of marks cuts, overlapping ones included."""
    term = read(raw)
    found = []
    for start in everywhere(side.form, term.form):
        end = start + len(term.form)
        held = True
        for a, b in side.pairs:
            within = start <= a and b <= end
            contains = a <= start and end <= b
            apart = b <= start or end <= a
            if a < b and not (within or contains or apart):
                crossed = [edge for edge in (a, b) if start < edge < end]
                held = held and all(edge - start in term.marks for edge in crossed)
        if held:
            found.append((start, end))
    return found


def loose_candidates(side: Side, raw: str) -> list[tuple[int, int]]:
    """Every place of the term's letters and digits among those of the paragraph."""
    wanted = read(raw).skeleton
    return [
        (side.letters[start], side.letters[start + len(wanted) - 1] + 1)
        for start in everywhere(side.skeleton, wanted)
    ]


def apart(candidates: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(candidates, key=lambda item: (item[1], item[0])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def minimal(candidates: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    every = sorted(set(candidates))
    return [
        one
        for one in every
        if not any(other != one and one[0] <= other[0] and other[1] <= one[1] for other in every)
    ]


class Oracle:
    """Counts of one document by reading every place of every paragraph."""

    def __init__(self, document: StoredText) -> None:
        self.sides = [Side(document.text[p.start : p.end], p.start) for p in document.paragraphs]
        self.sentences = [
            self._sentences(document, p, side.offsets)
            for side, p in zip(self.sides, document.paragraphs, strict=True)
        ]

    @staticmethod
    def _sentences(document: StoredText, paragraph: Paragraph, offsets: list[int]) -> list[int]:
        """The number of the sentence of each offset: the last one that begins there or before."""
        starts = [part.start for part in sentences(document.text, paragraph.start, paragraph.end)]
        return [max(0, sum(start <= offset for start in starts) - 1) for offset in offsets]

    def spans(self, node: Node, *, loose: bool) -> list[tuple[int, int]]:
        """Source spans of a leaf's matches."""
        found = []
        for number, side in enumerate(self.sides):
            if isinstance(node, Term):
                candidates = loose_candidates(side, node.raw) if loose else exact_candidates(side, node.raw)
            else:
                candidates = minimal(self._candidates(node, number, loose))
            found += [(side.offsets[a], side.offsets[b - 1] + 1) for a, b in apart(candidates)]
        return found

    def counts(self, node: Node) -> tuple[int, int]:
        return len(self.spans(node, loose=False)), len(self.spans(node, loose=True))

    def holds(self, node: Node, *, loose: bool) -> bool:
        """Whether the document meets a query without fields."""
        match node:
            case And(parts):
                return all(self.holds(part, loose=loose) for part in parts)
            case Or(parts):
                return any(self.holds(part, loose=loose) for part in parts)
            case Not(part):
                return not self.holds(part, loose=False)
            case Filter():
                raise NotImplementedError
            case _:
                return bool(self.spans(node, loose=loose))

    def _candidates(self, node: Node, number: int, loose: bool) -> list[tuple[int, int]]:
        """All matches in one paragraph, in match-form indices."""
        side, sentence = self.sides[number], self.sentences[number]
        match node:
            case Term(raw):
                return exact_candidates(side, raw) + (loose_candidates(side, raw) if loose else [])
            case Or(parts):
                return [one for part in parts for one in self._candidates(part, number, loose)]
            case Gap(pieces):
                each = [self._candidates(Term(piece), number, loose) for piece in pieces]
                return [
                    (chosen[0][0], chosen[-1][1])
                    for chosen in product(*each)
                    if all(self._gap(a, b, sentence) for a, b in pairwise(chosen))
                ]
            case Near(left, right, distance):
                return self._joined(left, right, number, loose, distance)
            case Sent(left, right):
                return [
                    (a, b)
                    for a, b in self._joined(left, right, number, loose)
                    if sentence[a] == sentence[b - 1]
                ]
            case Para(left, right):
                return self._joined(left, right, number, loose)
            case _:
                raise NotImplementedError

    @staticmethod
    def _gap(first: tuple[int, int], second: tuple[int, int], sentence: Sequence[int]) -> bool:
        return 0 <= second[0] - first[1] <= 20 and sentence[first[1] - 1] == sentence[second[0]]

    def _joined(
        self, left: Node, right: Node, number: int, loose: bool, distance: int = 10**9
    ) -> list[tuple[int, int]]:
        found = []
        nested = any(isinstance(part, (Near, Sent, Para)) for part in (left, right))
        ours, theirs = self._candidates(left, number, loose), self._candidates(right, number, loose)
        if nested:
            ours, theirs = minimal(ours), minimal(theirs)
        for (a, b), (c, d) in product(ours, theirs):
            between = max(c - b, a - d)
            if (between >= 0 or nested) and between <= distance:
                found.append((min(a, c), max(b, d)))
        return found
