"""What happened, as JSON that gives back the same values: for what is kept between runs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from okrcli.goals.address import Address
from okrcli.goals.model import Amendment, CheckIn, KeyResult, Objective, ObjectiveReview, Reading, ResultReview, Review
from okrcli.goals.shape import Model
from okrcli.history.diff import Change, Kind
from okrcli.history.direction import Direction
from okrcli.history.events import Event

_MODELS: Final[dict[str, type[Model]]] = {
    model.__name__: model
    for model in (Amendment, CheckIn, KeyResult, Objective, ObjectiveReview, Reading, ResultReview, Review)
}


def pack(event: Event) -> Any:
    """An event as lists, numbers and texts."""
    kind, address, before, after, direction, file = event.change
    said = (kind.value, tuple(address), _packed(before), _packed(after), direction and direction.value, file)
    moments = (event.authored, event.committed)
    who = (event.commit, event.author, event.email, *(moment and moment.isoformat() for moment in moments))
    return (*said, *who, event.week, event.at_boundary)


def unpack(data: Any) -> Event:
    """The event that was packed."""
    kind, address, before, after, direction, file, commit, author, email, authored, committed, week, end = data
    change = Change(
        Kind(kind),
        Address(*address),
        _unpacked(before),
        _unpacked(after),
        Direction(direction) if direction else None,
        file,
    )
    authored, committed = (moment and datetime.fromisoformat(moment) for moment in (authored, committed))
    return Event(change, commit, author, email, authored, committed, week, end)


def _packed(value: Any) -> Any:
    """A value of a goal: what JSON does not know becomes a list that says what it was."""
    if isinstance(value, Model):
        return [type(value).__name__, _packed(value.__dict__)]
    if isinstance(value, Address):
        return ["address", *value]
    if isinstance(value, tuple):
        return ["tuple", *map(_packed, value)]
    if isinstance(value, dict):
        return ["dict", *([_packed(key), _packed(item)] for key, item in value.items())]
    return ["date", value.isoformat()] if isinstance(value, date) else value


def _unpacked(data: Any) -> Any:
    if not isinstance(data, list):
        return data
    name, *parts = data
    if name in _MODELS:
        return _MODELS[name](**_unpacked(parts[0]))
    if name == "address":
        return Address(*parts)
    if name == "date":
        return date.fromisoformat(parts[0])
    if name == "dict":
        return {_unpacked(key): _unpacked(item) for key, item in parts}
    return tuple(map(_unpacked, parts))
