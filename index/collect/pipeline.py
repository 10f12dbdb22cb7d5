"""From the bytes of a file to a collected document: the steps, in order, and nothing else."""

from __future__ import annotations

from pathlib import PurePath

from index.collect import furniture, joins, kinds, repairs
from index.collect.decode import decode
from index.collect.lines import split
from index.collect.metadata import describe
from index.errors import N_, ImportFailure
from index.model import Collected, Furniture
from index.text.pinyin import find_glosses, shows_damage
from index.text.script import script_of

SUPPORTED_SUFFIXES = frozenset((".txt", ".text", ""))
UNSUPPORTED = N_(
    "Files of the kind {suffix} cannot be read yet: save the article as plain text (.txt) and import that."
)


def collect(data: bytes, *, path: str | None = None) -> Collected:
    """Read one text file.

    ``path`` decides only whether the format is supported; file and folder names are no evidence of anything.
    Raises ``ImportFailure`` with the reason. Pure: the same bytes give the same answer.
    """
    suffix = PurePath(path).suffix.lower() if path else ""
    if suffix not in SUPPORTED_SUFFIXES and len(suffix) <= 6 and suffix[1:].isalnum():
        raise ImportFailure(UNSUPPORTED, suffix=suffix)
    decoded = decode(data)
    source = decoded.text
    glosses = [gloss for gloss in find_glosses(source) if "\n" not in source[gloss.start : gloss.end]]
    if glosses and not shows_damage(source):
        glosses = []
    lines = furniture.set_apart(split(source, glosses))
    if not furniture.kept(lines):
        for line in lines:
            line.furniture = None
    blocks = kinds.classify(joins.paragraphs(lines))
    text, paragraphs, made = repairs.build(source, blocks, glosses)
    metadata, why = describe(blocks)
    return Collected(
        text=text,
        paragraphs=paragraphs,
        repairs=made,
        furniture=tuple(
            Furniture(line.furniture, source[line.start : line.end])
            for line in lines
            if line.furniture is not None
        ),
        metadata=metadata,
        script=script_of(text),
        encoding=decoded.encoding,
        why=why,
    )
