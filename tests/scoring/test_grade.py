"""Objectives and cycles: means, coverage, what was promised, and what the team says itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from okrcli.goals.figures import as_committed
from okrcli.goals.model import Amendment, KeyResult, Objective, ResultReview
from okrcli.scoring.formulas import Reason
from okrcli.scoring.grade import (
    Coverage,
    CycleScore,
    ObjectiveScore,
    grade_cycle,
    grade_objective,
    rounded,
    weight,
)
from okrcli.scoring.score import Score


def key_result(**said: Any) -> KeyResult:
    return KeyResult(title="A key result", **said)


def grade(*told: tuple[KeyResult, Score], commitment: str = "aspirational", **reviews: ResultReview) -> ObjectiveScore:
    names = "abcdef"
    goals = {names[nth]: goal for nth, (goal, _) in enumerate(told)}
    scores = {names[nth]: score for nth, (_, score) in enumerate(told)}
    return grade_objective(Objective(title="It", commitment=commitment, key_results=goals), scores, reviews)


def at(progress: float | None, **said: Any) -> tuple[KeyResult, Score]:
    reason = said.pop("reason", None)
    breached = said.pop("breached", None)
    return key_result(**said), Score(progress=progress, reason=reason, breached=breached)


def test_an_objective_is_the_weighted_mean_of_its_key_results() -> None:
    assert grade(at(0.2), at(0.9)).score == pytest.approx(0.55)
    assert grade(at(0.2, weight=3), at(1.0)).score == pytest.approx(0.4)


def test_a_weight_of_zero_is_tracked_only() -> None:
    got = grade(at(0.5), at(1.0, weight=0), at(None, weight=0, reason=Reason.NO_DATA))
    assert (got.score, got.coverage) == (0.5, Coverage(1, 1))
    assert grade(at(1.0, weight=0)) == ObjectiveScore(coverage=Coverage(0, 0))


def test_a_baseline_is_reported_and_averaged_only_if_the_file_says_so() -> None:
    assert grade(at(0.5), at(1.0, kind="baseline")).score == 0.5
    assert grade(at(0.5), at(1.0, kind="baseline", weight=1)).score == 0.75
    assert [weight(key_result(kind="baseline")), weight(key_result())] == [0, 1]


def test_silence_counts_as_zero_and_the_coverage_says_so() -> None:
    got = grade(at(0.9), at(0.6), at(None, reason=Reason.NO_DATA))
    assert (got.score, got.of_reported, got.coverage) == (0.5, 0.75, Coverage(2, 3))
    closed = grade(at(0.9), at(0.6), at(0.0, reason=Reason.NO_DATA))
    assert (closed.score, closed.of_reported, closed.coverage) == (0.5, 0.75, Coverage(2, 3))


def test_an_objective_nobody_reported_on_has_no_colour_until_it_is_closed() -> None:
    silent = grade(at(None, reason=Reason.NO_DATA))
    assert (silent.score, silent.of_reported, silent.coverage, silent.band) == (
        0.0,
        None,
        Coverage(0, 1),
        None,
    )
    assert grade(at(0.0, reason=Reason.NO_DATA)).band == "red"


def test_what_is_deferred_is_left_out_of_the_mean_and_of_the_coverage() -> None:
    got = grade(at(0.8), at(None, reason=Reason.DEFERRED))
    assert (got.score, got.coverage) == (0.8, Coverage(1, 1))


def test_what_cannot_be_scored_is_left_out_of_the_mean_but_not_of_the_coverage() -> None:
    got = grade(at(0.8), at(None, reason=Reason.NO_BASELINE))
    assert (got.score, got.coverage) == (0.8, Coverage(1, 2))


def test_a_promise_is_not_met_by_the_part_of_it_that_can_be_scored() -> None:
    got = grade(at(1.0), at(None, reason=Reason.NO_BASELINE), commitment="committed")
    assert (got.score, got.coverage, got.met, got.band) == (1.0, Coverage(1, 2), False, "missed")
    assert grade(at(1.0), at(None, reason=Reason.DEFERRED), commitment="committed").met is True


def test_a_guardrail_is_never_averaged_and_a_breach_blocks_met() -> None:
    held = at(1.0, kind="threshold", at_most=1, guardrail=True, breached=False)
    broken = at(0.0, kind="threshold", at_most=1, guardrail=True, breached=True)
    assert grade(at(1.0), held, commitment="committed").met is True
    got = grade(at(1.0), broken, commitment="committed")
    assert (got.score, got.met, got.band, got.breaches) == (1.0, False, "missed", ("b",))
    assert grade(at(0.8), broken) == ObjectiveScore(
        "aspirational", 0.8, 0.8, Coverage(1, 1), band="green", breaches=("b",)
    )


@pytest.mark.parametrize(("score", "met"), [(0.8, False), (0.994, False), (0.995, True), (1.0, True)])
def test_a_committed_objective_is_met_where_a_full_score_is_printed(score: float, met: bool) -> None:
    got = grade(at(score), commitment="committed")
    assert (got.met, got.band) == (met, "met" if met else "missed")


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (0, "red"),
        (0.35, "red"),
        (0.394, "red"),
        (0.395, "yellow"),
        (0.65, "yellow"),
        (0.694, "yellow"),
        (0.695, "green"),
    ],
)
def test_an_aspirational_objective_is_banded_by_what_is_printed(score: float, band: str) -> None:
    got = grade(at(score))
    assert (got.band, got.met) == (band, None)


def test_learning_has_no_number() -> None:
    told = Score(reason=Reason.LEARNING, answer="partly")
    got = grade((key_result(), told), (key_result(), Score(reason=Reason.LEARNING)), commitment="learning")
    assert got == ObjectiveScore("learning", coverage=Coverage(1, 2))


def test_a_self_score_stands_beside_the_computed_one_if_it_has_a_reason() -> None:
    reasoned = ResultReview(self_score=0.3, because="All ten declined")
    assert grade(at(0.8), at(0.5), a=reasoned).self_score == pytest.approx(0.4)
    assert grade(at(0.8), at(0.5), a=reasoned).score == pytest.approx(0.65)
    assert grade(at(0.8), a=ResultReview(self_score=0.3)).self_score is None
    assert grade(at(0.8), a=ResultReview(value=3)).self_score is None


def test_a_cycle_is_the_mean_of_what_was_hoped_and_a_count_of_what_was_promised() -> None:
    grades = [
        ObjectiveScore("aspirational", 0.6),
        ObjectiveScore("aspirational", 0.9),
        ObjectiveScore("aspirational", None),
        ObjectiveScore("committed", 1.0, met=True),
        ObjectiveScore("committed", 0.9, met=False),
        ObjectiveScore("committed", None),
        ObjectiveScore("learning"),
    ]
    assert grade_cycle(grades) == CycleScore(0.75, 1, 3)
    assert grade_cycle([]) == CycleScore(None, 0, 0)


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (0.125, 0.13),
        (0.345, 0.35),
        (0.575, 0.58),
        (1.005, 1.01),
        (0.3449, 0.34),
        (-0.126, -0.13),
        (12 / 14, 0.86),
    ],
)
def test_numbers_are_printed_half_up(number: float, printed: float) -> None:
    assert rounded(number) == printed


def test_other_places_are_rounded_the_same_way() -> None:
    assert [rounded(0.25, 1), rounded(2.5, 0)] == [0.3, 3.0]


def amended(field: str, before: object, day: int = 1) -> Amendment:
    return Amendment(date=date(2026, 8, day), field=field, before=before, reason="the market moved")


def test_the_committed_figures_are_those_before_the_first_amendments() -> None:
    goal = key_result(
        baseline=60,
        target=70,
        due=date(2026, 9, 30),
        amendments=(
            amended("target", 80),
            amended("target", 75, 9),
            amended("due", "2026-08-31"),
            amended("title", "X"),
        ),
    )
    before = as_committed(goal)
    assert before is not None
    assert (before.baseline, before.target, before.due) == (60, 80, date(2026, 8, 31))


@pytest.mark.parametrize(
    "amendment",
    [amended("title", "Another title"), amended("target", "many"), amended("due", 3), amended("due", "soon")],
)
def test_an_amendment_of_no_figure_leaves_one_score(amendment: Amendment) -> None:
    assert as_committed(key_result(baseline=60, target=70, amendments=(amendment,))) is None
    assert as_committed(key_result(baseline=60, target=70)) is None
