"""What an import says of a file that it did take: what is missing in it, so that somebody looks."""

from __future__ import annotations

from index.errors import N_, Sentence
from index.model import Evidence
from index.store import Reading
from index.store.codec import load_records

PAGES = N_(
    "Pages {pages} are pictures, and what stands on them is missing; run the file through a text recognition "
    "and import it again."
)
LOST = N_("{count} characters were lost in the file; they stand as � in the text.")


def remark(reading: Reading) -> Sentence | None:
    """The remark on what was read, if there is one."""
    from index.collect import notes

    if notes.PICTURES not in reading.why and "\ufffd" not in reading.text:
        return None
    for evidence in load_records(Evidence, reading.why):
        if evidence.reason == notes.PICTURES:
            return Sentence(PAGES, pages=evidence.value)
    return Sentence(LOST, count=reading.text.count("\ufffd"))
