"""The rows of a report: a key result or an objective with all that is known of it on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.goals.figures import as_committed
from okrcli.goals.model import ObjectiveReview, ResultReview
from okrcli.reports.view import KeyResultRow, ObjectiveRow
from okrcli.scoring.forecast import forecast, together
from okrcli.scoring.formulas import Reason
from okrcli.scoring.grade import grade_objective, weight, weighted_mean
from okrcli.scoring.pace import outlook, pace, settled, status_of
from okrcli.scoring.periods import Adherence, adherence, periods
from okrcli.scoring.presets import PRESETS, Standing
from okrcli.scoring.readings import address_of, believed, checkins, observed, reviews
from okrcli.scoring.score import score_key_result, telling, trend
from okrcli.scoring.signals import signals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from okrcli.goals.address import Address
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.model import CheckInSettings, KeyResult, Objective
    from okrcli.goals.workspace import CheckInFile, ObjectiveAt, Workspace
    from okrcli.scoring.forecast import Forecast
    from okrcli.scoring.grade import ObjectiveScore
    from okrcli.scoring.pace import Outlook, Pace
    from okrcli.scoring.periods import Periods
    from okrcli.scoring.readings import Confidence, Observation
    from okrcli.scoring.score import Score


class Material(NamedTuple):
    """What the rows of a cycle are made from, by address."""

    cycle: Cycle
    as_of: date
    rhythm: CheckInSettings
    due: Periods
    checkins: Sequence[CheckInFile]
    observations: Mapping[Address, tuple[Observation, ...]]
    confidences: Mapping[Address, tuple[Confidence, ...]]
    results: Mapping[Address, ResultReview]
    decisions: Mapping[Address, ObjectiveReview]
    preset: str | None = None

    def forecast(self, key_result: KeyResult, seen: Sequence[Observation], score: Score) -> Forecast | None:
        """None once the cycle is over: what was reached is known."""
        end = key_result.due or self.cycle.end
        return forecast(key_result, seen, score, end) if self.as_of <= self.cycle.end else None

    def score(self, address: Address, key_result: KeyResult, objective: Objective) -> Score:
        seen = self.observations.get(address, ())
        days = self.rhythm.days
        return score_key_result(key_result, objective, seen, cycle=self.cycle, as_of=self.as_of, cadence_days=days)

    def pace(self, key_result: KeyResult, objective: Objective, score: Score, belief: Outlook) -> Pace:
        cycle, as_of, rhythm = self.cycle, self.as_of, self.rhythm
        return pace(key_result, objective, score, belief, cycle=cycle, as_of=as_of, rhythm=rhythm)

    def banded(self, actual: float | None, expected: float, belief: Outlook) -> str | None:
        """The word of the other system that was asked for."""
        standing = Standing(actual, expected, belief.latest)
        return PRESETS[self.preset](standing) if self.preset else None


def gather(workspace: Workspace, cycle: Cycle, as_of: date, preset: str | None = None) -> Material:
    """What was said of the goals of a cycle up to a day; `preset` names the system whose bands are wanted."""
    results: dict[Address, ResultReview] = {}
    decisions: dict[Address, ObjectiveReview] = {}
    reviewed = reviews(workspace, cycle, as_of)
    for _, _, team, review in reviewed:
        results.update({address_of(cycle, team, name): result for name, result in review.results.items()})
        decisions.update({address_of(cycle, team, name): said for name, said in review.objectives.items()})
    rhythm, files = workspace.settings.checkins, checkins(workspace, cycle, as_of)
    seen, beliefs = observed(files, reviewed, cycle), believed(files, cycle)
    due = periods(cycle, rhythm.days)
    return Material(cycle, as_of, rhythm, due, files, seen, beliefs, results, decisions, preset)


def objective_row(material: Material, at: ObjectiveAt) -> ObjectiveRow:
    """An objective with the rows of its key results."""
    place, address, objective = at
    beliefs = material.confidences.get(address, ())
    belief = outlook([said.value for said in beliefs])
    rows = tuple(_key_result_row(material, at, name, belief) for name in objective.key_results)
    grade, due = grade_objective(objective, _by_id(rows), _reviews(rows)), _expected(material, rows)
    return ObjectiveRow(
        address=address,
        objective=objective,
        grade=grade,
        expected=due,
        status=status_of((row.key_result, row.pace.status) for row in rows),
        confidence=belief,
        beliefs=beliefs,
        forecast=_forecast(objective, rows),
        review=material.decisions.get(address, ObjectiveReview()),
        original=_original(objective, rows),
        banded=material.banded(grade.score, due, belief),
        key_results=rows,
        place=place,
    )


def _key_result_row(material: Material, at: ObjectiveAt, name: str, goal: Outlook) -> KeyResultRow:
    """The row of a key result; `goal` is the confidence in its objective."""
    objective, key_result = at.objective, at.objective.key_results[name]
    address = at.address._replace(key_result=name)
    said = material.observations.get(address, ())
    seen = tuple(telling(key_result, objective, said))
    score = material.score(address, key_result, objective)
    belief = outlook([one.reading.confidence for one in said if one.reading.confidence is not None])
    row = KeyResultRow(
        address=address,
        key_result=key_result,
        owner=key_result.owner or objective.owner,
        weight=weight(key_result),
        score=score,
        pace=material.pace(key_result, objective, score, belief),
        confidence=belief,
        history=seen,
        trend=trend(key_result, seen),
        note=said[-1].reading.note if said else None,
        review=material.results.get(address, ResultReview()),
        adherence=_adherence(material, key_result, objective, score, seen),
        place=at.place / "key_results" / name,
    )
    return _judged(material, objective, row, goal)


def _judged(material: Material, objective: Objective, row: KeyResultRow, goal: Outlook) -> KeyResultRow:
    """The row with what follows from it: forecast, signals, the score without amendments, other bands."""
    before = as_committed(row.key_result)
    belief = goal if row.confidence.latest is None else row.confidence
    return row._replace(
        original=material.score(row.address, before, objective) if before else None,
        forecast=material.forecast(row.key_result, row.history, row.score),
        signals=tuple(signals(row.pace.status, row.score, row.trend, row.confidence, goal)),
        banded=material.banded(row.score.progress, row.pace.expected, belief),
    )


def _forecast(objective: Objective, rows: Sequence[KeyResultRow]) -> Forecast | None:
    if objective.commitment == "learning":
        return None
    counted = (row for row in rows if row.score.reason is not Reason.DEFERRED)
    return together((row.weight, row.score.progress, row.forecast) for row in counted)


def _adherence(
    material: Material, key_result: KeyResult, objective: Objective, score: Score, seen: Sequence[Observation]
) -> Adherence:
    """Of a key result that can be observed, until it is due, or done, found or answered."""
    if score.reason is Reason.DEFERRED:
        return Adherence()
    until = min(material.as_of, key_result.due or material.as_of)
    if seen and settled(key_result, objective, score):
        until = min(until, seen[-1].date)
    return adherence(material.due, (one.date for one in seen), until)


def _expected(material: Material, rows: Sequence[KeyResultRow]) -> float:
    """The mean over the key results that count; where none does, the share of the cycle that has passed."""
    counted = [row for row in rows if row.score.reason is not Reason.DEFERRED]
    weights = {row.address.key_result or "": row.weight for row in counted}
    mean = weighted_mean(weights, {row.address.key_result or "": row.pace.expected for row in counted})
    return material.cycle.elapsed(material.as_of) if mean is None else mean


def _original(objective: Objective, rows: Sequence[KeyResultRow]) -> ObjectiveScore | None:
    """The grade by the figures before the amendments, if there are any."""
    before = {name: as_committed(key_result) for name, key_result in objective.key_results.items()}
    if not any(before.values()):
        return None
    goals = {name: before[name] or key_result for name, key_result in objective.key_results.items()}
    scores = {row.address.key_result or "": row.original or row.score for row in rows}
    return grade_objective(objective.but(key_results=goals), scores)


def _by_id(rows: Sequence[KeyResultRow]) -> dict[str, Score]:
    return {row.address.key_result or "": row.score for row in rows}


def _reviews(rows: Sequence[KeyResultRow]) -> dict[str, ResultReview]:
    return {row.address.key_result or "": row.review for row in rows}
