"""The committed plan: found in history, whatever was said later."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from history_repo import Repo

from okrcli.goals.address import Address
from okrcli.goals.files import read_folder
from okrcli.goals.workspace import load
from okrcli.history.audit import History, read_history
from okrcli.history.committed import Plan, TooShallowError, plan_of
from okrcli.history.mainline import default_branch
from okrcli.history.repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

GOALS = "okrs/2026-Q3/payments.yaml"
CHECKIN = "okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml"
TODAY = date(2026, 8, 20)
AMENDMENT = "            amendments: [{date: 2026-08-20, field: target, from: 75, to: 70, reason: The law}]\n"


def goals(target: float = 75, *, more: str = "", objective: str = "trust") -> str:
    return (
        f"team: payments\nobjectives:\n  {objective}:\n    title: Trust\n    key_results:\n"
        f"      done:\n            title: Done\n            baseline: 61\n            target: {target}\n{more}"
    )


def on(repo: Repo, day: str, **files: str) -> str:
    """Commit files on a day; what is empty is deleted."""
    for path, text in files.items():
        if text:
            repo.write(path, text)
        else:
            (repo.top / path).unlink()
    when = f"{day}T12:00:00+00:00"
    return repo.commit(GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)


def begun(repo: Repo, text: str = "", settings: str = "version: 1\n") -> None:
    on(repo, "2026-06-25", **{"okr.yaml": settings})
    if text:
        on(repo, "2026-07-01", **{GOALS: text})


def history(top: Path, today: date = TODAY) -> History:
    return read_history(Repository.open(top), load(read_folder(top)), today)


def plan(top: Path) -> Plan:
    workspace = load(read_folder(top))
    cycle = workspace.calendar.cycle("2026-Q3")
    assert cycle is not None
    return plan_of(Repository.open(top), workspace, cycle)


def target(found: Plan) -> float | None:
    (file,) = found.goals
    return file.goals.objectives["trust"].key_results["done"].target


def moves(found: History) -> list[tuple[str, str, object, object]]:
    return [(one.address.path, one.field, one.before, one.after) for one in found.moves]


TRUST = ("payments/trust/done", "target")


def test_the_plan_is_the_last_state_before_the_lock(repo: Repo) -> None:
    begun(repo, goals(80))
    second = on(repo, "2026-07-14", **{GOALS: goals(75)})
    on(repo, "2026-07-15", **{GOALS: goals(70)})
    found = plan(repo.top)
    assert (target(found), found.locked, found.commits, found.late) == (
        75, date(2026, 7, 15), {"payments": second}, frozenset(),
    )  # fmt: skip
    assert moves(history(repo.top)) == [(*TRUST, 75, 70)]
    assert history(repo.top, date(2026, 7, 14)).moves == ()


def test_a_backdated_commit_does_not_come_before_what_is_before_it(repo: Repo) -> None:
    begun(repo, goals(75))
    on(repo, "2026-08-01", **{CHECKIN: "date: 2026-07-20\nby: ana\n"})
    on(repo, "2026-07-02", **{GOALS: goals(70)})
    assert target(plan(repo.top)) == 75


def test_goals_that_come_late_are_held_to_as_they_came(repo: Repo) -> None:
    begun(repo)
    on(repo, "2026-08-01", **{GOALS: goals(75)})
    on(repo, "2026-08-02", **{GOALS: goals(70)})
    found = plan(repo.top)
    assert (target(found), found.late) == (75, frozenset({"payments"}))


def test_a_lock_cannot_be_moved_behind_what_was_changed(repo: Repo) -> None:
    begun(repo, goals(75), "version: 1\nlock_after_days: 7\n")
    on(repo, "2026-07-10", **{GOALS: goals(70)})
    on(repo, "2026-07-11", **{"okr.yaml": "version: 1\nlock_after_days: 60\n"})
    found = plan(repo.top)
    assert (target(found), found.locked) == (75, date(2026, 7, 8))


def test_what_cannot_be_read_is_no_plan(repo: Repo) -> None:
    begun(repo, goals(75))
    on(repo, "2026-07-10", **{GOALS: "team: ["})
    on(repo, "2026-07-20", **{GOALS: goals(70)})
    assert target(plan(repo.top)) == 75


def test_what_is_amended_is_no_silent_change_whoever_did_it_first(repo: Repo) -> None:
    begun(repo, goals(75))
    on(repo, "2026-08-01", **{GOALS: goals(70)})
    assert moves(history(repo.top)) == [(*TRUST, 75, 70)]
    on(repo, "2026-08-20", **{GOALS: goals(70, more=AMENDMENT)})
    assert moves(history(repo.top)) == []
    on(repo, "2026-08-20", **{GOALS: goals(65, more=AMENDMENT)})
    assert moves(history(repo.top)) == [(*TRUST, 70, 65)]


def test_an_amendment_that_is_taken_out_was_none(repo: Repo) -> None:
    begun(repo, goals(75))
    on(repo, "2026-08-20", **{GOALS: goals(70, more=AMENDMENT)})
    on(repo, "2026-08-21", **{GOALS: goals(70)})
    assert moves(history(repo.top)) == [(*TRUST, 75, 70)]


def test_an_import_with_its_amendments_is_judged_by_them(repo: Repo) -> None:
    begun(repo, goals(70, more=AMENDMENT))
    assert target(plan(repo.top)) == 75
    assert moves(history(repo.top)) == []


def test_a_change_in_a_merge_and_one_that_is_not_committed_are_seen(repo: Repo) -> None:
    begun(repo, goals(75))
    repo.git("switch", "--quiet", "-c", "side")
    on(repo, "2026-08-01", **{GOALS: goals(70)})
    assert moves(history(repo.top)) == [(*TRUST, 75, 70)]
    repo.git("switch", "--quiet", "main")
    assert moves(history(repo.top)) == []
    repo.merge("side")
    (found,) = history(repo.top).moves
    assert (found.before, found.after, found.credit and found.credit.author) == (75, 70, "Ana")
    repo.git("reset", "--quiet", "--hard", "HEAD~1")
    repo.write(GOALS, goals(60))
    (found,) = history(repo.top).moves
    assert (found.after, found.credit) == (60, None)


def test_a_goal_that_moved_is_the_same_goal(repo: Repo) -> None:
    begun(repo, goals(75))
    new = goals(75).replace("team: payments", "team: platform")
    on(repo, "2026-08-01", **{GOALS: "team: payments\nobjectives: {}\n", "okrs/2026-Q3/platform.yaml": new})
    assert (history(repo.top).drops, history(repo.top).moves) == ((), ())
    on(repo, "2026-08-02", **{"okrs/2026-Q3/platform.yaml": new.replace("75", "70")})
    assert moves(history(repo.top)) == [("platform/trust/done", "target", 75, 70)]


def test_a_dropped_goal_is_named_until_a_review_decides(repo: Repo) -> None:
    begun(repo, goals(75))
    other = goals(40, objective="speed").replace("done:", "new:").replace("Trust", "Speed").replace("Done", "New")
    on(repo, "2026-08-01", **{GOALS: other})
    assert [one.address for one in history(repo.top).drops] == [Address("2026-Q3", "payments", "trust")]
    review = "date: 2026-08-02\nby: ana\nobjectives:\n  trust: {decision: abandon}\n"
    repo.write("okrs/2026-Q3/reviews/payments.yaml", review)
    assert history(repo.top).drops == ()


def test_an_old_branch_is_not_blamed_for_what_it_does_not_have(repo: Repo) -> None:
    begun(repo, goals(75))
    repo.git("branch", "old")
    on(repo, "2026-07-10", **{GOALS: goals(80)})
    on(repo, "2026-07-20", **{CHECKIN: "date: 2026-07-20\nby: ana\nresults: {trust/done: 65}\n"})
    repo.git("switch", "--quiet", "old")
    found = history(repo.top)
    assert (found.moves, found.rewrites) == ((), ())


def test_a_check_in_may_change_until_it_is_published(repo: Repo) -> None:
    begun(repo, goals(75))
    text = "date: 2026-07-20\nby: ana\nresults: {trust/done: 65}\n"
    repo.git("switch", "--quiet", "-c", "side")
    on(repo, "2026-07-20", **{CHECKIN: text})
    on(repo, "2026-07-20", **{CHECKIN: text.replace("65", "66")})
    repo.git("switch", "--quiet", "main")
    repo.merge("side")
    assert history(repo.top).rewrites == ()
    on(repo, "2026-07-21", **{CHECKIN: text})
    (found,) = history(repo.top).rewrites
    assert (found.path, found.deleted, found.credit and found.credit.day) == (CHECKIN, False, date(2026, 7, 21))
    on(repo, "2026-07-22", **{CHECKIN: ""})
    (found,) = history(repo.top).rewrites
    assert found.deleted
    on(repo, "2026-07-22", **{CHECKIN.replace("ana", "ben"): text.replace("65", "66").replace("ana", "ben")})
    assert len(history(repo.top).rewrites) == 1


def test_a_better_name_of_a_check_in_is_no_change(repo: Repo) -> None:
    begun(repo, goals(75))
    text = "date: 2026-07-20\nby: ana\nresults: {trust/done: 65}\n"
    on(repo, "2026-07-20", **{CHECKIN: text})
    on(repo, "2026-07-21", **{CHECKIN: "", CHECKIN.replace(".yaml", "-2.yaml"): text})
    assert history(repo.top).rewrites == ()


def test_a_clone_that_ends_too_early_is_refused(repo: Repo, tmp_path: Path) -> None:
    begun(repo, goals(75))
    on(repo, "2026-08-01", **{GOALS: goals(70)})
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.top}", str(tmp_path / "shallow"))
    with pytest.raises(TooShallowError, match="too shallow to know the goals of 2026-Q3"):
        history(tmp_path / "shallow")
    repo.git("clone", "--quiet", "--depth=2", f"file://{repo.top}", str(tmp_path / "deep"))
    assert moves(history(tmp_path / "deep")) == [(*TRUST, 75, 70)]


def test_a_worktree_a_subfolder_and_a_detached_head_know_it_too(repo: Repo, tmp_path: Path) -> None:
    on(repo, "2026-06-25", **{"goals/okr.yaml": "version: 1\n", f"goals/{GOALS}": goals(75)})
    on(repo, "2026-08-01", **{f"goals/{GOALS}": goals(70)})
    repo.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "other"))
    assert moves(history(tmp_path / "other/goals")) == [(*TRUST, 75, 70)]


def test_before_the_first_commit_there_is_no_history(repo: Repo) -> None:
    repo.write("okr.yaml", "version: 1\n")
    repo.write(GOALS, goals(75))
    assert history(repo.top) == History()
    assert plan(repo.top).goals == ()


def test_the_default_branch_is_the_remotes_unless_ours_is_ahead(repo: Repo, tmp_path: Path) -> None:
    begun(repo, goals(75))
    repo.git("branch", "-m", "trunk")
    assert default_branch(Repository.open(repo.top)) == "HEAD"
    repo.git("config", "init.defaultBranch", "trunk")
    assert default_branch(Repository.open(repo.top)) == "refs/heads/trunk"
    repo.git("clone", "--quiet", str(repo.top), str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone")
    clone.git("switch", "--quiet", "-c", "feature")
    clone.git("branch", "--quiet", "-D", "trunk")
    assert default_branch(Repository.open(clone.top)) == "refs/remotes/origin/trunk"
    clone.git("switch", "--quiet", "trunk")
    clone.save("more", "x")
    assert default_branch(Repository.open(clone.top)) == "refs/heads/trunk"
