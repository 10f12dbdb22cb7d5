from __future__ import annotations
from index.model import Metadata
def describe(blocks, source):
    return Metadata(), ()
