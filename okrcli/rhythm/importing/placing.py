"""Goals in the making: what rows say of an objective and its key results, and the entry they become."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from okrcli.goals.model import KeyResult, Objective
from okrcli.rhythm.blocks import Entry
from okrcli.rhythm.ids import key_result_id

if TYPE_CHECKING:
    from okrcli.rhythm.importing.cells import Score
    from okrcli.rhythm.importing.people import Owner


class Placed(NamedTuple):
    """A key result that has its place."""

    line: int
    value: KeyResult
    owner: Owner
    why: str
    score: Score | None


class Goal:
    """An objective that collects its key results, row by row."""

    __slots__ = ("line", "owner", "results", "seen", "title", "why")

    def __init__(self, line: int, title: str, owner: Owner, why: str) -> None:
        self.line, self.title, self.owner, self.why = line, title, owner, why
        self.results: list[Placed] = []
        self.seen: dict[tuple[str, str], int] = {}

    def line_of(self, title: str, owner: Owner) -> int | None:
        """The line that has said the same of the same person already; notes this one if there is none."""
        return self.seen.get((title.casefold(), owner.name))

    def add(self, placed: Placed) -> None:
        self.seen[placed.value.title.casefold(), placed.owner.name] = placed.line
        self.results.append(placed)

    @property
    def answers(self) -> Owner:
        """The owner: the one named, else the one of all its key results, else nobody."""
        owners = {placed.owner for placed in self.results}
        return self.owner if self.owner.name or len(owners) != 1 else next(iter(owners))

    @property
    def people(self) -> list[str]:
        """Everybody who is an owner of it, once each."""
        named = [self.answers.name, *(placed.owner.name for placed in self.results)]
        return [person for person in dict.fromkeys(named) if person]


def entry(name: str, goal: Goal) -> Entry:
    """The objective under its id, with ids for its key results."""
    owner = goal.answers
    fields: dict[str, Any] = {"owner": owner.name or None, "why": goal.why or None}
    results: dict[str, Entry] = {}
    for placed in goal.results:
        id_ = key_result_id(placed.value.title, results)
        results[id_] = _result(id_, placed, owner)
    return Entry(name, Objective(title=goal.title, **fields), _beside(owner), tuple(results.values()))


def _result(name: str, placed: Placed, owner: Owner) -> Entry:
    inherited = placed.owner == owner or not placed.owner.name
    value = placed.value if inherited else placed.value.but(owner=placed.owner.name)
    remarks = {} if inherited else _beside(placed.owner)
    return Entry(name, value, remarks | ({"above": f"why: {placed.why}"} if placed.why else {}))


def _beside(owner: Owner) -> dict[str, str]:
    """How a source names the owner, and the others beside, as a comment."""
    return {"owner": owner.remark} if owner.remark else {}
