"""okr lsp in a real session: what an editor is shown, asked and offered while somebody types."""

# ruff: noqa: E501 - sentences are whole as people see them
from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from desk import FILES, Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from language_client import Client

GOALS = "okrs/2026-Q3/platform.yaml"
PAYMENTS = "okrs/2026-Q3/payments.yaml"
CHECKIN = "okrs/2026-Q3/checkins/2026-08-17-payments-ana.yaml"
TEXT = FILES[GOALS]
WRONG = TEXT.replace("target: 20", "target: 120")


def codes(found: list[dict[str, Any]]) -> list[str]:
    return [one["code"] for one in found]


def offered(editor: Client, uri: str, line: int, only: list[str] | None = None) -> list[dict[str, Any]]:
    place = {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 0}}
    context: dict[str, Any] = {"diagnostics": []} | ({"only": only} if only else {})
    asked = {"textDocument": {"uri": uri}, "range": place, "context": context}
    return editor.ask("textDocument/codeAction", asked)  # type: ignore[no-any-return]


def edited(text: str, action: dict[str, Any]) -> str:
    """The text after the edits of an action, made as an editor makes them: in UTF-16 units, from behind."""
    (edits,) = action["edit"]["changes"].values()
    lines = text.split("\n")
    for edit in sorted(
        edits, key=lambda one: (one["range"]["start"]["line"], one["range"]["start"]["character"]), reverse=True
    ):
        start, end = edit["range"]["start"], edit["range"]["end"]
        before, behind = (units(lines[at["line"]])[: at["character"] * 2] for at in (start, end))
        rest = units(lines[end["line"]])[len(behind) :]
        lines[start["line"] : end["line"] + 1] = (
            before.decode("utf-16-le") + edit["newText"] + rest.decode("utf-16-le")
        ).split("\n")
    return "\n".join(lines)


def units(line: str) -> bytes:
    return line.encode("utf-16-le")


def test_findings_come_with_the_file_and_go_with_the_mistake(editor: Client) -> None:
    uri = editor.open(GOALS, WRONG)
    (found,) = editor.diagnostics(uri)
    assert found == {
        "range": {"start": {"line": 13, "character": 16}, "end": {"line": 13, "character": 19}},
        "severity": 1,
        "code": "OKR103",
        "source": "okr",
        "message": "baseline-equals-target: the target of 'queue' equals its baseline\n"
        "a level to hold is `kind: threshold` with `at_least:` or `at_most:`",
    }
    editor.change(uri, TEXT)
    assert editor.diagnostics(uri, until=lambda found: not found) == []
    assert editor.end() == (0, "")


def test_the_whole_workspace_is_looked_at_with_what_is_not_saved(editor: Client, desk: Desk) -> None:
    other = (desk.folder / PAYMENTS).as_uri()
    goals = editor.open(GOALS, TEXT.replace("fast-builds:", "quick-builds:"))
    editor.open(PAYMENTS, FILES[PAYMENTS].replace("standalone: It is a question", "supports: platform/fast-builds"))
    assert [one["message"].split("\n")[0] for one in editor.diagnostics(other)] == [
        "unknown-reference: there is no platform/fast-builds in 2026-Q3"
    ]
    editor.change(goals, TEXT)
    assert editor.diagnostics(other, until=lambda found: not found) == []


def test_files_that_are_not_open_are_read_from_the_disk(editor: Client, desk: Desk) -> None:
    uri = (desk.folder / GOALS).as_uri()
    desk.write(GOALS, WRONG)
    changed = {"changes": [{"uri": uri, "type": 2}]}
    editor.tell("workspace/didChangeWatchedFiles", changed)
    assert codes(editor.diagnostics(uri)) == ["OKR103"]
    (desk.folder / GOALS).unlink()
    editor.tell("workspace/didChangeWatchedFiles", changed)
    assert editor.diagnostics(uri, until=lambda found: not found) == []
    patterns = [watcher["globPattern"] for one in editor.registered for watcher in one["registerOptions"]["watchers"]]
    assert patterns == ["**/okr.yaml", "**/okrs/**/*.yaml", "**/okrs/**/*.yml"]


