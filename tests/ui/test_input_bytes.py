"""Bytes that the terminal sends."""

from __future__ import annotations

import asyncio
import os
import sys
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual import events
from textual.message import Message

from tui.input_bytes import tolerant

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has another driver")


class Program:
    """As much of an app as a driver needs."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def call_later(self, callback: object, *parameters: object) -> None:
        self.told += parameters

    def _handle_exception(self, error: Exception) -> None: ...


def read(sent: bytes, program: Program, *, broken: bool = False) -> str:
    """The characters that come of what a terminal sends."""
    from textual.drivers.linux_driver import LinuxDriver

    async def made() -> Any:  # a driver wants a loop
        return cast(Any, tolerant(LinuxDriver))(program)

    driver = asyncio.run(made())
    messages: list[Message] = []

    def process(message: Message) -> None:
        if broken:
            raise ValueError("a mistake of the program")
        messages.append(message)

    driver.process_message = process
    reading, writing = os.pipe()
    try:
        os.write(writing, sent)
        driver.fileno = reading
        driver.exit_event = SimpleNamespace(is_set=iter([False, True]).__next__)  # it looks once
        driver._run_input_thread()
    finally:
        os.close(reading)
        os.close(writing)
    return "".join(message.character or "" for message in messages if isinstance(message, events.Key))


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("党建".encode(), "党建"),
        ("党建".encode("gb18030") + b"ok", "����ok"),
        ("党".encode()[:2] + b"ok", "�ok"),
        (b"\xff\xfe", "��"),
    ],
    ids=["utf-8", "gbk", "half a character", "never utf-8"],
)
def test_what_is_no_utf_8_is_replaced_and_ends_nothing(sent: bytes, typed: str) -> None:
    program = Program()
    assert (read(sent, program), program.told) == (typed, [])


def test_a_mistake_in_reading_is_told_as_any_other() -> None:
    program = Program()
    read(b"a", program, broken=True)
    assert [type(error) for error in program.told] == [ValueError]


def test_another_driver_stays_as_it_is() -> None:
    from textual.drivers.headless_driver import HeadlessDriver

    assert tolerant(HeadlessDriver) is HeadlessDriver
