"""What check-ins and reviews say of each goal, in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.goals.address import Address, Place
from okrcli.goals.model import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from okrcli.goals.cycle import Cycle
    from okrcli.goals.model import Amount
    from okrcli.goals.workspace import CheckInFile, ReviewFile, Workspace


class Observation(NamedTuple):
    """What one check-in, or the review, says of one key result."""

    date: date
    by: str
    place: Place
    reading: Reading

    @property
    def path(self) -> str:
        return self.place.path


class Confidence(NamedTuple):
    """The probability, 0 to 1, that one check-in gives to an objective."""

    date: date
    by: str
    place: Place
    value: Amount


def checkins(workspace: Workspace, cycle: Cycle, as_of: date) -> list[CheckInFile]:
    """The check-ins of a cycle up to a day, oldest first; those of one day by team, person and number."""
    files = [file for file in workspace.checkins if file.cycle == cycle and file.checkin.date <= as_of]
    return sorted(files, key=lambda file: (file.checkin.date, file.team, file.checkin.by, len(file.path), file.path))


def reviews(workspace: Workspace, cycle: Cycle, as_of: date) -> list[ReviewFile]:
    """The reviews of a cycle up to a day, oldest first."""
    files = [file for file in workspace.reviews if file.cycle == cycle and file.review.date <= as_of]
    return sorted(files, key=lambda file: (file.review.date, file.path))


def observations(workspace: Workspace, cycle: Cycle, as_of: date) -> Mapping[Address, tuple[Observation, ...]]:
    """What was said of each key result up to a day, oldest first."""
    return observed(checkins(workspace, cycle, as_of), reviews(workspace, cycle, as_of), cycle)


def confidences(workspace: Workspace, cycle: Cycle, as_of: date) -> Mapping[Address, tuple[Confidence, ...]]:
    """The goal confidences of each objective up to a day, oldest first."""
    return believed(checkins(workspace, cycle, as_of), cycle)


def observed(
    files: Iterable[CheckInFile], reviewed: Iterable[ReviewFile], cycle: Cycle
) -> Mapping[Address, tuple[Observation, ...]]:
    """What was said of each key result, oldest first, from files in that order; a review comes last on its day."""
    found: dict[tuple[str, str], list[Observation]] = {}
    for path, _, team, checkin in files:
        for name, reading in checkin.results.items():
            told = Observation(checkin.date, checkin.by, Place(path, ("results", name)), reading)
            found.setdefault((team, name), []).append(told)
    for key, observation in _of_reviews(reviewed):
        found.setdefault(key, []).append(observation)
        found[key].sort(key=lambda one: one.date)
    return {address_of(cycle, *key): tuple(told) for key, told in found.items()}


def believed(files: Iterable[CheckInFile], cycle: Cycle) -> Mapping[Address, tuple[Confidence, ...]]:
    """The goal confidences of each objective, oldest first, from files in that order."""
    found: dict[tuple[str, str], list[Confidence]] = {}
    for path, _, team, checkin in files:
        for name, value in checkin.confidence.items():
            said = Confidence(checkin.date, checkin.by, Place(path, ("confidence", name)), value)
            found.setdefault((team, name), []).append(said)
    return {address_of(cycle, *key): tuple(said) for key, said in found.items()}


def address_of(cycle: Cycle, team: str, name: str) -> Address:
    """The goal that a team's check-in or review calls `objective` or `objective/key-result`."""
    objective, _, key_result = name.partition("/")
    return Address(cycle.id, team, objective, key_result or None)


def _of_reviews(reviewed: Iterable[ReviewFile]) -> Iterator[tuple[tuple[str, str], Observation]]:
    for path, _, team, review in reviewed:
        for name, result in review.results.items():
            if result.value is not None:
                reading = Reading(value=result.value)
                yield (team, name), Observation(review.date, review.by, Place(path, ("results", name)), reading)
