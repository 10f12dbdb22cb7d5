"""Names behind their roles, and who signed a text below its end: …。通讯员 某某, (某局 某某)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.collect.about import is_medium, is_organ
from index.collect.kinds import Block
from index.collect.metadata.facts import Facts
from index.collect.names import is_name, is_names, looks_like_name
from index.text.fold import fold

_ROLE = re.compile(
    r"(?:全媒体?|融媒体?|见习|实习|首席|特派|特约|本报|本刊)*(?:记者|实习生|通讯员|[省市县区]委报道组|撰稿人?|撰文|作\s*者|评论员|文字"
    r"|执笔人?|摄影|文/图|图/文|文(?=\s*[:/|_]))\s*(?:[:/|_]|[^\w\s。,、:()\u3400-\u9fff]+(?=\s))?\s*"
)
_ROLE_START = re.compile(
    r"(?:记者|实习生|通讯员|报道组|撰稿人?|撰文|作\s*者|评论员|执笔人?|文字(?=\s*[:/|])|文/图|图/文|文(?=\s*[:/|_]))\s*[:/|]?\s*"
)
# （某报记者 某某）, （执笔人：某某） below the text; not 责任编辑.
_SIGNED = re.compile(
    r"^[(\[【]\s*(?:[^()]{0,16}?(?:记者|通讯员|作者)|执笔人?|撰稿人?|文字)\s*[:/]?\s*(?!系|单位|为|是)[^()]{2,30}[)\]】]$"
)
_INLINE = re.compile(r"[((](?P<value>[^()]{0,16}?(?:记者|通讯员)\s*[^()]{2,40})[))]")
# …。(某报 记者某某: the page has lost the bracket that closes.
_CUT_OFF = re.compile(r"[。!?”]\s*\((?P<value>[^()]{0,16}?(?:记者|通讯员)\s*[^()。,]{2,16})$")
# (某局 某某供稿)
_DID = r"(?:\s*(?:供稿|报道|撰稿|撰文|摄影报道))?"
# …共识。(方某某) / …保障。(姚某某 王某) / (财政局 周某某): names behind the last sentence.
_ORGAN = (
    r"(?:[\u3400-\u9fff]{1,24}(?:[局委办院校部科镇乡所队社站司厅室会处区县]"
    r"|公司|集团|中心|大学|学院|支部|融媒)\s+)?"
)
_SIGNED_BELOW = re.compile(rf"[。!?”]\s*\({_ORGAN}(?P<names>[^(),.:。]{{2,24}}?){_DID}\)\s*\|?$")
# (姚某某 王某) alone on the line below the text.
_ALONE = re.compile(rf"^\({_ORGAN}(?P<names>[^(),.:。]{{2,24}}?){_DID}\)$")
# 某某 报道 alone on the line below the text.
_REPORTED = re.compile(r"^(?P<names>[^:/。(),]{2,24}?)\s*(?:报道|供稿|撰稿|文/图|图/文)$")
# (文、图/某某 审/某某), 图:某某 文:某某 审核:某某, 供稿:某某
_CREDIT = re.compile(
    r"(?:^|[\s(【\[,;。!?”])(?:文字?|撰文|[撰拟]稿人?|撰写人?|供稿人?|作者|通讯员|记者|[图摄][/、]?文|文[/、]?[图摄])\s*[:/]\s*"
    r"(?P<names>[^:/。()|,;]{2,24}?)(?=\s*(?:[)】\]|。]|$)|[\s,;](?:[图摄审编责校供初终监][\u3400-\u9fff]{0,3})\s*[:/])"
)
# 本报讯（某某）: without their role.
_DESK = re.compile(r"^[^(),。]{2,16}(?:讯|消息)\s*\((?P<names>[^(),.:。]{2,24})\)")
# 本报讯 记者某某 实习生某某报道:…
_REPORTING = re.compile(
    r"^[^(),。:]{0,14}?(?P<value>[\u3400-\u9fff]{0,4}(?:记者|通讯员)[^(),。:0-9]{2,30}?)(?:摄影)?报道\s*(?=[:\s0-9])"
)
# 文/图 组织人事处 某某
_MADE_BY = re.compile(rf"^(?:文/图|图/文|文图|图文)\s+{_ORGAN}(?P<names>[^:/。(),]{{2,24}})$")
# …金点子”。通讯员 某某
_LAST_WORDS = re.compile(
    r"[。!?”]\s*[(【]?(?:全媒体|融媒体|见习|实习|首席|特约|本报)*(?:记者|通讯员|供稿|撰稿)\s*[:/]?\s*(?P<names>[^:/。(),]{2,24}?)[)】]?$"
)
# Paragraphs at both ends among which authors are introduced.
_FRONT, _BACK = 14, 4
# [作者简介]某某(1977—),男,某校教授;某某,某校讲师。
_INTRODUCED = re.compile(r"^[【\[(]?作者简介\s*[】\])]?\s*:?\s*")
_PERSON = re.compile(r"(?:(?<=[;】\]):。])|(?<=简介))\s*(?P<name>[\u3400-\u9fff]{2,4})(?=\s*[,(])")
# No name is so long, and none ends so.
_LONG, _OFFICES = 4, frozenset("局委办院校部科处室厅会社站所队系")
# Characters of the longest line of credits.
_NOTE = 60
_TOKEN = re.compile(r"[^\s、,;/&+和(]+(?:\([^()]*\)?)?")


def words(key: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words of a line that may be names or parts of them."""
    return _TOKEN.finditer(key, start, end)


