"""Programs that tests look through; `.ci/run` installs them all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from shutil import which

import pytest

NODE_MODULES = Path(__file__).parents[1] / "tools" / "node_modules"


def program(name: str, install: str) -> str:
    """The path of a program, of this Python's first; the test is skipped where it is not installed."""
    found = which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        pytest.skip(f"needs {name}: {install}")
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
    return [program("node", "apt install nodejs"), str(server), "--stdio"]
