"""Seals: the same for everything that says the same, another for anything that says something else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from goal_files import CHECK_IN, GOALS, REVIEW, loaded, swap

from okrcli.reports.seal import Seal, read_seal, seal

if TYPE_CHECKING:
    from okrcli.goals.workspace import Workspace

AS_OF = date(2026, 10, 5)


def sealed(state: Workspace) -> Seal:
    cycle = state.calendar.cycle("2026-Q3")
    assert cycle is not None
    return seal(state, cycle, AS_OF)


WHOLE = sealed(loaded())


def test_a_message_holds_the_seal() -> None:
    assert read_seal(WHOLE.message) == WHOLE
    assert all(len(digest) == 64 for _, digest in (*WHOLE.parts, ("all", WHOLE.all)))


@pytest.mark.parametrize("old", ["seal: okr-seal-1", "as-of: 2026-10-05", "scores: ", "check-ins: "])
def test_what_is_no_seal_of_ours_is_none(old: str) -> None:
    assert read_seal(WHOLE.message.replace(old, "x: y", 1)) is None
    assert read_seal("") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("baseline: 61\n", "baseline: 61.0  # last quarter\n"),
        ('unit: "%"', "unit: '%'"),
        ("team: payments\n", "# goals\nteam: payments\n\n"),
        ("        baseline: 61\n        target: 75\n", "        target: 75\n        weight: 1\n        baseline: 61\n"),
    ],
)
def test_another_way_to_write_it_is_the_same(old: str, new: str) -> None:
    assert sealed(loaded(goals=swap(GOALS, old, new))) == WHOLE


def different(state: Workspace) -> list[str]:
    return [name for (name, one), (_, other) in zip(sealed(state).parts, WHOLE.parts, strict=True) if one != other]


def test_another_word_is_another_seal() -> None:
    assert different(loaded(goals=swap(GOALS, "Buyers trust", "Shops trust"))) == ["goals"]
    assert different(loaded(goals=swap(GOALS, "target: 75", "target: 80"))) == ["goals", "scores"]
    assert different(loaded(checkin=swap(CHECK_IN, "fewer", "more"))) == ["check-ins"]
    assert different(loaded(review=swap(REVIEW, "value: 72", "value: 73"))) == ["reviews", "scores"]