def listed(block: Block, start: int, end: int) -> Iterator[str]:
    """The names behind each role word (记者, 通讯员, 作者) up to the next."""
    roles = [match for match in _ROLE.finditer(block.key, start, end) if _ROLE_START.search(match[0])]
    for role, following in zip(roles, [*roles[1:], None], strict=False):
        yield from split(block, role.end(), following.start() if following else end)


def split(block: Block, start: int, end: int) -> Iterator[str]:
    """The names from ``start`` to ``end``, up to the first word that is none, in the script of the source."""
    pending: str | None = None
    for token in words(block.key, start, end):
        folded, clean = (
            token[0].strip("()[]。.:"),
            block.clean[token.start() : token.end()].strip("()（）[]。.：:"),
        )
        if 2 <= folded.find("(") <= 5:  # 某某（某机关书记）
            folded, clean = folded[: folded.index("(")], clean[: folded.index("(")]
        if len(folded) == 1 and "\u3400" <= folded <= "\u9fff":  # a name of two characters, set apart: 龚 正
            if pending is not None and looks_like_name(pending + folded):
                yield pending + clean
                pending = None
            else:
                pending = clean
            continue
        if pending is not None and not is_name(folded) and is_name(fold(pending) + folded):  # 欧 阳明
            folded, clean = fold(pending) + folded, pending + clean
        pending = None
        if ":" in token[0]:
            return  # the next label
        if is_organ(folded) or is_medium(folded) or (len(folded) > _LONG and folded[-1] in _OFFICES):
            continue
        if not looks_like_name(folded):
            return
        yield clean


def below(facts: Facts) -> list[str]:
    """The names with which a text is signed below its end, or in its first or last paragraph."""
    for rule in (_noted, _inline, _desk, _alone, _last, _credited, _introduced):
        if names := list(rule(facts)):
            return names
    return []


def _noted(facts: Facts) -> Iterator[str]:
    for block in facts.of("note"):
        if len(block.compact) <= _NOTE and _SIGNED.match(block.key):
            yield from listed(block, 0, len(block.key))


def _inline(facts: Facts) -> Iterator[str]:
    # What stands below the text may look like a picture's caption, or belong to another text.
    ends = [block for block in facts.of("body", "lead", "caption") if block.key.endswith(")")][-1:]
    for block in (*facts.prose[:1], *facts.prose[-1:], *ends):
        if block.key[-1:] != ")" and (cut := _CUT_OFF.search(block.key, max(0, len(block.key) - _NOTE))):
            yield from listed(block, *cut.span("value"))
        for match in _INLINE.finditer(block.key):
            if match.end() < _NOTE or match.end() >= len(block.key) - 2:
                yield from listed(block, match.start("value"), match.end("value"))


def _desk(facts: Facts) -> Iterator[str]:
    for block in facts.prose[:1]:
        if (found := _DESK.match(block.key)) and is_names(found["names"]):
            yield from split(block, *found.span("names"))
        elif found := _REPORTING.match(block.key):
            yield from listed(block, *found.span("value"))


def _alone(facts: Facts) -> Iterator[str]:
    for block in _tail(facts):
        offset = len(block.key) - len(block.key.lstrip())
        for rule in (_ALONE, _MADE_BY, _REPORTED):
            if (found := rule.match(block.key.strip())) and _signs(found["names"]):
                yield from split(block, offset + found.start("names"), offset + found.end("names"))


def _last(facts: Facts) -> Iterator[str]:
    for block in facts.prose[-1:]:
        for rule in (_SIGNED_BELOW, _LAST_WORDS):
            if (found := rule.search(block.key, max(0, len(block.key) - _NOTE))) and _signs(found["names"]):
                yield from split(block, *found.span("names"))
                return


def _signs(names: str) -> bool:
    """Whether what stands in brackets below a text are names: there even two of two characters each."""
    tokens = names.split()
    return is_names(names) or (len(tokens) > 1 and all(map(is_name, tokens)))


def _credited(facts: Facts) -> Iterator[str]:
    for block in _tail(facts):
        for found in _CREDIT.finditer(block.key, max(0, len(block.key) - _NOTE)):
            if is_names(found["names"]):
                yield from split(block, *found.span("names"))


def _introduced(facts: Facts) -> Iterator[str]:
    for block in (*facts.blocks[:_FRONT], *facts.blocks[_FRONT:][-_BACK:]):
        if "作者简介" in block.key[:8] and (found := _INTRODUCED.match(block.key)):
            for part in _PERSON.finditer(block.key, found.end()):
                if is_name(part["name"]):
                    yield block.clean[slice(*part.span("name"))]


def _tail(facts: Facts) -> list[Block]:
    """The paragraphs below the text, and its last one."""
    return [*facts.blocks[facts.last_prose + 1 :], *facts.prose[-1:]]
