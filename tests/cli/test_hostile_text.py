"""Texts of files, names and arguments are shown as they are: no terminal, no markup, no CI obeys them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, commit_all

TEXTS = [
    "[p95] latency",
    "[/x]",
    "[bold red]loud[/]",
    ":100: and :warning:",
    "@kim and @org/team",
    "Fixes #12",
    "a | b",
    "`code` and ```fence",
    "%0A::error::after",
    "::error file=a,line=1::pwned",
    "  ::set-output name=a::b",
    "##[error]pwned",
    "x ##[group]y",
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "$(id) ${{ github.token }}",
    "日本語のとても長い題名です",
    "e\u0301\u0301 combining",
    "\U0001f469\u200d\U0001f680 joined",
    "x" * 10_000,
]
UNSEEN = [
    "esc \x1b[31mred",
    "csi \x9b31m",
    "bell \x07",
    "bidi \u202eabc",
    "isolate \u2066abc",
    "bom \ufeffx",
    "line\u2028line",
]
SHOWN = [
    "lint", "lint --format concise", "lint --format json", "lint --format grouped", "lint --statistics",
    "lint --format gitlab", "lint --format sarif", "lint --format junit", "lint --format rdjson",
    "lint --format markdown",
    "status", "status --format json",
    "score", "score --format json",
    "report", "report --format json", "report --team payments",
    "log", "log --format json", "log --format jsonl", "log --format csv", "log --format markdown",
    "diff HEAD~1 HEAD", "diff HEAD~1 HEAD --format markdown", "diff HEAD~1 HEAD --format json",
]  # fmt: skip
BAD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def commands_in(output: str) -> list[str]:
    """The workflow commands that GitHub's runner finds in a log (its two parsers, ActionCommand.cs)."""
    found = []
    for line in re.split(r"\r\n|\r|\n", output):
        trimmed = line.lstrip()
        if trimmed.startswith("::") and trimmed.find("::", 2) > 2:
            found.append(trimmed)
        start = line.find("##[")
        if start >= 0 and line.find("]", start) > start + 3:
            found.append(line[start:])
    return found


def harmless(output: str) -> bool:
    return not BAD.search(output) and not commands_in(output)


def test_the_port_of_the_runner_finds_commands() -> None:
    assert commands_in("a\n ::error::x\rb ##[group]y\n::\n::::\n## [x]") == ["::error::x", "##[group]y"]


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def goals(texts: list[str]) -> str:
    lines = ["team: payments", "objectives:"]
    for number, text in enumerate(texts):
        lines += [
            f"  o{number}:",
            *(f"    {key}: {quoted(text)}" for key in ("title", "owner", "why", "standalone")),
            "    key_results:",
            "      k:",
            *(f"        {key}: {quoted(text)}" for key in ("title", "metric", "unit", "source")),
            "        baseline: 0",
            "        target: 100",
        ]
    return "\n".join(lines) + "\n"


