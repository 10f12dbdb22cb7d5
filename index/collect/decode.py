"""Bytes to text: which encoding a file is in, and whether it is text at all.

Order: byte order mark; UTF-16 without one (by its NULs); strict UTF-8; GB18030 against Big5 (and UTF-16 of
pure Chinese text, which has no NULs) by how common the decoded characters are, what the file itself declares
counting in favour; a file of which single bytes are damaged; charset-normalizer. A text that was decoded
wrongly and saved so (鏈哄叧 for 机关) is read as it was meant where no byte of it was lost.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.errors import N_, ImportFailure
from index.text.fold import CODES, to_codes
from index.text.rare import rare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EMPTY = N_("The file is empty: save the article's text in it and import it again.")
BLANK = N_("The file holds nothing but white space: save the article's text in it and import it again.")
BINARY = N_(
    "The file is not text (it holds binary data): save the article as plain text in UTF-8 and import that."
)
UNKNOWN = N_(
    "Cannot tell the encoding of the file: open it in the program that made it and save it as UTF-8."
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ODD_LINE_END = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
# C0 controls that no text has, but for those that end lines or separate (tab, line feed, \v, \f, \r, \x1a,
# escape).
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
# The most frequent characters of official prose, simplified and traditional: decoded rightly, a Chinese text
# has a third or more of its Han characters among them; decoded wrongly, a few in a hundred.
_COMMON = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可"
    "发成方多经么行工作党组织建设机关员干部政治思想领导习近平总书记新时代特色社会主义全面贯彻落实推进"
    "加强服务群众支部市省委主题教育活动制度责任能力质量高提升理论精神工创展动业民基层重点实践开"
    "這個來國們為時說發會過對學經關於黨組織機員幹部領導總書記義貫徹實進強務眾責質層點開動業題活無"
    "第二三四五六七八九十年月日点水面本法长文公用分事同能后心社前外内定度化体意将性现各理与其从力使当合"
    "後內體將現與從長問間應當處統種傳區縣廳據報總議論號條門車東電話樣專單結產權認識讓給萬億"
)
_CONTROL_BYTES = bytes((*range(9), *range(14, 27), *range(28, 32)))
_LOST_BLOCK = re.compile(b"\0{8,}")
_SAMPLE = 40_000
_ASCII = re.compile("[\x00-\x7f]{16,}")
# Codec and the name that is shown; of equally good ones the first.
_CANDIDATES = (
    ("gb18030", "GB18030"),
    ("big5hkscs", "Big5"),
    ("cp950", "Big5"),
    ("utf-16-le", "UTF-16"),
    ("utf-16-be", "UTF-16"),
)
# Shares of common characters: what a text may be, what it may be if the file says so, what it certainly is;
# and how much a declaration weighs.
_READABLE, _STATED, _CERTAIN, _DECLARED = 0.15, 0.05, 0.3, 0.05
_HAN, _COMMON_HAN, _STRANGE = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Decoded:
    """``text`` has ``\\n`` as its only line end and no byte order mark; ``encoding`` names the file's
    encoding. What could not be decoded is U+FFFD in it, as is what stood so in the file.
    """

    text: str
    encoding: str


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a text file; raises ``ImportFailure`` with the reason where that is not safely possible.

    ``declared``: the name of an encoding that the file states (a meta tag, a header), which is often wrong:
    it decides only between encodings that the bytes allow, when the text reads no worse in it.
    """
    if not data:
        raise ImportFailure(EMPTY)
    text, encoding = _decode(data, declared)
    odd = rare(text)
    if _ODD_LINE_END.search(odd):
        text = _LINE_ENDS.sub("\n", text)
    text = text.removeprefix("\ufeff").removesuffix("\x1a")
    if _CONTROLS.search(odd) and len(_CONTROLS.findall(text)) > len(text) // 1000:
        raise ImportFailure(BINARY)
    if not text.strip(" \t\n\u00a0\u3000\u200b\ufeff"):
        raise ImportFailure(BLANK)
    return Decoded(text, encoding)


