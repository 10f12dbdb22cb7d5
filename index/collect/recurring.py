"""Lines at the edges of an article that other articles of the same site have too are not its text.

What an import of one file can do is name them: the lines above and below the text that may be furniture for
all that the rules know. Which of them recur is for the library to count (``index.library.recurring``).

Formulae recur as well, and are what is looked for. So only short lines that are no sentence are named, and
none that articles write again and again themselves: numbered headings, salutations, bylines, notes, organs
and days below a text, nor the line directly above the text, which may be its first heading. Of sentences,
only what a site says of itself: who may reprint what, where to follow it; articles do not end on that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import PurePath
from urllib.parse import urlsplit

from index.collect import shapes
from index.collect.about import is_organ
from index.collect.kinds import Block
from index.collect.lines import NUMBERED, compact
from index.text.fold import fold

KIND = "recurring"
# Characters, and lines from the top and from the bottom: what pages put around articles is short and close.
_LONGEST, _FAR = 60, 12
_SENTENCE = 30
# Not 网站, 举报 or 热线: public notices of one office end on these, and mean them.
_NOTICE = re.compile(
    "版权|著作权|免责|转载|侵权|公众号|客户端|二维码|扫一扫|扫码|长按|[点请]击|订阅|投稿|来稿|本网|本站|关注我们"
)
_NOTICE_LONGEST = 200


def site_of(url: str | None, path: str | None, name: str | None = None) -> str:
    """What a document has in common with others of its site: the host, else the name that the page states
    for the site, else where its file lies.

    The rows of a table lie in the table.
    """
    host = urlsplit(url).hostname if url else None
    if host:
        return host.removeprefix("www.")
    if name:
        return compact(fold(name))
    if not path:
        return ""
    table, mark, _ = path.partition("#")
    return table if mark else str(PurePath(path).parent)


def candidates(blocks: Sequence[Block]) -> list[Block]:
    """The lines above and below the text that may be furniture."""
    # From either end: what stands between the first and the last of the text need not be looked at.
    first = next((index for index, block in enumerate(blocks) if _is_prose(block)), None)
    if first is None:
        return []
    last = next(index for index in range(len(blocks) - 1, -1, -1) if _is_prose(blocks[index]))
    head, tail = blocks[:first], blocks[last + 1 :]
    return [*_above(head), *(block for block in tail[-_FAR:] if _may_recur(block))]


def _above(head: Sequence[Block]) -> Iterator[Block]:
    for index, block in enumerate(head[:_FAR]):
        below = head[index + 1 :]
        if not _may_recur(block) or not (below or block.sentence):
            continue
        # 政府工作报告 is the title of many reports: it goes only where another title stands below it.
        if block.kind != "title" or any(_is_title(other) for other in below):
            yield block


def _is_prose(block: Block) -> bool:
    return (
        block.kind in ("body", "lead")
        and block.sentence
        and len(block.compact) >= _SENTENCE
        and not _is_notice(block)
    )


def _is_notice(block: Block) -> bool:
    """Whether a site may be speaking of itself: if it does, other articles have the same."""
    return (
        block.kind in ("body", "lead", "heading")
        and len(block.compact) <= _NOTICE_LONGEST
        and _NOTICE.search(block.compact) is not None
    )


def _may_recur(block: Block) -> bool:
    return (block.sentence and _is_notice(block)) or (
        block.kind in ("title", "subtitle", "heading", "body")
        and 2 <= len(block.compact) <= _LONGEST
        and not block.sentence
        and not block.key.rstrip().endswith((":", ",", "、"))
        and not NUMBERED.match(block.key)
        and not shapes.is_salutation(block)
        and not shapes.is_byline(block)
        and not shapes.is_signature(block)
        and not is_organ(block.compact)
        and not block.compact.replace("-", "").replace(".", "").isdigit()
    )


def _is_title(block: Block) -> bool:
    return (
        block.kind in ("title", "subtitle", "body", "heading")
        and len(block.compact) >= 10
        and not block.sentence
        and not shapes.is_subtitle(block)
        and not shapes.is_byline(block)
    )


def place(site: str, block: Block) -> int:
    """A number for that line on that site."""
    return _digest(f"{site}\n{block.compact}")


def opening(blocks: Sequence[Block]) -> int:
    """A number for how the text begins: of copies of one text the same."""
    first = next(
        (b for b in blocks if b.sentence and len(b.compact) >= _SENTENCE and not _is_notice(b)), None
    )
    return 0 if first is None else _digest(first.compact[:200])


def _digest(text: str) -> int:
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)
