"""Why a result list is empty, and the ways out, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import SearchAnswer
from tui.i18n import _, ngettext_
from tui.keymap import commands, first_key, key_name
from tui.messages import Way

SHOWN = 3
"""Ways out that are told."""


def way_out(answer: SearchAnswer, ways: Sequence[Way]) -> str | None:
    """The query that Enter searches for in the place of one that finds nothing, if there is a better one."""
    if ways:
        return ways[0].query
    return answer.suggestions[0] if answer.suggestions else None


def nothing_found(answer: SearchAnswer, terms: Sequence[tuple[str, int]], ways: Sequence[Way] = ()) -> str:
    """What to say when ``answer`` has no hits; ``terms`` counts documents for each part of the query,
    ``ways`` lead out.
    """
    lines = [_("Nothing found for: {query}").format(query=answer.query), ""]
    missing = [part for part, documents in terms if not documents]
    if missing:
        lines.append(_("Not in the library: {terms}").format(terms=_(", ").join(missing)))
    for part, documents in terms:
        if documents:
            alone = ngettext_(
                "{term} alone: {documents} document", "{term} alone: {documents} documents", documents
            )
            lines.append(alone.format(term=part, documents=f"{documents:,}"))
    if terms and not missing:
        lines.append(_("Each part occurs, but no document has them all. Put OR between them, or drop one."))
    for way in ways[:SHOWN]:
        said = ngettext_(
            "Without {part}: {documents} document", "Without {part}: {documents} documents", way.documents
        )
        lines.append(said.format(part=way.dropped, documents=f"{way.documents:,}"))
    if answer.overlapping_documents:
        lines.append(
            _("{documents} documents only overlap the dates asked for; widen them.").format(
                documents=answer.overlapping_documents
            )
        )
    if answer.suggestions:
        lines.append(_("Try: {suggestions}").format(suggestions=_(", ").join(answer.suggestions)))
    if len(lines) == 2:
        lines.append(_("Try a shorter piece of it: any string counts, down to one character."))
    better = way_out(answer, ways)
    enter = [_("Enter searches for: {query}").format(query=better)] if better else []
    return "\n".join([*lines, "", *enter, _clearing()])


def nothing_yet(answer: SearchAnswer, done: int, total: int) -> str:
    """What to say when ``answer`` has no hits while the index has ``done`` of ``total`` documents."""
    return "\n".join(
        [
            _("Nothing found yet for: {query}").format(query=answer.query),
            "",
            _("The search index has {done} of {total} documents; it is searched again as it grows.").format(
                done=f"{done:,}", total=f"{total:,}"
            ),
        ]
    )


def empty_library() -> str:
    """What to say when the library has no documents."""
    return "\n".join(
        [
            _("This library has no documents yet."),
            "",
            _("Ctrl+O imports files and folders (in the shell:  dangjian-tui import PATH)."),
            _("Or look at the sample first:  dangjian-tui --library sample"),
        ]
    )


def _clearing() -> str:
    clear = next(command for command in commands("bar") if command.id == "clear")
    key = key_name(first_key(clear, typing=True) or "escape")
    return _("{key} clears the query and shows all documents.").format(key=key)
