"""okr draft in a terminal, from earlier goals, from templates and by editor."""

# ruff: noqa: E501 - sentences are whole as people see them
from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from desk import FILES
from terminal import Terminal

if TYPE_CHECKING:
    from desk import Desk

GOALS = "okrs/2026-Q3/platform.yaml"
NEXT = "okrs/2026-Q4/payments.yaml"
REVIEW = "okrs/2026-Q3/reviews/payments.yaml"
FROM = ["draft", "--from", "2026-Q3", "--team", "payments"]
AUTUMN = {"OKR_TODAY": "2026-10-05"}
posix = pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX terminal")


def begun(terminal: Terminal) -> Terminal:
    terminal.answer("objective", "Nobody fears a release").answer("why now", "Friday is a day like others")
    terminal.answer("not do", "").answer("commitment", "c").answer("owner", "kim").answer("number)", "1")
    return terminal.answer("key result 1", "Ship the new pipeline").answer(
        "number, new", "Cut failed releases from 9% to 4%"
    )


@posix
def test_a_wizard_judges_confirms_shows_and_writes(desk: Desk) -> None:
    terminal = begun(Terminal(desk, "draft", "--team", "platform"))
    terminal.answer("read as", "").answer("key result 2", "Raise teams on the new runners from 3 to 20").answer(
        "read as", "2 to 20"
    )
    terminal.answer("key result 3", "").answer("Go ahead?", "y")
    assert terminal.end() == 0
    added = desk.read(GOALS).removeprefix(FILES[GOALS])
    assert added.startswith(
        "  nobody-fears-release:\n    title: Nobody fears a release\n    owner: kim\n    commitment: committed\n"
    )
    assert "    supports: [payments/checkout-trust]\n" in added
    assert "baseline: 2\n        target: 20\n" in added
    assert "milestone" in terminal.text
    assert "What is different, and for whom" in terminal.text
    assert desk.okr("lint").code == 0
    assert not list((desk.folder / ".git/okr").glob("draft*"))


@posix
def test_ctrl_c_keeps_the_draft_and_ctrl_d_shows_it(desk: Desk) -> None:
    files = desk.files()
    terminal = begun(Terminal(desk, "draft", "--team", "platform"))
    terminal.press("read as", "c")
    assert terminal.end() == 130
    assert "your draft is kept" in terminal.text
    assert desk.files() == files
    again = Terminal(desk, "draft", "--retry", "--team", "platform").answer("Go on?", "y").press("read as", "d")
    again.answer("Go ahead?", "y")
    assert again.end() == 0
    assert "failed-releases" in desk.read(GOALS)


@posix
def test_what_lint_refuses_cannot_be_written_from_the_wizard(desk: Desk) -> None:
    terminal = Terminal(desk, "draft", "--team", "platform", "Nobody fears a release").answer("why now", "")
    terminal.answer("not do", "").answer("commitment", "").answer("owner", "kim").answer("number)", "1")
    terminal.answer("key result 1", "Hold 12 workshops").answer("number, new", "").answer("key result 2", "")
    terminal.answer("What now?", "n")
    assert terminal.end() == 0
    assert desk.read(GOALS) == FILES[GOALS]
    assert "lint refuses this draft" in terminal.text


def test_without_a_terminal_the_flags_are_named(desk: Desk) -> None:
    for arguments in ([], ["--retry"], ["A title"]):
        ran = desk.okr("draft", *arguments, "--team", "platform")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("error: an objective needs its text and at least one --kr\nhelp: okr draft ")


def test_templates_are_listed_and_filled_in(desk: Desk) -> None:
    listed = desk.okr("draft", "--templates")
    assert listed.code == 0
    assert sum(not line.startswith(" ") for line in listed.out.splitlines()) >= 12
    ran = desk.okr(
        "draft",
        "--from",
        "changes-flow",
        "--team",
        "platform",
        "--owner",
        "kim",
        "--standalone",
        "It is ours",
        "--number",
        "lead-time=40:8",
        "--number",
        "failed-changes=9:4",
    )
    assert (ran.code, ran.out, ran.err) == (0, f"wrote changes-flow in {GOALS}\n", "")
    assert "title: Cut the time from merge to users from 40 to 8 hours\n" in desk.read(GOALS)
    assert desk.okr("lint").code == 0
    missing = desk.okr("draft", "--from", "changes-flow", "--team", "platform")
    assert "say --number lead-time=FROM:TO --number failed-changes=FROM:TO" in missing.err
    unknown = desk.okr("draft", "--from", "change-flow", "--team", "platform")
    assert "did you mean 'changes-flow'?" in unknown.err


