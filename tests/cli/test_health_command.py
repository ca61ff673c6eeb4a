"""okr health: the practice, from files and history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from cycle_files import CYCLE_FILES
from desk import Desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def practised(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The goals are committed on the first day, each check-in on its own, the last one two weeks late."""
    made = Desk(tmp_path_factory.mktemp("practised") / "desk")
    made.folder.mkdir(parents=True, exist_ok=True)
    made.git("init", "--quiet", "--initial-branch=main")
    checkins = sorted(path for path in CYCLE_FILES if "checkins" in path)
    for path in CYCLE_FILES.keys() - set(checkins):
        made.write(path, CYCLE_FILES[path])
    commit(made, "2026-07-01")
    for path in checkins:
        made.write(path, CYCLE_FILES[path])
        day = path.split("/")[-1][:10]
        commit(made, "2026-08-18" if day == "2026-08-03" else day)
    goals = made.folder / "okrs/2026-Q3/platform.yaml"
    goals.write_text(goals.read_text().replace("target: 20", "target: 40"))
    commit(made, "2026-08-19")
    return made


def commit(desk: Desk, day: str) -> None:
    import os
    import subprocess

    desk.git("add", "--all")
    when = f"{day}T12:00:00+0000"
    where = desk.environment() | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "PATH": os.environ["PATH"]}
    subprocess.run(["git", "commit", "--quiet", "-m", day], cwd=desk.folder, env=where, check=True)


def figures(desk: Desk, *arguments: str) -> dict[str, Any]:
    ran = desk.okr("health", "--format", "json", *arguments)
    assert (ran.code, ran.err) == (0, "")
    return {figure["name"]: figure for figure in ran.data["result"]["figures"]}


def counted(figure: dict[str, Any]) -> tuple[float, int]:
    return figure["now"]["part"], figure["now"]["whole"]


def test_what_the_files_say_is_counted(practised: Desk) -> None:
    found = figures(practised)
    assert counted(found["baselines"]) == (3, 3)
    assert counted(found["owners"]) == (9, 9)
    assert counted(found["adherence"]) == (19, 59)
    assert counted(found["alignment"]) == (3, 3)
    assert counted(found["leadership"]) == (0, 7)
    assert counted(found["stalled"]) == (1, 4)
    assert counted(found["watermelons"]) == (1, 1)
    assert found["bottom-up"]["now"]["whole"] == 0


def test_what_only_history_knows_is_counted(practised: Desk) -> None:
    found = figures(practised)
    assert counted(found["punctuality"]) == (8, 10)
    assert counted(found["churn"]) == (1, 4)
    before = figures(practised, "--as-of", "2026-08-18")
    assert counted(before["churn"]) == (0, 4)


def test_what_editing_bought_is_told_from_history_also_what_no_amendment_says(practised: Desk) -> None:
    """One target was lowered by an amendment, one in silence: that of a committed goal, which is in no mean."""
    found = figures(practised)
    assert counted(found["weaker"]) == (2, 2)
    assert found["bought"]["now"]["scores"] == [pytest.approx(0.1607, abs=1e-4), pytest.approx(0.1349, abs=1e-4)]
    assert found["bought"]["now"]["share"] == pytest.approx(0.0258, abs=1e-4)
    teams = {one["team"]: one["scores"] for one in found["bought"]["teams"]}
    assert teams["payments"][0] > teams["payments"][1]
    lines = practised.okr("health", COLUMNS="100").out.splitlines()
    assert "Bought by editing               +0.03  0.16 now, 0.13 as committed" in "\n".join(lines)
    only = figures(practised, "--team", "platform")
    assert counted(only["weaker"]) == (1, 1)
    assert only["bought"]["now"]["why_not"] == "no score to compare"


def test_before_the_lock_nothing_was_bought(practised: Desk) -> None:
    found = figures(practised, "--as-of", "2026-07-14")
    assert found["bought"]["now"]["why_not"] == found["weaker"]["now"]["why_not"] == "not committed before 2026-07-15"


def test_without_git_the_rest_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    for path, text in CYCLE_FILES.items():
        desk.write(path, text)
    found = figures(desk)
    for name in ("punctuality", "churn", "weaker", "bought"):
        assert found[name]["now"]["why_not"] == "no git repository"
    assert counted(found["adherence"]) == (19, 59)


