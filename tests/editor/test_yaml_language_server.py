"""The modeline and the schemas in the language server that editors really use for YAML."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from desk import Desk
from language_client import Client
from tools import language_server

from okrcli.goals.hints import HINTS
from okrcli.goals.schemas import FILES, described, schema

if TYPE_CHECKING:
    from collections.abc import Iterator

GOALS = "okrs/2026-Q3/payments.yaml"
CHECKIN = "okrs/2026-Q3/checkins/2026-08-20-payments-ana.yaml"
MODELINE = "# yaml-language-server: $schema=../../.okr/goals.schema.json\n"
TEXT = f"""\
{MODELINE}team: payments
objectives:
  trust:
    title: Buyers trust our checkout
    onwer: ana
    commitment: hoped
    key_results:
      completion:
        kind: treshold
        titel: Raise checkout completion from 61% to 75%
        baseline: high
      Bad_Id: {{title: x}}
"""
WRITING = f"""\
{MODELINE}team: payments
objectives:
  trust:
    title: Buyers trust our checkout
    commitment: ""
    key_results:
      completion:
        title: Raise checkout completion from 61% to 75%
        b
"""
Place = tuple[int, int, int]


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """An editor with a workspace that `okr init` has just made."""
    desk = Desk(tmp_path_factory.mktemp("editor") / "desk")
    assert desk.okr("init", "--team", "payments", "--owner", "ana").code == 0
    with Client(language_server(), desk.folder, {"PATH": os.environ["PATH"]}) as client:
        client.start(desk.folder)
        yaml = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
        client.tell("workspace/didChangeConfiguration", {"settings": {"yaml": yaml, "http": {}}})
        yield client


def found(editor: Client, uri: str) -> dict[Place, str]:
    """Messages by line, first and last column as an editor shows them, from 1."""
    return {
        (at["start"]["line"] + 1, at["start"]["character"] + 1, at["end"]["character"] + 1): said["message"]
        for said in editor.diagnostics(uri)
        for at in [said["range"]]
    }


def completions(editor: Client, uri: str, line: int, character: int) -> dict[str, Any]:
    answer = editor.ask("textDocument/completion", editor.at(uri, line, character))
    return {item["label"]: item for item in (answer["items"] if isinstance(answer, dict) else answer)}


def test_the_modeline_finds_the_schema_and_mistakes_stand_where_they_were_made(editor: Client) -> None:
    assert found(editor, editor.open(GOALS, TEXT)) == {
        (6, 5, 10): "Property onwer is not allowed.",
        (7, 17, 22): 'Value is not accepted. Valid values: "committed", "aspirational", "learning".',
        (9, 7, 17): 'Missing property "title".',
        (10, 15, 23): 'Value is not accepted. Valid values: "metric", "threshold", "range", "milestone", "baseline".',
        (11, 9, 14): "Property titel is not allowed.",
        (12, 19, 23): 'Incorrect type. Expected "number".',
        (13, 7, 13): "Must be an id (small letters, digits and dashes, at most 64, not a dash first).",
    }


def test_check_ins_and_settings_have_their_own(editor: Client) -> None:
    checkin = "# yaml-language-server: $schema=../../../.okr/checkin.schema.json\ndate: 2026-8-1\nby: ana\n"
    uri = editor.open(CHECKIN, f"{checkin}results:\n  trust/completion: high\n  trust/x: {{confidense: 1}}\n")
    assert found(editor, uri) == {
        (2, 7, 15): "Must be a date like 2026-09-30.",
        (5, 21, 25): "Incorrect type. Expected one of number, object.",
        (6, 13, 23): "Property confidense is not allowed.",
    }
    settings = "# yaml-language-server: $schema=.okr/settings.schema.json\nversion: 1\ncycles: {length: quater}\n"
    said = 'Value is not accepted. Valid values: "quarter", "trimester", "half", "year".'
    assert found(editor, editor.open("okr.yaml", settings)) == {(3, 18, 24): said}


def test_keys_of_a_key_result_are_completed_with_what_they_mean(editor: Client) -> None:
    uri = editor.open("okrs/2026-Q3/keys.yaml", WRITING)
    keys = completions(editor, uri, 9, 9)
    assert {"baseline", "between", "target", "at_least", "evidence", "kind"} <= keys.keys()
    assert "title" not in keys
    assert "not_doing" not in keys
    assert keys["baseline"]["documentation"] == "The value when the cycle starts."
    assert keys["baseline"]["textEdit"]["range"]["start"] == {"line": 9, "character": 8}


def test_the_words_of_a_choice_are_completed_with_what_they_mean(editor: Client) -> None:
    words = completions(editor, editor.open("okrs/2026-Q3/words.yaml", WRITING), 5, 17)
    means = {word: item["documentation"]["value"] for word, item in words.items()}
    assert means.keys() >= {"committed", "aspirational", "learning"}
    learning = next(said for word, said in means.items() if "learning" in word)
    assert learning == "A `question` to answer: its key results are answered, partly answered or open."


def test_a_new_key_result_starts_from_a_whole_one(editor: Client) -> None:
    text = WRITING.replace("        b\n", "").replace('""', "learning") + "      "
    offered = completions(editor, editor.open("okrs/2026-Q3/start.yaml", text), 9, 6)
    start = offered["key result: a number that moves"]
    text_edit = start.get("insertText") or start["textEdit"]["newText"]
    assert [line.split(":")[0].strip() for line in text_edit.splitlines()[1:]] == [
        "title", "metric", "unit", "baseline", "target"
    ]  # fmt: skip


def test_hovering_shows_the_words_of_the_model(editor: Client) -> None:
    uri = editor.open("okrs/2026-Q3/hover.yaml", WRITING.replace("        b\n", "        kind: range\n"))
    said = editor.ask("textDocument/hover", editor.at(uri, 9, 10))["contents"]["value"]
    assert said.startswith("#### Key result\n\nHow the result is measured; `metric` if not said.")
    assert "* `range`: A number to keep inside `between: [low, high]`." in said


def test_what_init_writes_is_right_to_the_server_too(editor: Client) -> None:
    wrong = editor.open("okrs/2026-Q3/init.yaml", TEXT)
    editor.diagnostics(wrong)
    editor.change(wrong, (editor.folder / GOALS).read_text(encoding="utf-8"))
    assert editor.diagnostics(wrong, until=lambda found: not found) == []


@pytest.mark.parametrize("name", FILES)
def test_every_hint_belongs_to_a_value_and_changes_none_of_its_choices(name: str) -> None:
    plain = FILES[name][1].schema()
    for way, hints in HINTS[name].items():
        found = described(plain, tuple(way.split("/")))
        assert found is not None, way
        assert hints.get("enum") == (found.get("enum") if "enum" in hints else None), way
        assert len(hints.get("markdownEnumDescriptions", ())) == len(hints.get("enum", ())), way


def test_examples_are_valid_themselves() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    for name in FILES:
        for way, hints in HINTS[name].items():
            validator = jsonschema.Draft7Validator(described(schema(name), tuple(way.split("/"))))
            for example in hints.get("examples", ()):
                assert [error.message for error in validator.iter_errors(example)] == []
