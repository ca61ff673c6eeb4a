"""A cycle as one view, from files."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from okrcli.errors import OkrError
from okrcli.goals.address import Address
from okrcli.goals.cycle import Calendar
from okrcli.goals.workspace import load
from okrcli.reports.report import build
from okrcli.reports.view import as_data
from okrcli.scoring.grade import CycleScore
from okrcli.scoring.pace import Outlook
from okrcli.scoring.periods import Adherence

if TYPE_CHECKING:
    from okrcli.reports.view import KeyResultRow, ObjectiveRow, Report

CYCLE = Calendar().of(date(2026, 7, 1))
MONDAY = date(2026, 7, 27)
AFTER = date(2026, 10, 5)
FILES = {
    "okr.yaml": """
        version: 1
        organisation: Acme
        teams:
          payments: {parent: company, members: [ana, ben]}
          company: {level: company, owner: mia}
          search: {members: [cem]}
        """,
    "okrs/2026-Q3/company.yaml": """
        team: company
        objectives:
          europe:
            title: Europe buys from us
            owner: mia
            commitment: committed
            key_results:
              countries: {title: Sell in 5 countries instead of 1, baseline: 1, target: 5}
              margin: {kind: threshold, title: Keep the margin at 20% or more, at_least: 20, guardrail: true}
        """,
    "okrs/2026-Q3/payments.yaml": """
        team: payments
        objectives:
          trust:
            title: Buyers trust our checkout
            owner: ana
            key_results:
              completion:
                title: Raise completion from 61% to 75%
                unit: "%"
                baseline: 61
                target: 75
                owner: ben
                weight: 2
                amendments:
                  - {date: 2026-07-20, field: target, from: 89, to: 75, reason: The market moved, by: ana}
              refunds: {title: Cut a refund from 10 to 4 days, baseline: 10, target: 4}
          pricing:
            title: Know what shops would pay
            owner: ana
            commitment: learning
            question: What would a shop pay?
            key_results: {price: {title: Know the price}}
        """,
    "okrs/2026-Q3/atlas.yaml": """
        team: atlas
        objectives:
          maps:
            title: Maps are right
            owner: dia
            key_results: {errors: {kind: milestone, title: The survey is done, owner: dia}}
        """,
    "okrs/2026-Q3/search.yaml": "team: [",
    "okrs/2026-Q2/search.yaml": "team: [",
    "okrs/2026-Q3/checkins/2026-07-06-payments-ana.yaml": """
        date: 2026-07-06
        by: ana
        confidence: {trust: 0.8}
        results: {trust/completion: 61, pricing/price: {answer: partly}}
        issues: [Apple Pay was down]
        """,
    "okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml": """
        date: 2026-07-20
        by: ana
        confidence: {trust: 0.5}
        results: {trust/completion: {value: 68, confidence: 0.7, note: Autofill helps}}
        issues: [Nobody answers at the bank]
        plan: [Autofill for everybody]
        """,
    "okrs/2026-Q3/checkins/2026-07-13-payments-ben.yaml": """
        {date: 2026-07-13, by: ben, results: {trust/completion: 64}, issues: [The dashboard is late]}
        """,
    "okrs/2026-Q3/checkins/2026-07-20-company-mia.yaml": """
        {date: 2026-07-20, by: mia, results: {europe/countries: 2, europe/margin: 18}}
        """,
    "okrs/2026-Q3/reviews/payments.yaml": """
        date: 2026-10-02
        by: ana
        objectives: {trust: {decision: keep, learned: [Autofill is worth more than new methods]}}
        results: {trust/completion: {value: 72, self_score: 0.9, because: Two weeks were lost}}
        """,
}
WORKSPACE = load(FILES.items())


def report(day: date = MONDAY, team: str | None = None, person: str | None = None) -> Report:
    return build(WORKSPACE, CYCLE, day, team, person)


def objective(path: str, day: date = MONDAY) -> ObjectiveRow:
    return next(row for row in report(day).objectives if row.address.path == path)


def key_result(path: str, day: date = MONDAY) -> KeyResultRow:
    rows = (row for objective in report(day).objectives for row in objective.key_results)
    return next(row for row in rows if row.address.path == path)


def test_a_report_says_whose_cycle_it_is_and_how_far_it_is() -> None:
    got = report()
    assert (got.organisation, got.cycle, got.as_of, got.week, got.closed) == ("Acme", CYCLE, MONDAY, 4, False)
    assert (report(date(2026, 5, 1)).week, report(AFTER).week, report(AFTER).closed) == (1, CYCLE.weeks, True)


def test_teams_come_in_the_order_of_the_settings_then_by_name() -> None:
    assert [(row.team, row.level, row.parent) for row in report().teams] == [
        ("payments", "team", "company"),
        ("company", "company", None),
        ("atlas", "team", None),
    ]


def test_the_cycle_score_is_hoped_and_promised_apart() -> None:
    got = report()
    assert got.score == CycleScore(1 / 6, 0, 1)
    assert [row.score for row in got.teams] == [
        CycleScore(1 / 3, 0, 0),
        CycleScore(None, 0, 1),
        CycleScore(0.0, 0, 0),
    ]
    assert got.expected == pytest.approx(26 / 91)


def test_an_objective_has_its_grade_status_and_confidence() -> None:
    got = objective("payments/trust")
    assert (got.objective.title, got.objective.owner) == ("Buyers trust our checkout", "ana")
    assert got.grade.score == pytest.approx(1 / 3)
    assert (got.grade.of_reported, got.grade.coverage, got.status) == (0.5, (1, 2), "no_data")
    assert got.confidence == Outlook(0.5, -0.3, dropped=True)
    assert WORKSPACE.locate(got.place).line == 4


def test_a_key_result_has_its_owner_score_pace_and_source() -> None:
    got = key_result("payments/trust/completion")
    assert (got.owner, got.weight, got.key_result.unit, got.note) == ("ben", 2, "%", "Autofill helps")
    assert (got.score.value, got.score.progress, got.trend) == (68, 0.5, (0.0, 3 / 14, 0.5))
    assert (got.pace.status, got.pace.last, got.pace.quiet_days) == ("on_track", date(2026, 7, 20), 7)
    assert got.confidence == Outlook(0.7, None, dropped=False)
    assert got.score.observation is not None
    assert got.score.observation.path == "okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml"
    assert key_result("payments/trust/refunds").owner == "ana"


def test_after_an_amendment_both_scores_are_there() -> None:
    got = key_result("payments/trust/completion")
    assert got.original is not None
    assert (got.original.progress, len(got.key_result.amendments)) == (0.25, 1)
    trust, maps = objective("payments/trust"), objective("atlas/maps")
    assert trust.original is not None
    assert trust.original.score == pytest.approx(1 / 6)
    assert (maps.original, key_result("atlas/maps/errors").original) == (None, None)


def test_a_breached_guardrail_has_a_line_of_its_own() -> None:
    got = objective("company/europe")
    assert (got.grade.score, got.grade.met, got.status) == (0.25, False, "off_track")
    assert [address.path for address in report().breaches] == ["company/europe/margin"]


def test_learning_is_counted_by_its_answers() -> None:
    got = objective("payments/pricing")
    assert (got.grade.score, got.grade.coverage, got.grade.band) == (None, (1, 1), None)
    assert key_result("payments/pricing/price").score.answer == "partly"


def test_check_ins_are_counted_by_key_result_and_week() -> None:
    got = report()
    assert [row.adherence for row in got.teams] == [Adherence(4, 9), Adherence(2, 6), Adherence(0, 3)]
    assert got.adherence == Adherence(6, 18)


def test_nothing_is_due_before_it_can_be_observed_or_after_it_is_done() -> None:
    goals = """
        team: atlas
        objectives:
          maps:
            title: Maps are right
            owner: dia
            key_results:
              survey: {kind: milestone, title: The survey is done}
              renewals: {title: Renewals, baseline: 1, target: 2, not_yet_observable_until: 2026-12-31}
        """
    done = "{date: 2026-07-10, by: dia, results: {maps/survey: {done: true}}}"
    files = {
        "okr.yaml": "version: 1",
        "okrs/2026-Q3/atlas.yaml": goals,
        "okrs/2026-Q3/checkins/2026-07-10-atlas-dia.yaml": done,
    }
    got = build(load(files.items()), CYCLE, AFTER)
    assert [row.adherence for row in got.objectives[0].key_results] == [Adherence(1, 2), Adherence(0, 0)]


def test_issues_and_plans_are_those_of_the_latest_check_in_of_each_person() -> None:
    payments = report().teams[0]
    assert [(one.text, one.by) for one in payments.issues] == [
        ("Nobody answers at the bank", "ana"),
        ("The dashboard is late", "ben"),
    ]
    assert [one.text for one in payments.plan] == ["Autofill for everybody"]
    assert WORKSPACE.locate(payments.plan[0].place).line == 7


def test_the_review_brings_the_last_value_the_own_score_and_the_decision() -> None:
    got = key_result("payments/trust/completion", AFTER)
    assert (got.score.value, got.review.self_score, got.review.because) == (72, 0.9, "Two weeks were lost")
    trust = objective("payments/trust", AFTER)
    assert (trust.review.decision, trust.review.learned) == (
        "keep",
        ("Autofill is worth more than new methods",),
    )
    assert trust.grade.self_score == pytest.approx(0.6)
    assert (trust.status, objective("payments/trust").review.decision) == ("closed", None)


def test_only_unreadable_files_of_this_cycle_are_missing() -> None:
    assert report().unreadable == 1


def test_a_report_of_a_team_has_only_its_objectives() -> None:
    got = report(team="company")
    assert [row.address.path for row in got.objectives] == ["company/europe"]
    assert (got.team, got.score, got.adherence) == ("company", CycleScore(None, 0, 1), Adherence(2, 6))
    assert report(team="search").teams == ()


def test_a_report_of_a_person_has_the_objectives_with_a_part_of_theirs() -> None:
    got = report(person="ben")
    assert [row.address.path for row in got.objectives] == ["payments/trust"]
    assert [one.by for one in got.teams[0].issues] == ["ben"]
    assert report(person="cem").objectives == ()


def test_a_report_can_be_limited_to_a_team_an_objective_or_a_key_result() -> None:
    whole = report()
    payments = Address("2026-Q3", "payments")
    assert whole.limited_to(payments) == whole._replace(
        teams=whole.teams[:1], score=whole.teams[0].score, adherence=Adherence(4, 9), breaches=()
    )
    one = whole.limited_to(payments._replace(objective="trust"))
    assert [row.address.path for row in one.objectives] == ["payments/trust"]
    assert (one.score, one.adherence) == (CycleScore(1 / 3), Adherence(3, 6))
    margin = whole.limited_to(Address("2026-Q3", "company", "europe", "margin"))
    assert [row.address.path for row in margin.objectives[0].key_results] == ["company/europe/margin"]
    assert (margin.objectives[0].grade.score, margin.adherence) == (0.25, Adherence(1, 3))
    assert [address.path for address in margin.breaches] == ["company/europe/margin"]


def test_what_is_not_in_the_report_leaves_it_empty() -> None:
    for address in (Address("2026-Q3", "search"), Address("2026-Q3", "company", "asia")):
        got = report().limited_to(address)
        assert (got.objectives, got.score, got.adherence) == ((), CycleScore(), Adherence())


@pytest.mark.parametrize(
    ("team", "person", "message", "hint"),
    [
        ("paymnts", None, "there is no team 'paymnts'", "did you mean 'payments'?"),
        (None, "zoe-maria", "there is no person 'zoe-maria'", None),
    ],
)
def test_a_name_nobody_knows_is_refused(team: str | None, person: str | None, message: str, hint: str | None) -> None:
    with pytest.raises(OkrError) as caught:
        report(team=team, person=person)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_a_cycle_without_goals_is_an_empty_report() -> None:
    got = build(WORKSPACE, Calendar().of(date(2027, 1, 1)), MONDAY)
    assert (got.teams, got.score, got.expected, got.adherence) == ((), CycleScore(), 0.0, Adherence())


def test_a_report_is_data_that_json_can_hold() -> None:
    data = json.loads(json.dumps(as_data(report(AFTER)), allow_nan=False))
    assert data["cycle"] == {"id": "2026-Q3", "start": "2026-07-01", "end": "2026-09-30"}
    trust = data["teams"][0]["objectives"][0]
    assert (trust["address"], trust["title"], trust["status"]) == (
        "payments/trust",
        "Buyers trust our checkout",
        "closed",
    )
    completion = trust["key_results"][0]
    assert (completion["address"], completion["owner"], completion["baseline"]) == (
        "payments/trust/completion",
        "ben",
        61,
    )
    assert completion["score"]["observation"]["date"] == "2026-10-02"
    assert completion["amendments"][0]["from"] == 89
    assert completion["place"]["path"] == "okrs/2026-Q3/payments.yaml"
