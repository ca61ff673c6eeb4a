"""Programs that tests look through and that pip does not install; `.ci/run` installs them all."""

from __future__ import annotations

from pathlib import Path
from shutil import which

import pytest

NODE_MODULES = Path(__file__).parents[1] / "tools" / "node_modules"


def program(name: str, debian: str) -> str:
    """The path of a program; the test is skipped where it is not installed."""
    found = which(name)
    if found is None:
        pytest.skip(f"needs {name}: apt install {debian}")
    return found


def node_package(path: str) -> Path:
    """A file of a node package by its path below `node_modules`; the test is skipped where it is not installed."""
    found = NODE_MODULES / path
    if not found.is_file():
        pytest.skip(f"needs {path.rpartition('/')[2]}: npm ci --prefix tests/tools")
    return found


def language_server() -> list[str]:
    """The command of the YAML language server that editors use."""
    server = node_package("yaml-language-server/bin/yaml-language-server")
    return [program("node", "nodejs"), str(server), "--stdio"]
