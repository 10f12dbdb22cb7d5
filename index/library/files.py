"""Which files an import is about: paths and folders, in one order, each problem with its reason."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import N_, ImportFailure, said_by_system
from index.model import ImportStatus

# An article is some ten kilobytes; the largest books of documents stay far below this.
LARGEST = 64 * 1024 * 1024

_BYTE = re.compile(rb"\\x([0-9a-f]{2})")
"""A byte in a stored name that is no UTF-8."""

MISSING = N_("There is no file or folder {path}; check the name.")
UNREADABLE = N_("{path} cannot be read ({detail}); check its permissions.")
BROKEN_LINK = N_("{path} is a link to something that is not there; restore what it points to.")
LOOP = N_("{path} leads back to a folder that it is in; import that folder alone.")
UNSUPPORTED = N_("{path} is not of a supported format ({supported}); save it as text first.")
PICTURE = N_("{path} is a picture; run it through a text recognition and import its text.")
SHEET = N_("{path} is a spreadsheet; save it as .xlsx or .csv and import that.")
SLIDES = N_("{path} holds slides; save their text as .docx or .txt and import that.")
PACKED = N_("{path} is an archive; unpack it and import the folder.")
OF_A_READER = N_("{path} is of a format that only its own reader opens; save it there as PDF or text.")
PARTS = N_("{path} holds the parts of the page {page}; name the folder itself to import what is in it.")
NOT_A_FILE = N_("{path} is neither a file nor a folder; save its content as a text file.")
TOO_LARGE = N_("{path} is larger than {limit} MB; split it into its articles.")

_KINDS = {
    PICTURE: "jpg jpeg png gif bmp tif tiff webp heic",
    SHEET: "xls xlsb et ods",
    SLIDES: "pptx ppt dps odp",
    PACKED: "zip rar 7z tar gz tgz bz2 xz",
    OF_A_READER: "caj nh kdh ceb cebx epub mobi azw3",
}
_ADVICE = {suffix: advice for advice, suffixes in _KINDS.items() for suffix in suffixes.split()}
"""What to do with files of other kinds that lie among articles, by suffix without its dot."""
HIDDEN = (".", "~$")
"""How names in a folder begin that are no articles: those that systems hide, and the locks that Word leaves
beside every document that is open.
"""
# Folders in which browsers save the pictures and frames of a page of that name beside them.
_PARTS = re.compile(r"(.+)(?:_files|\.files|_文件|_檔案)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that an import has to say something about.

    ``status`` is set when that is settled without reading it: ``skipped`` (other files in a folder) or
    ``failed``; ``problem`` then says why. ``named``: the user named it, not a folder that it is in.
    ``folders``: the names of the folder that was named and of those on the way from it. ``name``: as
    ``name_of(path)``, where whoever made it knew.
    """

    path: Path
    status: ImportStatus | None = None
    problem: ImportFailure | None = None
    named: bool = False
    folders: tuple[str, ...] = ()
    name: str = field(default="", compare=False)


def name_of(path: Path) -> str:
    """A path as it is stored and shown: absolute, and text even where its bytes are not UTF-8."""
    return _shown(os.path.abspath(path))  # noqa: PTH100


