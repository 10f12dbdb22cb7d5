"""The compound files of old Office programs: their streams by name (MS-CFB)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from index.collect.formats.archive import DAMAGED, PART_MISSING
from index.errors import N_, ImportFailure, Sentence

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_LAST = 0xFFFFFFFA  # larger ones mark the end of a chain, free sectors and the like


class CompoundFile:
    """A compound file in memory. Errors of every method: ``ImportFailure`` for a damaged one.

    Chains are followed for at most as many sectors as the file has, so that rings in them end.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MARK):
            raise _damaged(N_("not a compound file"))
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise _damaged(N_("sectors of an unknown size"))
        self._size = 1 << shift
        directory, self._small_below, small_table = struct.unpack_from("<I4xII", data, 48)
        first_extra, extras = struct.unpack_from("<II", data, 68)
        blocks = [number for number in struct.unpack_from("<109I", data, 76) if number < _LAST]
        per_block = self._size // 4
        for _ in range(min(extras, len(data) // self._size)):
            if first_extra >= _LAST:
                break
            *more, first_extra = struct.unpack(f"<{per_block}I", self._sector(first_extra))
            blocks += [number for number in more if number < _LAST]
        self._table = [entry for block in blocks for entry in self._entries(self._sector(block))]
        self._small_table = self._entries(b"".join(self._chain(small_table)))
        root, self._streams = self._directory(b"".join(self._chain(directory)))
        self._small = b"".join(self._chain(root[0]))[: root[1]]

    def __contains__(self, name: str) -> bool:
        return name in self._streams

    def read(self, name: str) -> bytes:
        """The bytes of a stream."""
        if name not in self._streams:
            raise _damaged(PART_MISSING, name=name)
        start, size = self._streams[name]
        if size > len(self._data):
            raise _damaged(N_("{name} is cut off"), name=name)
        if size >= self._small_below:
            return b"".join(self._chain(start))[:size]
        pieces: list[bytes] = []
        number = start
        while number < len(self._small_table) and len(pieces) * 64 < size:
            pieces.append(self._small[number * 64 : number * 64 + 64])
            number = self._small_table[number]
        return b"".join(pieces)[:size]

    @staticmethod
    def _entries(sectors: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(sectors) // 4}I", sectors)

    def _sector(self, number: int) -> bytes:
        sector = self._data[(number + 1) * self._size : (number + 2) * self._size]
        if not sector:
            raise _damaged(N_("it is cut off"))
        return sector.ljust(self._size, b"\0")

    def _chain(self, number: int) -> Iterator[bytes]:
        for _ in range(len(self._data) // self._size + 1):
            if number >= _LAST or number >= len(self._table):
                return
            yield self._sector(number)
            number = self._table[number]
        raise _damaged(N_("a chain of sectors runs in a ring"))

    @staticmethod
    def _directory(data: bytes) -> tuple[tuple[int, int], dict[str, tuple[int, int]]]:
        root = (0xFFFFFFFE, 0)
        streams: dict[str, tuple[int, int]] = {}
        for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", data, at + 64)
            place = struct.unpack_from("<II", data, at + 116)
            if kind == 5:
                root = place
            elif kind == 2:
                name = data[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
                streams.setdefault(name, place)
        return root, streams


def _damaged(detail: str, **fields: object) -> ImportFailure:
    return ImportFailure(DAMAGED, detail=Sentence(detail, **fields))
