"""What must not grow with the library: the work for one more file."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from index.library import Library
from index.store import FILE_NAME

Write = Callable[..., Path]
Article = Callable[..., str]


def test_no_statement_of_an_import_goes_through_a_whole_table(
    stocked: Library, write: Write, article: Article
) -> None:
    statements: list[str] = []
    stocked._keeper.refresh = lambda: None  # type: ignore[method-assign]
    stocked._keeper.close()
    stocked._store._connection.set_trace_callback(statements.append)
    files = [write("new.txt", article(4)), write("copy.txt", article(2)), write("a3.txt", article(5))]
    assert [file.status for file in stocked.import_paths(files).documents] == ["added", "skipped", "updated"]
    stocked._store._connection.set_trace_callback(None)

    asked = {statement for statement in statements if statement.startswith(("SELECT", "UPDATE", "DELETE"))}
    assert any("FROM sources WHERE sha256" in statement for statement in asked)
    with sqlite3.connect(stocked.path / FILE_NAME) as connection:
        # Whether there is any row at all is known from the first.
        for statement in (one for one in asked if not re.fullmatch(r"SELECT 1 FROM \w+ LIMIT 1", one)):
            plan = [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
            # Without a condition in brackets a SEARCH goes through an index from its beginning (for a min()).
            # A document's own sources, already looked up, are gone through, and a list that was given.
            scans = [step for step in plan if re.match("SCAN (?!.subquery|json_each)|SEARCH [^(]*$", step)]
            assert not scans, f"{statement}: {plan}"
    connection.close()
