"""okr draft --from: goals that go on, of an earlier cycle, a template or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okrcli.cli.checking import who_is_it
from okrcli.cli.draft_asking import ask, converse, ending
from okrcli.cli.draft_finishing import Sheet, add_all, finish, sheet, text_of
from okrcli.cli.prompts import can_ask
from okrcli.errors import OkrError
from okrcli.rhythm.reviewing import review_path, reviewed_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from okrcli.cli.session import Session
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.model import Objective
    from okrcli.reports.view import ObjectiveRow
    from okrcli.rhythm.carry_questions import Carrying, Decision
    from okrcli.rhythm.carrying import Carried, Way


def go_on(
    session: Session,
    source: str,
    place: Mapping[str, Any],
    fields: Mapping[str, Any],
    decided: Mapping[str, Sequence[str]],
    numbers: Sequence[str],
    by: str | None,
) -> int:
    """By what the name means: a cycle, a template, a file."""
    from okrcli.rhythm.carrying import templates

    _, workspace = session.open()
    if workspace.calendar.cycle(source) or source in {"current", "previous"}:
        chosen = sheet(session, **place, ahead=True)
        return _from_cycle(chosen, workspace.cycle(source, session.today), by, decided, _ways(numbers))
    known = templates()
    if source in known:
        return _from_template(session, source, known[source], place, fields, numbers)
    if (session.folder / source).is_file():
        return _from_file(sheet(session, **place, ahead=True), source)
    from okrcli.goals.shape import did_you_mean

    hint = did_you_mean(source, known, f"a cycle like {workspace.calendar.example}, a template or a file")
    raise OkrError(f"there is no cycle, template or file {source!r}", hint)


def _ways(numbers: Iterable[str]) -> dict[str, Way]:
    from okrcli.rhythm.carrying import read_way

    ways = {}
    for text in numbers:
        name, equals, said = text.partition("=")
        if not equals:
            raise OkrError(f"--number {text!r} is not of the form KR=FROM:TO", "like --number completion=61:75")
        ways[name] = read_way(said)
    return ways


def _from_template(
    session: Session,
    name: str,
    objective: Objective,
    place: Mapping[str, Any],
    fields: Mapping[str, Any],
    numbers: Sequence[str],
) -> int:
    from okrcli.rhythm.carrying import Carried, filled
    from okrcli.rhythm.draft_questions import answers_for

    if can_ask() and not numbers:
        return ask(session, place, None, fields, answers_for(objective))
    chosen = sheet(session, **place)
    made = filled(name, objective, _ways(numbers), **fields)
    return finish(chosen, add_all(chosen, [Carried(name, made)]))


def _from_file(chosen: Sheet, name: str) -> int:
    from okrcli.cli.checking import read_text
    from okrcli.rhythm.carrying import Carried, read_goals

    if not name.endswith((".yaml", ".yml")):
        raise OkrError(f"{name} is no goals file", "`okr import` reads spreadsheets and outlines")
    goals = read_goals(read_text(name, chosen.session.folder), name)
    return finish(chosen, add_all(chosen, [Carried(id_, objective) for id_, objective in goals.items()]))


def _from_cycle(
    chosen: Sheet,
    earlier: Cycle,
    by: str | None,
    decided: Mapping[str, Sequence[str]],
    ways: Mapping[str, Way],
) -> int:
    """The objectives of a team's earlier cycle; those that have gone on already are left out."""
    from okrcli.rhythm.carry_questions import Carrying

    if earlier >= chosen.cycle:
        raise OkrError(f"{earlier} is not before {chosen.cycle}", "--cycle names the one to draft for")
    rows = _rows(chosen, earlier)
    if not rows:
        raise OkrError(
            f"{chosen.team} has no objective in {earlier} that could go on", "`okr report` shows what is there"
        )
    if can_ask() and not any(decided.values()):
        return _asked(chosen, earlier, by, Carrying(rows))
    decisions = _decisions(rows, decided, ways)
    complete = _with_review(chosen, earlier, by, decisions)
    carried = _carried(chosen, decisions)
    if not carried:
        chosen.session.note("nothing goes on")
    return finish(complete, add_all(complete, carried)) if carried or complete.beside else 0