def test_a_cycle_goes_on_as_decided(desk: Desk) -> None:
    ran = desk.okr(
        "draft",
        "--from",
        "2026-Q3",
        "--team",
        "payments",
        "--keep",
        "checkout-trust=Half way",
        "--abandon",
        "why-carts=answered",
        "--number",
        "disputes=0.3",
        **AUTUMN,
    )
    assert ran.code == 0, ran
    assert ran.err == "why-carts does not go on: answered\n"
    assert ran.out.splitlines()[-2:] == [f"wrote checkout-trust in {NEXT}", f"wrote {REVIEW}: what does not go on"]
    assert desk.read(REVIEW) == (
        "# yaml-language-server: $schema=../../../.okr/review.schema.json\n"
        "date: 2026-10-05\n"
        "by: ana\n"
        "objectives:\n"
        "  why-carts:\n"
        "    decision: abandon\n"
        "    learned: [answered]\n"
    )
    assert desk.read(NEXT) == (
        "# yaml-language-server: $schema=../../.okr/goals.schema.json\n"
        "team: payments\n"
        "objectives:\n"
        "  # kept from 2026-Q3: Half way\n"
        "  checkout-trust:\n"
        "    title: Buyers trust our checkout enough to finish it\n"
        "    owner: ana\n"
        "    standalone: Nothing else speaks of the checkout\n"
        '    carried_from: "2026-Q3:payments/checkout-trust"\n'
        "    key_results:\n"
        "      completion:\n"
        "        title: Raise checkout completion from 66.5% to 75%\n"
        "        metric: checkout completion\n"
        '        unit: "%"\n'
        "        baseline: 66.5\n"
        "        target: 75\n"
        "      disputes:\n"
        "        kind: threshold\n"
        "        title: Keep disputes at or below 0.3% of orders\n"
        "        metric: disputes per order\n"
        '        unit: "%"\n'
        "        at_most: 0.3\n"
        "        guardrail: true\n"
        "      audit:\n"
        "        kind: milestone\n"
        "        title: The card-data audit is passed\n"
        "        steps: {report: 3}\n"
        "        evidence: https://audit.example/report\n"
        "        owner: ben\n"
        "      refunds:\n"
        "        kind: baseline\n"
        "        title: Know how long a refund takes\n"
        "        metric: days to refund\n"
        "        unit: days\n"
    )
    again = desk.okr("draft", "--from", "2026-Q3", "--team", "payments", "--keep", "why-carts", **AUTUMN)
    assert again.out == f"wrote why-carts in {NEXT}\n"


def test_nothing_rolls_over_by_itself(desk: Desk) -> None:
    undecided = desk.okr("draft", "--from", "2026-Q3", "--team", "payments", **AUTUMN)
    assert undecided.code == 2
    assert undecided.err == (
        "error: nobody has decided on checkout-trust, why-carts\n"
        "help: say --keep checkout-trust --keep why-carts, or --modify or --abandon GOAL=WHY\n"
    )
    desk.write(
        "okrs/2026-Q3/reviews/payments.yaml",
        "date: 2026-10-02\nby: ana\nobjectives:\n  checkout-trust: {decision: keep, learned: [Buyers read]}\n  why-carts: {decision: achieved}\n",
    )
    ran = desk.okr("draft", "--from", "previous", "--team", "payments", **AUTUMN)
    assert ran.out.endswith(f"wrote checkout-trust in {NEXT}\n")
    assert "# kept from 2026-Q3: Buyers read\n" in desk.read(NEXT)


