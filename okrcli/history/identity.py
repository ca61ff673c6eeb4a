"""Which goal of one state is which of another: by its address, else where one was moved or renamed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from okrcli.goals.address import Address
from okrcli.goals.model import KeyResult, Objective

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

Goal = Objective | KeyResult
Origins = dict[Address, Address]
"""Where each goal of the new state was in the old one."""


def origins_of(before: Mapping[Address, Goal], after: Mapping[Address, Goal]) -> Origins:
    """Goals at the same address, those whose id left one place of a cycle and came to one other, and those renamed."""
    found = {address: address for address in after if address in before}
    for alike in (_id, _title, _content):
        kept = set(found.values())
        gone = _grouped({address: goal for address, goal in before.items() if address not in kept}, alike)
        come = _grouped({address: goal for address, goal in after.items() if address not in found}, alike)
        found |= {new[0]: gone[what][0] for what, new in come.items() if len(new) == len(gone.get(what, ())) == 1}
    return {address: found[address] for address in after if address in found}


def _grouped(
    goals: Mapping[Address, Goal], alike: Callable[[Address, Goal], Hashable]
) -> dict[Hashable, list[Address]]:
    """The addresses by what is the same in a goal that was moved or renamed; without those that have nothing such."""
    found: dict[Hashable, list[Address]] = {}
    for address, goal in goals.items():
        if (what := alike(address, goal)) is not None:
            found.setdefault(what, []).append(address)
    return found


def _id(address: Address, _goal: Goal) -> Hashable:
    return address.cycle, len(address.parts), address.parts[-1]


def _title(address: Address, goal: Goal) -> Hashable:
    """Its words, in any case and with any punctuation."""
    return address.parent, tuple(re.findall(r"\w+", goal.title.casefold()))


def _content(address: Address, goal: Goal) -> Hashable:
    """The key results of an objective, where they are some; what a key result counts, and its figures."""
    if isinstance(goal, Objective):
        return (address.parent, *sorted(goal.key_results)) if len(goal.key_results) > 1 else None
    figures = (goal.baseline, goal.target, goal.bound, goal.between)
    return (
        (address.parent, goal.kind, goal.metric, goal.unit, *figures)
        if any(figure is not None for figure in figures)
        else None
    )
