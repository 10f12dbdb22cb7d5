"""The system clipboard, by every way that works here, and honest about which one was taken.

An application's own OSC 52 cannot report success, and tmux drops it unless told otherwise, while
``tmux load-buffer -w`` gets through. Programs of the desktop are only of use where the desktop is, not over
SSH.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

TIMEOUT = 2.0  # seconds; a clipboard program that hangs must not hold up the interface

OSC52 = "OSC 52"


def send(text: str, environ: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Send ``text`` by all ways that apply; return the names of those that were taken.

    ``"OSC 52"`` among them is left to the caller, who owns the terminal. An empty tuple never comes back.
    """
    environ = os.environ if environ is None else environ
    ways = []
    if environ.get("TMUX") and (
        _run(["tmux", "load-buffer", "-w", "-"], text.encode())
        # tmux before 3.2 knows no -w: its own buffer at least.
        or _run(["tmux", "load-buffer", "-"], text.encode())
    ):
        ways.append("tmux")
    else:
        ways.append(OSC52)
    for command, data in _desktop(text, environ):
        if shutil.which(command[0]) and _run(command, data):
            ways.append(command[0])
            break
    return tuple(ways)


def _desktop(text: str, environ: Mapping[str, str]) -> list[tuple[list[str], bytes]]:
    """The clipboard programs of the desktop this process runs on, with the bytes that each expects."""
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return []
    commands: list[tuple[list[str], bytes]] = []
    if sys.platform == "darwin":
        # pbcopy reads in the locale's encoding, which is not always UTF-8 under cron, tmux or IDEs.
        commands.append((["pbcopy"], text.encode()))
    if environ.get("WAYLAND_DISPLAY"):
        commands.append((["wl-copy"], text.encode()))
    if environ.get("DISPLAY"):
        commands.append((["xclip", "-selection", "clipboard"], text.encode()))
    if environ.get("WSL_DISTRO_NAME"):
        # clip.exe takes bytes for the code page of the console unless they begin with a UTF-16 mark.
        commands.append((["clip.exe"], b"\xff\xfe" + text.encode("utf-16-le")))
    return commands


def desktop_program(environ: Mapping[str, str]) -> str | None:
    """The clipboard program of the desktop this process runs on, if it is there."""
    return next((command[0] for command, _ in _desktop("", environ) if shutil.which(command[0])), None)


def _run(command: list[str], data: bytes) -> bool:
    """Whether ``command`` took ``data`` on its standard input and ended well."""
    environ = {**os.environ, "LC_CTYPE": "UTF-8"} if command[0] == "pbcopy" else None
    try:
        # No pipes for its output: xclip and wl-copy stay behind as the owners of the selection.
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT,
            check=False,
            env=environ,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
