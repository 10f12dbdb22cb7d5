"""``Library``: the one door of the interface and the command line to everything that has an answer."""

from index.library.library import Library

__all__ = ["Library"]
