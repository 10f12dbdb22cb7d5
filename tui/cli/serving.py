"""``serve``: the interface in a browser of this machine."""

from __future__ import annotations

import argparse
import os
import shlex
import socket
import sys
from typing import TYPE_CHECKING

from index.errors import N_, UsageError, said_by_system
from tui.cli.output import say
from tui.cli.registry import Command
from tui.i18n import _

if TYPE_CHECKING:
    from index.library import Library

PORT = 8000
NO_EXTRA = N_("Serving needs the extra `web`; install it with: {python} -m pip install 'dangjian-tui[web]'")
NO_PORT = N_("Port {port} cannot be used ({detail}); name another with --port.")
NOT_A_PORT = N_("{port} is not a port; name one from 1024 to 65535 with --port.")


def _arguments(parser: argparse.ArgumentParser) -> None:
    text = _("the port on this machine (default: {port})").format(port=PORT)
    parser.add_argument("--port", metavar="N", default=str(PORT), help=text)


def _serve(_library: Library, arguments: argparse.Namespace) -> int:
    try:
        from tui.web.server import LOOPBACK, LocalServer
    except ImportError as error:
        raise UsageError(NO_EXTRA, python=shlex.quote(sys.executable)) from error
    port = _free(LOOPBACK, arguments.port)
    words = [sys.executable, "-m", "tui.cli"]
    if arguments.library:
        words += ["--library", arguments.library]
    if arguments.language:
        words += ["--language", arguments.language]
    server = LocalServer(shlex.join(words), port)
    say(_("The interface is at {address} until you press Ctrl+C.").format(address=server.address))
    say(
        _(
            "Everybody who works on this machine can open that page, and has your library and files there. "
            "Do not forward the port to others."
        )
    )
    # Browsers have all colours; the program looks for that where a terminal says it.
    os.environ["COLORTERM"] = "truecolor"
    server.serve()
    return 0


def _free(host: str, said: str) -> int:
    """The port that was named, if it can be listened on now."""
    if not (said.isascii() and said.isdecimal() and 1024 <= int(said) <= 65535):
        raise UsageError(NOT_A_PORT, port=said)
    with socket.socket() as probe:
        if os.name == "posix":
            # A port that was just given up is free; the server takes it so as well.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(said)))
        except OSError as error:
            raise UsageError(NO_PORT, port=said, detail=said_by_system(error)) from error
    return int(said)


COMMANDS = (
    Command(
        name="serve",
        summary=N_("Show the interface in a browser on this machine."),
        example="serve --port 8000",
        arguments=_arguments,
        run=_serve,
        reads_library=False,
    ),
)
