"""okr init: a workspace in any folder, and nothing lost."""

from __future__ import annotations

import pytest
from desk import Desk

SCHEMAS = [f".okr/{name}.schema.json" for name in ("goals", "checkin", "review", "settings")]
FILES = ["okr.yaml", "okrs/2026-Q3/payments.yaml", *SCHEMAS]
NEXT = "\nnext: write your goals (`okr draft` helps), then `okr lint` and `okr report`\n"


def test_a_workspace_is_made_with_git_and_lints_clean(empty: Desk) -> None:
    ran = empty.okr("init", "--team", "payments", "--owner", "ana", "--organisation", "Acme")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "made a git repository\n" + "".join(f"wrote {path}\n" for path in FILES) + NEXT
    assert sorted(empty.files()) == sorted(FILES)
    assert empty.git("rev-parse", "--is-inside-work-tree") == "true"
    lint = empty.okr("lint")
    assert (lint.code, lint.out) == (0, "2 files, 2 key results: no problems.\n")
    assert empty.okr("report").out.startswith("Acme · 2026-Q3 · ")


def test_a_second_time_writes_nothing(empty: Desk) -> None:
    empty.okr("init", "--team", "payments")
    files = empty.files()
    ran = empty.okr("init", "--team", "other", OKR_TODAY="2027-01-05")
    assert (ran.code, ran.out) == (0, "".join(f"kept {path}\n" for path in ["okr.yaml", *SCHEMAS]))
    assert empty.files() == files


def test_a_dry_run_writes_nothing(empty: Desk) -> None:
    ran = empty.okr("init", "--team", "payments", "--dry-run")
    assert (ran.code, ran.out) == (0, "".join(f"would write {path}\n" for path in FILES))
    assert list(empty.folder.iterdir()) == []


def test_what_is_there_is_kept(empty: Desk) -> None:
    empty.git("init", "--quiet")
    empty.write("README.md", "mine\n")
    empty.write("okrs/2026-Q3/payments.yaml", "# mine\nteam: payments\n")
    ran = empty.okr("init", "--team", "payments")
    assert "made a git repository" not in ran.out
    assert "kept okrs/2026-Q3/payments.yaml\n" in ran.out
    assert empty.read("okrs/2026-Q3/payments.yaml") == "# mine\nteam: payments\n"
    assert empty.read("README.md") == "mine\n"


def test_a_folder_in_a_repository_gets_no_repository_of_its_own(empty: Desk) -> None:
    empty.git("init", "--quiet")
    inner = Desk(empty.folder / "goals")
    assert "made a git repository" not in inner.okr("init").out
    assert not (inner.folder / ".git").exists()
    assert inner.okr("lint").code == 0


def test_the_first_owner_is_who_git_knows(empty: Desk) -> None:
    empty.okr("init")
    assert "\n    owner: ana\n" in empty.read("okrs/2026-Q3/team.yaml")


@pytest.mark.parametrize(
    ("length", "starts", "cycle"),
    [("half", "april", "2026-H1"), ("year", "july", "2026"), ("trimester", "january", "2026-T2")],
)
def test_other_calendars(empty: Desk, length: str, starts: str, cycle: str) -> None:
    ran = empty.okr("init", "--length", length, "--starts", starts)
    assert (ran.code, ran.err) == (0, "")
    assert [path for path in empty.files() if path.startswith("okrs/")] == [f"okrs/{cycle}/team.yaml"]
    assert empty.okr("lint").code == 0


def test_json_lists_what_was_written_and_kept(empty: Desk) -> None:
    data = empty.okr("init", "--team", "payments", "--format", "json").data
    assert (data["written"], data["kept"], data["made_repository"]) == (FILES, [], True)
    again = empty.okr("init", "--team", "payments", "--format", "json").data
    assert (again["written"], again["kept"], again["made_repository"]) == ([], ["okr.yaml", *SCHEMAS], False)


def test_a_name_that_is_no_id_is_refused(empty: Desk) -> None:
    ran = empty.okr("init", "--team", "Pay ments")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: 'Pay ments' cannot be the id of a team\nhelp: ")
    assert list(empty.folder.iterdir()) == []
