"""Real git repositories to look into."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from history_repo import Repo

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the settings of this machine nor those of a surrounding git command reach a test."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    settings = tmp_path_factory.mktemp("home") / ".gitconfig"
    settings.write_text("[init]\n\tdefaultBranch = main\n[user]\n\tname = Ana\n\temail = ana@example.org\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    top = tmp_path / "repo"
    top.mkdir()
    made = Repo(top)
    made.git("init", "--quiet")
    return made