def checkin(texts: list[str]) -> str:
    lines = ["date: 2026-08-17", "by: ana", "results:"]
    lines += [f"  o{number}/k: {{value: 40, note: {quoted(text)}}}" for number, text in enumerate(texts)]
    for key in ("issues", "plan"):
        lines += [f"{key}:", *(f"  - {quoted(text)}" for text in texts)]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A workspace of hostile texts, changed once, by somebody with a hostile name."""
    made = Desk(tmp_path_factory.mktemp("hostile") / "desk")
    made.write(
        "okr.yaml",
        f'version: 1\norganisation: "::error::Acme [bold]"\nteams:\n  payments: {{owner: {quoted(TEXTS[0])}}}\n',
    )
    made.write("okrs/2026-Q3/payments.yaml", goals(TEXTS).replace("target: 100", "target: 90"))
    commit_all(made)
    made.write("okrs/2026-Q3/payments.yaml", goals(TEXTS))
    made.write("okrs/2026-Q3/checkins/2026-08-17-payments-ana.yaml", checkin(TEXTS))
    made.git("add", "--all")
    made.git(
        "-c",
        "user.name=x",
        "commit",
        "--quiet",
        "--author=\x1b[31m::error::\u202eEvil ##[group]x <e@x>",
        "-m",
        "change",
    )
    return made


@pytest.mark.parametrize("command", SHOWN)
@pytest.mark.parametrize("width", ["60", "200"])
def test_no_output_obeys_a_text_of_a_file(hostile: Desk, command: str, width: str) -> None:
    ran = hostile.okr(*command.split(), COLUMNS=width)
    assert ran.code in {0, 1}
    assert harmless(ran.said)


@pytest.mark.parametrize("command", ["report", "lint --format concise", "lint"])
def test_texts_are_shown_as_they_are(hostile: Desk, command: str) -> None:
    ran = hostile.okr(*command.split(), COLUMNS="300")
    for text in TEXTS[:9] + TEXTS[13:17]:
        assert text in ran.out


def strings(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set().union(*map(strings, value.values()))
    if isinstance(value, list):
        return set().union(*map(strings, value))
    return {value} if isinstance(value, str) else set()


@pytest.mark.parametrize("command", ["report", "status", "score"])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
def test_json_holds_the_original_texts_in_any_encoding(hostile: Desk, command: str, encoding: str) -> None:
    with hostile.start(command, "--format", "json", PYTHONIOENCODING=encoding).process as process:
        output = process.communicate(timeout=60)[0].decode(encoding)
    assert harmless(output)
    assert set(TEXTS) <= strings(json.loads(output))


def test_log_holds_the_original_texts_as_json(hostile: Desk) -> None:
    events = [json.loads(line) for line in hostile.okr("log", "--format", "jsonl").out.splitlines()]
    assert set(TEXTS) <= strings(events)


@pytest.mark.parametrize("text", UNSEEN)
def test_what_must_not_stand_in_files_is_found_and_not_repeated(desk: Desk, text: str) -> None:
    desk.write("okrs/2026-Q3/payments.yaml", goals([text]).encode())
    desk.write(
        "okrs/2026-Q3/platform.yaml",
        goals([text]).replace("payments", "platform").encode("unicode_escape").replace(b"\\n", b"\n"),
    )
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "-m", "hostile")
    for command in SHOWN:
        ran = desk.okr(*command.split())
        assert harmless(ran.said), command


@pytest.mark.parametrize("text", [TEXTS[1], *TEXTS[8:12], UNSEEN[0], UNSEEN[3]])
def test_arguments_are_repeated_harmlessly(desk: Desk, text: str) -> None:
    for command in (
        [text],
        ["lint", text],
        ["lint", "--format", text],
        ["report", text],
        ["report", "--team", text],
        ["score", text],
        ["explain", text],
        ["checkin", text],
        ["checkin", f"completion={text}"],
        ["import", text],
        ["-C", text, "lint"],
    ):
        ran = desk.okr(*command)
        assert (ran.code, ran.out) == (2, ""), command
        assert harmless(ran.err), command
        assert ran.err.startswith("error: ")


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_sentences_are_judged_harmlessly(readable: Desk, form: str) -> None:
    sentences = "\n".join([*TEXTS, *UNSEEN])
    assert harmless(readable.okr("judge", "-", "--format", form, typed=sentences).said)


@pytest.mark.parametrize("text", TEXTS[:12:2] + TEXTS[12:-1])
def test_a_draft_is_shown_harmlessly_and_holds_the_text(desk: Desk, text: str) -> None:
    for form in ("text", "json"):
        ran = desk.okr(
            "draft",
            text,
            "--kr",
            f"Cut {text} from 9 to 4",
            "--team",
            "payments",
            "--owner",
            text,
            "--dry-run",
            "--format",
            form,
        )
        assert harmless(ran.said)
        if form == "json":
            assert text.strip() in ran.data["text"] or quoted(text)[1:-1] in ran.data["text"]


@pytest.mark.parametrize("text", TEXTS[1::2])
def test_a_checkin_is_shown_harmlessly_and_its_message_holds_no_text(desk: Desk, text: str) -> None:
    typed = ["completion=70", "--note", f"completion={text}", "--issue", text, "--plan", text]
    assert harmless(desk.okr("checkin", *typed, "--dry-run").said)
    ran = desk.okr("checkin", *typed)
    assert (ran.code, harmless(ran.said)) == (0, True)
    message = desk.git("log", "-1", "--format=%B").strip()
    assert message == "okr: check-in 2026-08-20 (payments) checkout-trust/completion"
    assert desk.okr("lint", "--fail-on", "error").code == 0


@pytest.mark.parametrize(
    "name",
    ["::error::x.yaml", "##[error]x.yaml", "a\x1b[31m.yaml", "a\u202eb.yaml", "a\nb.yaml", b"\xff.yaml"],
)
@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made there")
def test_names_of_files_are_shown_harmlessly(desk: Desk, name: str | bytes) -> None:
    folder = os.fsencode(desk.folder / "okrs" / "2026-Q3")
    Path(os.fsdecode(os.path.join(folder, os.fsencode(name)))).write_text("team: x\n")  # noqa: PTH118
    for command in SHOWN:
        assert harmless(desk.okr(*command.split()).said), command


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made there")
def test_the_name_of_a_folder_begins_no_command(tmp_path: Path) -> None:
    inner = Desk(tmp_path / "desk" / "::error::x")
    inner.write("okr.yaml", "version: 1\n")
    inner.write("okrs/2026-Q3/payments.yaml", "objectives: 5\n")
    outer = Desk(tmp_path / "desk")
    for form in ("text", "concise", "json"):
        ran = outer.okr("lint", "::error::x", "--format", form)
        assert (ran.code, harmless(ran.said)) == (1, True)
    assert harmless(inner.okr("report").said)


@pytest.mark.parametrize("name", ["goals.csv", "goals.md"])
def test_an_import_is_shown_harmlessly(desk: Desk, name: str) -> None:
    rows = [f'"{text.replace(chr(34), "")}","Cut {text} from 9 to 4","{text}"' for text in TEXTS]
    outline = [f"## Objective: {text}\n\n- Cut {text} from 9 to 4\n" for text in TEXTS]
    desk.write(name, "\n".join(["objective,key result,::error::x", *rows] if name.endswith("csv") else outline))
    for form in ("text", "json"):
        ran = desk.okr("import", name, "--team", "platform", "--cycle", "2026-Q4", "--force", "--format", form)
        assert (ran.code, harmless(ran.said)) == (0, True)
    assert harmless(desk.okr("lint").said)
