"""Objectives and cycles graded: means over key results, what was promised apart from what was hoped for."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from okrcli.scoring.formulas import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from okrcli.goals.model import Amount, KeyResult, Objective, ResultReview
    from okrcli.scoring.score import Score

GREEN: Final = 0.7
YELLOW: Final = 0.4
_LEFT_OUT: Final = (Reason.DEFERRED, Reason.LEARNING)


class Coverage(NamedTuple):
    """How many of the key results that count were reported with a score (of learning: with an answer)."""

    reported: int = 0
    total: int = 0


class ObjectiveScore(NamedTuple):
    """The grade of an objective.

    `score` is the weighted mean with missing results as 0, `of_reported` that of the reported ones alone;
    `met` is for committed objectives; `band` is green, yellow or red for aspirational, met or missed for
    committed ones; `self_score` is the mean with the team's own scores, where they have a reason.
    """

    commitment: str = "aspirational"
    score: float | None = None
    of_reported: float | None = None
    coverage: Coverage = Coverage()
    met: bool | None = None
    band: str | None = None
    breaches: tuple[str, ...] = ()
    self_score: float | None = None


class Graded(Protocol):
    """Anything that holds the grade of an objective."""

    @property
    def commitment(self) -> str: ...
    @property
    def score(self) -> float | None: ...
    @property
    def met(self) -> bool | None: ...


class CycleScore(NamedTuple):
    """Aspirational objectives have a mean; committed ones are met or not."""

    mean: float | None = None
    met: int = 0
    committed: int = 0


def grade_objective(
    objective: Objective, scores: Mapping[str, Score], reviews: Mapping[str, ResultReview] | None = None
) -> ObjectiveScore:
    """The grade from the scores of the key results by id; `reviews` holds the self-scores.

    A committed objective is met or missed, by the printed score (Google: a committed 0.8 is a failure); what
    cannot be scored is not met.
    """
    breaches = tuple(name for name, score in scores.items() if score.breached)
    if objective.commitment == "learning":
        answered = sum(score.answer is not None for score in scores.values())
        return ObjectiveScore("learning", coverage=Coverage(answered, len(scores)), breaches=breaches)
    grade = _averaged(objective, scores, reviews or {})._replace(breaches=breaches)
    if objective.commitment != "committed" or grade.score is None:
        return grade
    reported, total = grade.coverage
    met = rounded(grade.score) >= 1 and reported == total and not breaches
    return grade._replace(met=met, band=grade.band and ("met" if met else "missed"))


def _averaged(objective: Objective, scores: Mapping[str, Score], reviews: Mapping[str, ResultReview]) -> ObjectiveScore:
    """The means over the key results that count, with a colour where anything is known of them."""
    weights = {name: weight(objective.key_results[name]) for name in scores}
    counted = {name: score for name, score in scores.items() if weights[name] and score.reason not in _LEFT_OUT}
    silent = {name: 0.0 for name, score in counted.items() if score.reason is Reason.NO_DATA}
    known = {name: score.progress for name, score in counted.items() if score.progress is not None}
    reported = {name: progress for name, progress in known.items() if name not in silent}
    mean = weighted_mean(weights, silent | reported)
    return ObjectiveScore(
        objective.commitment,
        score=mean,
        of_reported=weighted_mean(weights, reported),
        coverage=Coverage(len(reported), len(counted)),
        band=band(mean) if known and mean is not None else None,
        self_score=_self_score(weights, silent | reported, reviews),
    )


def grade_cycle(grades: Iterable[Graded]) -> CycleScore:
    """The plain mean of the aspirational objectives with a score; how many committed ones are met."""
    grades = tuple(grades)
    hoped = [grade.score for grade in grades if grade.commitment == "aspirational" and grade.score is not None]
    promised = [bool(grade.met) for grade in grades if grade.commitment == "committed"]
    return CycleScore(sum(hoped) / len(hoped) if hoped else None, sum(promised), len(promised))


def weight(key_result: KeyResult) -> Amount:
    """The share in the objective: of guardrails 0, of a baseline 0 unless the file says otherwise."""
    unsaid = 0 if key_result.kind == "baseline" else 1
    said: Amount = vars(key_result).get("weight", unsaid)
    return 0 if key_result.guardrail else said


def weighted_mean(weights: Mapping[str, Amount], values: Mapping[str, float]) -> float | None:
    """sum(weight x value) / sum(weight), unrounded (Doerr: the average; Lattice: 0 does not move it)."""
    total = sum(weights[name] for name in values)
    return sum(weights[name] * value for name, value in values.items()) / total if total else None


def band(score: float) -> str:
    """The colour of the printed score (Google: 0.7 green, 0.4 yellow, else red; gaps fall to the lower)."""
    printed = rounded(score)
    return "green" if printed >= GREEN else "yellow" if printed >= YELLOW else "red"


def rounded(number: float, places: int = 2) -> float:
    """As it is printed: half up, whatever the last bits of the computation."""
    scale = 10.0**places
    return floor(round(number * scale, 6) + 0.5) / scale


def _self_score(
    weights: Mapping[str, Amount], computed: Mapping[str, float], reviews: Mapping[str, ResultReview]
) -> float | None:
    own = {
        name: float(review.self_score)
        for name, review in reviews.items()
        if name in computed and review.self_score is not None and review.because
    }
    return weighted_mean(weights, {**computed, **own}) if own else None
