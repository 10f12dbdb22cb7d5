"""The one registry of commands and keys: bindings, key bar, help screen and palette are made from it.

While a Chinese input method is on, letters never arrive. So each command also has a key that is not a letter
(a function key, an arrow, a digit, a control key), and punctuation keys have their full-width twins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from index.errors import N_, Sentence
from tui.command import CONTEXTS, TYPING, Command, Context
from tui.keymap_checking import CHECKING, CHECKING_EVERYWHERE
from tui.keymap_checking import READING as CHECKING_READING
from tui.keymap_collecting import COLLECTING, EVERYWHERE
from tui.keymap_comparing import COMPARING
from tui.keymap_crossing import CROSSING, CROSSING_EVERYWHERE
from tui.keymap_crossing import READING as CROSSING_READING
from tui.keymap_drafts import DRAFTS, DRAFTS_EVERYWHERE
from tui.keymap_finding import FINDING
from tui.keymap_narrowing import NARROWING
from tui.keymap_parallels import PARALLELS, PARALLELS_EVERYWHERE
from tui.keymap_parallels import READING as PARALLELS_READING
from tui.keymap_registers import REGISTERS, REGISTERS_EVERYWHERE
from tui.keymap_terms import READING as TERMS_READING
from tui.keymap_terms import TERMS
from tui.keys import is_letter, is_text, key_name

if TYPE_CHECKING:
    from textual.binding import Binding

__all__ = [
    "COMMANDS", "CONTEXTS", "TYPING", "Command", "Context", "bindings", "commands", "first_key", "is_letter",
    "is_text", "key_name", "shown", "use",
]  # fmt: skip

_READING: tuple[Context, ...] = ("reader", "compare")
_ALL: tuple[Context, ...] = ("list", "reader", "compare")

COMMANDS: tuple[Command, ...] = (
    # The search bar: letters are text there.
    Command("to_list", ("bar",), ("enter",), N_("results"), N_("Go to the results"), bar=True),
    Command(
        "complete",
        ("bar",),
        ("tab",),
        N_("complete"),
        N_("Take a suggestion, again for the next one; without any, go to the results"),
        bar=True,
    ),
    Command(
        "complete_back",
        ("bar",),
        ("shift+tab",),
        N_("suggestion before"),
        N_("Back to the suggestion before"),
    ),
    Command("clear", ("bar",), ("escape",), N_("clear"), N_("Clear the query; show all documents"), bar=True),
    # The result list.
    Command(
        "open", ("list",), ("enter", "right"), N_("read"), N_("Read the document, hits marked"), bar=True
    ),
    Command(
        "copy_cited",
        ("list",),
        ("y", "f5", "Y"),
        N_("copy+source"),
        N_("Copy the sentence of the hit with its citation"),
        bar=True,
    ),
    Command(
        "append",
        ("list",),
        ("a", "f7"),
        N_("to draft"),
        N_("Append the sentence of the hit to the draft, with its citation"),
        bar=True,
    ),
    Command(
        "mark",
        ("list",),
        ("m", "space", "ideographic_space"),
        N_("mark"),
        N_("Mark the document for side by side"),
        bar=True,
    ),
    Command(
        "compare",
        ("list",),
        ("c", "f6"),
        N_("side by side"),
        N_("Open the marked documents side by side, up to four (or this one and the marked one)"),
        bar=True,
    ),
    # The reader; the same in each pane of the comparison.
    Command("back", _READING, ("escape", "q"), N_("back"), N_("Back, or give up the selection"), bar=True),
    Command("next_hit", ("list",), ("n", "f3"), N_("next hit"), N_("Next hit, in the preview"), counts=True),
    Command(
        "previous_hit",
        ("list",),
        ("N", "f2"),
        N_("previous hit"),
        N_("Previous hit, in the preview"),
        counts=True,
    ),
    Command("next_hit", _READING, ("n", "f3"), N_("next hit"), N_("Next hit"), bar=True, counts=True),
    Command("previous_hit", _READING, ("N", "f2"), N_("previous hit"), N_("Previous hit"), counts=True),
    Command(
        "next_document",
        ("reader",),
        ("right_square_bracket", "right_black_lenticular_bracket", "right_corner_bracket"),
        N_("next document"),
        N_("Next document of the results"),
        bar=True,
        counts=True,
    ),
    Command(
        "previous_document",
        ("reader",),
        ("left_square_bracket", "left_black_lenticular_bracket", "left_corner_bracket"),
        N_("previous document"),
        N_("Previous document of the results"),
        counts=True,
    ),
    *COMPARING,
    *PARALLELS_READING,
    *CHECKING_READING,
    *TERMS_READING,
    *FINDING,
    Command(
        "select_sentence",
        _READING,
        ("s", "2"),
        N_("sentence"),
        N_("Select by sentence"),
        bar=True,
        movement=True,
        counts=True,
    ),
    Command(
        "select_character",
        _READING,
        ("v", "1"),
        N_("character"),
        N_("Select by character"),
        movement=True,
        counts=True,
    ),
    Command(
        "select_paragraph",
        _READING,
        ("p", "3"),
        N_("paragraph"),
        N_("Select by paragraph"),
        movement=True,
        counts=True,
    ),
    Command(
        "swap_ends",
        _READING,
        ("o", "ctrl+x"),
        N_("other end"),
        N_("The other end of the selection moves from now on"),
        movement=True,
    ),
    Command(
        "copy",
        _READING,
        ("y", "f8"),
        N_("copy"),
        N_("Copy the selection verbatim (else the sentence of the hit or shared passage)"),
        bar=True,
    ),
    Command(
        "copy_cited",
        _READING,
        ("Y", "f5"),
        N_("copy+source"),
        N_("Copy the selection (else the sentence of the hit or shared passage) with its citation"),
        bar=True,
    ),
    Command(
        "append",
        _READING,
        ("a", "f7"),
        N_("to draft"),
        N_("Append the selection (else the sentence of the hit or shared passage) to the draft"),
        bar=True,
    ),
    Command(
        "script",
        _READING,
        ("T", "f9"),
        N_("script"),
        N_("Show as it is, in simplified or in traditional characters"),
        bar=True,
    ),
    Command(
        "compare",
        ("reader",),
        ("c", "f6"),
        N_("side by side"),
        N_("This document beside the marked one"),
        bar=True,
    ),
    # Moving about: the arrows and, for hands that stay on the letters, those of vi.
    Command("up", ("list",), ("up", "k"), N_("up"), N_("The document above"), movement=True, counts=True),
    Command(
        "down", ("list",), ("down", "j"), N_("down"), N_("The document below"), movement=True, counts=True
    ),
    Command("up", _READING, ("up", "k"), N_("up"), N_("Up; a selection grows"), movement=True, counts=True),
    Command(
        "down", _READING, ("down", "j"), N_("down"), N_("Down; a selection grows"), movement=True, counts=True
    ),
    Command(
        "left", _READING, ("left", "h"), N_("left"), N_("Back; a selection grows"), movement=True, counts=True
    ),
    Command(
        "right",
        _READING,
        ("right", "l"),
        N_("right"),
        N_("On; a selection grows"),
        movement=True,
        counts=True,
    ),
    Command(
        "extend_up",
        _READING,
        ("shift+up",),
        N_("select up"),
        N_("Select a line up"),
        movement=True,
        counts=True,
    ),
    Command(
        "extend_down",
        _READING,
        ("shift+down",),
        N_("select down"),
        N_("Select a line down"),
        movement=True,
        counts=True,
    ),
    Command(
        "extend_left",
        _READING,
        ("shift+left",),
        N_("select left"),
        N_("Select to the left"),
        movement=True,
        counts=True,
    ),
    Command(
        "extend_right",
        _READING,
        ("shift+right",),
        N_("select right"),
        N_("Select to the right"),
        movement=True,
        counts=True,
    ),
    Command("page_up", _ALL, ("pageup", "b"), N_("page up"), N_("A page up"), movement=True, counts=True),
    Command(
        "page_down",
        ("list",),
        ("pagedown", "f"),
        N_("page down"),
        N_("A page down"),
        movement=True,
        counts=True,
    ),
    Command(
        "page_down",
        _READING,
        ("pagedown", "f", "space", "ideographic_space"),
        N_("page down"),
        N_("A page down"),
        movement=True,
        counts=True,
    ),
    Command("top", _ALL, ("home", "g"), N_("start"), N_("To the start"), movement=True, counts=True),
    Command("bottom", _ALL, ("end", "G"), N_("end"), N_("To the end"), movement=True, counts=True),
    # The search screen, once more: what is rarer.
    Command(
        "to_bar",
        ("list",),
        ("slash", "fullwidth_solidus", "ideographic_comma", "escape", "tab"),
        N_("search"),
        N_("Back to the search bar"),
        bar=True,
    ),
    Command("preview", ("list",), ("v", "f4"), N_("preview"), N_("Show or hide the preview"), bar=True),
    Command("sort", ("list",), ("s", "f8"), N_("order"), N_("By relevance, or newest first")),
    Command(
        "fold_duplicates",
        ("list",),
        ("d", "f9"),
        N_("fold"),
        N_("Leave out duplicates of documents that are listed, or list them again"),
    ),
    Command("clear_marks", ("list",), ("u", "backspace"), N_("unmark"), N_("Take all marks away")),
    *NARROWING,
    *COLLECTING,
    *CROSSING_READING,
    *CROSSING,
    *PARALLELS,
    *REGISTERS,
    *TERMS,
    *DRAFTS,
    *CHECKING,
    # Everywhere.
    Command("close", ("overlay",), ("escape", "q", "f1"), N_("close"), N_("Close"), bar=True),
    Command(
        "help",
        ("app",),
        ("f1", "question_mark", "fullwidth_question_mark"),
        N_("help"),
        N_("All keys and the query language"),
        bar=True,
    ),
    *EVERYWHERE,
    *CROSSING_EVERYWHERE,
    *PARALLELS_EVERYWHERE,
    *DRAFTS_EVERYWHERE,
    *CHECKING_EVERYWHERE,
    *REGISTERS_EVERYWHERE,
    Command(
        "palette",
        ("app",),
        ("ctrl+p", "colon", "fullwidth_colon"),
        N_("commands"),
        N_("All commands by name"),
    ),
    Command(
        "theme", ("app",), ("ctrl+t",), N_("colours"), N_("Next colour theme (dark, light, the terminal's)")
    ),
    Command("suspend_process", ("app",), ("ctrl+z",), N_("to the shell"), N_("To the shell; fg comes back")),
    Command("quit", ("app",), ("ctrl+q",), N_("quit"), N_("Leave the program")),
    Command("quit", ("list",), ("q", "ctrl+q"), N_("quit"), N_("Leave the program")),
)


def use(wanted: Mapping[str, Sequence[str]]) -> list[Sentence]:
    """Give commands the keys the user wants, before screens are made; what could not be done is told.

    ``wanted``: keys as people write them, by ``place.id`` or by ``id`` (in all its places).
    """
    global COMMANDS
    from tui.rebinding import rebound

    COMMANDS, problems = rebound(COMMANDS, wanted)
    return problems


def commands(*contexts: Context) -> Iterator[Command]:
    """The commands of ``contexts`` in the order of the registry."""
    return (command for command in COMMANDS if not set(contexts).isdisjoint(command.contexts))


def bindings(
    context: Context, *, movement: bool | None = None, namespace: str = "", priority: bool = False
) -> list[Binding]:
    """Textual bindings of a context; ``movement`` restricts them, ``namespace`` says whose actions run.

    Keys with ``priority`` are carried out before the next key is looked at: for those that move the focus.
    """
    from textual.binding import Binding

    prefix = f"{namespace}." if namespace else ""
    return [
        Binding(",".join(command.keys), f"{prefix}{command.id}", command.label, show=False, priority=priority)
        for command in commands(context)
        if command.keys and (movement is None or command.movement == movement)
    ]


def first_key(command: Command, *, typing: bool, taken: Collection[str] = ()) -> str | None:
    """The key to show for ``command``: not ``taken``, and while ``typing`` one that is no text."""
    return next((key for key in command.keys if key not in taken and not (typing and is_text(key))), None)


def shown(keys: Iterable[str]) -> str:
    """A list of keys for people."""
    return " ".join(dict.fromkeys(key_name(key) for key in keys))
