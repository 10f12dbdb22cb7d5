"""The commands of the import screens, the library screen and the receipts; a part of the registry."""

from __future__ import annotations

from dataclasses import replace

from index.errors import N_
from tui.command import Command, Context, rows_movements

_ROWS: tuple[Context, ...] = ("library", "tree", "report", "receipts")
_SLASH = ("slash", "fullwidth_solidus", "ideographic_comma")
_SPACE = ("space", "ideographic_space")

_READ: tuple[Context, ...] = ("report", "reader")
_RECEIPTS = Command(
    "receipts",
    ("library",),
    ("w", "0", "f10"),
    N_("receipts"),
    N_("Repairs, page furniture, and why a field has its value"),
    bar=True,
)
_SOURCE = Command(
    "source",
    ("library",),
    ("o", "f4"),
    N_("source file"),
    N_("Open the source file ($VISUAL, $EDITOR or the desktop's program)"),
    bar=True,
)

_EDIT = Command(
    "edit",
    ("library",),
    ("e", "f2"),
    N_("correct"),
    N_("Correct its title, date, place …"),
    bar=True,
)
_UNDO = Command(
    "undo", ("library",), ("z", "f9"), N_("undo"), N_("Undo the last change of the library"), bar=True
)
_KEPT: tuple[Context, ...] = ("receipts",)

