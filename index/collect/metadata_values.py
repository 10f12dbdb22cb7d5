"""Values that a user gives for metadata fields (``set``, ``import --set``): checked and brought to stored
form.
"""

from __future__ import annotations

import re
from typing import get_args

from index.collect.gazetteer import city_of, region_of
from index.collect.metadata.printed import iso
from index.errors import N_, UsageError
from index.model import Level

FIELDS = (
    "title",
    "subtitle",
    "authors",
    "source",
    "date",
    "posted",
    "region",
    "city",
    "level",
    "organ",
    "kind",
    "url",
)
_LEVELS = {
    **{name: name for name in get_args(Level)},
    "centre": "中央",
    "central": "中央",
    "全国": "中央",
    "国家": "中央",
    "省级": "省",
    "自治区": "省",
    "直辖市": "省",
    "province": "省",
    "provincial": "省",
    "市级": "市",
    "州": "市",
    "盟": "市",
    "地级市": "市",
    "city": "市",
    "县级": "县",
    "区": "县",
    "旗": "县",
    "county": "县",
    "unit": "单位",
}
_DATE = re.compile(
    r"^((?:19|20)[0-9]{2})(?:\s*(?:年|[-./])\s*([0-9]{1,2})(?:\s*(?:月"
    r"|[-./])\s*([0-9]{1,2})\s*日?)?)?\s*[年月]?$"
)
UNKNOWN_FIELD = N_("There is no field {field}; the fields that can be set are {fields}.")
BAD_DATE = N_("{value} is not a date: write 2022, 2022-10 or 2022-10-03, or nothing for unknown.")
BAD_REGION = N_("{value} is not a province: write its name, such as 湖南, or 中央, or nothing for unknown.")
BAD_CITY = N_(
    "{value} is not a prefecture-level city or prefecture: write its name, such as 株洲, or nothing for "
    "unknown."
)
BAD_LEVEL = N_("{value} is not a level: write 中央, 省, 市, 县 or 单位, or nothing for unknown.")
BAD_URL = N_("{value} is not a web address: it must begin with http:// or https://.")


def normalise(field: str, value: str) -> object:
    """The stored form of ``value`` for ``field``: ``str``, ``None`` for unknown, a tuple of names for
    ``authors``.

    Dates: ``2022``, ``2022-10``, ``2022-10-03``, 2022年10月 and the like, to ISO as precise as given.
    ``region``: any name
    of a province, to the short one. ``city``: any name of a prefecture-level division. Raises
    ``UsageError`` with what to write instead.
    """
    if field not in FIELDS:
        raise UsageError(UNKNOWN_FIELD, field=field, fields=" ".join(FIELDS))
    plain = " ".join(value.split())
    if field == "authors":
        return tuple(dict.fromkeys(name for name in re.split(r"\s*[,，、;；]\s*|\s+", plain) if name))
    if not plain:
        return None
    if field in ("date", "posted"):
        return _date(plain)
    if field == "region":
        return _known(region_of(plain), BAD_REGION, plain)
    if field == "city":
        place = city_of(plain)
        return _known(place[1] if place else None, BAD_CITY, plain)
    if field == "level":
        return _known(_LEVELS.get(plain.lower()), BAD_LEVEL, plain)
    if field == "url" and not re.match(r"https?://\S+$", plain):
        raise UsageError(BAD_URL, value=plain)
    return plain


def _known(found: str | None, template: str, value: str) -> str:
    if found is None:
        raise UsageError(template, value=value)
    return found


def _date(value: str) -> str:
    match = _DATE.match(value)
    found = (
        iso(int(match[1]), int(match[2]) if match[2] else None, int(match[3]) if match[3] else None)
        if match
        else None
    )
    if found is None:
        raise UsageError(BAD_DATE, value=value)
    return found
