"""The suffixes of what can be imported, to be known without loading what reads it."""

from __future__ import annotations

SUPPORTED_SUFFIXES = frozenset(
    (
        *(".txt", ".text", ""),
        *(".html", ".htm", ".xhtml", ".xht", ".shtml", ".jhtml", ".mht", ".mhtml", ".webarchive"),
        *(".docx", ".docm", ".dotx", ".odt", ".ott", ".ofd", ".doc", ".dot", ".wps", ".rtf", ".pdf"),
        *(".md", ".markdown", ".mdown", ".mkd"),
        *(".txt.gz", ".text.gz", ".html.gz", ".htm.gz", ".md.gz"),
    )
)
"""Of articles; "" for none."""
WORKBOOKS = frozenset((".xlsx", ".xlsm"))
TABLES = WORKBOOKS | frozenset(
    suffix + packed for suffix in (".jsonl", ".ndjson", ".json", ".csv", ".tsv") for packed in ("", ".gz")
)
