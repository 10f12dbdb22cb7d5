"""What a text says that an abbreviation stands for: 四强 = 政治功能强、支部班子强、党员队伍强、作用发挥强."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from index.model import StoredText
from index.registers.model import Expansion
from index.registers.terms.numbered import numbered
from index.registers.terms.numerics import is_numeric
from index.registers.terms.tables import bounds
from index.text.fold import fold
from index.text.segment import cutter

_VALUES = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")} | {
    "两": 2,
    "双": 2,
    "多": 0,
}
_NUMERALS = "".join(_VALUES)
_PART = re.compile(rf"([{_NUMERALS}]+)([个大项种条张类方]?)([^\W\d_{_NUMERALS}]{{1,6}})")
_ONES = re.compile(rf"([{_NUMERALS}]+)个一")
_SEGMENT = re.compile(r"[^、,;。!?:…—\n]+")
_ENDS = re.compile("[。!?\n]")
_MARKED = re.compile("[“‘「『]([^“”‘’「」『』。]{2,20})[”’」』]")
_STRIP = " \t“”‘’「」『』《》\"'()"
_LONGEST = 40
"""Characters of an item at most."""
_REACH = 600
"""Characters before and behind a mention that are looked at."""
_MENTIONS = 40
"""Mentions that are looked at."""
_PAIR = 2
"""Any two nouns may stand before a name: two items share a character, or are long and equal."""
_LONG = 6
_JOINING = frozenset("和与及的")
_MOST = 15
"""Items that an enumeration has at most."""
# Behind a name: 即, 是指, 包括 … , with what may stand between.
_BEHIND = re.compile(
    r"[”’」』\"'）)]*(?:党支部|工作法|机制|工程|要求|标准|活动|制度|品牌)?(?:,|:)?(?:"
    r"就是指|就是|即为|即|是指|指的是|主要是指|指|主要包括|包括|分别是|分别为|具体为|也就是|:)+"
)
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+(?:是|要|个)|[(]?[\d①-⑨]+[).、]?)")
_LEAD = re.compile(
    ".*(?:着力建设|着力|努力做到|做到|实现|坚持|围绕|按照|建设|突出|打造|包括|提高|增强|实施|贯彻|以|从|在|为|即|是|:|提升|达到"
    "|落实|对照|聚焦|推动|分别)"
)
_LAST_WORDS = re.compile(r"(?:等|的|这|为主要|为核心|为内容|以及|方面|相结合).*$")


class Shape(NamedTuple):
    """What an abbreviation tells of what it stands for: how many items, what letters they share."""

    size: int
    shared: str
    name: str


@lru_cache(4096)
def shape_of(term: str) -> Shape | None:
    """The shape of a numeric abbreviation: 四强 (4, 强), 四个意识 (4, 意识); ``None`` for other names."""
    if ones := _ONES.fullmatch(fold(term)):
        return Shape(_value(ones[1]), "一", ones[0])
    parts = _PART.findall(fold(term))
    if not parts:
        return None
    counts = [_value(numeral) for numeral, _, _ in parts]
    if not all(counts) or sum(counts) > _MOST or max(counts) < 2:
        return None
    nouns = {noun.removesuffix("党支部") for _, _, noun in parts}
    shared = nouns.pop() if len(nouns) == 1 else ""
    numeral, measure, _ = parts[0]
    return Shape(sum(counts), shared, numeral + measure + shared)


def expansions_of(
    stored: StoredText, folded: str, term: str, spans: Sequence[tuple[int, int]]
) -> tuple[Expansion, ...]:
    """Where the text (``folded``: its fold) spells ``term`` out, whose mentions are ``spans``.

    Each wording once, in order: as many items as the number says, before or behind a mention in its
    sentence, or in the one behind it, that share the word of the abbreviation (四强: …强), or that 即, 是指,
    包括 or a colon introduce.
    """
    shape = shape_of(term)
    if shape is None or shape.size < 2:
        return ()
    found: dict[tuple[str, ...], Expansion] = {}
    for start, end in spans[:_MENTIONS]:
        for places in _candidates(folded, start, end, shape):
            items = tuple(stored.text[a:b] for a, b in places)
            key = tuple(map(fold, items))
            if key not in found and not any(a < end and b > start for a, b in places):
                found[key] = Expansion(items, places[0][0], places[-1][1])
            break
    return tuple(sorted(found.values(), key=lambda one: one.start))


Places = list[tuple[int, int]]


def _candidates(folded: str, start: int, end: int, shape: Shape) -> Iterator[Places]:
    """Places of the items in the neighbourhood of a mention, the surest first."""
    line = max(folded.rfind("\n", 0, start) + 1, start - _REACH)
    first = max(line, *(folded.rfind(mark, line, start) + 1 for mark in "。!?"))
    last = _stop(folded, end)
    behind = _BEHIND.match(folded, end)
    if behind and (found := _introduced(folded, behind.end(), last, shape)):
        yield found
    segments = _segments(folded, first, last)
    if found := _quoted(folded, line, start, shape):
        yield found
    if found := _clauses(folded, end, last, shape):
        yield found
    if found := _alike(folded, segments, shape, start, end):
        yield found
    if found := _before(folded, segments, shape, start):
        yield found
    if shape.size > 2 and (found := numbered(folded, end, shape.size, shape.shared)):
        yield found
    # “…”有…。即…, or the sentence behind that spells it out.
    following = _stop(folded, last + 1)
    if folded[last : last + 1] not in ("\n", ""):
        if folded.startswith("即", last + 1) and (found := _introduced(folded, last + 2, following, shape)):
            yield found
        if found := _alike(folded, _segments(folded, last + 1, following), shape, start, end):
            yield found


def _stop(folded: str, at: int) -> int:
    """Where the sentence ends."""
    match = _ENDS.search(folded, at, at + _REACH)
    return match.start() if match else min(at + _REACH, len(folded))


def _segments(folded: str, first: int, last: int) -> Places:
    return [match.span() for match in _SEGMENT.finditer(folded, first, last)]


def _introduced(folded: str, at: int, last: int, shape: Shape) -> Places | None:
    """So many items from ``at`` on, up to the end of the clause."""
    for separators in ("、", ",", ";"):
        pieces = re.finditer(f"[^{separators}。!?\n]+", folded[at:last])
        places = [(at + match.start(), at + match.end()) for match in islice(pieces, shape.size)]
        if len(places) != shape.size:
            continue
        trimmed = [_trimmed(folded, a, b) for a, b in places]
        a, b = trimmed[-1]
        more = folded[places[-1][1] : places[-1][1] + 1]
        if more == separators:
            continue
        # The last item ends where the clause goes on.
        comma = next((i for i in range(a, b) if folded[i] in ",;:"), b)
        trimmed[-1] = _trimmed(folded, a, comma)
        if tail := _LAST_WORDS.search(folded[slice(*trimmed[-1])]):
            trimmed[-1] = (trimmed[-1][0], trimmed[-1][0] + tail.start())
        if _fits(folded, trimmed, shape):
            return trimmed
    return None


def _alike(folded: str, segments: Places, shape: Shape, start: int, end: int) -> Places | None:
    """So many neighbouring segments that all have the shared word, and not only at the mention itself."""
    word = shape.shared
    if not word or (shape.size == 2 and len(word) == 1):
        return None
    for number in range(len(segments) - shape.size + 1):
        window = segments[number : number + shape.size]
        if not all(word in folded[a : min(b, start) if a < start else b] for a, b in window):
            continue
        if any(a < end and b > start for a, b in window[:-1]):
            continue
        inner = [folded[a:b].strip(_STRIP) for a, b in window[1:-1] or window[1:]]
        if all(text.endswith(word) for text in inner):
            places = [(a, a + folded[a:b].index(word) + len(word)) for a, b in window]
            places[0] = (_first(folded, places), places[0][1])
        elif all(text.startswith(word) for text in inner):
            a, b = window[0]
            places = [(a + folded[a:b].rindex(word), b), *window[1:]]
            tail = _LAST_WORDS.search(folded[slice(*places[-1])])
            if tail:
                places[-1] = (places[-1][0], places[-1][0] + tail.start())
        else:
            continue
        places = [_trimmed(folded, a, b) for a, b in places]
        if places[-1][1] <= start or places[0][0] >= end:
            return places if _fits(folded, places, shape) else None
    return None


def _before(folded: str, segments: Places, shape: Shape, start: int) -> Places | None:
    """The items right before a mention: 局务会、支委会、党小组会“三会”."""
    number = next((n for n, (a, b) in enumerate(segments) if a <= start < b), None)
    if number is None or number + 1 < shape.size:
        return None
    window = segments[number + 1 - shape.size : number + 1]
    if any(folded[b : b + 1] != "、" for _, b in window[:-1]):
        return None
    if number + 1 > shape.size and folded[segments[number - shape.size][1]] == "、":
        return None
    places = [*window[:-1], (window[-1][0], start)]
    tail = folded[slice(*places[-1])].strip(_STRIP)
    if not tail or tail.endswith(bounds("lead")):
        return None
    places = [_trimmed(folded, a, b) for a, b in places]
    a, b = places[-1]
    if folded[a:b].endswith("的"):
        places[-1] = (a, b - 1)
    places[0] = (_first(folded, places), places[0][1])
    each = [set(folded[a:b]) for a, b in places]
    lengths = {b - a for a, b in places}
    alike = bool((each[0] & each[1]) - _JOINING) or (len(lengths) == 1 and min(lengths) >= _LONG)
    if len(places) == _PAIR and not alike:
        return None
    return places if _fits(folded, places, shape) and max(lengths) - min(lengths) <= 2 else None


def _quoted(folded: str, first: int, start: int, shape: Shape) -> Places | None:
    """So many stretches in marks before a mention that begin with the shared word: “一题一写、…”为载体,…"""
    if not shape.shared:
        return None
    found = [match.span(1) for match in _MARKED.finditer(folded, first, start)]
    found = [(a, b) for a, b in found if folded.startswith(shape.shared, a)]
    return (
        found[-shape.size :]
        if len(found) >= shape.size and _fits(folded, found[-shape.size :], shape)
        else None
    )


def _clauses(folded: str, end: int, last: int, shape: Shape) -> Places | None:
    """What the shared word begins in clauses behind a mention: 融入中心工作,…;融入民生工程,…"""
    clauses = [match.span() for match in re.finditer("[^;]+", folded[end:last])]
    if not shape.shared or len(clauses) != shape.size:
        return None
    places: Places = []
    for a, b in clauses:
        at = folded.find(shape.shared, end + a, end + b)
        if at < 0:
            return None
        stop = min((i for i in (folded.find(mark, at, end + b) for mark in ",:") if i >= 0), default=end + b)
        places.append((at, stop))
    return places if _fits(folded, places, shape) else None


def _first(folded: str, places: Places) -> int:
    """Where the first item begins in a segment that leads to it: 着力建设|政治功能强."""
    (start, end), others = places[0], {b - a for a, b in places[1:]}
    size = max(others)
    if end - start > size and folded[start] in "以从把将对在由按":
        start += 1
    if end - start <= size:
        return start
    if len(others) == 1:
        edge = end
        for token in reversed(list(cutter()(folded[start:end]))):
            edge -= len(token)
            if end - edge >= size:
                return edge
    match = _LEAD.match(folded, start, end - 2)
    return match.end() if match else start


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    """The item without marks, blanks and its number."""
    while start < end and folded[start] in _STRIP:
        start += 1
    if match := _NUMBERED.match(folded[start:end]):
        start += match.end() if match.end() < end - start else 0
    while end > start and folded[end - 1] in _STRIP:
        end -= 1
    return start, end


def _fits(folded: str, places: Places, shape: Shape) -> bool:
    # What abbreviates itself is another name, and no item: 投资、“两重”“两新”.
    if any(shape.name in folded[a:b] for a, b in places):
        return False
    if shape.shared != "一" and any(is_numeric(folded[a:b]) for a, b in places):
        return False
    sizes = [b - a for a, b in places]
    return min(sizes) >= 2 and max(sizes) <= _LONGEST and len({folded[a:b] for a, b in places}) == len(places)


def _value(numeral: str) -> int:
    if len(numeral) == 2 and numeral[0] == "十":
        return 10 + _VALUES[numeral[1]]
    return _VALUES[numeral] if len(numeral) == 1 else 0
