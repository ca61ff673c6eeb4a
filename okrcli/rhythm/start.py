"""The first files of a workspace: settings, one goals file to learn from, and the schemas for editors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from okrcli.errors import OkrError
from okrcli.goals.emit import scalar
from okrcli.goals.files import SETTINGS_FILE, goals_path
from okrcli.goals.schemas import FILES, schema
from okrcli.goals.shape import ID
from okrcli.rhythm.blocks import MODELINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrcli.goals.cycle import Calendar, Cycle

SCHEMAS: Final = ".okr"


def workspace_files(
    organisation: str | None, team: str, owner: str, cycle: Cycle, calendar: Calendar
) -> tuple[tuple[str, str], ...]:
    """Every file of a new workspace as (path, text); it lints clean as it is."""
    if not ID.fullmatch(team):
        raise OkrError(f"{team!r} cannot be the id of a team", "use small letters, digits and dashes, like payments")
    goals = _GOALS.format(modeline=MODELINE, team=scalar(team), owner=scalar(owner), cycle=cycle)
    return (
        (SETTINGS_FILE, settings_text(organisation, _teams(team, owner), calendar)),
        (goals_path(cycle.id, team), goals),
        *schema_files(),
    )


def schema_files() -> Iterator[tuple[str, str]]:
    """The JSON Schemas that the first line of every file points editors to."""
    for name in FILES:
        yield f"{SCHEMAS}/{name}.schema.json", json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def _teams(team: str, owner: str) -> Iterator[str]:
    who = scalar(owner, flow=True)
    yield f"  {_COMPANY}: {{level: company, owner: {who}, members: [{who}]}}"
    if team != _COMPANY:
        yield f"  {scalar(team)}: {{level: team, parent: {_COMPANY}, owner: {who}, members: [{who}]}}"


def settings_text(organisation: str | None, teams: Iterable[str], calendar: Calendar) -> str:
    """okr.yaml with these lines of teams, and with what else can be set and why one would."""
    return _SETTINGS.format(
        modeline=MODELINE,
        organisation=f"organisation: {scalar(organisation)}" if organisation else "# organisation: Acme",
        cycles=f"{{length: {calendar.length}, starts: {calendar.starts}}}",
        teams="\n".join(teams),
    )


_COMPANY: Final = "company"
_SETTINGS: Final = """\
{modeline}.okr/settings.schema.json
version: 1
{organisation}
# A cycle is a quarter, trimester, half or year; `starts` is the first month of the fiscal year.
cycles: {cycles}
# A check-in is due every day, week, two-weeks or month; so many days later its numbers count as stale.
checkins: {{every: week, grace_days: 3}}
# So many days into a cycle its goals are committed: from then on a change needs an amendment with its reason.
lock_after_days: 14
# A team's goals are in okrs/CYCLE/TEAM.yaml. Levels: company, team, person. Owners and members are people.
teams:
{teams}
# How much a rule weighs: error, warning, info or off, by its name or code (`okr rules` lists them).
# lint:
#   severity: {{missing-baseline: error}}
"""
_GOALS: Final = """\
{modeline}../../.okr/goals.schema.json
# The goals of one team from {cycle.start} to {cycle.end}.
# What stands here is an example that is true of every team that starts: reword it, or put yours in its place.
# The names before the colons are ids: keep them when you reword a title. `okr lint` says what is missing.
team: {team}
objectives:
  goals-guide-our-week:
    title: Our goals decide what we do each week
    # exactly one person
    owner: {owner}
    # committed: expected in full; aspirational: 0.7 is good; learning: a question to answer
    commitment: aspirational
    why: Goals that nobody looks at after the planning day change nothing
    # or `supports: team/objective`, the goal that this one serves
    standalone: It is about how we work with goals, not about one of them
    key_results:
      # A number that moves: where it is now, and where it should be. The score is the share of the way.
      colleagues-who-know-the-goal:
        title: Raise the share of colleagues who can name our first goal unprompted from 0% to 80%
        metric: share of colleagues who can name our first goal unprompted
        unit: "%"
        baseline: 0
        target: 80
      # A level to hold: met or not met at each check-in. Also at_most, above and below.
      colleagues-who-say-no:
        kind: threshold
        title: At least 70% of colleagues say that the goals helped them to turn down other work
        metric: share of colleagues whom the goals helped to turn down other work
        unit: "%"
        at_least: 70
      # Others: `kind: range` with `between: [4, 5]`, `kind: milestone` with `evidence:` or `steps:`, and
      # `kind: baseline` where this cycle first finds out the number.
"""
