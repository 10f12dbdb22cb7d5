"""Copying: which ways are taken where, and that they are named truly."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tui import clipboard

TEXT = "“两个确立”\n第二行：！"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that alone is on the PATH; ``program(name)`` puts one there that keeps its input."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(
        shutil, "which", lambda name: str(tmp_path / name) if (tmp_path / name).exists() else None
    )
    return tmp_path


def program(folder: Path, name: str, body: str = "") -> None:
    target = folder / name
    target.write_text(f'#!/bin/sh\n{body}\ncat > "{folder}/{name}.got"\n')
    target.chmod(0o755)


def got(folder: Path, name: str) -> bytes | None:
    file = folder / f"{name}.got"
    return file.read_bytes() if file.exists() else None


def test_in_tmux_the_text_goes_through_tmux_and_not_through_osc_52(programs: Path) -> None:
    program(programs, "tmux")
    assert clipboard.send(TEXT, {"TMUX": "/tmp/x,1,0"}) == ("tmux",)
    assert got(programs, "tmux") == TEXT.encode()


def test_an_old_tmux_that_knows_no_w_gets_it_into_its_buffer(programs: Path) -> None:
    program(programs, "tmux", 'case "$*" in *-w*) exit 1;; esac')
    assert clipboard.send(TEXT, {"TMUX": "/tmp/x,1,0"}) == ("tmux",)
    assert got(programs, "tmux") == TEXT.encode()


def test_when_tmux_fails_the_terminal_is_asked(programs: Path) -> None:
    program(programs, "tmux", "exit 1")
    assert clipboard.send(TEXT, {"TMUX": "/tmp/x,1,0"}) == (clipboard.OSC52,)


def test_over_ssh_the_programs_of_the_far_desktop_are_left_alone(programs: Path) -> None:
    program(programs, "xclip")
    ways = clipboard.send(TEXT, {"SSH_CONNECTION": "a b c d", "DISPLAY": ":0"})
    assert ways == (clipboard.OSC52,)
    assert got(programs, "xclip") is None


@pytest.mark.parametrize(
    ("name", "environ"),
    [("wl-copy", {"WAYLAND_DISPLAY": "wayland-0"}), ("xclip", {"DISPLAY": ":0"})],
)
def test_on_a_local_desktop_its_program_gets_the_exact_bytes(
    programs: Path, name: str, environ: dict[str, str]
) -> None:
    program(programs, name)
    assert clipboard.send(TEXT, environ) == (clipboard.OSC52, name)
    assert got(programs, name) == TEXT.encode()


def test_windows_gets_utf_16_which_its_code_page_cannot_garble(programs: Path) -> None:
    program(programs, "clip.exe")
    assert clipboard.send(TEXT, {"WSL_DISTRO_NAME": "Ubuntu"}) == (clipboard.OSC52, "clip.exe")
    data = got(programs, "clip.exe")
    assert data is not None and data.decode("utf-16") == TEXT


def test_a_program_that_fails_is_not_named(programs: Path) -> None:
    program(programs, "wl-copy", "exit 3")
    program(programs, "xclip")
    environ = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}
    assert clipboard.send(TEXT, environ) == (clipboard.OSC52, "xclip")


def test_a_program_that_hangs_is_given_up(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "TIMEOUT", 0.2)
    program(programs, "xclip", "sleep 5")
    assert clipboard.send(TEXT, {"DISPLAY": ":0"}) == (clipboard.OSC52,)


def test_a_program_that_stays_behind_does_not_hold_up_the_copy(programs: Path) -> None:
    # xclip stays as the owner of the selection with its output open.
    (programs / "xclip").write_text(f'#!/bin/sh\ncat > "{programs}/xclip.got"\nsleep 3 &\n')
    (programs / "xclip").chmod(0o755)
    assert clipboard.send(TEXT, {"DISPLAY": ":0"}) == (clipboard.OSC52, "xclip")
