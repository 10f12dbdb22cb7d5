"""Title and subtitle as the paragraphs of those kinds give them, and the kind of document that they name."""

from __future__ import annotations

import re

from index.collect.about import is_organ
from index.collect.baits import is_bait
from index.collect.brackets import unclosed
from index.collect.headlines import is_unsaid
from index.collect.kinds import Block, is_column
from index.collect.metadata.facts import Facts
from index.collect.page_lines import is_player
from index.errors import N_
from index.text.fold import fold

_DASH = re.compile(r"^(.{4,}?)\s*(?:——|――|──|－－|--|⸺|──)\s*(.{4,})$")
# 政府工作报告—2021年7月29日在…会议上: a single dash before the day
_DATED = re.compile(r"^(.{4,}?)\s*[—–]\s*((?:19|20)[0-9]{2}年[0-9]{1,2}月.{4,})$")
# 标题_某某网: what a page calls itself; no title has such a mark in it.
_NAMED = re.compile(r"^(.{4,}?)\s*_+\s*[^_]{2,24}(?:_+[^_]{2,24})*$")
# 【主题】…: how papers label the lines of a headline.
_HEADLINE = re.compile(
    r"^(?:[【\[](?:主题|主标题|正题|标题|副题|副标题)[】\]]|(?:主题|主标题|正题|副题|副标题)\s*:)\s*"
)
_EDGE = " \t\u3000—―─－-⸺"
# Kinds that a title names at its end, or with the place of a speech after it; longest first.
_KINDS = (
    ("工作报告", r"工作报告$"),
    ("综述", r"综述$"),
    ("摘编", r"[(\[【]摘编[)\]】]$|摘编$"),
    ("讲话", r"讲话(?:全文|\(全文\)|摘要)?$"),
    ("致辞", r"致辞(?:全文)?$"),
    ("发言", r"发言$"),
    ("演讲", r"演讲$"),
    ("公报", r"公报$"),
    ("决议", r"决议$"),
    ("决定", r"的决定$"),
    ("意见", r"(?:实施|指导|若干)?意见(?:\(试行\))?$"),
    ("通知", r"通知$"),
    ("通报", r"通报$"),
    ("通告", r"通告$"),
    ("公告", r"公告$"),
    ("批复", r"批复$"),
    ("方案", r"方案(?:\(.{2,12}\))?$"),
    ("办法", r"办法(?:\(.{2,6}\))?$"),
    ("细则", r"细则(?:\(.{2,6}\))?$"),
    ("规定", r"(?:若干|暂行|管理)规定(?:\(.{2,6}\))?$"),
    ("条例", r"条例(?:\(.{2,6}\))?$"),
    ("规划", r"规划(?:纲要)?(?:\(.{2,24}\))?$"),
    ("要点", r"工作要点$"),
    ("计划", r"(?:工作|行动)计划(?:\(.{2,24}\))?$"),
    ("总结", r"工作总结$"),
    ("纪要", r"纪要$"),
    ("倡议书", r"倡议书?$"),
    ("调研报告", r"(?:调研|调查)报告$"),
    ("解读", r"解读$"),
    ("评论", r"^本报评论员|评论员文章"),
    ("社论", r"社论$"),
)
_ENDINGS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_ANY_ENDING = re.compile("|".join(pattern for _, pattern in _KINDS))


def title_and_subtitle(facts: Facts) -> tuple[str | None, str | None]:
    """The title and subtitle, or ``None`` where the source has none; ``A——B`` gives A and B."""
    title: str | None = None
    subtitle: str | None = None
    before: Block | None = None
    for block in facts.titles:
        text = block.clean.strip()
        if (label := _HEADLINE.match(block.key.strip())) and label.end() < len(text):
            text = text[label.end() :].strip()
        if block.kind == "title" and title is None:
            title = text.lstrip("•·●■◆▪◎ 　") or text
            facts.note("title", title, _LINE, N_("the first line that stands as a title above the text"))
            before = block
        elif block.kind == "title" and title is not None and before is not None and is_unsaid(before):
            title, before = f"{title} {text}", None
        elif block.kind == "subtitle" and subtitle is None:
            subtitle = text.strip(_EDGE)
            if subtitle[:1] in "（(" and subtitle[-1:] in "）)":
                subtitle = subtitle[1:-1].strip()
    if title is None or is_organ(fold(title)):
        title = _labelled(facts) or title
    told = _told(facts, title)
    if told is not None and told != title:
        title = told
        if subtitle is not None and plain(subtitle) in plain(title):
            subtitle = None
    if title is not None and (found := _NAMED.match(title)):
        title = found[1]
    if title is not None and (found := _DASH.match(title) or _DATED.match(title)) and not unclosed(found[1]):
        title, behind = found[1].strip(_EDGE), found[2].strip(_EDGE)
        subtitle = subtitle or behind
    subtitle = facts.stated("subtitle") or subtitle
    if subtitle is not None:
        facts.note("subtitle", subtitle, 1.0, N_("the line below the title, or what follows its dash"))
    return title, subtitle