def test_what_is_closed_unsaved_is_forgotten(editor: Client) -> None:
    uri = editor.open(GOALS, WRONG)
    editor.diagnostics(uri)
    editor.close(uri)
    assert editor.diagnostics(uri, until=lambda found: not found) == []


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 42), ("utf-16", 38), ("utf-32", 37)])
def test_columns_are_counted_as_the_editor_counts(started: Callable[..., Client], encoding: str, column: int) -> None:
    editor = started(encodings=[encoding])
    assert editor.capabilities["positionEncoding"] == encoding
    uri = editor.open(GOALS, f'{TEXT}      speed: {{title: "Größer 🚀 ist", unti: x}}\n')
    number = TEXT.count("\n")
    found = next(one for one in editor.diagnostics(uri) if "unti" in one["message"])
    start, end = {"line": number, "character": column}, {"line": number, "character": column + 4}
    assert found["range"] == {"start": start, "end": end}
    for character, there in ((column - 1, False), (column + 1, True), (column + 4, True), (column + 5, False)):
        said = editor.ask("textDocument/hover", editor.at(uri, number, character))
        assert ("unknown-key" in str(said)) is there, character


def test_hovering_over_a_finding_shows_the_page_of_its_rule(editor: Client, desk: Desk) -> None:
    uri = editor.open(GOALS, WRONG)
    said = editor.ask("textDocument/hover", editor.at(uri, 13, 17))["contents"]
    assert said["kind"] == "markdown"
    assert said["value"] == desk.okr("explain", "OKR103", "--format", "markdown").out.strip()


def test_hovering_over_a_key_says_what_it_means(editor: Client) -> None:
    uri = editor.open(GOALS, TEXT)
    said = editor.ask("textDocument/hover", editor.at(uri, 5, 6))["contents"]["value"]
    assert said.startswith("**commitment**: ")
    assert "- `learning`: A `question` to answer" in said
    assert "**baseline**: The value when the cycle starts." in str(
        editor.ask("textDocument/hover", editor.at(uri, 12, 10))
    )
    assert editor.ask("textDocument/hover", editor.at(uri, 2, 4)) is None


def test_addresses_lead_to_their_goals(editor: Client, desk: Desk) -> None:
    text = TEXT.replace("standalone: It serves everybody", "supports: payments/checkout-trust")
    uri = editor.open(
        GOALS,
        text.replace("    key_results:", "    depends_on: [payments/checkout-trust/completion]\n    key_results:"),
    )
    goal = editor.ask("textDocument/definition", editor.at(uri, 6, 20))
    assert goal == {
        "uri": (desk.folder / PAYMENTS).as_uri(),
        "range": {"start": {"line": 2, "character": 2}, "end": {"line": 2, "character": 16}},
    }
    assert editor.ask("textDocument/hover", editor.at(uri, 6, 20))["contents"] == {
        "kind": "plaintext",
        "value": "2026-Q3:payments/checkout-trust\nBuyers trust our checkout enough to finish it",
    }
    result = editor.ask("textDocument/definition", editor.at(uri, 7, 40))
    assert result["range"]["start"] == {"line": 7, "character": 6}
    assert editor.ask("textDocument/definition", editor.at(uri, 6, 6)) is None
    checkin = editor.open(CHECKIN)
    assert editor.ask("textDocument/definition", editor.at(checkin, 4, 10)) == result
    assert editor.ask("textDocument/definition", editor.at(checkin, 2, 16)) == goal
    assert editor.ask("textDocument/definition", editor.at(checkin, 0, 2)) is None


def test_a_mistake_is_mended_where_it_stands(editor: Client) -> None:
    text = TEXT.replace("commitment: committed", "comitment: committed  # 🚀")
    uri = editor.open(GOALS, text)
    actions = offered(editor, uri, 5)
    assert [(action["title"], action["kind"]) for action in actions] == [
        ("OKR011: write `commitment` (may change what was meant)", "quickfix")
    ]
    assert actions[0]["diagnostics"][0]["code"] == "OKR011"
    assert edited(text, actions[0]) == text.replace("comitment", "commitment")


