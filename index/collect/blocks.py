"""A paragraph to be, with what it looks like by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.collect import shapes
from index.collect.lines import Line, ends_sentence
from index.model import ParagraphKind

_EVENT = re.compile(
    r"(?:调研|召开|重温|参观|开展|举行|举办|慰问|考察|出席|开幕|闭幕|揭牌|签约|启动|宣誓|座谈|合影"
    r"|颁奖|授课|讲话|参加|作报告|工作报告|学习|观看|走访|现场|活动|宣讲|志愿服务|交流)"
)
_DATED_EVENT = re.compile(r"^(?:(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日|日前|近日)(?:[上下]午)?[,，]")
_ACTOR = re.compile(
    r"^[^,。]{0,30}(?:工委|党委|支部|机关|党员|干部|代表|成员|领导|同志|学员|群众|志愿者|人员|职工"
    r"|[省市县]长|书记|主席)"
)


@dataclass(slots=True)
class Block:
    """A paragraph to be: the lines that make it up, as one, and its kind; what it looks like by itself is
    asked several times and found out once. ``told``: the kind that the format of the file states.
    """

    lines: list[Line]
    clean: str = ""
    key: str = ""
    compact: str = ""
    kind: ParagraphKind = "body"
    told: ParagraphKind | None = None
    sentence: bool = field(default=False)
    event: bool = field(default=False)
    lead: bool = field(default=False)
    note: bool = field(default=False)
    caption: bool = field(default=False)

    def __post_init__(self) -> None:
        self.told = self.lines[0].kind
        if len(self.lines) == 1:
            line = self.lines[0]
            self.clean, self.key, self.compact = line.clean, line.key, line.compact
        else:
            self.clean = "".join(line.clean for line in self.lines)
            self.key = "".join(line.key for line in self.lines)
            self.compact = "".join(line.compact for line in self.lines)
        self.sentence = ends_sentence(self.clean)
        self.event = _is_event(self)
        if shapes.is_note_or_lead(self):
            self.lead, self.note = shapes.is_lead(self), shapes.is_note(self)
        self.caption = shapes.is_caption(self)


def _is_event(block: Block) -> bool:
    return (
        block.sentence
        and len(block.compact) <= 80
        and block.key.count("。") <= 1
        and block.key[-1] not in "!?"
        and (
            _DATED_EVENT.match(block.key) is not None
            or (len(block.compact) <= 48 and _ACTOR.match(block.key) is not None)
        )
        # Last: it takes the longest.
        and _EVENT.search(block.key) is not None
    )
