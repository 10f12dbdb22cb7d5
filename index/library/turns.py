"""The methods of a library that is open take turns."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from index.library.opened import OpenLibrary

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="OpenLibrary")


def one_at_a_time(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """Let one thread at a time into the library, as long as it is open."""

    @wraps(method)
    def guarded(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self._guard:
            if self._closed:
                # As of a closed file: a mistake of the program, nothing to tell a user about the library.
                raise ValueError("the library is closed")
            return method(self, *args, **kwargs)

    return guarded