def _decode(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec), name
            except UnicodeDecodeError:
                break
    if b"\0" in data:
        return _with_nuls(data)
    try:
        return _as_meant(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        pass
    if _mostly_controls(data):
        raise ImportFailure(BINARY)
    stated = _known(declared)
    candidates = [
        (score + (_DECLARED if codec == stated else 0.0), -order, text, name)
        for order, (codec, name) in enumerate(_CANDIDATES)
        if (text := _try(data, codec)) is not None
        and (score := plausibility(text)) >= (_READABLE if codec != stated else _STATED)
    ]
    best = max(candidates, key=lambda candidate: candidate[:2], default=None)
    if best is None or best[0] < _CERTAIN:
        damaged = _damaged(data)
        if damaged is not None and (best is None or plausibility(damaged[0]) > best[0]):
            return damaged
    if best is not None:
        return best[2], best[3]
    if stated is not None and (text := _try(data, stated)) is not None and _is_latin(text):
        return text, stated.upper()
    return _by_statistics(data)


def _known(declared: str | None) -> str | None:
    """The codec of a declared encoding, wide enough for what pages of that name really hold."""
    if not declared:
        return None
    try:
        codec = codecs.lookup(declared.strip().strip("\"'").lower()).name
    except (LookupError, UnicodeError):
        return None
    return {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs"}.get(codec, codec)


def _damaged(data: bytes) -> tuple[str, str] | None:
    """A file of which single bytes are damaged, or that was cut inside a character: U+FFFD for those."""
    for codec, name, most in (
        ("utf-8", "UTF-8", 50),
        ("gb18030", "GB18030", 500),
        ("big5hkscs", "Big5", 500),
    ):
        text = data.decode(codec, "replace")
        lost = text.count("\ufffd")
        cut = lost == 1 and text.rstrip("\n").endswith("\ufffd")
        # What reads as UTF-8 is hardly anything else, even where a page has its foot from an older one.
        if (cut or lost * most <= len(text)) and plausibility(text) >= _CERTAIN:
            return text, name
    return None


def _as_meant(text: str, name: str) -> tuple[str, str]:
    """``text``, unless it is another one that was decoded wrongly without loss and saved so."""
    if text.isascii() or plausibility(text) >= _READABLE:
        return text, name
    for wrong, spoilt in (("gb18030", "GB18030"), ("cp1252", "Windows-1252"), ("latin-1", "Latin-1")):
        try:
            data = text.encode(wrong)
            meant = data.decode("utf-8")
        except UnicodeError:
            continue
        if plausibility(meant) >= _CERTAIN:
            return meant, f"{name} of UTF-8 read as {spoilt}"
    for wrong, spoilt in (("cp1252", "Windows-1252"), ("latin-1", "Latin-1")):
        try:
            meant = text.encode(wrong).decode("gb18030")
        except UnicodeError:
            continue
        if plausibility(meant) >= _CERTAIN:
            return meant, f"{name} of GB18030 read as {spoilt}"
    return text, name


def plausibility(text: str) -> float:
    """The share of common characters among the Han characters, 0 to 1, less what no text would hold."""
    import numpy as np

    if len(text) > _SAMPLE:
        # The head of a page may be scripts and styles alone: what tells is between them.
        text = _ASCII.sub(" ", text[: 100 * _SAMPLE])
    classes = _classes().take(to_codes(text[:_SAMPLE]))
    rest, common, strange = (int(np.count_nonzero(classes == one)) for one in (_HAN, _COMMON_HAN, _STRANGE))
    han = rest + common
    if not han:
        return 0.0
    share = common / han
    return share * han / (han + 3 * strange)


@cache
def _classes() -> NDArray[np.uint8]:
    """What each code point is: a Han character, a common one, one that no text would hold, anything else."""
    import numpy as np

    classes = np.zeros(CODES, np.uint8)
    for first, end in ((0x3400, 0xA000), (0x20000, 0x40000)):
        classes[first:end] = _HAN
    for first, end in ((0xE000, 0xF900), (0xAC00, 0xD800), (0xFFFD, 0xFFFE), (0x0400, 0x1000)):
        classes[first:end] = _STRANGE
    classes[[ord(character) for character in _COMMON]] = _COMMON_HAN
    return classes


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _utf16_by_nulls(data: bytes) -> tuple[str, str]:
    """UTF-16 without a mark: every ASCII character has a NUL beside it, and the text reads as text."""
    if len(data) % 2 == 0:
        readings = [text for codec in ("utf-16-le", "utf-16-be") if (text := _try(data, codec)) is not None]
        readings = [text for text in readings if "\0" not in text and not _CONTROLS.search(text)]
        best = max(readings, key=lambda text: (plausibility(text), _is_latin(text)), default="")
        if plausibility(best) >= _READABLE or (best and _is_latin(best)):
            return best, "UTF-16"
    raise ImportFailure(BINARY)


def _with_nuls(data: bytes) -> tuple[str, str]:
    """UTF-16, or a text into which NULs came: after its end, where a disk lost blocks of it, or singly."""
    if b"\0" in data[:_SAMPLE]:
        try:
            return _utf16_by_nulls(data)
        except ImportFailure:
            pass
    rest = _LOST_BLOCK.sub("\ufffd".encode(), data.strip(b"\0")).replace(b"\0", b"")
    for codec, name in (("utf-8", "UTF-8"), ("gb18030", "GB18030")):
        text = _try(rest, codec)
        if text is not None and plausibility(text) >= _CERTAIN:
            return text, name
    raise ImportFailure(BINARY)


def _is_latin(text: str) -> bool:
    sample = text[:_SAMPLE]
    return sum(c.isascii() and (c.isprintable() or c.isspace()) for c in sample) > 0.9 * len(sample)


def _mostly_controls(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROL_BYTES)) > len(sample) // 50


def _by_statistics(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None and best.encoding:
        text = _try(data, best.encoding)
        if text is not None and plausibility(text) >= _READABLE and "\ufffd" not in text:
            return text, best.encoding.replace("_", "-").upper()
    raise ImportFailure(UNKNOWN)
