"""The same cycle in every format and width, byte for byte.

What was looked at and found good is in `kept/`. After a change that is meant, this writes it anew; look at the diff
before you commit it:

    OKR_KEEP=1 pytest tests/cli/test_report_formats.py
"""

from __future__ import annotations

import csv
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from cycle_files import CYCLE_FILES
from desk import Desk, commit_all, committed_on
from hostile_texts import hostile_files
from markdown_it import MarkdownIt

KEPT = Path(__file__).parent / "kept"
WIDTHS = (60, 80, 100, 120, 200)
FORMATS = ("markdown", "html", "json", "csv", "svg")


@pytest.fixture(scope="session")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk(tmp_path_factory.mktemp("cycle") / "desk")
    for path, text in CYCLE_FILES.items():
        made.write(path, text)
    commit_all(made)
    committed_on(made, "2026-07-01")
    return made


def same_as_kept(name: str, got: str) -> None:
    if os.environ.get("OKR_KEEP"):
        KEPT.mkdir(exist_ok=True)
        (KEPT / name).write_text(got, encoding="utf-8", newline="\n")
    assert got == (KEPT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "command", ["report", "report --compare previous", "report 2026-Q2", "status", "score", "tree"]
)
def test_text_is_as_it_was_found_good_at_every_width(cycle: Desk, command: str, width: int) -> None:
    ran = cycle.okr(*command.split(), COLUMNS=str(width))
    assert (ran.code, ran.err) == (0, "")
    same_as_kept(f"{command.replace(' --', '-').replace(' ', '-')}-{width}.txt", ran.out)


def test_ascii_is_as_it_was_found_good(cycle: Desk) -> None:
    same_as_kept("report-80-ascii.txt", cycle.okr("report", COLUMNS="80", OKR_ASCII="1").out)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("form", ["markdown", "html", "json", "csv"])
def test_pages_and_data_are_as_they_were_found_good_at_every_width(cycle: Desk, form: str, width: int) -> None:
    same_as_kept(f"report.{form}", cycle.okr("report", "--format", form, COLUMNS=str(width)).out)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_picture_of_a_terminal_is_as_it_was_found_good_at_every_width(cycle: Desk, width: int) -> None:
    same_as_kept(f"report-{width}.svg", cycle.okr("report", "--format", "svg", COLUMNS=str(width)).out)


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_closed_cycle_is_as_it_was_found_good(cycle: Desk, form: str) -> None:
    same_as_kept(f"report-closed.{form}", cycle.okr("report", "2026-Q2", "--format", form).out)


@pytest.mark.parametrize("command", ["health", "score completion --explain", "score --as-committed"])
def test_what_explains_the_figures_is_as_it_was_found_good(cycle: Desk, command: str) -> None:
    same_as_kept(f"{command.replace(' --', '-').replace(' ', '-')}-100.txt", cycle.okr(*command.split()).out)


@pytest.mark.parametrize("form", ["text", *FORMATS])
def test_a_report_is_the_same_bytes_whenever_and_wherever(cycle: Desk, form: str) -> None:
    first = cycle.okr("report", "--format", form)
    assert first.code == 0
    for where in ({"TZ": "Pacific/Kiritimati"}, {"TZ": "America/Adak", "LANG": "de_DE.UTF-8"}, {"PYTHONHASHSEED": "7"}):
        assert cycle.okr("report", "--format", form, **where) == first


@pytest.mark.parametrize(
    ("name", "start"),
    [("r.md", "# Acme"), ("r.html", "<!DOCTYPE html>"), ("r.json", "{"), ("r.csv", "cycle,"), ("r.svg", "<svg ")],
)
def test_a_file_s_ending_says_the_format(cycle: Desk, tmp_path: Path, name: str, start: str) -> None:
    ran = cycle.okr("report", "-o", tmp_path / name)
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_that_cannot_be_written_is_said(cycle: Desk, tmp_path: Path) -> None:
    ran = cycle.okr("report", "-o", tmp_path / "there" / "r.html")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: there is no folder ")
    assert cycle.okr("report", "-o", tmp_path).code == 2


