"""The library file: one SQLite database with the texts and everything said of them. The only truth."""

from index.store.codec import Reading, effective, reading_of
from index.store.command import Command, Past
from index.store.opening import FILE_NAME
from index.store.state import DocumentState, RepairName
from index.store.store import Store

__all__ = [
    "FILE_NAME",
    "Command",
    "DocumentState",
    "Past",
    "Reading",
    "RepairName",
    "Store",
    "effective",
    "reading_of",
]
