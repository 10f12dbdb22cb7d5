"""``doctor``: looks a library over and says what it found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha256

from index.errors import N_, DangjianError, Sentence
from index.library.keeper import IndexKeeper
from index.library.likeness import catch_up_all
from index.model import Check
from index.store import Store

# Below this an import of a few hundred articles may not fit (texts, index and SQLite's journal).
SPACE_WANTED = 64 * 1024 * 1024

OPENED = N_("{path}: {documents} documents, {characters} characters")
NOT_THERE = N_("{path} is not there yet; the first import creates it")
WHOLE = N_("the file is whole")
PARTS_FIT = N_("all parts refer to each other")
PARTS_MISSING = N_("{count} references lead nowhere; put a backup in the library's place")
BYTES_FIT = N_("{count} source files are as they were imported")
BYTES_DIFFER = N_("{count} of {all} source files are not as they were imported; import them again")
COUNT_FITS = N_("the fingerprint is that of the documents")
COUNT_DIFFERS = N_("the fingerprint is not that of the documents; put a backup in the library's place")
INDEX_FITS = N_("the search index fits the texts")
INDEX_STALE = N_(
    "the search index does not fit the texts; it is built again by the next search or by --repair"
)
INDEX_NOT_WRITTEN = N_(
    "the search index does not fit the texts and cannot be written, so that every search begins by building "
    "one in memory; make room, or copy the library's folder to a place where you may write"
)
INDEX_BUILT = N_("the search index was built again")
LOOKED_OVER = N_("all texts have been looked over for duplicates")
NOT_LOOKED_OVER = N_(
    "about {count} texts have not been looked over for duplicates; imports do it bit by bit, --repair at once"
)
PRIVATE = N_("only you can read the library")
NOT_PRIVATE = N_("others can read {path}; run chmod go-rwx on it if it should be private")
CAN_WRITE = N_("documents can be added")
CANNOT_WRITE = N_("the library can only be read; copy its folder to change it")
SPACE = N_("{megabytes} MB free")
LITTLE_SPACE = N_("only {megabytes} MB free; make room before importing")
SEGMENTER = N_("words are told apart by {backend}")
FOLD = N_("fold table {version}")


def examine(store: Store, keeper: IndexKeeper, *, repair: bool) -> list[Check]:
    """The findings, in order; with ``repair`` an index that does not fit is built again first."""
    if store.missing:
        return [_check("library", True, NOT_THERE, path=store.folder), *_program()]
    documents, characters = store.size()
    checks = [_check("library", True, OPENED, path=store.folder, documents=documents, characters=characters)]
    for examination in (_integrity, _references, _bytes, _fingerprint):
        checks.append(_asked(examination, store))
    checks.append(_duplicates(store, repair=repair))
    checks.append(_index(keeper, repair=repair))
    checks += [_privacy(store), _writing(store), _space(store)]
    return checks + _program()


def _check(name: str, ok: bool, template: str, **fields: object) -> Check:
    return Check(name, ok, Sentence(template, **fields))


def _asked(examination: Callable[[Store], Check], store: Store) -> Check:
    """A damaged file is a finding, not the end of the examination."""
    try:
        return examination(store)
    except DangjianError as error:
        return Check(examination.__name__.strip("_"), False, error.sentence)


def _integrity(store: Store) -> Check:
    problems = store.integrity()
    # SQLite's own words have no translation.
    return Check("integrity", not problems, "; ".join(problems) or Sentence(WHOLE))


def _references(store: Store) -> Check:
    count = store.broken_references()
    return _check("references", count == 0, PARTS_MISSING if count else PARTS_FIT, count=count)


def _bytes(store: Store) -> Check:
    count = wrong = 0
    for digest, data in store.blobs():
        count += 1
        wrong += sha256(data).hexdigest() != digest
    if wrong:
        return _check("bytes", False, BYTES_DIFFER, count=wrong, all=count)
    return _check("bytes", True, BYTES_FIT, count=count)


def _fingerprint(store: Store) -> Check:
    fits = store.fingerprint_counted_anew() == store.fingerprint
    return _check("fingerprint", fits, COUNT_FITS if fits else COUNT_DIFFERS)


def _duplicates(store: Store, *, repair: bool) -> Check:
    try:
        if repair and not store.read_only:
            catch_up_all(store)
        count = store.unlooked()
    except DangjianError as error:
        return Check("duplicates", False, error.sentence)
    return _check("duplicates", count == 0, NOT_LOOKED_OVER if count else LOOKED_OVER, count=count)


def _index(keeper: IndexKeeper, *, repair: bool) -> Check:
    if keeper.fits():
        return _check("index", True, INDEX_FITS)
    if not repair:
        return _check("index", False, INDEX_STALE if keeper.writable else INDEX_NOT_WRITTEN)
    try:
        built = keeper.rebuild()
    except DangjianError as error:
        return Check("index", False, error.sentence)
    return _check("index", built, INDEX_BUILT if built else INDEX_NOT_WRITTEN)


def _privacy(store: Store) -> Check:
    for path in (store.folder, store.file):
        if path.stat().st_mode & 0o077:
            return _check("privacy", False, NOT_PRIVATE, path=path)
    return _check("privacy", True, PRIVATE)


def _writing(store: Store) -> Check:
    return _check("writing", True, CANNOT_WRITE if store.read_only else CAN_WRITE)


def _space(store: Store) -> Check:
    free = shutil.disk_usage(store.folder).free
    enough = free >= SPACE_WANTED or store.read_only
    return _check("space", enough, SPACE if enough else LITTLE_SPACE, megabytes=free >> 20)


def _program() -> list[Check]:
    from index.text.fold import FOLD_VERSION
    from index.text.segment import backend

    return [
        _check("segmenter", True, SEGMENTER, backend=backend()),
        _check("fold", True, FOLD, version=FOLD_VERSION),
    ]
