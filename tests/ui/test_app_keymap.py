"""The registry of commands: no clashes, all reachable with an input method on, all in the help."""

from __future__ import annotations

from inspect import signature
from itertools import combinations

import pytest

from tui.keymap import (
    COMMANDS,
    CONTEXTS,
    TYPING,
    Command,
    Context,
    bindings,
    commands,
    first_key,
    is_letter,
    key_name,
)

PLACES: list[Context] = [context for context in CONTEXTS if context not in ("app", "overlay")]


@pytest.mark.parametrize("context", PLACES)
def test_no_key_means_two_things_in_one_place(context: Context) -> None:
    here = list({(c.id, c.keys): c for c in commands(context, "app")}.values())
    clashes = [
        (one.id, other.id, key)
        for one, other in combinations(here, 2)
        for key in set(one.keys) & set(other.keys)
        if one.id != other.id
    ]
    assert clashes == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: f"{c.id}-{c.contexts[0]}")
def test_every_command_has_a_key_that_an_input_method_lets_through(command: Command) -> None:
    assert any(not is_letter(key) for key in command.keys)


ASCII_WITH_TWINS = {
    "slash": "fullwidth_solidus",
    "question_mark": "fullwidth_question_mark",
    "colon": "fullwidth_colon",
    "right_square_bracket": "right_black_lenticular_bracket",
    "left_square_bracket": "left_black_lenticular_bracket",
    "space": "ideographic_space",
    "full_stop": "ideographic_full_stop",
    "comma": "fullwidth_comma",
    "plus": "fullwidth_plus_sign",
    "grave_accent": "middle_dot",
    "less_than_sign": "left_double_angle_bracket",
    "greater_than_sign": "right_double_angle_bracket",
    "minus": "fullwidth_hyphen_minus",
    "percent_sign": "fullwidth_percent_sign",
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: f"{c.id}-{c.contexts[0]}")
def test_punctuation_keys_have_their_full_width_twin(command: Command) -> None:
    for key in command.keys:
        if twin := ASCII_WITH_TWINS.get(key):
            assert twin in command.keys
        else:
            assert len(key_name(key)) > 1 or not key_name(key).isascii() or key_name(key).isalnum()


def test_a_line_of_text_takes_no_key_that_types_a_character() -> None:
    # Typing them must give text, so the bar's own commands may not use them.
    for context in TYPING:
        for command in commands(context):
            assert first_key(command, typing=True) is not None
            assert all(first_key(Command("x", (), (key,), "", ""), typing=True) for key in command.keys)


def test_labels_fit_a_key_bar_and_every_command_is_described() -> None:
    for command in COMMANDS:
        assert command.label and command.description


def test_key_names_are_those_on_the_keyboard() -> None:
    names = ("f3", "ctrl+p", "shift+left", "right_square_bracket", "fullwidth_solidus", "N", "escape")
    assert [key_name(key) for key in names] == ["F3", "Ctrl+P", "Shift+←", "]", "／", "N", "Esc"]


def test_help_lists_every_command_with_all_its_keys() -> None:
    from tui.i18n import _
    from tui.screens.help import sections

    for first in CONTEXTS:
        cells = [cell for block in sections(first) for column in block.columns for cell in column.cells]
        text = [str(cell) for cell in cells]
        for command in COMMANDS:
            assert _(command.description) in text
            assert any(all(key_name(key) in cell for key in command.keys) for cell in text)


