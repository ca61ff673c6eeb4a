"""Files as they were in some commit: read on their own, and put together as the state of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.address import Address
from okrcli.goals.cycle import Calendar
from okrcli.goals.files import CHECKINS, REVIEWS
from okrcli.goals.model import CycleSettings, Settings
from okrcli.goals.workspace import Workspace, load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from okrcli.goals.files import Content
    from okrcli.goals.workspace import CheckInFile, GoalsFile, ReviewFile

_LENGTHS: Final = {"Q": "quarter", "T": "trimester", "H": "half"}


class Version(NamedTuple):
    """What one version of one file says."""

    goals: tuple[GoalsFile, ...] = ()
    checkins: tuple[CheckInFile, ...] = ()
    reviews: tuple[ReviewFile, ...] = ()
    readable: bool = True


NOTHING: Final = Version()
"""The version of a file that is not there."""


def calendar_of(cycle: str, starts: str) -> Calendar:
    """The calendar that has a cycle of this name: old goals stay readable where the year is cut anew."""
    return Calendar(next((length for letter, length in _LENGTHS.items() if letter in cycle), "year"), starts)


def read_version(path: str, content: Content, starts: str) -> Version:
    """Read one version of one file; `starts` is the first month of the fiscal year."""
    cycle, *folders = path.split("/")[1:-1] or [""]
    calendar = calendar_of(cycle, starts)
    settings = Settings(version=1, cycles=CycleSettings(length=calendar.length, starts=calendar.starts))
    read = load([(path, content)], settings)
    found = bool(read.goals or read.checkins or read.reviews)
    stray = calendar.cycle(cycle) is None or not {CHECKINS, REVIEWS}.issuperset(folders) or path.endswith(".yml")
    return Version(tuple(read.goals), tuple(read.checkins), tuple(read.reviews), found or stray)


def state(versions: Iterable[Version]) -> Workspace:
    """The workspace that some versions make."""
    whole = Workspace(None)
    for version in versions:
        whole.goals.extend(version.goals)
        whole.checkins.extend(version.checkins)
        whole.reviews.extend(version.reviews)
    return whole


def address_of(path: str) -> Address:
    """The team whose file this is, by its name alone; of a check-in, `DATE-TEAM-PERSON`, all but the ends."""
    _, cycle, *folders, name = path.split("/")
    stem = name.rpartition(".")[0]
    if folders == [CHECKINS]:
        stem = stem[len("2026-07-13-") :].rpartition("-")[0]
    return Address(cycle, stem)
