"""What the terminal can do, as far as it can be known: measured, or said by itself in the environment."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping

from index.errors import N_, Sentence
from index.model import Check
from tui.preferences import WIDE

SIGNS = "“…—·"
"""What some terminals draw two cells wide, in fonts for East Asia (UAX 11: ambiguous)."""
PATIENCE = 0.3
"""Seconds to wait for the terminal's answer: more than a round trip over a slow line takes."""
_ANSWER = re.compile(rb"\x1b\[(\d+);(\d+)R")
SMALLEST = (80, 24)

SIZE = N_("{columns} x {rows} cells")
SMALL = N_("{columns} x {rows} cells; from 80 x 24 on all fits: enlarge the window")
NONE = N_("the output is not a terminal; run this in the one you work in")
COLOURS = {
    "many": N_("16 million colours"),
    "some": N_("256 colours"),
    "few": N_("16 colours: the terminal's own are used"),
    "none": N_("no colours (NO_COLOR): what matters has signs too"),
}
NARROW = N_("“ ” … — · take one cell")
WIDE_SIGNS = N_("“ ” … — · take two cells; they are drawn as their narrow twins")
UNMEASURED = N_("the terminal does not tell how wide “ ” … — · are; one cell is assumed (wide_punctuation)")
TMUX = N_("copied through tmux ({version})")
DESKTOP = N_("copied by {program}")
ONLY_OSC52 = N_("copied by OSC 52, which not every terminal takes; each quotation is in the log as well")
LANGUAGE_SAID = N_("the interface speaks {language}")
CONFIG_READ = N_("{path} is read")
CONFIG_NONE = N_("there is none ({path}); `dangjian-tui config` makes one")


def measured() -> bool | None:
    """Whether the signs are two cells wide: they are written, and the terminal is asked where its cursor is.

    ``None`` where nobody answers. What is typed meanwhile is lost, so it is asked before anything is shown.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    try:
        import select
        import termios
        import tty
    except ImportError:  # Windows
        return None
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    answer = b""
    try:
        tty.setcbreak(descriptor, termios.TCSANOW)
        os.write(sys.stderr.fileno(), f"\r{SIGNS}\x1b[6n".encode())
        while not _ANSWER.search(answer):
            if not select.select([descriptor], [], [], PATIENCE)[0]:
                return None
            answer += os.read(descriptor, 64)
    except OSError:
        return None
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)
        # Away with the signs.
        os.write(sys.stderr.fileno(), b"\r\x1b[K")
    found = _ANSWER.search(answer)
    return found is not None and int(found[2]) - 1 > len(SIGNS)


def learn_width() -> None:
    """Measure the signs' width for the whole program, unless somebody has said it."""
    if WIDE not in os.environ and (wide := measured()) is not None:
        os.environ[WIDE] = "1" if wide else "0"


def colours(environ: Mapping[str, str]) -> str:
    """many, some, few or none."""
    if environ.get("NO_COLOR"):
        return "none"
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "many"
    return "some" if environ.get("TERM", "").endswith("256color") else "few"


def checks(environ: Mapping[str, str] | None = None) -> list[Check]:
    """What ``doctor`` says of the terminal, the language and the configuration file."""
    from tui import i18n, preferences

    environ = os.environ if environ is None else environ
    found = [_size(), Check("colours", True, Sentence(COLOURS[colours(environ)])), _width(environ)]
    found.append(_copying(environ))
    found.append(Check("language", True, Sentence(LANGUAGE_SAID, language=i18n.language())))
    path = preferences.config_path()
    problems = preferences.read(path).problems
    if problems:
        found += [Check("configuration", False, problem) for problem in problems]
    else:
        said = CONFIG_READ if path.exists() else CONFIG_NONE
        found.append(Check("configuration", True, Sentence(said, path=path)))
    return found


def _size() -> Check:
    try:
        columns, rows = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return Check("terminal", True, Sentence(NONE))
    fits = columns >= SMALLEST[0] and rows >= SMALLEST[1]
    return Check("terminal", fits, Sentence(SIZE if fits else SMALL, columns=columns, rows=rows))


def _width(environ: Mapping[str, str]) -> Check:
    said = environ.get(WIDE, "")
    wide = said != "0" if said else measured()
    detail = UNMEASURED if wide is None else WIDE_SIGNS if wide else NARROW
    return Check("width", True, Sentence(detail))


def _copying(environ: Mapping[str, str]) -> Check:
    from tui.clipboard import desktop_program

    if environ.get("TMUX"):
        return Check("clipboard", True, Sentence(TMUX, version=environ.get("TERM_PROGRAM_VERSION", "?")))
    program = desktop_program(environ)
    detail = Sentence(DESKTOP, program=program) if program else Sentence(ONLY_OSC52)
    return Check("clipboard", True, detail)
