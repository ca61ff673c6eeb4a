"""Whether a change asks for more or for less: lower targets, wider ranges and later days are weaker."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.goals.model import COMMITMENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from okrcli.goals.model import Amount, KeyResult, Objective


class Direction(StrEnum):
    WEAKER = "weaker"
    STRONGER = "stronger"


class Edits(NamedTuple):
    """How many changed figures ask for less than before, how many for more, and how many for something else."""

    weaker: int = 0
    stronger: int = 0
    other: int = 0


def counted(directions: Iterable[Direction | None]) -> Edits:
    said = list(directions)
    return Edits(said.count(Direction.WEAKER), said.count(Direction.STRONGER), said.count(None))


_RISING: Final = {"at_least": True, "above": True, "at_most": False, "below": False}
_STRICT: Final = {"above", "below"}
_IN_UNITS: Final = {"target", "bound", "between", "levels", "curve"}


def of_key_result(key: str, old: KeyResult, new: KeyResult, end: date) -> Direction | None:
    """Where a changed key of a key result leads, if anybody can tell; `end` is the cycle's last day."""
    if key == "due":
        return _by_sign((new.due or end) > (old.due or end), (new.due or end) < (old.due or end))
    judge = _JUDGES.get(key)
    return judge(old, new) if judge and not (key in _IN_UNITS and _measured_anew(old, new)) else None


def _measured_anew(old: KeyResult, new: KeyResult) -> bool:
    """Whether numbers of before and after cannot be compared: another unit, or the other way from elsewhere."""
    if old.unit != new.unit or old.baseline == new.baseline:
        return old.unit != new.unit
    ways = _rises(old), _rises(new)
    return None not in ways and ways[0] != ways[1]


def of_objective(key: str, old: Objective, new: Objective) -> Direction | None:
    """Where a changed key of an objective leads: only its commitment can be read so."""
    if key != "commitment":
        return None
    before, after = COMMITMENTS.index(old.commitment), COMMITMENTS.index(new.commitment)
    return _by_sign(after > before, after < before)


def _by_sign(weaker: bool, stronger: bool) -> Direction | None:
    return Direction.WEAKER if weaker else Direction.STRONGER if stronger else None


def _toward(before: Amount | None, after: Amount | None, *, rising: bool | None) -> Direction | None:
    """A number that must be reached; to give it up is weaker, to state it stronger."""
    if before is None or after is None:
        return _by_sign(after is None, before is None)
    if rising is None or before == after:
        return None
    return Direction.STRONGER if (after > before) == rising else Direction.WEAKER


def _rises(*results: KeyResult) -> bool | None:
    """Whether the number is to go up, by the first that has both ends of the way."""
    for result in results:
        start, target = result.baseline, result.target
        if start is not None and target is not None and start != target:
            return target > start
    return None


def _target(old: KeyResult, new: KeyResult) -> Direction | None:
    return _toward(old.target, new.target, rising=_rises(old, new))


def _bound(old: KeyResult, new: KeyResult) -> Direction | None:
    if old.bound is None or new.bound is None:
        return _by_sign(new.bound is None, old.bound is None)
    (before, low), (after, high) = old.bound, new.bound
    if _RISING[before] != _RISING[after]:
        return None
    if low != high:
        return _toward(low, high, rising=_RISING[after])
    return _by_sign(after not in _STRICT, after in _STRICT)


def _between(old: KeyResult, new: KeyResult) -> Direction | None:
    if old.between is None or new.between is None:
        return _by_sign(new.between is None, old.between is None)
    lower = _toward(old.between[0], new.between[0], rising=True)
    upper = _toward(old.between[1], new.between[1], rising=False)
    return _agreed([lower, upper])


def _levels(old: KeyResult, new: KeyResult) -> Direction | None:
    return _points(old.levels, new.levels, _rises(old, new))


def _curve(old: KeyResult, new: KeyResult) -> Direction | None:
    return _points(old.curve, new.curve, _rises(old, new))


def _points(
    old: Mapping[Any, Amount] | None, new: Mapping[Any, Amount] | None, rising: bool | None
) -> Direction | None:
    """Values at the same places; None where places came or went."""
    if not old or not new or old.keys() != new.keys():
        return None
    return _agreed([_toward(old[place], new[place], rising=rising) for place in old])


def _agreed(directions: list[Direction | None]) -> Direction | None:
    """The one direction that all which changed share."""
    found = set(directions) - {None}
    return found.pop() if len(found) == 1 else None


def _weight(old: KeyResult, new: KeyResult) -> Direction | None:
    return _toward(old.weight, new.weight, rising=True)


def _guardrail(old: KeyResult, new: KeyResult) -> Direction | None:
    return _by_sign(old.guardrail and not new.guardrail, new.guardrail and not old.guardrail)


def _steps(old: KeyResult, new: KeyResult) -> Direction | None:
    before, after = set(old.steps or ()), set(new.steps or ())
    return _by_sign(after < before, after > before)


def _observable(old: KeyResult, new: KeyResult) -> Direction | None:
    before, after = old.not_yet_observable_until, new.not_yet_observable_until
    if before is None or after is None:
        return _by_sign(before is None, after is None)
    return _by_sign(after > before, after < before)


_JUDGES: Final[dict[str, Callable[[KeyResult, KeyResult], Direction | None]]] = {
    "target": _target,
    "bound": _bound,
    "between": _between,
    "levels": _levels,
    "curve": _curve,
    "weight": _weight,
    "guardrail": _guardrail,
    "steps": _steps,
    "not_yet_observable_until": _observable,
}
