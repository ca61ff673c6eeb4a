from __future__ import annotations

import gc
import os
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest

from okrcli.goals.address import Address
from okrcli.history.events import Event, events
from okrcli.history.repository import Repository
from okrcli.history.tracing import trace

if TYPE_CHECKING:
    from pathlib import Path

    from history_repo import Repo

PAYMENTS = "okrs/2026-Q3/payments.yaml"
CHECKOUT = "okrs/2026-Q3/checkout.yaml"
CHECK_IN = "okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml"
DONE = Address("2026-Q3", "payments", "trust", "done")


def goals(team: str = "payments", target: float = 75, **others: float) -> str:
    """A goals file whose objective `trust` has a key result `done`, and others by their targets."""
    results = {"done": target} | others
    lines = "".join(f"      {name}: {{title: T, baseline: 61, target: {value}}}\n" for name, value in results.items())
    return f"team: {team}\nobjectives:\n  trust:\n    title: Trust\n    key_results:\n{lines}"


def told(repo: Repo, root: str = ".") -> list[Event]:
    return list(events(Repository.open(repo.top / root)))


def about(repo: Repo, goal: Address) -> list[Event]:
    return list(trace(Repository.open(repo.top), goal))


def kinds(found: list[Event]) -> list[str]:
    return [event.change.kind.value for event in found]


def test_a_repository_without_commits_has_no_events(repo: Repo) -> None:
    repo.write(PAYMENTS, goals())
    assert told(repo) == []


def test_the_first_commit_adds_and_later_ones_change(repo: Repo) -> None:
    first = repo.save(PAYMENTS, goals())
    second = repo.save(
        PAYMENTS,
        goals(target=70),
        GIT_AUTHOR_NAME="Dana",
        GIT_AUTHOR_DATE="2026-08-20T23:30:00-0700",
        GIT_COMMITTER_DATE="2026-08-22T09:00:00+0200",
    )
    found = told(repo)
    assert kinds(found) == ["objective-added", "key-result-added", "target"]
    assert [event.commit for event in found] == [first, first, second]
    change, commit, author, email, authored, committed, week, at_boundary = found[-1]
    assert (change.before, change.after, change.direction) == (75, 70, "weaker")
    assert (commit, author, email, week, at_boundary) == (second, "Dana", "ana@example.org", 8, False)
    assert authored is not None
    assert committed is not None
    assert (authored.isoformat(), committed.isoformat()) == (
        "2026-08-20T23:30:00-07:00",
        "2026-08-22T09:00:00+02:00",
    )


def test_a_checkin_has_its_own_date_and_week(repo: Repo) -> None:
    repo.save(PAYMENTS, goals())
    repo.save(CHECK_IN, "date: 2026-07-13\nby: ana\nresults: {trust/done: 63}\n")
    event = told(repo)[-1]
    assert (event.change.kind, event.change.day, event.week) == ("check-in-added", date(2026, 7, 13), 2)


def test_a_merge_says_only_what_is_new_in_it(repo: Repo) -> None:
    repo.save(PAYMENTS, goals(speed=5))
    repo.git("switch", "--quiet", "-c", "side")
    repo.save(PAYMENTS, goals(speed=6))
    repo.git("switch", "--quiet", "main")
    repo.save(PAYMENTS, goals(target=80, speed=5))
    repo.git("merge", "--no-commit", "--no-ff", "-s", "ours", "side")
    merge = repo.save(PAYMENTS, goals(target=70, speed=6))
    found = told(repo)
    assert kinds(found)[3:] == ["target", "target", "target"]
    assert [(event.change.after, event.commit == merge) for event in found[4:]] in (
        [(80, False), (70, True)],
        [(6, False), (70, True)],
    )


def test_what_a_merge_dropped_is_still_told(repo: Repo) -> None:
    repo.save(PAYMENTS, goals())
    repo.git("switch", "--quiet", "-c", "side")
    repo.save(PAYMENTS, goals(target=60))
    repo.git("switch", "--quiet", "main")
    repo.save("other", "x")
    repo.merge("side", "-s", "ours")
    assert [event.change.after for event in told(repo)][2:] == [60]


