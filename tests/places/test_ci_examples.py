"""The examples for CI and the action, as their own checkers see them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tools import program

PROJECT = Path(__file__).parents[2]
EXAMPLES = PROJECT / "docs" / "ci"
LINTING = sorted(EXAMPLES.glob("github*.yml"))
WORKFLOWS = [*LINTING, *sorted(EXAMPLES.glob("*-github.yml"))]


def checked(*command: str | Path) -> None:
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", PROJECT / "action.yml"),
        *(("vendor.github-workflows", file) for file in WORKFLOWS),
        *(("custom.github-workflows-require-timeout", file) for file in WORKFLOWS),
        ("vendor.gitlab-ci", EXAMPLES / "gitlab.yml"),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_the_schemas_take_them(schema: str, file: Path) -> None:
    checked(program("check-jsonschema", "pip install --group dev"), "--builtin-schema", schema, file)


@pytest.mark.parametrize("persona", ["regular", "pedantic", "auditor"])
def test_zizmor_finds_nothing(persona: str) -> None:
    command = [
        program("zizmor", "pip install --group dev"),
        "--offline",
        "--no-progress",
        "--no-config",
        f"--persona={persona}",
    ]
    checked(*command, "action.yml", *WORKFLOWS)


def test_examples_ask_for_what_the_action_has() -> None:
    known = set(re.findall(r"^  ([a-z-]+):$", (PROJECT / "action.yml").read_text(encoding="utf-8"), re.MULTILINE))
    for file in LINTING:
        _, _, step = file.read_text(encoding="utf-8").partition("OWNER/okr@")
        given = set(re.findall(r"^ {10}([a-z-]+):", step.partition("- uses")[0], re.MULTILINE))
        assert given
        assert given <= known


def test_no_example_runs_with_the_rights_of_the_repository_on_the_code_of_a_fork() -> None:
    for file in WORKFLOWS:
        text = file.read_text(encoding="utf-8")
        assert "pull_request_target" not in text
        assert "permissions: {}" in text
        assert "persist-credentials: false" in text
