"""The report on a draft for a reader: its quotations, figures and what it reuses, each beside its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.cli import labels
from tui.cli.output import filled, joined, shown
from tui.cli.parallels import EDITS
from tui.i18n import _, ngettext_, translate

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from index.checking.model import Checked, CheckedFigure, Place, Report, Reused, Source, Worded
    from index.library import Library
    from index.reuse.model import Difference

_STYLES = {"verbatim": "green", "folded": "green", "differs": "bold yellow", "not_found": "bold red"}
_INDENT = 4


def write(console: Console, library: Library, report: Report) -> None:
    """Quotations, formulae, figures, what is reused, what could not be read; and the counts."""
    for one in report.quotations:
        _quotation(console, library, one)
    if report.formulae:
        _heading(console, _("Formulae"))
        for formula in report.formulae:
            line = _at(formula).append_text(shown(formula.text))
            console.print(joined([line, *_where(library, formula.source), *_spread(formula)]), soft_wrap=True)
    figures = [one for one in report.figures if one.status != "same"]
    if figures:
        _heading(console, _("Figures"))
        for figure in figures:
            _figure(console, library, figure)
    if report.reused:
        _heading(console, _("Reused without quotation marks"))
        for reused in report.reused:
            _reused(console, library, reused)
    _places(
        console, _("Quotation marks without a partner; what they begin was not checked"), report.unbalanced
    )
    _places(console, _("Comments that named a source and cannot be read any more"), report.unreadable)
    _summary(console, report)


def _quotation(console: Console, library: Library, one: Checked) -> None:
    verdicts = {
        "verbatim": _("verbatim"),
        "folded": _("the same but for script, width or marks"),
        "differs": _("differs in punctuation only") if one.punctuation_only else _("differs"),
        "not_found": _("not found in this library"),
    }
    verdict = shown(verdicts[one.verdict], _STYLES[one.verdict])
    kinds = {"block": _("block quotation"), "attributed": _("reported")}
    kind = [shown(kinds[one.kind], "dim")] if one.kind in kinds else []
    facts = [verdict, *kind, *_where(library, one.source)]
    line = _at(one)
    console.print(line.append_text(filled(joined(facts), console.width, indent=_INDENT, first=line.cell_len)))
    _paragraph(console, _marked(one.text, [(d.start, d.end) for d in one.differences]))
    if one.verdict == "differs" and one.source is not None:
        base = one.source.start
        theirs = [(d.other_start - base, d.other_end - base) for d in one.differences]
        if len(one.pieces) <= 1:
            _paragraph(console, shown("= ", "dim").append_text(_marked(one.source.text, theirs)))
        edits = [shown(_edit(one, difference), "yellow") for difference in one.differences]
        _paragraph(console, joined(edits, _("; ")))
    spread = _spread(one)
    if spread:
        _paragraph(console, joined(spread))
    for worded in one.wordings[1:]:
        _paragraph(console, _wording(worded))
    for remark in one.remarks:
        _paragraph(console, shown(translate(remark), "cyan"))
    console.print()


def _at(one: Checked | CheckedFigure | Reused | Place) -> Text:
    return shown(f"{one.line}:{one.column} ", "cyan")


def _where(library: Library, source: Source | None) -> list[Text]:
    """The document of a passage, and its place in it."""
    if source is None:
        return []
    document = library.document(source.id)
    heading = shown(f"[{source.id}] ", "cyan").append_text(labels.title(library, document))
    return [heading, labels.marked(document, "date"), shown(f"{source.start}:{source.end}", "dim")]


def _spread(one: Checked | Reused) -> list[Text]:
    """In how many documents it stands, and which was the first, where that says more than the source."""
    found: list[Text] = []
    if one.documents > 1:
        found.append(
            shown(
                ngettext_("in {count} document", "in {count} documents", one.documents).format(
                    count=one.documents
                ),
                "green",
            )
        )
    earliest = one.earliest
    if earliest is not None and one.source is not None and earliest.id != one.source.id:
        date = f"{earliest.date}？" if earliest.inferred else earliest.date
        said = shown(_("earliest by date: {date}").format(date=date))
        found.append(said.append_text(shown(f" [{earliest.id}]", "cyan")))
    return found


def _wording(worded: Worded) -> Text:
    count = ngettext_(
        "also worded, in {count} document:", "also worded, in {count} documents:", worded.documents
    ).format(count=worded.documents)
    return (
        shown(f"{count} ", "dim")
        .append_text(shown(worded.source.text))
        .append_text(shown(f" [{worded.source.id}]", "cyan"))
    )


def _marked(text: str, stretches: Sequence[tuple[int, int]]) -> Text:
    result = shown(text)
    for start, end in stretches:
        result.stylize("bold reverse", max(0, start), max(0, end))
    return result


def _edit(one: Checked, difference: Difference) -> str:
    assert one.source is not None
    old = one.text[difference.start : difference.end]
    for source in (*one.pieces, one.source):
        if source.start <= difference.other_start and difference.other_end <= source.end:
            new = source.text[difference.other_start - source.start : difference.other_end - source.start]
            return EDITS[difference.op].format(old=old, new=new)
    return EDITS[difference.op].format(old=old, new="")


def _figure(console: Console, library: Library, one: CheckedFigure) -> None:
    said = _("differs") if one.status == "differs" else _("no source")
    style = _STYLES["differs"] if one.status == "differs" else "dim"
    line = _at(one).append_text(shown(one.text))
    parts = [line, shown(said, style)]
    if one.other is not None:
        parts.append(shown(EDITS["replace"].format(old=one.text, new=one.other.text), "yellow"))
    console.print(joined([*parts, *_where(library, one.other or one.source)]), soft_wrap=True)


def _reused(console: Console, library: Library, one: Reused) -> None:
    line = _at(one)
    facts = joined([*_where(library, one.source), *_spread(one)])
    console.print(line.append_text(filled(facts, console.width, indent=_INDENT, first=line.cell_len)))
    _paragraph(console, shown(one.text))


def _places(console: Console, title: str, places: Sequence[Place]) -> None:
    if places:
        _heading(console, title)
        for place in places:
            console.print(_at(place).append_text(shown(place.text)), soft_wrap=True)
        console.print()


def _heading(console: Console, title: str) -> None:
    console.print(shown(title, "bold"))


def _paragraph(console: Console, text: Text) -> None:
    console.print(filled(text, console.width, indent=_INDENT))


def _summary(console: Console, report: Report) -> None:
    counts = report.summary
    names = (
        ("verbatim", _("{count} verbatim")),
        ("folded", _("{count} the same but for script, width or marks")),
        ("differs", _("{count} different")),
        ("not_found", _("{count} not found")),
    )
    parts = [said.format(count=counts[name]) for name, said in names if counts[name]]
    quotations = ngettext_("{count} quotation", "{count} quotations", counts["quotations"])
    line = quotations.format(count=counts["quotations"])
    if parts:
        line += _(": ") + _(", ").join(parts)
    console.print(shown(line, "bold"))
    if counts["figures"]:
        said = ngettext_("{count} figure", "{count} figures", counts["figures"])
        figures = [
            said.format(count=counts["figures"]),
            _("{count} as in their source").format(count=counts["figures_same"]),
            _("{count} different").format(count=counts["figures_differs"]),
            _("{count} without a source").format(count=counts["figures_no_source"]),
        ]
        console.print(shown(figures[0] + _(": ") + _(", ").join(figures[1:]), "bold"))
    if counts["not_found"]:
        console.print(
            shown(_("Not found: no text of this library has these words; that says nothing else."), "dim")
        )
