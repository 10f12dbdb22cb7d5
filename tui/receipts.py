"""What is kept of how a document was read, as rows: repairs, notes, furniture, reasons, sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.errors import N_
from index.model import Evidence, Repair, StoredText
from tui.fields import LABELS, label_of
from tui.i18n import _, translate

Part = Literal["repairs", "notes", "furniture", "why", "sources"]
PARTS: dict[Part, str] = {
    "repairs": N_("repairs"),
    "notes": N_("noted, not changed"),
    "furniture": N_("page furniture"),
    "why": N_("reasons"),
    "sources": N_("sources"),
}
REPAIR_KINDS = {
    "pinyin": N_("pinyin"),
    "linebreak": N_("line break"),
    "punctuation": N_("punctuation"),
    "radical": N_("radical"),
    "space": N_("space"),
}
FURNITURE_KINDS = {
    "advert": N_("advertisement"),
    "attachment": N_("attachment"),
    "bar": N_("page bar"),
    "breadcrumb": N_("path to the page"),
    "code": N_("code"),
    "comments": N_("comments"),
    "contents": N_("contents"),
    "copyright": N_("copyright"),
    "counter": N_("counter"),
    "footer": N_("page foot"),
    "header": N_("page head"),
    "header-footer": N_("page head or foot"),
    "keywords": N_("keywords"),
    "mark": N_("mark"),
    "masthead": N_("site name"),
    "menu": N_("menu"),
    "page": N_("page"),
    "page-number": N_("page number"),
    "pages": N_("pages"),
    "player": N_("player"),
    "previous-next": N_("previous, next"),
    "recurring": N_("on many pages"),
    "related": N_("related"),
    "repeated": N_("repeated"),
    "repeated-title": N_("title again"),
    "running-foot": N_("page foot"),
    "running-head": N_("page head"),
    "scan": N_("QR code"),
    "share": N_("sharing bar"),
    "sidebar": N_("sidebar"),
    "watermark": N_("watermark"),
    "welcome": N_("welcome"),
}
_NOTES = "text"
"""The field of what was noted about the text itself, among the reasons."""
_AROUND = 30  # characters of text on either side of a repair
_NOTHING = {
    "repairs": N_("Nothing was repaired in this text: it stands as it was saved."),
    "notes": N_("Nothing in this text looks lost, or of the other script."),
    "furniture": N_("Nothing was set apart from this text."),
    "why": N_("Nothing was found that says where this text is from; you can set it yourself (e or F2)."),
    "sources": N_("It is not known which file this text came from."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """``label``, then ``before`` [``source`` → ``result``] ``after`` for a repair, else ``text``.

    ``details`` is the whole of it, for the lines below.
    """

    label: str
    text: str = ""
    before: str = ""
    source: str | None = None
    result: str = ""
    after: str = ""
    details: str = ""
    chosen: bool = False


def furniture_label(kind: str) -> str:
    """What a kind of page furniture is called."""
    return _(FURNITURE_KINDS[kind]) if kind in FURNITURE_KINDS else kind


def rows_of(stored: StoredText, part: Part) -> list[Row]:
    """The rows of a part."""
    if part == "repairs":
        return [_repair(stored, repair) for repair in stored.repairs]
    if part == "furniture":
        return [Row(furniture_label(one.kind), one.text, details=one.text) for one in stored.furniture]
    if part == "notes":
        return [_note(one) for one in stored.why if one.field == _NOTES]
    if part == "why":
        return _reasons(stored)
    document = stored.document
    paths = [document.path or "", *document.sources]
    rows = [Row(_("file"), path, details=path) for path in dict.fromkeys(filter(None, paths))]
    return rows + ([Row(label_of("url"), document.url, details=document.url)] if document.url else [])


def counts_of(stored: StoredText) -> list[tuple[str, int]]:
    """The name of each part and how many rows it has."""
    return [(_(label), len(rows_of(stored, part))) for part, label in PARTS.items()]


def nothing(part: Part) -> str:
    """What to say where a part has no rows."""
    return _(_NOTHING[part])


def _note(one: Evidence) -> Row:
    """Something about the text itself that was seen and left as it is."""
    text = f"{one.value}  {translate(one.reason)}"
    return Row(_("noted"), text, details=text)


def _repair(stored: StoredText, repair: Repair) -> Row:
    text = stored.text
    before = text[max(0, repair.start - _AROUND) : repair.start]
    after = text[repair.end : repair.end + _AROUND]
    source = repair.source or _("nothing")
    result = repair.result or _("nothing")
    kind = _(REPAIR_KINDS.get(repair.kind, repair.kind))
    details = _("{kind}: in the source stood {source}, here stands {result}.").format(
        kind=kind, source=visible(source), result=visible(result)
    )
    around = f"{before}{repair.source}{after}"
    return Row(
        kind,
        before=before,
        source=repair.source,
        result=repair.result,
        after=after,
        details=f"{details}\n{visible(around)}",
    )


def visible(text: str) -> str:
    """``text`` with its spaces and line breaks to be seen."""
    return "".join(_VISIBLE.get(character, character) for character in text)


_VISIBLE = {"\n": "⏎", "\t": "⇥", "\u00a0": "⍽", "\u3000": "□", "\u200b": "⍽"}


def _reasons(stored: StoredText) -> list[Row]:
    document = stored.document
    order = {name: number for number, name in enumerate(LABELS)}
    reasons = (one for one in stored.why if one.field != _NOTES)
    found = sorted(reasons, key=lambda one: (order.get(one.field, len(order)), one.field, -one.score))
    rows: list[Row] = []
    for one in found:
        now = getattr(document, one.field, None)
        chosen = str(now) == one.value
        inferred = "？" if chosen and one.field in document.inferred else ""
        text = f"{one.value}{inferred}  ({one.score:g}) {translate(one.reason)}"
        rows.append(Row(label_of(one.field), text, details=text, chosen=chosen))
    return rows


def shown_repair(row: Row) -> Sequence[str]:
    """Before, source, result and after of a repair, to be drawn one after the other."""
    return (row.before, visible(row.source or ""), visible(row.result), row.after)
