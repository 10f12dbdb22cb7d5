"""Old Word documents (doc, wps): read here if of Word 97 to 2003, else by a converter of this machine."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired

from index.collect.formats import doc_text, letterhead, plain
from index.collect.formats.archive import ENCRYPTED
from index.collect.formats.ole import MARK, CompoundFile
from index.collect.formats.source_text import SourceText
from index.collect.formats.writing import LONGEST, Writer
from index.errors import N_, ImportFailure

NO_CONVERTER = N_(
    "This old Word file needs a converter: install LibreOffice (or antiword), or save it as .docx and import"
    " that."
)
NOT_CONVERTED = N_("{program} could not convert this old Word file: save it as .docx and import that.")
TOO_SLOW = N_("{program} took more than {limit} seconds for this file: save it as .docx and import that.")
NOT_WORD = N_("The file is not a Word document: open it in the program that made it and save it as .docx.")

SECONDS = 90
# Word for DOS, Word 2 and Write.
_BEFORE_97 = (b"\x31\xbe\x00\x00", b"\xdb\xa5", b"\x32\xbe\x00\x00")
# LibreOffice with a profile of its own in which macros and links are off, whatever the user's says.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""  # noqa: E501


def read(data: bytes, _path: str | None) -> SourceText:
    """The text of an old Word file. Errors: ``ImportFailure`` with the reason."""
    if data.startswith(_BEFORE_97):
        return converted(data)
    if not data.startswith(MARK):
        return plain.read(data, None)  # text under a name of Word's
    file = CompoundFile(data)
    if "EncryptedPackage" in file:  # a docx with a password
        raise ImportFailure(ENCRYPTED)
    if doc_text.is_word_97(file):
        writer = Writer()
        doc_text.write(file, writer)
        letterhead.tell(writer)
        return writer.source("doc", whole_paragraphs=True)
    if "WordDocument" not in file:
        raise ImportFailure(NOT_WORD)
    return converted(data)


def converted(data: bytes) -> SourceText:
    """The text that a converter on the search path makes of a file, in a folder that is removed after it."""
    for program, convert in _CONVERTERS:
        found = shutil.which(program)
        if found is None:
            continue
        with tempfile.TemporaryDirectory(prefix="dangjian-", ignore_cleanup_errors=True) as folder:
            source = Path(folder) / "source.doc"
            source.write_bytes(data)
            text = convert(found, source)
        writer = Writer()
        for line in text.split("\n"):
            writer.add(line)
        return writer.source(program, whole_paragraphs=True)
    raise ImportFailure(NO_CONVERTER)


def _textutil(program: str, source: Path) -> str:
    return _run([program, "-convert", "txt", "-encoding", "UTF-8", "-stdout", str(source)], source.parent)


def _antiword(program: str, source: Path) -> str:
    return _run([program, "-m", "UTF-8.txt", "-w", "0", "-t", str(source)], source.parent)


def _catdoc(program: str, source: Path) -> str:
    return _run([program, "-d", "utf-8", "-w", str(source)], source.parent)


def _libreoffice(program: str, source: Path) -> str:
    folder = source.parent
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
    options = [
        "--headless",
        "--norestore",
        "--nologo",
        "--nolockcheck",
        f"-env:UserInstallation={profile.as_uri()}",
    ]
    form = "txt:Text (encoded):UTF8"
    _run([program, *options, "--convert-to", form, "--outdir", str(folder), str(source)], folder)
    made = folder / "source.txt"
    if not made.is_file():
        raise ImportFailure(NOT_CONVERTED, program=Path(program).name)
    with made.open("rb") as stream:
        return stream.read(LONGEST * 4).decode("utf-8-sig", "replace")


_CONVERTERS: Sequence[tuple[str, Callable[[str, Path], str]]] = (
    ("textutil", _textutil),
    ("soffice", _libreoffice),
    ("libreoffice", _libreoffice),
    ("antiword", _antiword),
    ("catdoc", _catdoc),
)


def _run(command: Sequence[str], folder: Path) -> str:
    """What a program writes. It and all that it starts is ended when it takes too long."""
    name = Path(command[0]).name
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        process = Popen(
            command,
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=DEVNULL,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise ImportFailure(NOT_CONVERTED, program=name) from error
    with process:
        try:
            output, _ = process.communicate(timeout=SECONDS)
        except BaseException as problem:
            _end(process)
            if isinstance(problem, TimeoutExpired):
                raise ImportFailure(TOO_SLOW, program=name, limit=SECONDS) from problem
            raise
    if process.returncode != 0:
        raise ImportFailure(NOT_CONVERTED, program=name)
    return output.decode("utf-8-sig", "replace")


def _end(process: Popen[bytes]) -> None:
    if sys.platform != "win32":
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
