"""What a report says, as plain frozen values: every figure that a page shows, nothing formatted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from okrcli.goals.address import Address, Place
from okrcli.goals.cycle import Cycle
from okrcli.goals.shape import Model

if TYPE_CHECKING:
    from okrcli.goals.model import Amount, KeyResult, Objective, ObjectiveReview, ResultReview
    from okrcli.scoring.grade import CycleScore, ObjectiveScore
    from okrcli.scoring.pace import Outlook, Pace, Status
    from okrcli.scoring.periods import Adherence
    from okrcli.scoring.score import Score


class KeyResultRow(NamedTuple):
    """A key result on a day: as the file has it, as it was last observed, and what follows from both.

    `weight` is the one that counts; `trend` the progress of each observation, 0 to 1; `note` the latest one;
    `original` the score by the figures before the amendments, if there are any.
    """

    address: Address
    key_result: KeyResult
    owner: str | None
    weight: Amount
    score: Score
    pace: Pace
    confidence: Outlook
    trend: tuple[float, ...]
    note: str | None
    review: ResultReview
    original: Score | None
    adherence: Adherence
    place: Place


class ObjectiveRow(NamedTuple):
    """An objective with its key results; `expected` is the mean share due by now, weighted like the score."""

    address: Address
    objective: Objective
    grade: ObjectiveScore
    expected: float
    status: Status
    confidence: Outlook
    review: ObjectiveReview
    original: ObjectiveScore | None
    key_results: tuple[KeyResultRow, ...]
    place: Place


class Remark(NamedTuple):
    """An issue or a plan from somebody's latest check-in."""

    text: str
    by: str
    date: date
    place: Place


class TeamRow(NamedTuple):
    """A team's cycle; issues and plans are those of each person's latest check-in."""

    team: str
    level: str
    parent: str | None
    score: CycleScore
    expected: float
    adherence: Adherence
    objectives: tuple[ObjectiveRow, ...]
    issues: tuple[Remark, ...]
    plan: tuple[Remark, ...]


class Report(NamedTuple):
    """A cycle on a day, of everybody or of one team or person; `unreadable` counts the files left out."""

    organisation: str | None
    cycle: Cycle
    as_of: date
    week: int
    weeks: int
    closed: bool
    team: str | None
    person: str | None
    score: CycleScore
    expected: float
    adherence: Adherence
    breaches: tuple[Address, ...]
    unreadable: int
    teams: tuple[TeamRow, ...]

    @property
    def objectives(self) -> tuple[ObjectiveRow, ...]:
        return tuple(row for team in self.teams for row in team.objectives)


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
