"""Addresses: the path of a goal, `payments/checkout-trust/completion`, with its cycle in front where that matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from okrcli.goals.shape import ID

if TYPE_CHECKING:
    from okrcli.goals.diagnostic import Route


class Address(NamedTuple):
    """A team, an objective or a key result of a cycle."""

    cycle: str
    team: str
    objective: str | None = None
    key_result: str | None = None

    @property
    def path(self) -> str:
        """The address inside its cycle."""
        return "/".join(self.parts)

    @property
    def parts(self) -> tuple[str, ...]:
        _, team, objective, key_result = self
        if objective is None:
            return (team,)
        return (team, objective) if key_result is None else (team, objective, key_result)

    @property
    def local(self) -> str:
        """The address inside its team, as check-ins write it."""
        return "/".join(self.parts[1:])

    @property
    def parent(self) -> Self:
        """The objective of a key result, else the team."""
        return type(self)(self.cycle, self.team, self.objective if self.key_result else None)

    def __str__(self) -> str:
        return f"{self.cycle}:{self.path}"


def parse(text: str, cycle: str) -> Address | None:
    """An address as files write it, in `cycle` unless it names one; None where the text is none."""
    prefix, colon, path = text.rpartition(":")
    parts = path.split("/")
    if len(parts) > 3 or not all(ID.fullmatch(part) for part in parts):  # noqa: PLR2004 - team, objective, key result
        return None
    return Address(prefix if colon else cycle, *parts)


class Place(NamedTuple):
    """Where a value stands: a file, and the way to it inside; `place / "target"` is one step on."""

    path: str
    route: Route = ()

    def __truediv__(self, step: str | int) -> Place:
        return Place(self.path, (*self.route, step))
