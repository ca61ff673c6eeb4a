"""What okr.yaml has to say so that the teams and people of an import are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.emit import scalar
from okrcli.rhythm.blocks import inline
from okrcli.rhythm.start import settings_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from okrcli.goals.cycle import Calendar
    from okrcli.goals.model import Settings


def new(teams: Mapping[str, Sequence[str]], calendar: Calendar) -> str:
    """A new okr.yaml with these teams, each with its people."""
    return settings_text(None, (_team(name, people) for name, people in teams.items()), calendar)


def missing(teams: Mapping[str, Sequence[str]], settings: Settings) -> str | None:
    """The lines that an okr.yaml lacks for these teams, to be added by hand; None if it has them all."""
    lines = list(_missing(teams, settings))
    return "\n".join(lines) + "\n" if lines else None


def _missing(teams: Mapping[str, Sequence[str]], settings: Settings) -> Iterator[str]:
    known = settings.people
    for name, people in teams.items():
        unknown = [person for person in people if known and person not in known]
        if name not in settings.teams:
            yield _team(name, people)
        elif unknown:
            yield f"  # {name}: add to its members {inline(tuple(unknown))}"


def _team(name: str, people: Sequence[str]) -> str:
    members = f", members: {inline(tuple(people))}" if people else ""
    return f"  {scalar(name)}: {{level: team{members}}}"
