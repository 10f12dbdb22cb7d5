"""The layouts: measures and fonts, in the units of WordprocessingML.

Lengths are twips (1/1440 inch), sizes half-points. The official layout is that of GB/T 9704—2012: A4, with
margins of 37 mm above, 35 mm below, 28 mm left and 26 mm right; 22 lines of 28 characters of size 3 (16 pt)
a page (5.2); the title in 小标宋 of size 2 (22 pt), text in 仿宋, headings in 黑体, 楷体, 仿宋 (7.3); page
numbers of size 4 (14 pt) between dashes at the outer side, 7 mm below the type area (7.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LayoutName = Literal["official", "plain"]
LAYOUTS: tuple[LayoutName, ...] = ("official", "plain")


def twips(millimetres: float) -> int:
    """Millimetres as twips."""
    return round(millimetres / 25.4 * 1440)


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks: its font (for Chinese), size, weight, and the space before its first line.

    ``indent`` and ``left`` are in characters; ``after`` is twips.
    """

    font: str
    size: int
    bold: bool = False
    indent: int = 2
    left: int = 0
    centred: bool = False
    after: int = 0
    apart: int = 0
    """What is added to the width of each character, in twips."""
    line: int | None = None
    """The height of its lines, exact; ``None``: the layout's."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A page and the looks of what stands on it. ``line``: exact height of lines, or 0 for one and a half."""

    name: LayoutName
    top: int
    bottom: int
    left: int
    right: int
    footer: int
    line: int
    grid: int
    """The pitch of the lines of its grid, or 0."""
    body: Look
    title: Look
    headings: tuple[Look, Look, Look, Look]
    quote: Look
    reference: Look
    note: Look
    page_size: int
    dashes: bool
    circled: bool
    """Whether notes are ① ② …, anew on each page."""


_HEIGHT, _WIDTH = twips(297), twips(210)
PAGE = (_WIDTH, _HEIGHT)
_LINES, _CHARACTERS, _SIZE = 22, 28, 16
_TOP, _BOTTOM, _LEFT, _RIGHT = twips(37), twips(35), twips(28), twips(26)
# As many lines and characters as there are to be, none less for rounding.
PITCH = (_HEIGHT - _TOP - _BOTTOM) // _LINES
# Characters are set closer, one by one. A grid of characters (`linesAndChars`) would say the same, but where
# a character is wider than its cell LibreOffice gives it two.
_CLOSER = (_WIDTH - _LEFT - _RIGHT) // _CHARACTERS - _SIZE * 20

OFFICIAL = Layout(
    name="official",
    top=_TOP,
    bottom=_BOTTOM,
    left=_LEFT,
    right=_RIGHT,
    # The line of a page number of 14 pt is about 6.4 mm high.
    footer=twips(35 - 7 - 6.4),
    line=PITCH,
    grid=PITCH,
    body=Look("仿宋_GB2312", 32, apart=_CLOSER),
    title=Look("方正小标宋简体", 44, indent=0, centred=True, after=PITCH, line=700),
    headings=(
        Look("黑体", 32, apart=_CLOSER),
        Look("楷体_GB2312", 32, apart=_CLOSER),
        Look("仿宋_GB2312", 32, bold=True, apart=_CLOSER),
        Look("仿宋_GB2312", 32, bold=True, apart=_CLOSER),
    ),
    quote=Look("楷体_GB2312", 32, left=2, apart=_CLOSER),
    reference=Look("仿宋_GB2312", 28, indent=-2, left=2),
    note=Look("宋体", 18, indent=0, line=0),
    page_size=28,
    dashes=True,
    circled=True,
)
PLAIN = Layout(
    name="plain",
    top=twips(25.4),
    bottom=twips(25.4),
    left=twips(31.8),
    right=twips(31.8),
    footer=twips(15),
    line=0,
    grid=0,
    body=Look("宋体", 24),
    title=Look("黑体", 36, indent=0, centred=True, after=240),
    headings=(
        Look("黑体", 28, indent=0),
        Look("黑体", 24, indent=0),
        Look("宋体", 24, bold=True, indent=0),
        Look("宋体", 24, bold=True, indent=0),
    ),
    quote=Look("楷体", 24, left=2),
    reference=Look("宋体", 21, indent=-2, left=2),
    note=Look("宋体", 18, indent=0, line=0),
    page_size=21,
    dashes=False,
    circled=False,
)
OF: dict[LayoutName, Layout] = {"official": OFFICIAL, "plain": PLAIN}

GRID = 312
"""The pitch of lines in a document without a layout of its own, as Word has it."""
LATIN = "Times New Roman"
MONOSPACED = "Courier New"

FALLBACKS = {
    "方正小标宋简体": ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "宋体", "Noto Serif CJK SC"),
    "仿宋_GB2312": ("仿宋", "FangSong", "华文仿宋", "方正仿宋_GBK", "FandolFang", "Noto Serif CJK SC"),
    "楷体_GB2312": ("楷体", "KaiTi", "华文楷体", "方正楷体_GBK", "FandolKai", "Noto Serif CJK SC"),
    "楷体": ("KaiTi", "楷体_GB2312", "华文楷体", "FandolKai", "Noto Serif CJK SC"),
    "黑体": ("SimHei", "华文黑体", "方正黑体_GBK", "FandolHei", "Noto Sans CJK SC"),
    "宋体": ("SimSun", "华文宋体", "方正书宋_GBK", "FandolSong", "Noto Serif CJK SC"),
}
"""What a font is replaced with where it is not installed: its other names, then what looks like it."""
