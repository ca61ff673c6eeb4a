"""Two states of a workspace, compared: what `okr diff` shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.history.proposal import Proposal, Weight

if TYPE_CHECKING:
    from collections.abc import Callable

    from okrcli.goals.address import Place
    from okrcli.goals.diagnostic import Span
    from okrcli.history.proposal import Item
    from okrcli.lint.delta import Delta


class Side(NamedTuple):
    """One of the two states: as the user named it, and its commit; None for the working folder."""

    name: str
    commit: str | None


class Comparison(NamedTuple):
    """What changed between two states, for goals and for lint; None where lint was not asked."""

    base: Side
    head: Side
    proposal: Proposal
    lint: Delta | None
    locate: Callable[[Place], Span]
    """Where a goal stands in the newer state."""
    prefix: str = ""
    """The way from the top of the repository to the workspace."""
    key: str = "default"
    """Tells the comment of one job from that of another."""

    def fails(self, level: str) -> bool:
        """Whether there is a change that `--fail-on` names."""
        found: dict[str, tuple[Item, ...]] = {
            "weaker": self.proposal.of(Weight.WEAKER),
            "removed": self.proposal.of(Weight.REMOVED),
            "unexplained": self.proposal.unexplained,
            "any": self.proposal.items,
        }
        return bool(found.get(level))
