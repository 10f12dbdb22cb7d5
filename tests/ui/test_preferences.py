"""What the user writes down in the configuration file: what holds, what is told, and what is never lost."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tui import keymap, preferences, themes
from tui.command import Command
from tui.keymap import COMMANDS
from tui.keys import key_name, key_of
from tui.preferences import Preferences
from tui.rebinding import rebound


def written(tmp_path: Path, content: str) -> Preferences:
    path = tmp_path / "config.toml"
    path.write_text(content, "utf-8")
    return preferences.read(path)


def test_without_a_file_nothing_is_wanted_and_nothing_is_wrong(tmp_path: Path) -> None:
    assert preferences.read(tmp_path / "none.toml") == Preferences()


def test_what_is_right_holds_and_what_is_wrong_is_told(tmp_path: Path) -> None:
    said = written(
        tmp_path, 'language = "en"\ntheme = "pink"\ncolour = 1\n[keys]\n"reader.copy" = "F3"\nback = 7\n'
    )
    assert said.language == "en" and said.theme == ""
    assert said.keys == {"reader.copy": ("F3",)}
    problems = "\n".join(said.problems)
    assert all(name in problems for name in ("pink", "colour", "back"))


@pytest.mark.parametrize("content", [b"language = ", b"\xff\xfe", b"[keys", b"keys = 3"])
def test_a_file_that_is_no_toml_is_left_out_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    said = preferences.read(path)
    assert len(said.problems) == 1 and str(path) in said.problems[0]


def test_the_file_that_is_made_has_every_setting_and_changes_none(tmp_path: Path) -> None:
    path = preferences.create(tmp_path / "deep" / "config.toml")
    assert preferences.read(path) == Preferences()
    lines = [line[2:] for line in path.read_text("utf-8").splitlines() if " = " in line]
    settings = tomllib.loads("\n".join(lines))
    assert {"language", "theme", "wide_punctuation", "drafts"} <= set(settings)
    path.write_text("# mine\n", "utf-8")
    preferences.create(path)
    assert path.read_text("utf-8") == "# mine\n"


@pytest.mark.parametrize(
    ("environ", "wanted", "language"),
    [
        ({}, "", None),
        ({"LANG": "zh_CN.UTF-8"}, "", None),
        ({"LANG": "en_GB.UTF-8"}, "", "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "", None),
        ({"LANG": "C.UTF-8"}, "", None),
        ({"LANG": "en_US.UTF-8"}, "zh_CN", "zh_CN"),
        ({"DANGJIAN_LANGUAGE": "en"}, "zh_CN", "en"),
    ],
)
def test_the_language_is_that_of_the_environment_then_the_file_then_the_locale(
    environ: dict[str, str], wanted: str, language: str | None
) -> None:
    preferences.apply(Preferences(language=wanted), environ)
    assert environ.get("DANGJIAN_LANGUAGE") == language


def test_the_themes_that_may_be_named_are_those_there_are() -> None:
    assert preferences.THEMES == themes.NAMES


@pytest.mark.parametrize("key", sorted({key for command in COMMANDS for key in command.keys}))
def test_a_key_written_as_it_is_shown_or_named_is_that_key(key: str) -> None:
    assert key_of(key) == key
    # Two keys may look alike (the two spaces); then the usual one is meant.
    assert key_name(key_of(key_name(key)) or "") == key_name(key)


@pytest.mark.parametrize("text", ["", "F99", "Ctrl+", "hyper+x", "no such key"])
def test_what_is_no_key_is_none(text: str) -> None:
    assert key_of(text) is None


def by_name(commands: tuple[Command, ...]) -> dict[str, tuple[str, ...]]:
    return {f"{place}.{command.id}": command.keys for command in commands for place in command.contexts}


def test_the_users_keys_take_the_place_of_those_of_a_command() -> None:
    commands, problems = rebound(COMMANDS, {"reader.copy": ["Ctrl+Y", "］"]})
    assert by_name(commands)["reader.copy"] == ("ctrl+y", "fullwidth_right_square_bracket")
    assert problems == []


def test_a_key_that_another_command_had_is_taken_from_it() -> None:
    commands, problems = rebound(COMMANDS, {"list.sort": ["m"]})
    keys = by_name(commands)
    assert keys["list.sort"] == ("m",)
    assert "m" not in keys["list.mark"] and keys["list.mark"]
    assert problems == []


def test_a_command_that_loses_all_its_keys_is_told() -> None:
    mark = next(command for command in COMMANDS if command.id == "mark" and "list" in command.contexts)
    _commands, problems = rebound(COMMANDS, {"list.sort": list(map(key_name, mark.keys)), "list.mark": ["w"]})
    assert problems == []
    commands, problems = rebound(COMMANDS, {"list.sort": ["m", "Space", "　"]})
    assert by_name(commands)["list.mark"] == ()
    assert [problem for problem in problems if "list.mark" in problem]


def test_of_two_wishes_for_one_key_the_first_holds_and_the_other_is_told() -> None:
    commands, problems = rebound(COMMANDS, {"list.sort": ["w"], "list.mark": ["w", "m"]})
    assert by_name(commands)["list.sort"] == ("w",) and by_name(commands)["list.mark"] == ("m",)
    assert len(problems) == 1


@pytest.mark.parametrize(
    "wanted", [{"reader.fly": ["n"]}, {"nowhere.copy": ["n"]}, {"reader.copy": ["F99"]}, {"bar.clear": ["x"]}]
)
def test_a_wish_that_cannot_be_is_told_and_changes_nothing(wanted: dict[str, list[str]]) -> None:
    commands, problems = rebound(COMMANDS, wanted)
    assert commands == COMMANDS
    assert len(problems) == 1


def test_the_registry_has_the_users_keys_from_then_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keymap, "COMMANDS", COMMANDS)
    assert keymap.use({"quit": ["Ctrl+X"]}) == []
    assert [command.keys for command in keymap.commands("app") if command.id == "quit"] == [("ctrl+x",)]
