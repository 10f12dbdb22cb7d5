"""Which column of a table holds what: by its name, checked against what stands in it.

Names are those that scrapers, spreadsheets and the databases of newspapers give. They are compared in lower
case, in simplified characters and without anything between their words, so that ``Publish_Time``,
``publishTime`` and ``article.publish-time`` are one name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.collect import tables
from index.collect.records.values import cell, columns_of, stated
from index.errors import N_, UsageError
from index.text.fold import fold

NAMES = {field: tuple(names.split(",")) for field, names in tables.rows("collect", "columns.tsv")}
"""What a column can hold, each with the names of such columns, the most telling first: the text, the
metadata fields, a row's own ``id``, and a ``file`` beside the table.
"""
TEXTS = frozenset(NAMES["text"])
FIELDS = tuple(NAMES)
_RANKS = {
    field: {name: rank for rank, name in reversed(list(enumerate(names)))} for field, names in NAMES.items()
}
_NAMING = frozenset(("name", "名称", "value", "label", "text"))
# Of what stands in a column the part that has to be of its field: the rest may be unknown or mistyped.
_FITTING = 0.5
_LONG = 100  # characters of an average cell that make a column without a telling name the text
COLUMNS = 10_000
"""Columns of a table; those of scrapers have some dozens."""
_SHORTER = 3  # a column of a better name is the text unless another is so many times longer
_HAN = re.compile("[\u3400-\u9fff]")
_FILE = re.compile(r"\.(?:txt|text|html?|mht|mhtml|docx?|wps|odt|pdf|ofd|md|rtf)\s*$", re.I)
# What programs write into a column of that name instead of a newspaper: csv, spider_3, www-crawl.
_TECHNICAL = re.compile(r"[a-z0-9_\-]{1,20}", re.I)


UNKNOWN = N_("A table has no {field}; --map takes {fields}, as in text=正文.")


def mapped(given: Mapping[str, str]) -> dict[str, str]:
    """The user's word on columns: field → column, whichever of the two was written first.

    Errors: ``UsageError`` where neither is a field.
    """
    found = {}
    for left, right in given.items():
        field, column = (right, left) if left not in FIELDS and right in FIELDS else (left, right)
        if field not in FIELDS:
            raise UsageError(UNKNOWN, field=field, fields=" ".join(FIELDS))
        found[field] = column
    return found


def plain(name: str) -> str:
    """A column's name as it is compared."""
    return re.sub(r"[\W_]+", "", fold(name)).lower()


def guess(rows: Sequence[Mapping[str, object]], given: Mapping[str, str]) -> dict[str, str]:
    """Field → column, from some ``rows``; ``given`` is the user's word (an empty column: none).

    Columns inside objects are named by dots (``article.title``); their last part tells as well.
    """
    names = list(dict.fromkeys(name for row in rows for name in columns_of(row)))
    # Objects inside objects may have names by the thousand, which are then no columns but values.
    names = sorted(names, key=lambda name: name.count("."))[:COLUMNS] if len(names) > COLUMNS else names
    cells = {name: [cell(row, name) for row in rows] for name in names}
    found = {field: column for field, column in given.items() if column}
    taken = set(found.values())
    for field in FIELDS:
        if field in given or field == "text":
            continue
        fitting = [n for n in _named(field, names) if n not in taken and _fits(field, cells[n])]
        if fitting:
            found[field] = fitting[0]
            # A place may be told by the same column as a province, an article by its address.
            if field not in ("region", "url", "file"):
                taken.add(fitting[0])
    if "text" not in given:
        text = _text(names, cells, taken)
        if text is not None:
            found["text"] = text
    if "date" not in given and "date" not in found and "id" in found and _days(cells[found["id"]]):
        found["date"] = found["id"]
    return found


def _named(field: str, names: Sequence[str]) -> list[str]:
    """The columns whose name tells of a field, the most telling first."""
    ranks = _RANKS[field]
    ranked = []
    for order, name in enumerate(names):
        whole, last = plain(name), _last(name)
        rank = ranks.get(whole, ranks.get(last))
        if rank is not None:
            ranked.append((rank, order, name))
    return [name for _, _, name in sorted(ranked)]


def _last(name: str) -> str:
    """The part of a column's name that tells: the last one, or what it is the name of (``source.name``)."""
    *outer, last = name.split(".")
    around = plain(outer[-1]) if outer else ""
    last = plain(last)
    return around if last in _NAMING and any(around in ranks for ranks in _RANKS.values()) else last


def _fits(field: str, cells: Sequence[str]) -> bool:
    there = [value for value in cells if value.strip()]
    if not there:
        return False
    if field in ("id", "file"):
        return all(len(value) < 1000 and "\n" not in value for value in there)
    if field == "source":
        return any(_HAN.search(v) or not _TECHNICAL.fullmatch(v.strip()) for v in there)
    if field == "title":
        files = sum(_FILE.search(value) is not None for value in there)
        return sum(map(len, there)) < 200 * len(there) and files < _FITTING * len(there)
    return sum(stated(field, value) is not None for value in there) >= _FITTING * len(there)


def _text(names: Sequence[str], cells: Mapping[str, Sequence[str]], taken: set[str]) -> str | None:
    """The column of the text: of a telling name, else the one with long Chinese texts in it."""
    sizes = {name: sum(map(len, cells[name])) for name in names if name not in taken}
    named = [name for name in _named("text", names) if sizes.get(name)]
    if named:
        longest = max(sizes[name] for name in named)
        return next(name for name in named if sizes[name] * _SHORTER >= longest)
    han = {
        name: sum(len(_HAN.findall(value)) for value in cells[name]) / max(1, sum(map(bool, cells[name])))
        for name in sizes
    }
    best = max(han, key=lambda name: han[name], default=None)
    return best if best is not None and han[best] >= _LONG else None


def _days(cells: Sequence[str]) -> bool:
    """Whether every id begins with a day: 20220924_03."""
    return bool(cells) and all(
        re.match(r"(?:19|20)[0-9]{6}(?![0-9])", value) and stated("date", value[:8]) for value in cells
    )
