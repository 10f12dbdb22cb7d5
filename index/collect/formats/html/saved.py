"""Html as it comes: telling it from plain text, and getting it out of the archives that browsers save.

MHTML (Chrome, Edge, IE) is a MIME message whose first html part is the page; a webarchive (Safari) is a
property list with the page in ``WebMainResource``. Their pictures and frames are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.errors import N_, ImportFailure

NO_PAGE = N_("The web archive holds no page: save the page again, as html or text.")

_LOOKS = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,4000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]|(?P<part>(?:div|p|table|section|article|title|meta|center|span|font|h[1-6])[\s>]))",
    re.I | re.S,
)
_TAG = re.compile(rb"</(?:div|p|td|tr|table|section|span|a|h[1-6]|title|strong|article)>", re.I)
_ARCHIVE = re.compile(
    rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?content-type:\s*multipart/related", re.I
)
_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.I)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,40})""", re.I)
_HEAD = 8192


def is_html(data: bytes) -> bool:
    """Whether the bytes are an html page, whatever the file is called."""
    found = _looks(data)
    return found is not None and found["part"] is None


def is_fragment(data: bytes) -> bool:
    """Whether the bytes are a piece of a page: they begin with an element, and have more."""
    found = _looks(data)
    return found is not None and (found["part"] is None or len(_TAG.findall(data[:_HEAD])) >= 2)


def _looks(data: bytes) -> re.Match[bytes] | None:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:64]:
        head = (
            head[2:].replace(b"\0", b"")
            if head[:2] in (b"\xff\xfe", b"\xfe\xff")
            else head.replace(b"\0", b"")
        )
    return _LOOKS.match(head)


def without_nuls(data: bytes) -> bytes:
    """The bytes of a page without stray NULs, which browsers pass over; UTF-16 is full of them."""
    if data.count(b"\0") * 100 < len(data) and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.replace(b"\0", b"")
    return data


def is_archive(data: bytes) -> bool:
    """Whether the bytes are a page archive: MHTML, or a webarchive."""
    if data.startswith(b"bplist00"):
        return b"WebMainResource" in data[:_HEAD] or b"WebMainResource" in data[-_HEAD:]
    return _ARCHIVE.match(data[:_HEAD]) is not None


def declared(data: bytes) -> str | None:
    """The encoding that the page itself declares, as it is written there."""
    head = data[:_HEAD]
    found = _XML_CHARSET.match(head) or _CHARSET.search(head)
    return found[1].decode("ascii", "replace").lower() if found else None


def page_of(data: bytes) -> tuple[bytes, str | None, str | None]:
    """The page in an archive: its bytes, the encoding the archive names, its address.

    Errors: ``ImportFailure`` where there is none.
    """
    if data.startswith(b"bplist00"):
        return _webarchive(data)
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() in (
            "text/html",
            "application/xhtml+xml",
        ):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                address = part["Content-Location"] or message["Snapshot-Content-Location"]
                return content, part.get_content_charset(), str(address) if address else None
    raise ImportFailure(NO_PAGE)


def _webarchive(data: bytes) -> tuple[bytes, str | None, str | None]:
    import plistlib

    try:
        archive = plistlib.loads(data)
    except (ValueError, TypeError, IndexError, OverflowError, RecursionError, MemoryError) as error:
        raise ImportFailure(NO_PAGE) from error
    main = archive.get("WebMainResource") if isinstance(archive, Mapping) else None
    content = main.get("WebResourceData") if isinstance(main, Mapping) else None
    if not isinstance(main, Mapping) or not isinstance(content, bytes) or not content.strip():
        raise ImportFailure(NO_PAGE)
    charset, address = main.get("WebResourceTextEncodingName"), main.get("WebResourceURL")
    return (
        content,
        charset if isinstance(charset, str) else None,
        address if isinstance(address, str) else None,
    )
