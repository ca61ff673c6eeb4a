"""The published schemas accept what okr accepts, as a validator that is not ours sees it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desk import FILES, Desk
from ruamel.yaml import YAML

jsonschema = pytest.importorskip("jsonschema")

EXAMPLES = Path(__file__).parents[2] / "examples"
KINDS = ["goals", "checkin", "review", "settings"]


def kind_of(path: Path) -> str:
    if path.name == "okr.yaml":
        return "settings"
    return {"checkins": "checkin", "reviews": "review"}.get(path.parent.name, "goals")


def as_json(text: str) -> Any:
    """As editors see it: a YAML 1.2 reader that is not ours, dates as text."""
    return undated(YAML(typ="safe", pure=True).load(text))


def undated(value: Any) -> Any:
    if isinstance(value, dict):
        return {undated(key): undated(item) for key, item in value.items()}
    if isinstance(value, list):
        return [undated(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.fixture(scope="module")
def validators(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    desk = Desk(tmp_path_factory.mktemp("schemas"))
    made = {}
    for kind in KINDS:
        schema = desk.okr("schema", kind).data
        validator = jsonschema.validators.validator_for(schema)
        validator.check_schema(schema)
        made[kind] = validator(schema)
    return made


def test_the_names_are_listed(readable: Desk) -> None:
    assert readable.okr("schema").out.split() == [*KINDS, "lint"]


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda path: str(path.relative_to(EXAMPLES)))
def test_the_examples_are_valid(path: Path, validators: dict[str, Any]) -> None:
    found = validators[kind_of(path)].iter_errors(as_json(path.read_text(encoding="utf-8")))
    assert [error.message for error in found] == []


def test_what_okr_writes_is_valid(empty: Desk, validators: dict[str, Any]) -> None:
    empty.okr("init", "--team", "payments", "--owner", "ana")
    empty.okr("draft", "Trust", "--team", "payments", "--owner", "ana", "--kr", "Cut errors from 9% to 4%")
    said = ["colleagues-who-know-the-goal=20", "-c", "goals-guide-our-week=0.5", "-i", "x", "-p", "y"]
    assert empty.okr("checkin", *said, "--no-commit", "--by", "ana").code == 0
    texts = {path: text.decode() for path, text in empty.files().items() if path.endswith(".yaml")}
    assert len(texts) == 3
    for path, text in texts.items():
        assert list(validators[kind_of(Path(path))].iter_errors(as_json(text))) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("okr.yaml", "organisation", "organization"),
        ("okr.yaml", "version: 1", "version: 2"),
        ("okrs/2026-Q3/payments.yaml", "owner: ana", "onwer: ana"),
        ("okrs/2026-Q3/payments.yaml", "kind: threshold", "kind: treshold"),
        ("okrs/2026-Q3/payments.yaml", "target: 75", "target: high"),
        ("okrs/2026-Q3/payments.yaml", "commitment: learning", "commitment: hoped"),
        ("okrs/2026-Q3/checkins/2026-08-17-payments-ana.yaml", "by: ana", "author: ana"),
        ("okrs/2026-Q3/checkins/2026-08-17-payments-ana.yaml", "0.6", "1.6"),
    ],
)
def test_what_lint_refuses_of_a_shape_the_schema_refuses_too(
    desk: Desk, validators: dict[str, Any], path: str, old: str, new: str
) -> None:
    wrong = FILES[path].replace(old, new)
    desk.write(path, wrong)
    assert desk.okr("lint", path).code == 1
    validator = validators[kind_of(Path(path))]
    assert list(validator.iter_errors(as_json(FILES[path]))) == []
    assert list(validator.iter_errors(as_json(wrong))) != []


def test_every_json_result_has_the_same_frame(desk: Desk) -> None:
    for command in ("lint", "report", "status", "score", "log", "rules", "checkin completion=68"):
        data = desk.okr(*command.split(), "--format", "json").data
        assert (data["schema_version"], data["tool"]["name"]) == (1, "okr")
        assert data["command"] == command.split()[0]
        assert list(data) == sorted(data)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_that_the_examples_name_are_the_published_ones(kind: str, readable: Desk) -> None:
    published = (EXAMPLES / ".okr" / f"{kind}.schema.json").read_text(encoding="utf-8")
    assert readable.okr("schema", kind).out == published
