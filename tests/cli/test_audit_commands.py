"""okr score --as-committed, verify, seal: what git proves, and what editing bought."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from desk import FILES, Desk, committed_on

GOALS = "okrs/2026-Q3/payments.yaml"
PLATFORM = "okrs/2026-Q3/platform.yaml"
LOWER = FILES[GOALS].replace("target: 75", "target: 70").replace("to 75%", "to 70%")


@pytest.fixture
def begun(desk: Desk) -> Desk:
    """The workspace, committed before its goals were locked."""
    committed_on(desk, "2026-07-01")
    return desk


def commit(desk: Desk, day: str = "2026-08-01", message: str = "a change") -> None:
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--message", message)
    committed_on(desk, day)


def test_both_scores_and_what_editing_bought(begun: Desk) -> None:
    begun.write(GOALS, LOWER)
    commit(begun)
    ran = begun.okr("score", "checkout-trust", "--as-committed")
    assert (ran.code, ran.err) == (0, "")
    head, summary, _, *rows = ran.out.splitlines()
    assert head == "2026-Q3 · as of 2026-08-20 · goals committed on 2026-07-15"
    assert summary == "score 0.43 now, 0.32 as committed: editing bought +0.11"
    assert [row.split() for row in rows[:4]] == [
        ["goal", "as", "committed", "now", "bought"],
        ["payments/checkout-trust", "0.32", "0.43", "+0.11"],
        ["payments/checkout-trust/completion", "0.39", "0.61", "+0.22", "changed", "without", "an", "amendment"],
        ["payments/checkout-trust/disputes", "1.00", "1.00"],
    ]
    assert f"payments: the goals of {begun.git('rev-parse', '--short=7', 'HEAD~1')}" in ran.out


def test_what_was_dropped_stays_in_the_average_until_it_is_decided(begun: Desk) -> None:
    text = FILES[GOALS]
    begun.write(GOALS, text.replace(text[text.index("      audit:") : text.index("      refunds:")], ""))
    commit(begun)
    data = begun.okr("score", "checkout-trust", "--as-committed", "--format", "json").data["result"]
    fates = {row["address"]: row["fate"] for row in data["rows"]}
    assert fates["payments/checkout-trust/audit"] == "dropped"
    assert data["bought"] == pytest.approx(data["now"]["mean"] - data["committed"]["mean"], abs=1e-6)
    assert data["bought"] > 0
    begun.write(
        "okrs/2026-Q3/reviews/payments.yaml",
        "date: 2026-08-20\nby: ana\nobjectives:\n  checkout-trust: {decision: modify}\n",
    )
    data = begun.okr("score", "checkout-trust", "--as-committed", "--format", "json").data["result"]
    fates = {row["address"]: row["fate"] for row in data["rows"]}
    assert (fates["payments/checkout-trust/audit"], data["bought"]) == ("decided", 0)
    assert begun.okr("lint", "--history").code == 0


def test_what_came_later_does_not_count_as_committed(begun: Desk) -> None:
    easy = "      easy: {title: Raise it from 1 to 2, metric: it, unit: pieces, baseline: 1, target: 2}\n"
    text = FILES[GOALS]
    begun.write(GOALS, text.replace("  why-carts:", f"{easy}  why-carts:"))
    begun.write("okrs/2026-Q3/checkins/2026-08-19-payments-ana.yaml", (
        "date: 2026-08-19\nby: ana\nresults: {checkout-trust/easy: 2}\n"
    ))  # fmt: skip
    commit(begun)
    ran = begun.okr("report", "--team", "payments")
    assert "  payments/checkout-trust/easy added since: 1.00 now\n" in ran.out
    assert "as committed: editing bought +0." in ran.out


def test_the_report_says_what_happened_to_the_plan(begun: Desk) -> None:
    assert "as committed" not in begun.okr("report").out
    begun.okr(
        "amend", "completion", "--target", "70", "--title", "Raise checkout completion from 61% to 70%", "-r", "x"
    )
    begun.write(PLATFORM, FILES[PLATFORM].replace("target: 20", "target: 30").replace("to 20 s", "to 30 s"))
    lines = begun.okr("report").out.splitlines()
    assert "  2 weaker; score 0.43 now, 0.32 as committed: editing bought +0.11" in lines
    assert "  platform/fast-builds/queue changed without an amendment" in lines
    whole = " ".join(" ".join(lines).split())
    assert "completion amended, title, target 75 → 70%: 0.61 now, 0.39 as committed — “x” (" in whole
    data = begun.okr("report", "--format", "json").data["result"]["committed"]
    assert data["locked"] == "2026-07-15"
    assert data["edits"] == {"weaker": 2, "stronger": 0, "other": 0}


def test_what_was_dropped_is_said_with_its_score(begun: Desk) -> None:
    text = FILES[GOALS]
    begun.write(GOALS, text.replace(text[text.index("      audit:") : text.index("      refunds:")], ""))
    commit(begun)
    out = " ".join(begun.okr("report").out.split())
    assert "1 dropped; score 0.39 now, 0.32 as committed: editing bought +0.07 payments/" in out
    assert "payments/checkout-trust/audit dropped without a decision, still counts: 0.25 as committed" in out


def test_a_report_of_a_past_day_knows_the_plan_of_its_commit(begun: Desk) -> None:
    begun.write(GOALS, LOWER)
    commit(begun)
    begun.write(GOALS, FILES[GOALS])
    commit(begun, "2026-08-18")
    past = begun.okr("report", "--at", "HEAD~1", "--as-of", "2026-08-17").out
    assert "as committed: editing bought +0.11" in past
    assert "as committed" not in begun.okr("report").out
    for day in ("2026-08-01", "2026-08-20"):
        assert ("as committed" in begun.okr("report", "--at", day).out) is (day == "2026-08-01")


def test_without_git_the_report_still_knows_its_amendments(begun: Desk) -> None:
    begun.okr("amend", "completion", "--target", "70", "-r", "x")
    shutil.rmtree(begun.folder / ".git")
    out = " ".join(begun.okr("report").out.split())
    assert "1 weaker by what amendments say, not by history; score 0.43 now, 0.32 as committed" in out
    assert "completion amended, target 75 → 70%: 0.61 now, 0.39 as committed — “x” (" in out
    ran = begun.okr("score", "--as-committed")
    assert (ran.code, ran.err.startswith("error: ")) == (2, True)


def test_before_the_lock_there_is_one_score(begun: Desk) -> None:
    ran = begun.okr("score", "--as-committed", "--as-of", "2026-07-14")
    assert (ran.code, ran.err.partition("\n")[0]) == (
        2,
        "error: the goals of 2026-Q3 are not committed before 2026-07-15",
    )


def test_a_shallow_clone_is_told_to_fetch(begun: Desk) -> None:
    begun.write(GOALS, LOWER)
    commit(begun)
    begun.git("clone", "--quiet", "--depth=1", f"file://{begun.folder}", "../shallow")
    shallow = Desk(begun.folder.parent / "shallow")
    for command in (("lint", "--history"), ("score", "--as-committed")):
        ran = shallow.okr(*command)
        assert (ran.code, ran.err.splitlines()) == (2, [
            "error: this clone is too shallow to know the goals of 2026-Q3 as they were committed",
            "help: git fetch --unshallow (in CI: actions/checkout with fetch-depth: 0)",
        ])  # fmt: skip
    assert shallow.okr("report").code == 0
    ran = shallow.okr("verify")
    assert (ran.code, ran.err) == (2, "")
    assert ran.out.startswith("unknown  complete")


def test_lint_says_what_a_pull_request_did(begun: Desk) -> None:
    begun.write(GOALS, LOWER)
    commit(begun)
    begun.git("switch", "--quiet", "-c", "side")
    begun.write(PLATFORM, FILES[PLATFORM].replace("baseline: 120", "baseline: 130").replace("from 120", "from 130"))
    commit(begun, "2026-08-02")
    both = begun.okr("lint", "--history", "--format", "json").data["results"]
    assert sorted(one["code"] for one in both) == ["OKR601", "OKR603"]
    (found,) = begun.okr("lint", "--history", "--base", "main", "--format", "json").data["results"]
    assert found["message"] == "'queue': baseline went from 120 to 130 without an amendment"
    (same,) = begun.okr("lint", "--base", "main", "--format", "json").data["results"]
    assert same == found
    assert begun.okr("lint").code == 0


def test_a_pull_request_in_a_clone_that_is_not_whole_is_linted_as_far_as_git_knows(begun: Desk) -> None:
    begun.write(GOALS, LOWER)
    commit(begun)
    begun.git("clone", "--quiet", "--depth=1", f"file://{begun.folder}", "../shallow")
    shallow = Desk(begun.folder.parent / "shallow")
    ran = shallow.okr("lint", "--base", "HEAD")
    assert ran.code == 0
    assert ran.err.splitlines()[0] == (
        "note: what changed in silence is not known: this clone is too shallow to know the goals of 2026-Q3 as they"
        " were committed; git fetch --unshallow (in CI: actions/checkout with fetch-depth: 0)"
    )


def proofs(desk: Desk, *arguments: str) -> dict[str, str]:
    return {one["name"]: one["proof"] for one in desk.okr("verify", *arguments, "--format", "json").data["results"]}


def test_a_sound_history_holds(begun: Desk) -> None:
    ran = begun.okr("verify")
    assert (ran.code, ran.err) == (0, "")
    assert proofs(begun) == {
        "complete": "holds", "substitutes": "holds", "dates": "holds", "persons": "note", "goals": "holds",
        "drops": "holds", "check-ins": "note",
    }  # fmt: skip


def test_what_was_done_behind_the_plan_fails(begun: Desk) -> None:
    begun.write(GOALS, LOWER)
    assert begun.okr("verify").code == 0, "what is not committed is no history"
    commit(begun)
    assert begun.okr("verify").code == 1
    assert proofs(begun)["goals"] == "fails"


def test_a_history_that_was_rewritten_lacks_the_noted_commit(begun: Desk) -> None:
    noted = begun.git("rev-parse", "HEAD")
    begun.git("update-ref", "refs/okr/seen", noted)
    begun.write("more", "x")
    commit(begun)
    assert proofs(begun, "--since-commit", noted)["noted"] == "holds"
    begun.git("reset", "--quiet", "--soft", "HEAD~1")
    begun.git("commit", "--quiet", "--amend", "--message", "another")
    for name in (noted, noted[:10], "refs/okr/seen"):
        ran = begun.okr("verify", "--since-commit", name, COLUMNS="200")
        assert (ran.code, f"{name} is no part of this history any more: it was rewritten" in ran.out) == (1, True)
    ran = begun.okr("verify", "--since-commit", "--output=x\x1b")
    assert (ran.code, "\x1b" in ran.said) == (1, False)
    assert not (begun.folder / "x").exists()


def test_substitutes_are_named_and_do_not_deceive(begun: Desk) -> None:
    begun.write(GOALS, LOWER)
    commit(begun)
    begun.git("replace", "HEAD~1", "HEAD")
    assert proofs(begun)["substitutes"] == "fails"
    begun.git("replace", "--delete", begun.git("rev-parse", "HEAD~1"))
    begun.write(".git/info/grafts", begun.git("rev-parse", "HEAD") + "\n")
    found = proofs(begun)
    assert (found["substitutes"], found["goals"]) == ("fails", "fails")


def test_dates_that_cannot_be_are_noted(begun: Desk) -> None:
    begun.write("okr.yaml", FILES["okr.yaml"] + "# x\n")
    commit(begun, "2026-06-01")
    ran = begun.okr("verify")
    assert (ran.code, proofs(begun)["dates"]) == (0, "note")


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")
def test_signatures_are_required_where_somebody_asks(begun: Desk) -> None:
    assert proofs(begun, "--require-signatures")["signatures"] == "fails"
    key = begun.folder.parent / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    public = key.with_suffix(".pub").read_text()
    allowed = begun.folder.parent / "allowed"
    allowed.write_text(f"ana@example.org {public}")
    for name, value in (
        ("gpg.format", "ssh"),
        ("user.signingKey", str(key)),
        ("commit.gpgSign", "true"),
        ("gpg.ssh.allowedSignersFile", str(allowed)),
    ):
        begun.git("config", name, value)
    committed_on(begun, "2026-07-01")
    assert proofs(begun, "--require-signatures")["signatures"] == "holds"
    assert begun.okr("seal", "2026-Q3", OKR_TODAY="2026-10-05").code == 0
    assert "BEGIN SSH SIGNATURE" in begun.git("cat-file", "tag", "okr/2026-Q3")
    assert begun.okr("verify", "--require-signatures", OKR_TODAY="2026-10-06").code == 0
    begun.git("config", "gpg.ssh.allowedSignersFile", "/dev/null")
    ran = begun.okr("verify", "--require-signatures", OKR_TODAY="2026-10-06")
    assert ran.code == 1
    assert "the tag okr/2026-Q3 has no good signature" in ran.out


def test_a_seal_is_a_tag_that_can_be_computed_again(begun: Desk) -> None:
    ran = begun.okr("seal", "2026-Q3", OKR_TODAY="2026-10-05")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"tagged {begun.git('rev-parse', '--short=7', 'HEAD')} as okr/2026-Q3\n  goals      ")
    message = begun.git("tag", "--list", "--format=%(contents)", "okr/2026-Q3")
    assert message.startswith("okr: 2026-Q3 as it was closed\n\nseal: okr-seal-1\ncycle: 2026-Q3\nas-of: 2026-10-05\n")
    assert "Apple Pay" not in message
    assert proofs(begun)["seal 2026-Q3"] == "holds"
    begun.write(
        GOALS, "# a comment and another order\n" + FILES[GOALS].replace("baseline: 61", 'baseline: 61.0   # "x"')
    )
    commit(begun)
    assert proofs(begun)["seal 2026-Q3"] == "holds"
    begun.write(GOALS, LOWER)
    commit(begun)
    ran = begun.okr("verify")
    assert (ran.code, "fails    seal 2026-Q3  goals and scores changed since it was sealed" in ran.out) == (1, True)
    again = begun.okr("seal", "2026-Q3", OKR_TODAY="2026-10-06")
    assert (again.code, again.err.partition("\n")[0]) == (2, "error: 2026-Q3 is sealed already")


def test_a_seal_that_was_moved_or_forged_fails(begun: Desk) -> None:
    begun.okr("seal", "2026-Q3", OKR_TODAY="2026-10-05")
    message = begun.git("tag", "--list", "--format=%(contents)", "okr/2026-Q3")
    begun.write(GOALS, LOWER)
    commit(begun)
    begun.git("tag", "--force", "--annotate", "--cleanup=verbatim", f"--message={message}", "okr/2026-Q3")
    ran = begun.okr("verify")
    assert (ran.code, "the sealed commit has other goals and scores than the seal says" in ran.out) == (1, True)
    begun.git("tag", "--force", "okr/2026-Q3")
    assert proofs(begun)["seal 2026-Q3"] == "unknown"
    assert begun.okr("verify").code == 1


@pytest.mark.parametrize(
    ("prepare", "day", "said"),
    [
        (None, "2026-09-30", "2026-Q3 is not over before 2026-09-30"),
        ("dirty", "2026-10-05", "not everything of 2026-Q3 is committed"),
        ("broken", "2026-10-05", "okrs/2026-Q3/payments.yaml has problems of its own"),
        ("merging", "2026-10-05", "a merge is under way in this repository"),
    ],
)
def test_what_cannot_be_sealed_is_said(begun: Desk, prepare: str | None, day: str, said: str) -> None:
    if prepare in {"dirty", "broken"}:
        begun.write(GOALS, "team: [" if prepare == "broken" else LOWER)
    if prepare == "broken":
        commit(begun)
    if prepare == "merging":
        begun.write(".git/MERGE_HEAD", begun.git("rev-parse", "HEAD"))
    ran = begun.okr("seal", "2026-Q3", OKR_TODAY=day)
    assert (ran.code, ran.err.partition("\n")[0]) == (2, f"error: {said}")
    assert begun.git("tag") == ""


def test_a_dry_run_seals_nothing(begun: Desk) -> None:
    data = begun.okr("seal", "2026-Q3", "--dry-run", "--format", "json", OKR_TODAY="2026-10-05").data
    assert (data["tag"], data["written"], begun.git("tag")) == ("okr/2026-Q3", False, "")


def test_before_the_first_commit(empty: Desk) -> None:
    for path, text in FILES.items():
        empty.write(path, text)
    empty.git("init", "--quiet")
    assert empty.okr("verify").err == (
        "error: there is no commit yet\nhelp: commit the goals first: only history can be verified\n"
    )
    assert empty.okr("seal", "2026-Q3").code == 2
    assert empty.okr("lint", "--history").code == 0
    assert "as committed" not in empty.okr("report").out
    assert empty.okr("score", "--as-committed").err.startswith("error: no goals of 2026-Q3 are in git's history yet\n")


def test_hostile_names_are_shown_by_their_numbers(begun: Desk) -> None:
    begun.git("config", "user.name", "x")
    begun.write(GOALS, LOWER)
    begun.git("add", "--all")
    command = ["git", "commit", "--quiet", "--message", "x"]
    hostile = begun.environment(GIT_AUTHOR_NAME="Eve\x1b[31m\u202e::error::", GIT_COMMITTER_DATE="2026-08-01T12:00:00Z")
    subprocess.run(command, cwd=begun.folder, env=hostile, check=True)
    for arguments in (("lint", "--history"), ("verify",), ("lint", "--history", "--format", "json")):
        ran = begun.okr(*arguments)
        assert "\x1b" not in ran.said
        assert "\u202e" not in ran.said
        assert not any(line.lstrip().startswith("::") for line in ran.said.splitlines())


def test_a_file_that_cannot_be_read_now_is_neither_dropped_nor_bought(begun: Desk) -> None:
    begun.write(GOALS, "team: [")
    found = begun.okr("lint", "--history", "--format", "json").data["results"]
    assert {one["code"][:4] for one in found} == {"OKR0"}
    data = begun.okr("score", "--as-committed", "--format", "json").data["result"]
    assert (data["now"], {row["address"].partition("/")[0] for row in data["rows"]}) == (
        data["committed"],
        {"platform"},
    )


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "junit", "github", "gitlab", "markdown"])
def test_a_finding_about_a_file_that_is_gone_has_every_form(begun: Desk, form: str) -> None:
    (begun.folder / "okrs/2026-Q3/checkins/2026-08-17-payments-ana.yaml").unlink()
    ran = begun.okr("lint", "--history", "--format", form)
    assert ran.code == 1
    assert "this check-in was deleted after it was published" in ran.out
