"""What a report says, as plain frozen values: every figure that a page shows, nothing formatted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from okrcli.goals.address import Address, Place
from okrcli.goals.cycle import Cycle
from okrcli.goals.shape import Model
from okrcli.scoring.grade import CycleScore, grade_cycle
from okrcli.scoring.periods import Adherence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrcli.goals.model import Amount, KeyResult, Objective, ObjectiveReview, ResultReview
    from okrcli.reports.committed import Committed
    from okrcli.scoring.forecast import Forecast
    from okrcli.scoring.grade import ObjectiveScore
    from okrcli.scoring.pace import Outlook, Pace, Status
    from okrcli.scoring.readings import Confidence, Observation
    from okrcli.scoring.score import Score
    from okrcli.scoring.signals import Signal


class KeyResultRow(NamedTuple):
    """A key result on a day: as the file has it, as it was last observed, and what follows from both.

    `weight` is the one that counts; `history` the observations that say how far it is, oldest first, and
    `trend` the progress of each, 0 to 1; `note` the latest one; `original` the score by the figures before the
    amendments, if there are any; `banded` the word of another system, where one was asked for.
    """

    address: Address
    key_result: KeyResult
    owner: str | None
    weight: Amount
    score: Score
    pace: Pace
    confidence: Outlook
    history: tuple[Observation, ...]
    trend: tuple[float, ...]
    note: str | None
    review: ResultReview
    adherence: Adherence
    place: Place
    original: Score | None = None
    forecast: Forecast | None = None
    signals: tuple[Signal, ...] = ()
    banded: str | None = None


class ObjectiveRow(NamedTuple):
    """An objective with its key results; `expected` is the mean share due by now, weighted like the score."""

    address: Address
    objective: Objective
    grade: ObjectiveScore
    expected: float
    status: Status
    confidence: Outlook
    beliefs: tuple[Confidence, ...]
    forecast: Forecast | None
    review: ObjectiveReview
    original: ObjectiveScore | None
    banded: str | None
    key_results: tuple[KeyResultRow, ...]
    place: Place

    @property
    def adherence(self) -> Adherence:
        return sum((row.adherence for row in self.key_results), Adherence())

    def limited_to(self, address: Address) -> ObjectiveRow:
        """With one key result's row alone if the address names it; the grade stays that of all of them."""
        kept = (row for row in self.key_results if address.key_result in (None, row.address.key_result))
        return self._replace(key_results=tuple(kept))


class Remark(NamedTuple):
    """An issue or a plan from somebody's latest check-in."""

    text: str
    by: str
    date: date
    place: Place


class TeamRow(NamedTuple):
    """A team's cycle; issues and plans are those of each person's latest check-in.

    `quiet_limit` are the days from one check-in to the next, with grace.
    """

    team: str
    level: str
    parent: str | None
    score: CycleScore
    expected: float
    adherence: Adherence
    quiet_limit: int
    objectives: tuple[ObjectiveRow, ...]
    issues: tuple[Remark, ...]
    plan: tuple[Remark, ...]

    def limited_to(self, address: Address) -> TeamRow:
        """The team as if it had this objective alone."""
        if address.objective is None:
            return self
        kept = (row for row in self.objectives if row.address.objective == address.objective)
        rows = tuple(row.limited_to(address) for row in kept)
        return self._replace(
            score=grade_cycle([row.grade for row in rows]),
            expected=rows[0].expected if rows else self.expected,
            adherence=sum((row.adherence for row in rows), Adherence()),
            objectives=rows,
        )


class Comparison(NamedTuple):
    """Another cycle on a day: its figures, and the scores there of the goals of this one, by path."""

    cycle: Cycle
    as_of: date
    score: CycleScore
    expected: float
    adherence: Adherence
    scores: Mapping[str, float | None]


class Report(NamedTuple):
    """A cycle on a day, of everybody or of one team or person; `unreadable` counts the files left out.

    `committed` has the scores by the goals as they were committed, where history could tell.
    """

    organisation: str | None
    cycle: Cycle
    as_of: date
    week: int
    weeks: int
    closed: bool
    team: str | None
    person: str | None
    preset: str | None
    score: CycleScore
    expected: float
    forecast: Forecast | None
    adherence: Adherence
    breaches: tuple[Address, ...]
    unreadable: int
    teams: tuple[TeamRow, ...]
    compared: Comparison | None = None
    committed: Committed | None = None

    @property
    def objectives(self) -> tuple[ObjectiveRow, ...]:
        return tuple(row for team in self.teams for row in team.objectives)

    def limited_to(self, address: Address) -> Report:
        """The report of one team, objective or key result; empty where the address is not in it."""
        teams = tuple(row.limited_to(address) for row in self.teams if row.team == address.team)
        return self._replace(
            score=teams[0].score if teams else CycleScore(),
            expected=teams[0].expected if teams else self.expected,
            forecast=None,
            adherence=teams[0].adherence if teams else Adherence(),
            breaches=tuple(one for one in self.breaches if one.parts[: len(address.parts)] == address.parts),
            teams=teams,
        )


def as_data(value: Any) -> Any:
    """A report, or a part of one, as JSON has it: days in ISO form, addresses as paths, every key there."""
    if isinstance(value, tuple):
        return _tuple(value)
    if isinstance(value, Model):
        return {declared.name or name: as_data(getattr(value, name)) for name, declared in value.keys.items()}
    if isinstance(value, Cycle):
        return {"id": value.id, "start": as_data(value.start), "end": as_data(value.end)}
    if isinstance(value, dict):
        return {as_data(key): as_data(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else _plain(value)


def _tuple(value: tuple[Any, ...]) -> Any:
    if isinstance(value, Address):
        return value.path
    if isinstance(value, KeyResultRow):
        return _opened(value, "key_result")
    if isinstance(value, ObjectiveRow):
        return _opened(value, "objective")
    fields = getattr(value, "_asdict", None)
    return as_data(fields()) if fields else [as_data(item) for item in value]


def _opened(row: KeyResultRow | ObjectiveRow, goal: str) -> dict[str, Any]:
    """A row with the keys of its goal beside the figures; where both have one, the row's."""
    fields = row._asdict()
    said = as_data(fields.pop(goal))
    return {"address": row.address.path, **said, **as_data(fields)}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value
