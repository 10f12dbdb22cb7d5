"""Ways on from a row of a register: a unit only, the card of a term, a file, the draft."""

from __future__ import annotations

from textual import on

from index.library.rows.listing import TermRow
from tui.i18n import _
from tui.messages import Purpose
from tui.movement import Subject
from tui.parallels import literal
from tui.registers import asking
from tui.registers.asking import Asked, UnitsReady
from tui.registers.kinds import REGISTERS
from tui.screens.desk import Desk
from tui.screens.register_panes import RegisterPanes
from tui.widgets.register_list import RegisterList


class RegisterWays(RegisterPanes):
    """``asked`` is what is listed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.asked = Asked(REGISTERS[0])
        self.unit: str | None = None
        """Only figures of this one; "": bare numbers."""
        self._units = 0

    @property
    def rows(self) -> RegisterList:
        """The rows."""
        return self.query_one(RegisterList)

    def action_unit(self) -> None:
        """Choose a unit."""
        if self.asked.register.kind == "figures":
            self._units = self.desk.service.submit("units", self.post_message, asking.units)
        else:
            self.say(_("Only figures have units; 3 goes to them."))

    @on(UnitsReady)
    def _choose_unit(self, event: UnitsReady) -> None:
        from tui.screens.units import UnitsScreen

        event.stop()
        if event.ticket == self._units and self.is_current:
            self.app.push_screen(UnitsScreen(event.units, self.unit), self._unit_chosen)

    def _unit_chosen(self, chosen: tuple[str | None] | None) -> None:
        if chosen is not None and chosen[0] != self.unit:
            self.unit = chosen[0]
            self.list_rows()

    def action_term(self) -> None:
        """All about this term."""
        if (subject := self._subject()) is not None:
            self.open_term(subject)

    def action_movement(self) -> None:
        """How the term moves over places and years."""
        from tui.screens.movement import MovementScreen

        if (subject := self._subject()) is not None:
            self.app.push_screen(MovementScreen(self.desk, subject))

    def _subject(self) -> Subject | None:
        line = self.rows.line
        if line is None or not isinstance(line.row, TermRow):
            self.say(_("Only formulae and mechanisms are terms; 1 and 2 go to them."))
            return None
        name = line.row.term
        return Subject(literal(name), name, self.key_of(line))

    def action_export(self) -> None:
        """Write the register, as it is filtered and sorted, to a file."""
        from tui.registers.tables import table_of
        from tui.screens.exporting import export_from

        if self.rows.total:
            export_from(self, _(self.asked.register.name), table_of(self.asked))

    def action_copy_cited(self) -> None:
        """Copy with the citation."""
        self._take("copy_cited")

    def action_append(self) -> None:
        """Append to the draft."""
        self._take("append")

    def _take(self, purpose: Purpose) -> None:
        taken = self.taken()
        if taken is None:
            self.say(_("Enter goes to the places of this row; what stands there can be taken."))
            return
        document, span, widened = taken
        self.quote(purpose, document, span, whole=not widened)
