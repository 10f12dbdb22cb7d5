"""One claim of a draft after the other, beside the texts of a corpus."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from index.checking.anchored import Anchored, Show, Where, anchored
from index.checking.claims import Claim
from index.checking.finding.finder import Answer, Finder, Passage
from index.checking.finding.standing import standing
from index.checking.letters import sought
from index.checking.model import Checked, Source, Worded
from index.checking.omissions import in_pieces, pieces_of
from index.checking.verdicts import Judged
from index.errors import N_, Sentence
from index.model import Span
from index.reuse.model import Earliest
from index.text.fold import fold
from index.text.sentences import sentences

if TYPE_CHECKING:
    from index.reuse.parallels.places import Sources

INSERTED = N_("What stands in brackets is the quoter's: {text}.")
ELSEWHERE = N_("As the draft has it, it stands in document {id}.")
TORN = N_("No text has all of it together; this document has most of its sentences.")
CONVERSION = N_("Converters of scripts write {ours} for {theirs} or the other way round: it may be that.")
CONVERTED = frozenset(
    frozenset(pair)
    for pair in ("具俱", "坐座", "象像", "仿彷", "链炼", "熏薰", "里哩", "呆待", "沉沈", "划画")
)
"""Different words of simplified text, which the fold keeps apart (data/text/variants.tsv), though phrases of
OpenCC write the one for the other: 資金鍊, 座標.
"""
_SENTENCES = 40
"""Pieces or sentences of a quotation that are looked for one by one."""
_KEPT = 5000
_BRACKETS = re.compile(
    r"\[[^\[\]]{1,60}\]|［[^［］]{1,60}］|（[^（）]{1,60}）|\([^()]{1,60}\)|〔[^〔〕]{1,60}〕|【[^【】]{1,60}】"
)
_MANY = 3
"""Brackets of one quotation, each of which may be the quoter's or not."""
WORDED = 0.75
"""Similarity of another wording that is told beside the nearest one."""
_TOLD = 10
"""Letters of what is looked for in other wordings though it stands as it is."""
_GOOD = ("verbatim", "folded")


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found of a quotation; ``others``: passages of other wordings."""

    judged: Judged
    row: int
    others: tuple[Passage, ...] = ()
    pieces: tuple[Source, ...] = ()
    documents: int | None = None
    inserted: tuple[Span, ...] = ()
    remarks: tuple[Sentence, ...] = ()

    @property
    def good(self) -> bool:
        return self.judged.verdict in _GOOD


@dataclass
class Checker:
    """Checks claims on one state of a corpus. ``show`` reads documents by their ids, ``where`` tells where
    the passages of anchors are now.
    """

    finder: Finder
    sources: Sources
    show: Show
    where: Where
    _known: dict[tuple[str, bool], _Found | None] = field(default_factory=dict)

    def checked(self, claim: Claim, line: int, column: int) -> Checked | None:
        """What is to be said of a claim; ``None``: a formula that no text has, a name then."""
        named: Anchored | None = None
        found: _Found | None = None
        if claim.anchor is not None:
            named = anchored(self.finder, claim.text, claim.anchor.anchor, self.where, self.show)
            if named.passage is not None:
                found = _Found(named.passage.judged, named.passage.row)
        if found is None or not found.good:
            anywhere = self._anywhere(claim)
            if found is None:
                found = anywhere
            elif anywhere is not None and anywhere.good and anywhere.inserted + anywhere.pieces:
                # Brackets and omissions are judged where all of it is looked for.
                if anywhere.judged.source.id == found.judged.source.id:
                    found = anywhere
            elif anywhere is not None and anywhere.good:
                remark = Sentence(ELSEWHERE, id=anywhere.judged.source.id)
                found = replace(found, remarks=(*found.remarks, remark))
        if claim.kind == "formula" and (found is None or not found.good):
            return None
        state, said = (named.state, named.remarks) if named else (None, ())
        if found is None:
            return Checked(
                line, column, claim.text, claim.kind, claim.speaker, "not_found", False, 0.0, None, (), 0, 0,
                None, (), anchor=state, remarks=said,
            )  # fmt: skip
        wordings = self._wordings(found)
        inserted = tuple(claim.text[span.start : span.end] for span in found.inserted)
        judged = found.judged
        return Checked(
            line=line,
            column=column,
            text=claim.text,
            kind=claim.kind,
            speaker=claim.speaker,
            verdict=judged.verdict,
            punctuation_only=judged.punctuation_only,
            similarity=judged.similarity,
            source=judged.source,
            differences=judged.differences,
            documents=wordings[0].documents if found.documents is None else found.documents,
            occurrences=wordings[0].occurrences if found.documents is None else found.documents,
            earliest=wordings[0].earliest,
            wordings=wordings,
            pieces=found.pieces if len(found.pieces) > 1 else (),
            inserted=inserted,
            anchor=state,
            remarks=(
                *said,
                *found.remarks,
                *(Sentence(INSERTED, text=text) for text in inserted),
                *_converted(claim.text, judged),
            ),
        )

    # -- wherever it stands

    def _anywhere(self, claim: Claim) -> _Found | None:
        key = claim.text, claim.kind == "formula"
        if len(self._known) > _KEPT:
            self._known.clear()
        if key not in self._known:
            self._known[key] = self._looked_up(claim.text, short=claim.kind == "formula")
        return self._known[key]

    def _looked_up(self, text: str, *, short: bool) -> _Found | None:
        wanted = sought(text)
        if not len(wanted):
            return None
        if short:
            there = standing(self.finder.corpus, wanted.letters, self.finder.corpus.alive)
            return _of(self.finder.same(wanted, there)) if len(there) else None
        best = _of(self.finder.found(wanted, others=len(wanted) >= _TOLD))
        if best is not None and (best.good or best.judged.punctuation_only):
            return best
        brackets = [
            Span(*match.span()) for match in _BRACKETS.finditer(text) if any(map(str.isalnum, match[0]))
        ]
        pieces = pieces_of(text)
        pieces = pieces if len(pieces) <= _SENTENCES else []
        whole, best = best, None if len(pieces) > 1 else best
        for without in _choices(brackets):
            if len(pieces) > 1:
                best = _better(best, self._pieced(text, pieces, without))
            elif without:
                some = sought(text, without)
                tried = _of(self.finder.found(some, without=without)) if len(some) else None
                best = _better(best, replace(tried, inserted=tuple(without)) if tried else None)
            if best is not None and best.good:
                break
        return best or whole or self._torn(text)

    def _torn(self, text: str) -> _Found | None:
        """A quotation of several sentences, of which no text has all: the document that has most of them."""
        spans = sentences(text, 0, len(text))
        found = self._pieced(text, spans, ()) if 1 < len(spans) <= _SENTENCES else None
        if found is None:
            return None
        judged = replace(found.judged, verdict="differs", punctuation_only=False)
        return replace(found, judged=judged, remarks=(Sentence(TORN),))

    def _pieced(self, text: str, pieces: Sequence[Span], without: Sequence[Span]) -> _Found | None:
        found = in_pieces(self.finder, text, pieces, without, self.finder.corpus.alive)
        if found is None:
            return None
        documents = max(1, found.documents)
        return _Found(found.judged, found.row, (), found.pieces, documents, tuple(without), found.remarks)

    # -- other wordings

    def _wordings(self, found: _Found) -> tuple[Worded, ...]:
        told = [Passage(found.judged, found.row)]
        told += [one for one in found.others if one.judged.similarity >= WORDED]
        seen: set[str] = set()
        result: list[Worded] = []
        for one in told:
            letters = sought(one.judged.source.text)
            if letters.string in seen or not len(letters):
                continue
            seen.add(letters.string)
            there = standing(self.finder.corpus, letters.letters, self.finder.corpus.alive)
            result.append(
                Worded(
                    one.judged.source,
                    one.judged.similarity,
                    max(1, there.documents),
                    max(1, len(there)),
                    self.earliest(there.row if len(there) else np.array([one.row], np.int64)),
                )
            )
        return tuple(result)

    def earliest(self, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Earliest | None:
        """The first of some documents, given in order of their dates, unless it has none."""
        if not len(rows) or not self.finder.corpus.first[rows[0]]:
            return None
        for document in self.sources.documents([int(self.finder.corpus.ids[rows[0]])]):
            if document.date is not None:
                return Earliest(
                    document.id, document.date, document.date_precision, "date" in document.inferred
                )
        return None


def _converted(text: str, found: Judged) -> Iterator[Sentence]:
    """Single characters that differ as converters make them differ, where one side is traditional."""
    source = found.source
    if not (_is_traditional(text) or _is_traditional(source.text)):
        return
    seen: set[str] = set()
    for d in found.differences:
        ours = text[d.start : d.end]
        theirs = source.text[d.other_start - source.start : d.other_end - source.start]
        pair = fold(ours) + fold(theirs)
        if d.op == "replace" and frozenset(pair) in CONVERTED and pair not in seen:
            seen.add(pair)
            yield Sentence(CONVERSION, ours=ours, theirs=theirs)


def _is_traditional(text: str) -> bool:
    return any("\u3400" <= character != fold(character) for character in text)


def _of(answer: Answer) -> _Found | None:
    if not answer.passages:
        return None
    first, *others = answer.passages
    return _Found(first.judged, first.row, tuple(others))


def _better(one: _Found | None, two: _Found | None) -> _Found | None:
    """The one that says more of the quotation; of equal ones the first."""
    if one is None or two is None:
        return one or two
    return two if (two.good, two.judged.similarity) > (one.good, one.judged.similarity) else one


def _choices(brackets: Sequence[Span]) -> list[tuple[Span, ...]]:
    """Which of the brackets may be the quoter's: none, all, or some of a few."""
    found: list[tuple[Span, ...]] = [(), tuple(brackets)] if brackets else [()]
    if 1 < len(brackets) <= _MANY:
        found += [some for size in range(len(brackets) - 1, 0, -1) for some in combinations(brackets, size)]
    return found
