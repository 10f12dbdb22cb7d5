"""Why a result list is empty, and the ways out, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import SearchAnswer
from tui.i18n import _, ngettext_
from tui.keymap import commands, first_key, key_name


def nothing_found(answer: SearchAnswer, terms: Sequence[tuple[str, int]]) -> str:
    """What to say when ``answer`` has no hits; ``terms`` counts documents for each part of the query."""
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
    return "\n".join([*lines, "", _way_out()])


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


def _way_out() -> str:
    clear = next(command for command in commands("bar") if command.id == "clear")
    key = key_name(first_key(clear, typing=True) or "escape")
    return _("{key} clears the query and shows all documents.").format(key=key)
