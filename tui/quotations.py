"""The log of quotations: whatever is copied or put into a draft is also kept on disk, one JSON line each.

A terminal can swallow a copied text without a word; here it can still be found.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from index.model import Citation, Span
from tui.config import state_folder


def log_path() -> Path:
    """The file of the log, in the user's state folder."""
    return state_folder() / "quotations.jsonl"


def record(purpose: str, document: int, span: Span, citation: Citation, library: str) -> bool:
    """Append a quotation to the log; whether it could be written (a full disk must not stop the copying)."""
    entry = {
        "time": datetime.now().astimezone().isoformat(timespec="seconds"),
        "purpose": purpose,
        "library": library,
        "id": document,
        "start": span.start,
        "end": span.end,
        "text": citation.text,
        "citation": citation.citation,
        "reference": citation.reference,
    }
    line = (json.dumps(entry, ensure_ascii=False) + "\n").encode()
    try:
        # One write on an append-only descriptor: two running programs do not mix their lines.
        handle = os.open(log_path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)
    except OSError:
        return False
    return True
