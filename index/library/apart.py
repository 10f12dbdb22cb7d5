"""An import in a process of its own: whoever asked for it goes on, hears how far it is, and may stop it.

Run as ``python -m index.library.apart``: the request is the first line of standard input, progress and the
answer are lines of JSON on standard output. When standard input says ``stop`` or ends, the import ends as
with Ctrl-C: what is done is kept.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from time import monotonic
from typing import IO, Any

from index import errors
from index.errors import N_, DangjianError, LibraryError, Sentence
from index.model import ImportedFile, ImportReport

ENDED = N_("The import broke off ({detail}); what was done is kept: import the same paths again to go on.")
_EVERY = 0.1  # seconds between two lines about progress


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import: ``paths``, the user's ``values`` for all of it, more ``options`` of ``import_paths``.

    ``library`` is what ``Library.open`` gets.
    """

    library: str | None
    paths: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """``done`` of ``total`` files are done; ``path`` is the next one. ``waiting``: for another program, which
    writes to the library.
    """

    done: int
    total: int
    path: str
    waiting: bool = False


Told = Moved | ImportReport | DangjianError
"""Progress, then the report or why there is none."""


class ImportProcess:
    """One import; ``tell`` is called in a thread of its own, last of all with the report or an error."""

    def __init__(self, request: ImportRequest, tell: Callable[[Told], object]) -> None:
        self._tell = tell
        self._process = subprocess.Popen(
            # -P: a folder named `index` where the user is must not be taken for ours.
            [sys.executable, "-P", "-m", "index.library.apart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is not for it
        )
        self._listener = threading.Thread(target=self._listen, name="importing", daemon=True)
        self._listener.start()
        asked = {"library": request.library, "paths": request.paths}
        self._say(json.dumps({**asked, "values": dict(request.values), "options": dict(request.options)}))

    def stop(self) -> None:
        """Ask it to end after the file it is at; the report still comes."""
        self._say("stop")

    def close(self, timeout: float = 5.0) -> None:
        """Make sure that it is gone: asked first, ended after ``timeout`` seconds. What is done is kept."""
        with suppress(OSError, ValueError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join(timeout)

    def _say(self, line: str) -> None:
        with suppress(OSError, ValueError):  # it has ended
            if self._process.stdin is not None:
                self._process.stdin.write(line + "\n")
                self._process.stdin.flush()

    def _listen(self) -> None:
        told: Told | None = None
        assert self._process.stdout is not None
        with self._process.stdout as said:
            for line in said:
                with suppress(ValueError, KeyError, TypeError):
                    told = _read(json.loads(line))
                    self._tell(told)
        code = self._process.wait()
        if told is None or isinstance(told, Moved):
            detail = f"signal {-code}" if code < 0 else f"exit code {code}"
            self._tell(LibraryError(ENDED, detail=detail))


def _read(line: dict[str, Any]) -> Told:
    if "done" in line:
        return Moved(line["done"], line["total"], line["path"], line.get("waiting", False))
    if "error" in line:
        return _error(line)
    rows = [{**row, "reason": _sentence(row.get("reason"))} for row in line["documents"]]
    return ImportReport(tuple(ImportedFile(**row) for row in rows), line["seconds"])


def _error(line: dict[str, Any]) -> DangjianError:
    kind = getattr(errors, line["error"], LibraryError)
    told: DangjianError = kind(line["template"], **{k: _sentence(v) for k, v in line["fields"].items()})
    return told


def _sentence(value: Any) -> Any:
    if isinstance(value, dict):
        return Sentence(value["template"], **{k: _sentence(v) for k, v in value["fields"].items()})
    return value


def _plain(value: object) -> object:
    """A field of a sentence for JSON: numbers and texts as they are, sentences with their template."""
    if isinstance(value, DangjianError):
        value = value.sentence
    if isinstance(value, Sentence):
        return {"template": value.template, "fields": {k: _plain(v) for k, v in value.fields.items()}}
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


def _written(answer: Told) -> dict[str, object]:
    if isinstance(answer, Moved):
        return asdict(answer)
    if isinstance(answer, DangjianError):
        told = {name: _plain(value) for name, value in answer.fields.items()}
        return {"error": type(answer).__name__, "template": answer.template, "fields": told}
    names = [one.name for one in fields(ImportedFile)]
    rows = [{name: _plain(getattr(row, name)) for name in names} for row in answer.documents]
    return {"documents": rows, "seconds": answer.seconds}


# The process itself


def work(asked: dict[str, Any], tell: Callable[[Told], object]) -> Told:
    """Carry a request out; errors are answers too."""
    from index.library import Library

    library = asked["library"]
    at = 0.0

    def progress(done: int, total: int, path: str) -> None:
        nonlocal at
        if monotonic() - at > _EVERY or done >= total:
            at = monotonic()
            tell(Moved(done, total, path))

    def waits() -> None:
        tell(Moved(0, 0, "", waiting=True))

    try:
        # In the background: the index is left to whoever searches.
        with Library.open(library, background=True, waiting=waits) as opened:
            paths: Sequence[Path] = [Path(path) for path in asked["paths"]]
            return opened.import_paths(
                paths, values=asked["values"], progress=progress, **asked.get("options", {})
            )
    except DangjianError as error:
        return error
    except KeyboardInterrupt:  # before the first file
        return ImportReport((), 0.0)
    except Exception as error:
        return LibraryError(ENDED, detail=f"{type(error).__name__}: {error}")


def _await_stop(orders: IO[str]) -> None:
    """Until ``orders`` says stop or ends, which it does when whoever asked is gone; then as Ctrl-C."""
    for line in orders:
        if line.strip() == "stop":
            break
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        import _thread

        _thread.interrupt_main()


def main() -> None:
    """The process: one request, lines about it, the answer."""
    orders, said = sys.stdin, sys.stdout

    def tell(answer: Told) -> None:
        said.write(json.dumps(_written(answer)) + "\n")
        said.flush()

    # Who starts it may ignore Ctrl-C, and that is inherited.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    asked = json.loads(orders.readline())
    threading.Thread(target=_await_stop, args=(orders,), daemon=True).start()
    answer = work(asked, tell)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):  # nobody listens any more
        tell(answer)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(5)
    main()
