"""Writing a catalogue to disk: all or nothing, and never over somebody else's change."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from renderer.errors import Flaw
from renderer.errors import TranslationInvalid
from renderer.po.file import PoFile
from renderer.po.file import digest


class Conflict(TranslationInvalid):
    """The file on disk is not the version that was edited: read it again and repeat the edit.

    `expected` and `found` are digests; an empty one means that there is no file.
    """

    def __init__(self, flaws: tuple[Flaw, ...], expected: str = "", found: str = "") -> None:
        super().__init__(flaws)
        self.args = (flaws, expected, found)

    @property
    def expected(self) -> str:
        return str(self.args[1])

    @property
    def found(self) -> str:
        return str(self.args[2])


def write_safely(path: Path, po: PoFile, *, expected_digest: str | None) -> None:
    """Replace the file by `po` in one step, if it still has the digest that was read.

    With None there must be no file yet. The mode stays, a link is followed, folders must exist.
    Raises Conflict if the file has changed, and OSError if it cannot be written; in both cases the
    file is as it was. Two writers in the same instant need a lock of their own: the digest is
    compared just before the replacement, not together with it.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    _compare(target, po, expected_digest)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            if expected_digest is not None:
                os.fchmod(file.fileno(), target.stat().st_mode & 0o7777)
            file.write(po.bytes)
            file.flush()
            os.fsync(file.fileno())
        _compare(target, po, expected_digest)
        temporary.replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _compare(target: Path, po: PoFile, expected: str | None) -> None:
    try:
        found = digest(target.read_bytes())
    except FileNotFoundError:
        found = ""
    if found == (expected or ""):
        return
    if not expected:
        message = "file exists already"
    else:
        message = "file was changed meanwhile" if found else "file was removed meanwhile"
    flaw = Flaw(po.file, 0, message, "read it again and repeat the edit")
    raise Conflict((flaw,), expected or "", found)


def _sync_folder(folder: Path) -> None:
    """Make the new name last as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
