from __future__ import annotations

from datetime import date

import pytest
from goal_files import (
    CHECK_IN,
    CHECK_IN_FILE,
    GOALS,
    GOALS_FILE,
    REVIEW,
    SETTINGS,
    VALID,
    found,
    loaded,
    swap,
)

from okrcli.errors import OkrError
from okrcli.goals.address import Address
from okrcli.goals.workspace import Workspace, load

COMPANY = """\
team: company
objectives:
  growth:
    title: Shops all over Europe choose us
    key_results:
      completion:
        title: Raise completion from 1 to 2
"""


def with_files(**texts: str) -> Workspace:
    """The valid workspace and more files, by their paths."""
    return load((VALID | texts).items())


def names(workspace: Workspace) -> list[str]:
    return [f"{one.path}: {one.name}" for one in workspace.diagnostics()]


def test_a_valid_workspace_is_read_whole() -> None:
    workspace = load(VALID.items())
    assert found(workspace) == []
    assert [str(one.address) for one in workspace.objectives] == ["2026-Q3:payments/trust"]
    assert [one.owner for one in workspace.key_results] == ["ana", "ana"]
    checkin = workspace.checkins[0]
    assert (checkin.team, checkin.checkin.by, checkin.checkin.date) == ("payments", "ana", date(2026, 7, 13))
    assert checkin.checkin.results["trust/completion"].value == 63.5
    assert checkin.checkin.results["trust/disputes"].note == "fewer than last month"
    review = workspace.reviews[0].review
    assert review.objectives["trust"].decision == "keep"
    assert review.results["trust/completion"].self_score == 0.8


def test_settings_are_read() -> None:
    workspace = load(VALID.items())
    assert workspace.settings.people == {"ana", "ben"}
    assert workspace.settings.checkins.days == 7


def test_without_settings_the_usual_ones_count() -> None:
    workspace = load([(GOALS_FILE, GOALS)])
    assert found(workspace) == []
    assert workspace.calendar.example == "2026-Q3"


def test_broken_settings_do_not_hide_the_goals() -> None:
    workspace = loaded(settings="version: [1\n")
    assert names(workspace) == ["okr.yaml: yaml-syntax"]
    assert [file.path for file in workspace.goals] == [GOALS_FILE]


def test_one_bad_setting_does_not_hide_the_others() -> None:
    workspace = loaded(settings=SETTINGS + "lock_after_days: soon\ncycles: {length: quarter, starts: february}\n")
    assert found(workspace) == ["wrong-type 4:18"]
    assert workspace.settings.lock_after_days == 14
    assert workspace.settings.cycles.starts == "february"


def test_one_bad_file_does_not_hide_the_others() -> None:
    workspace = with_files(**{"okrs/2026-Q3/broken.yaml": "team: [", "okrs/2026-Q3/company.yaml": COMPANY})
    assert names(workspace) == ["okrs/2026-Q3/broken.yaml: yaml-syntax"]
    assert {one.address.team for one in workspace.objectives} == {"payments", "company"}


def test_what_stands_in_an_unreadable_file_may_exist() -> None:
    workspace = with_files(**{"okrs/2026-Q3/broken.yaml": "team: ["})
    assert workspace.knows(Address("2026-Q3", "broken", "anything"))
    assert not workspace.knows(Address("2026-Q3", "other", "anything"))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("okrs/payments.yaml", "the file is not in the folder of a cycle"),
        ("okrs/2026-Q5/payments.yaml", "the file is not in the folder of a cycle"),
        ("okrs/2026-Q3/payments.yml", "the name must end in .yaml"),
        ("okrs/2026-Q3/Other.yaml", "the file's name must be the id of its team"),
        ("okrs/2026-Q3/checkins/today.yaml", "a check-in's name must be DATE-TEAM-PERSON"),
        ("okrs/2026-Q3/reviews/The End.yaml", "a review's name must be the id of its team"),
        (
            "okrs/2026-Q3/check-ins/2026-07-13-payments-ana.yaml",
            "the file is in a folder that okr does not read",
        ),
    ],
)
def test_a_file_in_the_wrong_place_is_said(path: str, message: str) -> None:
    workspace = with_files(**{path: GOALS})
    assert [(one.path, one.message) for one in workspace.diagnostics()] == [(path, message)]


def test_the_team_must_be_the_files_name() -> None:
    workspace = loaded(goals=swap(GOALS, "team: payments", "team: billing"))
    assert found(workspace) == ["file-name 1:7"]
    assert workspace.objectives[0].address.team == "payments"


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("okrs/2026-Q3/Payments.yaml", GOALS_FILE),
        ("okrs/2026-Q3/caf\u00e9.yaml", "okrs/2026-Q3/cafe\u0301.yaml"),
    ],
)
def test_two_names_that_are_one_on_some_machines_are_said(path: str, other: str) -> None:
    workspace = load([(path, GOALS), (other, GOALS)])
    said = "another file has the same name but for case or accents"
    assert [one.path for one in workspace.diagnostics() if one.message == said] == [other]


