"""The figures of a key result by the names that amendments give them: `target`, `due`, `levels.commit`."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from okrcli.goals import plain
from okrcli.goals.model import BOUNDS, KeyResult
from okrcli.goals.shape import MISSING, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator

Figure = int | float | str
"""As an amendment can hold it: a number or text."""

_WORDS: Final = ("kind", "title", "metric", "unit", "hold")
_NUMBERS: Final = ("baseline", "target", *BOUNDS, "weight")
DAYS: Final = ("due", "not_yet_observable_until")
_MAPPINGS: Final = ("levels", "curve", "steps")
COMMITTED: Final = (*_WORDS, *_NUMBERS, "between", "guardrail", *DAYS, *_MAPPINGS)
"""The keys that say what was promised, and so may not change in silence once goals are locked."""
AMENDABLE: Final = (*COMMITTED, "warn_at", "source", "evidence")
SCORED: Final = (*_NUMBERS, "kind", "between", "hold", "guardrail", *DAYS, *_MAPPINGS)
"""The keys that a score depends on."""
_RANGE: Final = re.compile(r"\[? *(?P<low>[^,\s]+) *, *(?P<high>[^,\s\]]+) *\]?")


def figures(key_result: KeyResult) -> dict[str, Figure]:
    """What is promised, defaults included; keys without a value are not there."""
    return dict(_figures(key_result))


def _figures(key_result: KeyResult) -> Iterator[tuple[str, Figure]]:
    for name in COMMITTED:
        value = getattr(key_result, name)
        if name in _MAPPINGS:
            yield from ((f"{name}.{_said(step)}", _said(item)) for step, item in (value or {}).items())
        elif value is not None:
            yield name, _said(value)


def _said(value: Any) -> Figure:
    """A value as an amendment says it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(str(item) for item in value)}]"
    return value if isinstance(value, int | float) else str(value)


def figure(key_result: KeyResult, field: str) -> Figure | None:
    """One figure, of any key that can be amended; None where the key has no value."""
    name, _, step = field.partition(".")
    value = getattr(key_result, name, None) if name in AMENDABLE else None
    if name in _MAPPINGS:
        value = {str(_said(key)): item for key, item in (value or {}).items()}.get(step)
    return None if value is None else _said(value)


def with_figure(key_result: KeyResult, field: str, said: Figure) -> KeyResult | None:
    """The key result with another figure; None where the field or the value is none."""
    data = typed(field, said)
    if data is None:
        return None
    name, _, step = field.partition(".")
    problems: Problems = []
    value = KeyResult.keys[name].shape.read({step: data} if step else data, ((), name), problems)
    if problems or value is MISSING:
        return None
    return key_result.but(**{name: {**(getattr(key_result, name) or {}), **value} if step else value})


def typed(field: str, said: Figure) -> Any:
    """The data that a goals file would hold for a figure; None where the field is none that can be amended."""
    name, dot, step = field.partition(".")
    if name not in AMENDABLE or bool(dot and step) != (name in _MAPPINGS):
        return None
    if name == "between" and isinstance(said, str):
        match = _RANGE.fullmatch(said.strip())
        return [plain.scalar(match["low"]), plain.scalar(match["high"])] if match else said
    if name in {*_NUMBERS, *_MAPPINGS, "warn_at", "guardrail"} and isinstance(said, str):
        return plain.scalar(said.strip())
    return said


def as_committed(key_result: KeyResult, locked: date | None = None) -> KeyResult | None:
    """The key result before its amendments; None where they changed nothing that a score depends on.

    With the day on which the goals were locked: before all amendments that came from then on.
    """
    before, fields = key_result, AMENDABLE if locked else SCORED
    for amendment in reversed(key_result.amendments):
        said, name = amendment.before, amendment.field.partition(".")[0]
        if said is not None and name in fields and (locked is None or amendment.date >= locked):
            before = with_figure(before, amendment.field, said) or before
    return None if before is key_result or before == key_result else before
