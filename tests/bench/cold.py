"""A process that opens a library, asks twice, and says how long each step took.

What any search needs is loaded first (modules, numpy, the dictionary that cuts words), as the interface does
in the background.
"""

from __future__ import annotations

import json
import sys
from time import perf_counter

began = perf_counter()
from index.engine import Engine  # noqa: E402, F401 (loading is what is measured)
from index.library.library import Library  # noqa: E402
from index.text.segment import backend  # noqa: E402

backend()
loaded = perf_counter()
library = Library.open(sys.argv[1])
opened = perf_counter()
library.search(sys.argv[2], limit=50)
answered = perf_counter()
library.search(sys.argv[2][:1], limit=50)
ended = perf_counter()
library.close()
steps = {
    "loading": loaded - began,
    "opening": opened - loaded,
    "first_query": answered - opened,
    "second_query": ended - answered,
}
sys.stdout.write(json.dumps({name: seconds * 1000 for name, seconds in steps.items()}))