def test_each_figure_has_numbers_a_definition_and_a_habit(practised: Desk) -> None:
    found = figures(practised)
    assert len(found) == 16
    for figure in found.values():
        assert figure["definition"].endswith(".")
        assert figure["habit"].endswith(".")
        assert [one["cycle"] for one in figure["trend"]] == ["2026-Q2", "2026-Q3"]
    out = practised.okr("health", COLUMNS="100").out
    assert "Check-ins made                    32%  19 of 59" in out
    assert out.count("habit: ") == 16


def test_too_little_data_is_said(practised: Desk) -> None:
    found = figures(practised)
    assert found["calibration"]["now"]["share"] is None
    assert "of the 10 goals" in found["calibration"]["now"]["why_not"]
    assert found["sandbagging"]["now"]["why_not"] == "takes two closed cycles"


def closed_cycles(desk: Desk, confidence: float, value: float) -> None:
    """Two closed cycles of one team with six objectives each."""
    desk.write("okr.yaml", "version: 1\nteams: {payments: {owner: ana}, ana: {level: person, parent: payments}}\n")
    for cycle, day in (("2026-Q1", "2026-02-02"), ("2026-Q2", "2026-05-04")):
        goals = [
            f"  o{nth}: {{title: Goal, owner: ana, key_results: {{k: {{title: Raise it, baseline: 0, target: 10}}}}}}"
            for nth in range(6)
        ]
        desk.write(f"okrs/{cycle}/payments.yaml", "team: payments\nobjectives:\n" + "\n".join(goals) + "\n")
        desk.write(f"okrs/{cycle}/ana.yaml", f"team: ana\nobjectives:\n{goals[0]}\n")
        sure = ", ".join(f"o{nth}: {confidence}" for nth in range(6))
        said = ", ".join(f"o{nth}/k: {value}" for nth in range(6))
        text = f"date: {day}\nby: ana\nconfidence: {{{sure}}}\nresults: {{{said}}}\n"
        desk.write(f"okrs/{cycle}/checkins/{day}-payments-ana.yaml", text)


@pytest.mark.parametrize(
    ("confidence", "value", "brier", "too_safe"), [(0.8, 10, 0.04, 1), (0.8, 5, 0.64, 0), (0.3, 5, 0.09, 0)]
)
def test_calibration_and_sandbagging_are_told_over_cycles(
    tmp_path: Path, confidence: float, value: float, brier: float, too_safe: int
) -> None:
    desk = Desk(tmp_path / "desk")
    closed_cycles(desk, confidence, value)
    found = figures(desk, "2026-Q2")
    assert found["calibration"]["now"]["share"] == pytest.approx(brier)
    assert found["calibration"]["now"]["whole"] == 12
    assert counted(found["sandbagging"]) == (too_safe, 1)
    bins = desk.okr("health", "2026-Q2", "--format", "json").data["result"]["bins"]
    assert [(one["goals"], one["met"]) for one in bins] == [(12, 12 if value == 10 else 0)]


def test_no_person_is_told_of(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    closed_cycles(desk, 0.8, 5)
    found = figures(desk, "2026-Q2")
    assert {team["team"] for figure in found.values() for team in figure["teams"]} == {"payments"}
    assert "ana" not in desk.okr("health", "2026-Q2", "--by-team").out
    ran = desk.okr("health", "2026-Q2", "--team", "ana")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "error: 'ana' is a person")


def test_goals_carried_in_a_circle_are_no_trap(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    desk.write("okr.yaml", "version: 1\n")
    for cycle, origin in (("2026-Q1", "2026-Q3"), ("2026-Q2", "2026-Q1"), ("2026-Q3", "2026-Q2")):
        text = f"team: a\nobjectives:\n  o: {{title: Goal, carried_from: '{origin}:a/o'}}\n"
        desk.write(f"okrs/{cycle}/a.yaml", text)
    assert counted(figures(desk, "2026-Q3")["zombies"]) == (1, 1)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_it_fits_the_screen(practised: Desk, width: int) -> None:
    for more in ((), ("--by-team",)):
        lines = practised.okr("health", *more, COLUMNS=str(width)).out.splitlines()
        assert max(map(len, lines)) <= width


def test_markdown_has_a_section_for_each_figure(practised: Desk) -> None:
    out = practised.okr("health", "--format", "markdown", "--by-team").out
    assert out.count("\n## ") == 16
    assert "- payments: " in out
