"""The card of a term, or of any word: what it means, where and when it is used, every mention of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer

from index.model import Hit, Span
from tui import movement, terms
from tui.env import wide_punctuation
from tui.exporting import stats_table
from tui.i18n import _, ngettext_, translate_error
from tui.keymap import Context, bindings
from tui.messages import Failed, Purpose
from tui.movement import Subject
from tui.screens.desk import Desk
from tui.screens.fresh import Fresh
from tui.screens.parted import PartedScreen
from tui.services import Work
from tui.terms import CardReady, Mention, MentionsReady, PlacesReady, Sought
from tui.text.counts import ALL, count_of, grid, sparkline
from tui.text.heat import name
from tui.widgets.heat import HeatTable
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line, StatusLine
from tui.widgets.mention_list import MentionList
from tui.widgets.paged_rows import PagedRows
from tui.widgets.part_line import PartLine
from tui.widgets.prose import Prose
from tui.widgets.rows import RowList

AGAIN = 2.0
"""Seconds after which a card that is not complete is asked for again."""
_VARIANTS = 8
_SENTENCE = 160
"""Characters shown of the sentence that defines a term; its key leads to all of it."""
_BARS = 6
"""Provinces named beside the bars."""


class TermScreen(Fresh, PartedScreen):
    """``sought``: a place to find the term at, or what is known already. The frame stands at once."""

    DEFAULT_CSS = """
    TermScreen #name { color: $text-primary; text-style: bold; }
    TermScreen #meaning { padding: 0 1; max-height: 9; }
    TermScreen #facts { padding: 0 1; color: $text-muted; }
    TermScreen #bars { color: $foreground; }
    TermScreen #none { display: none; padding: 1 2; color: $text-muted; height: 1fr; }
    TermScreen HeatTable { display: none; }
    TermScreen.-places HeatTable { display: block; }
    TermScreen.-places MentionList { display: none; }
    TermScreen.-empty HeatTable, TermScreen.-empty MentionList, TermScreen.-empty PartLine { display: none; }
    TermScreen.-empty #none { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("term", movement=False)]
    AUTO_FOCUS = "MentionList"

    def __init__(self, desk: Desk, sought: Sought | Subject) -> None:
        super().__init__(desk, 2)
        self._sought = sought
        self.card: CardReady | None = None
        self._ticket = self._more = 0
        self._timer: Timer | None = None

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return ("term", "heat") if self._part else ("term",)

    @property
    def list(self) -> MentionList:
        """The mentions."""
        return self.query_one(MentionList)

    @property
    def table(self) -> HeatTable:
        """Its places and years."""
        return self.query_one(HeatTable)

    @property
    def subject(self) -> Subject | None:
        """The term or word, as soon as it is known which."""
        if self.card is not None:
            return self.card.subject
        return self._sought if isinstance(self._sought, Subject) else None

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield Line("name")
        yield Prose(id="facts")
        yield Prose(id="meaning")
        yield Line("bars")
        yield PartLine()
        yield MentionList()
        yield HeatTable()
        yield Prose(id="none")
        yield StatusLine("status")
        yield KeyBar("term")

    def on_mount(self) -> None:
        """Ask for the card; its frame stands meanwhile."""
        self.refresh_status(self.desk.banner)
        known = self.subject
        self.query_one("#name", Line).say(known.name if known is not None else _("Term"))
        self.query_one("#facts", Prose).update(_("Looking it up…"))
        self._ask()

    def on_unmount(self) -> None:
        """Nobody wants it any more."""
        for channel in ("term", "mentions"):
            self.desk.service.cancel(channel)

    def library_changed(self, _ids: Sequence[int] = ()) -> None:
        """Other texts may say other things."""
        self._ask()

    def _ask(self) -> None:
        if isinstance(self._sought, Sought):
            self._submit(terms.card(self._sought))
        else:
            self._submit(terms.card_of(self._sought))

    def _submit(self, work: Work) -> None:
        self._ticket = self.desk.service.submit("term", self.post_message, work)

    @on(Failed)
    def _not_found(self, event: Failed) -> None:
        if event.channel == "term" and event.ticket == self._ticket:
            event.prevent_default()
            event.stop()
            self._tell_none(translate_error(event.error))

    # What it shows

    @on(CardReady)
    def _ready(self, event: CardReady) -> None:
        event.stop()
        if event.ticket != self._ticket:
            return
        self.card = event
        if event.incomplete is not None:
            self._ask_again()
        subject, whole = event.subject, event.whole
        if subject is None:
            self._tell_none(
                _("There is no term at this place. Esc goes back; select a word there (v), then t again.")
            )
            return
        title = f"{subject.name}  ·  {terms.kind_of(event.term)}"
        self.query_one("#name", Line).say(title)
        if whole is None or not whole.documents:
            none = _(
                "No document has {name} as it stands here. Esc goes back; r searches for it, and finds what "
                "is alike or related too."
            )
            self._tell_none(none.format(name=subject.name))
            return
        self.remove_class("-empty")
        facts = [movement.of_count(count_of(whole))]
        if whole.first:
            dates = dict.fromkeys(date for date in (whole.first, whole.last) if date)
            facts.insert(0, _("used {dates}").format(dates=" – ".join(dates)))
        if event.marked:
            marked = ngettext_(
                "as a term in {documents} document", "as a term in {documents} documents", event.marked
            )
            facts.append(marked.format(documents=f"{event.marked:,}"))
        if event.incomplete is not None:
            so_far = _("not complete: {done} of {of} documents are read")
            facts.insert(0, so_far.format(done=event.incomplete.done, of=event.incomplete.of))
        self.query_one("#facts", Prose).update(" · ".join(facts))
        self.query_one("#meaning", Prose).update(self._meaning())
        self.query_one("#bars", Line).say(self._bars())
        self.list.show(0, event.mentions, len(event.places), max(0, self.list.current))
        if len(event.places) < event.total:
            work = terms.further_places(subject.query)
            self._more = self.desk.service.submit("mentions", self.post_message, work)
        self.show_part()

    def _ask_again(self) -> None:
        """While documents are still being read for it, the card grows."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(AGAIN, self._ask)

    def _tell_none(self, why: str) -> None:
        self.add_class("-empty")
        self.query_one("#facts", Prose).update("")
        self.query_one("#meaning", Prose).update("")
        self.query_one("#bars", Line).say("")
        self.query_one("#none", Prose).update(why)
        self.set_focus(None)

    def _meaning(self) -> str:
        """What it stands for, the sentence that defines it, its other forms, its instances."""
        assert self.card is not None
        term = self.card.term
        if term is None:
            return ""
        said = term.definition.text.replace("\n", "")
        said = said if len(said) <= _SENTENCE else said[:_SENTENCE] + "…"
        forms = terms.variants_of(term)
        variants = "、".join(forms[:_VARIANTS]) + ("…" if len(forms) > _VARIANTS else "")
        parts = [
            terms.meaning_of(term),
            _("{sentence} — {document}").format(sentence=said, document=self.card.defined_in),
            _("Also written: {variants}").format(variants=variants) if variants else "",
            terms.instances_of(term),
        ]
        return "\n".join(part for part in parts if part)

    def _bars(self) -> str:
        """Years as bars, then where it is said most."""
        assert self.card is not None
        years = grid(self.card.crossed)
        known = [year for year in years.columns if isinstance(year, int)]
        most = sorted(self.card.regions, key=lambda row: -row.documents)
        places = [f"{name(row.key['region'])} {row.documents:,}" for row in most if row.documents]
        shown = " · ".join(places[:_BARS]) + (" …" if len(places) > _BARS else "")
        if not known:
            return shown
        bars = sparkline(years.series(ALL, "documents"), ambiguous_wide=wide_punctuation())
        return f"{known[0]} {bars} {known[-1]}   {shown}"

    def show_part(self) -> None:
        """Show the mentions, or the table of places and years."""
        if self.card is None or self.has_class("-empty"):
            return
        used = sum(bool(row.documents) for row in self.card.regions)
        parts = [(_("mentions"), self.card.total), (_("provinces and years"), used)]
        self.query_one(PartLine).show(parts, self._part)
        self.set_class(bool(self._part), "-places")
        if self._part:
            counts = movement.grid_of(self.card.crossed, "region", "documents", "documents")
            self.table.show(counts, "documents", _("province"))
            self.set_focus(self.table)
        else:
            self.set_focus(self.list)
        self.refresh_keys()

    @on(PagedRows.Wanted)
    def _go_on(self, event: PagedRows.Wanted) -> None:
        self._fetch(event.start)

    def _fetch(self, start: int) -> None:
        if self.card is not None:
            work = terms.mentions(self.card.places, start)
            self._more = self.desk.service.submit("mentions", self.post_message, work)

    @on(PlacesReady)
    def _listed(self, event: PlacesReady) -> None:
        event.stop()
        if event.ticket == self._more and self.card is not None:
            self.card = replace(self.card, places=event.places)
            self.list.count(len(event.places))
            if len(event.places) < self.card.total:
                some = _("the newest {number} are listed").format(number=f"{len(event.places):,}")
                self.refresh_status(some, self.desk.banner)

    @on(MentionsReady)
    def _further(self, event: MentionsReady) -> None:
        event.stop()
        if event.ticket == self._more:
            self.list.add(event.start, event.mentions)

    def action_sort(self) -> None:
        """The oldest mention first, or the newest."""
        if self.card is None or self._part or self.has_class("-empty"):
            return
        if len(self.card.places) < self.card.total:
            self.say(_("Only the newest mentions are listed; narrow it down (r) to see the oldest."))
            return
        self.card = replace(self.card, places=self.card.places[::-1], mentions=())
        self.list.show(0, (), len(self.card.places))
        self.list.action_top()
        self._fetch(0)

    # Ways on

    def action_open(self) -> None:
        """Read the document of a mention at its place; of a table's cell, its documents."""
        if self._part:
            self._open_cell()
        elif (mention := self.list.mention) is not None:
            self._read(mention)

    @on(RowList.Opened, "#mentions")
    def _opened(self, event: RowList.Opened) -> None:
        event.stop()
        self.action_open()

    def _read(self, mention: Mention) -> None:
        """Read a mention; ] and [ go through the documents of those that are known."""
        from tui.screens.reader import ReaderScreen

        known = sorted(self.list.items.items())
        documents = {one.document.id: one.document for _row, one in known if one is not None}
        hits = [Hit(document, 0.0, 0, 0, False, False, ()) for document in documents.values()]
        index = list(documents).index(mention.document.id)
        query = self.subject.query if self.subject is not None else ""
        self.app.push_screen(ReaderScreen(self.desk, query, hits, index, mention.line.start, ()))

    @on(HeatTable.Chosen)
    def _open_cell(self) -> None:
        from tui.screens.aside import AsideScreen

        count = self.table.count
        if self.subject is None:
            return
        if count is None or not count.documents:
            self.say(_("No document of this place and year has it; choose a cell with a number."))
            return
        query = movement.narrowed_to(self.subject.query, "region", *self.table.place)
        self.app.push_screen(AsideScreen(self.desk, query))

    def action_definition(self) -> None:
        """To the sentence that defines it."""
        from tui.screens.reader import ReaderScreen

        card = self.card
        if card is None or card.term is None or card.definition is None or card.subject is None:
            self.say(_("No text defines it: it is no known term."))
            return
        at = card.term.definition
        hits = [Hit(card.definition, 0.0, 0, 0, False, False, ())]
        place = [Span(at.start, at.end)]
        self.app.push_screen(ReaderScreen(self.desk, card.subject.query, hits, 0, at.start, (), place))

    def action_movement(self) -> None:
        """How it moves over places and years."""
        from tui.screens.movement import MovementScreen

        if self.subject is not None:
            self.app.push_screen(MovementScreen(self.desk, self.subject))

    def action_search(self) -> None:
        """Its documents as results."""
        from tui.screens.aside import AsideScreen

        if self.subject is not None:
            self.app.push_screen(AsideScreen(self.desk, self.subject.query))

    def action_export(self) -> None:
        """Write the open part to a file."""
        from tui.screens.exporting import export_from

        if self.card is None or self.subject is None or self.has_class("-empty"):
            return
        if self._part:
            table = stats_table(self.card.crossed, ("region", "year"))
            export_from(self, f"{self.subject.name}_{_('provinces and years')}", lambda *_: table)
        else:
            places = self.card.places
            source = lambda library, _ticket: terms.table_of(library, places)  # noqa: E731
            export_from(self, f"{self.subject.name}_{_('mentions')}", source)

    def action_copy_cited(self) -> None:
        """Copy the sentence of the mention with its citation."""
        self._take("copy_cited")

    def action_append(self) -> None:
        """Append the sentence of the mention to the draft."""
        self._take("append")

    def _take(self, purpose: Purpose) -> None:
        mention = None if self._part else self.list.mention
        if mention is not None:
            span = Span(mention.line.start, mention.line.end)
            self.quote(purpose, mention.document, span, whole=False)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss()