def _shown(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def candidates(
    paths: Sequence[Path], *, suffixes: Collection[str], without: Sequence[Path] = ()
) -> list[Candidate]:
    """The files under ``paths``, each once: in the order given, inside a folder by name, hidden ones left
    out.

    ``suffixes`` are the supported ones, lower case with their dot. Folders in ``without`` (the library
    itself) are not entered.
    """
    found: dict[str, Candidate] = {}
    barred = {_identity(path) for path in without} - {None}
    for path in paths:
        for candidate in _under(Path(path), suffixes, (), barred, ()):
            found.setdefault(candidate.name or name_of(candidate.path), candidate)
    return list(found.values())


def read(path: Path) -> bytes:
    """The bytes of a file. Errors: ``ImportFailure`` when it cannot be read or is too large."""
    try:
        with path.open("rb") as stream:
            # Room for all that may come takes longer to make than an article to read.
            expected = min(os.fstat(stream.fileno()).st_size, LARGEST) + 1
            data = stream.read(expected)
            if len(data) == expected:
                data += stream.read(LARGEST + 1 - expected)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(data) > LARGEST:
        raise ImportFailure(TOO_LARGE, path=name_of(path), limit=LARGEST >> 20)
    return data


def _under(
    path: Path,
    suffixes: Collection[str],
    above: tuple[object, ...],
    barred: Collection[object],
    folders: tuple[str, ...],
) -> Iterator[Candidate]:
    try:
        status = path.stat()
    except OSError as error:
        yield Candidate(path, "failed", _absent(path, error))
        return
    if stat.S_ISDIR(status.st_mode):
        inside = (*folders, os.path.basename(name_of(path)))  # noqa: PTH119
        yield from _in_folder(path, (status.st_dev, status.st_ino), suffixes, above, barred, inside)
        return
    problem: ImportFailure | None = None
    if not stat.S_ISREG(status.st_mode):
        problem = ImportFailure(NOT_A_FILE, path=name_of(path))
    elif suffix_of(path) not in suffixes:
        problem = _unsupported(path, suffixes)
    if problem is None:
        yield Candidate(path, named=not folders, folders=folders)
    else:
        yield Candidate(path, "skipped" if folders else "failed", problem)


def _in_folder(
    path: Path,
    identity: object,
    suffixes: Collection[str],
    above: tuple[object, ...],
    barred: Collection[object],
    folders: tuple[str, ...],
) -> Iterator[Candidate]:
    if identity in barred:
        return
    if identity in above:
        yield Candidate(path, "failed", ImportFailure(LOOP, path=name_of(path)))
        return
    try:
        with os.scandir(path) as entries:
            there = {entry.name: entry for entry in entries if not entry.name.startswith(HIDDEN)}
    except OSError as error:
        yield Candidate(path, "failed", _unreadable(path, error))
        return
    base = os.path.abspath(path)  # noqa: PTH100
    for name in sorted(there):
        if _is_article(there[name], suffixes):
            stored = _shown(os.path.join(base, name))  # noqa: PTH118
            yield Candidate(path / name, folders=folders, name=stored)
            continue
        page = _page_of(name, there)
        if page is not None and (path / name).is_dir():
            problem = ImportFailure(PARTS, path=name_of(path / name), page=page)
            yield Candidate(path / name, "skipped", problem)
            continue
        yield from _under(path / name, suffixes, (*above, identity), barred, folders)


def _is_article(entry: os.DirEntry[str], suffixes: Collection[str]) -> bool:
    """Whether something in a folder is a file with a plain suffix that is supported, as most are."""
    stem, _, suffix = entry.name.rpartition(".")
    try:
        return bool(stem) and suffix != "gz" and f".{suffix}" in suffixes and entry.is_file()
    except OSError:
        return False


def _page_of(name: str, there: Collection[str]) -> str | None:
    """The page whose parts a folder of that name holds, if it is ``there``."""
    parts = _PARTS.fullmatch(name)
    pages = (parts[1] + suffix for suffix in (".html", ".htm", ".shtml")) if parts else ()
    return next((page for page in pages if page in there), None)


def _unsupported(path: Path, suffixes: Collection[str]) -> ImportFailure:
    suffix = path.suffix.lower().removeprefix(".")
    if suffix in _ADVICE:
        return ImportFailure(_ADVICE[suffix], path=name_of(path))
    supported = " ".join(sorted(filter(None, suffixes)))
    return ImportFailure(UNSUPPORTED, path=name_of(path), supported=supported)


def _absent(path: Path, error: OSError) -> ImportFailure:
    if path.is_symlink():
        return ImportFailure(BROKEN_LINK, path=name_of(path))
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return ImportFailure(MISSING, path=name_of(path))
    return _unreadable(path, error)


def _unreadable(path: Path, error: OSError) -> ImportFailure:
    if isinstance(error, FileNotFoundError):
        return ImportFailure(MISSING, path=name_of(path))
    return ImportFailure(UNREADABLE, path=name_of(path), detail=said_by_system(error))


def suffix_of(path: Path) -> str:
    """The suffix by which a format is known; a dot in a title (2021.10）, 关于第1.2版的通知) makes none.

    A compressed file has two: ``.jsonl.gz``.
    """
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return suffix_of(path.with_suffix("")) + suffix
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,6}", suffix) else ""


def file_of(name: str) -> Path:
    """The file of a stored name: the name itself, or for a row (``table.csv#key``) its table."""
    path = _path_of(name)
    at = name.find("#")
    while at > 0 and not path.is_file():
        path = _path_of(name[:at])
        at = name.find("#", at + 1)
    return path if path.is_file() else _path_of(name)


def _path_of(name: str) -> Path:
    """The path that ``name_of`` has made ``name`` of: names from archives of Windows are GBK, not UTF-8."""
    path = Path(name)
    if "\\x" not in name or path.exists():
        return path
    return Path(os.fsdecode(_BYTE.sub(lambda found: bytes.fromhex(found[1].decode()), os.fsencode(name))))


def _identity(path: Path) -> object:
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)
