"""``python -m tui.cli``: the program, where its command is not on the path."""

from __future__ import annotations

import sys

from tui.cli import main

sys.exit(main())