def test_what_is_abandoned_is_added_to_a_review_that_leaves_it_open(desk: Desk) -> None:
    begun = "date: 2026-09-29  # in the retro\nby: ben\nobjectives:\n  checkout-trust: {decision: keep} # half way\n"
    desk.write(REVIEW, begun)
    ran = desk.okr(*FROM, "--abandon", "why-carts=Price is not it", "--dry-run", "--format", "json", **AUTUMN)
    text = (
        begun.replace("2026-09-29", "2026-10-05")
        + "  why-carts:\n    decision: abandon\n    learned: [Price is not it]\n"
    )
    assert ran.data["beside"] == {REVIEW: text}
    assert desk.read(REVIEW) == begun
    assert desk.okr(*FROM, "--abandon", "why-carts=Price is not it", **AUTUMN).code == 0
    assert desk.read(REVIEW) == text
    assert "why-carts" not in desk.read(NEXT)


def test_nothing_goes_on_and_it_is_said_why(desk: Desk) -> None:
    ended = [*FROM, "--abandon", "why-carts=answered", "--abandon", "checkout-trust=we sell the shop"]
    ran = desk.okr(*ended, OKR_ME="ben", **AUTUMN)
    assert (ran.code, ran.out) == (0, f"wrote {REVIEW}: what does not go on\n")
    assert ran.err.endswith("nothing goes on\n")
    assert NEXT not in desk.files()
    assert "by: ben\n" in desk.read(REVIEW)
    assert "    learned: [we sell the shop]\n" in desk.read(REVIEW)
    assert desk.okr(*ended, **AUTUMN).out == ""


@pytest.mark.parametrize(
    ("options", "review", "error"),
    [
        (["--abandon", "why-carts"], None, "--abandon why-carts does not say why\nhelp: like: --abandon why-carts='Nobody asked for it'"),
        (["--modify", "why-carts="], None, "--modify why-carts does not say why\nhelp: like: --modify why-carts='Nobody asked for it'"),
        (["--abandon", "why-carts=x", "--by", "nobody"], None, "nobody here is called 'nobody'\nhelp: add the person to the `members` of a team in okr.yaml"),
        (["--abandon", "why-carts=x"], "{decision: keep}", "the review of 2026-Q3 says that why-carts goes on\nhelp: change its decision there first, then draft again"),
        (["--abandon", "why-carts=x"], "{learned: [y]}", "the review speaks of 'why-carts' already\nhelp: add the rest there by hand"),
        (["--abandon", "why-carts=x"], "{decision: leave}", None),
    ],
)  # fmt: skip
def test_a_decision_that_cannot_be_kept_writes_nothing(
    desk: Desk, options: list[str], review: str | None, error: str | None
) -> None:
    if review is not None:
        desk.write(REVIEW, f"date: 2026-10-01\nby: ana\nobjectives:\n  why-carts: {review}\n")
    before = desk.files()
    ran = desk.okr(*FROM, "--keep", "checkout-trust", *options, **AUTUMN)
    assert (ran.code, ran.out) == (2, "")
    assert error is None or ran.err == f"error: {error}\n"
    assert desk.files() == before


def test_closing_asks_for_what_is_left_of_a_review(desk: Desk) -> None:
    assert desk.okr(*FROM, "--keep", "checkout-trust", "--abandon", "why-carts=answered", **AUTUMN).code == 0
    desk.git("add", ".")
    desk.git("commit", "-m", "draft")
    close = ["close", "2026-Q3", "--team", "payments", "--decide"]
    assert "no objective 'why-carts' to close" in desk.okr(*close, "why-carts=keep", OKR_TODAY="2026-10-06").err
    ran = desk.okr(*close, "checkout-trust=keep", "--worked", "checkout-trust=Calls", OKR_TODAY="2026-10-06")
    assert ran.code == 0, ran
    assert desk.read(REVIEW).splitlines()[1:] == [
        "date: 2026-10-06",
        "by: ana",
        "objectives:",
        "  why-carts:",
        "    decision: abandon",
        "    learned: [answered]",
        "  checkout-trust:",
        "    decision: keep",
        "    worked: [Calls]",
    ]
    assert desk.git("show", "--format=%s", "--name-only", "HEAD").split("\n")[0] == "okr: review 2026-Q3 (payments)"
    assert "has closed 2026-Q3 already" in desk.okr(*close, "checkout-trust=keep", OKR_TODAY="2026-10-06").err


