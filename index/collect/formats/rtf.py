"""Rich text files (rtf): their words, by the code pages of their fonts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.collect.formats import later, letterhead
from index.collect.formats.source_text import SourceText
from index.collect.formats.writing import CELLS, Writer, title_clue
from index.errors import N_, ImportFailure
from index.model import ParagraphKind

DAMAGED = N_("The rich text file is damaged: open it in the program that made it and save it as .docx.")

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_DEEPEST = 500
# Groups that hold no text of the document.
_LEFT_OUT = frozenset(
    b"fonttbl colortbl stylesheet pict object objdata info themedata colorschememapping datastore"
    b" latentstyles listtable listoverridetable rsidtbl generator xmlnstbl fldinst header headerl"
    b" headerr headerf footer footerl footerr footerf nonshppict shppict sp bkmkstart bkmkend template"
    b" filetbl revtbl private annotation atnid atnauthor comment pntext".split()
)
# Groups marked as such that programs may skip, but that hold text.
_TEXT_GROUPS = frozenset((b"shptxt", b"shpinst", b"footnote", b"fldrslt", b"listtext"))
_SIGNS = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"tab": CELLS, b"cell": "\x07",
    b"nestcell": "\x07", b"row": "\n", b"nestrow": "\n", b"emdash": "—", b"endash": "–",
    b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"emspace": "\u2003", b"enspace": "\u2002",
}  # fmt: skip
_CHARSETS = {
    134: "gb18030",
    136: "big5hkscs",
    128: "cp932",
    129: "cp949",
    0: "cp1252",
    238: "cp1250",
    204: "cp1251",
}
_PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8"}


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a group."""

    shown: bool = True
    codec: str = "gb18030"
    skip: int = 1
    hidden: bool = False
    note: bool = False


class _Reader:
    """One pass over the tokens of a file."""

    def __init__(self, data: bytes) -> None:
        self.writer = Writer()
        self.notes: list[str] = []
        self._fonts = _fonts(data)
        self._text: list[str] = []
        self._note: list[str] = []
        self._bytes = bytearray()
        self._codec = "gb18030"
        self._states = [_State()]
        self._optional = False
        self._skip = 0
        self._read(data)
        self._flush()

    def _read(self, data: bytes) -> None:
        at = 0
        while at < len(data):
            token = _TOKEN.match(data, at)
            if token is None:
                at += 1
                continue
            at = token.end()
            word, number, code, sign, brace, plain = token.groups()
            if word is not None:
                if word == b"bin" and number is not None:
                    at += max(int(number), 0)
                    continue
                self._word(word, None if number is None else int(number))
            elif code is not None:
                self._byte(bytes((int(code, 16),)))
            elif plain is not None:
                self._byte(plain)
            elif brace == b"{":
                if len(self._states) > _DEEPEST:
                    raise ImportFailure(DAMAGED)
                self._states.append(self._states[-1])
            elif brace == b"}":
                self._close()
            elif sign is not None:
                self._sign(sign)

    def _close(self) -> None:
        self._flush()
        if len(self._states) > 1:
            ended = self._states.pop()
            if ended.note and not self._states[-1].note:
                self.notes.append("".join(self._note))
                self._note.clear()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._optional = True
        elif sign in (b"\n", b"\r"):
            self._put("\n")
        elif sign in b"\\{}":
            self._put(sign.decode("ascii"))
        elif sign == b"~":
            self._put("\u00a0")
        elif sign == b"_":
            self._put("-")

    def _word(self, word: bytes, number: int | None) -> None:
        state = self._states[-1]
        optional, self._optional = self._optional, False
        if word in _LEFT_OUT or (optional and word not in _TEXT_GROUPS):
            self._set(replace(state, shown=False))
        elif word == b"footnote":
            self._set(replace(state, note=True))
        elif word == b"u" and number is not None:
            self._put(chr(number & 0xFFFF))
            self._skip = state.skip
        elif word == b"uc" and number is not None:
            self._set(replace(state, skip=min(max(number, 0), 9)))
        elif word == b"f" and number in self._fonts:
            self._set(replace(state, codec=self._fonts[number]))
        elif word == b"ansicpg" and number is not None:
            self._codec = _PAGES.get(number, f"cp{number}")
            self._set(replace(state, codec=self._codec))
        elif word in (b"v", b"deleted"):
            self._set(replace(state, hidden=number != 0))
        elif word == b"plain":
            self._set(replace(state, hidden=False, codec=self._codec))
        elif word in _SIGNS:
            self._put(_SIGNS[word])

    def _set(self, state: _State) -> None:
        self._flush()
        self._states[-1] = state

    def _byte(self, raw: bytes) -> None:
        if self._skip:  # what stands for a character in programs that do not know Unicode
            dropped = min(self._skip, len(raw))
            self._skip -= dropped
            raw = raw[dropped:]
        state = self._states[-1]
        if state.shown and not state.hidden:
            self._bytes += raw

    def _put(self, text: str) -> None:
        self._flush()
        state = self._states[-1]
        if state.shown and not state.hidden:
            (self._note if state.note else self._text).append(text)

    def _flush(self) -> None:
        self._skip = 0
        if self._bytes:
            raw = bytes(self._bytes)
            self._bytes.clear()
            self._put(_decoded(raw, self._states[-1].codec, self._codec))

    def text(self) -> str:
        """The text but for its notes; surrogate pairs put together."""
        return _paired("".join(self._text))


def read(data: bytes, _path: str | None) -> SourceText:
    """The text of a rich text file. Errors: ``ImportFailure`` with the reason."""
    if not later.is_rtf(data):
        raise ImportFailure(DAMAGED)
    reader = _Reader(data)
    writer = reader.writer
    for line in reader.text().split("\n"):
        cells = [cell.strip() for cell in line.split("\x07")]
        writer.add(CELLS.join(filter(None, cells)) if len(cells) > 1 else line)
    letterhead.tell(writer)
    kind: ParagraphKind = "note"
    for note in reader.notes:
        writer.add(_paired(note).strip(), kind)
    writer.clues += title_clue(_title(data))
    return writer.source("rtf", whole_paragraphs=True)


def _paired(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _decoded(raw: bytes, codec: str, default: str) -> str:
    """Bytes by the code page of their font, else by the document's (Chinese may be set in a Latin one)."""
    for name in (default, codec) if codec == "cp1252" and default == "gb18030" else (codec, default):
        try:
            return raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("gb18030", "replace")


def _fonts(data: bytes) -> dict[int | None, str]:
    """The code pages of the fonts by their numbers."""
    head = data[:200_000]
    return {
        int(font): _CHARSETS.get(int(charset), "cp1252")
        for font, charset in re.findall(rb"\{\\f([0-9]{1,5})[^{}]{0,60}?\\fcharset([0-9]{1,3})", head)
    }


def _title(data: bytes) -> str | None:
    found = re.search(rb"\{\\info.{0,200}?\{\\title ([^{}]{1,400})\}", data[:500_000], re.DOTALL)
    return None if found is None else _Reader(b"{\\rtf1" + found[1] + b"}").text()
