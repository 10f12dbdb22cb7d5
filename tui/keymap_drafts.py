"""The commands of drafts; a part of the registry."""

from __future__ import annotations

from index.errors import N_
from tui.command import Command, Context, rows_movements

_ROWS: tuple[Context, ...] = ("drafts",)
_DRAFT: tuple[Context, ...] = ("draft",)
_CORPUS: tuple[Context, ...] = ("draft_list",)

DRAFTS_EVERYWHERE: tuple[Command, ...] = (
    Command("drafts", ("app",), ("ctrl+y",), N_("drafts"), N_("Drafts: read, write, choose the current one")),
)

DRAFTS: tuple[Command, ...] = (
    Command(
        "open", _ROWS, ("enter", "right"), N_("write in it"), N_("Open the draft to write in it"), bar=True
    ),
    Command(
        "choose",
        _ROWS,
        ("c", "f6", "space", "ideographic_space"),
        N_("current"),
        N_("Make it the current draft, to which quotations are added"),
        bar=True,
    ),
    Command("new", _ROWS, ("n", "f2"), N_("new"), N_("Begin a new draft"), bar=True),
    Command("editor", _ROWS, ("o", "f4"), N_("editor"), N_("Open the draft in your editor"), bar=True),
    Command(
        "check", _ROWS, ("v", "ctrl+k"), N_("check it"), N_("Check what it quotes, word by word"), bar=True
    ),
    Command(
        "export",
        _ROWS,
        ("e", "f3"),
        N_("export"),
        N_("Write it as a Word document, Markdown or text"),
        bar=True,
    ),
    Command("sort", _ROWS, ("s", "f8"), N_("order"), N_("In another order")),
    Command("reverse", _ROWS, ("r", "f7"), N_("turn round"), N_("The other way round")),
    Command(
        "to_filter",
        _ROWS,
        ("slash", "fullwidth_solidus", "ideographic_comma", "tab"),
        N_("filter"),
        N_("Only drafts with these words in their names"),
    ),
    Command("back", _ROWS, ("escape", "q"), N_("back"), N_("Back"), bar=True),
    *rows_movements(_ROWS, letters=False),
    Command("leave", _DRAFT, ("escape",), N_("back"), N_("To the draft; save, and back"), bar=True),
    Command("seek", _DRAFT, ("f2",), N_("find texts"), N_("Find texts to quote, beside it"), bar=True),
    Command("block", _DRAFT, ("f7",), N_("as a block"), N_("Quote what is selected as a block"), bar=True),
    Command("inline", _DRAFT, ("f8",), N_("in the text"), N_("Quote it in running text"), bar=True),
    Command("footnote", _DRAFT, ("f9",), N_("footnote"), N_("Quote it, its source in a footnote"), bar=True),
    Command("to_passage", _DRAFT, ("f3",), N_("passage"), N_("To the passage that is quoted here"), bar=True),
    Command("editor", _DRAFT, ("f4",), N_("editor"), N_("Go on in your editor, and come back"), bar=True),
    Command("check", _DRAFT, ("ctrl+k",), N_("check it"), N_("Check what it quotes, word by word"), bar=True),
    Command("to_start", _DRAFT, ("ctrl+home",), N_("to the start"), N_("To the start of the draft")),
    Command("to_end", _DRAFT, ("ctrl+end",), N_("to the end"), N_("To the end of the draft")),
    Command("find", _DRAFT, ("ctrl+f",), N_("find"), N_("Find words in the draft"), bar=True),
    Command(
        "export", _DRAFT, ("f5",), N_("export"), N_("Write it as a Word document, Markdown or text"), bar=True
    ),
    Command("switch", _DRAFT, ("f6",), N_("other side"), N_("From the draft to the texts, and back")),
    Command("open", _CORPUS, ("enter", "right"), N_("read"), N_("Read it beside the draft"), bar=True),
    Command("to_list", ("draft_query",), ("enter", "down"), N_("results"), N_("Go to the results"), bar=True),
    Command("next_hit", ("draft_reader",), ("n", "ctrl+down"), N_("next hit"), N_("Next hit")),
    Command(
        "previous_hit",
        ("draft_reader",),
        ("N", "ctrl+up"),
        N_("previous hit"),
        N_("Previous hit"),
    ),
)
