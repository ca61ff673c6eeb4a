"""What check-ins and reviews say of each goal, in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.goals.address import Address, Place
from okrcli.goals.model import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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
    """What was said of each key result up to a day, oldest first; a review comes last on its day."""
    found: dict[Address, list[Observation]] = {}
    for address, observation in _of_checkins(workspace, cycle, as_of):
        found.setdefault(address, []).append(observation)
    for address, observation in _of_reviews(workspace, cycle, as_of):
        found.setdefault(address, []).append(observation)
    return {address: tuple(sorted(told, key=lambda one: one.date)) for address, told in found.items()}


def confidences(workspace: Workspace, cycle: Cycle, as_of: date) -> Mapping[Address, tuple[Confidence, ...]]:
    """The goal confidences of each objective up to a day, oldest first."""
    found: dict[Address, list[Confidence]] = {}
    for path, _, team, checkin in checkins(workspace, cycle, as_of):
        for name, value in checkin.confidence.items():
            said = Confidence(checkin.date, checkin.by, Place(path, ("confidence", name)), value)
            found.setdefault(address_of(cycle, team, name), []).append(said)
    return {address: tuple(said) for address, said in found.items()}


def address_of(cycle: Cycle, team: str, name: str) -> Address:
    """The goal that a team's check-in or review calls `objective` or `objective/key-result`."""
    objective, _, key_result = name.partition("/")
    return Address(cycle.id, team, objective, key_result or None)


def _of_checkins(workspace: Workspace, cycle: Cycle, as_of: date) -> Iterator[tuple[Address, Observation]]:
    for path, _, team, checkin in checkins(workspace, cycle, as_of):
        for name, reading in checkin.results.items():
            place = Place(path, ("results", name))
            yield address_of(cycle, team, name), Observation(checkin.date, checkin.by, place, reading)


def _of_reviews(workspace: Workspace, cycle: Cycle, as_of: date) -> Iterator[tuple[Address, Observation]]:
    for path, _, team, review in reviews(workspace, cycle, as_of):
        for name, result in review.results.items():
            if result.value is not None:
                observation = Observation(
                    review.date, review.by, Place(path, ("results", name)), Reading(value=result.value)
                )
                yield address_of(cycle, team, name), observation
