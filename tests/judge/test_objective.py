from __future__ import annotations

import pytest

from okrcli.judge import Vocabulary, judge_metric, judge_objective


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Buyers trust our checkout enough to finish it", []),
        ("Become the place where nurses want to work", []),
        ("New customers find value in their first week", []),
        ("Launch the new checkout", ["task-as-objective"]),
        ("Build a data platform", ["task-as-objective"]),
        ("Hire three engineers", ["number-in-objective", "task-as-objective"]),
        ("Grow revenue by 30%", ["number-in-objective"]),
        ("Win the 2026 season", []),
        ("Improve quality", ["vague-objective"]),
        ("Increase engagement", ["vague-objective"]),
        ("World-class performance", ["vague-objective"]),
        ("", []),
    ],
)
def test_objectives(title: str, names: list[str]) -> None:
    assert [finding.name for finding in judge_objective(title)] == names


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("checkout completion", []),
        ("users", ["ambiguous-metric"]),
        ("Engagement", ["ambiguous-metric"]),
        ("weekly active users", []),
        ("page views", ["vanity-metric"]),
        ("blog posts", ["own-work-metric"]),
        ("story points", ["own-work-metric"]),
        ("", []),
    ],
)
def test_metrics(name: str, names: list[str]) -> None:
    assert [finding.name for finding in judge_metric(name)] == names


def test_a_finding_spans_its_words() -> None:
    title = "Grow revenue by 30%"
    (finding,) = judge_objective(title)
    assert title[finding.start : finding.end] == "30%"


def test_metrics_know_the_words_of_an_organisation() -> None:
    assert judge_metric("gizmo runs") == ()
    (finding,) = judge_metric("gizmo runs", Vocabulary(own_work=("gizmo run",)))
    assert finding.name == "own-work-metric"
