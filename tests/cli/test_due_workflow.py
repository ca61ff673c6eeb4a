"""The example that keeps an issue with what is due, as its checkers see it and as its shell runs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from tools import program

if TYPE_CHECKING:
    from desk import Desk

PROJECT = Path(__file__).parents[2]
FILE = PROJECT / "docs" / "ci" / "due-github.yml"


def checked(*command: str | Path) -> None:
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"])
def test_the_schemas_take_it(schema: str) -> None:
    checked(program("check-jsonschema", "pip install --group dev"), "--builtin-schema", schema, FILE)


def test_zizmor_finds_nothing() -> None:
    zizmor = program("zizmor", "pip install --group dev")
    checked(zizmor, "--offline", "--no-progress", "--no-config", "--persona=pedantic", FILE)


def steps() -> list[str]:
    job = yaml.safe_load(FILE.read_text(encoding="utf-8"))["jobs"]["due"]
    return [step["run"] for step in job["steps"] if "run" in step]


def shell(desk: Desk, script: str, **environment: str) -> str:
    """A step as a runner starts it, with a `gh` that only says what it is asked for."""
    desk.write(
        ".git/bin/gh", '#!/bin/sh\n[ "$2" = list ] && { printf %s "$OPEN"; exit; }\necho "gh $*" >> said\n'
    ).chmod(0o755)
    surroundings = desk.environment(**environment)
    surroundings["PATH"] = f"{desk.folder / '.git/bin'}{os.pathsep}{surroundings['PATH']}"
    for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        surroundings[name] = str(desk.folder / name)
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    done = subprocess.run(command, cwd=desk.folder, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done
    said = desk.folder / "said"
    text = said.read_text() if said.exists() else ""
    said.unlink(missing_ok=True)
    return text


def test_an_issue_is_opened_brought_up_to_date_and_closed(desk: Desk) -> None:
    _, due, issue = steps()
    shell(desk, due)
    assert Path(desk.folder / "GITHUB_OUTPUT").read_text() == "waiting=1\n"
    assert "## Check-ins due by 2026-08-25" in desk.read("due.md")
    assert "gh issue create --title OKR check-ins" in shell(desk, issue, WAITING="1")
    assert "gh issue edit 7 --body-file due.md" in shell(desk, issue, WAITING="1", OPEN="7")
    assert "gh issue close 7" in shell(desk, issue, WAITING="0", OPEN="7")
    assert "issue" not in shell(desk, issue, WAITING="0")
