"""What happened to goals, newest first, a line each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from okrcli.goals.address import Address
from okrcli.goals.files import show_path
from okrcli.goals.model import Amendment, CheckIn, KeyResult, Objective, Review
from okrcli.history.diff import MOVES, Kind
from okrcli.render import marks
from okrcli.render.clean import clean, cut
from okrcli.render.style import paint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from okrcli.goals.model import Reading
    from okrcli.history.diff import Change
    from okrcli.history.events import Event
    from okrcli.render.style import Screen

_COLOURS: Final = {"weaker": "red", "stronger": "green"}
_LONGEST: Final = 100
_NAME: Final = 16


def text(events: Sequence[Event], screen: Screen) -> str:
    """Day, commit, author, goal and what happened to it."""
    if not events:
        return "nothing happened to goals here"
    names = max(len(cut(clean(event.author), _NAME)) for event in events)
    return "\n".join(_line(event, names, screen) for event in reversed(events))


def _line(event: Event, names: int, screen: Screen) -> str:
    change = event.change
    day = change.day or (event.authored and event.authored.date())
    author = cut(clean(event.author), _NAME)
    commit = paint(event.commit[:7], "yellow", on=screen.colour)
    goal = paint(change.address.path, "bold", on=screen.colour)
    said = f"{day or '?'!s:<10}  {commit}  {author:<{names}}  {goal}  {described(change)}"
    if change.direction:
        week = f", week {event.week}" if event.week else ""
        direction = change.direction.value
        said += f"  {paint(f'{direction.upper()}{week}', _COLOURS[direction], 'bold', on=screen.colour)}"
    return f"{said}  (or earlier: the clone ends here)" if event.at_boundary else said


def described(change: Change) -> str:  # noqa: PLR0911 - one for each kind of value
    """What happened, in the words of OKRs."""
    if change.kind in MOVES:
        return f"moved from {change.before.path if isinstance(change.before, Address) else change.before}"
    if change.kind is Kind.UNREADABLE:
        return f"{show_path(str(change.after))} became unreadable"
    whole = change.after or change.before
    if isinstance(whole, CheckIn):
        return f"{words(change.kind)}: {_checkin(whole)}"
    if isinstance(whole, Review):
        return words(change.kind)
    if isinstance(whole, Objective | KeyResult):
        return f"{words(change.kind)}: {cut(clean(whole.title), _LONGEST)}"
    if isinstance(whole, Amendment):
        moved = f"{whole.field} {value(whole.before)} → {value(whole.after)}"
        return f"{words(change.kind)}: {moved}, {cut(clean(whole.reason), _LONGEST)}"
    return f"{words(change.kind)} {value(change.before)} → {value(change.after)}"


def words(kind: Kind) -> str:
    """`check-in-added` is "check-in added"."""
    name = kind.value.replace("check-in", "check\u2010in").replace("-", " ")
    return name.replace("\u2010", "-")


def _checkin(checkin: CheckIn) -> str:
    said = [f"{clean(name)} {_reading(reading)}" for name, reading in checkin.results.items()]
    said += [f"confidence in {clean(name)} {marks.share(share)}" for name, share in checkin.confidence.items()]
    return cut(", ".join(said), _LONGEST)


def _reading(reading: Reading) -> str:
    if reading.value is not None:
        return marks.amount(reading.value)
    if reading.done is not None:
        return "done" if reading.done is True else "+".join(reading.done or ()) or "not done"
    return reading.answer or "noted"


def value(said: Any) -> str:
    """A value of any key, on one line."""
    if said is None:
        return marks.NOTHING
    if isinstance(said, bool):
        return "yes" if said else "no"
    if isinstance(said, int | float):
        return marks.amount(said)
    if isinstance(said, dict):
        return _mapping(said)
    if isinstance(said, tuple):
        return ", ".join(value(item) for item in said) or marks.NOTHING
    return cut(clean(said.isoformat() if isinstance(said, date) else str(said)), _LONGEST)


def _mapping(said: Mapping[Any, Any]) -> str:
    return ", ".join(f"{value(key)}: {value(item)}" for key, item in said.items()) or marks.NOTHING