def test_the_summary_says_what_was_achieved_learned_moved_and_what_needs_a_decision(cycle: Desk) -> None:
    out = cycle.okr("report", "--format", "markdown").out
    for said in (
        "## Learned\n\n- The three most frequent reasons are known — “Nobody finds the voucher” ",
        "- ▲ Raise checkout completion from 61% to 75%: 0.36 → 0.39 (payments/checkout-trust/completion)\n",
        "(platform/fast-builds/queue) at 0.10: watermelon: sure by word, off track by number, stalled — “The new",
        "- 1 weaker; score 0.16 now, 0.13 as committed: editing bought +0.03\n",
        "completion amended, target 80 → 75%: 0.39 now, 0.29 as committed — “A bank left” (ana, 2026-07-20)",
    ):
        assert said in out, said


def test_a_closed_cycle_asks_what_became_of_its_promises(cycle: Desk) -> None:
    out = cycle.okr("report", "2026-Q2", "--format", "markdown").out
    assert "- Shorter forms help more than faster ones (payments/checkout-trust)" in out
    assert "- Decision: keep" in out
    assert "- Obstacles: Two of us were ill" in out
    cycle.write("okrs/2026-Q2/platform.yaml", CYCLE_FILES["okrs/2026-Q3/platform.yaml"])
    undecided = cycle.okr("report", "2026-Q2", "--format", "markdown").out
    (cycle.folder / "okrs/2026-Q2/platform.yaml").unlink()
    assert "## Needs a decision: achieved, keep, modify, abandon or defer?\n" in undecided
    assert (
        "- Nobody waits for a build (platform/fast-builds) at 0.00: a promise was missed: what happened?" in undecided
    )


def many(tmp_path: Path, cycle: str, more: str = "") -> Desk:
    """Twenty objectives, each with a key result; `more` are further keys of the latter."""
    made = Desk(tmp_path / "desk")
    made.write("okr.yaml", "version: 1\n")
    goals = "".join(
        f"  o{nth}: {{title: Goal {nth}, owner: {'anna-' * 9}, key_results: {{k: {{title: Raise it{more}}}}}}}\n"
        for nth in range(20)
    )
    made.write(f"okrs/{cycle}/a.yaml", f"team: a\nobjectives:\n{goals}")
    return made


def test_a_long_list_is_short_on_a_page_and_whole_in_markdown(tmp_path: Path) -> None:
    desk = many(tmp_path, "2026-Q2", ", baseline: 0, target: 9")
    page = desk.okr("report", "2026-Q2", "--format", "html").out
    assert "<summary>and 8 more</summary>" in page
    out = desk.okr("report", "2026-Q2", "--format", "markdown").out
    decide = out[out.index("## Needs a decision: achieved, keep, modify, abandon or defer?") : out.index("## Goals\n")]
    assert [f"- Goal {nth} (a/o{nth}) at 0.00" in decide for nth in range(20)] == [True] * 20
    assert "score 0.00 (0 of 20 key results reported)" in out


def test_a_long_name_leaves_room_for_the_goals(tmp_path: Path) -> None:
    out = many(tmp_path, "2026-Q3").okr("report", COLUMNS="120").out
    assert "anna-anna-anna-anna…" in out
    assert "no target" in out


def test_nothing_to_compare_with_is_said(cycle: Desk) -> None:
    for form in ("text", "markdown", "html"):
        out = cycle.okr("report", "2026-Q2", "--compare", "2025-Q1", "--format", form).out
        assert "nothing to compare with in 2025-Q1" in re.sub(r"<[^>]*>", "", out)
        assert "Δ" not in out


def test_a_note_stands_where_it_is_decided_and_not_twice(cycle: Desk) -> None:
    cycle.write("okrs/2026-Q3/checkins/2026-08-19-platform-kim.yaml", (
        "date: 2026-08-19\nby: kim\nresults: {fast-builds/queue: {value: 112, note: Two machines broke}}\n"
    ))  # fmt: skip
    out = cycle.okr("report", "--format", "markdown").out
    (cycle.folder / "okrs/2026-Q3/checkins/2026-08-19-platform-kim.yaml").unlink()
    assert "▼ Cut the wait" in out
    assert out.count("Two machines broke") == 1


