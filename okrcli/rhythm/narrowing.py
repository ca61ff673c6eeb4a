"""As little of a workspace as a question needs: reading 2,600 check-ins would keep people waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.files import CHECKINS, GOALS_FOLDER, REVIEWS, SETTINGS_FILE
from okrcli.goals.workspace import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from okrcli.goals.cycle import Cycle
    from okrcli.goals.files import Content
    from okrcli.goals.workspace import Workspace


def settings_of(files: Mapping[str, Content]) -> Workspace:
    """The workspace as far as okr.yaml tells of it."""
    return load([(SETTINGS_FILE, files[SETTINGS_FILE])])


def cycle_of(settings: Workspace, files: Iterable[str], name: str | None, day: date) -> Cycle:
    """The cycle of that name; without one that of the day if it has goals, else the newest that has."""
    if name is not None:
        return settings.cycle(name, day)
    folders = {path.split("/")[1] for path in files if path.count("/") == 2}  # noqa: PLR2004 - okrs/CYCLE/TEAM.yaml
    with_goals = sorted(found for folder in folders if (found := settings.calendar.cycle(folder)))
    now = settings.calendar.of(day)
    return now if now in with_goals or not with_goals else with_goals[-1]


def goals_of(files: Mapping[str, Content], cycle: Cycle, person: str | None = None) -> Workspace:
    """The goals of a cycle, or of those files of it alone that can concern a person: their name is in them."""
    settings = settings_of(files).settings
    own = {name for name, team in settings.teams.items() if person in (None, name, team.owner)}
    folder = f"{GOALS_FOLDER}/{cycle.id}/"

    def wanted(path: str, content: Content) -> bool:
        name = path.removeprefix(folder).removesuffix(".yaml")
        if not path.startswith(folder) or "/" in name:
            return False
        return person is None or name in own or (isinstance(content, bytes) and person.encode() in content)

    chosen = {path: content for path, content in files.items() if wanted(path, content)}
    return load([(SETTINGS_FILE, files[SETTINGS_FILE]), *chosen.items()])


def teams_of(goals: Workspace, person: str) -> list[str]:
    """The teams in which a person owns a key result, in the order of the settings."""
    teams = goals.settings.teams

    def owner(team: str, named: str | None) -> str | None:
        return named or (teams[team].owner if team in teams else None)

    found = {at.address.team for at in goals.key_results if owner(at.address.team, at.owner) == person}
    return [*(name for name in teams if name in found), *sorted(found - set(teams))]


def with_checkins(files: Mapping[str, Content], cycle: Cycle, team: str) -> Workspace:
    """A team's goals, check-ins and review of a cycle."""
    folder = f"{GOALS_FOLDER}/{cycle.id}"
    single = {SETTINGS_FILE, f"{folder}/{team}.yaml", f"{folder}/{REVIEWS}/{team}.yaml"}
    start, part = f"{folder}/{CHECKINS}/", f"-{team}-"
    return load(
        (path, content)
        for path, content in files.items()
        if path in single or (path.startswith(start) and part in path)
    )
