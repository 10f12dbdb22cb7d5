"""What each paragraph is: title, subtitle, byline, lead, heading, body, caption or note.

The head of an article is what stands before its first paragraph of prose. A title is looked for only there,
so that
an article without one gets none: neither a section heading, nor a first sentence, nor the name of the
newspaper
column above it (``data/gazetteer/campaigns.tsv``) is taken for a title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from index.collect import headlines, shapes
from index.collect.about import DATE, is_medium, is_organ
from index.collect.blocks import Block as Block
from index.collect.gazetteer import campaigns
from index.collect.lines import NUMBERED, Line
from index.model import ParagraphKind

# Paragraphs of prose are so long on the whole where a short sentence between them stands out as a caption.
_LONG = 70
_HAN = re.compile(r"[\u3400-\u9fff]")
_DATE_LINE = re.compile(
    r"^(?:[0-9]{4}|二[〇0零○].{2})年[0-9一二三四五六七八九十]{1,3}月(?:[0-9一二三四五六七八九十]{1,3}日)?$"
)
# A page's clock, a part on each line: 2023 / 06/14 / 08:21:33.
_CLOCK = re.compile(r"(?:19|20)[0-9]{2}|[01]?[0-9]/[0-3]?[0-9]|[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?")
_COLUMN_MARK = re.compile(r"^(?:·.+·|【[^】]+】|\[[^\]]+\]|■.+■|●.+●|-+[^-]+-+)$")
_DAY = re.compile(DATE)
# 新华社某市6月11日电 题:… alone on its line
_WIRE = re.compile(
    r"^(?:新华社|[\u3400-\u9fff]{1,4}[网社])[\u3400-\u9fff]{2,8}[0-9]{1,2}月[0-9]{1,2}日[电讯](?:[\s?]|$|[(])"
)
# Where a page is filed, alone on its line: 通知公告.
_SECTION = re.compile(
    "^(?:(?:通知|公示)公告|公告公示|(?:工作|党建|新闻|部门|基层|支部|时政|学校|学院|单位)(?:动态|要闻)|新闻发布|(?:图片|组图)新闻|专题专栏|党建专栏|党群工作|本[刊报网](?:专稿|特稿|专访|策划|特约|独家))$"
)
# What parts of a text are called.
_PART = re.compile(
    "^(?:引言|前言|导言|序言|绪论|概述|摘要|目录|正文|结语|(?:工作|项目|案例)?背景(?:情况)?|(?:工作|主要|基本)(?:做法|情况|成效))$"
)
_TELEPHONE = re.compile(r"(?:电话|热线|手机|qq|微信).{0,12}[0-9-]{7,}")
_LEAST_AGAIN = 6
# Blocks at the top whose lines are looked for once more, and the longest line that a page has of them.
_ABOVE, _PAGE_LINE = 6, 120
_LONGEST_DATE_LINE = 13
_COLUMN = 4
# 本网讯通讯员: the names follow on the next line.
_DESK = re.compile(
    r"(?:本[报刊网台站]|[\u3400-\u9fff]{2,8}(?:日报|晚报|网|融媒))(?:讯|消息):?"
    r"|(?:本[报刊网台站]|[\u3400-\u9fff]{2,8}(?:日报|晚报|网|融媒))?(?:讯|消息)?(?:见习|实习|首席|特约)?(?:记者|通讯员):?"
)
# 【引题】…, 【副题】…: how papers label the lines of a headline.
_OVER = re.compile(r"[【\[]?(?:引题|肩题|眉题)[】\]:]")
_UNDER = re.compile(r"[【\[]?(?:副题|副标题)[】\]:]")
# …出席并讲话, …作批示 below the title: who was there.
_ATTENDED = re.compile(
    r"[\u3400-\u9fff、 ]{2,24}(?:出席|主持|参加|致辞|讲话|作?批示|部署|授课)[\u3400-\u9fff、 ]{0,12}"
)
# The longest title that calls out: …正式启动!
_CALL = 60
_PRESENT = 24
_LEAST_SHOWN = 2
_LISTED = frozenset("●■◆○◇▲★")
# 某地新闻发布会现场: below a picture, whatever follows.
_SCENE = re.compile(r"[\u3400-\u9fff]{2,24}发布会现场")
_SHOWN = re.compile("参观|瞻仰|重温|聆听|观看|走访|慰问|观摩|合影")
# No name of a site begins so: 织密机关党建监督网 is a title.
_VERB = re.compile("[织筑编构搭铺建拉结布扎守打把让]")
_CLAUSES = re.compile(r"[。,;]")
_ORGAN_END = re.compile(r"(?:委员会|办公室|委|局|厅|部|院|政府|工委|中心)$")
_UNFINISHED_HEADING = re.compile(r"[,:;、。;]$")


def classify(groups: Sequence[list[Line]]) -> list[Block]:
    """The paragraphs with their kinds, in reading order."""
    blocks = [Block(group) for group in groups]
    prose = [index for index, block in enumerate(blocks) if _is_prose(blocks, index)]
    first = prose[0] if prose else len(blocks)
    last = prose[-1] if prose else -1
    lengths = [len(blocks[index].compact) for index in prose if not blocks[index].event]
    typical = median(lengths) if lengths else 0
    for index, block in enumerate(blocks):
        block.kind = _own_kind(block, index < first or index > last)
    _head(blocks, first)
    _signatures(blocks, first)
    _headings(blocks, first, last)
    _captions(blocks, first, typical)
    _told_again(blocks, last)
    _labels(blocks)
    for block in blocks:
        block.kind = block.told or block.kind
    return blocks


def _is_prose(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block is text proper: a sentence, or a salutation, that is not a caption, byline or note."""
    block = blocks[index]
    if block.told is not None:
        return block.told == "body"
    if block.caption or block.note or block.lead or shapes.is_byline(block):
        return False
    if shapes.is_salutation(block):
        return True
    called = block.clean.endswith(("！", "？", "!", "?"))
    title = called and index < _COLUMN and len(block.compact) <= _CALL and "。" not in block.key
    if (block.event or title) and index + 1 < len(blocks) and shapes.is_byline(blocks[index + 1]):
        return False
    if called and len(block.compact) <= 30 and not _CLAUSES.search(block.key):
        return index > 2
    return (block.sentence and len(block.compact) > 4) or (
        len(block.compact) > 90 and not shapes.is_subtitle(block)
    )


