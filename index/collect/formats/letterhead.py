"""The head of an official document (GB/T 9704): the organ's letterhead, the number, the title on some lines.

……委员会文件 / 某直工发〔2024〕3号 / 中共……委员会 / 关于……的通知: the largest print is no title, and the title
is set on as many lines as look well. With a number below a letterhead and lines that end as titles of
documents do, there is no doubt about it; some sites print the number below the title, or leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import islice

from index.collect.formats.writing import Writer

_NUMBER = re.compile(
    r"^\s*[\u3400-\u9fff]{2,14}\s*[〔\[［（(【]\s*(?:19|20)[0-9]{2}\s*[〕\]］）)】]\s*第?\s*[0-9]{1,4}\s*号(?:\s+签发人.*)?\s*$"
)
ENDS_TITLE = re.compile(
    r"(?:通知|意见|决定|通报|批复|复函|函|报告|请示|方案|办法|规定|要点|公告|通告|纪要|细则|规划|计划|总结|决议|命令"
    r"|条例|公报|议案|倡议书|准则|规则|安排|清单)(?:[（(][^（）()]{1,12}[)）])?[》”]?$"
)
_TEXT = re.compile(r"[：:。；;]\s*$|^\s*(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[章条])")
_ABOUT = re.compile(r"关于|(?:委员会|工委|办公[室厅]|[党省市县区州]委|政府|[厅局部])\s*$")
_WORD, _SPACE = re.compile(r"\w"), re.compile(r"\s")
_LOOKED_AT, _LETTERHEAD, _TITLE_LINES = 14, 40, 5


def find(lines: Sequence[str], apart: Container[int] = ()) -> tuple[list[int], list[int]] | None:
    """The lines (by number) of the letterhead with its number, and those of the title; or ``None``.

    ``apart``: lines that are page furniture.
    """
    of_text = (
        number
        for number, line in enumerate(lines[: 4 * _LOOKED_AT])
        if _WORD.search(line) and number not in apart
    )
    head = list(islice(of_text, _LOOKED_AT))
    letterhead = next((at for at, number in enumerate(head[:8]) if _is_letterhead(lines[number])), None)
    if letterhead is None or any(
        len(lines[number].strip()) > _LETTERHEAD for number in head[: letterhead + 1]
    ):
        return None
    place = next((at for at, number in enumerate(head[:8]) if _NUMBER.match(lines[number])), None)
    if place is not None and place == letterhead + 1:
        title = _title(lines, head[place + 1 :])
        return (head[: place + 1], title) if title else None
    # The number below the title, or none: then the title says what it is about.
    title = _title(lines, head[letterhead + 1 : place])
    if not title or not _ABOUT.search(lines[title[0]]):
        return None
    below = [] if place is None or head[place - 1] != title[-1] else [head[place]]
    return head[: letterhead + 1] + below, title


def _is_letterhead(line: str) -> bool:
    # The last sign decides nearly always.
    return line.rstrip().endswith("件") and re.sub(r"\s", "", line).endswith("文件")


def _title(lines: Sequence[str], head: Sequence[int]) -> list[int]:
    """The lines of a title that begins with the first of ``head``, none where it does not end as one."""
    title: list[int] = []
    for number in head[:_TITLE_LINES]:
        line = lines[number].strip()
        if _TEXT.search(line) or len(line) > 60:
            break
        title.append(number)
        if ENDS_TITLE.search(_SPACE.sub("", line)):
            return title  # 通　知: set apart to fill its line
    return []


def tell(writer: Writer) -> None:
    """Tell the letterhead and the title of an official document, the latter as one line."""
    found = find(writer.lines, writer.furniture)
    if found is None:
        return
    above, title = found
    for number in above:
        writer.kinds[number] = "byline"
    writer.lines[title[0]] = "".join(writer.lines[number].strip() for number in title)
    writer.kinds[title[0]] = "title"
    for number in title[1:]:
        writer.lines[number] = ""
        writer.kinds.pop(number, None)
