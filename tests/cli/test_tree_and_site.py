"""okr tree and okr site."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from cycle_files import CYCLE_FILES
from desk import Desk, commit_all, committed_on
from hostile_texts import hostile_files

if TYPE_CHECKING:
    from pathlib import Path

LOOSE = """\
team: platform
objectives:
  a: {title: A serves b, supports: platform/b, key_results: {k: {title: It is done, kind: milestone}}}
  b: {title: B serves a, supports: platform/a, key_results: {k: {title: It is done, kind: milestone}}}
  c: {title: C serves nothing, depends_on: [nobody/nothing, payments/checkout-trust/audit]}
"""


@pytest.fixture
def cycle(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk")
    for path, text in CYCLE_FILES.items():
        made.write(path, text)
    commit_all(made)
    return made


def test_a_tree_goes_from_the_company_down(cycle: Desk) -> None:
    lines = cycle.okr("tree", COLUMNS="120").out.splitlines()
    assert lines[1] == "4 objectives, 0 orphans, 1 dependency on other teams"
    assert [line.split("  ")[0] for line in lines[4:]] == [
        "Europe buys from us",
        "└─ Buyers trust our checkout enough to finish it",
        "We know why buyers leave their carts",
        "Nobody waits for a build",
    ]


def test_orphans_and_needs_are_marked(cycle: Desk) -> None:
    lines = {line.split("  ")[0].lstrip("└─ "): line for line in cycle.okr("tree", COLUMNS="200").out.splitlines()}
    assert "needs payments/checkout-trust" in lines["Nobody waits for a build"]
    assert "orphan" not in lines["Nobody waits for a build"]
    across = cycle.okr("tree", "--horizontal").out
    assert re.search(r"payments/checkout-trust +ana +0\.32 +attention +platform/fast-builds", across)


def test_circles_and_what_is_missing_are_shown_and_no_trap(cycle: Desk) -> None:
    cycle.write("okrs/2026-Q3/platform.yaml", LOOSE)
    out = cycle.okr("tree", COLUMNS="200").out
    assert re.search(r"C serves nothing .* orphan; needs", out)
    assert out.count("A serves b") == out.count("B serves a") == 1
    assert "needs nobody/nothing (not found); needs payments/checkout-trust/audit" in out
    assert "not found" in cycle.okr("tree", "--horizontal").out


def test_a_very_deep_tree_is_no_trap(cycle: Desk) -> None:
    goals = [
        f"  o{nth}: {{title: Goal {nth}, {'standalone: top' if nth == 0 else f'supports: platform/o{nth - 1}'}}}"
        for nth in range(900)
    ]
    cycle.write("okrs/2026-Q3/platform.yaml", "team: platform\nobjectives:\n" + "\n".join(goals) + "\n")
    for form in ("text", "json", "markdown", "svg"):
        ran = cycle.okr("tree", "--format", form)
        assert ran.code == 0
        assert "Goal 89" in ran.out
    assert cycle.okr("site", "-o", cycle.folder / "out").code == 0


def test_a_chart_for_markdown_has_every_objective_once(cycle: Desk) -> None:
    out = cycle.okr("tree", "--format", "markdown").out
    chart = out.split("```mermaid\n")[1].split("```")[0]
    assert chart.startswith("flowchart TD\n")
    nodes = re.findall(r'^  (n\d+)\["(.*)"\]$', chart, re.MULTILINE)
    assert len(nodes) == len(set(nodes)) == 4
    assert re.search(r"^  n\d+ --> n\d+$", chart, re.MULTILINE)
    assert re.search(r"^  n\d+ -\. needs \.-> n\d+$", chart, re.MULTILINE)


def test_a_chart_holds_no_text_that_means_something(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    for path, text in hostile_files().items():
        desk.write(path, text)
    out = desk.okr("tree", "--format", "markdown").out
    chart = out.split("```mermaid\n")[1]
    assert chart.count("```") == 1
    for line in chart.split("```")[0].splitlines()[1:]:
        assert re.fullmatch(r'  n\d+\["[^"<>`{}]*(?:<br>[^"<>`{}]*)*"\]', line), line


def links(folder: Path) -> dict[str, list[str]]:
    """What every page links to, as paths in the folder."""
    found = {}
    for page in sorted(folder.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        asked = re.findall(r'(?:href|src)="([^"]*)"', text)
        found[page.relative_to(folder).as_posix()] = [
            os.path.relpath((page.parent / link).resolve(), folder.resolve()) for link in asked
        ]
    return found


def test_a_site_has_a_page_for_everything_and_every_link_leads_somewhere(cycle: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    ran = cycle.okr("site", "-o", folder)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("wrote ")
    found = links(folder)
    assert {"index.html", "2026-Q2/index.html", "2026-Q3/index.html", "2026-Q3/tree.html"} <= found.keys()
    assert {"2026-Q3/team/payments.html", "2026-Q3/team/payments/checkout-trust.html"} <= found.keys()
    for page, linked in found.items():
        for link in linked:
            assert (folder / link).is_file(), (page, link)
    reached = {"index.html"} | {link for linked in found.values() for link in linked}
    assert reached >= found.keys()


def test_an_objective_s_page_tells_its_history(cycle: Desk, tmp_path: Path) -> None:
    file = cycle.folder / "okrs/2026-Q3/payments.yaml"
    file.write_text(file.read_text().replace("target: 75", "target: 70"))
    cycle.git("commit", "--quiet", "--all", "-m", "easier")
    cycle.okr("site", "-o", tmp_path / "site")
    page = (tmp_path / "site/2026-Q3/team/payments/checkout-trust.html").read_text(encoding="utf-8")
    assert "target 75 → 70 (weaker)" in page
    assert "Nobody finds the voucher" not in page
    assert "<polyline" in page
    bare = tmp_path / "bare"
    cycle.okr("site", "-o", bare, "--no-history")
    assert "weaker)" not in (bare / "2026-Q3/team/payments/checkout-trust.html").read_text(encoding="utf-8")


def test_an_objective_s_page_leads_to_what_it_serves_and_needs(cycle: Desk, tmp_path: Path) -> None:
    cycle.okr("site", "-o", tmp_path / "site")
    team = tmp_path / "site/2026-Q3/team"
    assert '<li>serves <a href="../company/europe.html">' in (team / "payments/checkout-trust.html").read_text("utf-8")
    page = (team / "platform/fast-builds.html").read_text("utf-8")
    assert '<li>needs <a href="../payments/checkout-trust.html">Buyers trust our checkout' in page
    assert ", now at 0.32</li>" in page


def test_an_objective_s_page_has_a_line_for_each_check_in(cycle: Desk, tmp_path: Path) -> None:
    cycle.okr("site", "-o", tmp_path / "site")
    page = (tmp_path / "site/2026-Q3/team/platform/fast-builds.html").read_text("utf-8")
    checkins = page[page.index("<h2>Check-ins") : page.index("<h2>History")]
    assert checkins.count("<tr>") == 1 + 4
    assert '<span class="said">1. 110 seconds</span> <span class="said">2. 44 EUR</span>' in checkins
    assert '<div class="sub">1. The new machines come in September</div>' in checkins


def test_a_site_knows_the_committed_plan(cycle: Desk, tmp_path: Path) -> None:
    committed_on(cycle, "2026-07-01")
    file = cycle.folder / "okrs/2026-Q3/payments.yaml"
    file.write_text(file.read_text().replace("target: 75", "target: 70"))
    cycle.git("commit", "--quiet", "--all", "-m", "easier")
    cycle.okr("site", "-o", tmp_path / "site")
    assert "as committed: editing bought +0." in (tmp_path / "site/2026-Q3/index.html").read_text("utf-8")
    cycle.okr("site", "-o", tmp_path / "bare", "--no-history")
    assert "by what amendments say, not by history" in (tmp_path / "bare/2026-Q3/index.html").read_text("utf-8")


def test_a_team_s_page_begins_with_its_own_figures(cycle: Desk, tmp_path: Path) -> None:
    cycle.okr("site", "-o", tmp_path / "site")
    page = (tmp_path / "site/2026-Q3/team/payments.html").read_text("utf-8")
    assert "<strong>0.32</strong> score of the aspirational objectives" in page


def test_the_search_knows_every_goal(cycle: Desk, tmp_path: Path) -> None:
    cycle.okr("site", "-o", tmp_path / "site")
    text = (tmp_path / "site/goals.js").read_text(encoding="utf-8")
    goals: list[Any] = json.loads(text.removeprefix("const okrGoals = ").removesuffix(";\n"))
    assert all((tmp_path / "site" / url).is_file() for url, *_ in goals)
    assert any("raise checkout completion" in words for *_, words in goals)


def test_a_site_is_the_same_bytes_again_and_old_pages_go(cycle: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    cycle.okr("site", "-o", folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    cycle.okr("site", "-o", folder, TZ="Pacific/Kiritimati", PYTHONHASHSEED="3")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    (cycle.folder / "okrs/2026-Q3/platform.yaml").unlink()
    (folder / "CNAME").write_text("goals.example\n")
    assert "removed 2 that are no more" in cycle.okr("site", "-o", folder).err
    assert not (folder / "2026-Q3/team/platform.html").exists()
    assert (folder / "CNAME").exists()


def test_a_folder_of_others_is_left_alone(cycle: Desk, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    ran = cycle.okr("site", "-o", tmp_path)
    assert ran.code == 2
    assert "holds files that are not okr's" in ran.err
    assert cycle.okr("site", "-o", tmp_path / "thesis.txt").code == 2


def test_a_list_of_files_cannot_point_outside(cycle: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "mine.txt").write_text("mine")
    (folder / ".okr-site").write_text(f"../mine.txt\n{tmp_path}/mine.txt\n")
    assert cycle.okr("site", "-o", folder).code == 0
    assert (tmp_path / "mine.txt").read_text() == "mine"
