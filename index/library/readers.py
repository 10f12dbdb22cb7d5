"""Files read into texts, by several processes at once; see ``workers``."""

from __future__ import annotations

from dataclasses import dataclass

from index.errors import ImportFailure
from index.library.workers import Fault, Workers, serve, usable
from index.store import Reading, reading_of

__all__ = ["Answer", "Fault", "Named", "Readers", "Refused", "read_text", "usable", "work"]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be imported, as the ``ImportFailure`` says."""

    template: str
    fields: dict[str, object]


Answer = Reading | Refused | Fault
Named = tuple[str, bytes, frozenset[int]]


def read_text(name: str, data: bytes, recurring: frozenset[int] = frozenset()) -> Answer:
    """What the bytes of a file hold; ``recurring``: lines of sites that are set apart. Never raises for what
    is in them.
    """
    import index.collect

    try:
        return reading_of(index.collect.collect(data, path=name, recurring=recurring))
    except ImportFailure as problem:
        return Refused(problem.template, problem.fields)
    except Exception as error:
        # One file must never cost the others, whatever it makes the readers do.
        return Fault(f"{type(error).__name__}: {error}")


class Readers(Workers[Named, Answer]):
    """Up to ``count`` processes that read files."""

    def __init__(self, count: int) -> None:
        super().__init__(count, __name__)

    def read(self, name: str, data: bytes, recurring: frozenset[int] = frozenset()) -> Answer:
        """What one file holds, read by one of them."""
        [found] = self.submit([(name, data, recurring)]).result()
        return read_text(name, data, recurring) if found is None else found


def work(handle: int) -> None:
    """A process that reads files."""
    import index.collect.pipeline  # noqa: F401  (all that reading needs, before it is said to be ready)

    serve(handle, lambda named: read_text(*named))