@posix
def test_a_cycle_goes_on_question_by_question(desk: Desk) -> None:
    terminal = Terminal(desk, "draft", "--from", "2026-Q3", "--team", "payments", **AUTUMN)
    terminal.answer("checkout-trust: keep", "m").answer("why", "less is more").answer("objective", "Buyers finish")
    terminal.answer("checkout-trust/completion", "80").answer("why-carts: keep", "a").answer("why", "known")
    assert terminal.answer("Go ahead?", "y").end() == 0
    text = desk.read(NEXT)
    assert "# modified from 2026-Q3: less is more\n" in text
    assert "title: Buyers finish\n" in text
    assert "title: Raise checkout completion from 66.5% to 80%\n" in text
    assert "why-carts" not in text
    assert desk.read(REVIEW).endswith("  why-carts:\n    decision: abandon\n    learned: [known]\n")


@posix
def test_question_by_question_too_what_ends_is_kept(desk: Desk) -> None:
    desk.write(REVIEW, "date: 2026-10-01\nby: ana\nobjectives:\n  checkout-trust: {decision: achieved}\n")
    terminal = Terminal(desk, "draft", "--from", "2026-Q3", "--team", "payments", **AUTUMN)
    terminal.answer("checkout-trust: keep", "a").answer("why", "done").answer("why-carts: keep", "a")
    terminal.answer("why", "").answer("why", "known")
    assert terminal.answer("Go ahead?", "y").end() == 0
    assert "this one needs an answer" in terminal.text
    assert desk.read(REVIEW).endswith("  why-carts:\n    decision: abandon\n    learned: [known]\n")
    assert NEXT not in desk.files()


def test_goals_of_a_file_are_added(desk: Desk) -> None:
    desk.write(
        "mine.yaml",
        'team: x\nobjectives:\n  quiet:\n    title: Nights are quiet\n    owner: kim\n    standalone: Ours\n    key_results:\n      alarms: {title: Cut alarms at night from 9 to 2, metric: alarms at night, baseline: 9, target: 2}\n      sleep: {title: Raise nights without an alarm from 55% to 85%, metric: nights without an alarm, unit: "%", baseline: 55, target: 85}\n',
    )
    ran = desk.okr("draft", "--from", "mine.yaml", "--team", "platform")
    assert (ran.code, ran.out) == (0, f"wrote quiet in {GOALS}\n")
    desk.write("mine.csv", "x\n")
    assert "`okr import` reads spreadsheets" in desk.okr("draft", "--from", "mine.csv", "--team", "platform").err


def test_an_editor_drafts_too(desk: Desk) -> None:
    program = desk.write(".git/editor", '#!/bin/sh\ncp .git/goals "$1"\n')
    program.chmod(0o755)
    desk.write(
        ".git/goals",
        'team: platform\nobjectives:\n  objective:\n    title: Nights are quiet\n    owner: kim\n    standalone: Ours\n    key_results:\n      alarms: {title: Cut alarms at night from 9 to 2, metric: alarms at night, baseline: 9, target: 2}\n      sleep: {title: Raise nights without an alarm from 55% to 85%, metric: nights without an alarm, unit: "%", baseline: 55, target: 85}\n',
    )
    ran = desk.okr("draft", "--editor", "--team", "platform", OKR_EDITOR=str(program))
    assert (ran.code, ran.out) == (0, f"wrote nights-are-quiet in {GOALS}\n")
    desk.write(".git/goals", "team: [\n")
    wrong = desk.okr("draft", "--editor", "--team", "platform", OKR_EDITOR=str(program))
    assert wrong.code == 2
    assert "DRAFT_EDITMSG.yaml" in wrong.err
    nothing = desk.okr("draft", "--editor", "--team", "platform", OKR_EDITOR="true")
    assert (nothing.code, nothing.err) == (0, "nothing recorded\n")
