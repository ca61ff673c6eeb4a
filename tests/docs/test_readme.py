"""Every `console` block of README.md does what it shows, in a copy of this repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
EXIT = re.compile(r"\[exit code (?P<code>[0-9]+)\]")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples in a git repository of their own, as a reader who cloned the project has them."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", folder / "examples")
    for command in ("init -q -b main", "add .", "commit -q -m examples"):
        subprocess.run(["git", *command.split()], cwd=folder, env=environment(folder), check=True)
    return folder


def environment(folder: Path) -> dict[str, str]:
    tools = Path(sys.executable).parent
    return {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "OKR_TODAY": "2026-08-20",
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "Ana",
        "GIT_AUTHOR_EMAIL": "ana@example.com",
        "GIT_AUTHOR_DATE": "2026-07-01T09:00:00Z",
        "GIT_COMMITTER_NAME": "Ana",
        "GIT_COMMITTER_EMAIL": "ana@example.com",
        "GIT_COMMITTER_DATE": "2026-07-01T09:00:00Z",
    }


def sessions(block: str) -> list[tuple[str, str, int]]:
    """Command, expected output and exit code of each `$` in a block."""
    found = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        code = EXIT.search(output)
        found.append((command, EXIT.sub("", output).rstrip("\n"), int(code["code"]) if code else 0))
    return found


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_console_blocks_show_what_happens(number: int, copy: Path) -> None:
    for command, expected, code in sessions(BLOCKS[number]):
        done = subprocess.run(
            command, shell=True, cwd=copy, env=environment(copy), capture_output=True, text=True, check=False
        )
        shown = "\n".join(line.rstrip() for line in (done.stdout + done.stderr).splitlines())
        assert (without_ids(shown.rstrip("\n")), done.returncode) == (without_ids(expected), code), command


def without_ids(text: str) -> str:
    """The ids of commits change with every byte of the examples: here they are all the same."""
    return re.sub(r"\b[0-9a-f]{7}\b", "0000000", text)


def test_the_readme_shows_something() -> None:
    assert len(BLOCKS) >= 3
