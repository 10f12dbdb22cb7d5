"""What the interface remembers between two runs, and where it keeps its files."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

APPLICATION = "dangjian-tui"


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's choices: a theme (empty: not chosen yet) and a file name in the folder of drafts.

    ``folder``: where something was chosen for import last. ``margin``: ``off`` where the reader does not say
    what others share.
    """

    theme: str = ""
    draft: str = "摘录.md"
    folder: str = ""
    margin: str = ""


def state_path() -> Path:
    """Where the program keeps what it notes down by itself (settings, logs of quotations and of mistakes)."""
    from platformdirs import user_state_path

    return user_state_path(APPLICATION)


def state_folder() -> Path:
    """The folder at ``state_path``; made, private. OSError where that is impossible."""
    folder = state_path()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def load() -> Settings:
    """The settings; the defaults where the file is missing, unreadable or says something unknown."""
    try:
        stored = json.loads((state_folder() / "settings.json").read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    known = {field.name for field in fields(Settings)}
    return Settings(**{k: v for k, v in stored.items() if k in known and isinstance(v, str)})


def save(settings: Settings) -> None:
    """Keep ``settings``; a folder that cannot be written costs the memory, not the session."""
    try:
        target = state_folder() / "settings.json"
        fresh = target.with_suffix(f".{os.getpid()}.tmp")
        fresh.write_text(json.dumps(asdict(settings), ensure_ascii=False), "utf-8")
        fresh.replace(target)
    except OSError:
        pass
