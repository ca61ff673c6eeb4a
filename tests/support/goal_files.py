"""A small valid workspace for tests, ways to break it, and what is then found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.workspace import Workspace, load

if TYPE_CHECKING:
    from okrcli.goals.files import Content

SETTINGS = """\
version: 1
teams:
  payments: {level: team, owner: ana, members: [ana, ben]}
"""
GOALS = """\
team: payments
objectives:
  trust:
    title: Buyers trust our checkout enough to finish it
    owner: ana
    why: Half of all carts are abandoned at the payment step
    key_results:
      completion:
        title: Raise checkout completion from 61% to 75%
        unit: "%"
        baseline: 61
        target: 75
      disputes:
        kind: threshold
        title: Keep disputes at or below 0.4% of orders
        at_most: 0.4
"""
CHECK_IN = """\
date: 2026-07-13
by: ana
confidence: {trust: 0.6}
results:
  trust/completion: 63.5
  trust/disputes: {value: 0.3, note: fewer than last month}
issues: [Apple Pay was down for three days]
plan: [Address autofill for one buyer in ten]
"""
REVIEW = """\
date: 2026-10-02
by: ana
objectives:
  trust: {decision: keep, learned: [Cards are the smaller problem]}
results:
  trust/completion: {value: 72, self_score: 0.8, because: two markets came late}
"""
GOALS_FILE = "okrs/2026-Q3/payments.yaml"
CHECK_IN_FILE = "okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml"
REVIEW_FILE = "okrs/2026-Q3/reviews/payments.yaml"
VALID: dict[str, Content | str] = {
    "okr.yaml": SETTINGS,
    GOALS_FILE: GOALS,
    CHECK_IN_FILE: CHECK_IN,
    REVIEW_FILE: REVIEW,
}


def swap(text: str, old: str, new: str) -> str:
    """The text with its only `old` replaced."""
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    return text.replace(old, new)


def loaded(**changed: Content | str) -> Workspace:
    """The valid workspace with other texts in place of `settings`, `goals`, `checkin` or `review`."""
    names = {
        "settings": "okr.yaml",
        "goals": GOALS_FILE,
        "checkin": CHECK_IN_FILE,
        "review": REVIEW_FILE,
    }
    return load((VALID | {names[name]: text for name, text in changed.items()}).items())


def found(workspace: Workspace) -> list[str]:
    """What is wrong with the files, as `name line:column`."""
    return [f"{one.name} {one.span.line}:{one.span.column}" for one in workspace.diagnostics()]


def messages(workspace: Workspace) -> list[str]:
    return [one.message for one in workspace.diagnostics()]
