"""The head of an official document (GB/T 9704): the organ's letterhead, the number, the title on some lines.

……委员会文件 / 某直工发〔2024〕3号 / 中共……委员会 / 关于……的通知: the largest print is no title, and the title
is set on as many lines as look well. With a number between a letterhead and lines that end as titles of
documents do, there is no doubt about it.
"""

from __future__ import annotations

import re

from index.collect.formats.writing import Writer

_NUMBER = re.compile(
    r"^\s*[\u3400-\u9fff]{2,14}\s*[〔\[［（(【]\s*(?:19|20)[0-9]{2}\s*[〕\]］）)】]\s*第?\s*[0-9]{1,4}\s*号(?:\s+签发人.*)?$"
)
_TITLE_END = re.compile(
    r"(?:通知|意见|决定|通报|批复|复函|函|报告|请示|方案|办法|规定|要点|公告|通告|纪要|细则|规划|计划|总结|决议|命令"
    r"|条例|公报|议案|倡议书|准则|规则|安排|清单)(?:[（(][^（）()]{1,12}[)）])?[》”]?$"
)
_TEXT = re.compile(r"[：:。；;]\s*$|^\s*(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[章条])")
_LOOKED_AT, _LETTERHEAD, _TITLE_LINES = 14, 40, 5


def tell(writer: Writer) -> None:
    """Tell the letterhead and the title of an official document, the latter as one line."""
    head = [
        number
        for number, line in enumerate(writer.lines[: 4 * _LOOKED_AT])
        if line.strip() and number not in writer.furniture
    ][:_LOOKED_AT]
    place = next((at for at, number in enumerate(head[:8]) if _NUMBER.match(writer.lines[number])), 0)
    above = [re.sub(r"\s", "", writer.lines[number]) for number in head[:place]]
    if not above or not above[-1].endswith("文件") or any(len(line) > _LETTERHEAD for line in above):
        return
    title: list[int] = []
    for number in head[place + 1 :]:
        if _TEXT.search(writer.lines[number]) or len(writer.lines[number]) > 60:
            break
        title.append(number)
        if _TITLE_END.search(writer.lines[number].rstrip()):
            break
    if not title or len(title) > _TITLE_LINES or not _TITLE_END.search(writer.lines[title[-1]].rstrip()):
        return
    for number in head[: place + 1]:
        writer.kinds[number] = "byline"
    writer.lines[title[0]] = "".join(writer.lines[number].strip() for number in title)
    writer.kinds[title[0]] = "title"
    for number in title[1:]:
        writer.lines[number] = ""
        writer.kinds.pop(number, None)
