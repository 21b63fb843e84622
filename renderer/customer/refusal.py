"""How a value is refused: the words of the error and the hint, never the value itself."""

from __future__ import annotations

from collections.abc import Collection

from pydantic_core import PydanticCustomError

from renderer.errors import nearest

NAME_LIMIT = 64  # no name that we know is longer


def refuse(message: str, hint: str = "", *, at: str = "") -> PydanticCustomError:
    """The error to raise; `at`: the field below the one that is validated."""
    return PydanticCustomError("refused", "refused", {"message": message, "hint": hint, "at": at})


def suggest(name: str, known: Collection[str], otherwise: str = "") -> str:
    """A hint with the nearest known name. A long name gets none: comparing takes its square."""
    match = nearest(name, known) if len(name) <= NAME_LIMIT else ""
    return f"did you mean `{match}`?" if match else otherwise
