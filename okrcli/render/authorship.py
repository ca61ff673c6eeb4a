"""A goal key by key: what it says, and who last set it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from okrcli.goals.model import CheckIn, KeyResult, Objective
from okrcli.history.diff import Kind
from okrcli.render.clean import clean, cut
from okrcli.render.comparison import aim, value
from okrcli.render.events import COLOURS, NAME, reading
from okrcli.render.json import envelope, event_data
from okrcli.render.style import paint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.history.authorship import Authorship, Field
    from okrcli.render.style import Screen
    from okrcli.reports.goal import Goal

_NUMBERS: Final = frozenset(("baseline", "target", "bound", "between", "warn_at"))
_SHORTEST: Final = 16


def text(found: Authorship, screen: Screen, *, whole: bool) -> str:
    """A line a key: its value, and the day, commit and author that gave it."""
    del whole
    unit = found.goal.unit if isinstance(found.goal, KeyResult) else None
    values = [_value(field, unit) for field in found.fields]
    names = max(len(field.name) for field in found.fields)
    origins = [_origin(field, screen) for field in found.fields]
    room = max(_SHORTEST, screen.width - names - 4 - max(length for _, length in origins))
    widest = min(room, max(map(len, values)))
    lines = [f"{paint(str(found.address), 'bold', on=screen.colour)}  at {found.commit[:7]}"]
    for field, said, (origin, _) in zip(found.fields, values, origins, strict=True):
        lines.append(f"{field.name:<{names}}  {cut(said, room):<{widest}}  {origin}".rstrip())
    return "\n".join(lines)


def _value(field: Field, unit: str | None) -> str:
    return value(field.value, unit if field.name in _NUMBERS else None)


def _origin(field: Field, screen: Screen) -> tuple[str, int]:
    """Who set it, and from what; and how many columns that takes."""
    event = field.event
    if event is None:
        return "", 0
    author = cut(clean(event.author), NAME)
    since = f"{event.day or '?'!s:<10}  "
    change = event.change
    rest = f"  {author}"
    if change.kind is Kind.UNREADABLE or change.before is None:
        rest += "" if change.after is None or isinstance(change.after, Objective | KeyResult) else "  (set)"
    else:
        rest += f"  from {cut(value(change.before, None), 40)}"
    direction = change.direction.value if change.direction else ""
    weak = f"  {direction.upper()}{f', week {event.week}' if event.week else ''}" if direction else ""
    if event.at_boundary:
        weak += "  (or earlier: the clone ends here)"
    plain = f"{since}{event.commit[:7]}{rest}{weak}"
    tinted = paint(weak, COLOURS[direction], "bold", on=screen.colour) if direction else weak
    return f"{since}{paint(event.commit[:7], 'yellow', on=screen.colour)}{rest}{tinted}", len(plain)


def json(found: Authorship, _screen: Screen, *, whole: bool) -> str:
    """Every key with its value and the event that set it."""
    from okrcli.reports.view import as_data

    fields = {
        field.name: {"value": as_data(field.value), "set_by": event_data(field.event) if field.event else None}
        for field in found.fields
    }
    where = {"cycle": found.address.cycle, "address": found.address.path, "commit": found.commit}
    return envelope("blame", complete=whole, result={**where, "fields": fields})


def goal(found: Goal, screen: Screen) -> str:
    """A goal with all its keys, what is in it, and what check-ins said of it, the newest first."""
    lines = [paint(str(found.address), "bold", on=screen.colour)]
    fields = list(_fields(found))
    names = max((len(name) for name, _ in fields), default=0)
    lines += [f"  {name:<{names}}  {cut(said, max(_SHORTEST, screen.width - names - 4))}" for name, said in fields]
    if found.inside:
        widest = max(len(address.parts[-1]) for address, _ in found.inside)
        lines += ["", "key results:" if found.address.objective else "objectives:"]
        lines += [
            cut(f"  {address.parts[-1]:<{widest}}  {clean(one.title)}{_aim(one)}", screen.width)
            for address, one in found.inside
        ]
    if found.checkins:
        lines += ["", "check-ins:", *(cut(f"  {line}", screen.width) for line in _checkins(found))]
    return "\n".join(lines)


def _aim(one: Objective | KeyResult) -> str:
    said = aim(one) if isinstance(one, KeyResult) else ""
    return f" ({said})" if said and said != cut(clean(one.title), 100) else ""


def _fields(found: Goal) -> Iterator[tuple[str, str]]:
    unit = found.goal.unit if isinstance(found.goal, KeyResult) else None
    for name, said in found.fields:
        yield name, value(said, unit if name in _NUMBERS else None)


def _checkins(found: Goal) -> Iterator[str]:
    for checkin in reversed(found.checkins):
        yield f"{checkin.date}  {clean(checkin.by)}  {_said(checkin, found)}"


def _said(checkin: CheckIn, found: Goal) -> str:
    local = found.address.local
    parts = [
        reading(said) if name == local else f"{clean(name.partition('/')[2])} {reading(said)}"
        for name, said in checkin.results.items()
        if name == local or name.startswith(f"{local}/") or not local
    ]
    sure = checkin.confidence.get(local)
    return ", ".join([*parts, *([f"confidence {value(sure, None)}"] if sure is not None else [])])


def goal_json(found: Goal, _screen: Screen) -> str:
    """The same for programs."""
    from okrcli.reports.view import as_data

    address = {"cycle": found.address.cycle, "address": found.address.path}
    fields: dict[str, Any] = {name: as_data(said) for name, said in found.fields}
    inside = {one.parts[-1]: as_data(each) for one, each in found.inside}
    checkins = [as_data(checkin) for checkin in found.checkins]
    return envelope("show", result={**address, "fields": fields, "contains": inside, "checkins": checkins})
