"""okr checkin: a line typed, a file written, a commit made."""

# ruff: noqa: E501 - sentences are whole as people see them
from __future__ import annotations

import shutil

import pytest
from desk import FILES, Desk

FOLDER = "okrs/2026-Q3/checkins"
MINE = f"{FOLDER}/2026-08-20-payments-ana.yaml"


def written(desk: Desk, *arguments: str) -> str:
    """The file that a check-in of Ana's writes."""
    ran = desk.okr("checkin", *arguments)
    assert (ran.code, ran.err) == (0, "")
    return desk.read(MINE)


def test_a_checkin_is_one_file_in_one_commit(desk: Desk) -> None:
    ran = desk.okr("checkin", "completion=68")
    commit = desk.git("rev-parse", "--short=7", "HEAD")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"wrote {MINE}, commit {commit}\n  checkout-trust/completion  68 → 75% · progress 0.39 → 0.50 · on track\n"
    )
    assert desk.read(MINE) == "date: 2026-08-20\nby: ana\nresults:\n  checkout-trust/completion: 68\n"
    assert desk.git("show", "--name-only", "--format=%an %s", "HEAD").split("\n") == [
        "Ana Lind okr: check-in 2026-08-20 (payments) checkout-trust/completion",
        "",
        MINE,
    ]
    assert desk.okr("lint").code == 0


def test_everything_can_be_said_at_once(desk: Desk) -> None:
    said = written(
        desk,
        "completion=68", "checkout-trust/audit=scoping,report", "reasons=partly",
        "-c", "checkout-trust=0.7", "-c", "completion=80%", "--confidence", "why-carts=0.4",
        "-n", "completion=the new page: it helps", "-i", "Apple Pay is down", "-i", "Nobody, really",
        "-p", "autofill", "--plan", "ask the bank",
    )  # fmt: skip
    assert said == (
        "date: 2026-08-20\n"
        "by: ana\n"
        "confidence: {checkout-trust: 0.7, why-carts: 0.4}\n"
        "results:\n"
        '  checkout-trust/completion: {value: 68, confidence: 0.8, note: "the new page: it helps"}\n'
        "  checkout-trust/audit: {done: [scoping, report]}\n"
        "  why-carts/reasons: {answer: partly}\n"
        "issues:\n"
        "  - Apple Pay is down\n"
        "  - Nobody, really\n"
        "plan:\n"
        "  - autofill\n"
        "  - ask the bank\n"
    )


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("63.5", "63.5"),
        ("63,5 %", "63.5"),
        ("63,5%", "63.5"),
        ("-3", "-3"),
        ("1.2k", "1200"),
        ("3M", "3000000"),
        ("+3", "69.5"),
        ("+ 0.2", "66.7"),
        ("+-3", "63.5"),
        ("=", "66.5"),
        ("75.0", "75"),
    ],
)
def test_values_are_typed_as_people_type_them(desk: Desk, typed: str, value: str) -> None:
    assert written(desk, f"completion={typed}").splitlines()[-1] == f"  checkout-trust/completion: {value}"


def test_a_milestone_is_done_or_some_of_its_steps_are(desk: Desk) -> None:
    assert written(desk, "audit=done").endswith("  checkout-trust/audit: {done: true}\n")
    ran = desk.okr("checkin", "audit=scoping, report", "--no-commit")
    assert ran.out.splitlines()[1] == "  checkout-trust/audit  done · progress 1.00 · on track"


def test_a_question_is_answered_and_has_no_progress(desk: Desk) -> None:
    ran = desk.okr("checkin", "reasons=answered", "refunds=9")
    assert ran.out.splitlines()[1:] == [
        "  checkout-trust/refunds  found: 9 days · progress 1.00 · on track",
        "  why-carts/reasons  answered · on track",
    ]


def test_a_guardrail_holds_or_is_breached(desk: Desk) -> None:
    assert "0.3 → ≤ 0.4% · holds · on track" in desk.okr("checkin", "disputes==", "--dry-run").out
    assert "0.5 → ≤ 0.4% · breach · off track" in desk.okr("checkin", "disputes=0.5", "--dry-run").out


