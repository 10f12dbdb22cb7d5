"""A form of one-line fields: correcting a document, setting fields of many, options of an import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui import upkeep
from tui.fields import LABELS, UNKNOWN, Field
from tui.i18n import _, translate_error
from tui.keymap import bindings
from tui.messages import Failed, FieldsRight
from tui.services import LibraryService
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line
from tui.widgets.prose import Prose


class FieldInput(Input):
    """One value. Keys of the form go to the form."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("fields", namespace="screen", priority=True)]

    def __init__(self, field: Field) -> None:
        super().__init__(field.value, compact=True, id=f"field-{field.name}")
        self.field = field
        self.cursor_blink = False


_FIELDS, _AROUND = 16, 9
"""Fields that are seen at once, and rows that the rest of the screen takes."""


class FieldsScreen(ModalScreen[dict[str, str] | None]):
    """Dismissed with the fields that were changed, or ``None``: cancelled.

    With ``blank`` it is those that are filled in, and ``-`` means unknown. Values of metadata fields are
    checked before the form is left.
    """

    CSS = """
    FieldsScreen { align: center top; background: $background 60%; }
    FieldsScreen > Vertical {
        width: 90; max-width: 98%; height: auto; max-height: 95%; margin-top: 1;
        border: round $primary; background: $surface; padding: 0 1;
    }
    FieldsScreen .title { text-style: bold; }
    FieldsScreen VerticalScroll { height: auto; }
    FieldsScreen Horizontal { height: 1; }
    FieldsScreen .label { width: 12; color: $text-muted; }
    FieldsScreen FieldInput { width: 1fr; background: $panel; }
    FieldsScreen FieldInput:focus { background: $primary-muted; }
    FieldsScreen #hint { height: 2; color: $text-muted; padding: 0; }
    FieldsScreen #problem { padding: 0; }
    """

    def __init__(
        self, service: LibraryService, title: str, fields: Sequence[Field], *, blank: bool = False
    ) -> None:
        super().__init__()
        self._service = service
        self._title = title
        self._fields = fields
        self._blank = blank
        self._checking = self._leaving = False

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Vertical():
            yield Static(self._title, classes="title", markup=False)
            with VerticalScroll():
                for field in self._fields:
                    with Horizontal():
                        yield Static(field.label, classes="label", markup=False)
                        yield FieldInput(field)
            yield Prose(id="hint")
            yield Line("problem")
        yield KeyBar("fields")

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.set_focus(self.inputs[0])

    def on_resize(self, event: events.Resize) -> None:
        """In a low window fields are scrolled rather than that what is said of them has no room."""
        self.query_one(VerticalScroll).styles.max_height = max(1, min(_FIELDS, event.size.height - _AROUND))

    @property
    def inputs(self) -> list[FieldInput]:
        """The lines of the form."""
        return list(self.query(FieldInput))

    @property
    def changed(self) -> dict[str, str]:
        """What the form is dismissed with."""
        given = {one.field.name: one.value.strip() for one in self.inputs}
        if not self._blank:
            before = {one.field.name: one.field.value for one in self.inputs}
            return {name: value for name, value in given.items() if value != before[name]}
        return {name: "" if value == UNKNOWN else value for name, value in given.items() if value}

    @on(events.DescendantFocus)
    def _explain(self) -> None:
        if isinstance(self.focused, FieldInput):
            hint = self.focused.field.hint
            if not hint:
                hint = _("Empty: stays as it is. - : unknown.") if self._blank else _("Empty means unknown.")
            self.query_one("#hint", Prose).update(hint)

    def action_next_field(self) -> None:
        """The next field; after the last, save."""
        inputs = self.inputs
        position = inputs.index(self.focused) + 1 if isinstance(self.focused, FieldInput) else 0
        if position < len(inputs):
            self.set_focus(inputs[position])
        else:
            self.action_save()

    def action_previous_field(self) -> None:
        """The field before."""
        inputs = self.inputs
        position = inputs.index(self.focused) if isinstance(self.focused, FieldInput) else 0
        self.set_focus(inputs[max(0, position - 1)])

    def action_save(self) -> None:
        """Leave with what was changed, if it is right."""
        changed = self.changed
        known = {name: value for name, value in changed.items() if name in LABELS}
        if not known:
            self.dismiss(changed)
        elif not self._checking:
            self._checking = True
            self._service.submit("fields", self.post_message, upkeep.check_fields(known))

    def action_cancel(self) -> None:
        """Leave everything as it was; where something was typed, at the second time."""
        if self._typed() and not self._leaving:
            self._leaving = True
            self.query_one("#problem", Line).say(
                _("Esc again leaves without saving what was typed; F2 saves.")
            )
        else:
            self.dismiss(None)

    def _typed(self) -> bool:
        return any(one.value != one.field.value for one in self.inputs)

    @on(Input.Changed)
    def _goes_on(self) -> None:
        self._leaving = False

    @on(FieldsRight)
    def _right(self, event: FieldsRight) -> None:
        event.stop()
        self.dismiss(self.changed)

    @on(Failed)
    def _wrong(self, event: Failed) -> None:
        event.stop()
        self._checking = False
        value = event.error.fields.get("value")
        for one in self.inputs:
            if value is not None and " ".join(one.value.split()) == value:
                self.set_focus(one)
        self.query_one("#problem", Line).say(translate_error(event.error), problem=True)
