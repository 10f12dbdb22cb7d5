"""What can be imported is known without loading what reads it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from index.collect.formats import opened
from index.collect.suffixes import SUPPORTED_SUFFIXES


def test_each_suffix_has_a_reader() -> None:
    assert set(opened._READERS) == SUPPORTED_SUFFIXES


def test_who_lets_others_read_does_not_load_the_rules(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一篇")
    code = (
        "import sys; from pathlib import Path;"
        " from index.library.changing import prepared; from index.library.plan import plan;"
        " found = prepared([Path(sys.argv[1])], {}, Path('library')).found;"
        " assert [source.data for source in plan(found, {}, sidecars=True).sources()] == ['一篇'.encode()];"
        " print([name for name in sys.modules if name.startswith('index.collect.')])"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    ).stdout
    assert "index.collect.suffixes" in said
    for heavy in ("pipeline", "metadata", "formats", "records"):
        assert f"index.collect.{heavy}" not in said
