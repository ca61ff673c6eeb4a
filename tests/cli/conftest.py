"""Desks to work at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import FILES, Desk, commit_all

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def empty(tmp_path: Path) -> Desk:
    """A folder with nothing in it, not even git."""
    return Desk(tmp_path / "desk")


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """A small company's workspace in git: two teams, one check-in."""
    for path, text in FILES.items():
        empty.write(path, text)
    commit_all(empty)
    return empty


@pytest.fixture(scope="session")
def readable(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same, shared by tests that only read."""
    made = Desk(tmp_path_factory.mktemp("readable") / "desk")
    for path, text in FILES.items():
        made.write(path, text)
    commit_all(made)
    return made
