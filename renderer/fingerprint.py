"""What besides the content decides the bytes of an artefact: the versions of the engines."""

from __future__ import annotations

import ctypes
import hashlib
import os
from functools import lru_cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("adieu", "babel", "jinja2", "mjml-python", "pydyf", "segno", "weasyprint")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """A digest of package versions, Pango's version, and the fonts that letters are set in."""
    parts = [f"{name} {_version(name)}" for name in PACKAGES]
    parts.append(f"pango {_pango()}")
    parts.extend(_fonts())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _pango() -> str:
    try:
        return str(ctypes.CDLL("libpango-1.0.so.0").pango_version())
    except OSError:
        return "none"


def _fonts() -> list[str]:
    """Name and size of each Noto font file: enough to notice another version of one."""
    found: list[str] = []
    for folder in FONT_FOLDERS:
        for place, _, files in os.walk(Path(folder).expanduser()):
            for file in files:
                if file.startswith("Noto"):
                    found.append(f"{file} {(Path(place) / file).stat().st_size}")
    return sorted(found)
