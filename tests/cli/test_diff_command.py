"""okr diff: what a branch would change, for its author, its reviewer and its pull request."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from desk import FILES, Desk, commit_all
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from pathlib import Path

PAYMENTS = "okrs/2026-Q3/payments.yaml"
CHECKIN = "okrs/2026-Q3/checkins/2026-08-17-payments-ana.yaml"


def change(desk: Desk, old: str, new: str, path: str = PAYMENTS) -> None:
    text = desk.read(path)
    assert old in text
    desk.write(path, text.replace(old, new, 1))


def commit(desk: Desk) -> str:
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--allow-empty", "-m", "change")
    return desk.git("rev-parse", "HEAD")


def weights(desk: Desk, *arguments: str, **environment: str) -> list[tuple[str, str, str]]:
    ran = desk.okr("diff", *arguments, "--format", "json", **environment)
    assert ran.code == 0, ran.err
    return [(item["weight"], item["kind"], item["address"]) for item in ran.data["results"]]


def test_every_sort_of_change_has_its_weight(desk: Desk) -> None:
    change(desk, "target: 75", "target: 70")
    change(desk, "at_most: 0.4", "at_most: 0.3")
    change(desk, "unit: days", "unit: hours")
    change(desk, "owner: ben\n    commitment: learning", "owner: ana\n    commitment: learning")
    change(desk, "      price:\n        title: Whether the price decides is known\n", "")
    change(desk, "      queue:", "      wait:", "okrs/2026-Q3/platform.yaml")
    desk.write("okrs/2026-Q3/company.yaml", "team: company\nobjectives:\n  grow: {title: We grow, key_results: {}}\n")
    change(desk, "completion: 66.5", "completion: 69", CHECKIN)
    assert weights(desk) == [
        ("weaker", "target", "payments/checkout-trust/completion"),
        ("removed", "key-result-dropped", "payments/why-carts/price"),
        ("rewritten", "check-in-edited", "payments"),
        ("rewritten", "unit", "payments/checkout-trust/refunds"),
        ("stronger", "bound", "payments/checkout-trust/disputes"),
        ("added", "objective-added", "company/grow"),
        ("moved", "key-result-moved", "platform/fast-builds/wait"),
        ("changed", "owner", "payments/why-carts"),
    ]
    said = desk.okr("diff").out
    assert "main (" in said.splitlines()[0]
    assert "working folder · 2026-Q3, week 8 of 13" in said.splitlines()[0]
    assert said.splitlines()[1] == (
        "1 weaker, 1 removed, 2 rewritten, 1 stronger, 1 added, 1 moved, 1 changed; 3 without a reason"
    )
    assert "  weaker     target 75 → 70%, no amendment says why" in said
    assert "  removed    key result dropped: Whether the price decides is known, nothing says why" in said
    assert "  stronger   bound ≤ 0.4 → ≤ 0.3%" in said.replace("≤ 0.4% →", "≤ 0.4 →")
    assert "  moved      renamed from queue" in said


def test_formatting_comments_and_order_are_no_change_of_goals(desk: Desk) -> None:
    change(desk, "unit: days", 'unit: "days"  # not weeks')
    ran = desk.okr("diff", "--exit-code")
    assert ran.code == 0
    assert ran.out.splitlines()[1:] == [
        "no goal changes",
        "",
        "1 file changed in formatting, comments or order only",
    ]
    desk.write(PAYMENTS, FILES[PAYMENTS].replace("\n", "\r\n"))
    assert "formatting" not in desk.okr("diff").out


def test_an_amendment_explains_what_it_says_and_no_more(desk: Desk) -> None:
    amendment = "amendments: [{date: 2026-08-20, field: target, from: 75, to: 70, reason: news}]"
    change(desk, "target: 75", f"target: 70\n        {amendment}")
    assert desk.okr("diff", "--fail-on", "unexplained").code == 0
    assert desk.okr("diff", "--fail-on", "weaker").code == 1
    change(desk, "target: 70", "target: 68")
    assert desk.okr("diff", "--fail-on", "unexplained").code == 1


def test_before_goals_are_committed_nothing_needs_a_reason(desk: Desk) -> None:
    change(desk, "target: 75", "target: 70")
    assert "without a reason" in desk.okr("diff").out
    assert "without a reason" not in desk.okr("diff", OKR_TODAY="2026-07-10").out


def test_a_review_explains_why_an_objective_went(desk: Desk) -> None:
    text = desk.read(PAYMENTS)
    desk.write(PAYMENTS, text[: text.index("  why-carts:")])
    assert desk.okr("diff", "--fail-on", "unexplained").code == 1
    review = "date: 2026-08-19\nby: ana\nobjectives: {why-carts: {decision: abandon}}\n"
    desk.write("okrs/2026-Q3/reviews/payments.yaml", review)
    assert desk.okr("diff", "--fail-on", "unexplained").code == 0


@pytest.mark.parametrize(
    ("old", "new", "failing"),
    [
        ("target: 75", "target: 70", {"weaker", "unexplained", "any"}),
        ("target: 75", "target: 80", {"any"}),
        ("owner: ana", "owner: ben", {"any"}),
        ("      price:\n        title: Whether the price decides is known\n", "", {"removed", "unexplained", "any"}),
        ("baseline: 61", "baseline: 66", {"unexplained", "any"}),
        ("# theirs, not ours", "# ours", set()),
    ],
)
def test_fail_on_names_what_must_not_be(desk: Desk, old: str, new: str, failing: set[str]) -> None:
    change(desk, old, new)
    levels = ("weaker", "removed", "unexplained", "any", "never")
    for form in ("text", "markdown", "json", "github"):
        codes = {level: desk.okr("diff", "--fail-on", level, "--format", form).code for level in levels}
        assert codes == {level: int(level in failing) for level in levels}
    assert desk.okr("diff", "--exit-code").code == int("any" in failing)


def test_what_cannot_be_read_is_left_out_and_said(desk: Desk) -> None:
    change(desk, "target: 20", "target: 30", "okrs/2026-Q3/platform.yaml")
    desk.write(PAYMENTS, "team: payments\nobjectives: [\n")
    ran = desk.okr("diff")
    assert ran.code == 1
    assert "1 weaker; 1 without a reason" in ran.out
    assert "not compared: okrs/2026-Q3/payments.yaml:3:1: error" in ran.out
    desk.write(PAYMENTS, FILES[PAYMENTS].replace("target: 75", "target: many"))
    ran = desk.okr("diff", "--format", "json")
    assert [item["address"] for item in ran.data["results"]] == ["platform/fast-builds/queue"]
    assert [found["line"] for found in ran.data["not_compared"]] == [13]


def test_changed_settings_are_named(desk: Desk) -> None:
    desk.write("okr.yaml", f"{FILES['okr.yaml']}lock_after_days: 60\n")
    assert "settings changed in okr.yaml: lock_after_days" in desk.okr("diff").out
    commit(desk)
    (desk.folder / "okr.yaml").unlink()
    commit(desk)
    desk.write("okr.yaml", FILES["okr.yaml"])
    gone = desk.okr("diff", "HEAD~1", "HEAD").out
    assert "settings changed in okr.yaml:" in gone
    assert "lock_after_days" in gone


def test_settings_that_are_the_same_count_for_both_states(desk: Desk) -> None:
    """Days of grace in which nobody must explain a lower target."""
    desk.write("okr.yaml", f"{FILES['okr.yaml']}lock_after_days: 60\n")
    commit(desk)
    change(desk, "target: 75", "target: 70")
    assert desk.okr("diff", "HEAD").out.splitlines()[1] == "1 weaker"
    assert desk.okr("diff", "HEAD", OKR_TODAY="2026-09-20").out.splitlines()[1] == "1 weaker; 1 without a reason"


@pytest.mark.parametrize(
    "words",
    [
        ["HEAD~1", "HEAD"],
        ["HEAD~1..HEAD"],
        ["HEAD~1..."],
        ["--no-lint", "HEAD~1", "HEAD"],
        ["HEAD~1", "--no-lint", "HEAD"],
    ],
)
def test_two_states_are_the_same_wherever_their_names_stand(desk: Desk, words: list[str]) -> None:
    """What is begun before the command line is read is a guess by its first words."""
    change(desk, "target: 75", "target: 70")
    commit(desk)
    change(desk, "target: 70", "target: 65")
    assert "target 75 → 70%" in desk.okr("diff", *words).out
    assert "target 70 → 65%" in desk.okr("diff", "HEAD").out


def test_long_texts_are_told_where_they_part(desk: Desk) -> None:
    """Else nothing of the change is seen: both begin alike, and are cut off behind."""
    change(
        desk, "title: Buyers trust our checkout enough to finish it", "title: Buyers trust our checkout enough to pay"
    )
    assert "  changed    title …to finish it → …to pay" in desk.okr("diff", COLUMNS="80").out
    assert "| title | …to finish it | **…to pay** |" in desk.okr("diff", "--format", "markdown").out
    change(desk, "title: Raise checkout completion", "title: Lift checkout completion")
    assert "title Raise checkout completion from 61% to 75% → Lift" in desk.okr("diff").out
    commit(desk)
    assert "title …to finish it → …to pay" in desk.okr("log", "--kind", "title").out


def test_ends_of_lines_are_no_change_between_commits_either(desk: Desk) -> None:
    desk.git("config", "core.autocrlf", "false")
    commit(desk)
    desk.write(PAYMENTS, FILES[PAYMENTS].replace("\n", "\r\n"))
    commit(desk)
    assert desk.okr("diff", "HEAD~1", "HEAD").out.splitlines()[1:] == ["no goal changes"]


class TestBase:
    @pytest.fixture
    def branch(self, desk: Desk) -> Desk:
        """A branch with a change, and a main that went on without it."""
        desk.git("switch", "--quiet", "-c", "easier")
        change(desk, "target: 75", "target: 70")
        commit(desk)
        desk.git("switch", "--quiet", "main")
        change(desk, "at_most: 0.4", "at_most: 0.3")
        commit(desk)
        desk.git("switch", "--quiet", "easier")
        return desk

    def test_it_is_where_the_branch_left_main(self, branch: Desk) -> None:
        assert weights(branch) == [("weaker", "target", "payments/checkout-trust/completion")]

    def test_two_revisions_are_compared_as_git_does(self, branch: Desk) -> None:
        both = [
            ("weaker", "bound", "payments/checkout-trust/disputes"),
            ("weaker", "target", "payments/checkout-trust/completion"),
        ]
        for names in (["main..easier"], ["main", "easier"], ["main.."], ["main"]):
            assert sorted(weights(branch, *names)) == sorted([both[1], both[0]]), names
        assert weights(branch, "main...easier") == [both[1]]

    def test_ci_says_the_target(self, branch: Desk) -> None:
        branch.git("branch", "release", "easier")
        assert weights(branch, GITHUB_BASE_REF="release") == []
        assert weights(branch, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
        ran = branch.okr("diff", GITHUB_BASE_REF="gone")
        assert ran.code == 2
        assert "the branch 'gone' that this is to be merged into is not in this clone" in ran.err
        assert "git fetch origin gone" in ran.err

    def test_a_remote_is_asked_before_a_branch_of_the_same_name(self, branch: Desk, tmp_path: Path) -> None:
        clone = Desk(tmp_path / "clone")
        subprocess.run(["git", "clone", "--quiet", str(branch.folder), str(clone.folder)], check=True)
        assert weights(clone) == []  # HEAD of origin is the branch itself
        clone.git("remote", "set-head", "origin", "main")
        assert weights(clone) == [("weaker", "target", "payments/checkout-trust/completion")]

    def test_in_a_shallow_clone_it_ends_with_the_cure(self, branch: Desk, tmp_path: Path) -> None:
        clone = Desk(tmp_path / "clone")
        url = f"file://{branch.folder}"
        subprocess.run(["git", "clone", "-q", "--depth=1", "--no-single-branch", url, str(clone.folder)], check=True)
        ran = clone.okr("diff", "origin/main...")
        assert (ran.code, ran.out) == (2, "")
        assert "this clone is too shallow to know where 'origin/main' and 'HEAD' parted" in ran.err
        assert "git fetch --unshallow (in CI: actions/checkout with fetch-depth: 0)" in ran.err
        ran = clone.okr("diff", "HEAD~1")
        assert ran.code == 2
        assert "git fetch --unshallow" in ran.err
        assert weights(clone, "origin/main", "HEAD")  # both are there: nothing is missing

    def test_a_day_is_a_base_too(self, desk: Desk) -> None:
        change(desk, "target: 75", "target: 70")
        first = desk.git("show", "-s", "--format=%cs", "HEAD")
        assert desk.okr("diff", first, OKR_TODAY=first).out.startswith(f"{first} (")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ("nowhere", "git knows no revision 'nowhere'"),
            ("a..b c", "'a..b' names two revisions, and 'c' is a third"),
            ("2019-01-01", "on 2019-01-01 there was no commit yet"),
            ("--fail-on weak", "--fail-on is one of weaker, removed, unexplained, any, never, not 'weak'"),
        ],
    )
    def test_what_cannot_be_compared_is_said(self, desk: Desk, arguments: str, said: str) -> None:
        ran = desk.okr("diff", *arguments.split())
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err

    def test_without_commits_or_a_main_there_is_nothing_to_compare_with(self, empty: Desk) -> None:
        for path, text in FILES.items():
            empty.write(path, text)
        assert "is not in a git repository" in empty.okr("diff").err
        empty.git("init", "--quiet", "--initial-branch=trunk")
        ran = empty.okr("diff")
        assert ran.code == 2
        assert "there is no branch to compare with" in ran.err


class TestComment:
    def comment(self, desk: Desk, *arguments: str, **environment: str) -> str:
        return desk.okr("diff", "--format", "markdown", *arguments, **environment).out

    def test_a_finding_that_is_the_same_in_many_files_stands_once(self, desk: Desk) -> None:
        for day in ("2026-08-18", "2026-08-19"):
            text = f"date: {day}\nby: ana\nresults: {{checkout-trust/completion: 67}}\n"
            desk.write(f"okrs/2026-Q3/checkins/{day}-payments-ana.yaml", text)
        desk.git("add", "--all")
        desk.git("commit", "--quiet", "--message", "check-ins")
        change(desk, "      completion:\n", "      finished:\n")
        found = [line for line in self.comment(desk).splitlines() if "OKR016" in line]
        assert len(found) == 1
        assert "-08-17-payments-ana.yaml, line 5 and 2 more places: " in found[0]

    def test_it_has_a_marker_a_verdict_a_table_and_details(self, desk: Desk) -> None:
        change(desk, "target: 75", "target: 70")
        change(desk, "title: Know how long a refund takes", "title: Launch a refund page")
        said = self.comment(desk)
        lines = said.splitlines()
        assert lines[0] == "<!-- okr-diff v1 key=default -->"
        assert lines[1] == "### 🎯 Goals: 1 weaker, 1 changed; 1 without a reason"
        assert "**Needs a look:** `payments/checkout-trust/completion`: committed goals change" in said
        assert "target<br>⚠️ no amendment says why | 75 | **70%** |" in said
        assert re.search(r"^Lint: [1-9] new problems?, 0 fixed\.$", said, re.MULTILINE)
        assert re.search(r"^- [a-z]+ `OKR[0-9]+ [a-z-]+` okrs/2026-Q3/payments.yaml, line [0-9]+: ", said, re.MULTILINE)
        assert "- target: 75\n+ target: 70%\n" in said
        assert lines[-1].startswith("<sub>okr ")
        html = MarkdownIt("commonmark", {"html": True}).enable("table").render(said)
        assert html.count("<tr>") == 3
        assert html.count("<details>") == html.count("</details>") == 1

    def test_without_changes_it_says_so_under_the_same_marker(self, desk: Desk) -> None:
        said = self.comment(desk, "--key", "goals")
        assert said.startswith("<!-- okr-diff v1 key=goals -->\n### 🎯 Goals: no goal changes\n")
        assert "|" not in said

    def test_the_key_cannot_end_the_marker(self, desk: Desk) -> None:
        first = self.comment(desk, "--key", "a --> <b> @kim").splitlines()[0]
        assert first == "<!-- okr-diff v1 key=a-b-kim -->"
        first = self.comment(desk, GITHUB_WORKFLOW="CI", GITHUB_JOB="goals").splitlines()[0]
        assert first == "<!-- okr-diff v1 key=CI/goals -->"

    @pytest.mark.parametrize("most", [1_500, 6_000, 60_000])
    def test_it_keeps_its_limit_by_whole_sections(self, desk: Desk, most: int) -> None:
        lines = ["team: payments", "objectives:"]
        for number in range(150):
            lines += [f"  o{number}:", f"    title: We have {'日本 ```' * 9} {number}", "    key_results: {}"]
        desk.write(PAYMENTS, "\n".join(lines) + "\n")
        said = self.comment(desk, "--max-chars", str(most))
        assert len(said) <= most
        assert len(said.encode()) <= 200_000
        assert "more changes of goals: run `okr diff`." in said
        assert said.count("<details>") == said.count("</details>")
        fences = re.findall(r"^(`{3,})", said, re.MULTILINE)
        assert len(fences) % 2 == 0
        assert said.splitlines()[-1].startswith("<sub>")

    def test_a_file_takes_it(self, desk: Desk) -> None:
        change(desk, "target: 75", "target: 70")
        ran = desk.okr("--color", "always", "diff", "--format", "markdown", "-o", "comment.md", "--fail-on", "weaker")
        assert (ran.code, ran.out) == (1, "")
        assert desk.read("comment.md") == self.comment(desk)

    @pytest.mark.parametrize(
        "text",
        [
            "@kim and @org/team", "Fixes #12, GH-12, a/b#3", "a | b", "`code` and ```fence", "\\| \\",
            "<script>alert(1)</script>", "<!-- x --> </details>", "[x](javascript:alert(1))", "1. list",
            "![x](https://evil.example/x.png)", "**bold** _it_ ~~no~~", "https://github.com/o/r/issues/12",
            "www.evil.example", ":warning: !12 &3 %4 $5", "# heading",
        ],
    )  # fmt: skip
    def test_texts_stay_texts(self, desk: Desk, text: str) -> None:
        quoted = text.replace("\\", "\\\\").replace('"', '\\"')
        change(desk, "title: Buyers trust our checkout enough to finish it  # theirs, not ours", f'title: "{quoted}"')
        change(desk, "owner: ana", f'owner: "{quoted}"')
        said = self.comment(desk)
        html = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").render(said)
        table = html[html.index("<table>") : html.index("</table>")]
        assert set(re.findall(r"<([a-z]+)", table)) == {
            *("table", "thead", "tr", "th", "tbody", "td", "strong", "code", "br")
        }
        assert table.count("<td") == 10
        shown = re.sub(r"<[^>]*>", "", table)
        for name in ("kim", "org/team"):
            assert f"@{name}" not in shown
        assert not re.search(r"#[0-9]|GH-[0-9]|://|www\.|[!$%][0-9]", shown)
        plain = shown.replace("\u200b", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert text in plain

    def test_annotations_stand_at_their_lines(self, desk: Desk) -> None:
        change(desk, "target: 75", "target: 70")
        change(desk, "owner: ben\n    commitment", 'owner: "%0A::error::x,y:z"\n    commitment')
        out = desk.okr("diff", "--format", "github").out.splitlines()
        assert out[0] == (
            "::warning file=okrs/2026-Q3/payments.yaml,line=13,title=weaker%3A payments/checkout-trust/completion"
            "::target 75 → 70%25 (no amendment says why)"
        )
        assert out[1].startswith(
            "::notice file=okrs/2026-Q3/payments.yaml,line=35,title=changed%3A payments/why-carts::owner"
        )
        assert "%250A::error::x,y:z" in out[1]
        assert len([line for line in out if line.startswith("::")]) == 2


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_no_line_is_wider_than_the_screen(desk: Desk, width: int) -> None:
    change(desk, "title: Buyers trust our checkout enough to finish it", f"title: {'A long title of many words ' * 9}")
    change(desk, "target: 75", "target: 70")
    for command in (["diff"], ["blame", "completion"], ["show", "completion"], ["show", "checkout-trust"]):
        out = desk.okr(*command, COLUMNS=str(width)).out
        assert max(map(len, out.splitlines())) <= width, command


def test_a_workspace_below_the_top_is_compared_alone(tmp_path: Path) -> None:
    top = Desk(tmp_path / "top")
    for path, text in FILES.items():
        top.write(f"goals/{path}", text)
    commit_all(top)
    inner = Desk(top.folder / "goals")
    change(inner, "target: 75", "target: 70")
    assert weights(inner) == [("weaker", "target", "payments/checkout-trust/completion")]
    assert "::warning file=goals/okrs/2026-Q3/payments.yaml,line=13" in inner.okr("diff", "--format", "github").out
