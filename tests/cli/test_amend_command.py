"""okr amend: the honest way to change a committed key result."""

from __future__ import annotations

import pytest
from desk import FILES, Desk, committed_on

GOALS = "okrs/2026-Q3/payments.yaml"
ENTRY = "          - {date: 2026-08-20, field: target, from: 75, to: 70, kind: world-changed, reason: The law, by: ana}"
AMENDED = (
    FILES[GOALS]
    .replace("target: 75", "target: 70")
    .replace(
        "        target: 70\n",
        f"        target: 70\n        amendments:\n{ENTRY}\n",
    )
)
SAY = ("amend", "completion", "--target", "70", "--reason", "The law", "--kind", "world-changed")


def test_an_amendment_is_one_value_one_entry_one_commit(desk: Desk) -> None:
    ran = desk.okr(*SAY)
    commit = desk.git("rev-parse", "--short=7", "HEAD")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"amended payments/checkout-trust/completion in {GOALS}, commit {commit}\n"
        "  target 75 → 70\n"
        "  scores 0.61 as amended, 0.39 as committed\n"
        "note: the title still says 75; --title changes it too\n"
    )
    assert desk.read(GOALS) == AMENDED
    assert desk.git("show", "--name-only", "--format=%an %s", "HEAD").split("\n") == [
        "Ana Lind okr: amend 2026-Q3:payments/checkout-trust/completion target",
        "",
        GOALS,
    ]
    assert desk.git("status", "--porcelain") == ""


def test_a_dry_run_shows_the_lines(desk: Desk) -> None:
    files, head = desk.files(), desk.git("rev-parse", "HEAD")
    ran = desk.okr(*SAY, "--dry-run")
    assert ran.out.startswith(f"would amend payments/checkout-trust/completion in {GOALS}\n")
    assert f"\n  -         target: 75\n  +         target: 70\n  +         amendments:\n  + {ENTRY}\n" in ran.out
    assert (desk.files(), desk.git("rev-parse", "HEAD")) == (files, head)


def test_without_a_commit_the_change_is_left_to_its_author(desk: Desk) -> None:
    assert desk.okr(*SAY, "--no-commit").code == 0
    assert desk.read(GOALS) == AMENDED
    assert desk.git("status", "--porcelain") == f" M {GOALS}"