@pytest.mark.parametrize(
    ("path", "text", "team"),
    [
        ("2026-07-13-payments-ana", CHECK_IN, "payments"),
        ("2026-07-13-payments-ana-2", CHECK_IN, "payments"),
        ("2026-07-13-card-payments-ana", CHECK_IN, "card-payments"),
        ("2026-07-13-team-7-ana", CHECK_IN, "team-7"),
        ("2026-07-13-payments-ana-7", swap(CHECK_IN, "by: ana", "by: ana-7"), "payments"),
    ],
)
def test_a_check_ins_name_says_its_team(path: str, text: str, team: str) -> None:
    workspace = load([(f"okrs/2026-Q3/checkins/{path}.yaml", text)])
    assert found(workspace) == []
    assert [file.team for file in workspace.checkins] == [team]


@pytest.mark.parametrize("path", ["2026-07-14-payments-ana", "2026-07-13-payments-ben", "2026-07-13-ana"])
def test_a_check_ins_name_must_fit_what_it_says(path: str) -> None:
    workspace = load([(f"okrs/2026-Q3/checkins/{path}.yaml", CHECK_IN)])
    assert found(workspace) == ["file-name 1:1"]


def test_a_broken_check_in_or_review_does_not_hide_the_others() -> None:
    workspace = loaded(checkin="date: [", review=swap(REVIEW, "decision: keep", "decision: drop"))
    assert names(workspace) == [
        f"{CHECK_IN_FILE}: yaml-syntax",
        "okrs/2026-Q3/reviews/payments.yaml: invalid-value",
    ]
    assert workspace.reviews[0].review.objectives["trust"].learned == ("Cards are the smaller problem",)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("payments", "2026-Q3:payments"),
        ("trust", "2026-Q3:payments/trust"),
        ("payments/trust", "2026-Q3:payments/trust"),
        ("trust/completion", "2026-Q3:payments/trust/completion"),
        ("disputes", "2026-Q3:payments/trust/disputes"),
        ("growth/completion", "2026-Q3:company/growth/completion"),
        ("2026-Q2:growth", "2026-Q2:company/growth"),
        ("company/", "2026-Q3:company"),
    ],
)
def test_any_unique_end_of_an_address_is_enough(text: str, address: str) -> None:
    workspace = with_files(**{"okrs/2026-Q3/company.yaml": COMPANY, "okrs/2026-Q2/company.yaml": COMPANY})
    assert str(workspace.find(text, "2026-Q3")) == address


def test_a_whole_address_wins_over_the_end_of_another() -> None:
    goals = "team: payments\nobjectives:\n  company: {title: The company knows us}\n"
    workspace = with_files(**{"okrs/2026-Q3/company.yaml": COMPANY, GOALS_FILE: goals})
    assert str(workspace.find("company", "2026-Q3")) == "2026-Q3:company"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "completion",
            "'completion' is not unique",
            "say which: company/growth/completion, payments/trust/completion",
        ),
        ("competion", "no goal 'competion' in 2026-Q3", "did you mean 'completion'?"),
        ("2026-Q1:trust", "no goal '2026-Q1:trust' in 2026-Q1", "`okr status` lists what is there"),
        ("", "no goal '' in 2026-Q3", "`okr status` lists what is there"),
    ],
)
def test_an_end_that_fits_none_or_several_is_said(text: str, message: str, hint: str) -> None:
    workspace = with_files(**{"okrs/2026-Q3/company.yaml": COMPANY})
    with pytest.raises(OkrError) as caught:
        workspace.find(text, "2026-Q3")
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_what_is_known_is_a_goal_or_may_be_one() -> None:
    workspace = load(VALID.items())
    assert workspace.knows(Address("2026-Q3", "payments", "trust"))
    assert not workspace.knows(Address("2026-Q2", "payments", "trust"))
    assert not workspace.knows(Address("2026-Q3", "payments", "trust", "nothing"))


@pytest.mark.parametrize(
    ("name", "today", "cycle"),
    [
        (None, "2026-08-01", "2026-Q3"),
        (None, "2031-01-01", "2026-Q3"),
        (None, "2026-05-01", "2026-Q2"),
        ("current", "2027-05-01", "2027-Q2"),
        ("previous", "2027-01-01", "2026-Q4"),
        ("2026-Q1", "2027-01-01", "2026-Q1"),
    ],
)
def test_a_cycle_is_the_one_named_else_todays_else_the_newest(name: str | None, today: str, cycle: str) -> None:
    workspace = with_files(**{"okrs/2026-Q2/payments.yaml": GOALS})
    assert workspace.cycle(name, date.fromisoformat(today)).id == cycle


def test_without_any_goals_the_cycle_is_todays() -> None:
    assert load([]).cycle(None, date(2026, 8, 1)).id == "2026-Q3"


def test_a_cycle_that_does_not_exist_is_said() -> None:
    with pytest.raises(OkrError, match="'2026-H1' is not a cycle of this workspace"):
        load([]).cycle("2026-H1", date(2026, 8, 1))
