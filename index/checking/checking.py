"""All of a draft checked, one thing after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from index.checking.claims import Claim, claims_of
from index.checking.draft import Draft
from index.checking.figures import checked_figures, figures_in
from index.checking.model import Checked, CheckedFigure, Place, Report, Reused
from index.checking.reused import portions, reused_in, unmarked
from index.engine.interface import Cancel, Cancelled
from index.registers.model import Figure

if TYPE_CHECKING:
    from index.checking.checker import Checker
    from index.checking.reused import Unmarked

Answer = TypeVar("Answer")
_SHOWN = 60
Progress = Callable[[int, int], object] | None


class Ask(Protocol):
    """Asks a checker of the newest state of the texts; others may ask the library between two questions."""

    def __call__(self, question: Callable[[Checker], Answer], /) -> Answer:
        """The answer."""
        ...


def check(draft: Draft, ask: Ask, *, progress: Progress = None, cancelled: Cancel = None) -> Report:
    """What is to be said of all claims, figures and unmarked stretches of a draft."""
    claims = claims_of(draft)
    _go_on(cancelled)
    sentences = figures_in(draft, claims.claims)
    _go_on(cancelled)
    rest = unmarked(draft, claims.claims)
    some = portions(rest)
    total = len(claims.claims) + len(sentences) + len(some)
    done = 0

    def next_one() -> None:
        nonlocal done
        _go_on(cancelled)
        if progress is not None:
            progress(done, total)
        done += 1

    checked: list[Checked] = []
    names = claims.names
    for claim in claims.claims:
        next_one()
        one = ask(_claim(draft, claim))
        if one is None:
            names += 1
        else:
            checked.append(one)
    figures: list[CheckedFigure] = []
    for sentence in sentences:
        next_one()
        figures += ask(_figures(draft, sentence))
    reused: list[Reused] = []
    for portion in some:
        next_one()
        reused += ask(_reused(draft, rest, portion))
    if progress is not None:
        progress(total, total)
    return Report(
        quotations=tuple(one for one in checked if one.kind != "formula"),
        formulae=tuple(one for one in checked if one.kind == "formula"),
        figures=tuple(figures),
        reused=tuple(reused),
        unbalanced=claims.unbalanced,
        unreadable=tuple(_comment(draft, place) for place in draft.broken),
        names=names,
    )


def _go_on(cancelled: Cancel) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled


def _comment(draft: Draft, place: int) -> Place:
    end = draft.raw.find("\n", place)
    return Place(*draft.position_of_place(place), draft.raw[place : end if end >= 0 else None][:_SHOWN])


def _claim(draft: Draft, claim: Claim) -> Callable[[Checker], Checked | None]:
    line, column = draft.position(claim.start)
    return lambda checker: checker.checked(claim, line, column)


def _figures(draft: Draft, sentence: list[Figure]) -> Callable[[Checker], list[CheckedFigure]]:
    return lambda checker: list(checked_figures(checker.finder, draft, sentence))


def _reused(draft: Draft, rest: Unmarked, some: slice) -> Callable[[Checker], list[Reused]]:
    return lambda checker: list(
        reused_in(checker.finder.corpus, checker.sources, draft, rest, some, checker.earliest)
    )
