"""MJML in Node, as a peer where npm is there: the package is installed into a temporary folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from renderer.library import Library
from tests.benchmarks.scene import MESSAGE

_SCRIPT = """
const mjml2html = require('mjml');
const source = require('fs').readFileSync(0, 'utf8');
(async () => {
  const times = [];
  for (let round = 0; round < 40; round++) {
    const begin = process.hrtime.bigint();
    await mjml2html(source, { validationLevel: 'skip' });
    times.push(Number(process.hrtime.bigint() - begin) / 1e9);
  }
  times.sort((a, b) => a - b);
  console.log(JSON.stringify(times[20]));
})();
"""


def mjml_in_node(root: Path) -> float | None:
    """Median seconds for compiling our email's source, None without npm or registry."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        print("\n(no npm: MJML in Node was not measured)")
        return None
    pieces = Library.open(root).flat(f"templates/messages/{MESSAGE}/email.mjml")
    source = "".join(piece.text for piece in pieces if piece.kind == "text")
    source = source[source.index("<mjml") :]
    with tempfile.TemporaryDirectory() as folder:
        install = subprocess.run(
            [npm, "install", "--silent", "--no-audit", "--no-fund", "mjml@4"],
            cwd=folder,
            capture_output=True,
        )
        if install.returncode != 0:
            print("\n(npm could not install mjml: MJML in Node was not measured)")
            return None
        (Path(folder) / "bench.js").write_text(_SCRIPT, encoding="utf-8")
        done = subprocess.run(
            [node, "bench.js"], cwd=folder, input=source.encode(), capture_output=True, check=True
        )
        return float(json.loads(done.stdout))
