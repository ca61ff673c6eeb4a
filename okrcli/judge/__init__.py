"""Tells an outcome key result from activity, and reads the numbers out of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_MODULES = {
    "Measure": "measure",
    "Number": "measure",
    "read": "measure",
    "Finding": "objective",
    "judge_metric": "objective",
    "judge_objective": "objective",
    "Evidence": "verdict",
    "Verdict": "verdict",
    "judge": "verdict",
    "verdict_as_dict": "verdict",
    "Vocabulary": "vocabulary",
}


def __getattr__(name: str) -> object:
    """Import what is asked for only then: most commands need a part of the room."""
    from importlib import import_module

    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(f"okrcli.judge.{_MODULES[name]}"), name)