def test_every_command_has_an_action_where_it_is_bound() -> None:
    from tui.app import DangjianApp
    from tui.screens.aside import AsideScreen
    from tui.screens.checking import CheckScreen
    from tui.screens.checking_choice import ChoiceScreen
    from tui.screens.compare import CompareScreen
    from tui.screens.draft import DraftScreen
    from tui.screens.draft_exporting import DraftExportScreen, WrittenScreen
    from tui.screens.drafts import DraftsScreen
    from tui.screens.exporting import ExportScreen
    from tui.screens.fields import FieldsScreen
    from tui.screens.importing import ImportScreen
    from tui.screens.importing_report import ImportReportScreen
    from tui.screens.library import LibraryScreen
    from tui.screens.movement import MovementScreen
    from tui.screens.outline import HeadingList, OutlineScreen
    from tui.screens.parallels import ParallelsScreen
    from tui.screens.parallels_text import TextScreen
    from tui.screens.question import QuestionScreen
    from tui.screens.reader import ReaderScreen
    from tui.screens.receipts import ReceiptsScreen
    from tui.screens.register_panes import Mentions
    from tui.screens.registers import RegistersScreen
    from tui.screens.search import SearchScreen
    from tui.screens.term import TermScreen
    from tui.screens.units import UnitList, UnitsScreen
    from tui.screens.uses import UseList, UsesScreen
    from tui.widgets.count_list import CountList
    from tui.widgets.document_table import DocumentTable
    from tui.widgets.draft_list import DraftList
    from tui.widgets.facets import FacetPanel
    from tui.widgets.file_tree import FileTree
    from tui.widgets.finding_list import FindingList
    from tui.widgets.heat import HeatTable
    from tui.widgets.mention_list import MentionList
    from tui.widgets.parallel_list import ParallelList
    from tui.widgets.reader import Reader
    from tui.widgets.receipt_list import ReceiptList
    from tui.widgets.register_list import RegisterList
    from tui.widgets.report_list import ReportList
    from tui.widgets.results import ResultList

    carriers: dict[Context, tuple[type, type]] = {
        "bar": (SearchScreen, SearchScreen),
        "list": (SearchScreen, ResultList),
        "facets": (SearchScreen, FacetPanel),
        "reader": (ReaderScreen, Reader),
        "find": (ReaderScreen, ReaderScreen),
        "outline": (OutlineScreen, HeadingList),
        "compare": (CompareScreen, Reader),
        "library": (LibraryScreen, DocumentTable),
        "filter": (LibraryScreen, LibraryScreen),
        "path": (ImportScreen, ImportScreen),
        "tree": (ImportScreen, FileTree),
        "import": (ImportScreen, ImportScreen),
        "running": (ImportReportScreen, ReportList),
        "report": (ImportReportScreen, ReportList),
        "receipts": (ReceiptsScreen, ReceiptList),
        "parallels": (ParallelsScreen, ParallelList),
        "parallels_text": (TextScreen, TextScreen),
        "movement": (MovementScreen, CountList),
        "term": (TermScreen, MentionList),
        "aside": (AsideScreen, AsideScreen),
        "heat": (HeatTable, HeatTable),
        "registers": (RegistersScreen, RegisterList),
        "register": (RegistersScreen, Mentions),
        "units": (UnitsScreen, UnitList),
        "fields": (FieldsScreen, FieldsScreen),
        "export": (ExportScreen, ExportScreen),
        "question": (QuestionScreen, QuestionScreen),
        "app": (DangjianApp, DangjianApp),
        "drafts": (DraftsScreen, DraftList),
        "draft": (DraftScreen, DraftScreen),
        "draft_query": (DraftScreen, DraftScreen),
        "draft_list": (DraftScreen, DraftScreen),
        "draft_reader": (DraftScreen, DraftScreen),
        "checking": (CheckScreen, FindingList),
        "picking": (ChoiceScreen, ChoiceScreen),
        "uses": (UsesScreen, UseList),
        "export_draft": (DraftExportScreen, DraftExportScreen),
        "exported": (WrittenScreen, WrittenScreen),
    }
    for context, (screen, pane) in carriers.items():
        for command in commands(context):
            owner = pane if command.movement else screen
            action = getattr(owner, f"action_{command.id}", None)
            assert action is not None, (context, command.id, owner)
            if command.counts:
                first = list(signature(action).parameters.values())[1]
                assert first.annotation.startswith("int"), f"a number cannot be given to {action}"


def test_bindings_carry_every_key_once() -> None:
    for context in CONTEXTS:
        bound = [key for binding in bindings(context) for key in binding.key.split(",")]
        assert sorted(bound) == sorted(set(bound))
