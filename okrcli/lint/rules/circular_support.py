from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.lint.alignment import objective_of, references
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from okrcli.goals.address import Address
    from okrcli.goals.workspace import Workspace


class CircularSupport(Rule):
    """An objective supports itself, directly or by way of others.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        supports: payments/trust  # <- 'trust' supports itself
    #             ^^^^^^^^^^^^^^
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
        links = [link for link in references(workspace, "supports").links if link.target.cycle == link.at.address.cycle]
        targets = {objective_of(link.target) for link in links}
        supported: dict[Address, set[Address]] = {}
        for link in links:
            if link.at.address in targets:
                supported.setdefault(link.at.address, set()).add(objective_of(link.target))
        for address in supported:
            if way := _way_back(address, supported):
                through = f" by way of {', '.join(step.path for step in way)}" if way[0] != address else ""
                place = next(link.at.place for link in links if link.at.address == address)
                yield Finding(place / "supports", f"{address.objective!r} supports itself{through}", None, address)


def _way_back(start: Address, supported: Mapping[Address, set[Address]]) -> list[Address] | None:
    """The objectives between an objective and itself along `supports`; `[start]` where it names itself."""
    ways: list[tuple[Address, list[Address]]] = [(start, [])]
    seen: set[Address] = set()
    while ways:
        here, way = ways.pop()
        for step in supported.get(here, ()):
            if step == start:
                return way or [start]
            if step not in seen:
                seen.add(step)
                ways.append((step, [*way, step]))
    return None
