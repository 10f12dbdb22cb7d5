"""What the user writes down in the configuration file: read at the start, written by the program only once.

What the environment says comes first, then the file, then what the program takes by itself. So the file's
values are put into the environment, where they are not yet: whatever the program starts inherits them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import N_, Sentence, said_by_system
from tui.i18n import _

LANGUAGE, WIDE, DRAFTS = "DANGJIAN_LANGUAGE", "DANGJIAN_WIDE_PUNCTUATION", "DANGJIAN_DRAFTS"
THEMES = ("dangjian-dark", "dangjian-light", "ansi-dark", "ansi-light")
"""The names in ``themes``, which needs Textual."""
_WIDTHS = {"auto": "", "yes": "1", "no": "0"}
_TEXTS = ("language", "theme", "wide_punctuation", "drafts")

NOT_READ = N_(
    "The configuration file {path} cannot be read ({detail}); it is left out. Check its permissions."
)
NOT_MADE = N_("The configuration file {path} cannot be written ({detail}); name another in DANGJIAN_CONFIG.")
NOT_TOML = N_("The configuration file {path} is left out: {detail}. Mend that line, or take the file away.")
UNKNOWN = N_("{path}: there is no setting {name}; it is left out. Known are: {names}.")
WRONG = N_("{path}: {name} cannot be {value}; it is left out. It may be: {values}.")

TEMPLATE = N_(
    "# The settings of dangjian-tui. Take the # away from a line to change what stands there.\n"
    "\n"
    "# The language of the interface: zh_CN or en. Without it, that of the system.\n"
    '# language = "zh_CN"\n'
    "\n"
    "# The colours: dangjian-dark, dangjian-light, ansi-dark, ansi-light.\n"
    '# theme = "dangjian-dark"\n'
    "\n"
    "# Whether the terminal draws “ ” … — · two cells wide: auto (it is measured), yes, no.\n"
    '# wide_punctuation = "auto"\n'
    "\n"
    "# The folder of the drafts.\n"
    '# drafts = "~/Documents/dangjian-tui"\n'
    "\n"
    "# Keys of commands, by the names that `dangjian-tui keys` lists: they take the place of the keys\n"
    "# a command has. A name without a place stands for all places.\n"
    "[keys]\n"
    '# "reader.next_hit" = ["n", "F3"]\n'
)


@dataclass(frozen=True, slots=True)
class Preferences:
    """``keys``: for a command (``place.id`` or ``id``) its keys; ``problems``: what could not be taken."""

    language: str = ""
    theme: str = ""
    wide_punctuation: str = ""
    drafts: str = ""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[Sentence, ...] = ()


def config_path() -> Path:
    """The configuration file: ``DANGJIAN_CONFIG``, or ``config.toml`` in the user's folder of settings."""
    named = os.environ.get("DANGJIAN_CONFIG", "")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("dangjian-tui") / "config.toml"


def read(path: Path | None = None) -> Preferences:
    """The preferences; what is wrong in the file is left out and told, the rest holds."""
    path = path or config_path()
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Preferences()
    except OSError as error:
        return Preferences(problems=(Sentence(NOT_READ, path=path, detail=said_by_system(error)),))
    except UnicodeDecodeError:
        return Preferences(problems=(Sentence(NOT_TOML, path=path, detail=Sentence(N_("it is not UTF-8"))),))
    # Most have no configuration file, and nothing to read one with is loaded.
    import tomllib

    try:
        said = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        return Preferences(problems=(Sentence(NOT_TOML, path=path, detail=str(error)),))
    return _checked(path, said)


def _checked(path: Path, said: Mapping[str, object]) -> Preferences:
    from tui.i18n import LANGUAGES

    allowed = {"language": LANGUAGES, "theme": THEMES, "wide_punctuation": tuple(_WIDTHS)}
    problems: list[Sentence] = []
    texts: dict[str, str] = {}
    for name, value in said.items():
        if name == "keys":
            continue
        if name not in _TEXTS:
            names = ", ".join((*_TEXTS, "[keys]"))
            problems.append(Sentence(UNKNOWN, path=path, name=name, names=names))
        elif not isinstance(value, str) or (name in allowed and value not in allowed[name]):
            values = ", ".join(allowed.get(name, ("…",)))
            problems.append(Sentence(WRONG, path=path, name=name, value=value, values=values))
        else:
            texts[name] = value
    keys, wrong = _keys(path, said.get("keys", {}))
    return Preferences(**texts, keys=keys, problems=(*problems, *wrong))


def _keys(path: Path, said: object) -> tuple[dict[str, tuple[str, ...]], list[Sentence]]:
    if not isinstance(said, dict):
        return {}, [Sentence(WRONG, path=path, name="keys", value=said, values="[keys]")]
    keys, problems = {}, []
    for name, value in said.items():
        listed = [value] if isinstance(value, str) else value
        if isinstance(listed, list) and listed and all(isinstance(key, str) for key in listed):
            keys[name] = tuple(listed)
        else:
            problems.append(Sentence(WRONG, path=path, name=name, value=value, values='["n", "F3"]'))
    return keys, problems


def apply(preferences: Preferences, environ: MutableMapping[str, str] | None = None) -> None:
    """Put what holds for the whole program into the environment, where nothing stands yet.

    Without a word on the language, the locale is asked; only where it is English, English is spoken: of the
    other locales Chinese is the better guess for a program about Chinese texts.
    """
    environ = os.environ if environ is None else environ
    if preferences.language:
        environ.setdefault(LANGUAGE, preferences.language)
    elif _is_english(environ):
        environ.setdefault(LANGUAGE, "en")
    if width := _WIDTHS.get(preferences.wide_punctuation, ""):
        environ.setdefault(WIDE, width)
    if preferences.drafts:
        environ.setdefault(DRAFTS, preferences.drafts)


def _is_english(environ: Mapping[str, str]) -> bool:
    """Whether the first variable that decides on messages says so (POSIX: LC_ALL, LC_MESSAGES, LANG)."""
    names = (environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((name for name in names if name), "").startswith("en")


def create(path: Path | None = None) -> Path:
    """The configuration file; where there is none, it is made with every setting as a remark. OSError."""
    path = path or config_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_(TEMPLATE))
    except FileExistsError:
        pass
    return path
