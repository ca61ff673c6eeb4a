"""Edges of the rules for goals that their own examples do not show."""

from __future__ import annotations

from datetime import date

import pytest

from okrcli.goals.workspace import load
from okrcli.lint.rule import Context
from okrcli.lint.run import all_rules, find_rule, run

SETTINGS = """\
version: 1
teams:
  company: {level: company}
  shop: {level: team, parent: company}
  payments: {level: team, parent: shop, members: [ana and ben]}
"""
COMPANY = "team: company\nobjectives:\n  europe: {title: Shops all over Europe choose us}\n"
SHOP = "team: shop\nobjectives:\n  known: {title: Small shops know us}\n"


def goals(**keys: str) -> str:
    said = "".join(f"    {key}: {value}\n" for key, value in keys.items())
    return f"team: payments\nobjectives:\n  trust:\n    title: Buyers trust us\n{said}"


def result(**keys: str) -> str:
    said = ", ".join(f"{key}: {value}" for key, value in keys.items())
    return goals() + f"    key_results:\n      one: {{{said}}}\n"


def messages(name: str, today: date = date(2026, 8, 1), settings: str = SETTINGS, **files: str) -> list[str]:
    """What one rule says; `payments` is that team's file of 2026-Q3, `company_2026_Q2` the company's of the quarter."""
    paths = {"okr.yaml": settings}
    for key, text in files.items():
        team, _, cycle = key.partition("_")
        paths[f"okrs/{cycle.replace('_', '-') or '2026-Q3'}/{team}.yaml"] = text
    rule = find_rule(name, all_rules())
    assert not isinstance(rule, str)
    diagnostics = run(load(paths.items()), [rule], Context(today)).diagnostics
    return [one.message for one in diagnostics if one.name == name]


def test_any_team_above_makes_an_orphan() -> None:
    assert messages("orphan-objective", company=COMPANY, payments=goals())
    assert not messages("orphan-objective", payments=goals())
    assert not messages("orphan-objective", company_2026_Q2=COMPANY, payments=goals())
    assert not messages("orphan-objective", company=COMPANY)


def test_a_company_whose_goals_cannot_be_read_is_not_said_to_have_none() -> None:
    rule = "no-leadership-objective"
    assert messages(rule, shop=SHOP, payments=goals()) == ["company has no objective in 2026-Q3, but 2 teams have"]
    assert not messages(rule, shop=SHOP, payments=goals(), company="objectives: [\n")
    assert not messages(rule, shop=SHOP)
    assert not messages(rule, today=date(2026, 10, 1), shop=SHOP, payments=goals())


def test_teams_that_lead_into_a_circle_are_not_in_it() -> None:
    settings = "version: 1\nteams:\n  a: {parent: a}\n  b: {parent: a}\n"
    assert messages("circular-team", settings=settings) == ["'a' belongs to itself"]


def test_what_okr_yaml_lists_as_one_name_is_one_owner() -> None:
    assert not messages("shared-owner", payments=goals(owner="ana and ben"))
    assert messages("shared-owner", payments=goals(owner="ana & kim")) == ["'ana & kim' is more than one person"]
    assert not messages("shared-owner", payments=goals(owner="anders.andersson"))


def test_objectives_carried_from_each_other_end() -> None:
    there, back = goals(carried_from="2026-Q3:payments/trust"), goals(carried_from="2026-Q2:payments/trust")
    assert not messages("carried-too-often", payments=back, payments_2026_Q2=there)
    assert messages("carried-from-later", payments=back, payments_2026_Q2=there) == ["2026-Q3 is not before 2026-Q2"]


def test_a_due_date_is_compared_with_its_amendment_as_it_is_written() -> None:
    amended = result(
        title="Raise completion from 61% to 75%",
        due="2026-09-01",
        amendments="[{date: 2026-08-01, field: due, from: 2026-08-15, to: 2026-09-01, reason: late}]",
    )
    assert not messages("broken-amendment", payments=amended)
    later = amended.replace("due: 2026-09-01", "due: 2026-09-15")
    assert messages("broken-amendment", payments=later) == ["`due` was amended to 2026-09-01, but is 2026-09-15"]


