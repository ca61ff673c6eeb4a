"""Comments that silence rules: what they cover, when they end, and what is said of bad ones."""

from __future__ import annotations

from datetime import date

import pytest

from okrcli.goals.edit import applied
from okrcli.goals.workspace import load
from okrcli.lint.ignoring import ignore
from okrcli.lint.rule import Context
from okrcli.lint.run import LintResult, all_rules, run

RULES = all_rules()
TODAY = date(2026, 8, 1)
FILE = "okrs/2026-Q3/payments.yaml"
GOALS = """\
team: payments
objectives:
  trust:
    title: Buyers trust us
    standalone: Nothing else speaks of it
    why: They do not
    commitment: aspirational
    key_results:
      done:
        title: Raise completion from 61% to 75%
        baseline: 61
        target: 61
      cost: {title: Cut the cost from 9 to 4, baseline: 9, target: 9}
"""


def lint(text: str, today: date = TODAY) -> LintResult:
    return run(load({"okr.yaml": "version: 1\n", FILE: text}.items()), RULES, Context(today))


def said(text: str, *names: str, today: date = TODAY) -> list[str]:
    """What is found, as `name line:column`; only these names if any are given, and all of band 9xx."""
    found = lint(text, today).diagnostics
    return [
        f"{one.name} {one.span.line}:{one.span.column}"
        for one in found
        if one.name in names or one.code.startswith("OKR9")
    ]


def behind(line: str, comment: str, text: str = GOALS) -> str:
    """The text with a comment behind the only line that ends so."""
    assert text.count(f"{line}\n") == 1
    return text.replace(f"{line}\n", f"{line}  {comment}\n")


def above(line: str, comment: str) -> str:
    assert GOALS.count(f"{line}\n") == 1
    return GOALS.replace(f"{line}\n", f"{' ' * (len(line) - len(line.lstrip()))}{comment}\n{line}\n")


EQUAL = "baseline-equals-target"
BOTH = [f"{EQUAL} 12:17", f"{EQUAL} 13:68"]
IGNORE = f"# okr: ignore[{EQUAL}] -- agreed with sales"


def test_without_a_comment_both_are_found() -> None:
    assert said(GOALS, EQUAL) == BOTH


def test_behind_a_value_it_covers_that_line() -> None:
    assert said(behind("        target: 61", IGNORE), EQUAL) == BOTH[1:]


def test_behind_a_key_it_covers_what_is_in_it() -> None:
    assert said(behind("      done:", IGNORE), EQUAL) == BOTH[1:]
    assert said(behind("  trust:", IGNORE), EQUAL) == []


def test_on_a_line_of_its_own_it_covers_what_begins_below() -> None:
    assert said(above("      done:", IGNORE), EQUAL) == ["baseline-equals-target 14:68"]
    assert said(above("  trust:", IGNORE), EQUAL) == []


def test_blank_lines_and_comments_between_do_not_matter() -> None:
    text = GOALS.replace("      done:\n", f"      {IGNORE}\n\n      # the next one\n      done:\n")
    assert said(text, EQUAL) == ["baseline-equals-target 16:68"]


def test_a_whole_file() -> None:
    assert said(IGNORE.replace("ignore", "ignore-file") + "\n" + GOALS, EQUAL) == []


def test_a_line_in_braces() -> None:
    line = "      cost: {title: Cut the cost from 9 to 4, baseline: 9, target: 9}"
    assert said(behind(line, IGNORE), EQUAL) == BOTH[:1]


def test_by_code_in_any_case_and_several_at_once() -> None:
    assert said(behind("  trust:", "# okr: ignore[okr103, missing-owner] -- agreed"), EQUAL, "missing-owner") == []
    assert said(behind("  trust:", "#okr:ignore[ OKR103 ,OKR105 ] --agreed"), EQUAL, "missing-owner") == []


def test_it_ends_on_its_day() -> None:
    text = behind("  trust:", f"# okr: ignore[{EQUAL}] until=2026-08-01 -- agreed")
    assert said(text, EQUAL) == []
    assert said(text, EQUAL, today=date(2026, 8, 2)) == ["expired-directive 3:11", *BOTH]


