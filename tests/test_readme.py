"""The README is run: each console block in a copy of the content, the Python block as it stands."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
ADIEU = f"{shlex.quote(sys.executable)} -m renderer.cli"


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", README, re.DOTALL)


def steps(block: str) -> list[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines that it prints."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def run(command: str, folder: Path) -> str:
    words = command.replace(".venv/bin/adieu", ADIEU).replace("$EDITOR", "true")
    done = subprocess.run(
        ["bash", "-c", words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def test_the_commands_print_what_the_readme_shows(content: Path) -> None:
    for block in blocks("console"):
        for command, expected in steps(block):
            if "check" in command:
                path = content / "templates/messages/contract-note/email.mjml"
                text = path.read_text(encoding="utf-8")
                broken = text.replace("cancellation.ends_on", "cancellation.ends_om", 1)
                path.write_text(broken, encoding="utf-8")
            printed = run(command, content)
            for line in expected:
                if line != "...":
                    wanted = re.sub(r":\d+:", ":", line)
                    assert wanted in re.sub(r":\d+:", ":", printed), f"{command}\n{printed}"


def test_the_python_block_runs(content: Path) -> None:
    (block,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", block],
        cwd=content,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("rendered")


@pytest.mark.parametrize("target", ["serve", "test", "help", "bench"])
def test_every_make_target_that_is_named_exists(target: str) -> None:
    assert f"make {target}" in README
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_command_is_in_the_table() -> None:
    listed = run(f"{ADIEU} --help", ROOT)
    commands = re.findall(r"^    ([a-z-]+) ", listed, re.MULTILINE)
    assert commands
    for command in commands:
        assert f"adieu {command}" in README, f"`adieu {command}` is not in the README"
