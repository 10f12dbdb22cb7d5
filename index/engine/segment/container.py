"""A file of arrays: written once, mapped into memory, checked by its checksums, never executed.

Layout: a header (magic, format version, length of the directory, length of the file, CRC-32 of the directory,
CRC-32 of the header before it), the directory (UTF-8 JSON: ``meta`` and for each array its name, dtype,
shape, place, bytes and CRC-32), then the arrays, each at a multiple of 64 bytes from the file's beginning.
"""

from __future__ import annotations

import json
import math
import mmap
import struct
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

MAGIC = b"DJARRAYS"
VERSION = 1
ALIGNMENT = 64
_HEADER = struct.Struct("<8sIIQI")
_CHECKSUM = struct.Struct("<I")
_START = _HEADER.size + _CHECKSUM.size
_DTYPES = frozenset(
    {"|u1", "|i1"}
    | {order + kind for order in "<>" for kind in ("u2", "u4", "u8", "i2", "i4", "i8", "f4", "f8")}
)
_AHEAD = 1 << 17
"""Bytes that any system reads ahead when it is told once; of more it may take the beginning only."""
_PIECE = 1 << 24
"""Bytes whose checksum is taken at once, so that what verifies can be stopped between them."""


class Damaged(Exception):
    """A container that is not what was written: truncated, foreign, of another version, or bits flipped.

    ``name`` is the array concerned, empty for the container as a whole.
    """

    def __init__(self, name: str, why: str = "") -> None:
        super().__init__(name, why)
        self.name = name


def write_container(stream: BinaryIO, arrays: Mapping[str, NDArray[Any]], meta: Mapping[str, object]) -> None:
    """Write ``arrays`` (numbers, any shape) and ``meta`` (JSON) to ``stream``, which need not be seekable.

    Equal contents give equal bytes. ValueError for arrays of what is not a number of 1, 2, 4 or 8 bytes.
    """
    flat = {name: _bytes(name, array) for name, array in arrays.items()}
    entries: list[list[object]] = []
    end = 0  # from the first array, which begins at a multiple of the alignment
    for name, array in arrays.items():
        data = flat[name]
        entries.append([name, array.dtype.str, list(array.shape), end, data.nbytes, zlib.crc32(data.data)])
        end = _aligned(end + data.nbytes)
    directory = json.dumps({"meta": dict(meta), "arrays": entries}, ensure_ascii=False).encode()
    first = _aligned(_START + len(directory))
    header = _HEADER.pack(MAGIC, VERSION, len(directory), first + end, zlib.crc32(directory))
    stream.write(header + _CHECKSUM.pack(zlib.crc32(header)) + directory)
    stream.write(bytes(first - _START - len(directory)))
    for data in flat.values():
        stream.write(data.data)
        stream.write(bytes(_aligned(data.nbytes) - data.nbytes))


def _bytes(name: str, array: NDArray[Any]) -> NDArray[np.uint8]:
    if array.dtype.str not in _DTYPES:
        raise ValueError(f"{name}: no container for {array.dtype}")
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8)


def _aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


