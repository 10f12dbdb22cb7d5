"""Screens that are opened often get their styles once, and bring no sheet that has all sheets read again."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.screen import Screen
from textual.widgets import Static

from tui.screens.fresh import Fresh
from tui.screens.movement import MovementScreen
from tui.screens.registers import RegistersScreen
from tui.screens.term import TermScreen


class Counted(Fresh, Screen[None]):
    """Its only widget is red once the screen has a class."""

    DEFAULT_CSS = "Counted.-red Static { color: red; }"

    def compose(self):  # type: ignore[no-untyped-def]
        yield Static("字")


async def test_a_class_that_a_screen_gets_later_has_its_styles() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        screen = Counted()
        await app.push_screen(screen)
        await pilot.pause()
        plain = screen.query_one(Static).styles.color
        screen.add_class("-red")
        await pilot.pause()
        assert screen.query_one(Static).styles.color.rgb == (255, 0, 0) != plain.rgb


@pytest.mark.parametrize("screen", [RegistersScreen, TermScreen, MovementScreen])
def test_a_screen_has_its_styles_among_those_of_its_widgets(screen: type[Screen[None]]) -> None:
    assert not screen.CSS and screen.DEFAULT_CSS
    assert issubclass(screen, Fresh)
