"""An index that lies in memory: the same as in a folder, gone with the program."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

from numpy.typing import NDArray

from index.engine.disk.commit import NAME, SUFFIX, Draft, Listed, Manifest, built_with
from index.engine.segment.container import Container, write_container


class MemoryFolder:
    """What ``commit.IndexFolder`` is for a folder."""

    path = None

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._newest: Manifest | None = None
        self._numbers = count(1)

    def newest(self) -> Manifest | None:
        """The newest commit."""
        return self._newest

    def agrees(self, found: Manifest) -> bool:
        """There is no other list."""
        return found == self._newest

    @contextmanager
    def locked(self, timeout: float = 0.0) -> Iterator[None]:  # noqa: ARG002 (nobody else can be there)
        """There is no other program."""
        yield

    def open(self, file: str) -> Container:
        """A segment."""
        return Container(self._files[file])

    def draft(
        self,
        arrays: Mapping[str, NDArray[Any]],
        meta: Mapping[str, Any],
        *,
        synced: bool = True,  # noqa: ARG002 (there is no disk)
    ) -> Draft:
        """A segment that is in no commit yet."""
        name = f"{NAME}_{next(self._numbers)}{SUFFIX}"
        stream = io.BytesIO()
        write_container(stream, arrays, meta)
        self._files[name] = stream.getvalue()
        counts = meta["counts"]
        return Draft(name, len(self._files[name]), counts["documents"], counts["characters"])

    def adopted(self, draft: Draft) -> Listed:
        """A draft as a segment that the next commit may list."""
        return Listed(draft.name, draft.size, draft.documents, draft.characters)

    def dropped(self, file: str) -> None:
        """Forget a draft."""
        del self._files[file]

    def commit(self, segments: Sequence[Listed], fingerprint: str, texts: str) -> Manifest:
        """Make ``segments`` the index."""
        generation = 1 if self._newest is None else self._newest.generation + 1
        self._newest = Manifest(generation, fingerprint, texts, tuple(segments), built_with())
        kept = {one.file for one in segments}
        self._files = {name: data for name, data in self._files.items() if name in kept}
        return self._newest
