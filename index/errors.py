"""Typed errors, each one sentence for the user that says what to do.

The sentence is an English template with named fields (``"Cannot read {path}: …"``). ``str(error)``
is the English sentence; the interface translates ``error.template`` and fills in ``error.fields``.
"""

from __future__ import annotations

import errno
from typing import ClassVar


def N_(message: str) -> str:
    """Mark ``message`` for the gettext catalogues without translating it here."""
    return message


class Sentence(str):
    """An English sentence that the interface can translate, from its template and fields as in an error.

    For sentences inside answers (why a file was skipped, what ``doctor`` found): as a ``str`` it is the
    English text, so that whoever does not translate it loses nothing.
    """

    template: str
    fields: dict[str, object]

    def __new__(cls, template: str, **fields: object) -> Sentence:
        """``template`` with ``fields`` filled in."""
        sentence = super().__new__(cls, template.format(**fields))
        sentence.template = template
        sentence.fields = fields
        return sentence

    def __reduce__(self) -> tuple[object, ...]:
        # As a str it would be made anew from its English text, braces of a path and all.
        return _sentence, (self.template, self.fields)


def _sentence(template: str, fields: dict[str, object]) -> Sentence:
    return Sentence(template, **fields)


_OF_SYSTEM = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("a part of the path is not a folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EACCES: N_("permission denied"),
    errno.EPERM: N_("permission denied"),
    errno.EROFS: N_("the file system can only be read"),
    errno.ENOSPC: N_("no space left"),
    errno.EDQUOT: N_("no space left for this user"),
    errno.EMFILE: N_("too many open files"),
    errno.ENFILE: N_("too many open files"),
    errno.EIO: N_("the disk cannot be read or written"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ENOMEM: N_("not enough memory"),
}
"""What the system says in English only, whatever its language is."""


def said_by_system(error: Exception) -> str:
    """Why the system refused, for the field of a sentence: one that can be translated where it is a common
    reason, otherwise in the system's words.
    """
    known = _OF_SYSTEM.get(getattr(error, "errno", None) or 0)
    return Sentence(known) if known else getattr(error, "strerror", None) or str(error)


class DangjianError(Exception):
    """Base of every error that reaches a user; ``exit_code`` is the command line's (see cli.md)."""

    exit_code: ClassVar[int] = 2

    def __init__(self, template: str, **fields: object) -> None:
        super().__init__(template)
        self.template = template
        self.fields = fields

    def __str__(self) -> str:
        return self.template.format(**self.fields)

    @property
    def sentence(self) -> Sentence:
        """What is told to the user, for an answer in which the error is only one of several findings."""
        return Sentence(self.template, **self.fields)


class UsageError(DangjianError):
    """The request itself is wrong: an unknown id, field, value or option."""


class QueryError(UsageError):
    """A query that cannot be parsed.

    ``position`` is the 0-based code point in the query where it goes wrong, ``nearest`` the nearest
    valid form of the query, if there is one.
    """

    def __init__(
        self, template: str, *, position: int = 0, nearest: str | None = None, **fields: object
    ) -> None:
        super().__init__(template, position=position, nearest=nearest, **fields)
        self.position = position
        self.nearest = nearest


class LibraryError(DangjianError):
    """The library cannot be opened or written."""

    exit_code: ClassVar[int] = 3


class LibraryBusy(LibraryError):
    """Another program is writing to the library and did not finish in time."""


class LibraryReadOnly(LibraryError):
    """The library can be read but not changed (read-only media, permissions, the sample)."""


class LibraryDamaged(LibraryError):
    """The library file is not a readable library."""


class LibraryTooNew(LibraryError):
    """The library was written by a newer version of the program."""


class ImportFailure(DangjianError):
    """One file cannot be imported; the reason names what to do. The others go on."""

    exit_code: ClassVar[int] = 1


class DraftError(DangjianError):
    """A draft cannot be read or written."""


class ExportError(DangjianError):
    """A table cannot be written into a file."""


class ExportExists(ExportError):
    """The file is there already, and was not to be replaced."""
