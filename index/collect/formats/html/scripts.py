"""The text that a page holds back for its scripts to show: JSON documents, and string literals of programs.

Nothing is run: what a script would show is looked for among the strings that stand in it. Sites write them
as JSON, as JSON in percent signs (toutiao's ``RENDER_DATA``), as literals in either kind of quotation marks,
or as markup that is escaped once more inside a literal (toutiao's ``BASE_DATA``, sohu).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from urllib.parse import unquote

from index.collect.formats.html.page import Page

_HAN = re.compile("[\u3400-\u9fff]")
_LITERAL = re.compile(r'"((?:[^"\\\n]|\\.){200,})"|\'((?:[^\'\\\n]|\\.){200,})\'')
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S)
_PLAIN = {"n": "\n", "r": "\n", "t": "\t", "b": "", "f": "", "v": "", "0": ""}
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# Names under which JSON has the paragraphs of a text.
_PARAGRAPH = ("text", "content", "html", "value", "paragraph")
_LEAST, _LOOKED_AT = 60, 4000
_DEEPEST, _MOST, _KEPT = 12, 200_000, 3
_ESCAPED = 3


def texts(page: Page) -> list[str]:
    """The longest texts in the scripts and form fields of a page, as markup or plain."""
    found = [text for text in page.hidden_texts if _is_chinese(text)]
    for kind, script in page.scripts:
        if "json" in kind:
            found += _of_json(script)
        elif "javascript" in kind or not kind or kind == "module":
            found += _of_program(script)
        elif _is_chinese(script):
            found.append(script)
    return [_markup(text) for text in sorted(dict.fromkeys(found), key=len, reverse=True)[:_KEPT]]


def _is_chinese(text: str) -> bool:
    return len(_HAN.findall(text[:_LOOKED_AT])) > _LEAST


def _of_json(script: str) -> Iterator[str]:
    text = script.strip()
    if text.startswith("%"):
        text = unquote(text)
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        yield from _of_program(script)
        return
    waiting: list[tuple[object, int]] = [(document, 0)]
    looked = 0
    while waiting and looked < _MOST:
        value, depth = waiting.pop()
        looked += 1
        if isinstance(value, str):
            if _is_chinese(value):
                yield value
        elif isinstance(value, list):
            if _is_chinese(whole := _paragraphs(value)):
                yield whole
            if depth < _DEEPEST:
                waiting += [(item, depth + 1) for item in value]
        elif isinstance(value, dict) and depth < _DEEPEST:
            waiting += [(item, depth + 1) for item in value.values()]


def _paragraphs(values: list[object]) -> str:
    """A list of paragraphs as markup: of strings, or of objects that have one each and no title."""
    lines: list[str] = []
    for value in values:
        if isinstance(value, dict) and "title" not in value:
            value = next((value[name] for name in _PARAGRAPH if isinstance(value.get(name), str)), None)
        if isinstance(value, str):
            lines.append(value if "<" in value else f"<p>{html.escape(value)}</p>")
    return "".join(lines)


def _of_program(script: str) -> Iterator[str]:
    for match in _LITERAL.finditer(script):
        literal = match[1] or match[2]
        if _HAN.search(literal) or "\\u" in literal or "&#" in literal:
            text = _unescaped(literal)
            if _is_chinese(html.unescape(text[: 4 * _LOOKED_AT]) if "&#" in text else text):
                yield text


def _unescaped(literal: str) -> str:
    """A string literal of JavaScript as the text that it stands for."""

    def character(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _PLAIN.get(match[3], match[3])

    text = _ESCAPE.sub(character, literal)
    text = _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _markup(text: str) -> str:
    """The text without the escapes that only keep it from being markup where it stood."""
    if text.startswith("&quot;") and text.endswith("&quot;"):  # a literal inside a literal
        text = _unescaped(text[6:-6])
    for _ in range(_ESCAPED):
        if "<" not in text and "&" in text:
            text = html.unescape(text)
    if "<" not in text and "\n" in text:
        text = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    return text
