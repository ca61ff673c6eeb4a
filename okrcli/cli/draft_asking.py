"""okr draft in a terminal and by editor: a coach that judges each answer, and writes nothing before it is agreed to."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from okrcli.cli.draft_finishing import (
    NOTHING,
    Sheet,
    add_all,
    drafted_files,
    finish,
    is_refused,
    lint_with,
    sheet,
    show,
)
from okrcli.cli.prompts import can_ask, choose, hold, refuse_to_ask
from okrcli.errors import OkrError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from okrcli.cli.session import Session
    from okrcli.goals.workspace import Workspace
    from okrcli.history.kept import Kept
    from okrcli.rhythm.carrying import Carried
    from okrcli.rhythm.draft import Drafted
    from okrcli.rhythm.draft_questions import Coach, Goal

KEPT = "your draft is kept: `okr draft --retry` goes on with it"
MISSING = "an objective needs its text and at least one --kr"
FLAGS = "okr draft 'Buyers trust us' --kr 'Raise completion from 61% to 75%'"
_MOST_GOALS = 12


def ask(
    session: Session,
    place: Mapping[str, Any],
    title: str | None,
    fields: Mapping[str, Any],
    offered: Mapping[str, str] | None = None,
) -> int:
    """The wizard; `offered` are answers to begin with, of a template."""
    if not can_ask():
        refuse_to_ask(MISSING, FLAGS)
    chosen = sheet(session, **{**place, "team": _team(session, place["team"])})
    coach = _coach(chosen)
    begun = {"title": title} if title else {}
    begun |= {name: said if isinstance(said, str) else " ".join(said) for name, said in fields.items()}
    name = f"draft-{chosen.team}"

    def ended(result: Any) -> int | None:
        return ending(chosen, name, _as_carried(result))

    return converse(chosen, name, coach.questions, ended, begun=begun, offered=offered or {})


def converse(
    chosen: Sheet,
    name: str,
    script: Any,
    ended: Callable[[Any], int | None],
    *,
    begun: Mapping[str, str] = NOTHING,
    offered: Mapping[str, str] = NOTHING,
    kept_as: str = KEPT,
) -> int:
    """Ask, and let `ended` do what is agreed to with the result: None goes back to the questions.

    Answers are kept under the name until they are written.
    """
    from okrcli.render.asked import shown
    from okrcli.rhythm.asking import Talk

    kept = kept_of(chosen)
    saved = (kept.get(name) or {}).get("answers")
    known = {str(key): str(said) for key, said in saved.items()} if isinstance(saved, dict) else {}
    if known:
        going = choose(chosen.session, "You broke off here. Go on?", {"y": "go on", "n": "offer the answers"})
        begun, offered = (known, offered) if going == "y" else (begun, {**offered, **known})
    talk = Talk(script, begun, offered)
    lines = shown(("heading", (chosen.team, str(chosen.cycle))), chosen.session.screen)
    chosen.session.write(chosen.session.as_lines("\n".join(lines)))
    while True:
        talk = _held(chosen, kept, name, talk, kept_as)
        code = ended(talk.result)
        if code is not None:
            return code
        talk = talk if talk.question else talk.hear("<")[0]


def ending(chosen: Sheet, name: str, carried: Sequence[Carried]) -> int | None:
    """What becomes of drafted goals."""
    if carried or chosen.beside:
        return _ended(chosen, kept_of(chosen), name, carried)
    chosen.session.note(f"there is nothing to write yet; {KEPT}")
    return 0


def _held(chosen: Sheet, kept: Kept, name: str, talk: Any, kept_as: str) -> Any:
    def keep(answers: Mapping[str, str]) -> None:
        with suppress(OSError, OkrError):  # where nothing can be kept, asking still is of use
            if chosen.dry_run:
                return
            kept.put(name, {"team": chosen.team, "cycle": chosen.cycle.id, "answers": dict(answers)})

    try:
        return hold(chosen.session, talk, keep)
    except KeyboardInterrupt:
        chosen.session.note(f"\n{kept_as}")
        raise


def _ended(chosen: Sheet, kept: Kept, name: str, carried: Sequence[Carried]) -> int | None:
    """What was chosen to be done with the draft; None to go back to the questions."""
    drafted = add_all(chosen, carried)
    choice = _agreed(chosen, drafted)
    if choice == "<":
        return None
    if choice == "n":
        chosen.session.note(f"nothing was written; {KEPT}")
        return 0
    code = finish(chosen, drafted) if choice == "y" else _edited(chosen, carried)
    if not code and not chosen.dry_run:
        kept.drop(name)
    return code


def _agreed(chosen: Sheet, drafted: Drafted) -> str:
    result = lint_with(chosen, drafted_files(chosen, drafted))
    edit = {"e": "edit"} if drafted.name else {}
    chosen.session.write("")
    show(chosen, "text", drafted, result, refused=False, dry_run=True)
    if is_refused(result):
        chosen.session.note("lint refuses this draft: go back and put it right")
        return choose(chosen.session, "What now?", {"<": "back", **edit, "n": "keep for later"})
    does = "show" if chosen.dry_run else "write it"
    return choose(chosen.session, "Go ahead?", {"y": does, **edit, "<": "back", "n": "keep for later"})


def kept_of(chosen: Sheet) -> Kept:
    from okrcli.history.kept import Kept

    return Kept.of(chosen.root)


def _team(session: Session, team: str | None) -> str | None:
    """The team asked for; else the only one, else that of the person, else the answer to a question."""
    from okrcli.rhythm.asking import Talk

    _, workspace = session.open()
    teams = workspace.settings.teams
    if team is not None or len(teams) < 2:  # noqa: PLR2004 - one leaves nothing to ask
        return team
    me = me_or_nobody(session, workspace)
    own = next((name for name, one in teams.items() if one.level == "team" and me in {one.owner, *one.members}), "")
    talk = Talk(lambda: _which(list(teams), own))
    return str(hold(session, talk, lambda _answers: None).result) or None


def _which(teams: list[str], own: str) -> Any:
    from okrcli.rhythm.asking import Question

    def known(typed: str) -> object:
        if typed not in teams:
            raise OkrError(f"there is no team {typed!r}", f"one of: {', '.join(teams)}")
        return typed

    return (yield Question("team", "which team's objective", read=known, default=own, optional=False))


def me_or_nobody(session: Session, workspace: Workspace) -> str:
    from okrcli.cli.checking import me_of

    try:
        return me_of(session, workspace)
    except OkrError:
        return ""


def _coach(chosen: Sheet) -> Coach:
    from okrcli.judge import Vocabulary
    from okrcli.rhythm.draft_questions import Coach

    settings = chosen.workspace.settings
    words = Vocabulary(settings.lint.own_work, settings.lint.outcomes)
    return Coach(me_or_nobody(chosen.session, chosen.workspace), settings.people, _goals(chosen), words)


def _goals(chosen: Sheet) -> tuple[Goal, ...]:
    """What can be supported: the objectives of the teams above first, then those of others."""
    from okrcli.rhythm.draft_questions import Goal

    above: list[str] = []
    teams = chosen.workspace.settings.teams
    team = teams[chosen.team].parent if chosen.team in teams else None
    while team is not None and team in teams and team not in above:
        above.append(team)
        team = teams[team].parent
    here = [at for at in chosen.workspace.objectives if at.address.cycle == chosen.cycle.id]
    others = [at for at in here if at.address.team != chosen.team]
    order = {name: nth for nth, name in enumerate(above)}
    others.sort(key=lambda at: order.get(at.address.team, len(order)))
    return tuple(Goal(at.address.path, at.objective.title) for at in others[:_MOST_GOALS])


def _as_carried(result: Any) -> tuple[Carried, ...]:
    from okrcli.rhythm.carrying import Carried
    from okrcli.rhythm.draft import draft_objective

    if not result.title or not result.results:
        return ()
    return (Carried("", draft_objective(result.title, result.results, **result.fields)),)


def by_editor(session: Session, place: Mapping[str, Any], title: str | None, fields: Mapping[str, Any]) -> int:
    """An objective written in the user's editor, from an example with what was said already."""
    from okrcli.goals.model import KeyResult
    from okrcli.rhythm.carrying import Carried
    from okrcli.rhythm.draft import draft_objective

    chosen = sheet(session, **place)
    results = [KeyResult(title="Raise … from … to …", metric="…", baseline=0, target=1)]
    said = {"owner": me_or_nobody(session, chosen.workspace) or None, "why": "…", **fields}
    objective = draft_objective(title or "What will be true, for whom", results, **said)
    return _edited(chosen, (Carried("objective", objective),), fresh=True)


