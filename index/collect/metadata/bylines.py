"""Authors and source from the lines about the text: 来源, 记者, office and name, newspaper, journal issue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.collect.about import DATE, TIME, is_about, is_medium, publisher, signed_by
from index.collect.kinds import Block
from index.collect.metadata.facts import Facts
from index.collect.metadata.signed import below, listed, split, words
from index.collect.names import is_name, is_names, looks_like_name
from index.collect.shapes import BULLETS
from index.errors import N_
from index.text.fold import fold

_OFFICE = re.compile(
    r"(?:代?省长|代?市长|主席|州长|县长|区长|盟长|旗长|书记|主任|院长|检察长|会长|部长|局长|厅长"
    r"|总理)\s+(?P<name>\S(?:.{0,14}\S)?)\s*$"
    r"|(?:人民(?:检察院|法院|政府)|人大常委会)代?(?:检察长|院长|[省市州县区]长|主席|主任)(?P<glued>[\u3400-\u9fff]{2,4})$"
)
_DATE_NAME = re.compile(rf"^{DATE}{TIME}\s*(?P<name>[^\s|][^|]{{0,12}})$")
_SOURCE = re.compile(
    r"(?:^|[\s(\[【|]|(?<=[0-9次])|(?<=[数量]:)|(?<=[(\s]文章))(?:(?:信息|文章|稿件|新闻|内容|资料|本文|发布)?(?:来源|出处)|source(?=\s*:)|来自(?=:)|稿源|来源单位|(?:当前)?报纸名称(?=:)|转载自|转贴自|转自"
    r"|出\s*版\s*物(?=:)|摘自|原载|选自)\s*(?:于|:|/|\||[】\]]\s*:?|(?=《))\s*(?P<value>[^|]+)"
)
_SOURCE_END = re.compile(
    rf"》|\s来自[\u3400-\u9fff]{{2,3}}$|\s{{2,}}|\s*[|)\]】]|\s+(?:{DATE}|[0-9]{{2}}-[0-9]{{2}})|\s*{DATE}|\s+(?:时间|日期|发布|发表"
    rf"|作者|编辑|责任|浏览|阅读|点击|字[号体]|记者|更新)"
    r"|\s+[\u3400-\u9fff]{2,6}\s*:|\s*(?:发布|发表|更新)(?:时间|日期)|\s*字[号体]\s*(?:大小)?\s*[:\[【]|\s*(?:作者|编辑)\s*:|\s*(?:19|20)[0-9]{2}\s*年\s*(?:第\s*)?[0-9]{1,2}\s*期|,"
)
_DATED_MEDIUM = re.compile(
    rf"^(?:[•·]\s*)?{DATE}{TIME}\s*[·|]?\s*《?(?P<value>[\u3400-\u9fff·-]{{2,16}})》?(?:\s*\|.*)?$"
)
# 《 某某日报 》（ 2021年05月06日 第 04 版）: behind the author's name
_EDITION = re.compile(rf"《\s*(?P<value>[\u3400-\u9fff·]{{2,16}}?)\s*》\s*\(\s*{DATE}")
# What pages write for a source without naming one.
_NOBODY = re.compile(
    r"^(?:本站(?:原创)?|本网(?:站|讯|原创)?|原创|互联网|网络|网上|不详|未知|admin|管理员|转载|其他|无)$"
)
# 某报/特派记者某某/某地报导
_LABEL_ALONE = re.compile(r"^(?:信息|文章|稿件|新闻|内容)?(?:来源|出处)\s*:?$")
_SLASHED = re.compile(r"^[〔\[【(]?(?P<value>[\u3400-\u9fff]{2,6})\s*/\s*(?:特派|综合|特约)?记者")
_DIGEST = re.compile(rf"^摘编自\s*[:/]\s*(?:《[^》]+》\s*,\s*)?(?P<value>[^,《》]+?)\s*,\s*{DATE}")
_PAPER = (
    r"(?P<paper>(?:新华社|新华网|人民网|央视网|中新社|中新网|求是网|[\u3400-\u9fff·]{1,12}?(?:日报"
    r"|晚报|时报|早报|晨报|都市报|商报|导报|青年报|周报|法制报|法治报|工人报|电视台|广播电台|周刊"
    r"|新闻网|党建网|(?<=[\u3400-\u9fff]{2})新闻(?=记者)|(?<!本)报(?=\s|特约|记者|通讯员|[(])|网(?=\s|记者|通讯员))))"
)
_PAPER_REPORTER = re.compile(
    rf"(?:^|[\s●■◆(/·]){_PAPER}(?:社|集团|客户端|网|-[\u3400-\u9fff]{{2,8}}客户端)?(?:[\u3400-\u9fff]{{0,6}})?\s*\(?\s*"
    rf"(?:全媒体?|融媒体?|见习"
    rf"|实习|首席|特派|特约|常驻|驻[\u3400-\u9fff]{{2,4}})*(?:记者|通讯员|评论员)"
)
_ISSUE = re.compile(
    r"^[(\[【]?\s*(?:摘自|原载于?|载于?|转载自|选自|来自|刊于|(?:本文|原文|全文)(?:原?载|刊载|刊登|发表|刊)[于在]"
    r"|来源\s*:)?\s*[《(]?\s*(?P<value>[\u3400-\u9fff·]{2,14}?(?:\([\u3400-\u9fff]{2,10}版\))?)\s*[》)]?\s*[(,]?\s*(?:19"
    r"|20)[0-9]{2}\s*年?\s*[,.]?\s*(?:第\s*)?[0-9]{1,2}(?:[-/、][0-9]{1,2})?\s*期"
)
# 2023 年第 12 期　某某学刊
_ISSUE_OF = re.compile(
    r"^(?:19|20)[0-9]{2}\s*年?\s*第?\s*[0-9]{1,2}\s*期\s+(?P<value>[\u3400-\u9fff·]{2,14})$"
)
_PAPER_DATE = re.compile(
    rf"^(?:刊?载于|原载于?|刊于)?[《(\[【]?\s*(?P<value>[\u3400-\u9fff·]{{2,16}}?(?:报|网|社|杂志|旗帜|客户端|发布))\s*[》]?\s*["
    rf"|·(,]?\s*{DATE}"
)
# … 2024-09-25 某某日报2024-09-2500049 2: what electronic papers say of an article
_GLUED_PAPER = re.compile(
    rf"\s(?P<value>[\u3400-\u9fff]{{1,10}}报)(?={DATE}|\s+(?:con|content|nw|node)[0-9_.a-z-]*\.html?)"
)
# 来源 某某网: each in an element of its own.
_SPACED_SOURCE = re.compile(
    r"(?:^|\s)来源\s+(?P<value>[\u3400-\u9fff]{2,14}(?:报|网|社|党建|发布|客户端|杂志|融媒|工委|党委|委员会|部|局|办))(?=\s|$)"
)
# …新局面。(来源某某市委组织部)
_SOURCE_BELOW = re.compile(r"\((?:来源|稿源)\s*:?\s*(?P<value>[\u3400-\u9fff]{3,20})\)$")
_PUBLISHED_BY = re.compile(
    r"(?:^|[\s|])(?:发布|供稿|发文|公开责任)(?:单位|机构|机关|部门)\s*:\s*(?P<value>[\u3400-\u9fff()]{3,24})(?=[\s|\])】]|$)"
)
_AGENCY = re.compile(
    r"^(?P<value>新华社|中新社|中新网|人民网|新华网|央视网|[\u3400-\u9fff]{2,6}日报"
    r"|(?!本)[\u3400-\u9fff]{2,8}报(?=讯)|[\u3400-\u9fff]{2,6}(?:网|在线|晚报|融媒(?=讯|体中心讯)))(?:\s*-\s*)?[\u3400-\u9fff]{0,8}?(?:[0-9]{1,2}月[0-9]{1,2}日[电讯]|讯)"
)
# 来源:    编辑:某某: no source, but the next label.
_NEXT_LABEL = re.compile(
    r"(?:(?:责任|网站|网络|本期|值班)?编辑|责编|作者|审核|校对|记者|发布|时间|日期|浏览|点击|阅读|更新|字[号体]|关键词|主题词|文号|名称|内容概述)[\u3400-\u9fff]{0,4}\s*:"
)
# 「本文来源:某某日报」 before the first words of the text.
_SOURCE_ABOVE = re.compile(
    r"^[\"“「\[(【]\s*(?:本文|文章)?来源\s*:\s*(?P<value>[^\"”」\])】:]{2,20})[\"”」\])】]"
)
_PAIRS = {")": "(", "]": "[", "】": "【"}
_WRAPPING = ' 　《》【】<>“”"()（）[]。:：|-'
_DAY = re.compile(DATE)
_DAY_TIME = re.compile(rf"^{DATE}{TIME}\s*")
_BETWEEN = re.compile(r"[^|]+")
_HAN = re.compile("[\u3400-\u9fff]")


def authors(facts: Facts) -> tuple[str, ...]:
    """Names of the authors in the script of the source: reporters, correspondents, speaker, 作者."""
    found: dict[str, None] = {}
    head = facts.blocks[: facts.first_prose]
    tail = facts.blocks[facts.last_prose + 1 :]
    lines = [block for block in (*head, *tail) if block.kind == "byline"]
    label: Block | None = None
    for block in lines:
        names = list(_names(block, label))
        if len(names) > len(found) > 0 and set(found) < set(names):
            found = {}  # their own line names them all, and in their order
        found |= dict.fromkeys(names)
        if label is not None and names == [_joined(block.clean)]:
            continue  # 作者, and each of their names on a line
        label = (
            block
            if re.match(r"^(?:文章|本文|文字)?(?:作者|撰稿人?|记者|通讯员)\s*:?$", block.key.strip())
            else None
        )
    for name in _speaker_in_subtitle(facts):
        found[name] = None
    if not found:
        found |= dict.fromkeys(below(facts))
    for name in found:
        facts.note("authors", name, 9.0, N_("named in a byline"))
    for rank, clue in facts.clue("authors"):
        told = [name for name in re.split(r"[\s,，、;；]+", clue.value) if name]
        facts.note("authors", " ".join(told), rank, clue.reason)
        if rank > _BYLINE or (not found and rank >= _MADE and told and all(map(_named, told))):
            return tuple(dict.fromkeys(told)) if rank > 10 else tuple(filter(_named, told)) or tuple(found)
    return tuple(found)


# A byline's rank, and the least of a statement of the format that is heard where there is none.
_BYLINE, _MADE = 8.9, 4.0


def _named(name: str) -> bool:
    return looks_like_name(fold(name))


def _names(block: Block, label: Block | None) -> Iterator[str]:
    key = block.key
    compact = block.compact.lstrip(BULLETS)
    if is_name(compact) or (label is not None and looks_like_name(compact)):
        yield _joined(block.clean).lstrip(BULLETS)
    elif is_names(block.key.strip().lstrip(BULLETS)):
        yield from split(block, len(block.key) - len(block.key.lstrip(BULLETS)), len(block.key))
    elif original := re.match(r"^原创\s*[:/|]?\s*(\S+)\s", block.key):
        if is_name(original[1]):
            yield block.clean[original.start(1) : original.end(1)]
    elif (start := signed_by(key)) is not None:
        yield from split(block, start, len(key))
    elif (day := _DAY_TIME.match(key)) and is_names(key[day.end() :]):
        yield from split(block, day.end(), len(key))
    elif label is not None:
        yield from split(block, 0, len(key))
    elif (match := _OFFICE.search(key)) and match["glued"]:
        if is_name(match["glued"]):
            yield block.clean[slice(*match.span("glued"))]
    elif match or (match := _DATE_NAME.match(key)):
        if looks_like_name(re.sub(r"\s", "", match["name"])) and (
            match.re is _OFFICE or is_name(re.sub(r"\s", "", match["name"]))
        ):
            yield _joined(block.clean[match.start("name") : match.end("name")])
    else:
        named = False
        for name in listed(block, 0, len(key)):
            named = True
            yield name
        if not named and "|" in key and is_about(key):
            for part in _BETWEEN.finditer(key):  # 2016年10月28日 | 某报 | 某某
                if is_names(part[0].strip()):
                    named = True
                    yield from split(block, part.start(), part.end())
        if not named and is_about(key) and (day := _DAY.search(key)):
            # 某报 某某 2021-11-05: the name between the paper and the day
            media = [word for word in words(key, 0, day.start()) if is_medium(word[0])]
            if media and is_names(key[media[-1].end() : day.start()]):
                yield from split(block, media[-1].end(), day.start())


def _speaker_in_subtitle(facts: Facts) -> Iterator[str]:
    for block in facts.of("subtitle"):
        if (
            (match := _OFFICE.search(block.key))
            and match["name"]
            and looks_like_name(re.sub(r"\s", "", match["name"]))
        ):
            yield _joined(block.clean[match.start("name") : match.end("name")])


def _joined(text: str) -> str:
    return re.sub(r"[\s\u3000]+", "", text)


def _source_end(key: str, start: int, end: int) -> int:
    """Where the name of a source ends; a bracket that opens in the name closes in it: 某网（某栏目）."""
    for stop in _SOURCE_END.finditer(key, start + 1, end):
        mark = stop[0].strip()
        pair = _PAIRS.get(mark)
        if pair is None or key.count(pair, start, stop.start()) <= key.count(mark, start, stop.start()):
            return stop.start()
    return end


def _unwrapped(name: str) -> str:
    """``name`` without the marks around it; a bracket that closes one in the name is no such mark."""
    value = name.strip(_WRAPPING)
    rest = name[name.find(value) + len(value) :] if value else ""
    for opening, closing in ("()", "（）", "(）", "（)", "[]", "【】", "《》"):
        if rest.startswith(closing) and value.rfind(opening) > value.rfind(closing):
            return value + closing
    return value


def _before_names(value: str) -> int:
    """Where the names of persons begin behind the name of a source: 县政府办 某某."""
    name, _, rest = value.partition(" ")
    return (
        len(name)
        if len(name) > 2 and rest and is_names(fold(rest)) and not is_name(fold(name))
        else len(value)
    )


# Where anybody may put out anything is no publisher.
_PLATFORMS = re.compile(
    r"^(?:微信公众平台|微信|美篇|今日头条|百家号|搜狐号?|网易(?:号|订阅)?|个人图书馆|百度.*)$"
)
# The name of the site is heard only where nothing says whom the text is from.
_SITE = 0.3


def _sites(facts: Facts) -> Iterator[tuple[float, str, str]]:
    """What the page calls its site, or who runs that."""
    for rank, clue in facts.clue("site"):
        value = _unwrapped(clue.value.strip(" 　|-"))
        if 3 <= len(value) <= 30 and _HAN.search(value) and not _PLATFORMS.match(value):
            yield _SITE * rank, value, clue.reason


# What lines name a source: with each what it cannot do without (looked for first, because that is quicker by
# far), its rank and its reason.
_NAMING = (
    (_DIGEST, "摘编自", 10.0, N_("a line says what it is a digest of")),
    (_SOURCE, "", 9.0, N_("a line names the source")),
    (_ISSUE, "期", 9.5, N_("a line names the journal and its issue")),
    (_ISSUE_OF, "期", 9.5, N_("a line names the journal and its issue")),
    (_SLASHED, "/", 6.5, N_("the reporters' newspaper")),
    (_PAPER_DATE, "", 8.0, N_("a line names the newspaper and its day")),
    (_GLUED_PAPER, "报", 6.5, N_("a line names the newspaper and its day")),
    (_EDITION, "《", 7.5, N_("a line names the newspaper and its day")),
    (_SPACED_SOURCE, "来源", 8.0, N_("a line names the source")),
    (_PUBLISHED_BY, ":", 6.5, N_("a line names who put it out")),
)


def source(facts: Facts) -> str | None:
    """Who published it: 来源, the journal of an issue, the newspaper of the reporters, in that order; where
    nothing of all that is said, the site that the page is of.
    """
    candidates: list[tuple[float, str, str]] = []
    lines = [block for block in facts.blocks if block.kind in ("byline", "note")]
    for block, after in zip(lines, [*lines[1:], None], strict=False):
        key = block.key.strip()
        offset = len(block.key) - len(block.key.lstrip())
        if after is not None and _LABEL_ALONE.match(key):
            candidates.append((10, _unwrapped(after.clean.strip()), N_("the line after 来源")))
        for pattern, need, score, reason in _NAMING:
            if need in key and (match := pattern.search(key)):
                start, end = match.span("value")
                if pattern is _SOURCE:
                    end = _source_end(key, start, end)
                if pattern is _SOURCE and key[end : end + 1] == "》" and "《" in key[start + 1 : end]:
                    end += 1  # 光明网-《光明日报》
                value = _unwrapped(block.clean[offset + start : offset + end])
                value = value[: _before_names(value)]
                if 2 <= len(value) <= 30 and not _NEXT_LABEL.match(key, start):
                    candidates.append((score, value, reason))
        if block.kind == "byline" and (match := _DATED_MEDIUM.match(key)) and is_medium(match["value"]):
            value = block.clean[offset + match.start("value") : offset + match.end("value")]
            candidates.append((7.0, value, N_("a line names the paper or account behind its day")))
        if block.kind == "byline" and is_medium(key) and block.compact == key and ":" not in key:
            candidates.append((4.5, block.clean.strip(), N_("a paper, site or account on its own line")))
        if block.kind == "byline" and (match := _AGENCY.match(key)):
            end = offset + match.end("value")
            candidates.append((5, block.clean[offset:end], N_("the dateline's agency")))
        if block.kind == "byline" and (place := publisher(key)):
            name = block.clean[offset + place[0] : offset + place[1]].strip()
            candidates.append(
                (8.5 if "来源" in key else 7.5, name, N_("a line names the paper or account before its day"))
            )
        if block.kind == "byline" and (match := _PAPER_REPORTER.search(key)):
            candidates.append(
                (
                    6,
                    block.clean[offset + match.start("paper") : offset + match.end("paper")],
                    N_("the reporters' newspaper"),
                )
            )
    for block in facts.of("title"):
        names = [part.strip() for part in block.clean.split("_")[1:]]
        candidates += [(7.5, name, N_("the title names it at its end")) for name in names if is_medium(name)]
    if prose := facts.prose:
        if match := _SOURCE_BELOW.search(prose[-1].key):
            candidates.append(
                (8.0, prose[-1].clean[slice(*match.span("value"))], N_("a line names the source"))
            )
        for block in prose[:2]:
            if match := _SOURCE_ABOVE.match(block.key):
                value = block.clean[slice(*match.span("value"))]
                candidates.append((8.0, value, N_("a line names the source")))
        for block in prose[:3]:
            if match := _AGENCY.match(block.key):
                candidates.append((5, block.clean[: match.end("value")], N_("the dateline's agency")))
                break
        if match := _PAPER_REPORTER.search(prose[0].key[:60]):
            candidates.append(
                (4, prose[0].clean[match.start("paper") : match.end("paper")], N_("the reporters' newspaper"))
            )
    for rank, clue in facts.clue("source"):
        value = _unwrapped(clue.value.strip(" 　|-"))
        if rank > 10 or 2 <= len(value) <= 30:
            candidates.append((rank, value, clue.reason))
    candidates = [item for item in candidates if item[0] > 10 or not _NOBODY.match(item[1])]
    if not candidates:
        candidates += _sites(facts)
    for score, value, reason in candidates:
        facts.note("source", value, score, reason)
    best = max(candidates, key=lambda candidate: candidate[0], default=None)
    return best[1] if best else None
