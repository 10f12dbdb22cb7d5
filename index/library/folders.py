"""What the names of folders say of the files in them: the user's word, where it is a plain one.

A folder that is called as a province or a prefecture, wholly, places what is in it. One that is called as a
year dates what has no date of its own: a folder is filed by the year in which it was filled, which is no word
against a date that stands in the text. Other names, also those that only contain a place, say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?")
_HAN = re.compile("[\u3400-\u9fff]{2,}")


def said_by(folders: Sequence[str]) -> Mapping[str, object]:
    """Metadata fields that the names of folders give, outermost first; the innermost wins.

    ``date`` is only for documents that have none.
    """
    return _said(tuple(folders))


@cache
def _said(folders: tuple[str, ...]) -> Mapping[str, object]:
    from index.collect.gazetteer import city_of, region_of

    said: dict[str, object] = {}
    for name in map(str.strip, folders):
        if year := _YEAR.fullmatch(name):
            said["date"] = year[1]
        elif not _HAN.fullmatch(name):
            continue
        elif region := region_of(name):
            if said.get("region") != region:
                said.pop("city", None)
            said["region"] = region
        elif place := _city(name, city_of(name), said.get("region")):
            said["region"], said["city"] = place
    return said


def _city(name: str, place: tuple[str, str] | None, region: object) -> tuple[str, str] | None:
    """A prefecture by its full name, or by a short one that is nothing else or has its province above it."""
    from index.collect.gazetteer import prefectures

    if place is None or region not in (None, place[0]):
        return None
    if region is None and any(p.common and p.short == name for p in prefectures()):
        return None  # 朝阳, 吉林: districts and other things are called so too
    return place