class Container:
    """A container opened for reading: ``container[name]`` is the array, not copied and not writable."""

    def __init__(self, buffer: mmap.mmap | bytes | bytearray | memoryview) -> None:
        """Read the directory of what ``write_container`` wrote. Damaged if it is anything else.

        The arrays themselves are not looked at: see ``verify``.
        """
        self._buffer = buffer
        self._data = np.frombuffer(buffer, np.uint8) if len(buffer) else np.zeros(0, np.uint8)
        self._data.flags.writeable = False
        self._scattered: frozenset[str] = frozenset()
        self.nbytes = len(self._data)
        try:
            self.meta, self._arrays, self._checksums = self._directory()
        except Damaged:
            raise
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError, MemoryError) as error:
            raise Damaged("", "the directory cannot be read") from error

    @classmethod
    def open(cls, path: Path) -> Container:
        """Map the file. Damaged if it is no sound container, OSError if it cannot be opened."""
        with path.open("rb") as file:
            try:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:  # an empty file cannot be mapped
                raise Damaged("", "the file is empty") from error
        return cls(mapped)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the arrays, in the order in which they were written."""
        return tuple(self._arrays)

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._arrays[name]

    def verify(self, names: Iterable[str] | None = None) -> None:
        """Compare the checksums of the arrays ``names`` (of all); Damaged with the name of the first bad one.

        Reads every byte of them: about 1 GB/s, without holding the interpreter's lock. What has been read of
        a large file stays in the system's page cache and does not stay in this process's memory.
        """
        read = 0
        for name in self.names if names is None else names:
            data = self._arrays[name].reshape(-1).view(np.uint8)
            if name in self._scattered:
                self._advise("MADV_SEQUENTIAL", *self._stretch(data))
            checksum = 0
            for start in range(0, len(data), _PIECE):
                piece = data[start : start + _PIECE]
                checksum = zlib.crc32(piece.data, checksum)
                read += len(piece)
                if read >= _PIECE:
                    self.release()
                    read = 0
            if name in self._scattered:
                self._advise("MADV_RANDOM", *self._stretch(data))
            if checksum != self._checksums[name]:
                raise Damaged(name, "the checksum is wrong")

    def scatter(self, names: Iterable[str]) -> None:
        """Tell the system that of these arrays a little is read here and there.

        It reads that, then, and not as much around each place as it would of a file that is read through:
        megabytes, where it is set to that.
        """
        self._scattered = frozenset(names) & self._arrays.keys()
        for name in self._scattered:
            self._advise("MADV_RANDOM", *self._stretch(self._arrays[name]))

    def prefetch(self, name: str, low: int = 0, high: int | None = None) -> None:
        """Tell the system that the elements ``low`` to ``high`` (all) of an array will be read soon."""
        start, size = self._stretch(self._arrays[name][low:high])
        for at in range(0, size, _AHEAD):
            self._advise("MADV_WILLNEED", start + at, min(_AHEAD, size - at))

    def _stretch(self, array: NDArray[Any]) -> tuple[int, int]:
        """Where an array lies in the file, from the beginning of a page on: start and bytes."""
        if not array.nbytes:
            return 0, 0
        start = array.__array_interface__["data"][0] - self._data.__array_interface__["data"][0]
        before = start % mmap.PAGESIZE
        return start - before, array.nbytes + before

    def release(self) -> None:
        """Give back the memory that what was read of the file takes; it is read again where it is needed."""
        self._advise("MADV_DONTNEED")

    def _advise(self, name: str, *stretch: int) -> None:
        advice = getattr(mmap, name, None)
        if isinstance(self._buffer, mmap.mmap) and advice is not None:
            with suppress(OSError, ValueError):  # ValueError: closed meanwhile
                self._buffer.madvise(advice, *stretch)

    def close(self) -> None:
        """Let go of the file. What still holds one of its arrays keeps it mapped until it is gone itself."""
        self._arrays = {}
        self._data = np.zeros(0, np.uint8)
        buffer, self._buffer = self._buffer, b""
        if isinstance(buffer, mmap.mmap):
            with suppress(BufferError):  # an array of it is in use; the mapping goes with the last of them
                buffer.close()

    def _directory(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]], dict[str, int]]:
        head = self._data[:_START].tobytes()
        if len(head) < _START:
            raise Damaged("", "the file ends in the header")
        magic, version, length, size, checksum = _HEADER.unpack_from(head)
        if magic != MAGIC or version != VERSION:
            raise Damaged("", "another kind of file, or another version")
        if _CHECKSUM.unpack_from(head, _HEADER.size)[0] != zlib.crc32(head[: _HEADER.size]):
            raise Damaged("", "the checksum of the header is wrong")
        text = self._data[_START : _START + length].tobytes()
        if size != self.nbytes or len(text) != length or zlib.crc32(text) != checksum:
            raise Damaged("", "the file is truncated, or its directory is not what was written")
        directory = json.loads(text)
        first = _aligned(_START + length)
        arrays: dict[str, NDArray[Any]] = {}
        checksums: dict[str, int] = {}
        for name, dtype, shape, start, nbytes, checksum in directory["arrays"]:
            # Whoever can forge checksums can write any directory: nothing outside the file is reachable.
            if dtype not in _DTYPES or min([start, nbytes, *shape]) < 0 or not isinstance(name, str):
                raise Damaged("", "the directory names what cannot be")
            if math.prod(shape) * np.dtype(dtype).itemsize != nbytes or first + start + nbytes > self.nbytes:
                raise Damaged(name, "it lies outside the file")
            arrays[name] = self._data[first + start : first + start + nbytes].view(dtype).reshape(shape)
            checksums[name] = checksum
        return dict(directory["meta"]), arrays, checksums
