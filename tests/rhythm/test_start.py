from __future__ import annotations

import json
from datetime import date

import pytest

from okrcli.errors import OkrError
from okrcli.goals.cycle import Calendar
from okrcli.goals.schemas import FILES, schema
from okrcli.goals.workspace import Workspace, load
from okrcli.lint.rule import Context
from okrcli.lint.run import all_rules, run
from okrcli.rhythm.start import workspace_files

TODAY = date(2026, 8, 3)
QUARTERS = Calendar()


def started(team: str = "payments", owner: str = "ana", calendar: Calendar = QUARTERS) -> dict[str, str]:
    return dict(workspace_files("Acme", team, owner, calendar.of(TODAY), calendar))


def loaded(files: dict[str, str]) -> Workspace:
    return load((path, text) for path, text in files.items() if path.endswith(".yaml"))


@pytest.mark.parametrize("team", ["payments", "company", "true", "2026"])
@pytest.mark.parametrize("owner", ["ana", "Ana Łoś: CFO", "[ben]", "yes"])
def test_a_new_workspace_lints_clean(team: str, owner: str) -> None:
    assert run(loaded(started(team, owner)), all_rules(), Context(TODAY)).diagnostics == ()


def test_a_new_workspace_has_these_files() -> None:
    assert [*started()] == [
        "okr.yaml",
        "okrs/2026-Q3/payments.yaml",
        ".okr/goals.schema.json",
        ".okr/checkin.schema.json",
        ".okr/review.schema.json",
        ".okr/settings.schema.json",
    ]


def test_the_settings_say_the_calendar_that_was_asked_for() -> None:
    calendar = Calendar("half", "february")
    files = started(calendar=calendar)
    assert "okrs/2026-H2/payments.yaml" in files
    assert loaded(files).calendar == calendar


def test_the_same_answers_give_the_same_files() -> None:
    assert started() == started()


def test_a_team_needs_an_id() -> None:
    with pytest.raises(OkrError, match="'Pay ments' cannot be the id of a team"):
        started("Pay ments")


@pytest.mark.parametrize("path", ["okr.yaml", "okrs/2026-Q3/payments.yaml"])
def test_the_first_line_leads_an_editor_to_the_schema(path: str) -> None:
    files = started()
    first, _ = files[path].split("\n", 1)
    reference = first.removeprefix("# yaml-language-server: $schema=")
    steps = path.count("/")
    assert reference.startswith("../" * steps)
    assert reference.removeprefix("../" * steps) in files


@pytest.mark.parametrize("name", FILES)
def test_the_schemas_are_draft_7(name: str) -> None:
    text = started()[f".okr/{name}.schema.json"]
    assert json.loads(text) == schema(name)
    assert schema(name)["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_a_schema_that_does_not_exist_has_a_suggestion() -> None:
    with pytest.raises(OkrError, match="no schema 'gaols'") as raised:
        schema("gaols")
    assert raised.value.hint == "did you mean 'goals'?"
