"""Every format of okr lint as its reader takes it: schemas, parsers and validators that are not ours."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from desk import FILES, Desk
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from tools import node_package

from okrcli.render import table

if TYPE_CHECKING:
    from pathlib import Path

GOALS = "okrs/2026-Q3/platform.yaml"
MISTAKES = (
    FILES[GOALS]
    .replace("target: 20", "target: 120  # okr: ignore[baseline-equals-target] -- agreed; it's <held>")
    .replace("owner: kim", "owner: kin")
    .replace("kind: range", "kind: rnge")
    .replace("unit: EUR", 'unit: "EUR é\u65e5"')
    .replace("between: [38, 46]", 'between: ["38", 46]')
)
FORMATS = sorted(table.LINT)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A workspace below the top of its repository, with an error of every kind of fix and a waiver."""
    top = Desk(tmp_path_factory.mktemp("formats") / "top")
    top.git("init", "--quiet", "--initial-branch=main")
    made = Desk(top.folder / "goals & more")
    for path, text in FILES.items():
        made.write(path, text)
    made.write(GOALS, MISTAKES)
    return made


def shown(desk: Desk, form: str, *arguments: str) -> str:
    ran = desk.okr("lint", "--format", form, *arguments)
    assert ran.code == 1
    assert ran.err == ""
    return ran.out


@pytest.mark.parametrize("form", FORMATS)
def test_the_exit_code_is_that_of_the_findings_in_every_format(desk: Desk, readable: Desk, form: str) -> None:
    assert desk.okr("lint", "--format", form).code == 1
    assert desk.okr("lint", "--format", form, "--fail-on", "never").code == 0
    assert readable.okr("lint", "--format", form).code == 0


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_in_a_file_is_what_is_shown(desk: Desk, tmp_path: Path, form: str) -> None:
    path = tmp_path / "report"
    assert desk.okr("lint", "--report", f"{form}={path}", "--format", "concise").code == 1
    assert path.read_text(encoding="utf-8") == shown(desk, form)


def test_json_is_what_the_published_schema_says(desk: Desk) -> None:
    schema = desk.okr("schema", "lint").data
    jsonschema.Draft7Validator.check_schema(schema)
    data = json.loads(shown(desk, "json"))
    jsonschema.Draft7Validator(schema).validate(data)
    assert data["summary"]["suppressed"] == 1
    fixes = [each["fix"] for each in data["results"] if each["fix"]]
    assert {fix["applicability"] for fix in fixes} == {"safe", "unsafe"}


def said_of(report: str, desk: Desk, folder: Path) -> list[str]:
    """What the validator of SARIF's makers finds, with the rules of GitHub's code scanning."""
    tool = node_package("@microsoft/sarif-multitool-linux/Sarif.Multitool")
    tool.chmod(0o755)  # npm unpacks it as a plain file
    path, found = folder / "okr.sarif", folder / "found.sarif"
    path.write_text(report, encoding="utf-8")
    command: list[str | Path] = [
        tool,
        "validate",
        path,
        "--output",
        found,
        "--rule-kind",
        "Sarif;Ghas",
        "--level",
        "Error;Warning",
    ]
    environment = desk.environment(DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1")
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert found.is_file(), done.stdout + done.stderr
    results = json.loads(found.read_text(encoding="utf-8-sig"))["runs"][0].get("results", [])
    return [each["ruleId"] for each in results]


def test_sarif_has_no_finding_of_its_validator(desk: Desk, tmp_path: Path) -> None:
    report = shown(desk, "sarif")
    home_page = "SARIF2005"  # it wants the address of one, and okr has none
    assert set(said_of(report, desk, tmp_path)) <= {home_page}


def test_the_validator_would_find_what_github_refuses(desk: Desk, tmp_path: Path) -> None:
    report = json.loads(shown(desk, "sarif"))
    report["runs"][0]["results"][0]["locations"] = []
    assert any(rule.startswith("GH") for rule in said_of(json.dumps(report), desk, tmp_path))


def test_sarif_says_where_in_the_repository_and_why_something_is_suppressed(desk: Desk) -> None:
    run = json.loads(shown(desk, "sarif"))["runs"][0]
    located = [each["locations"][0]["physicalLocation"]["artifactLocation"] for each in run["results"]]
    assert {each["uri"] for each in located} == {"goals%20%26%20more/okrs/2026-Q3/platform.yaml"}
    suppressed = [each["suppressions"] for each in run["results"] if "suppressions" in each]
    assert suppressed == [[{"kind": "inSource", "status": "accepted", "justification": "agreed; it's <held>"}]]
    levels = [each["level"] for each in run["results"] if "suppressions" not in each]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    for each in run["results"]:
        assert run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"]


GITLAB: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?![./])"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer"}}},
                },
            },
        },
    },
}
POSITION = {
    "type": "object",
    "required": ["line", "column"],
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
RANGE = {"type": "object", "required": ["start", "end"], "properties": {"start": POSITION, "end": POSITION}}
RDJSON: dict[str, Any] = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "properties": {
        "source": {"type": "object", "required": ["name"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location", "severity", "code"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string"},
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "required": ["value"]},
                    "location": {
                        "type": "object",
                        "required": ["path", "range"],
                        "properties": {"path": {"type": "string"}, "range": RANGE},
                    },
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "properties": {"range": RANGE, "text": {"type": "string"}},
                        },
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize(("form", "schema"), [("gitlab", GITLAB), ("rdjson", RDJSON)])
def test_reports_of_services_have_their_documented_fields(desk: Desk, form: str, schema: dict[str, Any]) -> None:
    jsonschema.Draft7Validator(schema).validate(json.loads(shown(desk, form)))


def test_gitlab_gets_no_fingerprint_twice(desk: Desk) -> None:
    prints = [each["fingerprint"] for each in json.loads(shown(desk, "gitlab"))]
    assert len(set(prints)) == len(prints) > 2


def test_rdjson_counts_bytes_and_suggests_what_fixes_do(desk: Desk) -> None:
    found = json.loads(shown(desk, "rdjson"))["diagnostics"]
    made = [each for each in found if "suggestions" in each]
    text = desk.read(GOALS).encode()
    lines = text.split(b"\n")
    for each in made:
        for suggestion in each["suggestions"]:
            start, end = suggestion["range"]["start"], suggestion["range"]["end"]
            assert lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1] == b'"38"'
            assert suggestion["text"] == "38"
    assert len(made) == 1


