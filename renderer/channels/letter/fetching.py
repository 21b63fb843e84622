"""What a letter may load: images and fonts, by their real paths, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote
from urllib.parse import urlsplit

from weasyprint.urls import URLFetcher
from weasyprint.urls import URLFetcherResponse

FILE_BYTES = 5_000_000  # an image
FONT_BYTES = 50_000_000  # a font collection

# where fontconfig finds fonts on Debian; `src: local(…)` arrives as a file in one of them
FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts"),
    Path("~/.fonts"),
)


class ContentFetcher(URLFetcher):  # type: ignore[misc]  # weasyprint has no type hints
    """Opens files inside the content root and the font folders; everything else is fatal.

    `refused` holds why the last address was refused, without the address itself: addresses may
    carry data of a record.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(allowed_protocols={"file"}, allow_redirects=False, fail_on_errors=True)
        self._root = root.resolve(strict=True)
        self._fonts = tuple(folder.expanduser().resolve() for folder in FONT_FOLDERS)
        self.refused = ""

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The file behind `url`; ValueError or OSError, which WeasyPrint makes fatal."""
        self.refused = "a file cannot be read"
        path = self._path(url)
        limit = FILE_BYTES if path.is_relative_to(self._root) else FONT_BYTES
        with path.open("rb") as file:
            content = file.read(limit + 1)
        if len(content) > limit:
            raise self._refusal(f"a file is larger than {limit // 1_000_000} MB")
        self.refused = ""
        return URLFetcherResponse(url, content)

    def _path(self, url: str) -> Path:
        parts = urlsplit(url)
        if parts.scheme.lower() != "file" or parts.netloc:
            raise self._refusal("a letter loads files of the content root only")
        path = Path(unquote(parts.path)).resolve(strict=True)
        if not any(path.is_relative_to(folder) for folder in (self._root, *self._fonts)):
            raise self._refusal("a file is outside the content root and the font folders")
        if not path.is_file():
            raise self._refusal("a letter loads plain files only")
        return path

    def _refusal(self, reason: str) -> ValueError:
        self.refused = reason
        return ValueError(reason)
