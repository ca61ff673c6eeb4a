"""The summary of a report in sentences, the same for every format; clean, but not escaped for any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.render import cells, edited, marks
from okrcli.render.clean import clean
from okrcli.reports.summary import summarise
from okrcli.scoring.pace import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import ObjectiveReview
    from okrcli.reports.summary import Item, Retro
    from okrcli.reports.view import Report

_REASONS: Final = {
    "breach": "guardrail breached",
    "postmortem": "a promise was missed: what happened?",
    "watermelon": "watermelon: sure by word, off track by number",
}
_CHOICES: Final = ": achieved, keep, modify, abandon or defer?"


class Section(NamedTuple):
    """A heading with sentences below it."""

    title: str
    sentences: tuple[str, ...]


def sections(view: Report, *, named: bool = False) -> list[Section]:
    """What was achieved, learned, moved and needs a decision; headings without items are left out.

    Goals go by their addresses, which can be typed; `named`, on a page with room, by their titles too.
    """
    found = summarise(view)
    moved = "moved in the cycle" if view.closed else "moved since the check-in before"
    said = [
        Section("achieved", tuple(_reached(item) for item in found.achieved)),
        Section("learned", tuple(_learnt(item) for item in found.learned)),
        Section(moved, tuple(_moved(item, named=named) for item in found.moved)),
        Section(
            f"needs a decision{_CHOICES if view.closed else ''}",
            tuple(_undecided(item, named=named) for item in found.decide),
        ),
        Section("goals since they were committed", tuple(edited.sentences(found.changes)) if found.changes else ()),
    ]
    return [section for section in said if section.sentences]


def _reached(item: Item) -> str:
    whole = "" if item.address.key_result else " (committed: met)"
    return f"{clean(item.title)}{whole}{_because(item)}"


def _learnt(item: Item) -> str:
    if "review" in item.reasons:
        return f"{clean(item.note or '')} ({item.address.path})"
    unit = clean(item.unit) if item.unit else None
    found = f": {marks.amount(item.after, unit)}" if item.after is not None else ""
    return f"{clean(item.title)}{found}{_because(item)}"


def _moved(item: Item, *, named: bool) -> str:
    sign = "▲" if (item.after or 0) > (item.before or 0) else "▼"
    way = f"{marks.score(item.before)} → {marks.score(item.after)}"
    if named:
        return f"{sign} {clean(item.title)}: {way} ({item.address.path}){_because(item)}"
    return f"{sign} {item.address.path} {way}{_because(item)}"


def _undecided(item: Item, *, named: bool) -> str:
    score = f" at {marks.score(item.after)}" if item.after is not None else ""
    reasons = ", ".join(_reason(reason, item) for reason in item.reasons if reason != "undecided")
    why = f": {reasons}" if reasons else ""
    goal = f"{clean(item.title)} ({item.address.path})" if named else item.address.path
    return f"{goal}{score}{why}{_because(item)}"


def _reason(reason: str, item: Item) -> str:
    if reason == Status.NO_DATA:
        return f"silent for {marks.count(item.quiet, 'day')}"
    return _REASONS.get(reason) or cells.words(reason)


def _because(item: Item) -> str:
    """What somebody wrote of it."""
    return f" — “{clean(item.note)}” ({clean(item.by or '')}, {item.date})" if item.note and item.by else ""


def retro_lines(retro: Retro) -> Iterator[tuple[str, str]]:
    """What the review of an objective answers, by question."""
    return answers(retro.review)


def answers(review: ObjectiveReview) -> Iterator[tuple[str, str]]:
    if review.decision:
        yield "decision", review.decision
    for name in ("worked", "obstacles", "learned", "next"):
        for text in getattr(review, name):
            yield name, clean(text)
