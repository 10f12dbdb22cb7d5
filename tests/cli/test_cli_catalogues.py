"""The catalogues hold every message of the sources, and the compiled ones are those of the text files."""

from __future__ import annotations

import ast
import re
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog

from index.errors import LibraryError, QueryError, UsageError
from tui.i18n import LANGUAGES, _, language, ngettext_, translate_error
from tui.locale import build

FIELD = re.compile(r"\{(\w*)[^{}]*\}|%\((\w+)\)s")


@pytest.fixture(scope="module")
def template() -> Catalog:
    return build.template()


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_message_of_the_sources_is_in_the_catalogue(name: str, template: Catalog) -> None:
    catalogue = build.read(name)
    missing = [message.id for message in template if message.id and catalogue.get(message.id) is None]
    assert missing == [], "run python -m tui.locale.build"


def test_the_collector_sees_every_marked_message(template: Catalog) -> None:
    # Babel reads tokens, and Python before 3.12 has none inside an f-string.
    calls = [
        node.args[0].value
        for package in build.PACKAGES
        for file in (build.ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in build.KEYWORDS
        if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    ]
    assert len(calls) > 100
    assert [message for message in calls if message and template.get(message) is None] == []


def test_every_message_has_its_chinese() -> None:
    assert build.untranslated(build.read("zh_CN")) == []


def test_a_translation_has_the_fields_of_its_message() -> None:
    for message in build.read("zh_CN"):
        if message.string and isinstance(message.id, str) and isinstance(message.string, str):
            assert set(FIELD.findall(message.string)) == set(FIELD.findall(message.id)), message.id


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_text_file(name: str) -> None:
    with build.po_file(name).with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for message in build.read(name):
        if message.id and isinstance(message.id, str):
            assert compiled.gettext(message.id) == (message.string or message.id)


def test_chinese_is_the_first_language_and_english_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (language(), _("unknown")) == ("zh_CN", "未知")
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en_GB.UTF-8")
    assert (language(), _("unknown")) == ("en", "unknown")
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "fr")
    assert language() == "zh_CN"


def test_what_has_no_translation_is_shown_as_it_is() -> None:
    assert _("no such message") == "no such message"
    assert _("") == ""
    assert ngettext_("one thing", "{n} things", 2) == "{n} things"


def test_an_error_is_translated_with_its_fields() -> None:
    error = UsageError("{option} needs a value; see `{command} --help`.", option="--by", command="x")
    assert translate_error(error) == "--by 后面缺少值；参见 `x --help`。"
    assert str(error) == "--by needs a value; see `x --help`."


def test_an_error_inside_an_error_is_translated_too() -> None:
    inner = QueryError("Stopped.", position=3)
    assert translate_error(LibraryError("a: {why}", why=inner)) == "a: 已停止。"