def test_a_finding_is_silenced_with_a_reason_still_to_be_written(editor: Client) -> None:
    uri = editor.open(GOALS, WRONG)
    action = next(one for one in offered(editor, uri, 13) if "ignore" in one["title"])
    assert action["title"] == "OKR103: ignore baseline-equals-target here, with a reason"
    text = edited(WRONG, action)
    assert text == WRONG.replace("target: 120", "target: 120  # okr: ignore[baseline-equals-target] -- ")
    editor.change(uri, text)
    assert "OKR904" in codes(editor.diagnostics(uri, until=lambda found: "OKR904" in codes(found)))
    editor.change(uri, text.replace("-- ", "-- the wait is measured anew in May"))
    assert editor.diagnostics(uri, until=lambda found: not found) == []


def test_nothing_is_offered_where_nothing_is_wrong(editor: Client) -> None:
    uri = editor.open(GOALS, WRONG)
    assert offered(editor, uri, 2) == []
    assert offered(editor, uri, 13, ["refactor"]) == []


def test_all_that_is_sure_is_mended_at_once(editor: Client) -> None:
    text = TEXT.replace("target: 20", "target: 20  # okr: ignore[missing-owner] -- it was so once")
    uri = editor.open(GOALS, text)
    (action,) = offered(editor, uri, 0, ["source.fixAll"])
    assert (action["kind"], edited(text, action)) == ("source.fixAll.okr", TEXT)
    editor.change(uri, TEXT)
    assert offered(editor, uri, 0, ["source.fixAll.okr"]) == []


@pytest.mark.parametrize(
    "text",
    ["team: [\n", "\t", "", "a: &b {c: *b}", "team: platform\nobjectives: 5\n", "<<<<<<< a\n", "\ud800", "a\u2028b\x85c: d", "- " * 9000, "\x00"],
)  # fmt: skip
def test_no_text_ends_the_session(editor: Client, text: str) -> None:
    uri = editor.open(GOALS, text)
    assert editor.diagnostics(uri)
    for line, character in ((0, 0), (0, 1), (5, 5), (2000000000, 0), (0, 2000000000)):
        for method in ("hover", "definition"):
            editor.ask(f"textDocument/{method}", editor.at(uri, line, character))
    for only in (None, ["quickfix"], ["source.fixAll"]):
        offered(editor, uri, 0, only)
    editor.change(uri, TEXT)
    assert editor.diagnostics(uri, until=lambda found: not found) == []
    assert editor.end() == (0, "")


def test_a_hostile_title_is_shown_as_it_is_and_does_nothing(editor: Client) -> None:
    title = "![x](https://evil.example/?) <img src=x> [click](command:evil) @everybody `"
    text = TEXT.replace("Nobody waits for a build", f'"{title}"').replace("standalone: It serves", "supports: 'x/y' #")
    editor.open(GOALS, text)
    other = editor.open(
        PAYMENTS, FILES[PAYMENTS].replace("standalone: It is a question", "supports: platform/fast-builds")
    )
    line = FILES[PAYMENTS].splitlines().index("    standalone: It is a question")
    said = editor.ask("textDocument/hover", editor.at(other, line, 20))["contents"]
    assert said == {"kind": "plaintext", "value": f"2026-Q3:platform/fast-builds\n{title}"}


def test_two_workspaces_are_two(started: Callable[..., Client], desk: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "other")
    for path, text in FILES.items():
        other.write(path, text.replace("fast-builds", "slow-builds"))
    other.write(GOALS, WRONG)
    editor = started(desk.folder, other.folder)
    there = (other.folder / GOALS).as_uri()
    assert codes(editor.diagnostics(there)) == ["OKR103"]
    assert editor.published((desk.folder / GOALS).as_uri()) in ([], None)
    gone = {"uri": other.folder.as_uri(), "name": "other"}
    editor.tell("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": [gone]}})
    assert editor.diagnostics(there, until=lambda found: not found) == []