def test_a_second_checkin_of_a_day_is_a_second_file(desk: Desk) -> None:
    for value in ("68", "69", "70"):
        assert desk.okr("checkin", f"completion={value}").code == 0
    assert [path for path in desk.files() if "2026-08-20" in path] == [
        f"{FOLDER}/2026-08-20-payments-ana-2.yaml",
        f"{FOLDER}/2026-08-20-payments-ana-3.yaml",
        MINE,
    ]
    assert "70 → 75%" in desk.okr("status").out
    assert desk.okr("lint").code == 0


def test_a_dry_run_shows_the_file_and_writes_nothing(desk: Desk) -> None:
    files, head = desk.files(), desk.git("rev-parse", "HEAD")
    ran = desk.okr("checkin", "completion=68", "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"would write {MINE}\n"
        "\n"
        "  date: 2026-08-20\n"
        "  by: ana\n"
        "  results:\n"
        "    checkout-trust/completion: 68\n"
        "\n"
        "  checkout-trust/completion  68 → 75% · progress 0.39 → 0.50 · on track\n"
    )
    assert (desk.files(), desk.git("rev-parse", "HEAD")) == (files, head)


def test_without_a_commit_the_file_is_left_to_its_author(desk: Desk) -> None:
    ran = desk.okr("checkin", "completion=68", "--no-commit")
    assert ran.out.splitlines()[0] == f"wrote {MINE}"
    assert desk.git("status", "--porcelain") == f"?? {MINE}"


def test_the_work_of_others_stays_as_it_is(desk: Desk) -> None:
    desk.write("staged.txt", "staged\n")
    desk.git("add", "staged.txt")
    desk.write("okrs/2026-Q3/platform.yaml", FILES["okrs/2026-Q3/platform.yaml"] + "# changed\n")
    desk.write("untracked.txt", "mine\n")
    before = desk.git("status", "--porcelain"), desk.git("diff"), desk.git("diff", "--cached")
    assert desk.okr("checkin", "completion=68").code == 0
    assert (desk.git("status", "--porcelain"), desk.git("diff"), desk.git("diff", "--cached")) == before


def test_a_hook_that_refuses_leaves_nothing_behind(desk: Desk) -> None:
    hook = desk.write(".git/hooks/pre-commit", "#!/bin/sh\necho '::error::no' >&2\nexit 1\n")
    hook.chmod(0o755)
    files = desk.files()
    ran = desk.okr("checkin", "completion=68")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: ")
    assert "::error::no" in ran.err
    assert (desk.files(), desk.git("status", "--porcelain")) == (files, "")


