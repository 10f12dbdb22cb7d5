"""An index that somebody else made executes nothing."""

from __future__ import annotations

import os
import pickle
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from whoosh import fields
from whoosh.codec.whoosh3 import W3Codec
from whoosh.index import TOC, FileIndex

from index.engine.disk.codec import ArrayCodec, ArraySegment, schema
from index.engine.disk.storage import Folder


@pytest.fixture
def index(tmp_path: Path) -> FileIndex:
    return FileIndex.create(Folder(str(tmp_path)), schema())


class Opens:
    """What an attacker would leave in an index."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("executed",)


def crafted(**changed: Any) -> ArraySegment:
    segment = ArraySegment("MAIN", bulk=True, count=3)
    for name, value in changed.items():
        setattr(segment, name, value)
    return segment


@pytest.mark.parametrize(
    "segment",
    [
        Opens(),
        crafted(indexname=Opens()),
        crafted(segid="../../elsewhere"),
        crafted(segid=b"abc"),
        crafted(indexname="/etc/passwd"),
        crafted(_count="3"),
        crafted(_deleted={3}),
        crafted(_deleted={-1}),
        crafted(_fieldlengths={"words": "9"}),
        W3Codec(),
    ],
)
def test_a_crafted_table_of_contents_executes_nothing_and_is_refused(
    segment: object, index: FileIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    TOC(schema(), [segment], 1).write(index.storage, index.indexname)
    with pytest.raises((pickle.UnpicklingError, ValueError, TypeError)):
        FileIndex(Folder(str(tmp_path)), schema())
    assert not (tmp_path / "executed").exists()


class OpensAsSchema(fields.Schema):  # type: ignore[misc]
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("executed",)


def test_a_crafted_schema_is_never_looked_at(
    index: FileIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    writer = index.writer(codec=ArrayCodec())
    writer.add_document(id="1", words=Counter(["党建"]))
    writer.commit()
    TOC(OpensAsSchema(), index._segments(), 2).write(index.storage, index.indexname)
    with FileIndex(Folder(str(tmp_path)), schema()).reader() as reader:
        assert reader.doc_frequency("words", "党建") == 1
    assert not (tmp_path / "executed").exists()
    with pytest.raises(fields.FieldConfigurationError):
        FileIndex(Folder(str(tmp_path)))  # as Whoosh opens it by itself: it does execute
    assert (tmp_path / "executed").exists()
