"""Where CI runs (`OKR_CI=1`), a test that is skipped has failed: there, everything it needs is installed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

OF_THE_MACHINE = frozenset(
    (
        "only root can give a folder away",
        "this file system has no such names",
    )
)
"""Reasons that no installation changes."""


def _refused(report: Any) -> Any:
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if os.environ.get("OKR_CI") and skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if reason not in OF_THE_MACHINE:
            report.outcome, report.longrepr = "failed", f"skipped, and CI skips nothing: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    return _refused((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    return _refused((yield))