def test_json_says_what_was_written_and_what_it_changed(desk: Desk) -> None:
    data = desk.okr("checkin", "completion=68", "--format", "json").data
    assert (data["command"], data["path"], data["written"]) == ("checkin", MINE, True)
    assert data["commit"] == desk.git("rev-parse", "HEAD")
    assert data["text"] == desk.read(MINE)
    (result,) = data["results"]
    assert result["address"] == "payments/checkout-trust/completion"
    assert (result["score"]["value"], result["score"]["progress"]) == (68, 0.5)
    assert round(result["progress_before"], 2) == 0.39


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["completion"], "'completion' is not of the form GOAL=VALUE\nhelp: like completion=63.5"),
        (["completion="], "'completion=' is not of the form GOAL=VALUE\nhelp: like completion=63.5"),
        (["completion=abc"], "'abc' is not a number\nhelp: type it like 63.5, 63,5 %, 1.2k, +3 or ="),
        (["completion=1,000"], "'1,000' can be read in two ways\nhelp: type 1000 or 1.000"),
        (["completion=1", "checkout-trust/completion=2"], "payments/checkout-trust/completion is said twice\nhelp: say it once"),
        (["refunds=+1"], "'+1' needs an earlier value, and there is none\nhelp: type the number itself"),
        (["audit=begun"], "checkout-trust/audit is a milestone, 'begun' no step of it\nhelp: one or more of: done, scoping, report"),
        (["reasons=maybe"], "why-carts/reasons is a question, 'maybe' no answer\nhelp: one of: answered, partly, open"),
        (["why-carts=4"], "payments/why-carts is an objective; a check-in speaks of key results\nhelp: one of: why-carts/reasons, why-carts/price"),
        (["platform=4"], "platform is a team; a check-in speaks of key results\nhelp: one of: fast-builds/queue, fast-builds/cost"),
        (["completoin=4"], "no goal 'completoin' in 2026-Q3\nhelp: did you mean 'completion'?"),
        (["completion=64", "queue=30"], "a check-in is one team's, and these are of payments and platform\nhelp: make one for each team"),
        (["-c", "checkout-trust=1.5"], "'1.5' is no confidence\nhelp: it is a probability from 0 to 1"),
        (["completion=64", "--by", "bne"], "nobody here is called 'bne'\nhelp: did you mean 'ben'?"),
        (["completion=64", "--by", "zoe"], "nobody here is called 'zoe'\nhelp: add the person to the `members` of a team in okr.yaml"),
        (["completion=64", "--date", "2026-08-21"], "2026-08-21 is in the future\nhelp: a check-in says what is, not what will be"),
        (["completion=64", "--date", "2026-06-30", "--cycle", "2026-Q3"], "2026-06-30 is before 2026-Q3 begins\nhelp: it begins on 2026-07-01; --cycle names another"),
        (["completion=64", "--date", "yesterday"], "'yesterday' is not a date\nhelp: write it as YYYY-MM-DD"),
        (["-i", "Apple Pay is down"], "there is nothing to check in\nhelp: say values like `okr checkin completion=63.5 trust/disputes=0.3`"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_nothing_written(desk: Desk, arguments: list[str], error: str) -> None:
    files, head = desk.files(), desk.git("rev-parse", "HEAD")
    ran = desk.okr("checkin", *arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {error}\n")
    assert (desk.files(), desk.git("rev-parse", "HEAD")) == (files, head)


def test_who_speaks_is_the_person_that_git_knows(desk: Desk) -> None:
    ben = {"GIT_AUTHOR_NAME": "Ben van Dam", "GIT_COMMITTER_NAME": "Ben van Dam"}
    assert desk.okr("checkin", "completion=68", **ben).code == 0
    assert f"{FOLDER}/2026-08-20-payments-ben.yaml" in desk.files()
    assert desk.okr("checkin", "completion=69", OKR_ME="ana", **ben).code == 0
    assert MINE in desk.files()
    stranger = desk.okr("checkin", "completion=70", GIT_AUTHOR_NAME="Zoe", GIT_AUTHOR_EMAIL="zoe@example.org")
    assert (stranger.code, stranger.err) == (
        2,
        "error: who are you?\nhelp: say --by with one of: ana, ben, kim, mia\n",
    )


def test_values_may_be_told_some_days_later(desk: Desk) -> None:
    ran = desk.okr("checkin", "completion=70", OKR_TODAY="2026-10-02")
    assert ran.code == 0
    assert ran.err == "note: no goals in 2026-Q4; this is 2026-Q3, the newest cycle that has some\n"
    assert f"{FOLDER}/2026-10-02-payments-ana.yaml" in desk.files()
    assert desk.okr("checkin", "completion=64", "--date", "2026-08-19").code == 0
    assert f"{FOLDER}/2026-08-19-payments-ana.yaml" in desk.files()


def test_a_folder_without_git_keeps_checkins_without_commits(desk: Desk) -> None:
    shutil.rmtree(desk.folder / ".git")
    ran = desk.okr("checkin", "completion=68")
    assert (ran.code, ran.out) == (2, "")
    assert "--no-commit" in ran.err
    assert desk.okr("checkin", "completion=68", "--no-commit", "--by", "ana").code == 0
    assert desk.read(MINE).endswith("completion: 68\n")


def test_one_unreadable_file_does_not_stop_a_checkin(desk: Desk) -> None:
    desk.write("okrs/2026-Q3/platform.yaml", "team: [\n")
    assert desk.okr("checkin", "completion=68").code == 0
