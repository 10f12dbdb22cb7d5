"""Whoosh's own tests run over our codec, and what fails there fails over Whoosh's codec too.

They come with Whoosh's source distribution, which is not part of this repository: ``WHOOSH_SDIST`` names the
folder where it was unpacked, or it lies beside the repository (``../shared/Whoosh-2.7.4``).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "Whoosh-2.7.4"

ARRAYS = """
import whoosh.codec
from whoosh.codec import whoosh3
from index.engine.disk.codec import ArrayCodec
whoosh.codec.default_codec = ArrayCodec
# Our index has no stored fields and never reads their pickles; Whoosh's tests are full of them.
ArrayCodec.per_document_reader = lambda self, storage, segment: whoosh3.W3PerDocReader(storage, segment)
"""
RUN = """
import sys
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def upstream() -> Path:
    folder = Path(os.environ.get("WHOOSH_SDIST", BESIDE)) / "tests"
    if not folder.is_dir():
        pytest.skip("Whoosh's source distribution is not there (WHOOSH_SDIST names its folder)")
    return folder


def outcomes(tests: Path, program: str, folder: Path) -> dict[str, bool]:
    """Whether each of Whoosh's tests passed."""
    folder.mkdir()
    report = folder / "report.xml"
    options = ["-q", "-n0", "-c", os.devnull, "-W", "ignore", "-p", "no:cacheprovider", "-p", "no:randomly"]
    options += ["--rootdir", str(tests), "--junitxml", str(report), str(tests)]
    subprocess.run(
        [sys.executable, "-c", program + RUN, *options],
        cwd=folder,
        env=os.environ | {"TMPDIR": str(folder), "PYTHONHASHSEED": "0"},
        capture_output=True,
        timeout=600,
        check=False,
    )
    return {
        f"{case.get('classname')}::{case.get('name')}": case.find("failure") is None
        and case.find("error") is None
        for case in ElementTree.parse(report).iter("testcase")
        if case.find("skipped") is None
    }


def test_what_passes_over_whooshs_codec_passes_over_ours(
    upstream: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    ours, stock = outcomes(upstream, ARRAYS, tmp_path / "ours"), outcomes(upstream, "", tmp_path / "stock")
    shared = [name for name in stock if not stock[name] and not ours[name]]
    record_property(
        "pass over arrays, over Whoosh's codec, of", (sum(ours.values()), sum(stock.values()), len(stock))
    )
    record_property("fail over both", shared)  # test_minimize_dfa, for some PYTHONHASHSEEDs
    assert len(stock) > 500
    assert ours.keys() == stock.keys()
    assert [name for name in stock if stock[name] and not ours[name]] == []
