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


class Run:
    """A check that is made step by step, so that others may ask the library between two steps.

    ``done`` of ``total`` things are checked; ``report`` tells at any time what was found so far.
    """

    def __init__(self, draft: Draft, ask: Ask, *, cancelled: Cancel = None) -> None:
        self._draft, self._ask = draft, ask
        self._claims = claims_of(draft)
        _go_on(cancelled)
        self._sentences = figures_in(draft, self._claims.claims)
        _go_on(cancelled)
        self._rest = unmarked(draft, self._claims.claims)
        self._portions = portions(self._rest)
        self.done = 0
        self.total = len(self._claims.claims) + len(self._sentences) + len(self._portions)
        self._checked: list[Checked] = []
        self._figures: list[CheckedFigure] = []
        self._reused: list[Reused] = []
        self._names = self._claims.names

    def step(self) -> bool:
        """Check the next thing; false when there is none any more."""
        claims, sentences, some = self._claims.claims, self._sentences, self._portions
        at, self.done = self.done, min(self.done + 1, self.total)
        if at < len(claims):
            one = self._ask(_claim(self._draft, claims[at]))
            if one is None:
                self._names += 1
            else:
                self._checked.append(one)
        elif (at := at - len(claims)) < len(sentences):
            self._figures += self._ask(_figures(self._draft, sentences[at]))
        elif (at := at - len(sentences)) < len(some):
            self._reused += self._ask(_reused(self._draft, self._rest, some[at]))
        else:
            return False
        return True

    @property
    def report(self) -> Report:
        """What was found so far."""
        return Report(
            quotations=tuple(one for one in self._checked if one.kind != "formula"),
            formulae=tuple(one for one in self._checked if one.kind == "formula"),
            figures=tuple(self._figures),
            reused=tuple(self._reused),
            unbalanced=self._claims.unbalanced,
            unreadable=tuple(_comment(self._draft, place) for place in self._draft.broken),
            names=self._names,
        )


def check(draft: Draft, ask: Ask, *, progress: Progress = None, cancelled: Cancel = None) -> Report:
    """What is to be said of all claims, figures and unmarked stretches of a draft."""
    run = Run(draft, ask, cancelled=cancelled)
    while True:
        _go_on(cancelled)
        if progress is not None:
            progress(run.done, run.total)
        if not run.step():
            return run.report


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
