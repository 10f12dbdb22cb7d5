"""Lines written one after the other by a reader of a format, with what it says of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from index.collect.formats.source_text import Clue, SourceText
from index.errors import N_, ImportFailure
from index.model import ParagraphKind

NO_TEXT = N_("The file holds no text: open it, check that the article is in it as text, and save it again.")

# Large print at the head of a document that is no title: a letterhead, the name of a periodical.
NO_TITLE = re.compile(r"(?:文件|简报|日报|晚报|周刊|月刊)$|[。；]")
# Between the cells of a row of a table: white space that a reader sees, and that is text, not layout.
CELLS = "\u3000"
# Paragraph styles of block quotations: Word's, LibreOffice's, and as people call their own.
QUOTES = frozenset(
    ("quote", "intense quote", "block text", "quotations", "quotation", "block quotation")
) | frozenset(("引用", "明显引用", "块引用", "文本块", "引文"))
LONGEST = 20_000_000
TOO_LONG = N_("The file holds more than {limit} million characters: split it into its articles.")

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Controls, halves of surrogate pairs and non-characters: no text has them, and a store may not take them.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    """``text`` with ``\\n`` as its only line end, without what is no character of a text."""
    return _NO_TEXT.sub("", _LINE_ENDS.sub("\n", text))


@dataclass(slots=True)
class Writer:
    """Collects lines; ``source`` gives them as a source text."""

    lines: list[str] = field(default_factory=list)
    kinds: dict[int, ParagraphKind] = field(default_factory=dict)
    furniture: dict[int, str] = field(default_factory=dict)
    clues: list[Clue] = field(default_factory=list)
    continues: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)
    size: int = 0

    def add(
        self,
        text: str,
        kind: ParagraphKind | None = None,
        furniture: str | None = None,
        *,
        quoted: bool = False,
    ) -> None:
        """A paragraph; line breaks in it make lines of the same kind. Errors: ``ImportFailure``."""
        for line in clean(text).split("\n"):
            if line.strip():
                if kind is not None:
                    self.kinds[len(self.lines)] = kind
                if furniture is not None:
                    self.furniture[len(self.lines)] = furniture
                if quoted:
                    self.quoted.add(len(self.lines))
            self.lines.append(line.rstrip())
            self.size += len(line) + 1
        if self.size > LONGEST:
            raise ImportFailure(TOO_LONG, limit=LONGEST // 1_000_000)

    def source(self, encoding: str, *, whole_paragraphs: bool) -> SourceText:
        """What was written. Errors: ``ImportFailure`` where that is nothing but white space."""
        text = "\n".join(self.lines)
        if not text.strip(" \t\n\u00a0\u3000\u200b\ufeff"):
            raise ImportFailure(NO_TEXT)
        return SourceText(
            text,
            encoding,
            self.kinds,
            self.furniture,
            tuple(self.clues),
            whole_paragraphs=whole_paragraphs,
            continues=frozenset(self.continues),
            quoted=frozenset(self.quoted),
        )


def title_of_headings(writer: Writer, levels: Mapping[int, int]) -> None:
    """A heading that stands first, alone of its level, is the title; of another one there nothing is said.

    ``levels``: outline levels by line, 0 the highest.
    """
    if not levels or "title" in writer.kinds.values():
        return
    first = next(
        (n for n, line in enumerate(writer.lines) if line.strip() and n not in writer.furniture), None
    )
    if first is None or first not in levels:
        return
    level = levels[first]
    if level == min(levels.values()) and list(levels.values()).count(level) == 1:
        writer.kinds[first] = "title"
    else:
        del writer.kinds[first]


# What programs put into the title of a file by themselves.
_PROGRAM_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)|word 文档|untitled|无标题|未命名|新建|文档\s*[0-9]*$"
    r"|document\s*[0-9]*$|幻灯片|powerpoint|template|模板|print|title$|标题$|[^\u3400-\u9fff]*$"
    r"|.*\.(?:docx?|wps|pdf|indd|cdr|qxd|ofd|html?)$)",
    re.IGNORECASE,
)


def title_clue(title: str | None) -> list[Clue]:
    """The title in the properties of a file: weak, since it is often of the file that was typed over.

    What a program wrote there, or what has no Chinese character, says nothing.
    """
    found = re.sub(r"\s+", " ", clean(title or "")).strip()
    if not 4 <= len(found) <= 120 or _PROGRAM_TITLE.match(found):
        return []
    return [Clue("title", found, 0.3, N_("the title in the properties of the file"))]
