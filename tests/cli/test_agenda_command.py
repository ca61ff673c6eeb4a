"""okr agenda: what a meeting has to speak of, in the order of GRIP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from desk import Desk

FOLDER = "okrs/2026-Q3/checkins"
WEEK = {"OKR_TODAY": "2026-08-26"}


@pytest.fixture
def told(desk: Desk) -> Desk:
    """A week later: one thing moved, one stalled, a confidence fell, an issue with markup was raised."""
    desk.write(
        f"{FOLDER}/2026-08-24-payments-ana.yaml",
        "date: 2026-08-24\n"
        "by: ana\n"
        "confidence: {checkout-trust: 0.3}\n"
        "results:\n"
        '  checkout-trust/completion: {value: 68, note: "see #12"}\n'
        "  checkout-trust/disputes: {value: 0.5, confidence: 0.4}\n"
        "  checkout-trust/audit: {done: [scoping]}\n"
        'issues: ["@ben | <b>help</b>"]\n'
        "plan: [Ask the bank]\n",
    )
    return desk


def test_a_week_is_told_in_the_order_of_grip(told: Desk) -> None:
    ran = told.okr("agenda", "weekly", "--team", "payments", **WEEK)
    assert (ran.code, ran.err) == (0, "")
    page = ran.out
    heads = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert heads == ["Goal confidence", "Results", "Issues", "Plan", "To decide", "To ask"]
    assert "| ana | **0.6 → 0.3** | 0.38 |" in page
    completion, audit = "payments/checkout-trust/completion", "payments/checkout-trust/audit"
    assert f"(`{completion}`, ana): from 66.5, at 68 → 75%, progress 0.39 → 0.50, " in page
    moved, _, rest = page.partition("**Stalled**")
    assert completion in moved
    assert audit in rest.partition("**Confidence fell**")[0]
    assert "(`payments/checkout-trust/disputes`, ana): 0.4, 0.4 less" in rest
    assert "this must not get worse, and it has" in rest
    assert "- Ask the bank (ana, 2026-08-24)" in page


def test_nobody_is_mentioned_and_nothing_marked_up(told: Desk) -> None:
    page = told.okr("agenda", "--team", "payments", **WEEK).out
    for hostile in ("@ben", "<b>", "see #12", " | &#60;b"):
        assert hostile not in page


def test_a_month_looks_further_back_and_a_quarter_asks_what_was_learnt(told: Desk) -> None:
    month = told.okr("agenda", "monthly", **WEEK).out
    assert "since 2026-07-29" in month
    assert "Apple Pay was down for three days (ana, 2026-08-17)" in month
    assert "Are these still the right goals" in month
    told.write(
        "okrs/2026-Q3/reviews/payments.yaml",
        "date: 2026-10-01\nby: ana\nobjectives:\n  checkout-trust: {decision: keep, learned: [Buyers read]}\n",
    )
    quarter = told.okr("agenda", "quarterly", "--team", "payments", OKR_TODAY="2026-10-02").out
    assert "## Learnt\n\n- Buyers read (ana, 2026-10-01)" in quarter
    assert "- [ ] We know why buyers leave their carts (`payments/why-carts`): achieved, keep" in quarter
    assert "Buyers trust our checkout enough to finish it (`payments/checkout-trust`): achieved" not in quarter
    assert quarter.count("?") >= 4


def test_programs_get_the_same(told: Desk) -> None:
    data = told.okr("agenda", "--team", "payments", "--format", "json", **WEEK).data["result"]
    assert [one["address"] for one in data["moved"]] == [
        "payments/checkout-trust/disputes",
        "payments/checkout-trust/completion",
    ]
    assert data["confidence"][0]["dropped"] is True
    assert data["confidence_fell"] == ["payments/checkout-trust/disputes"]
    assert data["issues"][0]["text"] == "@ben | <b>help</b>"
    assert {one["why"] for one in data["decisions"]} == {"breached"}
    wrong = told.okr("agenda", "daily")
    assert (wrong.code, wrong.err.splitlines()[0]) == (
        2,
        "error: the kind of meeting is one of weekly, monthly, quarterly, not 'daily'",
    )