def test_a_folder_may_have_any_name(started: Callable[..., Client], tmp_path: Path) -> None:
    odd = Desk(tmp_path / "goals & more #1 %41 é? 🚀")
    for path, text in FILES.items():
        odd.write(path, text)
    odd.write(PAYMENTS, FILES[PAYMENTS].replace("target: 75", "target: 61"))
    editor = started(odd.folder)
    assert codes(editor.diagnostics((odd.folder / PAYMENTS).as_uri())) == ["OKR103"]
    uri = (odd.folder / GOALS).as_uri()
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": WRONG}
    editor.tell("textDocument/didOpen", {"textDocument": document})
    assert codes(editor.diagnostics(uri)) == ["OKR103"]
    assert "baseline-equals-target" in str(editor.ask("textDocument/hover", editor.at(uri, 13, 17)))


def test_a_workspace_is_found_by_its_file_alone(started: Callable[..., Client], desk: Desk, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    editor = started(empty)
    assert codes(editor.diagnostics(editor.open(GOALS, WRONG))) == ["OKR103"]
    note = desk.write("notes.md", "# Notes")
    editor.open("notes.md", note.read_text(encoding="utf-8"))
    assert editor.ask("textDocument/hover", editor.at(note.as_uri(), 0, 3)) is None


def test_a_folder_without_a_workspace_is_left_alone(started: Callable[..., Client], tmp_path: Path) -> None:
    plain = Desk(tmp_path / "plain")
    file = plain.write("a.yaml", "team: [")
    editor = started(plain.folder)
    for uri in (
        file.as_uri(),
        "untitled:Untitled-1",
        "file:///no/such/folder/x.yaml",
        "git:/x.yaml?q",
        "file://host/x",
        "file:///a%00b/c",
    ):
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": "team: ["}
        editor.tell("textDocument/didOpen", {"textDocument": document})
        assert editor.ask("textDocument/hover", editor.at(uri, 0, 0)) is None
        assert editor.ask("textDocument/definition", editor.at(uri, 0, 0)) is None
        assert offered(editor, uri, 0) == []
    assert editor.published(file.as_uri()) is None
    assert editor.end() == (0, "")


def test_settings_that_come_and_go_are_followed(editor: Client, desk: Desk) -> None:
    uri = editor.open(GOALS, WRONG)
    editor.diagnostics(uri)
    settings = (desk.folder / "okr.yaml").rename(desk.folder / "away")
    editor.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert editor.diagnostics(uri, until=lambda found: not found) == []
    settings.rename(desk.folder / "okr.yaml")
    editor.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert codes(editor.diagnostics(uri)) == ["OKR103"]


def test_no_file_is_ever_written(editor: Client, desk: Desk) -> None:
    before = desk.files()
    uri = editor.open(GOALS, WRONG)
    for only in (None, ["source.fixAll"]):
        offered(editor, uri, 13, only)
    editor.end()
    assert desk.files() == before


@pytest.mark.parametrize("sent", [b"Content-Length: 5\r\n\r\n{]]]}", b"Content-Length: 2\r\n\r\n{}", b"what\r\n\r\n"])
def test_what_is_no_message_is_passed_over(editor: Client, sent: bytes) -> None:
    assert editor.server.stdin
    editor.server.stdin.write(sent)
    editor.server.stdin.flush()
    assert codes(editor.diagnostics(editor.open(GOALS, WRONG))) == ["OKR103"]
    code, said = editor.end()
    assert (code, "Traceback" in said) == (0, False)


@pytest.mark.parametrize("sent", [b"", b"Content-Length: 100\r\n\r\n{"])
def test_an_editor_that_goes_without_a_word_takes_the_server_along(desk: Desk, sent: bytes) -> None:
    ran = desk.start("lsp", stdin=subprocess.PIPE).end(sent)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT to one process")
def test_interrupting_ends_it_at_once(editor: Client) -> None:
    editor.server.send_signal(signal.SIGINT)
    assert editor.server.wait(20) == -signal.SIGINT


def test_without_pygls_a_sentence_says_what_to_install(desk: Desk, tmp_path: Path) -> None:
    """As it is where the extra was not asked for: the module cannot be found."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text("import sys\nsys.modules['pygls'] = None\n", encoding="utf-8")
    ran = desk.okr("lsp", PYTHONPATH=str(hidden))
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err == "error: the language server needs pygls, which is not installed\nhelp: pip install 'okrcli[lsp]'\n"
    )