def test_a_key_result_that_moved_keeps_its_history(repo: Repo) -> None:
    repo.save(PAYMENTS, goals(target=75, speed=5))
    repo.save(PAYMENTS, goals(target=70, speed=5))
    repo.write(PAYMENTS, goals(target=70))
    repo.save(
        CHECKOUT,
        goals("checkout", target=1, speed=5)
        .replace("trust:", "pace:")
        .replace("      done: {title: T, baseline: 61, target: 1}\n", ""),
    )
    repo.git("mv", CHECKOUT, "okrs/2026-Q3/web.yaml")
    repo.save(
        "okrs/2026-Q3/web.yaml",
        (repo.top / "okrs/2026-Q3/web.yaml").read_text().replace("checkout", "web").replace("target: 5", "target: 4"),
    )
    found = list(trace(Repository.open(repo.top), Address("2026-Q3", "web", "pace", "speed")))
    assert [(event.change.kind.value, event.change.address.path) for event in found] == [
        ("key-result-added", "payments/trust/speed"),
        ("key-result-moved", "checkout/pace/speed"),
        ("objective-moved", "web/pace"),
        ("target", "web/pace/speed"),
    ]


def test_events_can_be_asked_for_by_address(repo: Repo) -> None:
    repo.save(PAYMENTS, goals(speed=5))
    repo.save(PAYMENTS, goals(target=70, speed=5))
    repo.save(CHECK_IN, "date: 2026-07-13\nby: ana\nresults: {trust/speed: 63}\n")
    found = told(repo)
    assert kinds(about(repo, DONE)) == ["key-result-added", "target"]
    assert kinds(about(repo, DONE._replace(key_result="speed"))) == [
        "key-result-added",
        "check-in-added",
    ]
    assert (about(repo, Address("2026-Q3", "payments"))) == found
    assert (about(repo, Address("2026-Q2", "payments"))) == []


def test_a_version_that_cannot_be_read_is_said_once_and_the_last_state_stands(repo: Repo) -> None:
    repo.save(PAYMENTS, goals())
    repo.save(PAYMENTS, "team: [")
    repo.save(PAYMENTS, "team: {")
    repo.save(CHECKOUT, goals("checkout"))
    repo.save(PAYMENTS, goals(target=70))
    found = told(repo)
    assert kinds(found) == [
        "objective-added", "key-result-added", "unreadable", "objective-added", "key-result-added", "target",
    ]  # fmt: skip
    assert (found[2].change.address.path, found[2].change.file) == ("payments", PAYMENTS)
    assert (found[-1].change.before, found[-1].change.after) == (75, 70)
    assert kinds(about(repo, DONE)) == ["key-result-added", "unreadable", "target"]


def test_a_merge_conflict_that_was_committed_is_unreadable(repo: Repo) -> None:
    repo.save(PAYMENTS, goals())
    repo.save(PAYMENTS, goals().replace("title: Trust", "title: Trust\n<<<<<<< HEAD\n"))
    assert kinds(told(repo)) == ["objective-added", "key-result-added", "unreadable"]


def test_a_root_in_a_subfolder_is_read_alone(repo: Repo) -> None:
    repo.save(f"goals/{PAYMENTS}", goals())
    repo.save(PAYMENTS, goals(target=1))
    repo.save(f"goals/{PAYMENTS}", goals(target=70))
    assert [event.change.after for event in told(repo, "goals")][-1] == 70
    assert len(told(repo, "goals")) == 3


def test_a_fiscal_year_moves_the_weeks(repo: Repo) -> None:
    repo.write("okr.yaml", "version: 1\ncycles: {length: quarter, starts: april}\n")
    repo.save("okrs/2026-Q1/payments.yaml", goals(), GIT_AUTHOR_DATE="2026-04-09T12:00:00Z")
    assert {event.week for event in told(repo)} == {2}