def test_junit_is_read_with_a_case_for_every_file_and_finding(desk: Desk) -> None:
    text = shown(desk, "junit")
    found = json.loads(shown(desk, "json"))["results"]
    wrong = [each for each in found if each["severity"] != "info" and not each["suppressed"]]
    suites = JUnitXml.fromstring(text.encode())
    assert sum(suite.failures for suite in suites) == len(wrong)
    names = {suite.name for suite in suites}
    assert names == {f"goals & more/{path}" for path in FILES}
    assert all(len(list(suite)) >= 1 for suite in suites)


def test_markdown_is_one_table_as_a_reader_sees_it(desk: Desk) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(shown(desk, "markdown"))
    found = json.loads(shown(desk, "json"))["results"]
    assert html.count("<tr>") == 1 + sum(not each["suppressed"] for each in found)
    assert "goals &amp; more/okrs" in html.replace("\u200b", "")


def annotations_of(output: str) -> list[tuple[str, dict[str, str], str]]:
    """The annotations that GitHub's runner makes of a log (ActionCommand.TryParseV2 of actions/runner)."""
    found = []
    for line in output.splitlines():
        match = re.match(r"\s*::(?P<name>[^ :]+)(?: (?P<properties>.*?))?::(?P<data>.*)", line)
        if match and match["name"] in {"error", "warning", "notice"}:
            pairs = [pair.split("=", 1) for pair in (match["properties"] or "").split(",") if "=" in pair]
            found.append((match["name"], {key: unescaped(value) for key, value in pairs}, unescaped(match["data"])))
    return found


def unescaped(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_github_shows_each_finding_at_its_place(desk: Desk) -> None:
    made = annotations_of(shown(desk, "github"))
    found = [each for each in json.loads(shown(desk, "json"))["results"] if not each["suppressed"]]
    assert [(level, int(where["line"]), int(where["col"])) for level, where, _ in made] == [
        (each["severity"].replace("info", "notice"), each["line"], each["column"])
        for each in sorted(found, key=lambda each: ["error", "warning", "info"].index(each["severity"]))
    ]
    assert {where["file"] for _, where, _ in made} == {f"goals & more/{GOALS}"}
    assert all(each["message"] in " ".join(text for _, _, text in made) for each in found)


def test_github_is_given_no_more_than_it_shows_the_worst_first(tmp_path: Path) -> None:
    many = Desk(tmp_path / "many")
    results = "".join(f"      r{number}: {{title: x, unti: x}}\n" for number in range(60))
    many.write("okr.yaml", FILES["okr.yaml"])
    many.write(GOALS, f"team: platform\nobjectives:\n  many:\n    title: x\n    key_results:\n{results}")
    out = many.okr("lint", "--format", "github").out
    made = annotations_of(out)
    levels = [level for level, _, _ in made]
    assert max(levels.count(level) for level in levels) <= 10
    assert levels == sorted(levels, key=["error", "warning", "notice"].index)
    total = many.okr("lint", "--format", "json").data["summary"]["error"]
    assert made[9][2] == f"{total - 9} more errors in the log and in the summary of the job"
    assert sum(line.startswith(GOALS) for line in out.splitlines()) > 60


def test_a_summary_stays_below_what_github_takes(tmp_path: Path) -> None:
    many = Desk(tmp_path / "many")
    many.write("okr.yaml", FILES["okr.yaml"])
    title = "é" * 900
    for number in range(12):
        results = "".join(f"      r{each}: {{title: {title}}}\n" for each in range(100))
        many.write(
            f"okrs/2026-Q3/t{number}.yaml",
            f"team: t{number}\nobjectives:\n  many:\n    title: x\n    key_results:\n{results}",
        )
    out = many.okr("lint", "--format", "markdown").out
    assert 800 * 1024 < len(out.encode()) < 1000 * 1024
    assert re.search(r"^[0-9,]+ more findings: `okr lint` shows all\.$", out, re.MULTILINE)


def test_annotations_are_ours_whatever_the_texts_say(tmp_path: Path) -> None:
    hostile = Desk(tmp_path / "hostile")
    hostile.write("okr.yaml", FILES["okr.yaml"])
    title = "x%0A::error::pwned, a=b ##[error]y \\u000a::warning::z"
    hostile.write(GOALS, f'team: platform\nobjectives:\n  o:\n    title: "{title}"\n    owner: "::error::kin"\n')
    out = hostile.okr("lint", "--format", "github").out
    assert all(where["file"] == GOALS and where["title"].startswith("okr OKR") for _, where, _ in annotations_of(out))
    assert "##[" not in out
    assert not any(line.lstrip().startswith("::") and not line.startswith(("::error f", "::warning f", "::notice f"))
                   for line in out.splitlines())  # fmt: skip
