"""Shared passages: who else says it, how each wording differs, and what only one document says."""
