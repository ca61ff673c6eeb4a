"""okr setup git: what real git then shows and merges."""

from __future__ import annotations

import os
import subprocess

import pytest
from desk import FILES, OKR, Desk, commit_all

GOALS = "okrs/2026-Q3/payments.yaml"
SETTINGS = {"diff.okr.xfuncname", "diff.okr.textconv", "diff.okr.cachetextconv", "merge.okr.name", "merge.okr.driver"}


@pytest.fixture
def ready(desk: Desk) -> Desk:
    """A clone in which git knows goals."""
    ran = desk.okr("setup", "git", "--yes")
    assert (ran.code, ran.err) == (0, "")
    desk.git("add", ".gitattributes")
    desk.git("commit", "--quiet", "--message", "attributes")
    return desk


def configured(desk: Desk) -> set[str]:
    return {line for line in desk.git("config", "--local", "--list", "--name-only").split("\n") if ".okr." in line}


def changed(desk: Desk, branch: str, **swaps: tuple[str, str]) -> None:
    """A commit on a branch, made from main, with texts in the goals replaced."""
    desk.git("switch", "--quiet", "-c", branch, "main")
    text = desk.read(GOALS)
    for old, new in swaps.values():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    desk.write(GOALS, text)
    desk.git("commit", "--quiet", "--all", "--message", branch)


def merge(desk: Desk, *branches: str) -> tuple[int, str]:
    """Merge branches into main, one after the other: the exit code, and what was said."""
    desk.git("switch", "--quiet", "main")
    for branch in branches:
        command = ["git", "merge", "--no-edit", branch]
        done = subprocess.run(command, cwd=desk.folder, env=desk.environment(), capture_output=True, check=False)
        if done.returncode:
            return done.returncode, (done.stdout + done.stderr).decode()
    return 0, ""


def test_it_is_shown_before_it_is_written(desk: Desk) -> None:
    files = desk.files()
    ran = desk.okr("setup", "git")
    assert (ran.code, ran.err) == (
        2, "error: nothing was written: nobody is here to ask\nhelp: say --yes, or look at it with --dry-run\n",
    )  # fmt: skip
    ran = desk.okr("setup", "git", "--dry-run")
    assert ran.out.startswith("would write into .gitattributes, for everybody:\n  okrs/**/*.yaml diff=okr merge=okr\n")
    data = desk.okr("setup", "git", "--dry-run", "--format", "json").data
    assert (data["written"], set(data["settings"])) == (False, SETTINGS)
    assert (desk.files(), configured(desk)) == (files, set())
    assert desk.okr("setup", "hg").code == 2


def test_it_is_written_once_and_keeps_what_is_there(desk: Desk) -> None:
    desk.write(".gitattributes", b"*.png binary # \xff")
    assert desk.okr("setup", "git", "--yes").code == 0
    written = (desk.folder / ".gitattributes").read_bytes()
    assert written == b"*.png binary # \xff\nokrs/**/*.yaml diff=okr merge=okr\n"
    assert configured(desk) == SETTINGS
    files = desk.files()
    ran = desk.okr("setup", "git")
    assert (ran.code, ran.out) == (0, "git knows all of it already\n")
    assert desk.files() == files


def test_a_diff_is_a_field_a_line(ready: Desk) -> None:
    ready.write(GOALS, FILES[GOALS].replace("target: 75", "target: 80"))
    lines = ready.git("diff").split("\n")
    assert "-payments/checkout-trust/completion target: 75" in lines
    assert "+payments/checkout-trust/completion target: 80" in lines
    ready.git("commit", "--quiet", "--all", "--message", "x")
    assert "+payments/checkout-trust/completion target: 80" in ready.git("log", "-p", "-1").split("\n")
    ready.git("diff", "HEAD~1")
    headers = [line for line in ready.git("diff", "--no-textconv", "HEAD~1").split("\n") if line.startswith("@@")]
    assert headers[0].endswith("@@ completion")


def test_a_comment_and_a_broken_file_are_seen_in_a_diff(ready: Desk) -> None:
    ready.write(GOALS, FILES[GOALS].replace("# theirs, not ours", "# okr: ignore[vanity-metric] -- it is ours"))
    assert "+# okr: ignore[vanity-metric] -- it is ours" in ready.git("diff").split("\n")
    ready.write(GOALS, b"team: [\x1b[31m\xff\n")
    shown = ready.git("diff")
    assert "+okr cannot read this: " in shown
    assert "\x1b" not in shown


def test_changes_of_both_sides_are_merged_by_id(ready: Desk) -> None:
    new = "      {}:\n        title: Another\n      refunds:\n"
    changed(ready, "one", a=("baseline: 61", "baseline: 60"), b=("      refunds:\n", new.format("mine")))
    changed(ready, "two", a=("target: 75", "target: 80"), b=("      refunds:\n", new.format("other")))
    assert merge(ready, "one", "two") == (0, "")
    text = ready.read(GOALS)
    assert [line in text for line in ("baseline: 60", "target: 80", "      mine:\n", "      other:\n")] == [True] * 4
    assert text.count("      refunds:\n") == 1
    assert "# theirs, not ours" in text
    ready.git("config", "--remove-section", "merge.okr")
    ready.git("reset", "--quiet", "--hard", "main~1")
    assert merge(ready, "two")[0] == 1, "lines alone cannot be merged here"