def test_what_holds_at_each_check_in_is_told_apart(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    desk.write("okr.yaml", "version: 1\n")
    keys = "kind: threshold, hold: share, at_least: 9"
    goals = f"key_results: {{k: {{title: Keep it up, {keys}}}, q: {{title: Keep it, {keys}}}}}"
    questions = "l: {title: Why, commitment: learning, key_results: {r: {title: Whether so}, s: {title: Why so}}}"
    desk.write("okrs/2026-Q2/a.yaml", f"team: a\nobjectives:\n  o: {{title: Goal, {goals}}}\n  {questions}\n")
    for week in range(13):
        day = f"2026-{4 + week // 4:02}-{1 + 7 * (week % 4):02}"
        told = f"o/k: {9 if week else 8}, o/q: 9, l/r: {{answer: answered}}"
        desk.write(f"okrs/2026-Q2/checkins/{day}-a-ana.yaml", f"date: {day}\nby: ana\nresults: {{{told}}}\n")
    out = desk.okr("report", "2026-Q2", COLUMNS="120").out
    assert re.search(r"Keep it up .* not always$", out, re.MULTILINE)
    assert "1 of 2 answered" in out
    assert "each time" in desk.okr("report", "2026-Q2", "--format", "html").out


def test_a_comparison_is_with_the_goal_that_was_carried_on(cycle: Desk) -> None:
    out = cycle.okr("report", "--compare", "previous", "--as-of", "2026-10-01", "--format", "json").data["result"]
    assert out["compared"]["cycle"]["id"] == "2026-Q2"
    assert out["compared"]["scores"] == {
        "payments/checkout-trust": pytest.approx(0.6),
        "payments/checkout-trust/completion": pytest.approx(0.6),
    }
    during = cycle.okr("report", "--compare", "2026-Q2", "--format", "json").data["result"]
    assert during["compared"]["as_of"] == "2026-05-21"
    assert cycle.okr("report", "--compare", "2026-Q9").code == 2


def test_csv_is_read_by_others(cycle: Desk) -> None:
    rows = list(csv.DictReader(cycle.okr("report", "--format", "csv").out.splitlines()))
    row = next(row for row in rows if row["key_result"] == "completion")
    assert (row["team"], row["objective"], row["value"], row["target"]) == ("payments", "checkout-trust", "66.5", "75")
    assert float(row["score"]) == pytest.approx(5.5 / 14)
    assert float(row["original_score"]) == pytest.approx(5.5 / 19)


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk(tmp_path_factory.mktemp("hostile-report") / "desk")
    for path, text in hostile_files().items():
        made.write(path, text)
    return made


def test_hostile_texts_are_text_in_html(hostile: Desk) -> None:
    out = hostile.okr("report", "--format", "html").out
    page = Page(out)
    assert not {"script", "img", "iframe", "link", "object", "a", "b", "details"}.intersection(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in {"src", "href", "style"}]
    assert "{{ 7*7 }}" in out


def test_hostile_texts_are_text_in_svg(hostile: Desk) -> None:
    root = ET.fromstring(hostile.okr("report", "--format", "svg").out)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "title", "style", "text"}


def test_hostile_texts_are_text_in_markdown(hostile: Desk) -> None:
    out = hostile.okr("report", "--format", "markdown").out
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).enable(["table", "strikethrough"]).render(out)
    tags = set(Page(rendered).tags)
    assert tags <= {"h1", "h2", "h3", "p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td"}
    assert "@everyone" not in out
    assert not re.search(r"(?<!&)#12", out)
    assert "https://" not in out


def test_hostile_texts_are_no_formulas_in_csv(hostile: Desk) -> None:
    rows = list(csv.reader(hostile.okr("report", "--format", "csv").out.splitlines()))[1:]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+"))]
    assert "'-1+1" in {cell for row in rows for cell in row}
