"""What all tests share: one renderer over the example content, and the golden texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from renderer import Renderer

ROOT = Path(__file__).resolve().parent.parent
AS_OF = datetime.fromisoformat("2026-11-23T09:30:00+01:00")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-golden", action="store_true", help="write the golden texts instead of comparing"
    )


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    """The example content, loaded once."""
    return Renderer(ROOT)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the example content that a test may break."""
    for folder in ("templates", "locales"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file():
                target = tmp_path / path.relative_to(ROOT)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
    return tmp_path


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with `tests/golden/<name>`, or write it with `--write-golden`."""
    write = request.config.getoption("--write-golden")

    def compare(name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return
        assert path.exists(), f"{name} is new: look at it, then run pytest --write-golden"
        assert text == path.read_text(encoding="utf-8"), f"{name} differs"

    return compare
