"""This project as others get it: a repository of its own, with nothing in it that was not committed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from desk import Desk, commit_all

PROJECT = Path(__file__).parents[2]
PARTS = ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "action.yml", "action", "okrcli")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a clone of a release has."""
    made = Desk(tmp_path_factory.mktemp("published") / "okr")
    for name in PARTS:
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
        copy(PROJECT / name, made.folder / name)
    for left in made.folder.rglob("__pycache__"):
        shutil.rmtree(left)
    commit_all(made)
    return made.folder
