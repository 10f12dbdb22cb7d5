"""What may be typed, in which order, and what is said about what may not."""

from __future__ import annotations

import argparse

import pytest

from index.errors import UsageError
from index.model import Span
from tui.cli import values
from tui.cli.parser import read_arguments
from tui.cli.registry import commands

READING = {"list", "show", "repairs", "search", "kwic", "stats", "cite", "compare", "xref"}
READING |= {"families", "novelty", "config", "keys", "serve"}
READING |= {"terms", "figures", "quotations", "outline"}
READING |= {"drafts", "draft", "export", "check"}
CHANGING = {"import", "set", "remove", "undo", "doctor", "reindex", "backup", "restore"}


def read(*words: str) -> argparse.Namespace:
    command, values = read_arguments(words)
    assert command is not None
    return values


def problem(*words: str) -> str:
    with pytest.raises(UsageError) as caught:
        read_arguments(words)
    return str(caught.value)


def test_the_commands_are_those_that_are_built() -> None:
    assert set(commands()) == READING | CHANGING


@pytest.mark.parametrize("words", [["--library", "L", "--json", "list"], ["list", "--json", "--library=L"]])
def test_common_options_stand_before_or_after_the_command(words: list[str]) -> None:
    values = read(*words)
    assert (values.library, values.json, values.csv) == ("L", True, False)


def test_an_option_after_the_command_wins() -> None:
    assert read("--library", "A", "list", "--library", "B").library == "B"


def test_a_command_alone_leaves_common_options_unset() -> None:
    values = read("list")
    assert (values.library, values.json, values.csv, values.where) == (None, False, False, None)


def test_options_stand_anywhere_among_the_arguments() -> None:
    for words in (
        ["3", "5:9", "--style", "plain"],
        ["--style=plain", "3", "5:9"],
        ["3", "--style", "plain", "5:9"],
    ):
        values = read("cite", *words)
        assert (values.id, values.span, values.style) == (3, Span(5, 9), "plain")


def test_a_word_with_one_dash_is_a_term_of_the_query() -> None:
    assert read("search", "机关党建", "-省:湖南", "--limit", "3").query == ["机关党建", "-省:湖南"]
    assert read("list", "--where", "-省:湖南").where == "-省:湖南"
    assert read("search", "--", "--json").query == ["--json"]


def test_a_repeated_set_is_collected() -> None:
    assert read("import", "a", "--set", "region=湖南", "--set", "date=", "b").set == [
        ("region", "湖南"),
        ("date", ""),
    ]


def test_facets_are_a_list() -> None:
    assert read("stats", "党", "--by", "region,year").by == ("region", "year")
    assert read("stats", "党").by == ("region",)


def test_no_command_is_the_interface() -> None:
    command, values = read_arguments(["--library", "sample"])
    assert command is None
    assert values.library == "sample"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["serch", "党"], "did you mean `dangjian-tui search`"),
        (["机关党建"], "`dangjian-tui search 机关党建`"),
        (["机关党建", "着力"], "`dangjian-tui search '机关党建 着力'`"),
        (["search", "党", "--limt", "5"], "no option --limt; did you mean --limit?"),
        (["--libary", "x", "list"], "no option --libary; did you mean --library?"),
        (["list", "--xyzzy"], "no option --xyzzy; see `dangjian-tui list --help`"),
        (["list", "x"], "Too many arguments: x."),
        (["show"], "ID is missing"),
        (["set", "3"], "FIELD=VALUE is missing"),
        (["import"], "PATH is missing"),
        (["show", "x"], "x is not the number of a document"),
        (["show", "0"], "0 is not the number of a document"),
        (["show", "-3"], "-3 is not the number of a document"),
        (
            ["show", "3", "--script", "latin"],
            "--script cannot be latin; choose one of: simplified, traditional.",
        ),
        (["search", "党", "--sort", "size"], "--sort cannot be size"),
        (["search", "党", "--limit", "many"], "many is not a number"),
        (["kwic", "党", "--width", "-3"], "-3 is less than 0"),
        (["kwic", "党", "--width=-3"], "-3 is less than 0"),
        (["search", "党", "--limit"], "--limit needs a value"),
        (["list", "--json=yes"], "--json takes no value"),
        (["cite", "3", "9:5"], "9:5 is not a range"),
        (["cite", "3", "5"], "5 is not a range"),
        (["set", "3", "region"], "region is not of the form field=value"),
        (["set", "3", "=x"], "=x is not of the form field=value"),
        (["stats", "党", "--by", "colour"], "--by cannot be colour"),
        (["stats", "党", "--by", "year,year"], "--by cannot be year,year"),
        (["repairs", "3", "--undo", "last"], "last is not a number"),
    ],
)
def test_wrong_use_is_told_in_one_sentence(words: list[str], part: str) -> None:
    sentence = problem(*words)
    assert part in sentence
    assert "\n" not in sentence


def test_text_typed_under_a_locale_without_chinese_is_still_text() -> None:
    assert values.text("机关党建".encode().decode("ascii", "surrogateescape")) == "机关党建"
    with pytest.raises(UsageError):
        values.text("\udcff")
