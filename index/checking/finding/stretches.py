"""From runs near each other to the stretch of a text that answers what is sought, end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from index.checking.letters import as_text

if TYPE_CHECKING:
    from index.checking.finding.votes import Area
    from index.checking.letters import Sought
    from index.engine.segment.segment import Segment

_GAP = 40
"""Letters that may stand between two runs, or as many as what is sought has."""
_TAIL = 24
"""Letters at an end beyond the outermost run that are laid over what stands there."""
_ALIKE = 0.7
"""Of these, that may be other."""
_FARTHER = 60
"""Letters beyond which the words at an end are looked for, if nothing stands for them nearer."""
_REPLACED = 6
"""Letters at an end that may all be other ones, and yet stand for each other (必须, 应当)."""

_LEFT_OUT = 0.15


class Stretch(NamedTuple):
    """Places ``first:last`` of a part (their ``letters``) answer what is sought; ``covered`` of its letters
    stand there in runs. ``score`` 0 to 1.
    """

    part: int
    row: int
    first: int
    last: int
    letters: str
    covered: int
    score: float


def nearness(count: int, other: int, same: float) -> float:
    """How near ``other`` letters, ``same`` of them, are to the ``count`` of a quotation, 0 to 1.

    What a quotation leaves out of a passage makes it less another one than what it has that is not there.
    """
    return 2 * same / (count + same + _LEFT_OUT * (other - same)) if same else 0.0


class _Run(NamedTuple):
    start: int
    end: int
    first: int
    last: int

    @property
    def size(self) -> int:
        return self.end - self.start


def stretch_of(segment: Segment, local: int, wanted: Sought, area: Area) -> Stretch | None:
    """The stretch in an area of the document ``local`` of a segment; ``None`` where nothing holds it."""
    ours = wanted.string
    count = len(ours)
    begin = int(segment.starts[local])
    end = begin + int(segment.lengths[local])
    low = max(begin, int(area.place[0]) - count - _TAIL)
    high = min(end, int(area.place[-1]) + area.size + count + _TAIL)
    theirs = as_text(segment.text[low:high])
    runs = _runs(ours, theirs, area, low)
    kept = _together(runs, max(_GAP, count))
    if not kept:
        return None
    first_run, last_run = min(kept, key=lambda run: run.first), max(kept, key=lambda run: run.last)
    before = max((run.end for run in kept if run.end <= first_run.start), default=0)
    after = min((run.start for run in kept if run.start >= last_run.end), default=count)
    first = first_run.first - _more(ours[before : first_run.start][::-1], theirs[: first_run.first][::-1])
    last = last_run.last + _more(ours[last_run.end : after], theirs[last_run.last :])
    letters = theirs[first:last]
    covered = sum(run.size for run in kept)
    alike = Indel.normalized_similarity(ours, letters) * (count + len(letters)) / 2
    score = nearness(count, len(letters), max(alike, min(covered, len(letters))))
    return Stretch(area.part, area.row, low + first, low + last, letters, covered, score)


def _runs(ours: str, theirs: str, area: Area, low: int) -> list[_Run]:
    """The runs of an area as far as they go."""
    found: list[_Run] = []
    reached: dict[int, int] = {}  # by how far they are shifted
    for at, place in zip(area.at.tolist(), area.place.tolist(), strict=True):
        there = place - low
        shift = there - at
        if at + area.size <= reached.get(shift, 0):
            continue
        start, end = at, at + area.size
        while start and there - (at - start) > 0 and ours[start - 1] == theirs[start - 1 + shift]:
            start -= 1
        while end < len(ours) and end + shift < len(theirs) and ours[end] == theirs[end + shift]:
            end += 1
        reached[shift] = end
        found.append(_Run(start, end, start + shift, end + shift))
    return found


def _together(runs: list[_Run], gap: int) -> list[_Run]:
    """The longest run, and of the others those beside it that say what none of them says yet."""
    kept: list[_Run] = []
    for run in sorted(runs, key=lambda run: (-run.size, run.first)):
        if not kept:
            kept.append(run)
            continue
        low, high = min(one.first for one in kept), max(one.last for one in kept)
        if run.first - high > gap or low - run.last > gap:
            continue
        cut = _cut(run, kept)
        if cut is not None:
            kept.append(cut)
    return kept


def _cut(run: _Run, kept: list[_Run]) -> _Run | None:
    """A run without what others have already on either side; ``None`` where hardly anything is left."""
    start, end = run.start, run.end
    shift = run.first - run.start
    for one in kept:
        for low, high in ((one.start, one.end), (one.first - shift, one.last - shift)):
            if low <= start < high:
                start = high
            elif low < end <= high:
                end = low
            elif start < low and high < end:
                return None
    if end - start < max(2, run.size // 2):
        return None
    return _Run(start, end, start + shift, end + shift)


def _more(ours: str, theirs: str) -> int:
    """How many letters of ``theirs`` answer the end ``ours`` of what is sought; both from the run on."""
    if not ours:
        return 0
    if len(ours) > _TAIL:
        ours = ours[:_TAIL]
    best, size = len(ours) + 1.0, 0
    for length in range(min(len(theirs), len(ours) + 4) + 1):
        # Of equal ones that of the same length, since words are mostly replaced by such.
        cost = Levenshtein.distance(ours, theirs[:length]) + 0.01 * abs(length - len(ours))
        if cost < best:
            best, size = cost, length
    if int(best) <= _ALIKE * len(ours):
        return size
    # 今年，…: what stood between was left out.
    farther = theirs.find(ours, 0, _FARTHER) if 1 < len(ours) < _TAIL else -1
    if farther >= 0:
        return farther + len(ours)
    return min(len(ours), len(theirs)) if len(ours) <= _REPLACED else 0
