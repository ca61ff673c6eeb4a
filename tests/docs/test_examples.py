"""The examples are in order, whatever the date."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from okrcli.goals.workspace import open_workspace
from okrcli.lint.rule import Context
from okrcli.lint.run import all_rules, run

EXAMPLES = Path(__file__).parents[2] / "examples"
DAYS = [date(2026, 1, 1), date(2026, 5, 5), date(2026, 7, 1), date(2026, 8, 20), date(2026, 10, 3), date(2031, 1, 1)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_examples_lint_clean(day: date) -> None:
    _, workspace = open_workspace(EXAMPLES)
    assert run(workspace, all_rules(), Context(day)).diagnostics == ()


def test_what_lint_says_of_the_examples_on_other_days_is_about_the_day() -> None:
    """A missed check-in, an optimist, a review that is due: what the files themselves say is right."""
    _, workspace = open_workspace(EXAMPLES)
    days = (date(2026, 3, 1) + timedelta(days=number) for number in range(0, 310, 3))
    found = [one for day in days for one in run(workspace, all_rules(), Context(day)).diagnostics]
    assert {one.name for one in found} == {"stale-key-result", "confident-but-off-track", "missing-review"}
    assert "error" not in {one.severity for one in found}


def test_the_examples_hold_every_kind_of_goal() -> None:
    _, workspace = open_workspace(EXAMPLES)
    results = [at.key_result for at in workspace.key_results]
    assert {result.kind for result in results} == {"metric", "threshold", "range", "milestone", "baseline"}
    assert {at.objective.commitment for at in workspace.objectives} == {"committed", "aspirational", "learning"}
    assert {team.level for team in workspace.settings.teams.values()} == {"company", "team", "person"}
    assert [cycle.id for cycle in workspace.cycles] == ["2026-Q2", "2026-Q3"]
    assert any(result.amendments for result in results)
    assert len(workspace.reviews) == 2