def _asked(chosen: Sheet, earlier: Cycle, by: str | None, carrying: Carrying) -> int:
    name = f"draft-{chosen.team}-from-{earlier}"
    if review_path(earlier.id, chosen.team) not in chosen.files:
        by = who_is_it(chosen.session, chosen.workspace, by)  # better asked before anything is typed

    def ended(decisions: Sequence[Decision]) -> int | None:
        return ending(_with_review(chosen, earlier, by, decisions), name, _carried(chosen, decisions))

    return converse(chosen, name, carrying.questions, ended)


def _with_review(chosen: Sheet, earlier: Cycle, by: str | None, decisions: Sequence[Decision]) -> Sheet:
    """The sheet with the review of the earlier cycle beside it, where that has to say what was abandoned, and why."""
    from okrcli.goals.model import Review
    from okrcli.rhythm.carry_questions import abandoned

    ended = abandoned(decisions)
    if not ended:
        return chosen
    path = review_path(earlier.id, chosen.team)
    text = text_of(chosen.files, path)
    who = who_is_it(chosen.session, chosen.workspace, by) if text is None else ""
    review = Review(date=chosen.session.today, by=who, objectives=ended)
    return chosen._replace(beside={path: reviewed_text(text, review)})


def _rows(chosen: Sheet, earlier: Cycle) -> list[ObjectiveRow]:
    from okrcli.reports.report import build

    view = build(chosen.workspace, earlier, chosen.session.today, chosen.team)
    here = [at.objective for at in chosen.workspace.objectives if at.address[:2] == (chosen.cycle.id, chosen.team)]
    gone = {objective.carried_from for objective in here}
    return [row for row in view.objectives if str(row.address) not in gone]


def _decisions(
    rows: Sequence[ObjectiveRow], decided: Mapping[str, Sequence[str]], ways: Mapping[str, Way]
) -> list[Decision]:
    """As said on the command line, else as the review has it; OkrError names what nobody has decided."""
    from okrcli.rhythm.carry_questions import Decision

    said = _said(rows, decided)
    open_ = [row.address.objective or "" for row in rows if row.address.objective not in said]
    if open_:
        flags = " ".join(f"--keep {name}" for name in open_)
        raise OkrError(f"nobody has decided on {', '.join(open_)}", f"say {flags}, or --modify or --abandon GOAL=WHY")
    found = []
    for row in rows:
        choice, reason = said[row.address.objective or ""]
        own = {one.address.key_result or "" for one in row.key_results}
        numbers = {name.rpartition("/")[2]: way for name, way in ways.items() if name.rpartition("/")[2] in own}
        found.append(Decision(row, choice, reason, row.objective.title, numbers, ()))
    return found


def _said(rows: Sequence[ObjectiveRow], decided: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, str]]:
    from okrcli.rhythm.carry_questions import read_choice

    meant = {"keep": "keep", "modify": "modify", "abandon": "abandon", "achieved": "abandon", "defer": "abandon"}
    said = {
        row.address.objective or "": (meant[row.review.decision], "; ".join(row.review.learned[:1]))
        for row in rows
        if row.review.decision
    }
    by_name = {row.address.objective or "": row for row in rows}
    for choice, texts in decided.items():
        for text in texts:
            name, _, reason = text.partition("=")
            if name not in by_name:
                raise OkrError(
                    f"there is no objective {name!r} that could go on", f"one of: {', '.join(sorted(by_name))}"
                )
            if choice != "keep" and not reason.strip():
                raise OkrError(f"--{choice} {name} does not say why", f"like: --{choice} {name}='Nobody asked for it'")
            said[name] = (read_choice(choice, by_name[name]), reason.strip())
    return said


def _carried(chosen: Sheet, decisions: Sequence[Decision]) -> list[Carried]:
    """What goes on, without references that lead nowhere in the new cycle; what does not is said."""
    from okrcli.goals.address import parse

    carried = []
    for one in decisions:
        goal = one.carried()
        if goal is None:
            chosen.session.note(f"{one.row.address.local} does not go on{f': {one.reason}' if one.reason else ''}")
            continue
        kept = {}
        for key in ("supports", "depends_on"):
            found = [text for text in getattr(goal.objective, key) if _known(chosen, parse(text, chosen.cycle.id))]
            lost = [text for text in getattr(goal.objective, key) if text not in found]
            kept[key] = tuple(found)
            if lost:
                chosen.session.note(f"{goal.name}: {', '.join(lost)} is not in {chosen.cycle}; say what it serves now")
        carried.append(goal._replace(objective=goal.objective.but(**kept)))
    return carried


def _known(chosen: Sheet, address: Any) -> bool:
    return address is not None and chosen.workspace.knows(address)