@pytest.mark.parametrize(
    ("title", "start", "end", "denied"),
    [
        ("Reduce buyers who leave from 3% to 5%", "3", "5", True),
        ("Raise buyers who return from 30% to 22%", "30", "22", True),
        ("Reduce buyers who leave from 5% to 3%", "5", "3", False),
        ("Raise our rank among shop systems from 8 to 3", "8", "3", False),
        ("Buyers who return go from 22% to 30%", "22", "30", False),
    ],
)
def test_a_verb_and_its_numbers_go_the_same_way(title: str, start: str, end: str, denied: bool) -> None:
    stated = result(title=title, baseline=start, target=end)
    assert bool(messages("wrong-direction", payments=stated)) is denied


def test_a_number_that_is_to_be_seen_after_the_cycle_is_deferred_in_earnest() -> None:
    stated = result(title="Raise completion from 61% to 75%", not_yet_observable_until="2026-10-20")
    assert not messages("misplaced-deferral", payments=stated)


@pytest.mark.parametrize(("unit", "said"), [('"%"', True), ("points", False)])
def test_only_a_percentage_has_an_end(unit: str, said: bool) -> None:
    stated = result(title="Buyers who return", unit=unit, baseline="40", target="140")
    assert bool(messages("impossible-percentage", payments=stated)) is said


def test_a_copy_is_told_by_metric_and_target_too() -> None:
    europe = COMPANY.replace(
        "europe: {", "europe: {key_results: {n: {title: Shops, metric: Shops abroad, target: 300}}, "
    )
    copied = result(title="More shops", metric="shops abroad", target="300").replace(
        "    title: Buyers trust us\n", "    title: Buyers trust us\n    supports: company/europe\n"
    )
    rule = "pass-through-key-result"
    assert messages(rule, company=europe, payments=copied) == ["company/europe/n is the same key result"]
    assert not messages(rule, company=europe, payments=copied.replace("300", "200"))


def test_a_range_of_which_an_end_cannot_be_read_is_no_second_mistake() -> None:
    stated = result(kind="range", title="Keep the cost between 38 and 46", between="[38, high]")
    assert not messages("range-out-of-order", payments=stated)
    assert not messages("range-out-of-order", payments=stated.replace("[38, high]", "[low, high]"))


SOUND = """\
team: payments
objectives:
  trust:
    title: Buyers trust us
    owner: ana
    why: Half of them leave
    standalone: It is ours
    commitment: aspirational
    key_results:
      completion:
        title: Raise checkout completion from 61% to 75%
        metric: checkout completion
        unit: "%"
        baseline: 61
        target: 75
        source: https://dash.example/completion
      disputes: {kind: threshold, title: Keep disputes at or below 0.4% of orders, metric: disputes per order, at_most: 0.4, source: https://dash.example/disputes}
"""  # noqa: E501 - a line as people write it


@pytest.mark.parametrize(
    ("right", "wrong", "name"),
    [
        ("owner:", "onwer:", "unknown-key"),
        ("owner: ana", "owner: [ana, ben]", "wrong-type"),
        ("why: Half of them leave\n    standalone: It is ours", "why: 5", "wrong-type"),
        ("target: 75", 'target: "75"', "wrong-type"),
        ("target:", "tarjet:", "unknown-key"),
        ("baseline: 61", "baseline:", "missing-key"),
        ("baseline:", "basline:", "unknown-key"),
        ("at_most: 0.4", "at_most: [0.4]", "wrong-type"),
        ("source: https://dash.example/completion", "source: 5", "wrong-type"),
        ("kind: threshold", "kind: treshold", "invalid-value"),
    ],
)
def test_a_key_that_cannot_be_read_is_one_mistake(right: str, wrong: str, name: str) -> None:
    def found(text: str) -> list[str]:
        result = run(load([("okrs/2026-Q3/payments.yaml", text)]), all_rules(), Context(date(2026, 8, 1)))
        return [one.name for one in result.diagnostics]

    assert found(SOUND) == []
    assert SOUND.count(right) == 1
    assert found(SOUND.replace(right, wrong)) == [name]
