"""What the judge says of key results and objectives, once for all rules that ask."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from okrcli.judge import Verdict, Vocabulary, judge, judge_objective
from okrcli.judge.quick import plain_objective, plain_outcome
from okrcli.lint.rule import Finding, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from okrcli.goals.address import Address, Place
    from okrcli.goals.model import KeyResult, Settings
    from okrcli.goals.workspace import KeyResultAt, Workspace


class Judged(NamedTuple):
    """A key result with what was said of its words; what is an outcome at a glance has no full verdict."""

    at: KeyResultAt
    full: Verdict | None
    glance: tuple[float, float] | None

    @property
    def kind(self) -> str:
        """The verdict in a word."""
        return self.full.verdict if self.full else "outcome"

    @property
    def verdict(self) -> Verdict:
        """The verdict with its reasons."""
        return self.full or judge(self.at.key_result.title)

    def finding(self, message: str, hint: str | None) -> Finding:
        """A finding at the words of the title that decided."""
        first = next(iter(self.verdict.evidence), None)
        title = self.at.key_result.title
        within = (first.start, first.end) if first and first.end <= len(title) else None
        return Finding(self.at.place / "title", f'"{title}" {message}', hint, self.at.address, within=within)

    def advice(self) -> str | None:
        """The way out that the judge proposes first."""
        from okrcli.judge.advice import suggest

        way = next(iter(suggest(self.verdict)), None)
        if way is None:
            return None
        return f"{way.question} For example: {way.rewrite}" if way.metric else way.question


class Wording(NamedTuple):
    """All key results that are judged, sorted by what was said of them."""

    judged: tuple[Judged, ...]
    by_verdict: Mapping[str, tuple[Judged, ...]]
    by_flag: Mapping[str, tuple[Judged, ...]]
    with_outcome: frozenset[Address]
    """The objectives that hold an outcome."""


@lru_cache(maxsize=1)
def wording(workspace: Workspace) -> Wording:
    """The verdicts on every key result but baselines and the questions of a learning objective."""
    words = vocabulary(workspace.settings)
    judged = tuple(
        _judged(at, words)
        for at in workspace.key_results
        if at.key_result.kind != "baseline" and at.objective.commitment != "learning"
    )
    by_verdict: dict[str, list[Judged]] = {}
    by_flag: dict[str, list[Judged]] = {}
    for item in judged:
        by_verdict.setdefault(item.kind, []).append(item)
        for flag in item.full.flags if item.full else ():
            by_flag.setdefault(flag, []).append(item)
    return Wording(
        judged,
        {verdict: tuple(items) for verdict, items in by_verdict.items()},
        {flag: tuple(items) for flag, items in by_flag.items()},
        objectives_of(workspace, by_verdict.get("outcome", ())),
    )


def objectives_of(workspace: Workspace, items: Iterable[Judged]) -> frozenset[Address]:
    """The addresses of the objectives around these key results, told by identity: many are asked for."""
    around = {id(item.at.objective) for item in items}
    return frozenset(at.address for at in workspace.objectives if id(at.objective) in around)


def _judged(at: KeyResultAt, words: Vocabulary) -> Judged:
    glance = plain_outcome(at.key_result.title, words)
    return Judged(at, None if glance else judge(sentence(at.key_result), words), glance)


def judged_as(workspace: Workspace, verdict: str) -> tuple[Judged, ...]:
    """The key results with this verdict."""
    return wording(workspace).by_verdict.get(verdict, ())


def flagged(workspace: Workspace, flag: str) -> tuple[Judged, ...]:
    """The key results that the judge has put this flag on."""
    return wording(workspace).by_flag.get(flag, ())


@lru_cache(maxsize=1)
def unsettled(workspace: Workspace) -> tuple[Judged, ...]:
    """The key results whose sentence and fields may say different things: nearly all are told at a glance to agree."""
    return tuple(item for item in wording(workspace).judged if not _agrees(item))


def _agrees(item: Judged) -> bool:
    key_result = item.at.key_result
    metric = key_result.metric
    named = metric is None or metric in key_result.title
    return named and item.glance == (key_result.baseline, key_result.target)


def metric_findings(workspace: Workspace, name: str) -> Iterator[tuple[Judged, Place]]:
    """The key results of whose `metric` the judge finds this, where the sentence does not name it in the same words."""
    return ((item, item.at.place / "metric") for item, found in _metrics(workspace) if found == name)


@lru_cache(maxsize=1)
def _metrics(workspace: Workspace) -> tuple[tuple[Judged, str], ...]:
    from okrcli.judge import judge_metric

    words = vocabulary(workspace.settings)
    named = ((item, item.at.key_result.metric) for item in unsettled(workspace))
    other = ((item, metric) for item, metric in named if metric and metric not in item.at.key_result.title)
    return tuple((item, found.name) for item, metric in other for found in judge_metric(metric, words))


def vocabulary(settings: Settings) -> Vocabulary:
    """The organisation's own words."""
    return Vocabulary(settings.lint.own_work, settings.lint.outcomes)


def sentence(key_result: KeyResult) -> str:
    """The title; where it states no level but the fields do, the fields in words behind it."""
    title = key_result.title
    if any(map(str.isdecimal, title)):
        return title
    unit = key_result.unit or ""
    if key_result.target is not None:
        start = f"from {number(key_result.baseline)} {unit} " if key_result.baseline is not None else ""
        return f"{title}: {key_result.metric or ''} {start}to {number(key_result.target)} {unit}"
    if key_result.bound:
        words = {"at_least": "at least", "at_most": "at most"}.get(key_result.bound[0], key_result.bound[0])
        return f"{title}: {key_result.metric or ''} {words} {number(key_result.bound[1])} {unit}"
    return title


def objective_findings(workspace: Workspace, name: str, message: str, hint: str) -> Iterator[Finding]:
    """The findings of one name that the judge has on objectives."""
    for at, found in _objectives(workspace):
        if found.name == name:
            said = f'"{at.objective.title}" {message}'
            yield Finding(at.place / "title", said, hint, at.address, within=(found.start, found.end))


@lru_cache(maxsize=1)
def _objectives(workspace: Workspace) -> tuple[tuple[Any, Any], ...]:
    doubtful = (at for at in workspace.objectives if not plain_objective(at.objective.title))
    return tuple((at, found) for at in doubtful for found in judge_objective(at.objective.title))