@pytest.mark.parametrize(
    ("comment", "name"),
    [
        ("# okr: ignore", "malformed-directive"),
        ("# okr: ignore -- everything", "malformed-directive"),
        ("# okr: ignore[] -- nothing", "malformed-directive"),
        (f"# okr: ignore[{EQUAL} -- open", "malformed-directive"),
        (f"# okr: ignore[{EQUAL}] because", "malformed-directive"),
        (f"# okr: ignore[{EQUAL}] until=soon -- agreed", "malformed-directive"),
        (f"# okr: ignore[{EQUAL}] until=2026-02-30 -- agreed", "malformed-directive"),
        (f"# okr: disable[{EQUAL}] -- agreed", "malformed-directive"),
        ("# okr:", "malformed-directive"),
        (f"# okr: ignore[{EQUAL}]", "directive-without-reason"),
        (f"# okr: ignore[{EQUAL}] --", "directive-without-reason"),
        (f"# okr: ignore[{EQUAL}] -- TODO", "directive-without-reason"),
        (f"# okr: ignore[{EQUAL}] -- <explanation>", "directive-without-reason"),
    ],
)
def test_one_that_is_wrong_is_said_and_silences_nothing(comment: str, name: str) -> None:
    assert said(behind("  trust:", comment), EQUAL) == [f"{name} 3:11", *BOTH]


def test_unknown_rules_are_named_with_a_suggestion() -> None:
    found = lint(behind("  trust:", "# okr: ignore[OKR103, baseline-equal-target, OKR011] -- agreed")).diagnostics
    unknown = [one for one in found if one.name == "unknown-rule-in-directive"]
    assert [(one.message, one.hint, one.span.column) for one in unknown] == [
        ("there is no rule 'baseline-equal-target'", "did you mean 'baseline-equals-target'?", 33),
        ("'OKR011' is wrong with the file itself and cannot be silenced", "mend the file", 56),
    ]


def test_what_is_wrong_with_a_file_is_never_silenced() -> None:
    text = behind("      done:", "# okr: ignore[unknown-key] -- we like it").replace("baseline: 61", "basline: 61")
    assert "unknown-key 11:9" in said(text, "unknown-key")


def test_one_that_finds_nothing_is_said_unless_its_rule_does_not_run() -> None:
    text = behind("        title: Raise completion from 61% to 75%", IGNORE)
    assert said(text) == ["unused-directive 10:50"]
    some = [rule for rule in RULES if rule.name() in {"unused-directive", "missing-owner"}]
    result = run(load({"okr.yaml": "version: 1\n", FILE: text}.items()), some, Context(TODAY))
    assert [one.name for one in result.diagnostics] == ["unknown-rule-in-directive", "missing-owner"][1:]


def test_in_a_text_it_is_text() -> None:
    text = GOALS.replace("why: They do not", f'why: "{IGNORE}"')
    assert said(text, EQUAL) == BOTH
    text = GOALS.replace("why: They do not", f"why: |\n      {IGNORE}")
    assert said(text, EQUAL)[0] == "malformed-directive 7:7"


def test_what_is_silenced_is_kept_with_its_reason() -> None:
    result = lint(behind("  trust:", f"# okr: ignore[{EQUAL}] until=2026-09-01 -- agreed  with sales "))
    assert [(each.diagnostic.span.line, each.directive.reason) for each in result.silenced] == [
        (12, "agreed  with sales"),
        (13, "agreed  with sales"),
    ]


def test_fixes_take_away_what_is_unused() -> None:
    text = behind("      done:", f"# okr: ignore[missing-owner, {EQUAL}, OKR104] -- agreed")
    unused = [one for one in lint(text).diagnostics if one.name == "unused-directive"]
    edits = {edit for one in unused if one.fix for edit in one.fix.edits}
    assert applied(text, edits) == text.replace(f"missing-owner, {EQUAL}, OKR104", EQUAL)
    alone = behind("        title: Raise completion from 61% to 75%", IGNORE)
    fix = next(one.fix for one in lint(alone).diagnostics if one.name == "unused-directive")
    assert fix is not None
    assert applied(alone, fix.edits) == GOALS


def test_ignoring_what_is_found_leaves_only_what_cannot_be() -> None:
    text = GOALS.replace("      done:", "      # okr: ignore[missing-owner] -- soon\n      done:").replace(
        "why:", "wy:"
    )
    workspace = load({"okr.yaml": "version: 1\n", FILE: text}.items())
    found = run(workspace, RULES, Context(TODAY)).diagnostics
    texts, left = ignore(workspace, found, "we start small", RULES)
    assert {one.name for one in left} >= {"unknown-key", "unused-directive"}
    assert {one.name for one in lint(texts[FILE]).diagnostics} == {one.name for one in left}
    assert "target: 61  # okr: ignore[baseline-equals-target] -- we start small\n" in texts[FILE]