def _own_kind(block: Block, outside: bool) -> ParagraphKind:
    if block.told is not None:
        return block.told
    if block.lead:
        return "lead"
    if block.note and not shapes.is_stock_photo(block):
        return "note"
    if block.caption:
        return "caption"
    if outside and (shapes.is_byline(block) or _is_date_line(block) or _CLOCK.fullmatch(block.compact)):
        return "byline"
    return "body"


def _is_date_line(block: Block) -> bool:
    return len(block.compact) <= _LONGEST_DATE_LINE and _DATE_LINE.match(block.compact) is not None


def _title_like(block: Block) -> bool:
    return (
        block.kind == "body"
        and len(block.compact) <= 80
        and len(_HAN.findall(block.key)) >= min(4, len(block.compact))
        and not block.key.endswith(("。", ";", ":", ",", "、"))
        and not NUMBERED.match(block.key)
        and not _TELEPHONE.search(block.key)
        and not _PART.match(block.compact)
        and not _SECTION.match(block.compact.lstrip(shapes.BULLETS))
        and not shapes.is_salutation(block)
        and not shapes.is_subtitle(block)
    )


def is_column(key: str) -> bool:
    """Whether a line is made up of nothing but names of newspaper columns and campaigns."""
    rest = key
    for name in sorted(campaigns(), key=len, reverse=True):
        rest = rest.replace(name, " ")
    return not re.sub(r"[\s\-·|/:!,、()《》“”\"【】\[\]0-9]|特刊|专栏|专版|专题|特别报道", "", rest)


