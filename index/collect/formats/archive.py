"""Zip archives of XML (docx, ofd): their parts as trees, with limits on what they may unfold to.

Nothing is written to disk; a part is unpacked only as far as its limit. XML with a document type is refused
(neither format has one), so that there are no entities that could be expanded or fetched.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from index.errors import N_, ImportFailure, Sentence

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DAMAGED = N_("The file is damaged ({detail}): save it again from the program that made it.")
ENCRYPTED = N_("The file is protected by a password: save it without one and import that.")
TOO_MUCH = N_("The file unfolds to more than {limit} MB of text and marks: split it into its articles.")
ODD_XML = N_("The file holds XML that a document never has ({detail}): save it again as a new document.")

# What is wrong, inside those sentences.
CUT_OFF = N_("the archive is cut off")
TOO_MANY_PARTS = N_("the archive has too many parts")
PART_MISSING = N_("{name} is missing")
COMPRESSION = N_("it is compressed in a way that is not known")
DOCUMENT_TYPE = N_("a document type")
TOO_DEEP = N_("elements nested too deeply")
NO_DIRECTORY = N_("its list of parts cannot be read")
NOT_UNPACKED = N_("{name} cannot be unpacked")
ENCODING = N_("its XML is in an encoding that is not known")
NOT_XML = N_("its XML is broken in line {line}")

# 100 MB of XML is a book of some two million characters in Word, with all its marks.
PART_BYTES = 100 << 20
ALL_BYTES = 400 << 20
# Each costs up to 200 bytes of memory; a paragraph of Word has some thirty.
ELEMENTS = 4_000_000
# The directory of an archive is read as a whole before anything else.
_DIRECTORY_BYTES = 8 << 20
_END = b"PK\x05\x06"
_DEEPEST = 150
_DIGITS = 6


class Archive:
    """A zip archive in memory. Errors of every method: ``ImportFailure``."""

    def __init__(self, data: bytes) -> None:
        end = data.rfind(_END, max(0, len(data) - 70_000))
        if end < 0:
            raise ImportFailure(DAMAGED, detail=Sentence(CUT_OFF))
        if int.from_bytes(data[end + 12 : end + 16], "little") > _DIRECTORY_BYTES:
            raise ImportFailure(DAMAGED, detail=Sentence(TOO_MANY_PARTS))
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, OverflowError, UnicodeDecodeError, NotImplementedError) as error:
            raise ImportFailure(DAMAGED, detail=Sentence(NO_DIRECTORY)) from error
        self._names = {info.filename.replace("\\", "/").lower(): info for info in self._zip.infolist()}
        self._left = ALL_BYTES

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/").lower() in self._names

    def names(self) -> list[str]:
        """The names of the parts, lower case, ``/`` between folders, in the order of the archive."""
        return list(self._names)

    def read(self, name: str) -> bytes:
        """The bytes of a part; a missing one is damage."""
        info = self._names.get(name.lstrip("/").lower())
        if info is None:
            raise ImportFailure(DAMAGED, detail=Sentence(PART_MISSING, name=name))
        if info.flag_bits & 0x1:
            raise ImportFailure(ENCRYPTED)
        limit = min(PART_BYTES, self._left)
        data = self._unpacked(info, limit)
        if len(data) > limit:
            raise ImportFailure(TOO_MUCH, limit=PART_BYTES >> 20)
        self._left -= len(data)
        return data

    def tree(self, name: str) -> Element:
        """The XML of a part."""
        return tree(self.read(name))

    def _unpacked(self, info: ZipInfo, limit: int) -> bytes:
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise ImportFailure(DAMAGED, detail=Sentence(COMPRESSION))
        try:
            with self._zip.open(info) as stream:
                return stream.read(limit + 1)
        except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise ImportFailure(DAMAGED, detail=Sentence(NOT_UNPACKED, name=info.filename)) from error
        except RuntimeError as error:  # what zipfile says of passwords
            raise ImportFailure(ENCRYPTED) from error


def tree(data: bytes) -> Element:
    """XML as a tree. Errors: ``ImportFailure`` for what is not well formed, too large, too deep or has a
    document type.
    """
    from xml.etree.ElementTree import ParseError, TreeBuilder, XMLParser

    # Every element has at least one: counted before anything is built of them.
    if data.count(b"<") > ELEMENTS:
        raise ImportFailure(TOO_MUCH, limit=PART_BYTES >> 20)

    class Builder(TreeBuilder):
        """Refuses what no document has, before the parser acts on it."""

        depth = 0

        def doctype(self, *_: object) -> None:
            raise ImportFailure(ODD_XML, detail=Sentence(DOCUMENT_TYPE))

        def start(self, tag: str, attrs: dict[str, str], /) -> Element:
            self.depth += 1
            if self.depth > _DEEPEST:
                raise ImportFailure(ODD_XML, detail=Sentence(TOO_DEEP))
            return super().start(tag, attrs)

        def end(self, tag: str, /) -> Element:
            self.depth -= 1
            return super().end(tag)

    parser = XMLParser(target=Builder())
    try:
        parser.feed(data)
        root: Element = parser.close()
    except ParseError as error:
        raise ImportFailure(DAMAGED, detail=Sentence(NOT_XML, line=error.position[0])) from error
    except (ValueError, LookupError) as error:
        raise ImportFailure(DAMAGED, detail=Sentence(ENCODING)) from error
    return root


def local(name: object) -> str:
    """The name of an element or attribute without its namespace; of a comment or the like: nothing."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def attribute(element: Element, name: str, default: str | None = None) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key == name or key.endswith("}" + name):
            return value
    return default


def number_of(said: str | None) -> int | None:
    """The number that an attribute states; ``None``: none, or one that no document has."""
    return int(said) if said is not None and said.isdecimal() and len(said) < _DIGITS else None