_TITLE = re.compile(
    r"^(?:[【\[](?:文章)?标\s*题[】\]]\s*:?|(?:标\s*题|题\s*[目名]|文章标题|(?:颗粒)?名\s*称|title)\s*:)\s*(?=\S.{3,120}$)"
)
# What the source called it, where the page that took it over gives no title.
_ORIGINAL_TITLE = re.compile(r"^原标题\s*:\s*(?=\S.{3,120}$)")


def _labelled(facts: Facts) -> str | None:
    """A title that stands behind its label, above the text."""
    for label in (_TITLE, _ORIGINAL_TITLE):
        for block in facts.blocks[: facts.first_prose]:
            key = block.key.strip(" -•·*")
            if block.kind == "byline" and (found := label.match(key)):
                title = block.clean.strip(" -•·*")[found.end() :].strip()
                facts.note("title", title, _LINE, N_("a line names it"))
                return title
    return None


# Ranks of a title: the line above the text; a statement of the format from where it is taken against a line
# that says otherwise; from where it is taken for a text without such a line.
_LINE, _AGAINST, _ALONE = 8.5, 9.0, 5.0


def _told(facts: Facts, title: str | None) -> str | None:
    """The title as the format states it, where it knows better than the line above the text."""
    told = facts.clue("title")
    lines = [plain(block.clean) for block in facts.blocks[:_HEAD]] if told else []
    for rank, clue in told:
        value = " ".join(clue.value.split())
        key = plain(value)
        if not key or len(value) > _LONGEST:
            continue
        name = fold(_named(value))
        if rank <= 10 and (is_column(name) or is_player(name) or is_bait(name)):
            continue  # a column's name, what the page shows first, or what others put into it
        facts.note("title", value, rank, clue.reason)
        if rank > 10:
            return value
        if title is None:
            if rank >= _ALONE or any(key == line for line in lines):
                return value
        elif key in plain(title) or plain(title) in key:
            return title  # the same, cut short or with the site's name
        elif rank >= _AGAINST or (rank >= _ALONE and any(key == line for line in lines)):
            return value
    return title


def _named(value: str) -> str:
    found = _NAMED.match(value)
    return found[1] if found else value


_HEAD, _LONGEST = 30, 160
_MARKS = re.compile(r"[\s\W_]+")


def plain(text: str) -> str:
    """``text`` folded and without marks, to compare titles by."""
    return _MARKS.sub("", fold(text))


def kind_of_document(facts: Facts, title: str | None) -> str | None:
    """The kind of document (文种), only where title, subtitle or a label says it."""
    if stated := facts.stated("kind"):
        return stated
    for block in facts.of("byline", "note"):
        if found := re.match(r"^文种\s*:\s*([\u3400-\u9fff]{2,6})$", block.key.strip()):
            facts.note("kind", found[1], 1.0, N_("a line names it"))
            return found[1]
    if title is None:
        return None
    for block in facts.titles:
        key = re.sub(r"[\s》”」』!！?？]+$", "", block.key)
        parts = [part for part in re.split(r"-{1,3}", key) if part]
        for part in (*reversed(parts), key):
            if not _ANY_ENDING.search(part.strip()):
                continue  # as nearly always
            for kind, pattern in _ENDINGS:
                if pattern.search(part.strip()):
                    facts.note("kind", kind, 0.9, N_("the title or subtitle ends so"))
                    return kind
    return None
