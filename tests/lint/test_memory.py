"""What is recalled is what a run that reads everything would find, or nothing."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest
from goal_files import GOALS, GOALS_FILE, VALID
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okrcli.goals.files import read_folder
from okrcli.goals.workspace import load
from okrcli.lint import memory as remembered
from okrcli.lint.memory import Memory
from okrcli.lint.rule import Context
from okrcli.lint.run import LintResult, all_rules, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULES = all_rules()
BAD = GOALS.replace("target: 75", "target: 61  # okr: ignore[unknown-owner] -- to be seen").replace(
    "baseline: 61", 'baseline: "61"'
)
WAIVED = GOALS.replace("baseline: 61", "baseline: 75  # so far").replace(
    "target: 75", "target: 75  # okr: ignore[baseline-equals-target] until=2026-12-31 -- agreed"
)


@pytest.fixture(params=["by status", "by content"])
def root(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose files count as settled at once, or never."""
    monkeypatch.setattr(remembered, "_SETTLED", -(10**18) if request.param == "by status" else 10**18)
    for path, text in VALID.items():
        write(tmp_path, path, str(text))
    (tmp_path / ".git").mkdir()
    return tmp_path


def write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def lint(root: Path) -> LintResult:
    return run(load(read_folder(root)), RULES, Context(date(2026, 8, 1)))


def memory(root: Path, question: str = "all") -> Memory:
    return Memory(root / ".git", root, (question,))


def keep(root: Path) -> LintResult:
    kept = memory(root)
    result = lint(root)
    kept.keep(dict(read_folder(root)), result)
    return result


@pytest.mark.parametrize("goals", [GOALS, BAD, WAIVED, "team: [\n"])
def test_what_is_recalled_is_what_was_found(root: Path, goals: str) -> None:
    write(root, GOALS_FILE, goals)
    assert memory(root).recall() is None
    assert keep(root) == memory(root).recall()


def test_every_change_is_seen(root: Path) -> None:
    keep(root)
    before = (root / GOALS_FILE).stat()
    link = root / "okrs/2026-Q3/link.yaml"
    changes: tuple[Callable[[], None], ...] = (
        lambda: write(root, GOALS_FILE, BAD),
        lambda: write(root, "okr.yaml", "version: 1\n"),
        lambda: write(root, "okrs/2026-Q3/other.yaml", GOALS),
        (root / GOALS_FILE).unlink,
        lambda: write(root, "okrs/2026-Q2/payments.yaml", GOALS),
        lambda: link.symlink_to(root / "okr.yaml"),
    )
    for change in changes:
        change()
        assert memory(root).recall() is None
        keep(root)
    write(root, GOALS_FILE, GOALS.replace("75", "76"))
    os.utime(root / GOALS_FILE, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert memory(root).recall() is None


def test_a_file_written_anew_with_the_same_text_is_recalled_by_its_content(root: Path) -> None:
    result = keep(root)
    write(root, GOALS_FILE, GOALS)
    assert memory(root).recall() == result
    assert memory(root).recall() == result


def test_another_question_is_another_memory(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(root)
    assert memory(root, "tomorrow").recall() is None
    monkeypatch.setattr(remembered, "code_of_okr", lambda: "another version")
    assert memory(root).recall() is None


@pytest.mark.parametrize(
    "text", [b"", b"{}", b"[]", b"\xff", b'{"status": null, "content": "", "result": [1]}', b"null"]
)
def test_a_broken_memory_is_none(root: Path, text: bytes) -> None:
    keep(root)
    for file in (root / ".git/okr").iterdir():
        file.write_bytes(text)
    assert memory(root).recall() is None
    assert keep(root) == memory(root).recall()


def test_a_memory_cut_anywhere_is_none_or_whole(root: Path) -> None:
    write(root, GOALS_FILE, WAIVED)
    result = keep(root)
    [file] = (root / ".git/okr").iterdir()
    whole = file.read_bytes()
    for length in range(0, len(whole), 97):
        file.write_bytes(whole[:length])
        assert memory(root).recall() in (None, result)


def test_old_memories_are_forgotten(root: Path) -> None:
    for number in range(30):
        memory(root, str(number)).keep(dict(read_folder(root)), lint(root))
    assert len(list((root / ".git/okr").iterdir())) == 16


def test_where_nothing_can_be_written_there_is_no_memory_and_no_error(root: Path) -> None:
    (root / ".git/okr").write_text("a file", encoding="utf-8")
    keep(root)
    assert memory(root).recall() is None


def test_runs_at_once_leave_a_whole_memory(root: Path) -> None:
    result = lint(root)
    files = dict(read_folder(root))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: memory(root).keep(files, result), range(64)))
    assert memory(root).recall() in (None, result)
    assert not [file for file in (root / ".git/okr").iterdir() if file.suffix != ".json"]


TEXTS = st.sampled_from([GOALS, BAD, WAIVED, "team: payments\n", "", GOALS.replace("trust:", "doubt:")])
STEPS = st.lists(st.tuples(st.sampled_from([GOALS_FILE, "okrs/2026-Q3/b.yaml", "okrs/2026-Q2/payments.yaml"]), TEXTS))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(STEPS)
def test_after_any_changes_what_is_recalled_is_right(root: Path, steps: list[tuple[str, str]]) -> None:
    for path, text in steps:
        write(root, path, text) if text else (root / path).unlink(missing_ok=True)
        recalled = memory(root).recall()
        assert recalled is None or recalled == lint(root)
        keep(root)
        assert memory(root).recall() == lint(root)


def test_the_command_line_recalls_in_a_repository_and_its_work_trees(tmp_path: Path) -> None:
    from desk import FILES, Desk, commit_all

    desk = Desk(tmp_path / "desk")
    for path, text in FILES.items():
        desk.write(path, text)
    desk.okr("lint")
    assert not list(tmp_path.rglob("lint-*.json"))
    commit_all(desk)
    first = desk.okr("lint", "--format", "json").data
    assert len(list((desk.folder / ".git/okr").glob("lint-*.json"))) == 1
    assert desk.okr("lint", "--format", "json").data == first
    desk.write("okrs/2026-Q3/platform.yaml", FILES["okrs/2026-Q3/platform.yaml"].replace("target: 20", "target: 120"))
    assert desk.okr("lint").code == 1
    assert desk.okr("lint").code == 1
    assert desk.okr("lint").out == desk.okr("lint", "--no-cache").out
    subprocess.run(["git", "worktree", "add", "--quiet", "../tree"], cwd=desk.folder, check=True, capture_output=True)
    tree = Desk(tmp_path / "tree")
    assert tree.okr("lint").code == tree.okr("lint").code == 0
    assert desk.git("status", "--porcelain") == " M okrs/2026-Q3/platform.yaml"
