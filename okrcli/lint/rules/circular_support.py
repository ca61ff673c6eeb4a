from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Address
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from okrcli.goals.workspace import Workspace


class CircularSupport(Rule):
    """An objective supports itself, directly or by way of others.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        supports: payments/trust  # <- 'trust' supports itself
    ```

    ```yaml
    team: payments
    objectives:
      growth: {title: Shops choose us}
      trust: {title: Buyers trust us, supports: payments/growth}
    ```
    """

    code = "OKR401"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        supported = {
            address: {_objective(text, address) for text in objective.supports}
            for _, address, objective in workspace.objectives
            if objective.supports
        }
        for place, address, _ in workspace.objectives:
            if address in supported:
                way = _way_back(address, supported)
                if way:
                    through = f" by way of {', '.join(step.path for step in way)}" if way[0] != address else ""
                    yield Finding(place / "supports", f"{address.objective!r} supports itself{through}", None, address)


def _objective(text: str, source: Address) -> Address | None:
    """The objective that a reference inside the cycle leads to: no way leads back from another cycle."""
    team, slash, rest = text.partition("/")
    return Address(source.cycle, team, rest.partition("/")[0]) if slash else None


def _way_back(start: Address, supported: Mapping[Address, set[Address | None]]) -> list[Address] | None:
    """The objectives between an objective and itself along `supports`; `[start]` where it names itself."""
    ways: list[tuple[Address, list[Address]]] = [(start, [])]
    seen: set[Address] = set()
    while ways:
        here, way = ways.pop()
        for step in supported.get(here, ()):
            if step == start:
                return way or [start]
            if step is not None and step not in seen:
                seen.add(step)
                ways.append((step, [*way, step]))
    return None
