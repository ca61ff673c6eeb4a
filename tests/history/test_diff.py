from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from okrcli.goals.address import Address
from okrcli.goals.model import KeyResult, Objective
from okrcli.goals.workspace import Workspace, load
from okrcli.history.diff import Change, Kind, compare
from okrcli.history.direction import Direction

WEAKER, STRONGER = Direction.WEAKER, Direction.STRONGER
GOALS = "okrs/2026-Q3/payments.yaml"
CHECK_IN = "okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml"
REVIEW = "okrs/2026-Q3/reviews/payments.yaml"


def files(**contents: str) -> Workspace:
    """A workspace of goals files by team."""
    read = load((f"okrs/2026-Q3/{team}.yaml", f"team: {team}\nobjectives:\n{text}") for team, text in contents.items())
    assert read.problems == []
    return read


def key_result(keys: str) -> Workspace:
    return files(payments=f"  trust: {{title: Trust, key_results: {{done: {{title: Done, {keys}}}}}}}\n")


def objective(keys: str) -> Workspace:
    return files(payments=f"  trust: {{title: Trust, {keys}}}\n")


def said(change: Change) -> tuple[Any, ...]:
    return change.kind.value, change.address.path, change.before, change.after, change.direction


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("baseline: 61, target: 75", "baseline: 61, target: 70", ("target", 75, 70, WEAKER)),
        ("baseline: 61, target: 75", "baseline: 61, target: 80.5", ("target", 75, 80.5, STRONGER)),
        ("baseline: 9, target: 3", "baseline: 9, target: 5", ("target", 3, 5, WEAKER)),
        ("baseline: 9, target: 3", "baseline: 9, target: 2", ("target", 3, 2, STRONGER)),
        ("baseline: 9, target: 3", "baseline: 9, target: 12", ("target", 3, 12, WEAKER)),
        ("target: 3", "target: 5", ("target", 3, 5, None)),
        ("baseline: 9, target: 9", "baseline: 9, target: 12", ("target", 9, 12, STRONGER)),
        ("baseline: 9", "baseline: 9, target: 12", ("target", None, 12, STRONGER)),
        ("baseline: 9, target: 12", "baseline: 9", ("target", 12, None, WEAKER)),
        ("baseline: 9, target: 12", "baseline: 10, target: 12", ("baseline", 9, 10, None)),
        ("at_most: 0.4", "at_most: 0.5", ("bound", (("at_most", 0.4),), (("at_most", 0.5),), WEAKER)),
        ("at_least: 0.4", "at_least: 0.5", ("bound", (("at_least", 0.4),), (("at_least", 0.5),), STRONGER)),
        ("below: 0.4", "below: 0.3", ("bound", (("below", 0.4),), (("below", 0.3),), STRONGER)),
        ("above: 3", "above: 2", ("bound", (("above", 3),), (("above", 2),), WEAKER)),
        ("at_least: 3", "above: 3", ("bound", (("at_least", 3),), (("above", 3),), STRONGER)),
        ("below: 3", "at_most: 3", ("bound", (("below", 3),), (("at_most", 3),), WEAKER)),
        ("at_most: 3", "at_least: 3", ("bound", (("at_most", 3),), (("at_least", 3),), None)),
        ("at_most: 3", "kind: metric", ("bound", (("at_most", 3),), None, WEAKER)),
        ("between: [1, 4]", "between: [1, 5]", ("between", (1, 4), (1, 5), WEAKER)),
        ("between: [1, 4]", "between: [2, 3]", ("between", (1, 4), (2, 3), STRONGER)),
        ("between: [1, 4]", "between: [2, 5]", ("between", (1, 4), (2, 5), None)),
        ("weight: 2", "weight: 1", ("weight", 2, 1, WEAKER)),
        ("guardrail: true", "guardrail: false", ("guardrail", True, False, WEAKER)),
        ("guardrail: false", "guardrail: true", ("guardrail", False, True, STRONGER)),
        ("due: 2026-08-31", "kind: metric", ("due", date(2026, 8, 31), None, WEAKER)),
        ("due: 2026-08-31", "due: 2026-07-31", ("due", date(2026, 8, 31), date(2026, 7, 31), STRONGER)),
        ("due: 2026-09-30", "kind: metric", ("due", date(2026, 9, 30), None, None)),
        ("steps: {a: 1, b: 1}", "steps: {a: 1}", ("steps", {"a": 1, "b": 1}, {"a": 1}, WEAKER)),
        ("metric: paid", "metric: signed up", ("metric", "paid", "signed up", None)),
        ("unit: days", "unit: weeks", ("unit", "days", "weeks", None)),
        ("owner: ana", "owner: ben", ("owner", "ana", "ben", None)),
        ("kind: metric", "kind: milestone", ("kind", "metric", "milestone", None)),
        ("source: a", "source: b", ("source", "a", "b", None)),
        ("hold: share", "hold: latest", ("hold", "share", "latest", None)),
        (
            "kind: metric",
            "not_yet_observable_until: 2026-10-09",
            ("not-yet-observable-until", None, date(2026, 10, 9), WEAKER),
        ),
    ],
)
def test_a_changed_key_result_is_named_with_its_direction(old: str, new: str, expected: tuple[Any, ...]) -> None:
    found = [said(change) for change in compare(key_result(old), key_result(new))]
    assert found == [(expected[0], "payments/trust/done", *expected[1:])]


