"""Goals as YAML text in the style and order of the format: one key a line, blocks below their ids."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.goals.emit import scalar
from okrcli.goals.shape import Model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import Objective

MODELINE: Final = "# yaml-language-server: $schema="
_NOTHING: Final[Mapping[str, str]] = {}


class Entry(NamedTuple):
    """A value under its id, with its key results.

    `remarks` are comments, one line each, beside the keys they are under; `above` stands before the id.
    """

    name: str
    value: Model
    remarks: Mapping[str, str] = _NOTHING
    entries: tuple[Entry, ...] = ()


class Group(NamedTuple):
    """A key that only holds entries: `objectives`, `key_results`."""

    name: str
    entries: tuple[Entry, ...]


def entry(name: str, objective: Objective) -> Entry:
    """An objective with its key results, without remarks."""
    results = tuple(Entry(id_, result) for id_, result in objective.key_results.items())
    return Entry(name, objective.but(key_results={}), entries=results)


def goals_text(team: str, objectives: tuple[Entry, ...]) -> str:
    """A whole goals file."""
    head = (f"{MODELINE}../../.okr/goals.schema.json", f"team: {scalar(team)}")
    return "\n".join([*head, *block(Group("objectives", objectives), 0)]) + "\n"


def block(new: Entry | Group, indent: int) -> Iterator[str]:
    """The lines of an entry or a group."""
    pad = " " * indent
    if isinstance(new, Group):
        yield f"{pad}{new.name}:"
        for each in new.entries:
            yield from block(each, indent + 2)
        return
    if above := new.remarks.get("above"):
        yield f"{pad}# {above}"
    yield f"{pad}{inline(new.name)}:"
    for name, value in said(new.value):
        remark = f"  # {new.remarks[name]}" if name in new.remarks else ""
        yield f"{pad}  {name}: {inline(value)}{remark}"
    if new.entries:
        yield from block(Group("key_results", new.entries), indent + 2)


def said(value: Model) -> Iterator[tuple[str, Any]]:
    """What a value says beyond its defaults, in the order of its declared keys, by the names in files."""
    for name, declared in value.keys.items():
        got = getattr(value, name)
        if got != declared.default and got not in (None, (), {}):
            yield declared.name or name, got


def inline(value: Any, *, flow: bool = False) -> str:
    """A value on one line."""
    if isinstance(value, Model):
        value = dict(said(value))
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(f"{inline(key, flow=True)}: {inline(item, flow=True)}" for key, item in value.items()) + "}"
        )
    if isinstance(value, tuple | list):
        return "[" + ", ".join(inline(item, flow=True) for item in value) + "]"
    return scalar(value, flow=flow)


def plain(value: Any) -> Any:
    """A value as the reader builds it from its text, before shapes are read."""
    if isinstance(value, Group):
        return {each.name: plain(each) for each in value.entries}
    if isinstance(value, Entry):
        held = {"key_results": plain(Group("key_results", value.entries))} if value.entries else {}
        return plain(value.value) | held
    if isinstance(value, Model):
        value = dict(said(value))
    if isinstance(value, Mapping):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
