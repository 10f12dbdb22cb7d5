"""What a docx says of its paragraphs in other parts: their styles and their automatic numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.collect.formats.archive import attribute, local, number_of
from index.collect.formats.writing import QUOTES

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DEEPEST_STYLE = 20


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant by the names of a path, without namespaces."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner.tag) == name), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The attribute ``val`` of what a path leads to."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val", "")


def centred(properties: Element | None) -> bool | None:
    """Whether paragraphs with these properties are centred; ``None``: they do not say."""
    said = value(properties, "jc")
    return None if said is None else said == "center"


def size_of(element: Element | None) -> int | None:
    """The size of print in half points that a style or a run states."""
    return number_of(value(element, "rPr", "sz"))


@dataclass(slots=True)
class Style:
    """A paragraph style: its name in lower case (the same in every language of Word), its outline level
    (0 is the highest), its list, whether it is centred, the size of its print in half points, and whether
    its paragraphs are block quotations.
    """

    name: str
    based: str | None
    level: int | None
    numbering: Element | None
    centred: bool | None = None
    size: int | None = None
    quotes: bool = False


def styles_of(root: Element) -> dict[str, Style]:
    """The paragraph styles by their ids, with what they take from those that they are based on."""
    styles: dict[str, Style] = {}
    for element in root:
        if local(element.tag) != "style":
            continue
        properties = child(element, "pPr")
        styles[attribute(element, "styleId") or ""] = Style(
            (value(element, "name") or "").strip().lower(),
            value(element, "basedOn"),
            number_of(value(properties, "outlineLvl")),
            child(properties, "numPr"),
            centred(properties),
            size_of(element),
        )
    for style in styles.values():
        style.quotes = style.name in QUOTES
        parent = style.based
        for _ in range(_DEEPEST_STYLE):  # styles may be based on each other in a ring
            if parent is None or parent not in styles:
                break
            style.level = styles[parent].level if style.level is None else style.level
            style.numbering = styles[parent].numbering if style.numbering is None else style.numbering
            style.centred = styles[parent].centred if style.centred is None else style.centred
            style.size = styles[parent].size if style.size is None else style.size
            style.quotes = style.quotes or styles[parent].name in QUOTES
            parent = styles[parent].based
    return styles


_DIGITS = "〇一二三四五六七八九"


def _chinese(number: int) -> str:
    """A number in words as lists count: 十二, 二十, 一百零三."""
    if number < 20:
        return ("十" if number >= 10 else "") + (_DIGITS[number % 10] if number % 10 or not number else "")
    text = ""
    for digit, unit in zip(reversed(str(number)[-4:]), ("", "十", "百", "千"), strict=False):
        text = (_DIGITS[int(digit)] + unit if digit != "0" else "零") + text
    return re.sub("零+", "零", text).rstrip("零")


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)


def _roman(number: int) -> str:
    text = ""
    for sign, worth in zip(
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        strict=True,
    ):
        text += sign * min(number // worth, 9)
        number %= worth
    return text


def numeral(number: int, form: str) -> str:
    """A number in one of the forms of Word (``w:numFmt``); unknown ones as digits."""
    if form in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCountingThousand",
    ):
        return _chinese(number)
    if form in ("taiwaneseCounting", "koreanCounting"):
        return _chinese(number)
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return _chinese(number).translate(
            str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
        )
    if form == "ideographTraditional":
        return "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10]
    if form == "ideographZodiac":
        return "子丑寅卯辰巳午未申酉戌亥"[(number - 1) % 12]
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number))
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("lowerLetter", "upperLetter"):
        return _letters(number) if form == "lowerLetter" else _letters(number).upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    return "" if form == "none" else str(number)


@dataclass(slots=True)
class _Level:
    form: str
    text: str
    start: int
    bare: bool


@dataclass(slots=True)
class Numbering:
    """The lists of a document; ``label`` counts on."""

    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element) -> Numbering:
        """From the part ``numbering.xml``."""
        levels: dict[str, dict[int, _Level]] = {}
        found = cls()
        for element in root:
            if local(element.tag) == "abstractNum":
                levels[attribute(element, "abstractNumId") or ""] = {
                    at: level for at, level in map(_level, element) if level is not None
                }
            elif local(element.tag) == "num":
                id, abstract = attribute(element, "numId") or "", value(element, "abstractNumId") or ""
                own = dict(levels.get(abstract, {}))
                for override in element:
                    at = number_of(attribute(override, "ilvl"))
                    if local(override.tag) != "lvlOverride" or at is None:
                        continue
                    _, level = _level(child(override, "lvl"))
                    start = number_of(value(override, "startOverride"))
                    if level is not None:
                        own[at] = level
                    if start is not None:
                        abstract = f"{abstract} {id}"  # counts for itself
                        if at in own:
                            before = own[at]
                            own[at] = _Level(before.form, before.text, start, before.bare)
                found.lists[id], found.abstract[id] = own, abstract
        return found

    def label(self, properties: Element | None) -> str:
        """The number that the next paragraph with these properties (``w:numPr``) shows, with what follows."""
        id, here = value(properties, "numId"), number_of(value(properties, "ilvl") or "0")
        levels = self.lists.get(id or "")
        if not levels or here is None or (level := levels.get(here)) is None:
            return ""
        counts = self.counts.setdefault(self.abstract[id or ""], {})
        counts[here] = counts.get(here, level.start - 1) + 1
        for deeper in [other for other in counts if other > here]:
            del counts[deeper]
        if level.form == "bullet":
            return ""

        def part(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            outer = levels.get(other)
            return "" if outer is None else numeral(counts.get(other, outer.start), outer.form)

        text = re.sub("%([1-9])", part, level.text)
        spaced = text and not level.bare and text[-1].isascii() and text[-1] not in ")"
        return text + " " if spaced else text


def _level(element: Element | None) -> tuple[int, _Level | None]:
    at = None if element is None or local(element.tag) != "lvl" else number_of(attribute(element, "ilvl"))
    if at is None:
        return 0, None
    start = number_of(value(element, "start"))
    return at, _Level(
        value(element, "numFmt") or "decimal",
        value(element, "lvlText") or "",
        1 if start is None else start,
        value(element, "suff") == "nothing",
    )
