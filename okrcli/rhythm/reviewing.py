"""The review file of a team's cycle: where it stands, its text, and what is added to one that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okrcli.errors import OkrError
from okrcli.goals.edit import applied, replaced, value_at
from okrcli.goals.emit import scalar
from okrcli.goals.files import GOALS_FOLDER, REVIEWS
from okrcli.goals.model import REVIEW
from okrcli.goals.source import Source
from okrcli.rhythm.blocks import MODELINE, Entry, Group, inline, said
from okrcli.rhythm.splicing import add

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from okrcli.goals.model import ResultReview, Review


def review_path(cycle: str, team: str) -> str:
    return f"{GOALS_FOLDER}/{cycle}/{REVIEWS}/{team}.yaml"


def reviewed_text(text: str | None, review: Review) -> str:
    """A review's text, or the one that is there with what `review` says too; OkrError where no file could say it.

    Its day becomes the later one's, because scores are of the day of the review.
    """
    return _new_text(review) if text is None else _more(text, review)


def read_review(text: str) -> Review:
    """The review in a text; OkrError with the first thing that is wrong in it."""
    source = Source(text)
    problems = list(source.problems)
    read: Any = REVIEW.read(source.data, (), problems)
    for problem in problems:
        raise OkrError(f"the review cannot be read: {problem.message}", problem.hint)
    found: Review = read
    return found


def _new_text(review: Review) -> str:
    text = "".join(f"{line}\n" for line in _lines(review))
    if read_review(text) != review:
        raise OkrError("the review cannot be written as a file that says the same")
    return text


def _lines(review: Review) -> Iterator[str]:
    yield f"{MODELINE}../../../.okr/review.schema.json"
    yield f"date: {scalar(review.date)}"
    yield f"by: {scalar(review.by)}"
    if review.objectives:
        yield "objectives:"
    for name, objective in review.objectives.items():
        yield f"  {scalar(name)}:"
        yield from (f"    {key}: {inline(value)}" for key, value in said(objective))
    results = _told(review.results)
    if results:
        yield "results:"
    yield from (f"  {scalar(name)}: {inline(result)}" for name, result in results.items())


def _more(text: str, review: Review) -> str:
    if read_review(text).date < review.date:
        source = Source(text)
        edit = replaced(source, ("date",), review.date)
        text = applied(text, [edit] if edit else [])
    for name, objective in review.objectives.items():
        text = _added(text, "objectives", Entry(name, objective))
    for name, result in _told(review.results).items():
        text = _added(text, "results", Entry(name, result))
    return text


def _told(results: Mapping[str, ResultReview]) -> dict[str, ResultReview]:
    """Those of which something is said."""
    return {name: result for name, result in results.items() if dict(said(result))}


def _added(text: str, key: str, entry: Entry) -> str:
    data = Source(text).data
    if value_at(data, (key, entry.name)) is not None:
        raise OkrError(f"the review speaks of {entry.name!r} already", "add the rest there by hand")
    return add(text, (key,), entry) if key in data else add(text, (), Group(key, (entry,)))
