"""Generated documents and leaves of queries, with everything that makes matching hard."""

from __future__ import annotations

import io
from random import Random

from engine_oracle import stored  # type: ignore[import-not-found]

from index.engine.language.ast import Gap, Near, Node, Or, Para, Sent, Term
from index.engine.segment.builder import Builder
from index.engine.segment.container import Container, write_container
from index.engine.segment.segment import Segment
from index.errors import QueryError
from index.model import Paragraph, StoredText
from index.text.match import compile_literal

LETTERS, BIGRAM, SIGNS, ENDS = "党党党党建建机機强aA1", "党建", "，、·（）—；", "。！？…"
MARKS, BLANKS, ASTRAL = "“”‘’「」『』《》〈〉\"'", " 　\u200b\ufe0f\t", "𠀀𠀁\U00021900"
"""Two of the letters outside the BMP are the same modulo 6400."""
ALPHABETS = (LETTERS, BIGRAM, SIGNS, ENDS, MARKS, BLANKS, ASTRAL)
MIXTURES = (
    (30, 10, 5, 3, 6, 2, 2),
    (30, 10, 1, 1, 9, 1, 0),
    (30, 10, 6, 6, 1, 0, 3),
    (20, 20, 2, 1, 1, 12, 1),
)


def text(random: Random, length: int, weights: tuple[int, ...]) -> str:
    return "".join(random.choice(alphabet) for alphabet in random.choices(ALPHABETS, weights, k=length))


def document(random: Random, id: int) -> StoredText:
    """Up to six paragraphs, some with line breaks inside; text that is in no paragraph may stand around."""
    weights = random.choice(MIXTURES)
    whole, paragraphs = "", []
    for _ in range(random.randint(0, 6)):
        if random.random() < 0.15:
            whole += text(random, random.randint(0, 5), weights)
        elif whole and random.random() < 0.9:
            whole += "\n"
        piece = text(random, random.randint(1, random.choice((3, 10, 40, 90))), weights)
        if random.random() < 0.2:
            piece = piece[: len(piece) // 2] + "\n" + piece[len(piece) // 2 :]
        paragraphs.append(Paragraph(len(whole), len(whole) + len(piece), "body"))
        whole += piece
    whole += text(random, random.choice((0, 0, 0, 4)), weights)
    return StoredText(stored(id, "").document, whole, tuple(paragraphs), (), ())


def literal(random: Random, documents: list[StoredText]) -> str:
    """A piece of a text as it is, with a sign more or a character less, or something else."""
    while True:
        raw = text(random, random.randint(1, 4), MIXTURES[0])
        source = random.choice(documents).text
        if source and random.random() < 0.85:
            start = random.randrange(len(source))
            raw = source[start : start + random.choice((1, 1, 2, 2, 3, 4, 6, 12))]
            at = random.randrange(len(raw))
            change = random.random()
            if change < 0.2:
                raw = raw[:at] + random.choice("“”《，。 、") + raw[at:]
            elif change < 0.3:
                raw = raw[:at] + raw[at + 1 :]
        try:
            compile_literal(raw)
        except QueryError:
            continue
        return raw


def leaf(random: Random, documents: list[StoredText], depth: int = 0) -> Node:
    """A term, a gap, or joins and ORs of them inside each other."""
    kind = random.random()
    if kind < 0.35 or depth > 2:
        return Term(literal(random, documents))
    if kind < 0.5:
        return Gap(tuple(literal(random, documents) for _ in range(random.randint(2, 3))))
    parts = tuple(leaf(random, documents, depth + 1) for _ in range(random.randint(2, 3)))
    if kind < 0.6:
        return Or(parts)
    if kind < 0.8:
        return Near(parts[0], parts[1], random.choice((0, 1, 2, 3, 5, 10, 40)))
    return Sent(parts[0], parts[1]) if kind < 0.9 else Para(parts[0], parts[1])


def segment_of(documents: list[StoredText]) -> Segment:
    builder = Builder()
    for each in documents:
        builder.add(each)
    file = io.BytesIO()
    write_container(file, *builder.arrays())
    return Segment(Container(file.getvalue()))