COLLECTING: tuple[Command, ...] = (
    # The library.
    Command("open", ("library",), ("enter", "right"), N_("read"), N_("Read the document"), bar=True),
    Command("mark", ("library",), ("m", *_SPACE), N_("mark"), N_("Mark the document, go down"), bar=True),
    _EDIT,
    Command(
        "remove",
        ("library",),
        ("d", "delete"),
        N_("remove"),
        N_("Remove the marked documents, or this one"),
        bar=True,
    ),
    _UNDO,
    Command(
        "to_filter",
        ("library",),
        (*_SLASH, "tab"),
        N_("filter"),
        N_("Filter by a query, such as 省:湖南"),
        bar=True,
    ),
    Command(
        "needs",
        ("library",),
        ("f", "f5"),
        N_("gaps"),
        N_("Only what needs a look: no date, no title, no place, inferred, duplicates; then all again"),
        bar=True,
    ),
    Command("sort", ("library",), ("s", "f8"), N_("order"), N_("Sort by the next column"), bar=True),
    Command("reverse", ("library",), ("r", "f7"), N_("turn round"), N_("The other way round"), bar=True),
    Command(
        "edit_marked",
        ("library",),
        ("E", "f6"),
        N_("correct marked"),
        N_("Set fields of all marked documents at once"),
        bar=True,
    ),
    _RECEIPTS,
    _SOURCE,
    Command("mark_all", ("library",), ("A", "ctrl+a"), N_("mark all"), N_("Mark all that are listed")),
    Command("clear_marks", ("library",), ("u", "backspace"), N_("unmark"), N_("Take all marks away")),
    Command(
        "back",
        ("library",),
        ("escape", "q"),
        N_("back"),
        N_("Take the filter away; without one, back"),
        bar=True,
    ),
    Command("to_rows", ("filter",), ("enter", "down", "tab"), N_("list"), N_("To the list"), bar=True),
    Command(
        "clear_filter",
        ("filter",),
        ("escape",),
        N_("clear"),
        N_("Clear the filter; back to the list"),
        bar=True,
    ),
    # Import: choosing.
    Command(
        "take",
        ("path",),
        ("enter",),
        N_("choose"),
        N_("Choose this path; with nothing typed, begin"),
        bar=True,
    ),
    Command(
        "complete",
        ("path",),
        ("tab",),
        N_("complete"),
        N_("Complete the path, again for the next one"),
        bar=True,
    ),
    Command(
        "complete_back", ("path",), ("shift+tab",), N_("path before"), N_("Back to the completion before")
    ),
    Command("to_tree", ("path",), ("down",), N_("folders"), N_("Go to the folders"), bar=True),
    Command(
        "choose", ("tree",), ("m", *_SPACE), N_("choose"), N_("Choose the file or folder, or not"), bar=True
    ),
    Command(
        "unfold",
        ("tree",),
        ("enter", "right"),
        N_("open"),
        N_("Open or close the folder; choose the file"),
        bar=True,
    ),
    Command("fold", ("tree",), ("left",), N_("close"), N_("Close the folder; from inside, go to it")),
    Command("higher", ("tree",), ("backspace", "u"), N_("higher"), N_("Show the folder above"), bar=True),
    Command("to_path", ("tree",), (*_SLASH, "tab"), N_("type a path"), N_("Type a path"), bar=True),
    Command("begin", ("import",), ("f5", "ctrl+s"), N_("begin"), N_("Begin the import"), bar=True),
    Command(
        "options",
        ("import",),
        ("f4", "ctrl+e"),
        N_("options"),
        N_("Values for all articles, and more"),
        bar=True,
    ),
    Command("unchoose", ("import",), ("f8",), N_("choose none"), N_("Choose nothing after all")),
    Command("leave", ("import",), ("escape",), N_("back"), N_("Back"), bar=True),
    # Import: running, and its report.
    Command(
        "stop",
        ("running",),
        ("x", "delete"),
        N_("stop"),
        N_("Stop the import; what is done is kept"),
        bar=True,
    ),
    Command(
        "back", ("running",), ("escape", "q"), N_("back"), N_("Leave; a running import goes on"), bar=True
    ),
    Command("open", ("report",), ("enter",), N_("read"), N_("Read the document"), bar=True),
    Command(
        "next_group",
        ("report",),
        ("tab", "right", "l"),
        N_("next group"),
        N_("The next group of the report"),
        bar=True,
    ),
    Command(
        "previous_group", ("report",), ("shift+tab", "left", "h"), N_("group before"), N_("The group before")
    ),
    replace(_EDIT, contexts=("report",)),
    Command(
        "again",
        ("report",),
        ("i", "f5"),
        N_("import more"),
        N_("Choose files and folders again"),
        bar=True,
    ),
    Command("back", ("report",), ("escape", "q"), N_("back"), N_("Back"), bar=True),
    replace(_UNDO, contexts=("report",)),
    replace(_RECEIPTS, contexts=_READ),
    replace(_SOURCE, contexts=("report",)),
    replace(_SOURCE, contexts=("reader",), keys=("O", "f4")),
    # Receipts.
    Command(
        "go_to", ("receipts",), ("enter",), N_("go there"), N_("To the repair's place in the text"), bar=True
    ),
    Command(
        "undo_repair", ("receipts",), ("u", "delete"), N_("take back"), N_("Take this repair back"), bar=True
    ),
    Command(
        "undo_repairs", ("receipts",), ("U", "f8"), N_("take all back"), N_("Take all repairs back"), bar=True
    ),
    replace(_UNDO, contexts=_KEPT),
    Command(
        "next_part",
        ("receipts",),
        ("tab", "right"),
        N_("next part"),
        N_("Repairs, furniture, reasons, sources"),
        bar=True,
    ),
    Command("previous_part", ("receipts",), ("shift+tab", "left"), N_("part before"), N_("The part before")),
    replace(_EDIT, contexts=_KEPT),
    replace(_SOURCE, contexts=_KEPT),
    Command("back", ("receipts",), ("escape", "q"), N_("back"), N_("Back"), bar=True),
    # Fields and questions.
    Command(
        "next_field",
        ("fields",),
        ("enter", "down", "tab"),
        N_("next"),
        N_("The next field; after the last, save"),
        bar=True,
    ),
    Command("previous_field", ("fields",), ("up", "shift+tab"), N_("field before"), N_("The field before")),
    Command("save", ("fields",), ("f2", "ctrl+s"), N_("save"), N_("Save"), bar=True),
    Command("cancel", ("fields",), ("escape",), N_("cancel"), N_("Leave everything as it was"), bar=True),
    Command("yes", ("question",), ("enter", "y", "1"), N_("yes"), N_("Yes"), bar=True),
    Command("no", ("question",), ("escape", "n", "2"), N_("no"), N_("No"), bar=True),
    # Moving in rows.
    *rows_movements(_ROWS, letters=False),
)

EVERYWHERE: tuple[Command, ...] = (
    Command(
        "library",
        ("app",),
        ("ctrl+l",),
        N_("library"),
        N_("All documents: sort, filter, correct, remove"),
        bar=True,
    ),
    Command(
        "jump",
        ("app",),
        ("grave_accent", "middle_dot", "f11"),
        N_("go to a part"),
        N_("Number the parts of the screen; the number goes there"),
    ),
    Command(
        "settings",
        ("app",),
        ("f12",),
        N_("settings"),
        N_("Open the configuration file in your editor"),
    ),
    Command(
        "import",
        ("app",),
        ("ctrl+o",),
        N_("import"),
        N_("Import files and folders; progress and report"),
        bar=True,
    ),
)