def _head(blocks: Sequence[Block], first: int) -> None:
    """Title, subtitles and column names among the blocks before the first prose."""
    title = next((block for block in blocks if block.told == "title"), None)
    if first >= len(blocks) and len(blocks) < 3 and not any(block.lead for block in blocks):
        first = 0
    # Of the blocks as they are now: looked for at each title, it took minutes without any prose.
    shown = _all_shown(blocks[:first])
    about = next((index for index in reversed(range(first)) if _about(blocks[index])), -1)
    for index, block in enumerate(blocks[:first]):
        if block.kind == "body" and block.event:
            block.kind = "caption"
        if block.kind != "body":
            continue
        if _WIRE.match(block.key) or _DESK.fullmatch(block.compact):
            block.kind = "byline"
        elif _OVER.match(block.key) and title is None:
            block.kind = "note"
        elif shapes.is_passed(block):
            block.kind = "byline"
        elif shapes.is_subtitle(block) or (title is not None and _UNDER.match(block.key)):
            block.kind = "subtitle" if title else "byline"
        elif is_column(block.key) or (title is None and _is_column_mark(block, blocks[index + 1 : first])):
            block.kind = "note"
        elif _names_publisher(block) and (
            title is not None
            or (not _VERB.match(block.key) and any(_outranks(other) for other in blocks[index + 1 : first]))
        ):
            block.kind = "byline"
        elif (
            shown
            or _SCENE.fullmatch(block.compact)
            or (
                shapes.is_pictured(block)
                and (title is not None or all(map(shapes.is_pictured, blocks[index + 1 : first])))
            )
            or (title is None and index + 1 == first and _pictured_again(block, blocks[first:]))
        ):
            block.kind = "caption"
        elif title is None and (
            (len(block.compact) <= _COLUMN and _followed(blocks[index + 1 : first]))
            or (
                len(block.compact) <= 2 * _COLUMN
                and any(headlines.is_whole(o) and _outranks(o) for o in blocks[index + 1 : first][:1])
            )
        ):
            block.kind = "note"
        elif (
            _title_like(block)
            and not _of_list(blocks, index)
            and not (index + 1 == first and _leads_on(block))
        ):
            if title is None or (blocks[index - 1] is title and headlines.in_column(title, block)):
                if title is not None:
                    title.kind = "subtitle"
                block.kind, title = "title", block
            elif (blocks[index - 1] is title and headlines.is_unsaid(title)) or (
                block.compact in title.compact and len(block.compact) >= 4
            ):
                block.kind = "title"
            elif index < about or (len(block.compact) <= _PRESENT and _ATTENDED.fullmatch(block.key)):
                block.kind = "subtitle"
    if title is not None:
        for block in blocks[:first]:
            if block is title:
                break
            if block.kind == "body":
                block.kind = "note"  # scraps of the page: no text begins above its title


def _all_shown(head: Sequence[Block]) -> bool:
    """Whether all that stands above the text says what pictures show: 大会现场 / 参观… / 聆听…."""
    pictured = [block for block in head if shapes.is_pictured(block) or _SHOWN.search(block.key)]
    return (
        len(head) > 2 * _LEAST_SHOWN
        and len(pictured) > _LEAST_SHOWN
        and shapes.is_pictured(head[0])
        and all(len(block.compact) <= _PRESENT and block.kind == "body" for block in head)
    )


def _pictured_again(block: Block, after: Sequence[Block]) -> bool:
    """Whether a line says what a picture shows, as others do below: 参观…馆 / 参观…旧址."""
    return len(block.compact) <= _PRESENT and any(
        other.key[:2] == block.key[:2] and not other.sentence and len(other.compact) <= _PRESENT
        for other in after
        if _SHOWN.match(block.key) and other.kind == "body"
    )