def test_where_a_shallow_clone_ends_nobody_set_anything(repo: Repo, tmp_path: Path) -> None:
    for target in (75, 70, 65):
        last = repo.save(PAYMENTS, goals(target=target))
    subprocess.run(["git", "clone", "-q", "--depth=2", f"file://{repo.top}", str(tmp_path / "clone")], check=True)
    clone = Repository.open(tmp_path / "clone")
    found = list(events(clone))
    assert clone.is_shallow()
    assert [(event.change.kind, event.at_boundary) for event in found] == [
        ("objective-added", True),
        ("key-result-added", True),
        ("target", False),
    ]
    assert clone.boundary == {found[0].commit}
    assert found[-1].commit == last
    assert not Repository.open(repo.top).is_shallow()


def test_authors_are_told_raw(repo: Repo) -> None:
    repo.write(".mailmap", "Somebody Else <else@example.org> <ana@example.org>\n")
    repo.git("config", "log.mailmap", "true")
    first = repo.save(PAYMENTS, goals(), GIT_AUTHOR_NAME="red\x1b[31m :000000 ::error::\u202e")
    forged = repo.git("commit-tree", f"{first}^{{tree}}", "-m", "x", GIT_AUTHOR_NAME="Forged")
    repo.git("replace", first, forged)
    assert {(event.author, event.email) for event in told(repo)} == {
        ("red\x1b[31m :000000 ::error::\u202e", "ana@example.org")
    }


@pytest.mark.parametrize(
    ("author", "name", "day"),
    [
        ("Ana <a@b> 99999999999999 +0000", "Ana", None),
        ("Ana <a@b> 18446744073709551614 +0000", "Ana", date(1970, 1, 1)),  # git itself says 0
        ("Ana <a@b> 1784000000 +9999", "Ana", date(2026, 7, 14)),
        ("Ana <a@b> yesterday", "Ana", None),
        ("", "", None),
        ("\udce9\udcff <a@b> 1784000000 +0000", "\udce9\udcff", date(2026, 7, 14)),
    ],
)
def test_absurd_authors_do_not_stop_it(repo: Repo, author: str, name: str, day: date | None) -> None:
    repo.save(PAYMENTS, goals())
    tree = repo.git("rev-parse", "HEAD^{tree}")
    commit = f"tree {tree}\nauthor {author}\ncommitter C <c> 1784000000 +0100\n\nx\n"
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=repo.top, input=commit.encode("utf-8", "surrogateescape"), capture_output=True, check=True,
    )  # fmt: skip
    repo.git("reset", "--quiet", "--hard", made.stdout.decode().strip())
    event = told(repo)[0]
    assert (event.author, event.authored and event.authored.date()) == (name, day)


def test_an_event_of_a_file_name_that_is_no_text_is_no_error(repo: Repo) -> None:
    (repo.top / "okrs/2026-Q3").mkdir(parents=True)
    with open(os.fsencode(repo.top) + b"/okrs/2026-Q3/a\xff.yaml", "w") as file:  # noqa: PTH123 - not a text
        file.write(goals("a"))
    repo.save(PAYMENTS, goals())
    assert kinds(told(repo)) == ["unreadable", "objective-added", "key-result-added"]


def test_files_in_other_places_are_no_goals(repo: Repo) -> None:
    repo.write("okrs/stray.yaml", "x")
    repo.write("okrs/2026-Q3/notes/stray.yaml", "x")
    repo.write("okrs/someday/payments.yaml", goals())
    repo.commit()
    assert told(repo) == []


def test_a_link_is_unreadable(repo: Repo) -> None:
    repo.save(PAYMENTS, goals())
    (repo.top / CHECKOUT).symlink_to("payments.yaml")
    repo.commit()
    assert kinds(told(repo)) == ["objective-added", "key-result-added", "unreadable"]


def test_a_walk_that_is_not_finished_leaves_no_process(repo: Repo) -> None:
    for target in range(3):
        repo.save(PAYMENTS, goals(target=target))
    walk = events(Repository.open(repo.top))
    assert next(walk).change.kind == "objective-added"
    del walk  # a process left behind would be a ResourceWarning, and so a failure
    gc.collect()
