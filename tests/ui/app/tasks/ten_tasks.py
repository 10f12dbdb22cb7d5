"""Ten pieces of daily work, and the keys that do each from a fresh start.

The tests press these keys and look at what comes of them; the README's table is made from them, too. What is
typed into a line is counted apart from the keys that command.
"""

from __future__ import annotations

from dataclasses import dataclass


class Typed(str):
    """Text that is typed."""


@dataclass(frozen=True, slots=True)
class Task:
    """``steps``: what is pressed without waiting for the screen, one group after the other."""

    id: str
    what: str
    steps: tuple[tuple[Typed | str, ...], ...]
    result: str

    @property
    def keys(self) -> tuple[Typed | str, ...]:
        """All of it in order."""
        return tuple(key for step in self.steps for key in step)

    @property
    def commands(self) -> int:
        """How many keys command."""
        return sum(not isinstance(key, Typed) for key in self.keys)

    @property
    def typed(self) -> int:
        """How many characters are typed."""
        return sum(len(key) for key in self.keys if isinstance(key, Typed))

    @property
    def pressed(self) -> tuple[str, ...]:
        """What arrives, key by key."""
        return tuple(one for key in self.keys for one in (key if isinstance(key, Typed) else (key,)))


TASKS: tuple[Task, ...] = (
    Task(
        "copy",
        "find a phrase and copy its sentence with the citation",
        ((Typed("四强党支部"),), ("f5",)),
        "the clipboard",
    ),
    Task(
        "compare",
        "lay three provinces' articles on one phrase beside each other",
        ((Typed("营商环境"),), ("enter", "m", "down", "m", "down", "m", "c")),
        "three panes, what they share marked",
    ),
    Task(
        "without",
        "see what all others say on it: leave out one's own province",
        ((Typed("党建"),), ("f10",), ("minus",)),
        "a query without 湖南",
    ),
    Task(
        "first",
        "find who said a sentence first, and read it there",
        ((Typed("整治形式主义为基层减负"),), ("enter", "x"), ("enter",)),
        "the earliest witness, at its place",
    ),
    Task(
        "movement",
        "open the card of a term and see how it moves over provinces and years",
        ((Typed("两个维护"),), ("enter", "t"), ("w",)),
        "counts by province and year",
    ),
    Task(
        "quote",
        "put a quotation into the draft and write the draft as a Word document",
        ((Typed("四强党支部"),), ("f7",), ("ctrl+y",), ("e",), ("enter",)),
        "a docx file",
    ),
    Task(
        "correct",
        "give the one document without a date its date",
        (("ctrl+l",), ("f", "e"), ("down", "down", "down", "down", Typed("2021-10")), ("f2",)),
        "the date in the library",
    ),
    Task(
        "import",
        "import a folder of saved articles",
        (("ctrl+o",), (Typed("文章"), "enter"), ("enter",)),
        "the report, the articles in the library",
    ),
    Task(
        "figure",
        "find the percentages and read the largest one where it stands",
        (("ctrl+n",), ("3",), ("u",), ("down", "down", "enter"), ("enter",)),
        "the text at the figure",
    ),
    Task(
        "check",
        "check what a draft quotes, and go to where the source reads otherwise",
        (("ctrl+y",), ("ctrl+k",), ("enter",)),
        "the finding, the source at its place",
    ),
)
