"""Pages in a real browser, headless Chromium, and what axe says of them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOOLS = Path(__file__).parents[1] / "tools"
_AXE = _TOOLS / "node_modules/axe-core/axe.min.js"


def look(pages: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Open pages, each a mapping with `url` and `width`; the test is skipped where the browser is not installed."""
    browser = which("chromium") or which("chromium-browser") or which("google-chrome")
    if browser is None or which("node") is None:
        pytest.skip("needs chromium and node: apt install chromium nodejs")
    if not _AXE.is_file():
        pytest.skip("needs axe-core and puppeteer-core: npm ci --prefix tests/tools")
    asked = json.dumps({"pages": list(pages), "axe": str(_AXE)})
    command = ["node", str(_TOOLS / "look.mjs"), browser]
    done = subprocess.run(command, input=asked.encode(), capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def is_clean(found: dict[str, Any], folder: Path) -> None:
    """No message, no dialog, nothing wider than the window, no violation, and no request beyond a folder."""
    what = {name: found[name] for name in ("url", "width")}
    assert found["console"] == [], what
    assert found["dialogs"] == [], what
    assert found["violations"] == [], what
    assert found["overflow"] <= 0, what
    assert [asked for asked in found["requests"] if not asked.startswith(folder.as_uri())] == [], what
