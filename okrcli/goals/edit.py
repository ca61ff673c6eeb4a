"""Changes of single values, keys and comments in a text: everything else stays byte for byte.

Every edit is tried on the text and read again; one that would say anything else than what is meant is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okrcli.errors import OkrError
from okrcli.goals.diagnostic import Edit, Span
from okrcli.goals.emit import scalar
from okrcli.goals.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from okrcli.goals.diagnostic import Route

    Value = str | float | date


def replaced(source: Source, route: Route, value: Value) -> Edit | None:
    """Another value in the place of the scalar at a route; None where there is no scalar on one line."""
    place = source.scalar_slice(route)
    if place is None or "\n" in source.text[slice(*place)]:
        return None
    edit = _written(source, place, value, flow=source.in_flow(route[:-1]))
    return edit if edit and _says(source, edit, _with(_data(source), route, _plain(value))) else None


def renamed(source: Source, route: Route, name: str) -> Edit | None:
    """Another key in the place of the last one of a route; None where that key is there already."""
    *way, old = route
    holder = value_at(_data(source), way)
    if not isinstance(holder, dict) or old not in holder or name in holder:
        return None
    span = source.locate(route, at_key=True)
    edit = Edit(span, name) if span.line == span.end_line else None
    meant = _with(_data(source), tuple(way), {name if key == old else key: value for key, value in holder.items()})
    return edit if edit and _says(source, edit, meant) else None


def added(source: Source, route: Route, values: Mapping[str, Value], after: str) -> Edit | None:
    """More keys in the mapping at a route, behind the one-line value of the key `after`."""
    place = source.scalar_slice((*route, after))
    holder = value_at(_data(source), route)
    if place is None or "\n" in source.text[slice(*place)] or not values:
        return None
    if not isinstance(holder, dict) or set(values) & set(holder):
        return None
    try:
        edit = _insertion(source, (*route, after), source.span_of(place[1], place[1]), values)
    except OkrError:
        return None
    new = {key: _plain(value) for key, value in values.items()}
    meant: dict[str, Any] = {}
    for name, old in holder.items():
        meant |= {name: old} | (new if name == after else {})
    return edit if _says(source, edit, _with(_data(source), route, meant)) else None


def _insertion(source: Source, sibling: Route, end: Span, values: Mapping[str, Value]) -> Edit:
    """The keys behind a sibling's value in braces, or on lines of their own below it."""
    flow = source.in_flow(sibling[:-1])
    pairs = [f"{key}: {scalar(value, flow=flow)}" for key, value in values.items()]
    if flow:
        return Edit(end, "".join(f", {pair}" for pair in pairs))
    indent = " " * (source.locate(sibling, at_key=True).column - 1)
    behind = len(source.line(end.line)) + 1
    ending = "\r\n" if "\r\n" in source.text else "\n"
    return Edit(Span(end.line, behind, end.line, behind), "".join(f"{ending}{indent}{pair}" for pair in pairs))


def without(source: Source, span: Span) -> Edit | None:
    """A comment taken away, with the blanks before it; the whole line where nothing else is on it."""
    line = source.line(span.line)
    before = line[: span.column - 1].rstrip()
    if before:
        edit = Edit(Span(span.line, len(before) + 1, span.line, span.end_column), "")
    else:
        edit = Edit(Span(span.line, 1, span.line + 1, 1), "")
    return edit if _says(source, edit, _data(source)) else None


def commented(source: Source, line: int, comment: str) -> Edit | None:
    """A comment behind everything else on a line; None inside of a text of several lines."""
    end = len(source.line(line)) + 1
    edit = Edit(Span(line, end, line, end), f"  {comment}")
    return edit if _says(source, edit, _data(source)) else None


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made, which do not overlap."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for span, new in sorted(edits, reverse=True):
        start, end = starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
        text = text[:start] + new + text[end:]
    return text


def _written(source: Source, place: tuple[int, int], value: Value, *, flow: bool) -> Edit | None:
    """The value in the quotes of the old one where it had some and needs none."""
    try:
        text = scalar(value, flow=flow)
    except OkrError:
        return None
    old = source.text[place[0]]
    if isinstance(value, str) and old in {'"', "'"} and text[0] != '"' and "'" not in text and "\\" not in text:
        text = f"{old}{text}{old}"
    return Edit(source.span_of(*place), text)


def _data(source: Source) -> Any:
    return source.said


def _plain(value: Value) -> str | float:
    """The value as our reader reads it back."""
    if isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value.isoformat()


def value_at(data: Any, route: Iterable[str | int]) -> Any:
    """What data hold at a route; None where it leads nowhere."""
    for step in route:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _with(data: Any, route: Route, value: Any) -> Any:
    """The data with another value at a route that exists."""
    if not route:
        return value
    step, *rest = route
    inside = _with(data[step], tuple(rest), value)
    if isinstance(data, dict):
        return data | {step: inside}
    return [inside if index == step else item for index, item in enumerate(data)]


def _says(source: Source, edit: Edit, meant: Any) -> bool:
    """Whether the edited text says what is meant, in this order, and has no problem that it had not."""
    read = Source(applied(source.text, [edit]))
    return read.readable and len(read.problems) <= len(source.problems) and repr(read.data) == repr(meant)
