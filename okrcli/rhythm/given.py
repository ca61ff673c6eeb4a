"""Values that a program knows, from JSON or CSV: each for a key result by its address or its `source`."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.rhythm.answers import Answers, read_answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from okrcli.goals.address import Address
    from okrcli.goals.workspace import Workspace

_KEYS: Final = ("value", "done", "answer", "confidence", "note", "source")
_FORM: Final = (
    'write {"payments/checkout-trust/completion": 63.5}, or {"value": 63.5, "note": "…"} in place of the number'
)
_NAMES: Final = ("goal", "name", "address", "key_result")


class Given(NamedTuple):
    """What is said of one name, as people would type it; `source` is where it was read."""

    name: str
    value: str
    confidence: str
    note: str
    source: str


def read_given(text: str, origin: str) -> tuple[Given, ...]:
    """The values of a JSON object, or of a CSV table with a header; `origin` is where the text is from.

    Raises OkrError for what is neither, and for a name that comes twice.
    """
    given = tuple(_of_json(text, origin) if text.lstrip()[:1] in {"{", "["} else _of_csv(text, origin))
    names = [one.name for one in given]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise OkrError(f"{twice!r} is said twice in {origin}", "say it once")
    if not given:
        raise OkrError(f"there is no value in {origin}", _FORM)
    return given


def _of_json(text: str, origin: str) -> Iterator[Given]:
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise OkrError(f"{origin} is not JSON{where}", _FORM) from None
    if not isinstance(data, dict):
        raise OkrError(f"{origin} is no JSON object", _FORM)
    for name, said in data.items():
        yield _given(name, said if isinstance(said, dict) else {"value": said}, origin)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise OkrError(f"{next(name for name in names if names.count(name) > 1)!r} is said twice", "say it once")
    return found


def _no_number(word: str) -> Any:
    raise OkrError(f"{word} is not a number", "leave out what is not known")


def _of_csv(text: str, origin: str) -> Iterator[Given]:
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), strict=True)
    columns = [column.strip().lower() for column in rows.fieldnames or ()]
    name = next((column for column in columns if column in _NAMES), None)
    if name is None or "value" not in columns:
        raise OkrError(f"{origin} has no columns `goal` and `value`", "its first line names them: goal,value,note")
    try:
        for row in rows:
            cells = {key.strip().lower(): (cell or "").strip() for key, cell in row.items() if isinstance(key, str)}
            if cells.get(name):
                yield _given(cells[name], {key: cell for key, cell in cells.items() if key in _KEYS and cell}, origin)
    except csv.Error as error:
        raise OkrError(f"{origin} is not CSV: {error}", "quote cells with commas in them") from None


def _given(name: str, said: Mapping[str, Any], origin: str) -> Given:
    unknown = sorted(said.keys() - set(_KEYS))
    if unknown:
        raise OkrError(f"{name!r} has an unknown key {unknown[0]!r} in {origin}", f"known here: {', '.join(_KEYS)}")
    value = next((said[key] for key in ("value", "done", "answer") if said.get(key) is not None), "")
    confidence = said.get("confidence")
    return Given(
        name,
        _typed(value, name),
        "" if confidence is None else _typed(confidence, name),
        str(said.get("note") or ""),
        str(said.get("source") or origin),
    )


def _typed(value: object, name: str) -> str:
    """A value as somebody would type it; a number in digits, for `1e3` is none that people type."""
    if isinstance(value, bool):
        return "done" if value else "no"
    if isinstance(value, int | float):
        from decimal import Decimal

        return format(Decimal(repr(value)), "f")
    if isinstance(value, list) and all(isinstance(step, str) for step in value):
        return ",".join(value)
    if isinstance(value, str):
        return value
    raise OkrError(f"the value of {name!r} is neither a number nor text", _FORM)


def place(
    workspace: Workspace, cycle: str, given: Iterable[Given], last: Mapping[Address, float]
) -> tuple[Answers, ...]:
    """The answers of each team, in the order of the teams' names, each reading with its source."""
    by_team: dict[str, dict[Address, Given]] = {}
    sources = _sources(workspace, cycle)
    for one in given:
        addresses = sources.get(one.name) or [workspace.find(one.name, cycle)]
        said = one._replace(source=one.name) if one.name in sources else one
        for address in addresses:
            placed = by_team.setdefault(address.team, {})
            if address in placed:
                raise OkrError(f"{address.path} is said twice", "once by its address or once by its source")
            placed[address] = said
    return tuple(_answers(workspace, cycle, by_team[team], last) for team in sorted(by_team))


def _sources(workspace: Workspace, cycle: str) -> dict[str, list[Address]]:
    """The key results that each source tells of."""
    found: dict[str, list[Address]] = {}
    for at in workspace.key_results:
        if at.address.cycle == cycle and at.key_result.source:
            found.setdefault(at.key_result.source, []).append(at.address)
    return found


def _answers(
    workspace: Workspace, cycle: str, placed: Mapping[Address, Given], last: Mapping[Address, float]
) -> Answers:
    def typed(field: str) -> Sequence[str]:
        said = ((address, getattr(one, field)) for address, one in placed.items())
        return [f"{address}={text}" for address, text in said if text]

    answers = read_answers(workspace, cycle, typed("value"), typed("confidence"), typed("note"), last)
    sources = {address.local: one.source for address, one in placed.items()}
    results = {name: reading.but(source=sources[name]) for name, reading in answers.results.items()}
    return answers._replace(results=results)
