"""Writing to disk: as a whole, with the mode that was there, and not over another change."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from renderer import po
from renderer.errors import Flaw
from renderer.errors import TranslationInvalid
from renderer.po import Conflict

TEXT = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n'


def edited() -> tuple[po.PoFile, po.PoFile]:
    file = po.read(TEXT, file="messages.po")
    return file, file.with_strings(file.messages[0], ["c"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "messages.po"
    path.write_bytes(TEXT)
    path.chmod(0o640)
    return path


def test_the_file_is_replaced_and_keeps_its_mode(path: Path) -> None:
    old, new = edited()
    before = path.stat().st_ino
    po.write_safely(path, new, expected_digest=old.digest)
    assert path.read_bytes() == new.bytes
    assert path.stat().st_mode & 0o7777 == 0o640
    assert path.stat().st_ino != before
    assert list(path.parent.iterdir()) == [path]


def test_a_change_by_somebody_else_is_a_conflict(path: Path) -> None:
    old, new = edited()
    path.write_bytes(TEXT + b"# another hand\n")
    with pytest.raises(Conflict, match=r"messages.po: file was changed meanwhile") as caught:
        po.write_safely(path, new, expected_digest=old.digest)
    assert path.read_bytes() == TEXT + b"# another hand\n"
    assert caught.value.expected == old.digest
    assert caught.value.found == po.digest(TEXT + b"# another hand\n")
    assert list(path.parent.iterdir()) == [path]


def test_a_change_while_it_is_written_is_a_conflict(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = edited()

    def meddling(handle: int) -> None:
        path.write_bytes(b"other")

    monkeypatch.setattr(os, "fsync", meddling)
    with pytest.raises(Conflict):
        po.write_safely(path, new, expected_digest=old.digest)
    assert path.read_bytes() == b"other"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_was_removed_is_a_conflict(path: Path) -> None:
    old, new = edited()
    path.unlink()
    with pytest.raises(Conflict, match="file was removed meanwhile"):
        po.write_safely(path, new, expected_digest=old.digest)
    assert list(path.parent.iterdir()) == []


def test_a_new_file_is_made_only_where_there_is_none(path: Path) -> None:
    _, new = edited()
    with pytest.raises(Conflict, match="file exists already"):
        po.write_safely(path, new, expected_digest=None)
    other = path.with_name("other.po")
    po.write_safely(other, new, expected_digest=None)
    assert other.read_bytes() == new.bytes
    fresh = path.with_name("fresh")
    fresh.touch()
    assert other.stat().st_mode == fresh.stat().st_mode


def test_a_link_is_followed(path: Path) -> None:
    old, new = edited()
    link = path.with_name("link.po")
    link.symlink_to(path)
    po.write_safely(link, new, expected_digest=old.digest)
    assert link.is_symlink()
    assert path.read_bytes() == new.bytes


def test_a_failure_leaves_the_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = edited()

    def full(handle: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        po.write_safely(path, new, expected_digest=old.digest)
    assert path.read_bytes() == TEXT
    assert list(path.parent.iterdir()) == [path]


def test_a_conflict_survives_pickling() -> None:
    error = Conflict((Flaw("messages.po", 0, "file was changed meanwhile"),), "a", "b")
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, Conflict)
    assert isinstance(again, TranslationInvalid)
    assert (again.args, again.flaws, again.expected, again.found) == (
        error.args,
        error.flaws,
        "a",
        "b",
    )
