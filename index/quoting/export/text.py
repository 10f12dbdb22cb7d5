"""Manuscripts as plain text: paragraphs indented by two characters, notes and references at the end."""

from __future__ import annotations

from collections.abc import Iterator

from index.quoting.export.manuscript import Block, Manuscript, Run

_INDENT = "\u3000\u3000"


def plain_text(manuscript: Manuscript) -> str:
    """The text of a manuscript; nothing in it is marked but notes ① and references [1]."""
    lines = [line for block in manuscript.blocks for line in _lines(block)]
    if manuscript.notes:
        lines += ["", "注释", *(f"{circled(at)} {_said(note)}" for at, note in enumerate(manuscript.notes))]
    if manuscript.references:
        lines += ["", "参考文献", *(f"[{at}] {one}" for at, one in enumerate(manuscript.references, 1))]
    return "\n".join(lines).strip("\n") + "\n"


def circled(index: int) -> str:
    """The mark of a note: ① to ⑳, （21）…"""
    return chr(ord("①") + index) if index < 20 else f"（{index + 1}）"


def _lines(block: Block) -> Iterator[str]:
    said = _said(block.runs)
    if block.kind == "title":
        yield from (said, "")
    elif block.kind == "row":
        yield "\t".join(_said(cell) for cell in block.cells)
    elif block.kind == "rule":
        yield ""
    elif block.kind == "code":
        yield said
    else:
        indent = _INDENT * (2 if block.kind == "quote" else 1)
        yield from (indent + line for line in said.split("\n"))


def _said(runs: tuple[Run, ...]) -> str:
    return "".join(
        circled(run.note)
        if run.note is not None
        else f"[{run.reference + 1}]"
        if run.reference is not None
        else run.text
        for run in runs
    )
