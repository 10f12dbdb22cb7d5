"""The user's own keys in the place of those of the registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.errors import N_, Sentence
from tui.command import TYPING, Command, Context
from tui.keys import is_text, key_name, key_of

NO_COMMAND = N_("Keys: there is no command {name}; `dangjian-tui keys` lists them all.")
NO_KEY = N_("Keys: {name} cannot have the key {key}, which is none; write it like n, F3, Ctrl+N or ].")
TAKEN = N_("Keys: {name} and {other} both have {key}; {other} keeps it.")
TYPED = N_("Keys: {name} cannot have the key {key}: it is text where one types.")
LEFT_OUT = N_("Keys: {name} has lost all its keys to others; it is still in the list of commands (Ctrl+P).")


def rebound(
    registry: Sequence[Command], wanted: Mapping[str, Sequence[str]]
) -> tuple[tuple[Command, ...], list[Sentence]]:
    """The registry with other keys. What the user wants comes before what commands had; of two wishes in one
    place the first.
    """
    problems: list[Sentence] = []
    wishes = _wishes(registry, wanted, problems)
    owners: dict[tuple[Context, str], str] = {}
    fresh: dict[int, tuple[str, ...]] = {}
    for number, (name, keys) in wishes.items():
        command = registry[number]
        kept = []
        for key in keys:
            taken = [owners[place, key] for place in command.contexts if (place, key) in owners]
            if taken:
                problems.append(Sentence(TAKEN, name=name, other=taken[0], key=key_name(key)))
            else:
                kept.append(key)
        owners.update({(place, key): name for place in command.contexts for key in kept})
        fresh[number] = tuple(kept)
    for number, command in enumerate(registry):
        if number not in wishes:
            fresh[number] = tuple(
                key for key in command.keys if not any((place, key) in owners for place in command.contexts)
            )
        if not fresh[number] and command.keys:
            problems.append(Sentence(LEFT_OUT, name=f"{command.contexts[0]}.{command.id}"))
    return tuple(replace(command, keys=fresh[n]) for n, command in enumerate(registry)), problems


def _wishes(
    registry: Sequence[Command], wanted: Mapping[str, Sequence[str]], problems: list[Sentence]
) -> dict[int, tuple[str, tuple[str, ...]]]:
    """By the number of a command, the name it was asked for by and the keys, as Textual names them."""
    wishes: dict[int, tuple[str, tuple[str, ...]]] = {}
    # A wish for one place comes before one for all places.
    for name, written in sorted(wanted.items(), key=lambda item: "." not in item[0]):
        place, _, id = name.rpartition(".")
        meant = [
            number
            for number, command in enumerate(registry)
            if command.id == id and (not place or place in command.contexts)
        ]
        if not meant:
            problems.append(Sentence(NO_COMMAND, name=name))
            continue
        keys = []
        typed = any(not TYPING.isdisjoint(registry[number].contexts) for number in meant)
        for text in written:
            key = key_of(text)
            if key is None:
                problems.append(Sentence(NO_KEY, name=name, key=text))
            elif typed and is_text(key):
                problems.append(Sentence(TYPED, name=name, key=text))
            else:
                keys.append(key)
        if keys:
            for number in meant:
                wishes.setdefault(number, (name, tuple(dict.fromkeys(keys))))
    return wishes
