"""What check-ins and reviews say, gathered by goal and in the order of time."""

from __future__ import annotations

from datetime import date

import pytest

from okrcli.goals.address import Address, Place
from okrcli.goals.cycle import Calendar
from okrcli.goals.workspace import load
from okrcli.scoring.readings import confidences, observations

CYCLE = Calendar().of(date(2026, 7, 1))
FOLDER = "okrs/2026-Q3"
COMPLETION = Address("2026-Q3", "payments", "trust", "completion")
FILES = {
    "okr.yaml": "version: 1",
    f"{FOLDER}/checkins/2026-07-06-payments-ana.yaml": """
        date: 2026-07-06
        by: ana
        confidence: {trust: 0.6}
        results: {trust/completion: 62, trust/disputes: {value: 0.3, confidence: 0.8}}
        """,
    f"{FOLDER}/checkins/2026-07-13-payments-ana-10.yaml": """
        {date: 2026-07-13, by: ana, results: {trust/completion: 66}}
        """,
    f"{FOLDER}/checkins/2026-07-13-payments-ana-2.yaml": """
        {date: 2026-07-13, by: ana, results: {trust/completion: 65}}
        """,
    f"{FOLDER}/checkins/2026-07-13-payments-ana.yaml": """
        {date: 2026-07-13, by: ana, confidence: {trust: 0.4}, results: {trust/completion: 64}}
        """,
    "okrs/2026-Q2/checkins/2026-06-29-payments-ana.yaml": """
        {date: 2026-06-29, by: ana, results: {trust/completion: 9}}
        """,
    f"{FOLDER}/reviews/payments.yaml": """
        date: 2026-10-02
        by: ben
        results:
          trust/completion: {value: 72, self_score: 0.8, because: Two late weeks}
          trust/disputes: {self_score: 1, because: Held}
        """,
}
WORKSPACE = load(FILES.items())


def values(day: date) -> list[float | None]:
    return [one.reading.value for one in observations(WORKSPACE, CYCLE, day).get(COMPLETION, ())]


@pytest.mark.parametrize(
    ("day", "seen"),
    [
        (date(2026, 7, 5), []),
        (date(2026, 7, 6), [62]),
        (date(2026, 9, 30), [62, 64, 65, 66]),
        (date(2026, 10, 2), [62, 64, 65, 66, 72]),
    ],
)
def test_observations_of_a_cycle_come_by_date_and_number_up_to_a_day(day: date, seen: list[float]) -> None:
    assert not WORKSPACE.problems
    assert values(day) == seen


def test_an_observation_knows_who_said_it_and_where() -> None:
    first, *_, final = observations(WORKSPACE, CYCLE, date(2026, 12, 31))[COMPLETION]
    path = f"{FOLDER}/checkins/2026-07-06-payments-ana.yaml"
    assert (first.date, first.by, first.path) == (date(2026, 7, 6), "ana", path)
    assert first.place == Place(path, ("results", "trust/completion"))
    assert WORKSPACE.locate(first.place).line == 5
    assert (final.date, final.by, final.path) == (date(2026, 10, 2), "ben", f"{FOLDER}/reviews/payments.yaml")


def test_a_review_without_a_value_observes_nothing() -> None:
    disputes = COMPLETION._replace(key_result="disputes")
    told = observations(WORKSPACE, CYCLE, date(2026, 12, 31))[disputes]
    assert [one.reading.value for one in told] == [0.3]


def test_goal_confidences_belong_to_objectives() -> None:
    told = confidences(WORKSPACE, CYCLE, date(2026, 12, 31))
    assert {address.path: [said.value for said in all_said] for address, all_said in told.items()} == {
        "payments/trust": [0.6, 0.4]
    }