def test_levels_and_curves_have_the_direction_that_their_points_share() -> None:
    way = "baseline: 60, target: 75"
    old = key_result(f"{way}, levels: {{commit: 68, target: 75}}, curve: {{2026-08-01: 65, 2026-09-01: 70}}")
    new = key_result(f"{way}, levels: {{commit: 66, target: 75}}, curve: {{2026-08-01: 64, 2026-09-01: 72}}")
    assert [(change.kind, change.direction) for change in compare(old, new)] == [
        ("curve", None),
        ("levels", WEAKER),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "commitment: committed",
            "commitment: aspirational",
            ("commitment", "committed", "aspirational", WEAKER),
        ),
        ("commitment: learning", "commitment: committed", ("commitment", "learning", "committed", STRONGER)),
        ("owner: ana", "owner: ben", ("owner", "ana", "ben", None)),
        ("supports: a/b", "supports: [a/b, c/d]", ("supports", ("a/b",), ("a/b", "c/d"), None)),
        ("why: a", "why: b", ("why", "a", "b", None)),
    ],
)
def test_a_changed_objective_is_named(old: str, new: str, expected: tuple[Any, ...]) -> None:
    assert [said(change) for change in compare(objective(old), objective(new))] == [
        (expected[0], "payments/trust", *expected[1:])
    ]


def test_formatting_comments_and_order_are_no_changes() -> None:
    old = files(
        payments="  trust: {title: Trust, supports: [a/b, c/d], "
        "key_results: {x: {title: X, target: 3}, y: {title: Y}}}\n"
        "  speed: {title: Speed}\n"
    )
    new = files(
        payments="  speed: {title: 'Speed'}\n  trust: # the first\n    key_results:\n"
        "      y: {title: Y, weight: 1}\n"
        '      x:\n        target: 3.0\n        title: "X"\n    supports: [c/d, a/b]\n    title: Trust\n'
    )
    assert list(compare(old, new)) == []


def test_what_came_and_went_is_there_whole() -> None:
    old = key_result("target: 3")
    new = files(payments="  speed: {title: Speed, key_results: {fast: {title: Fast}}}\n")
    assert [(change.kind, change.address.path) for change in compare(old, new)] == [
        ("objective-dropped", "payments/trust"),
        ("objective-added", "payments/speed"),
        ("key-result-dropped", "payments/trust/done"),
        ("key-result-added", "payments/speed/fast"),
    ]
    dropped = next(compare(old, new))
    assert isinstance(dropped.before, Objective)
    assert dropped.before.key_results["done"].target == 3


