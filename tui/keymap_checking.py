"""The commands of checking a draft, and of the drafts that quote a passage; a part of the registry."""

from __future__ import annotations

from index.errors import N_
from tui.command import Command, Context, rows_movements

_ROWS: tuple[Context, ...] = ("checking",)
_PICK: tuple[Context, ...] = ("picking",)
_USES: tuple[Context, ...] = ("uses",)
_SLASH = ("slash", "fullwidth_solidus", "ideographic_comma")

CHECKING: tuple[Command, ...] = (
    Command(
        "open", _ROWS, ("enter", "right"), N_("passage"), N_("Read the passage in its document"), bar=True
    ),
    Command("put", _ROWS, ("p", "f2"), N_("put in"), N_("Put the source's wording into the draft"), bar=True),
    Command("undo", _ROWS, ("z", "f9"), N_("undo"), N_("Take back what was put in last"), bar=True),
    Command(
        "next_problem",
        _ROWS,
        ("n", "f3", "ctrl+down"),
        N_("next"),
        N_("The next finding to look at"),
        bar=True,
    ),
    Command("previous_problem", _ROWS, ("N", "ctrl+up"), N_("finding before"), N_("The finding before")),
    Command("to_draft", _ROWS, ("d", "f6"), N_("to the draft"), N_("To the place in the draft"), bar=True),
    Command(
        "everything",
        _ROWS,
        ("v", "f4"),
        N_("show all"),
        N_("What agrees as well, or only what does not"),
        bar=True,
    ),
    Command("wording", _ROWS, ("w", "f10"), N_("wording"), N_("The next of several wordings of the passage")),
    Command("again", _ROWS, ("r", "f5"), N_("again"), N_("Check the draft again"), bar=True),
    Command(
        "copy_cited", _ROWS, ("y", "f8", "Y"), N_("copy+source"), N_("Copy the passage with its citation")
    ),
    Command("sort", _ROWS, ("s", "f7"), N_("order"), N_("By their places in the draft, or by kinds")),
    Command("to_filter", _ROWS, (*_SLASH, "tab"), N_("filter"), N_("Only findings with these words")),
    Command(
        "back", _ROWS, ("escape", "q"), N_("back"), N_("Stop the check; take the filter away; back"), bar=True
    ),
    *rows_movements(_ROWS, letters=False),
    Command(
        "next_style",
        ("export_draft",),
        ("f7",),
        N_("edition"),
        N_("References by GB/T 7714—2025 or —2015"),
        bar=True,
    ),
    Command("open", ("exported",), ("enter", "o", "f4"), N_("open"), N_("Open the file"), bar=True),
    Command("close", ("exported",), ("escape", "q"), N_("close"), N_("Close"), bar=True),
    Command("take", ("naming",), ("enter",), N_("begin"), N_("Take this name"), bar=True),
    Command("close", ("naming",), ("escape",), N_("cancel"), N_("Without a name"), bar=True),
    Command("leave", _PICK, ("escape",), N_("back"), N_("Back"), bar=True),
    Command(
        "open", _USES, ("enter", "right"), N_("write in it"), N_("Open the draft at this place"), bar=True
    ),
    Command("check", _USES, ("v", "ctrl+k"), N_("check it"), N_("Check this draft"), bar=True),
    Command("back", _USES, ("escape", "q", "left"), N_("back"), N_("Back"), bar=True),
    *rows_movements(_USES),
)

READING: tuple[Command, ...] = (
    Command(
        "uses",
        ("reader",),
        ("D", "9"),
        N_("drafts of it"),
        N_("The drafts that quote this passage, or else this document"),
    ),
)

CHECKING_EVERYWHERE: tuple[Command, ...] = (
    Command(
        "check",
        ("app",),
        ("ctrl+k",),
        N_("check it"),
        N_("Check a draft or a file against the texts, word by word"),
    ),
)
