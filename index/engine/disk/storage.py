"""The folder where Whoosh keeps its files, with nothing unpickled but the list of segments.

Every Whoosh distribution runs whatever a crafted index file tells ``pickle`` to run. Here the schema is never
read from disk (we pass ours), postings are arrays, there are no stored fields or vectors, and what is left,
the list of segments, is restricted to an allow-list.
"""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from index.engine.segment.container import Container

_ALLOWED = frozenset({("index.engine.disk.codec", "ArraySegment")})


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _ALLOWED:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in an index")


def safe_loads(data: bytes) -> Any:
    """Unpickle ``data`` under the allow-list; ``pickle.UnpicklingError`` for anything else."""
    return _Unpickler(io.BytesIO(data)).load()


class _File(StructFile):  # type: ignore[misc]
    """A Whoosh file that unpickles nothing but what an index is made of."""

    def read_pickle(self) -> Any:
        return _Unpickler(self.file).load()


class Folder(FileStorage):  # type: ignore[misc]
    """An index in a folder."""

    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        """A file that unpickles nothing foreign."""
        return _File(Path(self._fpath(name)).open("rb"), name=name, **kwargs)

    def container(self, name: str) -> Container:
        """A container of arrays, mapped; Damaged if it is none, OSError if it cannot be opened."""
        return Container.open(Path(self._fpath(name)))