def test_two_answers_are_one_question_and_nothing_is_lost(ready: Desk) -> None:
    changed(ready, "one", a=("target: 75", "target: 80"), b=("at_most: 0.4", "at_most: 0.5"))
    changed(ready, "two", a=("target: 75", "target: 85"))
    code, said = merge(ready, "one", "two")
    assert code == 1
    assert f"okr: {GOALS}: both changed payments/checkout-trust/completion target: 80 and 85\n" in said
    text = ready.read(GOALS)
    assert "<<<<<<< ours\n        target: 80\n=======\n        target: 85\n>>>>>>> theirs\n" in text
    assert "at_most: 0.5" in text
    assert ready.git("status", "--porcelain") == f"UU {GOALS}"
    assert "merge-conflict" in ready.okr("lint", "--format", "concise").out


def test_what_one_side_dropped_and_the_other_changed_is_a_question(ready: Desk) -> None:
    text = FILES[GOALS]
    audit = text[text.index("      audit:") : text.index("      refunds:")]
    changed(ready, "one", a=(audit, ""))
    changed(ready, "two", a=("scoping: 1", "scoping: 2"))
    code, said = merge(ready, "one", "two")
    assert (code, "both changed payments/checkout-trust/audit: gone and changed" in said) == (1, True)
    assert "scoping: 2" in ready.read(GOALS)


def test_files_that_cannot_be_read_are_merged_by_lines(ready: Desk) -> None:
    changed(ready, "one", a=("team: payments", "team: [payments"))
    changed(ready, "two", a=("due: 2026-09-30", "due: 2026-08-31"))
    assert merge(ready, "one", "two") == (0, "")
    text = ready.read(GOALS)
    assert ("team: [payments" in text, "due: 2026-08-31" in text) == (True, True)


def test_check_ins_of_one_day_merge(ready: Desk) -> None:
    path = "okrs/2026-Q3/checkins/2026-08-17-payments-ana.yaml"
    text = ready.read(path)
    for branch, old, new in (("one", "66.5", "67"), ("two", "value: 0.3", "value: 0.35")):
        ready.git("switch", "--quiet", "-c", branch, "main")
        ready.write(path, text.replace(old, new))
        ready.git("commit", "--quiet", "--all", "--message", branch)
    assert merge(ready, "one", "two") == (0, "")
    assert ready.read(path) == text.replace("66.5", "67").replace("value: 0.3", "value: 0.35")


def test_without_okr_git_does_what_it_does(ready: Desk) -> None:
    changed(ready, "one", a=("target: 75", "target: 80"))
    changed(ready, "two", a=("target: 75", "target: 85"))
    ready.git("switch", "--quiet", "main")
    ready.git("merge", "--quiet", "one")
    path = os.pathsep.join(
        folder for folder in os.environ["PATH"].split(os.pathsep) if folder != str(OKR.parent) and "venv" not in folder
    )
    environment = ready.environment(PATH=path)
    done = subprocess.run(["git", "merge", "two"], cwd=ready.folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert "<<<<<<< ours\n        target: 80\n=======\n        target: 85\n" in ready.read(GOALS)
    ready.git("reset", "--quiet", "--hard")
    ready.write(GOALS, FILES[GOALS].replace("target: 75", "target: 90"))
    done = subprocess.run(["git", "diff"], cwd=ready.folder, env=environment, capture_output=True, check=True)
    assert b"target: 90\n" in done.stdout


def test_rebase_and_cherry_pick_use_it_too(ready: Desk) -> None:
    changed(ready, "one", a=("baseline: 61", "baseline: 60"))
    changed(ready, "two", a=("target: 75", "target: 80"))
    ready.git("rebase", "--quiet", "one")
    assert "baseline: 60\n        target: 80\n" in ready.read(GOALS)


def test_a_workspace_in_a_subfolder(empty: Desk) -> None:
    for path, text in FILES.items():
        empty.write(f"goals/{path}", text)
    commit_all(empty)
    assert empty.okr("-C", "goals", "setup", "git", "--yes").code == 0
    assert (empty.folder / "goals/.gitattributes").is_file()
    empty.write(f"goals/{GOALS}", FILES[GOALS].replace("target: 75", "target: 80"))
    assert "+payments/checkout-trust/completion target: 80" in empty.git("diff")


def test_plumbing_is_not_in_the_help(readable: Desk) -> None:
    said = readable.okr("--help").out
    assert "setup" in said
    assert "textconv" not in said
    assert readable.okr("textconv", GOALS).out.startswith("team: payments\npayments/checkout-trust title: Buyers trust")
