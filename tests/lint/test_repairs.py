"""Findings that can be mended: the edit does what it says, and the finding is gone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from okrcli.goals.edit import applied
from okrcli.goals.workspace import load
from okrcli.lint.rule import Context
from okrcli.lint.run import all_rules, run

if TYPE_CHECKING:
    from okrcli.goals.diagnostic import Diagnostic

RULES = all_rules()
FILE = "okrs/2026-Q3/payments.yaml"
SETTINGS = "version: 1\nteams: {payments: {owner: ana, members: [ben]}}\n"
HEAD = "team: payments\nobjectives:\n  trust:\n    title: Buyers trust us\n    owner: ana\n"
BLOCK = HEAD + "    key_results:\n      done:\n        title: {}\n{}"


@pytest.mark.parametrize(
    ("name", "text", "old", "new", "safe"),
    [
        (
            "missing-target",
            BLOCK.format("Raise completion from 61% to 75%", ""),
            "to 75%\n",
            'to 75%\n        metric: completion\n        unit: "%"\n        baseline: 61\n        target: 75\n',
            True,
        ),
        (
            "missing-baseline",
            BLOCK.format("Raise completion from 61% to 75%", "        metric: completion\n        target: 75\n"),
            "to 75%\n",
            'to 75%\n        unit: "%"\n        baseline: 61\n',
            True,
        ),
        (
            "missing-baseline",
            HEAD + "    key_results: {done: {title: Cut it from 9 to 4 days, metric: wait, unit: days, target: 4}}\n",
            "days, metric",
            "days, baseline: 9, metric",
            True,
        ),
        ("unknown-owner", HEAD.replace("owner: ana", "owner: anna  # ?"), "anna", "ana", False),
        ("unknown-reference", HEAD + "    supports: payments/trsut\n", "trsut", "trust", False),
        ("unknown-key", HEAD.replace("owner:", "onwer:"), "onwer", "owner", False),
        ("invalid-value", HEAD + "    commitment: commited\n", "commited", "committed", False),
        ("invalid-value", BLOCK.format("x", "        due: 2026/9/5\n"), "2026/9/5", "2026-09-05", True),
        ("invalid-value", BLOCK.format("x", "        due: 5. 9. 2026\n"), "5. 9. 2026", "2026-09-05", True),
        ("wrong-type", BLOCK.format("x", "        target: 75%\n"), "75%", "75", True),
        ("wrong-type", BLOCK.format("x", "        target: '7.50'\n"), "'7.50'", "7.5", True),
    ],
)  # fmt: skip
def test_a_repair_does_what_it_says(name: str, text: str, old: str, new: str, *, safe: bool) -> None:
    found = [one for one in lint(text) if one.name == name]
    assert len(found) == 1
    fix = found[0].fix
    assert fix is not None
    assert fix.safe is safe
    after = applied(text, fix.edits)
    assert after == text.replace(old, new)
    assert not [one for one in lint(after) if one.name == name and one.span == found[0].span]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("missing-target", BLOCK.format("Raise completion by a quarter, from 61%", "")),
        ("missing-baseline", BLOCK.format("Raise completion to 75%", "        target: 75\n")),
        ("missing-baseline", BLOCK.format("Raise completion from 61% to 75%", "        target: 80\n")),
        ("invalid-value", BLOCK.format("x", "        due: 5/9/2026\n")),
        ("invalid-value", BLOCK.format("x", "        due: 31.2.2026\n")),
        ("wrong-type", BLOCK.format("x", "        target: 1,200\n")),
        ("wrong-type", BLOCK.format("x", "        target: about 75\n")),
        ("unknown-key", HEAD.replace("owner:", "quarterly-mood:")),
    ],
)
def test_what_could_mean_two_things_is_not_mended(name: str, text: str) -> None:
    assert all(one.fix is None for one in lint(text) if one.name == name)


def lint(text: str) -> list[Diagnostic]:
    workspace = load({"okr.yaml": SETTINGS, FILE: text}.items())
    return list(run(workspace, RULES, Context(date(2026, 8, 1))).diagnostics)
