"""Rules about check-ins and reviews: day by day, exact places, and what they leave in peace."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrcli.goals.workspace import load
from okrcli.lint.rule import Context
from okrcli.lint.run import all_rules, run

if TYPE_CHECKING:
    from okrcli.goals.diagnostic import Diagnostic
    from okrcli.lint.rule import Rule

RULES = {rule.name(): rule for rule in all_rules()}
GOALS = """\
team: payments
objectives:
  trust:
    title: Buyers trust us
    commitment: committed
    key_results:
      completion:
        title: Raise checkout completion from 61% to 75%
        unit: "%"
        baseline: 61
        target: 75
      audit:
        kind: milestone
        title: The card-data audit is passed
        steps: {scoping: 1, report: 3}
"""
START, END = date(2026, 7, 1), date(2026, 9, 30)
FIVE_XX: tuple[type[Rule], ...] = tuple(rule for rule in all_rules() if rule.code.startswith("OKR5"))


def checkin(day: date, *lines: str, by: str = "ana", team: str = "payments", cycle: str = "2026-Q3") -> dict[str, str]:
    path = f"okrs/{cycle}/checkins/{day}-{team}-{by}.yaml"
    return {path: "\n".join((f"date: {day}", f"by: {by}", *lines)) + "\n"}


def found(files: dict[str, str], today: date, *names: str, goals: str = GOALS, settings: str = "") -> list[Diagnostic]:
    chosen = tuple(RULES[name] for name in names) or FIVE_XX
    there = {"okr.yaml": f"version: 1\n{settings}", "okrs/2026-Q3/payments.yaml": goals} | files
    return list(run(load(there.items()), chosen, Context(today)).diagnostics)


def value(number: float, day: date, confidence: float = 0.5) -> dict[str, str]:
    return checkin(day, f"confidence: {{trust: {confidence}}}", f"results: {{trust/completion: {number}}}")


@given(
    st.sampled_from([("day", 1), ("week", 7), ("two-weeks", 14), ("month", 31)]), st.integers(0, 31), st.integers(0, 91)
)
def test_a_number_is_stale_once_the_rhythm_and_the_grace_have_passed(
    rhythm: tuple[str, int], grace: int, quiet: int
) -> None:
    every, days = rhythm
    settings = f"checkins: {{every: {every}, grace_days: {grace}}}\n"
    findings = found(value(62, START), START + timedelta(quiet), "stale-key-result", settings=settings)
    assert bool(findings) == (quiet > days + grace)


@pytest.mark.parametrize("today", [date(2026, 6, 30), END + timedelta(1), END + timedelta(400)])
def test_nothing_is_stale_before_and_after_the_cycle(today: date) -> None:
    assert found(value(62, START), today, "stale-key-result") == []


def test_what_is_due_no_more_and_what_was_never_reported_is_not_stale() -> None:
    due = GOALS.replace("target: 75", "target: 75\n        due: 2026-07-20")
    assert found(value(62, START), date(2026, 8, 20), "stale-key-result", goals=due) == []
    silent = checkin(START, "issues: [Nobody counts it yet]")
    assert found(silent, date(2026, 8, 20), "stale-key-result") == []


def test_one_finding_for_many_stale_numbers() -> None:
    names = [f"part-{index}" for index in range(9)]
    results = "\n".join(f"      {name}: {{title: Raise {name} from 1 to 5, baseline: 1, target: 5}}" for name in names)
    goals = f"team: payments\nobjectives:\n  trust:\n    title: Buyers trust us\n    key_results:\n{results}\n"
    old = checkin(START, "results:", *(f"  trust/{name}: 2" for name in names))
    (whole_team,) = found(old, date(2026, 8, 20), "stale-key-result", goals=goals)
    assert whole_team.message == "no number of payments is newer than 2026-07-01"
    new = checkin(date(2026, 8, 19), "results: {trust/part-0: 3}")
    (objective,) = found(old | new, date(2026, 8, 20), "stale-key-result", goals=goals)
    listed = "part-1 (2026-07-01), part-2 (2026-07-01), part-3 (2026-07-01) and 5 more"
    assert objective.message == f"numbers of 'trust' are stale: {listed}"
    assert (objective.path, objective.span.line, objective.span.column) == ("okrs/2026-Q3/payments.yaml", 3, 3)


@given(st.lists(st.sampled_from([62, 63, 64]), min_size=1, max_size=8), st.integers(1, 9))
def test_stalled_is_four_check_ins_and_two_weeks_without_a_move(values: list[float], step: int) -> None:
    files: dict[str, str] = {}
    for index, number in enumerate(values):
        files |= value(number, START + timedelta(index * step))
    same = len(values) - max((index + 1 for index, number in enumerate(values) if number != values[-1]), default=0)
    findings = found(files, START + timedelta(len(values) * step), "stalled-key-result")
    assert bool(findings) == (same >= 4 and (same - 1) * step >= 14)


def test_what_is_reached_may_stand_still() -> None:
    files: dict[str, str] = {}
    for week in range(6):
        files |= value(75, START + timedelta(weeks=week))
    assert found(files, date(2026, 8, 10), "stalled-key-result") == []


@given(st.integers(-40, 40))
def test_a_date_is_in_the_future_from_the_day_after_tomorrow_on(days: int) -> None:
    day = date(2026, 8, 20)
    findings = found(value(62, day), day - timedelta(days), "future-date")
    assert [one.message for one in findings] == (
        [f"2026-08-20 is still to come: today is {day - timedelta(days)}"] if days > 1 else []
    )


def test_where_half_of_the_teams_are_ahead_it_is_today_that_was_set_back() -> None:
    day = date(2026, 8, 20)
    one = checkin(day, "plan: [More]")
    both = one | checkin(day, "plan: [More]", team="platform", by="kim")
    early = checkin(START, "plan: [More]", team="search") | checkin(START, "plan: [More]", team="support")
    assert len(found(one, START, "future-date")) == 1
    assert found(both, START, "future-date") == []
    assert found(both | early, START, "future-date") == []
    third = checkin(START, "plan: [More]", team="returns")
    assert len(found(both | early | third, START, "future-date")) == 2


@given(st.dates(date(2025, 1, 1), date(2028, 1, 1)))
def test_a_check_in_is_outside_its_cycle_before_it_and_a_month_after_it(day: date) -> None:
    outside = day < START or day > END + timedelta(31)
    assert bool(found(checkin(day, "plan: [More]"), date(2028, 1, 2), "date-outside-cycle")) == outside


PLACES = [
    ("future-date", "issues: [Ill]", date(2026, 7, 1), "1:7"),
    ("wrong-result-form", "results:\n  trust/audit: 30", date(2026, 8, 20), "4:16"),
    ("wrong-result-form", "results:\n  trust/completion: {value: 63, done: true}", date(2026, 8, 20), "4:39"),
    ("wrong-result-form", "results: {trust/completion: {answer: open}}", date(2026, 8, 20), "3:38"),
    ("unknown-step", "results:\n  trust/audit: {done: [scoping, reprot]}", date(2026, 8, 20), "4:33"),
    ("unlikely-value", "results:\n  trust/completion: 101", date(2026, 8, 20), "4:21"),
    ("unlikely-value", "results:\n  trust/completion: {note: odd, value: -1}", date(2026, 8, 20), "4:40"),
    ("percent-as-fraction", "results:\n  trust/completion: 0.63", date(2026, 8, 20), "4:21"),
    ("empty-check-in", "# nothing", date(2026, 8, 20), "1:7"),
    ("missing-confidence", "results:\n  trust/completion: 63", date(2026, 8, 20), "4:3"),
    ("worse-than-baseline", "results:\n  trust/completion: {value: 60}", date(2026, 8, 20), "4:29"),
    ("confident-but-off-track", "confidence: {trust: 0.7}\nresults: {trust/completion: 62}", date(2026, 8, 20), "3:21"),
    (
        "confident-but-off-track",
        "confidence: {trust: 0.4}\nresults: {trust/completion: {value: 62, confidence: 0.7}}",
        date(2026, 8, 20),
        "4:53",
    ),
]


@pytest.mark.parametrize(("name", "lines", "today", "place"), PLACES)
def test_a_finding_points_at_what_is_wrong(name: str, lines: str, today: date, place: str) -> None:
    day = date(2026, 8, 17)
    (one,) = found(checkin(day, lines), today, name)
    assert one.path == f"okrs/2026-Q3/checkins/{day}-payments-ana.yaml"
    assert f"{one.span.line}:{one.span.column}" == place


@pytest.mark.parametrize(
    ("reported", "goal"),
    [
        (0.9, 'unit: "%", baseline: 5.2, target: 0'),  # on its way to nothing
        (0.9, "baseline: 61, target: 75"),  # not counted in percent
        (3, 'unit: "%", baseline: 0.9, target: 0.4'),  # worse, not a hundredfold
        (104, 'unit: "%", baseline: 98, target: 110'),  # the goal itself lies beyond
        (-4, "baseline: -20, target: 10"),
        (0, 'unit: "%", baseline: 61, target: 75'),
        (-3, "metric: net promoter score, baseline: 10, target: 30"),
    ],
)
def test_odd_values_that_can_be_are_left_in_peace(reported: float, goal: str) -> None:
    results = f"    key_results:\n      completion: {{title: X, {goal}}}\n"
    goals = f"team: payments\nobjectives:\n  trust:\n    title: Buyers trust us\n{results}"
    names = ("unlikely-value", "percent-as-fraction")
    assert found(value(reported, date(2026, 7, 13)), date(2026, 8, 20), *names, goals=goals) == []


def test_a_percentage_among_fractions_is_seen_too() -> None:
    goals = GOALS.replace("61\n", "0.61\n").replace("75\n", "0.75\n").replace('        unit: "%"\n', "")
    (one,) = found(value(63.5, date(2026, 7, 13)), date(2026, 8, 20), "percent-as-fraction", goals=goals)
    assert one.message == "63.5 looks like a percentage where the goal counts in fractions: is it 0.635?"


def test_confidence_is_held_against_the_numbers_of_its_own_day() -> None:
    fair = value(64.5, date(2026, 7, 27), 0.8)
    days = [date(2026, 7, 27) + timedelta(days) for days in range(30)]
    assert [found(fair, day, "confident-but-off-track") for day in days] == [[]] * 30


def test_a_misspelt_step_can_be_mended_if_asked() -> None:
    (one,) = found(checkin(START, "results: {trust/audit: {done: [reprot]}}"), date(2026, 8, 20), "unknown-step")
    assert (one.hint, one.fix and one.fix.says, one.fix and one.fix.safe) == (
        "did you mean 'report'?",
        "write `report`",
        False,
    )


def test_a_review_may_say_that_a_milestone_is_done() -> None:
    review = {"okrs/2026-Q3/reviews/payments.yaml": "date: 2026-10-02\nby: ana\nresults: {trust/audit: {value: 1}}\n"}
    assert found(review, date(2026, 10, 20), "wrong-result-form") == []


REVIEW = """\
date: 2026-10-02
by: ana
objectives:
  trust: {decision: achieved}