def test_an_objective_moves_with_its_key_results() -> None:
    old = files(payments="  trust: {title: Trust, key_results: {done: {title: Done, target: 3}}}\n")
    new = files(checkout="  trust: {title: Trust, key_results: {done: {title: Done, target: 4}}}\n")
    assert [said(change) for change in compare(old, new)] == [
        (
            "objective-moved",
            "checkout/trust",
            Address("2026-Q3", "payments", "trust"),
            Address("2026-Q3", "checkout", "trust"),
            None,
        ),
        ("target", "checkout/trust/done", 3, 4, None),
    ]


def test_a_key_result_moves_between_objectives_and_teams() -> None:
    old = files(
        payments="  trust: {title: Trust, key_results: {done: {title: Done}}}\n",
        checkout="  speed: {title: Speed}\n",
    )
    new = files(
        payments="  trust: {title: Trust}\n",
        checkout="  speed: {title: Speed, key_results: {done: {title: Over}}}\n",
    )
    assert [(change.kind, change.address.path, str(change.before)) for change in compare(old, new)] == [
        ("key-result-moved", "checkout/speed/done", "2026-Q3:payments/trust/done"),
        ("title", "checkout/speed/done", "Done"),
    ]


def test_one_id_that_came_to_two_places_is_no_move() -> None:
    old = files(payments="  trust: {title: Trust, key_results: {done: {title: Done}}}\n")
    new = files(
        payments="  a: {title: A, key_results: {done: {title: D}}}\n  b: {title: B, key_results: {done: {title: D}}}\n"
    )
    kinds = [change.kind for change in compare(old, new) if change.kind.startswith("key-result")]
    assert kinds == ["key-result-dropped", "key-result-added", "key-result-added"]


def test_amendments_are_changes_of_their_own() -> None:
    old = key_result("baseline: 1, target: 80")
    new = key_result(
        "baseline: 1, target: 75, amendments: [{date: 2026-08-20, field: target, from: 80, to: 75, reason: news}]"
    )
    first, second = compare(old, new)
    assert (first.kind, second.kind) == ("target", "amendment-added")
    assert second.after.reason == "news"
    assert [change.kind for change in compare(new, old)] == ["target", "amendment-deleted"]


def test_checkins_and_reviews_are_added_edited_and_deleted() -> None:
    def state(**contents: str) -> Workspace:
        return load(
            (path, contents[name]) for name, path in (("checkin", CHECK_IN), ("review", REVIEW)) if name in contents
        )

    checkin = "date: 2026-07-13\nby: ana\nconfidence: {trust: 0.5}\nresults: {trust/done: 3}\n"
    review = "date: 2026-10-02\nby: ana\nresults: {trust/done: {value: 4, self_score: 0.8}}\n"
    added = list(compare(state(), state(checkin=checkin, review=review)))
    assert [(change.kind, change.address.path, change.day) for change in added] == [
        ("check-in-added", "payments", date(2026, 7, 13)),
        ("review-added", "payments", date(2026, 10, 2)),
        ("score", "payments/trust/done", None),
    ]
    assert [address.path for address in added[0].results] == ["payments/trust", "payments/trust/done"]
    edited = list(
        compare(state(checkin=checkin, review=review), state(checkin=checkin.replace("3}", "9}"), review=review))
    )
    assert [(change.kind, change.before.results["trust/done"].value) for change in edited] == [("check-in-edited", 3)]
    assert edited[0].after.results["trust/done"].value == 9
    gone = compare(state(checkin=checkin, review=review), state())
    assert [change.kind for change in gone] == ["check-in-deleted", "review-deleted", "score"]


def test_every_key_of_a_goal_has_a_kind() -> None:
    own = {"key_results", "amendments", "at_least", "at_most", "above", "below"}
    keys = {key for model in (Objective, KeyResult) for key in model.keys} - own
    assert {key.replace("_", "-") for key in keys} <= {kind.value for kind in Kind}
