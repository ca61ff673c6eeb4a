"""okr log, blame and show, and --at: what git knows of goals, and what it cannot know."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from desk import FILES, Desk

if TYPE_CHECKING:
    from pathlib import Path

PAYMENTS = "okrs/2026-Q3/payments.yaml"
CHECKIN = "okrs/2026-Q3/checkins/2026-08-17-payments-ana.yaml"


def commit(desk: Desk, old: str, new: str, *, by: str = "Ana Lind", on: str, committed: str = "") -> str:
    """Change the goals of payments, and commit that as somebody on some day."""
    text = desk.read(PAYMENTS)
    assert old in text
    desk.write(PAYMENTS, text.replace(old, new, 1))
    desk.git("add", "--all")
    who = {"GIT_AUTHOR_NAME": by, "GIT_AUTHOR_EMAIL": f"{by.split(maxsplit=1)[0].lower()}@example.org"}
    when = {"GIT_AUTHOR_DATE": f"{on}T12:00:00Z", "GIT_COMMITTER_DATE": f"{committed or on}T12:00:00Z"}
    subprocess.run(
        ["git", "commit", "--quiet", "--allow-empty", "-m", "change"],
        cwd=desk.folder, env=desk.environment(**who, **when), check=True,
    )  # fmt: skip
    return desk.git("rev-parse", "HEAD")


@pytest.fixture
def told(tmp_path: Path) -> Desk:
    """Goals of July, a check-in, a target that fell in August, an owner who changed."""
    made = Desk(tmp_path / "desk")
    for path, text in FILES.items():
        if path != CHECKIN:
            made.write(path, text)
    made.git("init", "--quiet", "--initial-branch=main")
    commit(made, "team", "team", on="2026-07-01")
    made.write(CHECKIN, FILES[CHECKIN])
    commit(made, "team", "team", by="Ben Roth", on="2026-08-18")
    commit(made, "target: 75", "target: 70", by="Dana Fox", on="2026-08-19", committed="2026-08-25")
    commit(made, "owner: ana", "owner: ben", on="2026-08-26")
    return made


def kinds(desk: Desk, *arguments: str) -> list[str]:
    return [event["kind"] for event in desk.okr("log", *arguments, "--format", "json").data["results"]]


def test_a_goal_has_its_own_log(told: Desk) -> None:
    lines = told.okr("log", "completion").out.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("2026-08-19  w8 ")
    assert lines[0].endswith("payments/checkout-trust/completion  target 75 → 70  WEAKER  (committed 2026-08-25)")
    assert "check-in added: checkout-trust/completion 66.5" in lines[1]
    assert "2026-08-17  w7 " in lines[1]
    assert "key result added" in lines[2]
    assert told.okr("log", "completion") == told.okr("log", "2026-Q3:payments/checkout-trust/completion")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("--weaker", ["target"]),
        ("--author dana", ["target"]),
        ("--author BEN@EXAMPLE", ["check-in-added"]),
        ("--since 2026-08-18", ["target", "owner"]),
        ("--since 2026-08-17 --until 2026-08-18", ["check-in-added"]),
        ("--kind check-in", ["check-in-added"]),
        ("--kind owner,target", ["target", "owner"]),
        ("--kind owner --kind target", ["target", "owner"]),
        ("--kind review", []),
        ("--cycle 2026-Q2", []),
        ("--cycle 2026-Q3 --weaker", ["target"]),
        ("completion --kind goal", ["key-result-added", "target"]),
    ],
)
def test_a_log_can_be_asked_for_less(told: Desk, arguments: str, expected: list[str]) -> None:
    assert kinds(told, *arguments.split()) == expected


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--kind ownr", "'ownr' is no kind of event\nhelp: did you mean 'owner'?"),
        ("--since august", "'august' is not a date"),
        ("completoin", "no goal 'completoin' in 2026-Q3"),
    ],
)
def test_a_log_that_nobody_can_mean_is_refused(told: Desk, arguments: str, said: str) -> None:
    ran = told.okr("log", *arguments.split())
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_every_format_tells_the_same(told: Desk) -> None:
    events = told.okr("log", "--format", "json").data["results"]
    assert [json.loads(line) for line in told.okr("log", "--format", "jsonl").out.splitlines()] == events
    rows = list(csv.DictReader(io.StringIO(told.okr("log", "--format", "csv").out)))
    assert [(row["kind"], row["commit"], row["author"], row["week"]) for row in rows] == [
        (event["kind"], event["commit"], event["author"], str(event["week"])) for event in events
    ]
    table = told.okr("log", "--format", "markdown").out.splitlines()
    assert len(table) == len(events) + 2
    assert (
        "| 2026-08-19 | 8 | `payments/checkout-trust/completion` | target 75 → 70 | **weaker** | Dana Fox |" in table[3]
    )


def test_a_spreadsheet_takes_no_name_for_a_formula(told: Desk) -> None:
    commit(told, "owner: ben", 'owner: "=HYPERLINK(1)"', by="=cmd|x", on="2026-08-27")
    row = list(csv.DictReader(io.StringIO(told.okr("log", "--format", "csv").out)))[-1]
    assert row["author"] == "'=cmd|x"


def test_blame_says_who_set_what(told: Desk) -> None:
    fields = told.okr("blame", "completion", "--format", "json").data["result"]["fields"]
    assert {name: field["set_by"]["author"] for name, field in fields.items()} == {
        **dict.fromkeys(("title", "metric", "unit", "baseline"), "Ana Lind"),
        "target": "Dana Fox",
    }
    assert (fields["target"]["value"], fields["target"]["set_by"]["before"]) == (70, 75)
    line = next(line for line in told.okr("blame", "completion").out.splitlines() if line.startswith("target"))
    assert line.split()[:3] == ["target", "70%", "2026-08-19"]
    assert line.endswith("Dana Fox  from 75  WEAKER, week 8")
    assert "owner" in told.okr("blame", "checkout-trust").out


def test_blame_wants_a_goal_that_is_committed(told: Desk) -> None:
    assert "payments is a team" in told.okr("blame", "payments").err
    told.write("okrs/2026-Q3/company.yaml", "team: company\nobjectives: {grow: {title: We grow, key_results: {}}}\n")
    ran = told.okr("blame", "grow")
    assert ran.code == 2
    assert "2026-Q3:company/grow is not committed yet" in ran.err


def test_a_goal_is_shown_as_it_is_and_as_it_was(told: Desk) -> None:
    now = told.okr("show", "completion").out
    assert now.splitlines()[0] == "2026-Q3:payments/checkout-trust/completion"
    assert "  target    70%" in now
    assert "2026-08-17  ana  66.5" in now
    ran = told.okr("show", "completion", "--at", "2026-08-24")
    assert "  target    75%" in ran.out
    assert ran.err == f"at {told.git('rev-parse', 'HEAD~2')}, 2026-08-24\n"
    assert told.okr("show", "completion", "--at", "HEAD~3", "--format", "json").data["result"]["checkins"] == []


@pytest.mark.parametrize(
    "command", ["report", "score", "tree", "report --format json", "score --format json", "tree --format json"]
)
def test_a_commit_gives_the_same_for_ever(told: Desk, command: str) -> None:
    then = told.git("rev-parse", "HEAD~2")
    before = told.okr(*command.split(), "--at", then)
    commit(told, "target: 70", "target: 62", on="2026-08-28")
    told.write(PAYMENTS, "broken: [")
    after = told.okr(*command.split(), "--at", then, OKR_TODAY="2027-03-01")
    assert before == after
    assert before.code == 0
    assert before.err == f"at {then}, 2026-08-18\n"


def test_a_day_is_that_of_the_files_and_of_the_figures(told: Desk) -> None:
    early, late = (
        told.okr("score", "completion", "--at", day, "--format", "json") for day in ("2026-07-02", "2026-08-26")
    )
    assert "no data" in told.okr("score", "completion", "--at", "2026-07-02").out
    assert early.data != late.data
    assert late.data["result"]["as_of"] == "2026-08-26"


@pytest.mark.parametrize(
    ("at", "said"),
    [("2026-06-30", "on 2026-06-30 there was no commit yet"), ("nowhere", "git knows no revision 'nowhere'")],
)
def test_a_time_without_goals_is_said(told: Desk, at: str, said: str) -> None:
    ran = told.okr("report", "--at", at)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_past_state_is_that_of_the_folder_that_is_named(told: Desk, tmp_path: Path) -> None:
    """What is begun before the command line is read is of the folder we are in."""
    other = Desk(tmp_path / "elsewhere")
    others = [
        other.okr("-C", told.folder, "score", "--at", "HEAD"),
        other.okr("-C", told.folder, "diff", "HEAD~1", "HEAD"),
    ]
    assert others == [told.okr("score", "--at", "HEAD"), told.okr("diff", "HEAD~1", "HEAD")]
    assert other.okr("score", "--at", "HEAD").code == 2
    assert told.okr("score", "--at=HEAD") == told.okr("score", "--at", "HEAD")


def test_lint_finds_what_was_wrong_then(told: Desk) -> None:
    commit(told, "target: 70", "target: 61", on="2026-08-28")
    now, then = (told.okr("lint", "--format", "json", *at) for at in ((), ("--at", "HEAD~1")))
    assert "baseline-equals-target" in {found["name"] for found in now.data["results"]}
    assert "baseline-equals-target" not in {found["name"] for found in then.data["results"]}
    assert then.err == f"at {told.git('rev-parse', 'HEAD~1')}, 2026-08-26\n"
    ran = told.okr("lint", "--fix", "--at", "HEAD~1")
    assert (ran.code, ran.out) == (2, "")
    assert "nothing else can be done there" in ran.err


class TestClones:
    def clone(self, told: Desk, to: Path, *options: str) -> Desk:
        made = Desk(to / "clone")
        url = f"file://{told.folder}"
        told.git("config", "uploadpack.allowFilter", "true")
        subprocess.run(["git", "clone", "-q", *options, url, str(made.folder)], check=True, env=told.environment())
        return made

    def test_a_shallow_clone_ends_with_2_and_the_cure(self, told: Desk, tmp_path: Path) -> None:
        clone = self.clone(told, tmp_path, "--depth=2")
        for command in (["log"], ["log", "completion"], ["blame", "completion"]):
            ran = clone.okr(*command)
            assert ran.code == 2
            assert "or earlier: the clone ends here" in ran.out
            assert "git fetch --unshallow" in ran.err
            form = clone.okr(*command, "--format", "json")
            assert (form.code, form.data["complete"]) == (2, False)
        assert not (clone.folder / ".git/okr").exists()
        for at in ("2026-07-05", "HEAD~2"):
            ran = clone.okr("report", "--at", at)
            assert (ran.code, ran.out) == (2, "")
            assert "git fetch --unshallow" in ran.err

    def test_what_a_shallow_clone_knows_for_sure_it_says(self, told: Desk, tmp_path: Path) -> None:
        clone = self.clone(told, tmp_path, "--depth=2")
        assert clone.okr("log", "--since", "2026-08-26").code == 0
        assert clone.okr("report", "--at", "HEAD").code == 0
        clone.git("fetch", "--quiet", "--unshallow")
        assert clone.okr("log") == told.okr("log")

    def test_a_partial_clone_never_says_less(self, told: Desk, tmp_path: Path) -> None:
        clone = self.clone(told, tmp_path, "--filter=blob:none", "--no-checkout")
        clone.git("config", "remote.origin.url", str(tmp_path / "gone"))
        for path, text in FILES.items():
            clone.write(path, text)
        for command in (
            ["log"],
            ["log", "completion"],
            ["blame", "completion"],
            ["report", "--at", "HEAD~1"],
            ["diff", "HEAD"],
        ):
            ran = clone.okr(*command)
            assert (ran.code, ran.out) == (2, ""), command
            assert ran.err.startswith("error: "), command

    def test_a_worktree_tells_of_its_own_branch(self, told: Desk, tmp_path: Path) -> None:
        told.git("worktree", "add", "--quiet", str(tmp_path / "beside"), "HEAD~2")
        beside = Desk(tmp_path / "beside")
        assert kinds(beside, "completion") == ["key-result-added", "check-in-added"]
        assert kinds(told, "completion") == ["key-result-added", "check-in-added", "target"]
        assert kinds(beside, "completion") == ["key-result-added", "check-in-added"]

    def test_a_sparse_checkout_has_a_whole_history(self, told: Desk, tmp_path: Path) -> None:
        clone = self.clone(told, tmp_path, "--sparse")
        clone.git("sparse-checkout", "set", "--no-cone", "/okr.yaml", PAYMENTS)
        assert not (clone.folder / "okrs/2026-Q3/platform.yaml").exists()
        assert clone.okr("log") == told.okr("log")
        assert clone.okr("report", "--at", "HEAD").out == told.okr("report", "--at", "HEAD").out

    def test_a_submodule_tells_its_own_history_and_its_host_none(self, told: Desk, tmp_path: Path) -> None:
        host = Desk(tmp_path / "host")
        host.git("init", "--quiet", "--initial-branch=main")
        host.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(told.folder), "goals")
        host.git("commit", "--quiet", "-m", "goals")
        assert Desk(host.folder / "goals").okr("log") == told.okr("log")
        (tmp_path / "hollow").mkdir()
        hollow = Desk(tmp_path / "hollow" / "host")
        hollow.write("okr.yaml", FILES["okr.yaml"])
        hollow.git("init", "--quiet", "--initial-branch=main")
        hollow.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(told.folder), "okrs")
        hollow.git("add", "--all")
        hollow.git("commit", "--quiet", "-m", "goals")
        for command in (["log"], ["report", "--at", "HEAD"], ["diff", "HEAD"]):
            ran = hollow.okr(*command)
            assert (ran.code, ran.out) == (2, ""), command
            assert "okrs is a submodule: its history is in a repository of its own" in ran.err

    def test_a_name_that_is_rewritten_later_stays_in_the_record(self, told: Desk) -> None:
        told.write(".mailmap", "Somebody Else <else@example.org> <dana@example.org>\n")
        told.git("config", "log.mailmap", "true")
        assert "Dana Fox" in told.okr("log", "completion").out
        assert "Dana Fox" in told.okr("blame", "completion").out

    def test_a_repository_hidden_in_the_goals_is_refused(self, told: Desk) -> None:
        hidden = Desk(told.folder / "okrs")
        hidden.git("init", "--quiet", "--bare", ".")
        hidden.git("config", "core.fsmonitor", f"touch {told.folder}/pwned; false")
        hidden.write("okr.yaml", "version: 1\n")
        for command in ("log", "diff", "report --at HEAD"):
            ran = hidden.okr(*command.split())
            assert ran.code == 2
            assert "is a bare git repository" in ran.err
        assert not (told.folder / "pwned").exists()


class TestShelf:
    def entries(self, desk: Desk) -> list[Path]:
        return sorted((desk.folder / ".git/okr").iterdir())

    def test_what_was_read_is_kept_and_used(self, told: Desk) -> None:
        first = told.okr("log", "completion", "--format", "json")
        (entry,) = self.entries(told)
        written = entry.read_bytes()
        assert told.okr("log", "completion", "--format", "json") == first
        assert entry.read_bytes() == written
        commit(told, "target: 70", "target: 66", on="2026-08-28")
        assert kinds(told, "completion") == ["key-result-added", "check-in-added", "target", "target"]
        told.git("reset", "--quiet", "--hard", "HEAD~2")
        assert kinds(told, "completion") == ["key-result-added", "check-in-added", "target"]

    @pytest.mark.parametrize("damage", [b"", b"\n", b"half", b"0" * 64 + b"\n{}"])
    def test_a_damaged_entry_is_read_anew(self, told: Desk, damage: bytes) -> None:
        first = told.okr("log", "completion")
        (entry,) = self.entries(told)
        written = entry.read_bytes()
        entry.write_bytes(damage)
        assert told.okr("log", "completion") == first
        assert entry.read_bytes() == written
        entry.write_bytes(written[:-10])
        assert told.okr("log", "completion") == first

    def test_where_nothing_can_be_kept_nothing_is_lost(self, told: Desk) -> None:
        told.write(".git/okr", "in the way")
        assert kinds(told, "completion") == ["key-result-added", "check-in-added", "target"]

    def test_many_runs_at_once_say_the_same(self, told: Desk) -> None:
        running = [told.start("log", "completion") for _ in range(8)]
        assert {run.end().out for run in running} == {told.okr("log", "completion").out}
        assert len(self.entries(told)) == 1

    def test_settings_that_move_the_weeks_are_read_anew(self, told: Desk) -> None:
        told.okr("log", "completion")
        told.write("okr.yaml", f"{FILES['okr.yaml']}cycles: {{length: quarter, starts: april}}\n")
        commit(told, "team", "team", on="2026-08-28")
        assert "w8" not in told.okr("log", "2026-Q3:payments/checkout-trust/completion").out


def test_nothing_happened_before_the_first_commit(empty: Desk) -> None:
    for path, text in FILES.items():
        empty.write(path, text)
    empty.git("init", "--quiet", "--initial-branch=main")
    assert empty.okr("log", "completion") == (0, "nothing happened to goals here\n", "")
    ran = empty.okr("blame", "completion")
    assert (ran.code, ran.out) == (2, "")
    assert empty.okr("report", "--at", "2026-08-01").code == 2


def test_the_goal_of_another_cycle_is_found_by_its_address(desk: Desk) -> None:
    desk.write("okrs/2026-Q2/payments.yaml", FILES[PAYMENTS].replace("target: 75", "target: 68"))
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "-m", "last quarter")
    assert "68" in desk.okr("show", "completion", "--cycle", "2026-Q2").out
    assert kinds(desk, "2026-Q2:payments/checkout-trust/completion") == ["key-result-added"]