results:
  trust/completion: {value: 68, self_score: 0.9}
"""


def test_a_review_is_held_against_the_scores_of_its_day() -> None:
    said = found({"okrs/2026-Q3/reviews/payments.yaml": REVIEW}, date(2026, 10, 20))
    assert [f"{one.code} {one.span.line}:{one.span.column} {one.message}" for one in said] == [
        "OKR523 4:3 'trust' was committed and scores 0.25, and nothing is said of why",
        "OKR525 4:21 'trust' is called achieved, and scores 0.25",
        "OKR524 6:45 'trust/completion' scores 0.50, the team says 0.9 and not why",
    ]


def test_old_quarters_stay_quiet() -> None:
    files = value(62, date(2026, 7, 6), 0.9) | value(60, date(2026, 7, 13), 0.2)
    files |= {"okrs/2026-Q3/reviews/payments.yaml": REVIEW}
    assert found(files, date(2026, 7, 20)) != []
    assert found(files, date(2027, 1, 1)) == []


@pytest.mark.parametrize(("day", "said"), [(END, 0), (END + timedelta(14), 0), (END + timedelta(15), 1)])
def test_a_review_is_missed_two_weeks_after_the_end(day: date, said: int) -> None:
    assert len(found(value(70, date(2026, 9, 28)), day, "missing-review")) == said


@pytest.mark.parametrize("lines", ["confidence: {trust: 60}\nresults: {trust/completion: 63}", "results: [63]"])
def test_what_could_not_be_read_is_no_second_mistake(lines: str) -> None:
    said = found(checkin(date(2026, 8, 17), lines), date(2026, 8, 20))
    assert not {"missing-confidence", "empty-check-in"} & {one.name for one in said}
