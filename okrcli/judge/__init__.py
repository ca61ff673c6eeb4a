"""Tells an outcome key result from activity, and reads the numbers out of a sentence."""

from __future__ import annotations

from okrcli.judge.measure import Measure, Number, read
from okrcli.judge.objective import Finding, judge_metric, judge_objective
from okrcli.judge.verdict import Evidence, Verdict, judge, verdict_as_dict
from okrcli.judge.vocabulary import Vocabulary

__all__ = [
    "Evidence",
    "Finding",
    "Measure",
    "Number",
    "Verdict",
    "Vocabulary",
    "judge",
    "judge_metric",
    "judge_objective",
    "read",
    "verdict_as_dict",
]
