"""Lines to paragraphs: which lines were broken inside a sentence, and are one paragraph.

Two kinds of damage: a break here and there (a page or column break of the source), told by the sentence
that goes
on; and text wrapped at a fixed width throughout, told by many full lines that do not end a sentence.
Headings, captions, signatures, list items, slogans and verse are lines of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, get_args

from index.collect import shapes
from index.collect.brackets import closes_first, unclosed
from index.collect.formats.letterhead import ENDS_TITLE
from index.collect.leaves import KIND as PAGE_NUMBER
from index.collect.leaves import page_numbers
from index.collect.lines import CLAUSE_MARK, NUMBERED, Line, columns

# A line that starts so continues the one before it; one that ends so is continued.
_CONTINUES = re.compile(r"^(?:[，。；：、！？）”’》」』】]|[,.;:!?)](?![)\d])|是[：:])")
_CONTINUED = frozenset(",，、（(“‘《「『〈")
_ENDED = frozenset("。!?！？;；:：…—―-)）]】》>”’」』\"'|.")
_STARTS_ANEW = re.compile(
    r"^(?:[-—*●■◆▲△★☆○◎□√·•]|各位|同志们|[一二三四五六七八九十]+(?:是|要)|第[一二三四五六七八九十]+"
    r"|首先|其次|再次|最后|此外|另外|同时[,，]"
    r"|近年来|一年来|据悉|据了解|会议(?:指出|强调|要求|认为)|本报|新华社|图为|注[:：]|附[:：]"
    r"|[(（](?:来源|作者|图片|记者|责任))"
)
_CUT = re.compile(r"[。！？!?][^。！？!?]{2,}$")
_PLACED = frozenset("上会)）")
_WORD_END = re.compile(r"[A-Za-z][A-Za-z0-9]*$")
_WORD_START = re.compile(r"[A-Za-z]+")
_HYPHEN, _REST = re.compile("[a-z]{2}-$"), re.compile("[a-z]{2}")
LONG = 30
BROKEN = 16
_VERSE = 18
_TITLE = 60


Measure = Literal["columns", "characters", "clean"]


def _size(line: Line, measure: Measure) -> int:
    if measure == "characters":
        return line.size
    if measure == "clean" and len(line.clean) < line.end - line.start:
        return line.indent + columns(line.clean)
    return line.width


@dataclass(frozen=True, slots=True)
class Wrap:
    """Text wrapped at ``width``, by ``measure``: columns, characters, or columns without bracketed readings
    (``clean``: wrapped before they came in). Paragraphs start with an indent (``indented``), or
    after a
    blank line (``blank``), or show only by the short line before them.
    """

    width: int
    measure: Measure
    indented: bool
    blank: bool

    def full(self, line: Line) -> bool:
        """Whether ``line`` reaches the margin (words and marks that are kept together leave some room)."""
        return _size(line, self.measure) >= self.width - (3 if self.measure == "characters" else 4)

    def brim(self, line: Line) -> bool:
        """Whether nothing more would have gone into ``line``."""
        return _size(line, self.measure) >= self.width - (0 if self.measure == "characters" else 1)


def wrap_of(lines: Sequence[Line]) -> Wrap | None:
    """The width at which the text was wrapped, or ``None`` where its lines are paragraphs."""
    lines = [line for line in lines if line.furniture is None]
    open_ended = [line for line in lines if len(line.compact) >= 14 and line.clean[-1:] not in _ENDED]
    if len(open_ended) < 3:
        return None
    best: tuple[float, Wrap] | None = None
    measures: tuple[Measure, ...] = get_args(Measure)
    if all(len(line.clean) == line.end - line.start for line in lines):
        measures = measures[:-1]  # nothing that ``clean`` would leave out
    for measure in measures:
        sizes = Counter([_size(line, measure) for line in lines])
        usual = max(sizes.values())
        width = max(
            size for size, count in sizes.items() if (count * 5 >= usual and count > 1) or count == usual
        )
        if not 16 <= width <= 120:
            continue
        longer = sum(count for size, count in sizes.items() if size > width + 2)
        wrap = Wrap(width, measure, False, False)
        full = sum(wrap.full(line) for line in open_ended)
        share = full / len(open_ended)
        if full >= 3 and share >= 0.6 and longer * 20 <= len(lines) and (best is None or share > best[0]):
            best = share, wrap
    if best is None:
        return None
    return replace(best[1], indented=_indented(lines), blank=_blank(lines, best[1]))


def _blank(lines: Sequence[Line], wrap: Wrap) -> bool:
    """Whether a blank line follows each paragraph, that is (nearly) each short line, and few full ones."""
    after = [(wrap.full(line), following.blank_before) for line, following in pairwise(lines)]
    short = [blank for full, blank in after if not full]
    long = [blank for full, blank in after if full]
    return len(short) >= 2 and sum(short) >= 0.8 * len(short) and sum(long) <= 0.5 * len(long)


def _indented(lines: Sequence[Line]) -> bool:
    indented = [line for line in lines if line.indent >= 2]
    return len(indented) >= 2 and len(indented) < 0.7 * len(lines)


def paragraphs(lines: Sequence[Line], *, whole: bool = False) -> list[list[Line]]:
    """The kept lines grouped into paragraphs; a group of several lines was broken inside a sentence.

    ``whole``: the format of the file has paragraphs, so that only what the text itself shows to be broken is
    joined, and no width says anything.
    """
    wrap = None if whole else wrap_of(lines)
    spaced = wrap is not None and _all_spaced(lines)
    groups: list[list[Line]] = []
    previous: Line | None = None
    numbers = page_numbers(lines, wrapped=wrap is not None) if not whole else ()
    between: list[Line] = []  # numbers of pages since the line before
    rest = [line for index, line in enumerate(lines) if index not in numbers] if numbers else lines
    following = dict(zip(map(id, rest), rest[1:], strict=False))
    for index, line in enumerate(lines):
        if index in numbers:
            between.append(line)
            continue
        if line.furniture is not None:
            previous = None
            continue
        if between:
            line.blank_before = False  # the space around the end of a page says nothing
        joined = (
            previous is not None
            and bool(groups)
            and previous.kind == line.kind
            and (
                line.goes_on
                or (line.kind is None and _joins(groups[-1], line, following.get(id(line)), wrap, spaced))
            )
        )
        if not joined:
            _set_apart(between)
        between = []
        if joined:
            groups[-1].append(line)
        else:
            groups.append([line])
        previous = line
    _set_apart(between)
    return groups


def _set_apart(numbers: Sequence[Line]) -> None:
    for number in numbers:
        number.furniture = PAGE_NUMBER


def _all_spaced(lines: Sequence[Line]) -> bool:
    kept = [line for line in lines[1:] if line.furniture is None]
    return sum(line.blank_before for line in kept) >= 0.9 * len(kept)


def _joins(group: list[Line], line: Line, after: Line | None, wrap: Wrap | None, spaced: bool) -> bool:
    last = group[-1]
    end = last.clean[-1:]
    if end == "-" and divided(last.clean, line.clean):
        return True
    if len(group) == 1 and (
        (_ACTS.match(line.key) and _is_actor(last))
        or (last.key.endswith(_CALLED) and _MEETING.fullmatch(line.key))
    ):
        return True
    if wrap is not None:
        decided = _joins_wrapped(group, line, wrap, spaced)
        if decided is not None:
            return decided
    complete = end in _ENDED
    if (
        complete
        and len(line.compact) > 8
        and not _CONTINUES.match(line.clean)
        and (len(line.compact) > 40 or not shapes.is_date_place(group[0]))
    ):
        return False  # the common case, for which none of what follows says anything else
    if shapes.is_signature(last) or (NUMBERED.match(line.key) and not line.key[0].isdigit()):
        return False
    if _CONTINUES.match(line.clean):
        return True
    text = "".join(part.clean for part in group[-8:])
    opened = unclosed(text)
    if shapes.is_date_place(group[0]) and last.clean[-1:] not in _PLACED:
        return len(line.compact) <= 40 and line.clean[-1:] in _PLACED
    if "关于" in group[0].compact and _of_document(group, line):
        return True
    if _unfinished(last) and not CLAUSE_MARK.search(line.clean) and len(line.compact) <= LONG:
        return not NUMBERED.match(line.key) and not shapes.is_byline(line)  # a title or heading on two lines
    scrap = len(line.compact) <= 8 and line.clean[-1:] not in _ENDED and not CLAUSE_MARK.search(line.clean)
    goes_on = after is not None and after.furniture is None and _CONTINUES.match(after.clean) is not None
    if opened and len(text) >= _VERSE and not complete:
        if closes_first(line.clean):
            return True
        if scrap and after is not None and (goes_on or closes_first(after.clean)):
            return True
    if scrap and goes_on and len(text) >= LONG and not last.ends_sentence:
        return True
    # A line in which a sentence ended and the next one did not is broken, however short.
    cut = len(text) >= BROKEN and _CUT.search(text) is not None
    if cut and _calls_out(group, line):
        return False
    if (len(text) < LONG and not cut) or (len(group) == 1 and shapes.is_byline(last)):
        return False
    if shapes.is_byline(line) or NUMBERED.match(line.key):
        return False
    if last.clean[-1:] in _CONTINUED:
        return True
    if complete or _STARTS_ANEW.match(line.clean):
        return False
    if line.indent >= 2:
        return False  # an indent of its own says that a paragraph begins
    sentences = re.search(r"[。；;！？!?]", text) is not None or (
        len(text) >= 50 and not NUMBERED.match(group[0].key) and len(CLAUSE_MARK.findall(text)) > 1
    )
    if not sentences:
        return False
    if CLAUSE_MARK.search(line.clean):
        return True
    # A scrap such as the 2.5 of PM2.5 between the two halves of a sentence.
    return (
        len(line.compact) <= 6
        and after is not None
        and after.furniture is None
        and re.search(r"[A-Za-z0-9]$", last.clean) is not None
        and re.match(r"[0-9.]", line.clean) is not None
    )


# A title on two lines: who, and what they did. What is told of them below a heading ends as a sentence.
_WHO = re.compile(
    r"^[\u3400-\u9fff()“”\"]{3,28}(?:[局委厅院署校]|公司|集团|大学|中心|支部|总支|党组|银行|社区|街道|[^市]镇|乡|县|[^小]区|市)$"
)
_ACTS = re.compile(
    r"^(?:召开|举行|举办|开展|组织(?:召开|开展|收看|观看|学习)|传达学习|荣获|赴|集中(?:学习|收看|观看))[^。,:;]{4,44}$"
)


# …代表团召开 / 第一次全体会议
_CALLED = ("召开", "举行", "举办")
_MEETING = re.compile(
    r"(?:第[一二三四五六七八九十]+[次届]|20[0-9]{2}年)[^。,:;]{0,20}(?:会议?|大会|仪式|培训班|论坛|活动)"
)


def _calls_out(group: Sequence[Line], line: Line) -> bool:
    """Whether a line is a title that calls out or asks halfway (…发展！三方…): the text below it is wider."""
    head = group[0]
    return (
        len(group) == 1
        and "。" not in head.clean
        and len(head.compact) <= _TITLE
        and 2 * len(line.compact) > 3 * len(head.compact)
    )


def _is_actor(line: Line) -> bool:
    return _WHO.match(line.key) is not None and not shapes.is_byline(line)


def _of_document(group: Sequence[Line], line: Line) -> bool:
    """Whether the title of a document goes on: 中共某某省委关于全面加强 / 基层党组织建设的决定."""
    above = "".join(part.compact for part in group)
    return (
        len(group) <= _TITLE_LINES
        and len(above) + len(line.compact) <= _TITLE
        and not any(ENDS_TITLE.search(part.compact) for part in group)
        and ENDS_TITLE.search(line.compact) is not None
        and not _NOT_ONE.search(above + line.compact[:2])
        and not NUMBERED.match(line.key)
    )


# Two titles one below the other, or a sentence.
_TITLE_LINES, _NOT_ONE = 3, re.compile("[。;!?]|关于.*(?:关于|《)")


def _unfinished(line: Line) -> bool:
    return len(line.compact) >= 6 and (line.key[-1] in "的和与及暨、" or line.key.endswith("关于"))


def _joins_wrapped(group: list[Line], line: Line, wrap: Wrap, spaced: bool) -> bool | None:
    """The answer of the fixed width, or ``None`` where it has none."""
    last = group[-1]
    if not wrap.full(last):
        return None if _CONTINUES.match(line.clean) else False
    if line.blank_before and not spaced:
        return False
    if (wrap.indented and line.indent >= 2) or (":" in line.key and shapes.is_byline(line)):
        return False
    if wrap.blank:
        return True
    if wrap.indented and last.ends_sentence:
        return line.ends_sentence or wrap.full(line)
    if not last.ends_sentence:
        return not (
            last.clean[-1:] in _ENDED and (NUMBERED.match(line.key) or _STARTS_ANEW.match(line.clean))
        )
    # The line before may be the end of a paragraph that happens to reach the margin.
    heading = not line.ends_sentence and not wrap.full(line)
    if heading or NUMBERED.match(line.key) or shapes.is_note(line) or not wrap.brim(last):
        return False
    return not _STARTS_ANEW.match(line.clean) and (
        CLAUSE_MARK.search(line.clean) is not None or wrap.full(line)
    )


def glue(left: str, right: str) -> str:
    """What stands between two joined lines: a space between Latin words, else nothing.

    Nothing either inside an abbreviation (RC, EP), or where a line was cut after so many characters and left
    a single letter.
    """
    before, after = _WORD_END.search(left), _WORD_START.match(right)
    if before is None or after is None:
        return ""
    if (before[0] + after[0]).isupper():
        return ""
    single = len(after[0]) == 1 or (len(before[0]) == 1 and before[0] not in "aAI")
    return "" if single else " "


def divided(left: str, right: str) -> bool:
    """Whether a word of small letters was divided between two lines; its hyphen goes with the line end."""
    return left[-1:] == "-" and _HYPHEN.search(left) is not None and _REST.match(right) is not None
