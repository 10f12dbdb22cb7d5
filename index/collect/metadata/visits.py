"""Who goes where in a text: guests and leaders, whose way says little of whose work it tells."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.collect.metadata.mentions import Mention

# A name of full weight, and how far the place may be behind it to which they come.
_GUEST, _WAY = 1, 64
_PASSING = 0.4
_LED = re.compile(
    r"总书记[^。,;\n]{0,6}?(?:在|到|赴|来|听取|考察|参加|视察|察看|致|给)(?P<led>[^。;\n]{2,60}?)"
    r"(?:强调|指出|讲话|要求|提出|说道|表示|嘱托|回信|贺信)"
)
_LED_TO = re.compile(r"(?:^|[。”\n])(?P<led>[^。\n]{4,60}?),[^。,\n]{0,6}总书记(?:同|来到|走进|与|和)", re.M)
# What the second cannot do without: looked for first, because it would be tried at each sentence.
_WITH = re.compile("总书记(?:同|来到|走进|与|和)")
_THAT = re.compile("该([省市县区州旗盟])")
_COMES = re.compile(r"[^。\n]{0,36}?一行[^。\n]{0,28}?(?:来|莅临?|到|深入|走进)(?:了)?$")

# 某省直机关工委调研组来某市
_COMES_TO = re.compile(r"[\u3400-\u9fff]{2,24}(?<![以本近历原未外往])(?:来|莅临?)$")


def weigh(text: str, found: list[Mention]) -> None:
    """Change the weights of the places that a folded text names for those on a visit there."""
    if "一行" in text or "来" in text or "莅" in text:
        _set_guests(text, found)
    if "该" in text:
        _set_meant(text, found)
    if "总书记" in text:
        _set_led(text, found)


def _set_led(text: str, found: list[Mention]) -> None:
    """总书记在听取某县…汇报时强调: where he was is not yet what the text is about."""
    rules = (_LED, _LED_TO) if _WITH.search(text) else (_LED,)
    spans = [match.span("led") for rule in rules for match in rule.finditer(text)]
    for mention in found if spans else ():
        if any(start <= mention.start < end for start, end in spans):
            mention.weight *= _PASSING


def _set_meant(text: str, found: list[Mention]) -> None:
    """在某县召开的…会上,该县…: what held it is what the text is about."""
    for match in _THAT.finditer(text):
        before = [m for m in found if match.start() - _WAY <= m.end <= match.start()]
        for mention in before[-1:]:
            if text[mention.end - 1] == match[1]:
                mention.weight = max(mention.weight, 1.0)


def _set_guests(text: str, found: list[Mention]) -> None:
    """某市某某一行…到另一市: the text is from where they came to, not from where they came from."""
    for guest, host in pairwise(found):
        if (
            (guest.region, guest.city) != (host.region, host.city)
            and (guest.region != host.region or None not in (guest.city, host.city))
            and guest.weight >= _GUEST < host.start - guest.end < _WAY
            and (_COMES.match(between := text[guest.end : host.start]) or _COMES_TO.match(between))
        ):
            guest.weight = 0.2
            host.weight = max(host.weight, 1.0)
