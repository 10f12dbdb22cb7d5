"""What may be asked about figures: sums, parts that are more than the whole, the same thing told differently.

Questions, not verdicts: 114 may be 85 and 29 or have nothing to do with them. They are few, so that one reads
them: what is asked must stand close together or be named alike in all that the texts tell of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, takewhile

from index.model import StoredText
from index.registers.model import Figure, FigureAt, Found, Question
from index.text.fold import fold

NEAR = 160
"""Characters between the first and the last figure of a sum."""
_YEAR = 4  # digits
_AROUND = 16  # figures
LEAST_SUM = 30
"""Sums below come out by chance too often."""
LEAST_PART = 5
NAMED = 4
"""Characters of a subject that tells what is counted: 党员 alone are others in each sentence."""
ROUNDED = 0.1
"""A share by which figures may differ when one of them is not exact."""
_SCALES = ("万", "亿")
_UNSUMMED = frozenset(["%", "百分点", "倍", "年", "个月", "天", "成", "‰", "期", "次", "位", None])
"""Units of what is not added up, or so small that it comes out by chance."""
_WHEREOF = "其中"
_TOTALS = ("共", "合计", "总", "累计", "全")
"""Before a figure: it may be of all there are."""
_CHANGES = (
    *("增长", "增加", "新增", "提高", "提升", "下降", "减少", "同比", "压减", "又", "再", "力争", "目标"),
    *("增至", "升至", "每", "由", "从"),
)
"""Before a figure: it is a change, an aim or a rate, and not how many there are."""
_BEFORE = 8
_AIMED = ("以上", "以内", "不低于", "不少于", "不超过", "左右")
_UNCOUNTED = frozenset(
    ["%", "百分点", "倍", "‰", "秒", "分钟", "分", "小时", "天", "年", "℃", "度", "摄氏度", "米", "成", None]
)
"""Units of what has no parts that are counted, or is told of more than one thing in a sentence."""
_CLAUSE = re.compile(r"[,;:。!?、]")


def questions_of(
    stored: StoredText, figures: Sequence[Figure], clauses: Sequence[str | None] | None = None
) -> tuple[Question, ...]:
    """What may be asked about the figures of one document, by place; ``clauses``: ``clause_of`` each."""
    folded = fold(stored.text)
    id = stored.document.id
    if clauses is None:
        clauses = [clause_of(one, folded) for one in figures]
    found = [*_sums(figures, folded), *_parts(figures, folded), *_differing(figures, clauses, folded)]
    asked = [Question(kind, tuple(_at(id, one) for one in some)) for kind, some in found]  # type: ignore[arg-type]
    return tuple(sorted(asked, key=lambda one: (one.figures[0].start, one.kind)))


def clause_of(one: Figure, folded: str) -> str | None:
    """The folded words of its clause before a figure, if another text that has them tells of the same thing;
    ``None``: it is a change, an aim, a rate, or not clear what it counts.
    """
    if not one.subject or len(one.subject) < NAMED or one.upper is not None or one.unit in _UNCOUNTED:
        return None
    clause = _CLAUSE.split(folded[one.sentence.start : one.start])[-1].strip()
    if any(word in clause for word in _CHANGES) or any(word in (one.qualifier or "") for word in _AIMED):
        return None
    # 千亿元的县: what it takes to be one of them.
    return None if folded[one.end : one.end + 1] == "的" else clause


def between(found: Iterable[tuple[Found[Figure], str]]) -> tuple[Question, ...]:
    """What documents tell differently: of the figures with their clauses (``clause_of``) those that have the
    same one, the same subject, unit, place, event and date, and other values.

    Figures that no text dates to a month or day, or of no known place, are not compared: in the course of a
    year there are more and more of everything.
    """
    groups: dict[tuple[object, ...], list[Found[Figure]]] = defaultdict(list)
    for one, clause in found:
        row = one.row
        if row.date and len(row.date) > _YEAR and row.region and row.subject:
            key = (clause, fold(row.subject), row.unit, row.region, row.event and fold(row.event), row.date)
            groups[key].append(one)
    asked = []
    for group in groups.values():
        told = _told_once(group)
        if len({one.id for one in told}) > 1:
            asked.append(Question("differs", tuple(_at(one.id, one.row) for one in told)))
    return tuple(sorted(asked, key=lambda one: (one.figures[0].id, one.figures[0].start)))


def _told_once(group: Sequence[Found[Figure]]) -> list[Found[Figure]]:
    """The first figure of each value that is none of the values before."""
    told: list[Found[Figure]] = []
    for one in sorted(group, key=lambda one: (one.id, one.row.start)):
        if all(_other(one.row, before.row) for before in told):
            told.append(one)
    return told


def _sums(figures: Sequence[Figure], folded: str) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """A figure and the two or three others near it that make it up, in the units that it stands in there."""
    plain = [one for one in figures if _exact(one) and one.unit not in _UNSUMMED]
    for number, total in enumerate(plain):
        if total.value < LEAST_SUM or not _is_of_all(total, folded):
            continue
        near = [
            *_near(total, reversed(plain[max(0, number - _AROUND) : number])),
            *_near(total, plain[number + 1 : number + _AROUND]),
        ]
        twins = [one for one in near if one.value == total.value]
        if any(one.start < total.start for one in twins):
            continue
        units = {one.unit for one in (total, *twins)}
        parts = [one for one in near if LEAST_PART <= one.value < total.value and one.unit in units]
        parts.sort(key=lambda one: one.start)
        for size in (2, 3):
            some = next((some for some in combinations(parts, size) if _makes_up(total, some)), None)
            if some is not None:
                yield "sum", (total, *some)
                break


def _is_of_all(total: Figure, folded: str) -> bool:
    """Whether a figure is said to be of all there are, or the text goes on with parts of it."""
    before = folded[max(total.sentence.start, total.start - _BEFORE) : total.start]
    return any(word in before for word in _TOTALS) or _WHEREOF in folded[total.end : total.end + NEAR]


def _near(total: Figure, others: Iterable[Figure]) -> Iterator[Figure]:
    """Those of ``others``, the nearest first, that are near enough to be parts of it."""
    return takewhile(lambda one: max(one.end, total.end) - min(one.start, total.start) <= NEAR, others)


def _makes_up(total: Figure, some: Sequence[Figure]) -> bool:
    """Whether figures that stand together, behind or before the total, sum up to it."""
    if abs(sum(one.value for one in some) - total.value) > 1e-6 * total.value:
        return False
    if some[0].start < total.start < some[-1].end or some[-1].end - some[0].start > NEAR:
        return False
    # 20, 20, 40: round numbers add up by themselves.
    return sum(one.value % 10 != 0 for one in (total, *some)) >= 2


def _parts(figures: Sequence[Figure], folded: str) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """A figure behind 其中 that is more than all of its unit before it in the sentence."""
    for number, part in enumerate(figures):
        if part.unit in _UNCOUNTED or not _exact(part) or not number:
            continue
        whereof = folded.find(_WHEREOF, figures[number - 1].end, part.start)
        if whereof < part.sentence.start:
            continue
        wholes = [one for one in figures[max(0, number - _AROUND) : number] if one.sentence == part.sentence]
        wholes = [one for one in wholes if one.unit == part.unit]
        whole = max(wholes, key=lambda one: one.value, default=None)
        if whole is None or not _exact(whole) or sum(one.value for one in wholes) >= part.value:
            continue
        before = folded[max(whole.sentence.start, whole.start - _BEFORE) : whole.start]
        if not any(word in before for word in _CHANGES):
            yield "part", (whole, part)


def _differing(
    figures: Sequence[Figure], clauses: Sequence[str | None], folded: str
) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """The same clause with another value, in another sentence of the paragraph, or anywhere if the text dates
    both: what was done last year and what is to be done now are not told differently.
    """
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for one, clause in zip(figures, clauses, strict=True):
        if clause is None:
            continue
        place = one.date or folded.count("\n", 0, one.start)
        groups[(clause, fold(one.subject or ""), one.unit, one.event and fold(one.event), place)].append(one)
    for group in groups.values():
        told = group[:1]
        for one in group[1:]:
            if all(_other(one, before) and one.sentence != before.sentence for before in told):
                told.append(one)
        if len(told) > 1:
            yield "differs", tuple(told)


def _other(one: Figure, two: Figure) -> bool:
    """Whether two values are none of one thing: not equal, nor one of them the other rounded."""
    if one.value == two.value:
        return False
    if _exact(one) and _exact(two):
        return True
    return abs(one.value - two.value) > ROUNDED * max(one.value, two.value)


def _exact(one: Figure) -> bool:
    return one.qualifier is None and one.upper is None and not any(mark in one.text for mark in _SCALES)


def _at(id: int, one: Figure) -> FigureAt:
    return FigureAt(id, one.start, one.end, one.text, one.value)
