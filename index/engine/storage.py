"""Where Whoosh keeps its files, with nothing unpickled but Whoosh's own few classes.

Every Whoosh distribution runs whatever a crafted index file tells ``pickle`` to run. Here the schema is
never read from disk (we pass ours), stored fields are not used, and the other pickles (segment list, block
headers, file directories) are restricted to an allow-list.
"""

from __future__ import annotations

import io
import pickle
import secrets
import tempfile
from pathlib import Path
from typing import Any

from whoosh.codec import whoosh3
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.structfile import StructFile

from index.engine.segment.container import Container

_ALLOWED = frozenset(
    {
        ("index.engine.codec", "ArraySegment"),
        ("index.engine.storage", "Codec"),
        ("whoosh.codec.whoosh3", "W3Segment"),
        ("collections", "defaultdict"),
        ("builtins", "int"),
        ("builtins", "set"),
        ("builtins", "frozenset"),
    }
)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _ALLOWED:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in an index")


def safe_loads(data: bytes) -> Any:
    """Unpickle ``data`` under the allow-list; ``pickle.UnpicklingError`` for anything else."""
    return _Unpickler(io.BytesIO(data)).load()


# Whoosh unpickles blocks of postings through this module global; there is no other way to restrict it.
whoosh3.loads = safe_loads


class _File(StructFile):  # type: ignore[misc]
    """A Whoosh file that unpickles nothing but what an index is made of."""

    def read_pickle(self) -> Any:
        return _Unpickler(self.file).load()


class _PerDocumentReader(whoosh3.W3PerDocReader):  # type: ignore[misc]
    """We store no fields; the column that would hold them is a pickle and is never read."""

    def stored_fields(self, docnum: int) -> dict[str, Any]:  # noqa: ARG002 (Whoosh's signature)
        return {}


class Codec(whoosh3.W3Codec):  # type: ignore[misc]
    """Whoosh's own codec but for stored fields. (The codec of arrays takes this place.)

    No field lengths (``meta`` has them, exactly) and no compression: writing takes half the time.
    """

    length_stats = False

    def __init__(self) -> None:
        super().__init__(compression=0)

    def per_document_reader(self, storage: Any, segment: Any) -> Any:
        """Whoosh's reader without stored fields."""
        return _PerDocumentReader(storage, segment)


class Folder(FileStorage):  # type: ignore[misc]
    """An index in a folder."""

    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        """A file that unpickles nothing foreign."""
        return _File(Path(self._fpath(name)).open("rb"), name=name, **kwargs)

    def container(self, name: str) -> Container:
        """A container of arrays, mapped; Damaged if it is none, OSError if it cannot be opened."""
        return Container.open(Path(self._fpath(name)))


class Memory(RamStorage):  # type: ignore[misc]
    """An index in memory.

    Whoosh's posting pool still needs a folder while it writes: one of our own, mode 0700.
    """

    def __init__(self) -> None:
        super().__init__()
        self._scratch = Path(tempfile.gettempdir()) / f"dangjian-{secrets.token_hex(8)}"

    def container(self, name: str) -> Container:
        """A container of arrays; Damaged if it is none, KeyError if there is no such file."""
        return Container(self.files[name])

    def temp_storage(self, name: str | None = None) -> FileStorage:  # noqa: ARG002 (Whoosh's signature)
        """The folder for what Whoosh sorts while it writes."""
        self._scratch.mkdir(mode=0o700, exist_ok=True)
        return FileStorage(str(self._scratch))
