"""okr close: what was reached, learnt and decided, as a review of its own."""

# ruff: noqa: E501 - sentences are whole as people see them
from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from terminal import Terminal

if TYPE_CHECKING:
    from desk import Desk

PAYMENTS = "okrs/2026-Q3/reviews/payments.yaml"
PLATFORM = "okrs/2026-Q3/reviews/platform.yaml"
AUTUMN = {"OKR_TODAY": "2026-10-02"}
DECIDED = ["close", "2026-Q3", "--team", "payments", "--decide", "checkout-trust=keep", "--decide", "why-carts=abandon"]
posix = pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX terminal")


def test_a_review_is_one_file_in_one_commit(desk: Desk) -> None:
    ran = desk.okr(
        *DECIDED, "--worked", "checkout-trust=Calls with buyers", "--worked", "checkout-trust=Fewer fields",
        "--learned", "why-carts=Price is not it", "--score", "completion=0.5", "--because", "completion=Apple Pay was down",
        "--value", "refunds=5", **AUTUMN,
    )  # fmt: skip
    assert ran.code == 0, ran
    assert desk.read(PAYMENTS) == (
        "# yaml-language-server: $schema=../../../.okr/review.schema.json\n"
        "date: 2026-10-02\n"
        "by: ana\n"
        "objectives:\n"
        "  checkout-trust:\n"
        "    decision: keep\n"
        "    worked: [Calls with buyers, Fewer fields]\n"
        "  why-carts:\n"
        "    decision: abandon\n"
        "    learned: [Price is not it]\n"
        "results:\n"
        "  checkout-trust/completion: {self_score: 0.5, because: Apple Pay was down}\n"
        "  checkout-trust/refunds: {value: 5}\n"
    )
    assert desk.git("show", "--format=%s", "--name-only", "HEAD").split("\n") == [
        "okr: review 2026-Q3 (payments)",
        "",
        PAYMENTS,
    ]
    assert ran.out.endswith("next: `okr draft --from 2026-Q3 --team payments`\n")
    carried = desk.okr("draft", "--from", "2026-Q3", "--team", "payments", OKR_TODAY="2026-10-05")
    assert carried.out.splitlines()[-1] == "wrote checkout-trust in okrs/2026-Q4/payments.yaml"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["close", "2026-Q3", "--team", "payments"], "nobody has decided on checkout-trust, why-carts\nhelp: say --decide checkout-trust=keep --decide why-carts=keep (or modify, abandon, defer)"),
        (["close", "2026-Q3", "--team", "company"], "company has no goals in 2026-Q3\nhelp: `okr report` shows what is there"),
        ([*DECIDED, "--decide", "why-carts=stop"], "'stop' is no decision\nhelp: one of: achieved, keep, modify, abandon, defer"),
        ([*DECIDED, "--worked", "nobody=x"], "--worked: there is no objective 'nobody' to close\nhelp: one of: checkout-trust, why-carts"),
        ([*DECIDED, "--worked", "why-carts"], "--worked 'why-carts' is not of the form GOAL=TEXT"),
        ([*DECIDED, "--score", "completion=0.5"], "the own score of checkout-trust/completion needs its reason\nhelp: say --because checkout-trust/completion=WHY"),
        ([*DECIDED, "--score", "completion=5", "--because", "completion=x"], "'5' is no score\nhelp: it is a number from 0 to 1"),
        ([*DECIDED, "--value", "queue=5"], "'queue=5' is not of the form KR=…\nhelp: a key result of payments"),
        (["close", "2026-Q4", "--team", "payments"], "2026-Q4 runs until 2026-12-31\nhelp: it can be closed in its last week; until then check in"),
        ([*DECIDED, "--retry"], None),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_nothing_written(
    desk: Desk, arguments: list[str], error: str | None
) -> None:
    files, head = desk.files(), desk.git("rev-parse", "HEAD")
    ran = desk.okr(*arguments, **AUTUMN)
    assert ran.code == 2
    assert error is None or ran.err == f"error: {error}\n"
    assert (desk.files(), desk.git("rev-parse", "HEAD")) == (files, head)


def test_a_cycle_is_closed_once(desk: Desk) -> None:
    assert desk.okr(*DECIDED, "--no-commit", **AUTUMN).code == 0
    ran = desk.okr(*DECIDED, **AUTUMN)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "error: payments has closed 2026-Q3 already")


def test_what_lint_refuses_is_not_written(desk: Desk) -> None:
    ran = desk.okr(
        "close", "--team", "platform", "--decide", "fast-builds=achieved", "--dry-run", "--format", "json", **AUTUMN
    )
    found = {one["name"] for one in ran.data["findings"]}
    assert "achieved-but-missed" in found
    assert ran.data["path"] == PLATFORM
    assert PLATFORM not in desk.files()


@posix
def test_each_objective_is_walked_through_and_a_broken_promise_needs_its_postmortem(desk: Desk) -> None:
    terminal = Terminal(desk, "close", "--team", "platform", **AUTUMN)
    terminal.answer("fast-builds: achieved", "d").answer("what helped", "").answer("why was it missed", "")
    terminal.answer("why was it missed", "no machines; no plan").answer("what is known", "").answer(
        "what follows", "buy earlier"
    )
    terminal.answer("queue has no value", "64").answer("cost has no value", "").answer("own scores", "queue 0.5")
    terminal.answer("own scores", "queue 0.5 # half way").answer("Go ahead?", "y")
    assert terminal.end() == 0
    assert "this one needs an answer" in terminal.text
    assert "an own score needs its reason" in terminal.text
    assert desk.read(PLATFORM).splitlines()[3:] == [
        "objectives:",
        "  fast-builds:",
        "    decision: defer",
        "    obstacles: [no machines, no plan]",
        "    next: [buy earlier]",
        "results:",
        "  fast-builds/queue: {value: 64, self_score: 0.5, because: half way}",
    ]


@posix
def test_ctrl_c_keeps_what_was_said(desk: Desk) -> None:
    terminal = Terminal(desk, "close", "--team", "payments", **AUTUMN).answer("checkout-trust: achieved", "keep")
    terminal.answer("what helped", "calls").press("stood in the way", "c")
    assert terminal.end() == 130
    again = Terminal(desk, "close", "--retry", "--team", "payments", **AUTUMN).answer("Go on?", "")
    again.press("stood in the way", "d").answer("Go ahead?", "")
    assert again.end() == 0
    assert "worked: [calls]" in desk.read(PAYMENTS)
