"""okr close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from okrcli.cli.session import Session, format_option
from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from okrcli.cli.draft_finishing import Sheet
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.model import ResultReview, Review
    from okrcli.goals.workspace import Workspace
    from okrcli.reports.view import ObjectiveRow

_Texts = list[str] | None
_KEPT = "your answers are kept: `okr close --retry` goes on with them"
_EARLY = 7
"""Days before its end from which a cycle can be closed."""


def close_command(
    ctx: typer.Context,
    cycle: Annotated[
        str | None, typer.Argument(metavar="CYCLE", help="2026-Q3, current, previous; else the one that ended last.")
    ] = None,
    team: Annotated[str | None, typer.Option(metavar="ID", help="Whose; needed if there are several teams.")] = None,
    decide: Annotated[
        _Texts, typer.Option(metavar="GOAL=achieved|keep|modify|abandon|defer", help="What becomes of it; repeat it.")
    ] = None,
    worked: Annotated[_Texts, typer.Option(metavar="GOAL=TEXT", help="What helped; repeat it.")] = None,
    obstacle: Annotated[_Texts, typer.Option(metavar="GOAL=TEXT", help="What stood in the way; repeat it.")] = None,
    learned: Annotated[_Texts, typer.Option(metavar="GOAL=TEXT", help="What is known now; repeat it.")] = None,
    next_: Annotated[_Texts, typer.Option("--next", metavar="GOAL=TEXT", help="What follows; repeat it.")] = None,
    score: Annotated[
        _Texts, typer.Option(metavar="KR=0.8", help="Your own score of a key result, with its --because; repeat it.")
    ] = None,
    because: Annotated[_Texts, typer.Option(metavar="KR=TEXT", help="Why it differs; repeat it.")] = None,
    value: Annotated[_Texts, typer.Option(metavar="KR=VALUE", help="A last value; repeat it.")] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", envvar="OKR_ME", help="Who; else the person git knows you as.")
    ] = None,
    retry: Annotated[bool, typer.Option("--retry", help="Go on where you broke off.")] = False,
    commit: Annotated[bool, typer.Option("--commit/--no-commit", help="Commit the new file alone.")] = True,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be written.")] = False,
    format: Annotated[str, format_option(table.CLOSE)] = "text",  # noqa: A002
) -> int:
    """Review a cycle: what was reached, learnt and decided.

    In a terminal it asks, objective by objective; `okr draft --from CYCLE` starts the next one with what was decided.
    """
    from okrcli.cli.checking import who_is_it
    from okrcli.cli.prompts import can_ask

    session: Session = ctx.obj
    place = _place(session, cycle, team, dry_run=dry_run, format=format)
    rows, who = _rows(place), who_is_it(session, place.workspace, by)
    texts = {"worked": worked, "obstacles": obstacle, "learned": learned, "next": next_}
    given = [decide, *texts.values(), score, because, value]
    if can_ask() and not any(given):
        return _ask(place, rows, who, commit=commit)
    if retry:
        raise OkrError("nobody is there to go on with", "run `okr close --retry` in a terminal")
    from okrcli.rhythm.closing import told

    results = _results(place, score or (), because or (), value or ())
    decisions = {name: said[-1] for name, said in _pairs(rows, decide or (), "--decide").items()}
    learnt = {key: _pairs(rows, said or (), f"--{key}") for key, said in texts.items()}
    review = told(rows, who, session.today, decisions, learnt, results)
    return _finish(place, review, commit=commit)


def _place(session: Session, cycle: str | None, team: str | None, *, dry_run: bool, format: str) -> Sheet:  # noqa: A002
    """The review that is to be written; OkrError where it is too early for one."""
    from datetime import timedelta

    from okrcli.cli.draft_finishing import sheet
    from okrcli.rhythm.reviewing import review_path

    chosen = sheet(session, team, cycle, dry_run=dry_run, format=format)
    closed = chosen.cycle if cycle else _last(chosen.workspace, session)
    path = review_path(closed.id, chosen.team)
    if session.today < closed.end - timedelta(days=_EARLY):
        raise OkrError(f"{closed} runs until {closed.end}", "it can be closed in its last week; until then check in")
    return chosen._replace(cycle=closed, path=path)


def _last(workspace: Workspace, session: Session) -> Cycle:
    """The cycle that ended last, or the running one in its last week."""
    from datetime import timedelta

    now = workspace.calendar.of(session.today)
    ending = session.today >= now.end - timedelta(days=_EARLY) and now in workspace.cycles
    return now if ending else workspace.calendar.before(now)


def _rows(place: Sheet) -> tuple[ObjectiveRow, ...]:
    """The objectives that no review speaks of yet; OkrError where there is none."""
    from okrcli.reports.report import build
    from okrcli.rhythm.reviewing import read_review

    day = max(place.session.today, place.cycle.end)
    rows = build(place.workspace, place.cycle, day, place.team).objectives
    if not rows:
        raise OkrError(f"{place.team} has no goals in {place.cycle}", "`okr report` shows what is there")
    known = read_review(place.text).objectives if place.text is not None else {}
    left = tuple(row for row in rows if row.address.objective not in known)
    if not left:
        raise OkrError(f"{place.team} has closed {place.cycle} already", f"its review is {place.path}: change it there")
    return left


def _pairs(rows: Sequence[ObjectiveRow], texts: Iterable[str], option: str) -> dict[str, list[str]]:
    """What is said of each objective; OkrError for a name that is none."""
    names = [row.address.objective or "" for row in rows]
    said: dict[str, list[str]] = {}
    for text in texts:
        name, equals, what = text.partition("=")
        name = name.rpartition("/")[2]
        if not equals or not what.strip():
            raise OkrError(f"{option} {text!r} is not of the form GOAL=TEXT")
        if name not in names:
            raise OkrError(f"{option}: there is no objective {name!r} to close", f"one of: {', '.join(names)}")
        said.setdefault(name, []).append(what.strip())
    return said


def _results(
    place: Sheet, scores: Sequence[str], reasons: Sequence[str], values: Sequence[str]
) -> dict[str, ResultReview]:
    from okrcli.goals.model import ResultReview
    from okrcli.rhythm.answers import whole
    from okrcli.rhythm.checkin import parse_value
    from okrcli.rhythm.closing import read_share

    found: dict[str, dict[str, Any]] = {}
    readers: dict[str, tuple[Sequence[str], Callable[[str], Any]]] = {
        "self_score": (scores, read_share),
        "because": (reasons, str),
        "value": (values, parse_value),
    }
    for key, (texts, read) in readers.items():
        for text in texts:
            name, equals, said = text.partition("=")
            address = place.workspace.find(name, place.cycle.id)
            if not equals or not address.key_result or address.team != place.team:
                raise OkrError(f"{text!r} is not of the form KR=…", f"a key result of {place.team}")
            what = read(said.strip())
            found.setdefault(address.local, {})[key] = whole(what) if isinstance(what, float) else what
    alone = next((name for name, one in found.items() if "self_score" in one and "because" not in one), None)
    if alone:
        raise OkrError(f"the own score of {alone} needs its reason", f"say --because {alone}=WHY")
    return {name: ResultReview(**one) for name, one in found.items()}


def _ask(place: Sheet, rows: Sequence[ObjectiveRow], who: str, *, commit: bool) -> int:
    from okrcli.cli.draft_asking import converse, kept_of
    from okrcli.rhythm.closing import Closing

    name = f"close-{place.team}-{place.cycle}"

    def ended(review: Review) -> int | None:
        choice = _agreed(place, review) if review.objectives else "n"
        if choice == "<":
            return None
        if choice == "n":
            place.session.note(f"nothing was written; {_KEPT}")
            return 0
        code = _finish(place, review, commit=commit)
        if not code and not place.dry_run:
            kept_of(place).drop(name)
        return code

    return converse(place, name, Closing(who, place.session.today, rows).questions, ended, kept_as=_KEPT)


def _agreed(place: Sheet, review: Review) -> str:
    """The summary with what lint says of it, and what is to be done."""
    from okrcli.cli.draft_finishing import is_refused, lint_with
    from okrcli.cli.prompts import choose
    from okrcli.rhythm.reviewing import reviewed_text

    text = reviewed_text(place.text, review)
    result = lint_with(place, {place.path: text})
    place.session.write("")
    place.session.show(table.CLOSE, "text", place.path, text, None, result, refused=False, dry_run=True)
    if is_refused(result):
        return choose(place.session, "Lint refuses it. What now?", {"<": "back", "n": "keep for later"})
    return choose(place.session, "Go ahead?", {"y": "write it", "<": "back", "n": "keep for later"})


def _finish(place: Sheet, review: Review, *, commit: bool) -> int:
    """Lint the review; write and commit it unless lint refuses it."""
    from okrcli.cli.draft_finishing import is_refused, lint_with
    from okrcli.rhythm.reviewing import reviewed_text

    text = reviewed_text(place.text, review)
    result = lint_with(place, {place.path: text})
    refused = is_refused(result)
    made = None if refused or place.dry_run else _written(place, text, commit=commit)
    how = {"refused": refused, "dry_run": place.dry_run}
    place.session.show(table.CLOSE, place.format, place.path, text, made, result, **how)
    return int(refused)


def _written(place: Sheet, text: str, *, commit: bool) -> str | None:
    """Write the review, also over one that leaves objectives open; the commit's id."""
    from okrcli.cli.recording import repository_of
    from okrcli.history.writing import add_file, change_file, write, write_new

    message = f"okr: review {place.cycle} ({place.team})"
    if commit and place.text is None:
        return add_file(repository_of(place.root), place.path, text, message)
    if commit:
        return change_file(repository_of(place.root), place.path, (place.text or "").encode(), text, message)
    (write_new if place.text is None else write)(place.root / place.path, text)
    return None
