"""PDFs read in a process of its own: what PDFium cannot cope with costs that process, not this one.

The process is started at the first pdf and gets one after the other through a pipe. It has limits of memory
and of time for each file, ends by itself when nothing more comes or when whoever started it is gone, and
answers with plain data. Where no process can be started, the file is read here.
"""

from __future__ import annotations

import atexit
import json
import os
import struct
import sys
import threading
from contextlib import suppress
from subprocess import DEVNULL, PIPE, Popen
from typing import IO, Any

from index.collect.formats.source_text import Clue, SourceText
from index.errors import N_, ImportFailure

TOO_SLOW = N_("The PDF takes more than {limit} seconds to read: split it, or save its text as .txt.")
FAILED = N_("The PDF cannot be read (it is damaged or too large): print it to a new PDF and import that.")

# 3,000 pages of text take some thirty seconds where nothing else goes on.
SECONDS = 240
_MEMORY = 2 << 30
_IDLE = 20
_HEAD = struct.Struct(">Q")
_CODE = "import sys; sys.path[:] = sys.argv[1:]; from index.collect.formats.pdf_process import work; work()"


def read(data: bytes) -> SourceText:
    """The text layer of a pdf. Errors: ``ImportFailure``."""
    if not sys.executable or getattr(sys, "frozen", False):
        from index.collect.formats.pdf_text import extract

        return extract(data)
    with _lock:
        return _decoded(_worker.ask(data, SECONDS))


class _Worker:
    """The process, from the side of whoever asks."""

    def __init__(self) -> None:
        self._process: Popen[bytes] | None = None

    def ask(self, data: bytes, seconds: float) -> dict[str, Any]:
        """Its answer to a file. Errors: ``ImportFailure`` when it dies or takes too long."""
        fresh = self._process is None or self._process.poll() is not None
        try:
            return self._asked(data, seconds)
        except (EOFError, OSError) as error:
            self.end()
            if fresh:
                raise ImportFailure(FAILED) from error
        # It may have ended because nothing came for a while.
        try:
            return self._asked(data, seconds)
        except (EOFError, OSError) as error:
            self.end()
            raise ImportFailure(FAILED) from error

    def _asked(self, data: bytes, seconds: float) -> dict[str, Any]:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            process.stdin.write(_HEAD.pack(len(data)) + data)
            process.stdin.flush()
            answer: dict[str, Any] = json.loads(_exactly(process.stdout))
        except (EOFError, OSError) as error:
            if late.is_set():
                self.end()
                raise ImportFailure(TOO_SLOW, limit=round(seconds)) from error
            raise
        finally:
            timer.cancel()
        return answer

    def _running(self) -> Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.end()
            # A session of its own: Ctrl-C is for the one who asked, and a closed pipe ends the process.
            self._process = Popen(
                [sys.executable, "-c", _CODE, *sys.path],
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                start_new_session=True,
            )
        return self._process

    def end(self) -> None:
        """Make sure that it is gone."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()


_worker, _lock = _Worker(), threading.Lock()
atexit.register(_worker.end)


def _exactly(stream: IO[bytes]) -> bytes:
    """One message. EOFError: the other side is gone."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    data = stream.read(size := _HEAD.unpack(head)[0])
    if len(data) < size:
        raise EOFError
    return data


def _decoded(answer: dict[str, Any]) -> SourceText:
    if "refused" in answer:
        raise ImportFailure(answer["refused"], **answer["fields"])
    return SourceText(
        answer["text"],
        answer["encoding"],
        {int(line): kind for line, kind in answer["kinds"].items()},
        {int(line): kind for line, kind in answer["furniture"].items()},
        tuple(Clue(*clue) for clue in answer["clues"]),
        whole_paragraphs=answer["whole_paragraphs"],
        continues=frozenset(answer["continues"]),
    )


def _answer(data: bytes) -> dict[str, Any]:
    from index.collect.formats.pdf_text import extract

    try:
        read = extract(data)
    except ImportFailure as problem:
        return {"refused": problem.template, "fields": problem.fields}
    except (MemoryError, RecursionError, ValueError, ArithmeticError):
        return {"refused": FAILED, "fields": {}}
    return {
        "text": read.text,
        "encoding": read.encoding,
        "kinds": dict(read.kinds),
        "furniture": dict(read.furniture),
        "clues": [(clue.field, clue.value, clue.score, clue.reason) for clue in read.clues],
        "whole_paragraphs": read.whole_paragraphs,
        "continues": sorted(read.continues),
    }


def work() -> None:
    """The process: a thread waits for files, so that it sees at any time that nobody wants them any more."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    taken: list[bytes] = []
    ready = threading.Condition()

    def listen() -> None:
        with suppress(EOFError, OSError, MemoryError):
            while True:
                data = _exactly(sys.stdin.buffer)
                with ready:
                    taken.append(data)
                    ready.notify()
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        with ready:
            if not ready.wait_for(lambda: taken, _IDLE):
                os._exit(0)
            data = taken.pop()
        message = json.dumps(_answer(data)).encode("ascii", "replace")
        sys.stdout.buffer.write(_HEAD.pack(len(message)) + message)
        sys.stdout.buffer.flush()