def _edited(chosen: Sheet, carried: Sequence[Carried], *, fresh: bool = False) -> int:
    """The goals as they come back from the editor; asked again until they can be read."""
    from okrcli.history.disk import write
    from okrcli.history.editor import edit
    from okrcli.rhythm.blocks import entry, goals_text

    kept = kept_of(chosen)
    kept.folder.mkdir(parents=True, exist_ok=True)
    file = kept.folder / "DRAFT_EDITMSG.yaml"
    before = text = goals_text(chosen.team, tuple(entry(one.name or "objective", one.objective) for one in carried))
    while True:
        write(file, text)
        edit(file, chosen.root)
        text = file.read_text(encoding="utf-8", errors="replace")
        if not text.strip() or (fresh and text == before):
            chosen.session.note("nothing recorded")
            return 0
        try:
            return finish(chosen, add_all(chosen, _read(text, [one.name for one in carried])))
        except OkrError as error:
            _say_wrong(chosen, error, f"what you wrote is in {file}")


def _read(text: str, names: Sequence[str]) -> list[Carried]:
    """Ids that nobody chose are made of the titles."""
    from okrcli.rhythm.carrying import Carried, read_goals

    made = {name or "objective" for name in names if name in {"", "objective"}}
    return [
        Carried("" if name in made else name, objective) for name, objective in read_goals(text, "the draft").items()
    ]


def _say_wrong(chosen: Sheet, error: OkrError, left: str) -> None:
    if not can_ask():
        raise OkrError(error.message, left)
    chosen.session.note(f"{error.message}{f' ({error.hint})' if error.hint else ''}")
    if choose(chosen.session, "Edit again?", {"e": "open it again", "a": "leave it"}) == "a":
        raise OkrError("nothing was written", left)
