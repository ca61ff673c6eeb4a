"""The HTML report and the site in headless Chromium, with hostile texts too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser import is_clean, look
from cycle_files import CYCLE_FILES
from desk import Desk, commit_all
from hostile_texts import hostile_files

if TYPE_CHECKING:
    from pathlib import Path

WIDTHS = (360, 1280)


@pytest.fixture(params=["cycle", "hostile"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk")
    for path, text in (CYCLE_FILES if request.param == "cycle" else hostile_files()).items():
        made.write(path, text)
    commit_all(made)
    return made


def test_a_report_is_quiet_accessible_and_fits(workspace: Desk, tmp_path: Path) -> None:
    file, printed = tmp_path / "report.html", tmp_path / "report.pdf"
    assert workspace.okr("report", "-o", file).code in {0, 1}
    pages = [{"url": file.as_uri(), "width": width, "dark": dark} for width in WIDTHS for dark in (False, True)]
    for found in look([*pages, {"url": file.as_uri(), "width": 1280, "pdf": str(printed)}]):
        is_clean(found, tmp_path / "nothing")
        assert "2026-Q3" in found["text"]
    assert printed.read_bytes().startswith(b"%PDF")


def test_a_site_is_quiet_accessible_and_fits(workspace: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert workspace.okr("site", "-o", folder).code in {0, 1}
    pages = [{"url": page.as_uri(), "width": width} for page in sorted(folder.rglob("*.html")) for width in WIDTHS]
    for found in look(pages):
        is_clean(found, folder)
    texts = "".join(page.read_text(encoding="utf-8") for page in folder.rglob("*.html"))
    assert "<script>" not in texts
