"""okr draft."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from okrcli.cli.draft_finishing import finish, sheet, sheet_of
from okrcli.cli.session import Session, format_option, refuse_unknown
from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrcli.goals.model import KeyResult
    from okrcli.rhythm.draft import Drafted

_Texts = list[str] | None


def draft_command(
    ctx: typer.Context,
    title: Annotated[
        str | None, typer.Argument(metavar="OBJECTIVE", help="What will be true, without a number.")
    ] = None,
    kr: Annotated[
        list[str] | None,
        typer.Option(
            "--kr",
            metavar="SENTENCE",
            help="A key result, like 'Raise completion from 61% to 75%'; repeat it.",
        ),
    ] = None,
    to: Annotated[
        str | None, typer.Option(metavar="OBJECTIVE", help="Add the key results to this objective instead.")
    ] = None,
    team: Annotated[
        str | None, typer.Option(metavar="ID", help="Whose objective; needed if there are several teams.")
    ] = None,
    cycle: Annotated[str | None, typer.Option(metavar="CYCLE", help="2026-Q3, current, previous.")] = None,
    owner: Annotated[str | None, typer.Option(metavar="NAME", help="Exactly one person.")] = None,
    commitment: Annotated[str | None, typer.Option(metavar="committed|aspirational|learning")] = None,
    why: Annotated[str | None, typer.Option(metavar="TEXT", help="Why this, and why now.")] = None,
    supports: Annotated[list[str] | None, typer.Option(metavar="ADDRESS", help="What it serves; repeat it.")] = None,
    standalone: Annotated[str | None, typer.Option(metavar="TEXT", help="Why it serves no other objective.")] = None,
    metric: Annotated[str | None, typer.Option(metavar="TEXT", help="Of a single key result: what is counted.")] = None,
    unit: Annotated[str | None, typer.Option(metavar="TEXT")] = None,
    baseline: Annotated[float | None, typer.Option(metavar="NUMBER")] = None,
    target: Annotated[float | None, typer.Option(metavar="NUMBER")] = None,
    name: Annotated[str | None, typer.Option("--id", metavar="ID", help="The id, if not made from the text.")] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="CYCLE|TEMPLATE|FILE", help="Go on with goals that there are."),
    ] = None,
    keep: Annotated[_Texts, typer.Option(metavar="GOAL[=WHY]", help="With --from CYCLE: goes on; repeat it.")] = None,
    modify: Annotated[_Texts, typer.Option(metavar="GOAL=WHY", help="Goes on with other numbers; repeat it.")] = None,
    abandon: Annotated[_Texts, typer.Option(metavar="GOAL=WHY", help="Does not go on; repeat it.")] = None,
    number: Annotated[
        _Texts, typer.Option(metavar="KR=FROM:TO", help="Numbers of a key result that goes on; repeat it.")
    ] = None,
    templates: Annotated[bool, typer.Option("--templates", help="List what --from can start with.")] = False,
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", envvar="OKR_ME", help="Who abandons it; else the person git knows you as."),
    ] = None,
    editor: Annotated[bool, typer.Option("--editor", help="Write it in your editor.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Go on with a draft that was broken off.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be written.")] = False,
    format: Annotated[str, format_option(table.DRAFT)] = "text",  # noqa: A002
) -> int:
    """Write an objective and its key results.

    In a terminal it asks and judges what you type; numbers are read from the sentences, and what `okr lint`
    refuses is refused here.
    """
    from okrcli.cli.prompts import can_ask

    session: Session = ctx.obj
    if templates:
        return _list_templates(session)
    place = {"team": team, "cycle": cycle, "dry_run": dry_run, "format": format}
    fields = _fields(owner=owner, commitment=commitment, why=why, standalone=standalone, supports=tuple(supports or ()))
    if source:
        decided = {"keep": keep or (), "modify": modify or (), "abandon": abandon or ()}
        return int(_module("draft_carrying").go_on(session, source, place, fields, decided, number or (), by))
    if editor:
        return int(_module("draft_asking").by_editor(session, place, title, fields))
    if retry or (can_ask() and not (kr or to)):
        return int(_module("draft_asking").ask(session, place, title, fields))
    results = _key_results(kr or [], {"metric": metric, "unit": unit, "baseline": baseline, "target": target})
    return _scripted(session, place, title, results, fields, to, name)


def _module(name: str) -> Any:
    return import_module(f"okrcli.cli.{name}")


def _list_templates(session: Session) -> int:
    from okrcli.rhythm.carrying import templates

    for name, objective in templates().items():
        session.write(f"{name}: {objective.title}")
        for id_, result in objective.key_results.items():
            session.write(session.as_lines(f"    {id_}: {result.title}"))
    session.note("start with one: `okr draft --from NAME`")
    return 0


def _scripted(
    session: Session,
    place: Mapping[str, Any],
    title: str | None,
    results: list[KeyResult],
    fields: dict[str, Any],
    to: str | None,
    name: str | None,
) -> int:
    if to:
        chosen = sheet_of(session, to, place)
        address = chosen.workspace.find(to, chosen.cycle.id)
        return finish(chosen, _more_key_results(chosen.text, address.objective, results, name))
    chosen = sheet(session, **place)
    return finish(chosen, _objective(chosen.text, chosen.team, title, results, fields, name))


def _key_results(sentences: list[str], given: dict[str, Any]) -> list[KeyResult]:
    from okrcli.goals.stated import key_result
    from okrcli.rhythm.answers import whole

    fields = {
        name: whole(value) if isinstance(value, float) else value for name, value in given.items() if value is not None
    }
    if fields and len(sentences) != 1:
        raise OkrError(
            "--metric, --unit, --baseline and --target are of one key result",
            "draft it alone with --kr and --to",
        )
    return [key_result(sentence, **fields) for sentence in sentences]


def _fields(**values: Any) -> dict[str, Any]:
    from okrcli.goals.model import COMMITMENTS

    if values["commitment"] is not None:
        refuse_unknown("--commitment", values["commitment"], COMMITMENTS)
    return {name: value for name, value in values.items() if value}


def _objective(
    text: str | None,
    team: str,
    title: str | None,
    results: list[KeyResult],
    fields: dict[str, Any],
    name: str | None,
) -> Drafted:
    from okrcli.rhythm.draft import add_objective, draft_objective

    if title is None or not results:
        raise OkrError(
            "an objective needs its text and at least one --kr",
            "okr draft 'Buyers trust us' --kr 'Raise completion from 61% to 75%'",
        )
    return add_objective(text, team, draft_objective(title, results, **fields), name)


def _more_key_results(text: str | None, objective: str | None, results: list[KeyResult], name: str | None) -> Drafted:
    from okrcli.rhythm.draft import add_key_result

    if text is None or objective is None or not results:
        raise OkrError("--to names an objective, and --kr what to add to it")
    for result in results:
        drafted = add_key_result(text, objective, result, name)
        text = drafted.text
    return drafted
