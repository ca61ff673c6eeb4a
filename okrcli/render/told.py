"""The summary of a report in sentences, the same for every format; clean, but not escaped for any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.render import cells, edited, marks
from okrcli.render.clean import clean
from okrcli.reports.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import ObjectiveReview
    from okrcli.reports.summary import Item, Retro
    from okrcli.reports.view import Report

_REASONS: Final = {
    "breach": "guardrail breached",
    "postmortem": "a promise was missed: what happened?",
    "undecided": "achieved, keep, modify, abandon or defer?",
    "watermelon": "watermelon: sure by word, off track by number",
}


class Section(NamedTuple):
    """A heading with sentences below it."""

    title: str
    sentences: tuple[str, ...]


def sections(view: Report) -> list[Section]:
    """What was achieved, learned, moved and needs a decision; headings without items are left out."""
    found = summarise(view)
    said = [
        Section("achieved", tuple(_reached(item) for item in found.achieved)),
        Section("learned", tuple(_learnt(item) for item in found.learned)),
        Section("moved", tuple(_moved(item) for item in found.moved)),
        Section("needs a decision", tuple(_undecided(item) for item in found.decide)),
        Section("goals since they were committed", tuple(edited.sentences(found.changes)) if found.changes else ()),
    ]
    return [section for section in said if section.sentences]


def _reached(item: Item) -> str:
    whole = "" if item.address.key_result else " (committed: met)"
    return f"{clean(item.title)}{whole}{_because(item)}"


def _learnt(item: Item) -> str:
    if "review" in item.reasons:
        return f"{clean(item.note or '')} ({item.address.path})"
    found = f": {marks.amount(item.after)}" if item.after is not None else ""
    return f"{clean(item.title)}{found}{_because(item)}"


def _moved(item: Item) -> str:
    sign = "▲" if (item.after or 0) > (item.before or 0) else "▼"
    way = f"{marks.score(item.before)} → {marks.score(item.after)}"
    return f"{sign} {item.address.path} {way}{_because(item)}"


def _undecided(item: Item) -> str:
    reasons = ", ".join(_REASONS.get(reason) or cells.words(reason) for reason in item.reasons)
    score = f" at {marks.score(item.after)}" if item.after is not None else ""
    return f"{item.address.path}{score}: {reasons}{_because(item)}"


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
