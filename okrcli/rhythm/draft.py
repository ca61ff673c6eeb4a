"""Drafting: an objective with its key results from sentences and fields, in a new or an existing file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.model import KeyResult, Objective
from okrcli.goals.shape import ID
from okrcli.goals.source import Source
from okrcli.goals.stated import key_result
from okrcli.rhythm.blocks import Entry, Group, entry, goals_text
from okrcli.rhythm.ids import key_result_id, make_id
from okrcli.rhythm.splicing import add

if TYPE_CHECKING:
    from collections.abc import Container, Iterable


class Drafted(NamedTuple):
    """A goals file's text with the new goal in it, and the goal's id."""

    text: str
    name: str


def draft_objective(title: str, results: Iterable[str | KeyResult], **fields: Any) -> Objective:
    """An objective with its key results; a sentence is read for what it states, a value taken as it is."""
    key_results: dict[str, KeyResult] = {}
    for result in results:
        drafted = key_result(result) if isinstance(result, str) else result
        key_results[key_result_id(drafted.title, key_results)] = drafted
    given = {name: value for name, value in fields.items() if value is not None}
    return Objective(title=title, **given, key_results=key_results)


def add_objective(
    text: str | None, team: str, objective: Objective, name: str | None = None, remark: str = ""
) -> Drafted:
    """A team's goals file with one objective more, below a remark; a new file where there is no text yet.

    Raises OkrError where the id is taken, or where the file cannot be extended by a block of lines.
    """
    data = _data(text)
    held = _mapping(data.get("objectives"))
    name = _chosen(name, held) or make_id(objective.title, held, "objective")
    new = entry(name, objective)
    if remark:
        new = new._replace(remarks={"above": remark})
    if text is None:
        return Drafted(goals_text(team, (new,)), name)
    if "objectives" in data:
        return Drafted(add(text, ("objectives",), new), name)
    return Drafted(add(text, (), Group("objectives", (new,))), name)


def add_key_result(text: str, objective: str, result: KeyResult, name: str | None = None) -> Drafted:
    """A goals file with one key result more in an objective of it; OkrError as in `add_objective`."""
    found = _mapping(_data(text).get("objectives")).get(objective)
    if not isinstance(found, dict):
        raise OkrError(f"no objective {objective!r} in this file", "name one that is there")
    held = _mapping(found.get("key_results"))
    name = _chosen(name, held) or key_result_id(result.title, held)
    new, route = Entry(name, result), ("objectives", objective)
    if "key_results" in found:
        return Drafted(add(text, (*route, "key_results"), new), name)
    return Drafted(add(text, route, Group("key_results", (new,))), name)


def _data(text: str | None) -> dict[str, Any]:
    return _mapping(Source(text).data) if text is not None else {}


def _mapping(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def _chosen(name: str | None, taken: Container[str]) -> str | None:
    """An id that somebody asks for, if it can be had."""
    if name is not None and not ID.fullmatch(name):
        raise OkrError(f"{name!r} is not an id", "use small letters, digits and dashes, at most 64")
    if name is not None and name in taken:
        raise OkrError(f"{name!r} is there already", "choose another id")
    return name
