"""The options of an import as a form, as what ``import_paths`` takes, and in one sentence."""

from __future__ import annotations

from collections.abc import Mapping

from index.errors import N_
from tui.fields import LABELS, UNKNOWN, Field, blank_fields, label_of
from tui.i18n import _

MAPPING, SIDECARS = "mapping", "sidecars"
_LABELS = {MAPPING: N_("table columns"), SIDECARS: N_("tables beside")}
_NO = ("no", "n", "0", "否", "不")


def fields(given: Mapping[str, str]) -> list[Field]:
    """The form, with what was given before."""
    hint = _("Empty: as the article says. - : unknown.")
    form = [Field(f.name, f.label, _typed(given, f.name), hint) for f in blank_fields()]
    columns = _(
        "Columns of tables (csv, jsonl …), for example text=正文 title=题名; what is not named is guessed."
    )
    beside = _("no: tables that describe files beside them are left out (--no-sidecar).")
    return [
        *form,
        Field(MAPPING, _(_LABELS[MAPPING]), given.get(MAPPING, ""), columns),
        Field(SIDECARS, _(_LABELS[SIDECARS]), given.get(SIDECARS, ""), beside),
    ]


def _typed(given: Mapping[str, str], name: str) -> str:
    return given[name] or UNKNOWN if name in given else ""


def split(given: Mapping[str, str]) -> tuple[dict[str, str], dict[str, object]]:
    """The values for metadata fields, and the other arguments of ``import_paths``."""
    values = {name: value for name, value in given.items() if name in LABELS}
    options: dict[str, object] = {}
    if given.get(MAPPING):
        pairs = (pair.partition("=") for pair in given[MAPPING].replace("＝", "=").split())
        options[MAPPING] = {field: column for field, _equals, column in pairs}
    if given.get(SIDECARS, "").lower() in _NO:
        options[SIDECARS] = False
    return values, options


def sentence(given: Mapping[str, str]) -> str:
    """What is set, in one line."""
    if not given:
        return _("Options: none. F4 gives a province, a source … to all articles.")
    names = {name: _(label) for name, label in _LABELS.items()}
    listed = (f"{names.get(name) or label_of(name)}={value or _('unknown')}" for name, value in given.items())
    return _("Options: {listed}").format(listed=" ".join(listed))
