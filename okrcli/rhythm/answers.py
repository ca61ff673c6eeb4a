"""What people type of a check-in, `completion=63.5`, `audit=scoping,report`, as readings of the right key results."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.model import Reading
from okrcli.rhythm.checkin import parse_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from okrcli.goals.address import Address
    from okrcli.goals.workspace import KeyResultAt, Workspace

ANSWERS = ("answered", "partly", "open")
_DONE = frozenset(("done", "true", "yes", "y"))
_NOT_DONE = frozenset(("no", "n", "open", "false"))


class Answers(NamedTuple):
    """One person's answers for one team, by local address."""

    team: str
    results: Mapping[str, Reading]
    confidence: Mapping[str, float]


def read_answers(
    workspace: Workspace,
    cycle: str,
    typed: Iterable[str],
    confidences: Iterable[str],
    notes: Iterable[str],
    last: Mapping[Address, float],
) -> Answers:
    """The answers as typed, each `ADDRESS=…`; `last` holds the latest values, for `+3` and `=`.

    Raises OkrError for an unknown goal, a value that does not fit it, or goals of several teams.
    """
    known = {at.address: at for at in workspace.key_results}
    values, shares, texts = (_said(workspace, cycle, given) for given in (typed, confidences, notes))
    readings = {
        address: _reading(_key_result(known, address), value, last.get(address)) for address, value in values.items()
    }
    goals: dict[Address, float] = {}
    for address, value in shares.items():
        if address.key_result:
            readings[address] = readings.get(address, Reading()).but(confidence=_share(value))
        else:
            goals[address] = _share(value)
    for address, note in texts.items():
        _key_result(known, address)
        readings[address] = readings.get(address, Reading()).but(note=note)
    return _together(readings, goals)


def _together(readings: Mapping[Address, Reading], goals: Mapping[Address, float]) -> Answers:
    teams = sorted({address.team for address in (*readings, *goals)})
    if not teams:
        raise OkrError(
            "there is nothing to check in", "say values like `okr checkin completion=63.5 trust/disputes=0.3`"
        )
    if len(teams) > 1:
        raise OkrError(f"a check-in is one team's, and these are of {' and '.join(teams)}", "make one for each team")
    results = {address.local: reading for address, reading in readings.items()}
    return Answers(teams[0], results, {address.local: share for address, share in goals.items()})


def _said(workspace: Workspace, cycle: str, texts: Iterable[str]) -> dict[Address, str]:
    """What is said of which goal, each once."""
    said: dict[Address, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not value.strip():
            raise OkrError(f"{text!r} is not of the form GOAL=VALUE", "like completion=63.5")
        address = workspace.find(name, cycle)
        if address in said:
            raise OkrError(f"{address.path} is said twice", "say it once")
        said[address] = value.strip()
    return said


def _key_result(known: Mapping[Address, KeyResultAt], address: Address) -> KeyResultAt:
    found = known.get(address)
    if found:
        return found
    if address.key_result:
        raise OkrError(f"{address.path} cannot be read", "`okr lint` shows what is wrong")
    what = "an objective" if address.objective else "a team"
    within = [one.local for one in known if one.path.startswith(f"{address.path}/") and one.cycle == address.cycle]
    hint = f"one of: {', '.join(within)}" if within else None
    raise OkrError(f"{address.path} is {what}; a check-in speaks of key results", hint)


def _reading(at: KeyResultAt, value: str, last: float | None) -> Reading:
    """A number, the steps of a milestone or `done`, or how far a question is answered, by the kind."""
    if at.objective.commitment == "learning":
        if value not in ANSWERS:
            raise OkrError(f"{at.address.local} is a question, {value!r} no answer", f"one of: {', '.join(ANSWERS)}")
        return Reading(answer=value)
    if at.key_result.kind == "milestone":
        return Reading(done=_done(at, value))
    return Reading(value=whole(parse_value(value, last)))


def _done(at: KeyResultAt, value: str) -> bool | tuple[str, ...]:
    steps = at.key_result.steps or {}
    if value in _DONE | _NOT_DONE:
        return value in _DONE
    named = tuple(step.strip() for step in value.split(",") if step.strip())
    unknown = [step for step in named if step not in steps]
    if unknown or not named:
        options = ", ".join(("done", *steps))
        raise OkrError(f"{at.address.local} is a milestone, {value!r} no step of it", f"one or more of: {options}")
    return named


def whole(value: float) -> float:
    """75, not 75.0, as people write it."""
    return int(value) if float(value).is_integer() else value


def _share(value: str) -> float:
    share = parse_value(value)
    if value.endswith("%"):
        share /= 100
    if not 0 <= share <= 1:
        raise OkrError(f"{value!r} is no confidence", "it is a probability from 0 to 1")
    return whole(share)
