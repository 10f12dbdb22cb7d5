"""Parallels: who else says a passage, verbatim or reworded."""
