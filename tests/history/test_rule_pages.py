"""The pages of rules about history: each `# commit: DAY AUTHOR` in a block is a commit of a real repository."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from rule_pages import MARK, blocks, split, underlined, without_carets

from okrcli.goals.files import read_folder
from okrcli.goals.workspace import load
from okrcli.history.audit import read_history
from okrcli.history.repository import Repository
from okrcli.lint.rule import Context, Rule
from okrcli.lint.run import all_rules, run

if TYPE_CHECKING:
    from pathlib import Path

    from history_repo import Repo

    from okrcli.goals.diagnostic import Diagnostic

COMMIT = re.compile(r"^# commit: (?P<day>\S+) (?P<author>.+)\n", re.MULTILINE)
DELETED = re.compile(r"^# deleted: (?P<path>\S+)(?:  # <- (?P<message>.*))?\n", re.MULTILINE)
TODAY = date(2026, 8, 21)
PAGES = [
    pytest.param(rule, block, id=f"{rule.code}-{number}")
    for rule in all_rules()
    for number, block in enumerate(blocks(rule.__doc__ or ""))
    if COMMIT.search(block)
]


def stories(block: str) -> list[tuple[str, str, str]]:
    """Day, author and files of each commit of a block."""
    _, *parts = COMMIT.split(block)
    return list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))


def commit(repo: Repo, day: str, author: str, **files: str) -> None:
    for path, text in files.items():
        repo.write(path, text)
    when = f"{day}T12:00:00+00:00"
    repo.commit(GIT_AUTHOR_NAME=author, GIT_AUTHOR_DATE=when, GIT_COMMITTER_NAME=author, GIT_COMMITTER_DATE=when)


@pytest.mark.parametrize(("rule", "block"), PAGES)
def test_examples_say_what_is_reported(repo: Repo, rule: type[Rule], block: str) -> None:
    commit(repo, "2026-06-20", "Mia", **{"okr.yaml": "version: 1\n"})
    expected: dict[str, set[tuple[int, str]]] = {}
    places: set[tuple[str, int, int, int]] = set()
    for day, author, text in stories(block):
        for gone in DELETED.finditer(text):
            (repo.top / gone["path"]).unlink()
            expected[gone["path"]] = {(1, gone["message"])} if gone["message"] else set()
        shown = {path: said for path, said in split(DELETED.sub("", text)).items() if path}
        places |= set(underlined(shown))
        files = without_carets(shown)
        for path, said in files.items():
            lines = enumerate(said.splitlines(), 1)
            expected[path] = {(number, mark["message"]) for number, line in lines if (mark := MARK.search(line))}
        unmarked = {path: "\n".join(MARK.sub("", line) for line in said.split("\n")) for path, said in files.items()}
        commit(repo, day, author, **unmarked)
    found = reported(repo.top, rule)
    assert {(one.path, one.span.line, one.message) for one in found} == {
        (path, *one) for path, said in expected.items() for one in said
    }
    assert places <= {(one.path, one.span.line, one.span.column, one.span.end_column) for one in found}


def reported(root: Path, rule: type[Rule]) -> tuple[Diagnostic, ...]:
    workspace = load(read_folder(root))
    history = read_history(Repository.open(root), workspace, TODAY)
    return run(workspace, [rule], Context(TODAY, history=history)).diagnostics


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.code.startswith("OKR6")])
def test_without_history_nothing_is_said(rule: type[Rule]) -> None:
    workspace = load([("okr.yaml", "version: 1\n")])
    assert list(rule().check(workspace, Context(TODAY))) == []
    assert "okr lint --history" in (rule.__doc__ or "")
