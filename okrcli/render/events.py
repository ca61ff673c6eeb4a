"""What happened to goals, newest first, a line each."""

from __future__ import annotations

from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

from okrcli.goals.files import show_path
from okrcli.goals.model import Amendment, CheckIn, KeyResult, Objective, Review
from okrcli.history.diff import MOVES, Kind
from okrcli.render import marks
from okrcli.render.clean import clean, cut
from okrcli.render.style import paint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from okrcli.goals.address import Address
    from okrcli.goals.model import Reading
    from okrcli.history.diff import Change
    from okrcli.history.events import Event
    from okrcli.render.style import Screen

COLOURS: Final = {"weaker": "red", "stronger": "green"}
_LONGEST: Final = 100
_ALIKE: Final = 24
"""Characters with which two texts begin that nobody needs to read twice."""
NAME: Final = 16


def text(events: Sequence[Event], screen: Screen, *, whole: bool = True) -> str:
    """Day, week of the cycle, commit, author, goal and what happened to it."""
    del whole  # each event at the end of a shallow clone says so itself
    if not events:
        return "nothing happened to goals here"
    names = max(len(cut(clean(event.author), NAME)) for event in events)
    return "\n".join(_line(event, names, screen) for event in reversed(events))


def _line(event: Event, names: int, screen: Screen) -> str:
    change = event.change
    author = cut(clean(event.author), NAME)
    commit = paint(event.commit[:7], "yellow", on=screen.colour)
    goal = paint(change.address.path, "bold", on=screen.colour)
    week = f"w{event.week}" if event.week is not None else ""
    said = f"{event.day or '?'!s:<10}  {week:<3}  {commit}  {author:<{names}}  {goal}  {described(change)}"
    if change.direction:
        direction = change.direction.value
        said += f"  {paint(direction.upper(), COLOURS[direction], 'bold', on=screen.colour)}"
    return said + "".join(f"  ({note})" for note in _notes(event))


def _notes(event: Event) -> Iterator[str]:
    """Dates that do not agree, and what a shallow clone cannot know."""
    if "typed" in event.doubts and event.authored:
        yield f"authored {event.authored.date()}"
    if "committed" in event.doubts and event.committed:
        yield f"committed {event.committed.date()}"
    if event.at_boundary:
        yield "or earlier: the clone ends here"


def described(change: Change) -> str:  # noqa: PLR0911 - one for each kind of value
    """What happened, in the words of OKRs."""
    if change.kind in MOVES:
        return came_from(change.before, change.address)
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
    before, after = parted(change.before, change.after)
    return f"{words(change.kind)} {value(before)} → {value(after)}"


def parted(before: Any, after: Any) -> tuple[Any, Any]:
    """Two values; of texts that begin alike what is seen of them would be the same, so they begin where they part."""
    if not isinstance(before, str) or not isinstance(after, str):
        return before, after
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    start = before.rfind(" ", 0, max(0, before.rfind(" ", 0, alike))) + 1  # with a word before it, to be understood
    return (before, after) if start < _ALIKE else (f"…{before[start:]}", f"…{after[start:]}")


def came_from(before: Address, after: Address) -> str:
    """Whether a goal got another id, or another place."""
    if before.parent == after.parent:
        return f"renamed from {before.parts[-1]}"
    return f"moved from {before.path}"


def words(kind: Kind) -> str:
    """`check-in-added` is "check-in added"."""
    return kind.replace("-", " ").replace("check in", "check-in")


def _checkin(checkin: CheckIn) -> str:
    said = [f"{clean(name)} {reading(result)}" for name, result in checkin.results.items()]
    said += [f"confidence in {clean(name)} {marks.share(share)}" for name, share in checkin.confidence.items()]
    return cut(", ".join(said), _LONGEST)


def reading(said: Reading) -> str:
    """What a check-in says of one key result."""
    if said.value is not None:
        return marks.amount(said.value)
    if said.done is not None:
        return "done" if said.done is True else "+".join(said.done or ()) or "not done"
    return said.answer or "noted"


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
