"""What the judge says of each key result, once for all rules that ask."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from okrcli.judge import Verdict, Vocabulary, judge, judge_objective
from okrcli.lint.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from okrcli.goals.address import Address
    from okrcli.goals.model import KeyResult, Settings
    from okrcli.goals.workspace import KeyResultAt, Workspace


class Judged(NamedTuple):
    """A key result with the verdict on its words."""

    at: KeyResultAt
    verdict: Verdict

    def finding(self, message: str, hint: str | None) -> Finding:
        """A finding at the words of the title that decided."""
        first = next(iter(self.verdict.evidence), None)
        title = self.at.key_result.title
        within = (first.start, first.end) if first and first.end <= len(title) else None
        return Finding(self.at.place / "title", message, hint, self.at.address, within=within)


    def advice(self) -> str | None:
        """The way out that the judge proposes first."""
        from okrcli.judge.advice import suggest

        way = next(iter(suggest(self.verdict)), None)
        if way is None:
            return None
        return f"{way.question} For example: {way.rewrite}" if way.metric else way.question


def flagged(workspace: Workspace, flag: str, message: str, hint: str) -> Iterator[Finding]:
    """The key results that the judge has put a flag on."""
    for item in judged(workspace):
        if flag in item.verdict.flags:
            yield item.finding(f'"{item.at.key_result.title}" {message}', hint)


def with_outcome(items: Iterable[Judged]) -> frozenset[Address]:
    """The objectives that hold an outcome."""
    return frozenset(item.at.address.parent for item in items if item.verdict.verdict == "outcome")


def objective_findings(workspace: Workspace, name: str, message: str, hint: str) -> Iterator[Finding]:
    """The findings of one name that the judge has on objectives."""
    for place, address, objective in workspace.objectives:
        for found in _objective(objective.title):
            if found.name == name:
                said = f'"{objective.title}" {message}'
                yield Finding(place / "title", said, hint, address, within=(found.start, found.end))


def vocabulary(settings: Settings) -> Vocabulary:
    """The organisation's own words."""
    return Vocabulary(settings.lint.own_work, settings.lint.outcomes)


def judged(workspace: Workspace) -> Iterator[Judged]:
    """Every key result that is judged by its words: not baselines, nor the questions of a learning objective."""
    words = vocabulary(workspace.settings)
    for at in workspace.key_results:
        if at.key_result.kind != "baseline" and at.objective.commitment != "learning":
            yield Judged(at, _verdict(sentence(at.key_result), words))


def sentence(key_result: KeyResult) -> str:
    """The title; where it states no level but the fields do, the fields in words behind it."""
    title = key_result.title
    if any(character.isdigit() for character in title):
        return title
    unit = key_result.unit or ""
    if key_result.target is not None:
        start = f"from {_number(key_result.baseline)} {unit} " if key_result.baseline is not None else ""
        return f"{title}: {key_result.metric or ''} {start}to {_number(key_result.target)} {unit}"
    if key_result.bound:
        words = {"at_least": "at least", "at_most": "at most"}.get(key_result.bound[0], key_result.bound[0])
        return f"{title}: {key_result.metric or ''} {words} {_number(key_result.bound[1])} {unit}"
    return title


def _number(value: Any) -> str:
    return f"{value:.15g}"


@lru_cache(maxsize=100_000)
def _verdict(text: str, words: Vocabulary) -> Verdict:
    return judge(text, words)


@lru_cache(maxsize=10_000)
def _objective(title: str) -> tuple[Any, ...]:
    return judge_objective(title)
