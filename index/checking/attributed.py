"""Sentences of a draft that say what somebody said, without quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.checking.draft import Draft
from index.text.fold import fold
from index.text.sentences import sentences

# As in index.registers.quotations.speakers, those that a draft puts before words it reports.
_VERB = (
    "强调指出|明确指出|深刻指出|明确要求|明确提出|反复强调|多次强调|再次强调|郑重宣示|郑重宣告|指出|强调|要求|提出|明确|表示|认为|号召|呼吁"
    "|倡议|勉励|叮嘱|寄语|宣布|告诫|重申|批示|写道|谈到|提到|规定|说过|(?<![来以话上该是的])说"
)
_SAID = re.compile(
    rf"(?P<who>[^。!?;:\n“”「」『』]{{2,60}}?)(?<![的重总项个种条些此各])(?P<verb>{_VERB})(?:过|了|道)?(?:[:,]\s*|(?=要(?![求点素件领])|必须))"
)
_REPORTED = re.compile(
    r"(?:据|根据|按照)(?P<who>[^,。!?;:\n]{2,40}?)(?P<verb>报道|消息|介绍|通报|公布|披露|发布|统计|显示|规定|要求)(?:的?(?:数据|消息))?[:,]\s*"
)
# Nouns as well: only behind a short name they are what somebody does.
_NOUN = re.compile("要求|规定|明确|提出|号召|倡议|提到|表示")
_SHORT = 16
_CLOSED = "”’」』》〉)]"
# (《…》，…，2021年5月7日) behind what is said: where it is from.
_CITED = re.compile(r"\s*\([^()]*《[^()]*\)\Z")
_LEAST = 8
"""Letters of what is said: less is no sentence."""
# 会议要求，…; 有人认为: whose words they are is not told, or they are the draft's own.
_NOBODY = re.compile(
    r"(?:^|[,、])(?:有人|有的|我们?|本文|笔者|大家|人们|普遍|一般|可以|应当|必须|如果|为)[^,]*$"
    # 认真落实中央要求，…: there it is a noun.
    r"|(?:落实|按照?|根据|依照?|贯彻|围绕|对照|符合|适应|响应|针对|结合|遵循|达到|满足|提出|不作)[^,]*$"
)


@dataclass(frozen=True, slots=True)
class Said:
    """``text[start:end]`` of a draft is what ``speaker`` is reported to have said."""

    start: int
    end: int
    speaker: str | None


def attributed_in(draft: Draft) -> Iterator[Said]:
    """The sentences of running text that report somebody's words; what begins with a mark is none."""
    folded = fold(draft.text)
    for part in draft.parts:
        if part.kind != "body":
            continue
        for sentence in sentences(draft.text, part.start, part.end):
            said = _SAID.match(folded, sentence.start, sentence.end) or _REPORTED.match(
                folded, sentence.start, sentence.end
            )
            if said is None or _NOBODY.search(said["who"]):
                continue
            start, end = said.end(), sentence.end
            while end > start and not folded[end - 1].isalnum():
                end -= 1
            while end < sentence.end and folded[end] in _CLOSED:
                end += 1
            if cited := _CITED.search(folded[start:end]):
                end = start + cited.start()
            if folded[start : start + 1] in '“「『"' or sum(map(str.isalnum, folded[start:end])) < _LEAST:
                continue
            first = said.start("who")
            clause = first + folded.rfind(",", first, said.end("who")) + 1 - first
            clause = max(first, clause)
            if _NOUN.fullmatch(said["verb"]) and (
                said.end("who") - clause > _SHORT or "的" in folded[clause : said.end("who")]
            ):
                continue
            yield Said(start, end, draft.text[clause : said.end("who")].strip() or None)
