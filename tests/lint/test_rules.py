"""Every rule's page is its test: marked lines are reported with that message, no other line is.

A comment of carets below a marked line shows the columns; where they begin with the comment's sign, it stands for the
first of them.
"""

from __future__ import annotations

import inspect
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from rule_pages import MARK, blocks, split, underlined, without_carets

from okrcli.goals.kinds import KINDS
from okrcli.goals.workspace import load
from okrcli.lint.rule import Context, Rule
from okrcli.lint.run import all_rules, run

if TYPE_CHECKING:
    from okrcli.goals.diagnostic import Diagnostic

RULES = all_rules()
TODAY = date(2026, 8, 1)
PAGES = {rule.name(): (rule.__doc__ or "", RULES if rule.last else (rule,)) for rule in RULES} | {
    name: (kind.page, ()) for name, kind in KINDS.items()
}


def plain_blocks(page: str) -> list[str]:
    """The blocks that are files, and no history: tests/history/test_rule_pages.py makes those real."""
    return [block for block in blocks(page) if "# commit: " not in block]


def expected(files: dict[str, str]) -> list[tuple[str, int, str]]:
    return [
        (path, number, match["message"])
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), 1)
        if (match := MARK.search(line))
    ]


def diagnose(files: dict[str, str], name: str, rules: tuple[type[Rule], ...]) -> list[Diagnostic]:
    unmarked = {path: "\n".join(MARK.sub("", line) for line in text.split("\n")) for path, text in files.items()}
    unmarked.setdefault("okr.yaml", "version: 1\n")
    return [d for d in run(load(unmarked.items()), rules, Context(TODAY)).diagnostics if d.name == name]


@pytest.mark.parametrize("name", PAGES)
def test_examples_say_what_is_reported(name: str) -> None:
    page, rules = PAGES[name]
    for block in plain_blocks(page):
        files = without_carets(split(block))
        found = [(d.path, d.span.line, d.message) for d in diagnose(files, name, rules)]
        assert sorted(found) == sorted(expected(files))


@pytest.mark.parametrize("name", PAGES)
def test_carets_show_the_place_that_is_reported(name: str) -> None:
    """A value of several lines is underlined on its first as far as that goes."""
    page, rules = PAGES[name]
    for block in plain_blocks(page):
        files = split(block)
        spans = [(d.path, d.span) for d in diagnose(without_carets(files), name, rules)]
        places = {(path, span.line, span.column, span.end_column) for path, span in spans}
        openings = {(path, span.line, span.column) for path, span in spans if span.end_line > span.line}
        for place in underlined(files):
            assert place in places or place[:3] in openings


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_shows_its_place_to_the_column(rule: type[Rule]) -> None:
    assert any(list(underlined(split(block))) for block in blocks(rule.__doc__ or ""))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_shows_a_bad_and_a_good_example(rule: type[Rule]) -> None:
    marked = [bool(expected(split(block))) for block in blocks(rule.__doc__ or "")]
    assert True in marked
    assert False in marked


def test_codes_are_unique_and_in_their_form() -> None:
    codes = [rule.code for rule in RULES] + [kind.code for kind in KINDS.values()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"OKR[0-9]{3}", code) for code in codes)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_module_and_class_have_the_name_of_the_rule(rule: type[Rule]) -> None:
    assert rule.__module__.rpartition(".")[2] == rule.name().replace("-", "_")


@pytest.mark.parametrize("name", PAGES)
def test_the_first_line_of_a_page_is_a_sentence(name: str) -> None:
    first = inspect.cleandoc(PAGES[name][0]).splitlines()[0]
    assert first.endswith(".")
    assert len(first) <= 100
