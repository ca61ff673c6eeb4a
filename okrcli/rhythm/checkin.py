"""Check-ins as files to add: the numbers as people type them, and the text as FORMAT writes it."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from okrcli.errors import OkrError
from okrcli.goals.emit import scalar
from okrcli.goals.files import checkins_folder
from okrcli.goals.model import CHECK_IN, CheckIn, Reading
from okrcli.goals.plain import MAX_NUMBER
from okrcli.goals.shape import ID
from okrcli.goals.source import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_TYPED: Final = re.compile(r"(?P<number>-?[0-9]+(?:[.,][0-9]+)?) ?(?P<suffix>[kKMB%]?)")
_SUFFIXES: Final = {"k": 1_000, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000}
_THOUSANDS: Final = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}")


def compose(cycle: str, team: str, checkin: CheckIn, taken: Collection[str] = ()) -> tuple[str, str]:
    """The path and text of a check-in; OkrError where the file could not say what was meant."""
    return checkin_path(cycle, team, checkin, taken), checkin_text(checkin)


def checkin_path(cycle: str, team: str, checkin: CheckIn, taken: Collection[str] = ()) -> str:
    """The path of a check-in; `taken` are paths that exist: the second of a day ends in `-2`."""
    for name in (team, checkin.by):
        if not ID.fullmatch(name):
            raise OkrError(f"{name!r} cannot be in the name of a file", "use small letters, digits and dashes")
    stem = f"{checkins_folder(cycle)}/{checkin.date}-{team}-{checkin.by}"
    names = (f"{stem}.yaml" if number == 1 else f"{stem}-{number}.yaml" for number in count(1))
    return next(name for name in names if name not in taken)


def checkin_text(checkin: CheckIn) -> str:
    """The text of a check-in; OkrError where no file could say what was meant."""
    text = "".join(f"{line}\n" for line in _lines(checkin))
    _check(text, checkin)
    return text


def _check(text: str, meant: CheckIn) -> None:
    """Read the text back: what was meant stands there, or nothing is written."""
    source = Source(text)
    problems = list(source.problems)
    read = CHECK_IN.read(source.data, (), problems)
    for problem in problems:
        raise OkrError(f"the check-in cannot be written: {problem.message}", problem.hint)
    if read != meant:
        raise OkrError("the check-in cannot be written as a file that says the same")


def _lines(checkin: CheckIn) -> Iterator[str]:
    yield f"date: {scalar(checkin.date)}"
    yield f"by: {scalar(checkin.by)}"
    if checkin.confidence:
        yield f"confidence: {_braces(checkin.confidence)}"
    if checkin.results:
        yield "results:"
    for name, reading in checkin.results.items():
        yield f"  {scalar(name)}: {_reading(reading)}"
    for key, texts in (("issues", checkin.issues), ("plan", checkin.plan)):
        if texts:
            yield f"{key}:"
        yield from (f"  - {scalar(text)}" for text in texts)


def _reading(reading: Reading) -> str:
    said = {name: value for name, value in reading.values().items() if value is not None}
    return scalar(said["value"]) if list(said) == ["value"] else _braces(said)


def _braces(values: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{scalar(name, flow=True)}: {_inline(value)}" for name, value in values.items()) + "}"


def _inline(value: Any) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(scalar(item, flow=True) for item in value) + "]"
    return scalar(value, flow=True)


def parse_value(typed: str, last: float | None = None) -> float:
    """A number as people type it: `63.5`, `63,5 %`, `1.2k`; `+3` adds to the last value, `=` repeats it.

    A number with a minus is that number: to go down by 3, type `+-3`.
    """
    text = typed.strip()
    if text != "=" and not text.startswith("+"):
        return float(_number(text))
    if last is None:
        raise OkrError(f"{typed!r} needs an earlier value, and there is none", "type the number itself")
    return last if text == "=" else float(_added(last, text))


def _added(last: float, text: str) -> Any:
    """In decimals: 61.1 and +0.2 make 61.3, not 61.300000000000004."""
    from decimal import Decimal

    return Decimal(repr(last)) + _number(text[1:].strip())


def _number(text: str) -> Any:
    from decimal import Decimal

    match = _TYPED.fullmatch(text)
    if not match:
        raise OkrError(f"{text!r} is not a number", "type it like 63.5, 63,5 %, 1.2k, +3 or =")
    if _THOUSANDS.fullmatch(match["number"]):
        whole, part = match["number"].split(",")
        raise OkrError(f"{text!r} can be read in two ways", f"type {whole}{part} or {whole}.{part}")
    number = Decimal(match["number"].replace(",", ".")) * _SUFFIXES.get(match["suffix"], 1)
    if abs(number) > MAX_NUMBER:
        raise OkrError(f"{text!r} is beyond ±1e15", "use a larger unit")
    return number
