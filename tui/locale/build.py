"""Renews the catalogues: collects the messages of the sources into each ``.po`` and compiles it.

``python -m tui.locale.build`` in a source tree with the extra ``test``; then write what is untranslated into
``tui/locale/zh_CN/LC_MESSAGES/dangjian.po`` and run it once more.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tui.i18n import DOMAIN, LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("tui", "index")
KEYWORDS = {"_": None, "N_": None, "ngettext_": (1, 2)}
# No dates and no line numbers: a catalogue changes only when a message does.
HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language}\\n"
"Plural-Forms: {plural}\\n"

"""


def po_file(language: str) -> Path:
    """The catalogue of a language."""
    return Path(__file__).parent / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def template() -> Catalog:
    """Every message that the sources mark with ``_``, ``N_`` or ``ngettext_``, without translations."""
    catalog = Catalog()
    for package in PACKAGES:
        found = extract_from_dir(str(ROOT / package), [("**.py", "python")], keywords=KEYWORDS)
        for file, _line, message, _comments, _context in found:
            catalog.add(message, locations=[(f"{package}/{file}", 0)])
    return catalog


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands on disk; an empty one when there is none."""
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(catalog: Catalog, language: str) -> None:
    """Write the ``.po`` and the ``.mo`` of a language."""
    path = po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = BytesIO()
    write_po(
        entries, catalog, omit_header=True, sort_output=True, no_location=True, ignore_obsolete=True, width=0
    )
    header = HEADER.format(language=language, plural=catalog.plural_forms)
    path.write_bytes(header.encode() + entries.getvalue())
    # Babel would stamp the compiled catalogue with the time of compiling.
    catalog.creation_date = catalog.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)


def untranslated(catalog: Catalog) -> list[str]:
    """The messages without a translation."""
    return [str(message.id) for message in catalog if message.id and not all(_forms(message))]


def _forms(message: Message) -> Sequence[str]:
    """The translation in each of its plural forms."""
    return [message.string or ""] if isinstance(message.string, str | None) else message.string


def main() -> None:
    """Renew all catalogues and name what is still untranslated."""
    messages = template()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(messages, no_fuzzy_matching=True)
        write(catalog, language)
        if language != "en":  # English messages are their own translation
            sys.stdout.writelines(f"{language}: {message!r}\n" for message in untranslated(catalog))


if __name__ == "__main__":
    main()
