"""Times, memory and the machine they were taken on."""

from __future__ import annotations

import os
import platform
import subprocess
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

Answer = TypeVar("Answer")
PROC = Path("/proc")
# Between two looks at the memory of a process; its own peak is kept by the kernel.
_LOOK = 0.1


def timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    """What ``work`` returns and the milliseconds it took."""
    began = perf_counter()
    answer = work()
    return answer, (perf_counter() - began) * 1000


def quantile(times: Sequence[float], share: float) -> float:
    """The smallest of ``times`` that at least ``share`` of them do not exceed."""
    return sorted(times)[max(0, ceil(share * len(times)) - 1)]


def clocked(work: Callable[[], object]) -> tuple[float, float]:
    """The milliseconds that ``work`` took, and those of the processor that this process had meanwhile."""
    began = process_time()
    milliseconds = timed(work)[1]
    return milliseconds, (process_time() - began) * 1000


def clock_summary(times: Sequence[tuple[float, float]]) -> dict[str, float]:
    """``summary`` of the first of each, with p50 and p95 of the processor's."""
    own = [processor for _, processor in times]
    return summary([milliseconds for milliseconds, _ in times]) | {
        "processor_p50_ms": round(quantile(own, 0.5), 3),
        "processor_p95_ms": round(quantile(own, 0.95), 3),
    }


def summary(times: Sequence[float]) -> dict[str, float]:
    """Number, p50, p95 and maximum of times in milliseconds, with the load of the machine just now."""
    return {
        "n": len(times),
        "p50_ms": round(quantile(times, 0.5), 3),
        "p95_ms": round(quantile(times, 0.95), 3),
        "max_ms": round(max(times), 3),
        "load": load(),
    }


def load() -> float:
    """The load average of the last minute."""
    return round(os.getloadavg()[0], 2)


def machine() -> dict[str, object]:
    """What the figures were taken on."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        lines = (PROC / "cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown")


def size_of(folder: Path) -> int:
    """Bytes of all files under a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def evict(folder: Path) -> bool:
    """Let the kernel forget the files under ``folder`` that it keeps in memory; whether it can be asked to.

    Pages that a process has mapped stay, so nobody may have the files open.
    """
    if not hasattr(os, "posix_fadvise"):
        return False
    for file in folder.rglob("*"):
        if file.is_file():
            handle = os.open(file, os.O_RDONLY)
            try:
                os.fsync(handle)
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)
    return True


@dataclass(frozen=True, slots=True)
class Finished:
    """A program that was run: seconds, what it wrote, peak megabytes of each of its processes.

    ``resident`` counts mapped files too, ``own`` (seen every tenth of a second) does not. Both are largest
    first and empty where there is no /proc.
    """

    seconds: float
    output: str
    resident: tuple[int, ...]
    own: tuple[int, ...]


def finished(command: Sequence[str | Path]) -> Finished:
    """Run a program to its end, watching its memory and that of the processes it starts.

    Raises ``RuntimeError`` with what it wrote when it fails.
    """
    began = perf_counter()
    child = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    peaks: dict[int, tuple[int, int]] = {}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_LOOK):
            for process in family(child.pid):
                resident, own = _memory(process)
                before = peaks.get(process, (0, 0))
                peaks[process] = (max(before[0], resident), max(before[1], own))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    output, problem = child.communicate()
    seconds = perf_counter() - began
    over.set()
    watcher.join()
    if child.returncode:
        raise RuntimeError(f"{command[0]} ended with {child.returncode}: {problem[-2000:]}")
    return Finished(
        seconds,
        output,
        tuple(sorted((peak[0] for peak in peaks.values()), reverse=True)),
        tuple(sorted((peak[1] for peak in peaks.values()), reverse=True)),
    )


def family(process: int) -> Iterable[int]:
    """A process and those that it and they have started, as far as they are still there."""
    yield process
    found: list[str] = []
    # Any of it may end while it is looked at.
    with suppress(OSError):
        for thread in os.scandir(PROC / str(process) / "task"):
            with suppress(OSError):
                found += Path(thread, "children").read_text().split()
    for child in found:
        yield from family(int(child))


def _memory(process: int) -> tuple[int, int]:
    """Megabytes at most resident so far, and in use now without mapped files."""
    try:
        lines = (PROC / str(process) / "status").read_text().splitlines()
    except OSError:
        return 0, 0
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    return tuple(int(fields.get(name, "0").split()[0]) >> 10 for name in ("VmHWM", "RssAnon"))  # type: ignore[return-value]
