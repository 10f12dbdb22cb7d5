"""Stamps name the states of libraries: ``uid:revision``. What is kept beside a library bears the stamp of the
texts that it was made of.
"""

from __future__ import annotations

from typing import NamedTuple


class Stamp(NamedTuple):
    """A stamp, read: ``uid`` names the library for good, ``revision`` counts its changes."""

    uid: str
    revision: int

    @classmethod
    def of(cls, written: str | None) -> Stamp:
        """A stamp as it is written; what is none is one of no library, of an empty ``uid``."""
        uid, _, revision = (written or "").partition(":")
        return cls(uid, int(revision)) if revision.isascii() and revision.isdigit() else cls("", 0)

    def at(self, revision: int) -> str:
        """How the stamp of another state of the same library is written; 0: before its first change."""
        return f"{self.uid}:{revision}"
