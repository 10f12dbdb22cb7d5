"""Drafts: Markdown files of the user's, to which quotations are added with their source.

A quotation stands verbatim in a block quote: nothing is escaped, because what was quoted must be
recoverable. Every line break of the text becomes the two line ends of a Markdown paragraph, so that
``quoted_text`` gets the text back whatever is in it. An HTML comment behind it names document and place:
``<!-- dangjian-tui: document=3 span=120:160 sha256=0123456789abcdef -->`` (the first 16 digits of the
SHA-256 of the quoted text in UTF-8).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from index.disk import sync
from index.errors import N_, DraftError, said_by_system
from index.model import Citation, Span

DIGITS = 16
PATIENCE = 10.0
"""Seconds to wait for another program that adds to the same draft."""

NOT_UTF8 = N_("The draft {path} is not UTF-8 text; save it as UTF-8 first, or name another draft.")
NOT_READ = N_("The draft {path} cannot be read ({detail}); check its permissions, or name another draft.")
NOT_WRITTEN = N_(
    "The draft {path} cannot be written ({detail}); it is as it was: check the folder, or name another draft."
)
BUSY = N_("Another program is writing to the draft {path}; try again in a moment.")


def drafts_folder() -> Path:
    """Where drafts are kept: ``DANGJIAN_DRAFTS``, or ``dangjian-tui`` among the user's documents."""
    named = os.environ.get("DANGJIAN_DRAFTS", "")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_documents_path

    return user_documents_path() / "dangjian-tui"


def append(draft: Path, citation: Citation, document_id: int, span: Span) -> None:
    """Add a quotation with its source to the end of a draft, which is made if it is not there.

    The file is replaced in one step, and keeps its mode, byte order mark and line ends; where anything goes
    wrong it stays as it was. Errors: ``DraftError``.
    """
    # A link to a draft stays a link.
    target = Path(os.path.realpath(draft))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with alone(target):
            before = _content(target)
            _replace(target, before + _entry(before, citation, document_id, span))
    except OSError as error:
        raise DraftError(NOT_WRITTEN, path=draft, detail=said_by_system(error)) from error


def quoted_text(lines: Sequence[str]) -> str:
    """The text of a block quote that ``append`` wrote, from its lines (with ``>``, without line ends)."""
    return "\n".join(line[2:] for line in lines[::2])


def _entry(before: bytes, citation: Citation, document_id: int, span: Span) -> bytes:
    digest = sha256(citation.text.encode("utf-8")).hexdigest()[:DIGITS]
    lines = ["> " + citation.text.replace("\n", "\n>\n> "), "", citation.reference, ""]
    place = f"document={document_id} span={span.start}:{span.end} sha256={digest}"
    lines.append(f"<!-- dangjian-tui: {place} -->")
    entry = "\n".join(lines) + "\n"
    if before.strip(b"\xef\xbb\xbf"):
        entry = ("\n" if before.endswith(b"\n") else "\n\n") + entry
    if b"\r\n" in before:
        entry = entry.replace("\n", "\r\n")
    return entry.encode("utf-8")


def _content(target: Path) -> bytes:
    try:
        content = target.read_bytes()
        content.decode("utf-8")
    except FileNotFoundError:
        return b""
    except UnicodeDecodeError as error:
        raise DraftError(NOT_UTF8, path=target) from error
    except OSError as error:
        raise DraftError(NOT_READ, path=target, detail=said_by_system(error)) from error
    return content


def _replace(target: Path, content: bytes) -> None:
    """Put a file with ``content`` in the place of ``target``, once it is on the disk."""
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        with os.fdopen(descriptor, "wb") as stream:
            if target.exists():
                os.fchmod(stream.fileno(), target.stat().st_mode & 0o7777)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
        sync(target.parent)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """Let one program at a time add to a draft; the lock file does not lie among the user's documents."""
    from filelock import FileLock, Timeout
    from platformdirs import user_cache_path

    name = sha256(os.fsencode(target)).hexdigest()[:DIGITS]
    locks = user_cache_path("dangjian-tui", appauthor=False) / "locks"
    try:
        locks.mkdir(parents=True, exist_ok=True)
        lock = FileLock(locks / f"{name}.lock", timeout=PATIENCE)
        lock.acquire()
    except Timeout as error:
        raise DraftError(BUSY, path=target) from error
    except OSError:
        # No cache to write to: the step that replaces the file is safe without.
        yield
        return
    try:
        yield
    finally:
        lock.release()
