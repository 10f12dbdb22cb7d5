"""The words of the interface: ``_`` looks an English message up in the catalogue of the user's language.

Chinese is the first language; ``DANGJIAN_LANGUAGE=en`` asks for English (``--language``, the configuration
file and the locale set it, see ``preferences``). Messages are looked up when they
are shown, never when a module is imported. ``python -m tui.locale.build`` renews the catalogues.
"""

from __future__ import annotations

import gettext
import os
from functools import cache
from pathlib import Path

from index.errors import DangjianError, Sentence

LANGUAGES = ("zh_CN", "en")
DOMAIN = "dangjian"
# Not importlib.resources: with what it loads, the first frame comes 5 ms later.
_LOCALE = Path(__file__).with_name("locale")


def language() -> str:
    """The language asked for: ``en`` when ``DANGJIAN_LANGUAGE`` begins so, otherwise ``zh_CN``."""
    return "en" if os.environ.get("DANGJIAN_LANGUAGE", "").lower().startswith("en") else "zh_CN"


@cache
def _catalogue(name: str) -> gettext.NullTranslations:
    """The catalogue of a language; without one, messages stay English."""
    try:
        with _LOCALE.joinpath(name, "LC_MESSAGES", f"{DOMAIN}.mo").open("rb") as file:
            return gettext.GNUTranslations(file)
    except OSError:
        return gettext.NullTranslations()


def _(message: str) -> str:
    """``message`` in the user's language; ``{fields}`` are filled in by the caller afterwards."""
    # The empty message is the catalogue's header in gettext, not a text.
    return _catalogue(language()).gettext(message) if message else ""


def ngettext_(singular: str, plural: str, number: int) -> str:
    """The form of a message that fits ``number``; ``{fields}`` are filled in by the caller."""
    form = _catalogue(language()).ngettext(singular, plural, number)
    # A catalogue that knows one form alone has it under the plural.
    alone = _(plural) if form in (singular, plural) else plural
    return alone if alone != plural else form


def translate_error(error: DangjianError) -> str:
    """The sentence of ``error`` in the user's language."""
    return translate(error.sentence)


def translate(text: str) -> str:
    """A ``Sentence`` of the library in the user's language; any other text as a message of the catalogue.

    Fields that are sentences or errors themselves are translated too.
    """
    if not isinstance(text, Sentence):
        return _(text)
    return _(text.template).format(**{name: _field(value) for name, value in text.fields.items()})


def _field(value: object) -> object:
    if isinstance(value, DangjianError):
        return translate_error(value)
    return translate(value) if isinstance(value, Sentence) else value