def test_before_the_lock_no_amendment_is_needed(desk: Desk) -> None:
    ran = desk.okr(*SAY, OKR_TODAY="2026-07-14")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error: the goals of 2026-Q3 are not locked before 2026-07-15: no amendment is needed\n"
        "help: change the file itself; --before-lock amends all the same\n"
    )
    assert desk.okr(*SAY, "--before-lock", OKR_TODAY="2026-07-14").code == 0
    assert desk.okr("amend", "completion", "--target", "72", "--reason", "x", OKR_TODAY="2026-07-15").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("completion", "--target", "75"), "target is 75 already"),
        (("completion", "--target", "+5"), "'+5' is no value of its own"),
        (("completion", "--target", "much"), "'much' is not a number"),
        (("completion",), "what should change?"),
        (("completion", "--target", "70", "--kind", "mood"), "--kind is one of"),
        (("completion", "--set", "owner=ben"), "'owner' cannot be amended"),
        (("checkout-trust", "--target", "70"), "payments/checkout-trust is not a key result"),
        (("nothing", "--target", "70"), "no goal 'nothing'"),
        (("completion", "--target", "70", "--by", "zoe"), "nobody here is called 'zoe'"),
        (("completion", "--due", "soon"), "'soon' cannot be the `due`"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(readable: Desk, arguments: tuple[str, ...], said: str) -> None:
    files = readable.files()
    ran = readable.okr("amend", *arguments, "--reason", "x")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {said}")
    assert readable.files() == files


def test_a_file_with_other_changes_is_not_committed(desk: Desk) -> None:
    desk.write(GOALS, FILES[GOALS] + "# mine\n")
    files, head = desk.files(), desk.git("rev-parse", "HEAD")
    ran = desk.okr(*SAY)
    assert ran.code == 2
    assert ran.err.startswith(f"error: {GOALS} has changes that are not committed\n")
    assert (desk.files(), desk.git("rev-parse", "HEAD")) == (files, head)


def test_a_hook_that_refuses_leaves_the_file_as_it_was(desk: Desk) -> None:
    hook = desk.write(".git/hooks/pre-commit", "#!/bin/sh\necho no >&2\nexit 1\n")
    hook.chmod(0o755)
    files = desk.files()
    ran = desk.okr(*SAY)
    assert (ran.code, ran.err) == (2, "error: git refused, and nothing was changed: no\n")
    assert (desk.files(), desk.git("status", "--porcelain")) == (files, "")


def test_during_a_merge_nothing_is_amended(desk: Desk) -> None:
    desk.write(".git/MERGE_HEAD", desk.git("rev-parse", "HEAD"))
    files = desk.files()
    ran = desk.okr(*SAY)
    assert (ran.code, ran.err.partition("\n")[0]) == (2, "error: a merge is under way in this repository")
    assert desk.files() == files


def test_staged_work_of_others_stays_staged(desk: Desk) -> None:
    desk.write("staged.txt", "staged\n")
    desk.git("add", "staged.txt")
    assert desk.okr(*SAY).code == 0
    assert desk.git("status", "--porcelain") == "A  staged.txt"


def test_a_change_made_in_silence_can_be_said_later(desk: Desk) -> None:
    committed_on(desk, "2026-07-01")
    desk.write(GOALS, FILES[GOALS].replace("target: 75", "target: 70").replace("to 75%", "to 70%"))
    desk.git("commit", "--quiet", "--all", "--message", "tidy up")
    found = desk.okr("lint", "--history", "--format", "json").data["results"]
    assert [(one["code"], one["message"]) for one in found] == [
        ("OKR601", "'completion': target went from 75 to 70 without an amendment"),
    ]
    assert desk.okr(*SAY).code == 0
    assert desk.read(GOALS).count(ENTRY.strip()) == 1
    assert desk.okr("lint", "--history").code == 0
    assert desk.okr("lint").code == 0


def test_json_has_the_amendments_and_both_scores(desk: Desk) -> None:
    data = desk.okr(*SAY, "--format", "json").data
    assert (data["command"], data["path"], data["written"], data["text"]) == ("amend", GOALS, True, AMENDED)
    assert data["commit"] == desk.git("rev-parse", "HEAD")
    assert data["amendments"] == [
        {
            "date": "2026-08-20", "field": "target", "from": 75, "to": 70, "kind": "world-changed",
            "reason": "The law", "by": "ana",
        }
    ]  # fmt: skip
    assert data["result"]["original"]["progress"] < data["result"]["score"]["progress"]


def test_a_byte_order_mark_and_line_ends_stay(desk: Desk) -> None:
    raw = b"\xef\xbb\xbf" + FILES[GOALS].replace("\n", "\r\n").encode()
    desk.write(GOALS, raw)
    desk.git("commit", "--quiet", "--all", "--message", "windows")
    assert desk.okr(*SAY).code == 0
    assert (desk.folder / GOALS).read_bytes() == b"\xef\xbb\xbf" + AMENDED.replace("\n", "\r\n").encode()


def test_hostile_reasons_are_shown_by_their_numbers(desk: Desk) -> None:
    ran = desk.okr("amend", "completion", "--target", "70", "--reason", "a\x1b[31m::error::b")
    assert ran.code == 2
    assert "\x1b" not in ran.said
    ran = desk.okr("amend", "completion", "--target", "70", "--reason", "##[error] | @ana", "--dry-run")
    assert ran.code == 0
    assert "##[error]" not in ran.out
