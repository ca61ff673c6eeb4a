from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from okrcli.goals.address import Address, Place, parse
from okrcli.goals.edit import replaced
from okrcli.goals.shape import suggest
from okrcli.lint.alignment import references
from okrcli.lint.rule import Context, Finding, Repair, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class UnknownReference(Rule):
    """A goal names another goal that does not exist.

    `supports`, `depends_on` and `carried_from` hold addresses: `team/objective` or
    `team/objective/key-result`, with a cycle in front where it is another one. Check-ins and reviews
    name `objective` and `objective/key-result` of their own team; of an objective that was dropped they may go on
    speaking where the review has a `decision` on it.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        supports: payments/growth  # <- there is no payments/growth in 2026-Q3
    #             ^^^^^^^^^^^^^^^
    ```

    ```yaml
    team: payments
    objectives:
      growth: {title: Shops choose us}
      trust: {title: Buyers trust us, supports: payments/growth}
    ```
    """

    code = "OKR016"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for key in ("supports", "depends_on"):
            for reference in references(workspace, key).dead:
                yield from _goal(workspace, reference.text, reference.at.address, reference.place)
        for place, address, objective in workspace.objectives:
            if objective.carried_from:
                yield from _goal(workspace, objective.carried_from, address, place / "carried_from")
        yield from _checkins(workspace)
        yield from _reviews(workspace)


def _goal(workspace: Workspace, text: str, source: Address, place: Place) -> Iterator[Finding]:
    target = parse(text, source.cycle)
    if target is None:
        yield Finding(place, "this is not the address of a goal", "write it like team/objective", source)
    elif workspace.calendar.cycle(target.cycle) is None:
        hint = f"cycles of this workspace are named like {workspace.calendar.example}"
        yield Finding(place, f"there is no cycle {target.cycle}", hint, source)
    elif target.objective is None:
        yield Finding(place, f"{target.team} is a team, not a goal of one", "name an objective: team/objective", source)
    elif not workspace.knows(target):
        near = _nearest(workspace, target)
        said = f"there is no {target.path} in {target.cycle}"
        yield Finding(
            place, said, f"did you mean {near}?" if near else None, source, repair=_instead(place, text, target, near)
        )


def _checkins(workspace: Workspace) -> Iterator[Finding]:
    for file in workspace.checkins:
        team = Address(file.cycle.id, file.team)
        for key in ("confidence", "results"):
            for text in getattr(file.checkin, key):
                yield from _local(workspace, text, team, Place(file.path, (key, text)), 1 if key == "confidence" else 2)


def _reviews(workspace: Workspace) -> Iterator[Finding]:
    for file in workspace.reviews:
        team = Address(file.cycle.id, file.team)
        for key in ("objectives", "results"):
            for text in getattr(file.review, key):
                yield from _local(workspace, text, team, Place(file.path, (key, text)), 1 if key == "objectives" else 2)


def _local(workspace: Workspace, text: str, team: Address, place: Place, parts: int) -> Iterator[Finding]:
    target = parse(f"{team.team}/{text}", team.cycle)
    form = "objective" if parts == 1 else "objective/key-result"
    if target is None or len(target.parts) != parts + 1:
        yield Finding(place, f"this is not an address of the form {form}", at_key=True)
    elif not workspace.knows(target) and not _is_decided(workspace, target):
        said = f"team {team.team} has no {target.local} in {team.cycle}"
        near = _nearest(workspace, target)
        yield Finding(place, said, f"did you mean {near}?" if near else None, at_key=True)


def _is_decided(workspace: Workspace, target: Address) -> bool:
    """Whether a review says what was decided of the objective: what was said of it before stays as it is."""
    return any(
        said.decision
        for file in workspace.reviews
        if (file.cycle.id, file.team) == target[:2]
        for name, said in file.review.objectives.items()
        if name == target.objective
    )


def _nearest(workspace: Workspace, target: Address) -> str | None:
    same = {
        known.path for known in workspace.ids if known.cycle == target.cycle and len(known.parts) == len(target.parts)
    }
    return suggest(target.path, same)


def _instead(place: Place, text: str, target: Address, near: str | None) -> Repair | None:
    """The nearest goal in the place of the one that does not exist; unsafe, for another may have been meant."""
    if near is None:
        return None
    cycle = f"{target.cycle}:" if ":" in text else ""
    return Repair(f"write `{cycle}{near}`", partial(replaced, route=place.route, value=cycle + near), safe=False)