def _of_list(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is one of a list: ●… above or below it."""
    mark = blocks[index].clean[:1]
    return mark in _LISTED and any(
        other.clean.startswith(mark)
        for other in (*blocks[max(0, index - 1) : index], *blocks[index + 1 : index + 2])
    )


def _leads_on(block: Block) -> bool:
    """Whether a line right above the text ends with a dash: the heading of a first section, no title."""
    return block.clean.rstrip().endswith(("——", "――", "--"))


def _followed(after: Sequence[Block]) -> bool:
    """Whether the next line is a title: 机关党建 above it is the column's name."""
    return bool(after) and len(after[0].compact) >= 2 * _COLUMN and _outranks(after[0])


def _names_publisher(block: Block) -> bool:
    """Whether a line is the name of a paper, site, account or organ, and nothing else."""
    return is_organ(block.compact) or is_medium(block.compact)


def _outranks(block: Block) -> bool:
    """Whether a line is a title even below the name of a paper or organ."""
    return len(block.compact) >= 6 and _title_like(block) and not _names_publisher(block)


def _is_column_mark(block: Block, after: Sequence[Block]) -> bool:
    """·机关党建巡礼· or 【基层风采】 above the title: a column set in marks."""
    return (
        _COLUMN_MARK.match(block.key) is not None
        and len(block.compact) <= 16
        and any(_title_like(other) and len(other.compact) >= 6 for other in after)
    )


def _about(block: Block) -> bool:
    return block.kind == "byline" or shapes.is_subtitle(block) or is_organ(block.compact)


def _headings(blocks: Sequence[Block], first: int, last: int) -> None:
    for index, block in enumerate(blocks):
        if (
            block.kind != "body"
            or block.sentence
            or len(block.compact) > 48
            or _UNFINISHED_HEADING.search(block.key)
        ):
            continue
        if not _HAN.search(block.key) or _is_row(blocks, index):
            continue
        following = [other for other in blocks[index + 1 : index + 4] if other.kind in ("body", "lead")]
        if NUMBERED.match(block.key) or any(len(other.compact) > len(block.compact) for other in following):
            if first < len(blocks) or NUMBERED.match(block.key) or block.compact in ("附件", "名词解释"):
                block.kind = "heading"
        elif index > last and index > first and _ORGAN_END.search(block.compact):
            block.kind = "byline"


def _is_row(blocks: Sequence[Block], index: int) -> bool:
    """A row of a table that was saved as text: three cells or more, as many as the row before or after."""
    cells = len(blocks[index].key.split())
    return cells >= 3 and any(
        len(blocks[other].key.split()) == cells
        for other in (index - 1, index + 1)
        if 0 <= other < len(blocks)
    )


def _signatures(blocks: Sequence[Block], first: int) -> None:
    """Organs and the day below a document that is followed by what it sends out (an annex, a rule)."""
    title = next((block.compact for block in blocks[:first] if block.kind == "title"), "")
    for index in range(first + 1, len(blocks)):
        if blocks[index].kind == "body" and _is_date_line(blocks[index]):
            organs = index
            while (
                organs > first + 1
                and blocks[organs - 1].kind == "body"
                and is_organ(blocks[organs - 1].compact)
            ):
                organs -= 1
            after = blocks[index + 1].compact if index + 1 < len(blocks) else ""
            sent = len(after) >= _LEAST_AGAIN and after in title  # the rule that the title names
            for block in blocks[organs : index + 1] if organs < index or sent else ():
                block.kind = "byline"


def _captions(blocks: Sequence[Block], first: int, typical: float) -> None:
    """Single sentences about a picture, between sections whose paragraphs are much longer."""
    if typical >= _LONG:
        for index in range(first + 1, len(blocks)):
            block = blocks[index]
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            alone = after is not None and after.kind in ("heading", "caption", "note")
            if (
                block.kind == "body"
                and alone
                and block.event
                and blocks[index - 1].kind in ("body", "caption", "heading")
            ):
                block.kind = "caption"
    for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if (
            before.kind == after.kind == "caption"
            and not block.sentence
            and len(block.compact) <= 24
            and block.kind in ("heading", "body")
            and not NUMBERED.match(block.key)
        ):
            block.kind = "caption"
    for index in range(len(blocks) - 2, 0, -1):
        # 7月14日,… / 市机关党的工作会议 / 4月8日,…: a picture's own title belongs to the pictures around it.
        block, after = blocks[index], blocks[index + 1]
        if after.kind == "caption" and block.kind == "body" and block.event and typical >= _LONG:
            block.kind = "caption"


def _told_again(blocks: Sequence[Block], last: int) -> None:
    """某某日报 今日某市 00022 the title 2021-04-30: what the page of a paper says of the text once more below
    it.
    """
    head = [block.compact for block in blocks[:_ABOVE] if block.kind in ("title", "subtitle", "heading")]
    head = [line for line in head if len(line) >= _LEAST_AGAIN]
    for number, block in enumerate(blocks):
        if (
            (number > last or (number == last and len(block.compact) <= _PAGE_LINE and not block.sentence))
            and block.kind in ("body", "heading")
            and _DAY.search(block.key)
            and any(line in block.compact for line in head)
        ):
            block.kind = "byline"


def _labels(blocks: Sequence[Block]) -> None:
    """A label and its value on two lines are of one kind."""
    for label, value in pairwise(blocks):
        if len(value.compact) > 40 or value.kind == "title":
            continue
        if label.kind == "byline" and shapes.is_label(label):
            value.kind = "byline"
        elif label.kind == "note" and shapes.is_editor_label(label):
            value.kind = "note"
        elif label.kind == "lead" and len(label.compact) <= 8 and value.kind == "body":
            value.kind = "lead"
