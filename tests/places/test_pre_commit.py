"""The hooks as the real pre-commit runs them, in a repository of its own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from desk import FILES, Desk, commit_all
from tools import program

PROJECT = Path(__file__).parents[2]
GOALS = "okrs/2026-Q3/platform.yaml"
WRONG = FILES[GOALS].replace("target: 20", "target: 120")


@pytest.fixture
def desk(tmp_path: Path, published: Path) -> Desk:
    """A workspace whose commits are checked, with a mistake that was there before the hooks were."""
    made = Desk(tmp_path / "desk")
    for path, text in FILES.items():
        made.write(path, text)
    made.write("okrs/2026-Q3/company.yaml", "team: company\nobjectives: {}\n")
    made.write(".pre-commit-config.yaml", CONFIG.format(repo=published, rev=Desk(published).git("rev-parse", "HEAD")))
    commit_all(made)
    return made


CONFIG = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks: [{{id: okr-lint}}, {{id: okr-lint-all, stages: [manual]}}]
"""


def pre_commit(desk: Desk, *arguments: str) -> tuple[int, str]:
    """The hooks build their own environment once; everything else of the machine stays out."""
    home = {"PRE_COMMIT_HOME": str(desk.folder.parents[1] / "pre-commit"), "PRE_COMMIT_COLOR": "never"}
    passed = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "https_proxy"))}
    command = [program("pre-commit", "pip install --group dev"), *arguments]
    where = desk.environment(**passed, **home) | {"HOME": os.environ["HOME"]}
    ran = subprocess.run(command, cwd=desk.folder, env=where, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def test_a_commit_with_a_mistake_is_refused_and_says_where(desk: Desk) -> None:
    desk.write(GOALS, WRONG)
    desk.git("add", "--all")
    code, said = pre_commit(desk, "run")
    assert code == 1, said
    assert "- hook id: okr-lint\n- exit code: 1" in said
    assert f"  --> {GOALS}:14:17\n" in said


def test_a_clean_commit_passes_whatever_else_is_wrong(desk: Desk) -> None:
    """Reporting is limited to the files of the commit, reading is not."""
    desk.write(GOALS, WRONG)
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--no-verify", "--message", "a mistake from before")
    standalone, supports = "standalone: It is a question", "supports: platform/fast-builds"
    desk.write("okrs/2026-Q3/payments.yaml", FILES["okrs/2026-Q3/payments.yaml"].replace(standalone, supports))
    desk.git("add", "--all")
    code, said = pre_commit(desk, "run")
    assert (code, "Passed" in said) == (0, True), said
    code, said = pre_commit(desk, "run", "--hook-stage", "manual", "okr-lint-all")
    assert (code, f"  --> {GOALS}:14:17\n" in said) == (1, True), said


def test_a_rule_that_looks_across_files_sees_those_that_did_not_change(desk: Desk) -> None:
    text = FILES["okrs/2026-Q3/payments.yaml"].replace("standalone: It is a question", "supports: platform/slow-builds")
    desk.write("okrs/2026-Q3/payments.yaml", text)
    desk.git("add", "--all")
    code, said = pre_commit(desk, "run")
    assert (code, "there is no platform/slow-builds in 2026-Q3" in said) == (1, True), said


def test_a_commit_without_goals_runs_nothing(desk: Desk) -> None:
    desk.write("notes/plan.yaml", "team: [")
    desk.git("add", "--all")
    code, said = pre_commit(desk, "run")
    assert (code, "(no files to check)Skipped" in said) == (0, True), said


def test_the_manifest_is_one(desk: Desk) -> None:
    code, said = pre_commit(desk, "validate-manifest", str(PROJECT / ".pre-commit-hooks.yaml"))
    assert (code, said) == (0, "")
