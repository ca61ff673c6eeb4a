"""Ten thousand findings in every format: all of them where a program reads, no more than anybody reads elsewhere."""

from __future__ import annotations

import json
from datetime import date

import pytest
from junitparser import JUnitXml

from okrcli.goals.workspace import load
from okrcli.lint.rule import Context
from okrcli.lint.run import LintResult, all_rules, run
from okrcli.render import table
from okrcli.render.findings import Shown

FILES, EACH = 100, 100


@pytest.fixture(scope="module")
def many() -> LintResult:
    """A workspace in which every key result has a key that does not exist."""
    results = "".join(f"      r{number}: {{title: Raise it from 1 to 2, unti: x}}\n" for number in range(EACH))
    texts = {
        f"okrs/2026-Q3/t{number}.yaml": f"team: t{number}\nobjectives:\n  o:\n    title: x\n    key_results:\n{results}"
        for number in range(FILES)
    }
    return run(load({"okr.yaml": "version: 1\n", **texts}.items()), all_rules(), Context(date(2026, 8, 20)))


def shown(form: str, result: LintResult) -> str:
    rendered = table.renderer(table.LINT | table.STATISTICS, form)(result, Shown())
    return rendered if isinstance(rendered, str) else "".join(rendered)


def test_there_are_that_many(many: LintResult) -> None:
    assert len(many.diagnostics) > FILES * EACH


def test_programs_get_all_of_them(many: LintResult) -> None:
    total = len(many.diagnostics)
    assert len(json.loads(shown("json", many))["results"]) == total
    assert len(json.loads(shown("gitlab", many))) == total
    assert len(json.loads(shown("rdjson", many))["diagnostics"]) == total
    assert len(json.loads(shown("sarif", many))["runs"][0]["results"]) == min(total, 25_000)
    assert sum(suite.tests for suite in JUnitXml.fromstring(shown("junit", many).encode())) == total + 1
    assert len(shown("concise", many).splitlines()) >= total


def test_people_get_what_they_can_read(many: LintResult) -> None:
    text = shown("text", many)
    assert text.count(" --> ") == 50
    assert f"{len(many.diagnostics) - 50} more, in short:" in text
    assert sum(line.startswith("::") for line in shown("github", many).splitlines()) <= 30
    assert len(shown("markdown", many).encode()) < 1 << 20
    assert len(shown("statistics", many).splitlines()) < 40


def test_the_fingerprints_of_all_are_different(many: LintResult) -> None:
    prints = [each["fingerprint"] for each in json.loads(shown("gitlab", many))]
    assert len(set(prints)) == len(prints)
