"""The interface in a browser: on this machine alone, for its own page alone."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from index.errors import UsageError
from tui.cli.parser import read_arguments


@pytest.fixture
def address() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "tui.cli", "--library", "sample", "serve", "--port", str(port)]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)


async def page(address: str, **headers: str) -> tuple[int, str]:
    """The page, as soon as the server is up."""
    async with aiohttp.ClientSession(headers=headers) as session:
        for _again in range(200):
            try:
                async with session.get(address) as answer:
                    return answer.status, await answer.text()
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.1)
    raise AssertionError("the server is not up")


async def test_the_page_asks_no_other_machine_for_anything(address: str) -> None:
    status, text = await page(address)
    assert status == 200
    own = text.replace(address, "").replace(address.replace("http:", "ws:"), "")
    assert "http:" not in own and "https:" not in own


async def test_the_interface_is_drawn_in_it(address: str) -> None:
    await page(address)
    drawn = b""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{address}/ws?width=80&height=24", origin=address) as socket_,
    ):
        while "示例语料".encode() not in drawn:
            drawn += (await socket_.receive(timeout=60)).data or b""
    assert b"\x1b[" in drawn


async def test_pages_of_other_sites_are_not_answered(address: str) -> None:
    await page(address)
    assert (await page(address, Origin="http://other.example"))[0] == 403
    assert (await page(address, Host="other.example"))[0] == 403
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"{address}/ws", origin="http://other.example")


@pytest.mark.parametrize("port", ["0", "80", "x", "70000", "８０００"])
def test_a_port_that_cannot_be_is_told(port: str) -> None:
    command, values = read_arguments(["serve", "--port", port])
    assert command is not None
    with pytest.raises(UsageError, match="1024"):
        command.run(None, values)  # type: ignore[arg-type]


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command, values = read_arguments(["serve", "--port", str(taken.getsockname()[1])])
        assert command is not None
        with pytest.raises(UsageError, match="--port"):
            command.run(None, values)  # type: ignore[arg-type]


@pytest.mark.skipif(not shutil.which("chromium"), reason="no Chromium here")
async def test_chromium_shows_it(address: str, tmp_path: Path) -> None:
    await page(address)
    quiet = "--disable-quic --no-first-run --disable-background-networking --disable-component-update"
    words = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", *quiet.split(), "--dump-dom"]
    words += [f"--user-data-dir={tmp_path}", "--virtual-time-budget=20000", address]
    environ = {**os.environ, "HOME": str(tmp_path)}
    done = await asyncio.to_thread(
        subprocess.run, words, capture_output=True, text=True, timeout=120, check=False, env=environ
    )
    # Textual's page says so when the program has drawn something.
    assert "-first-byte" in done.stdout and "xterm-screen" in done.stdout
