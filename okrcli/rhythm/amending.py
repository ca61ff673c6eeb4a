"""An amendment in a goals file as people wrote it: one value spliced, one entry more, everything else byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.edit import applied, replaced, value_at
from okrcli.goals.figures import AMENDABLE, DAYS, Figure, figure, typed, with_figure
from okrcli.goals.model import GOALS, Amendment
from okrcli.goals.shape import did_you_mean, parse_day
from okrcli.goals.source import Source
from okrcli.rhythm.blocks import inline, plain

if TYPE_CHECKING:
    from datetime import date

    from okrcli.goals.address import Address
    from okrcli.goals.diagnostic import Route
    from okrcli.goals.model import KeyResult
    from okrcli.goals.tree import Extent

_BY_HAND: Final = "amend it by hand: change the value, and add an entry to `amendments`"


class Why(NamedTuple):
    """What an amendment says besides the values."""

    date: date
    reason: str
    kind: str | None = None
    by: str | None = None


class Amended(NamedTuple):
    """A goals file with amendments, and what they changed."""

    text: str
    amendments: tuple[Amendment, ...]


def amend(
    text: str, address: Address, key_result: KeyResult, wanted: Mapping[str, Figure], why: Why, *, end: str
) -> Amended:
    """The file with the wanted figures in the place of the present ones; `OkrError` where that cannot be.

    `end` is the last day of the cycle: when a key result is due that does not say so.
    """
    figures = {field: _read_figure(key_result, field, value) for field, value in wanted.items()}
    made = tuple(_amendment(field, _present(key_result, field, end), to, why) for field, to in figures.items())
    return Amended(_written(text, address, made, figures), made)


def confess(text: str, address: Address, made: tuple[Amendment, ...]) -> Amended:
    """The file with entries for changes that were made before without a word."""
    return Amended(_written(text, address, made, {}), made)


def _present(key_result: KeyResult, field: str, end: str) -> Figure | None:
    """The figure that counts now."""
    found = figure(key_result, field)
    return end if found is None and field == "due" else found


def _read_figure(key_result: KeyResult, field: str, value: Figure) -> Figure:
    """The figure as files say it; `OkrError` where the field is none, or the value none of its values."""
    name = field.partition(".")[0]
    if name not in AMENDABLE:
        raise OkrError(f"{field!r} cannot be amended", did_you_mean(name, AMENDABLE, f"one of: {', '.join(AMENDABLE)}"))
    after = with_figure(key_result, field, value)
    said = figure(after, field) if after else None
    if said is None:
        raise OkrError(
            f"{value!r} cannot be the `{field}` of a key result", f"`okr schema goals` says what {name} takes"
        )
    return said


def _amendment(field: str, before: Figure | None, after: Figure, why: Why) -> Amendment:
    if before == after:
        raise OkrError(f"{field} is {after} already", "nothing was written")
    return Amendment(field=field, before=before, after=after, **why._asdict())


def _written(text: str, address: Address, made: tuple[Amendment, ...], wanted: Mapping[str, Figure]) -> str:
    goal = ("objectives", str(address.objective), "key_results", str(address.key_result))
    source = _read(text)
    meant = source.data
    for field, value in wanted.items():
        route, data = (*goal, *field.split(".")), typed(field, value)
        text, meant = _put(text, route, data), _with(meant, route, data)
    for one in made:
        text, meant = _append(text, (*goal, "amendments"), one), _with_item(meant, (*goal, "amendments"), plain(one))
    _verify(text, meant)
    return text


def _read(text: str) -> Source:
    source = Source(text)
    if source.problems:
        raise OkrError("the goals file has problems of its own", "run `okr lint` and mend it first")
    return source


def _put(text: str, route: Route, data: Any) -> str:
    """The text with the value at a route in the place of the one that is there, or added behind its siblings."""
    source = _read(text)
    old = value_at(source.data, route)
    if old is None:
        return _add(text, route, data)
    if isinstance(old, list) and isinstance(data, list) and len(old) == len(data):
        for number, item in enumerate(data):
            text = _put(text, (*route, number), item)
        return text
    inline(data)  # says what is wrong with a value that no file may hold
    edit = replaced(source, route, _day(route, data) or data)
    if edit is None:
        raise OkrError(f"{route[-1]!r} cannot be changed here", _BY_HAND)
    return applied(text, [edit])


def _day(route: Route, data: Any) -> date | None:
    """The value of a key that holds a day: written without quotes."""
    return parse_day(data) if isinstance(data, str) and route[-1] in DAYS else None


def _add(text: str, route: Route, data: Any) -> str:
    """The text with a key more, last in the mapping that holds it."""
    *holder, key = route
    source = _read(text)
    extent, siblings = source.collection(tuple(holder)), value_at(source.data, tuple(holder))
    if extent is None or not isinstance(siblings, dict) or not siblings:
        raise OkrError(f"{key!r} cannot be added here", _BY_HAND)
    if extent.flow:
        end = extent.last_end
        return f"{text[:end]}, {inline(key, flow=True)}: {inline(_day(route, data) or data, flow=True)}{text[end:]}"
    return _line_behind(text, extent, f"{inline(key)}: {inline(_day(route, data) or data)}")


def _append(text: str, route: Route, made: Amendment) -> str:
    """The text with an entry more, last in the list of amendments."""
    source = _read(text)
    present, extent = value_at(source.data, route), source.collection(route)
    if present is None:
        return _add_list(text, route, made)
    entry = inline(made)
    if extent is None or not isinstance(present, list):
        raise OkrError("the amendments of this key result are no list", _BY_HAND)
    if extent.flow:
        end = extent.last_end if present else extent.end - 1
        return f"{text[:end]}{', ' if present else ''}{entry}{text[end:]}"
    return _line_behind(text, extent, f"- {entry}")


def _add_list(text: str, route: Route, made: Amendment) -> str:
    extent = _read(text).collection(route[:-1])
    if extent is None or extent.flow:
        return _add(text, route, (made,))
    ending = _line_end(text)
    return _line_behind(text, extent, f"amendments:{ending}{' ' * (extent.column + 2)}- {inline(made)}")


def _line_behind(text: str, extent: Extent, line: str) -> str:
    """The text with a line behind the last line of a block, at the block's indentation."""
    ending, new = _line_end(text), f"{' ' * extent.column}{line}"
    behind = extent.last_end - 1 if text[extent.last_end - 1] == "\n" else text.find("\n", extent.last_end)
    if behind < 0:  # the last line has no end
        return f"{text}{ending}{new}"
    return f"{text[: behind + 1]}{new}{ending}{text[behind + 1 :]}"


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _verify(text: str, meant: Any) -> None:
    """What the text says now is what it said before, the values, and the amendments: nothing more or less."""
    read = Source(text)
    problems = list(read.problems)
    if problems or read.data != meant:
        raise OkrError("this cannot be amended without changing what else the file says", _BY_HAND)
    GOALS.read(read.data, (), problems)
    for problem in problems:
        raise OkrError(f"the amendment cannot be written: {problem.message}", problem.hint)


def _with(data: Any, route: Route, value: Any) -> Any:
    if not route:
        return value
    step, *rest = route
    held = data if isinstance(data, Mapping) else {}
    return {**held, step: _with(held.get(step), tuple(rest), value)}


def _with_item(data: Any, route: Route, item: Any) -> Any:
    return _with(data, route, [*(value_at(data, route) or []), item])
