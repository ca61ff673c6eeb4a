"""okr checkin, asked: what is mine and due, one team after the other."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from okrcli.cli.checkin_editing import write_edited
from okrcli.cli.checkin_retrying import say_unfinished
from okrcli.cli.prompts import choose, hold
from okrcli.cli.recording import REFUSED, RETRY, Sitting, latest, outcome, record, show
from okrcli.errors import OkrError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrcli.cli.checking import Opening
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.files import Content
    from okrcli.goals.model import CheckIn
    from okrcli.goals.workspace import Workspace
    from okrcli.rhythm.answers import Answers
    from okrcli.rhythm.checkin_questions import Round, Said
    from okrcli.rhythm.due import Due


def ask(opening: Opening, team: str | None) -> None:
    """Ask for what is due, team after team; each is written before the next one is asked for."""
    from okrcli.history.writing import refuse_unless_ready
    from okrcli.rhythm.narrowing import goals_of, teams_of, with_checkins

    sitting, files = _quickly(opening)
    if sitting.repository:
        refuse_unless_ready(sitting.repository)
    say_unfinished(sitting)
    goals = goals_of(files, sitting.cycle, None if team else sitting.me)
    sitting.session.warn_of_problems(goals)
    teams = [_known_team(goals, sitting.cycle, team)] if team else teams_of(goals, sitting.me)
    turns = 0
    for name in teams:
        workspace = with_checkins(files, sitting.cycle, name)
        turns += _turn(sitting._replace(whole_team=team is not None), workspace, name)
    if not turns:
        whose = f"of {team}" if team else f"of yours ({sitting.me})"
        sitting.session.note(f"nothing {whose} is due on {sitting.day}: `okr due` says who is waited for")


def _quickly(opening: Opening) -> tuple[Sitting, Mapping[str, Content]]:
    """The sitting, without having read more than the settings: the first question must not wait."""
    from okrcli.goals.files import find_root, read_folder
    from okrcli.rhythm.narrowing import cycle_of, settings_of

    root = find_root(opening.session.folder)
    files = dict(read_folder(root))
    settings = settings_of(files)
    day = opening.session.as_of(opening.day)
    chosen = cycle_of(settings, files, opening.cycle, day)
    return opening.sitting(root, settings, chosen), files


def _known_team(goals: Workspace, cycle: Cycle, team: str) -> str:
    from okrcli.goals.shape import did_you_mean

    teams = {file.goals.team for file in goals.goals}
    if team not in teams:
        raise OkrError(f"there is no team {team!r} with goals in {cycle}", did_you_mean(team, teams))
    return team


def _turn(sitting: Sitting, workspace: Workspace, team: str) -> bool:
    """One team's questions, summary and file; whether there was anything to ask."""
    from okrcli.rhythm.asking import Talk
    from okrcli.rhythm.due import due

    found = due(workspace, sitting.cycle, sitting.day, team=team, person=None if sitting.whole_team else sitting.me)
    if not found.waiting:
        return False
    _head(sitting, team, found)
    saved = sitting.kept.get(sitting.name(team)) or {}
    talk = Talk(_round(sitting, workspace, found).questions, *_offered(sitting, saved))
    while not _ended(sitting, workspace, team, talk := _held(sitting, team, talk)):
        talk = talk if talk.question else talk.hear("<")[0]
    return True


def _ended(sitting: Sitting, workspace: Workspace, team: str, talk: Any) -> bool:
    """The summary, and what was chosen to be done with it; False to go back to the questions."""
    from okrcli.rhythm.checkin_template import from_checkin

    made = _checkin(sitting, talk.result)
    if made is None:
        sitting.session.note("nothing recorded")
        sitting.kept.drop(sitting.name(team))
        return True
    choice = _agreed(sitting, workspace, team, made)
    if choice == "e":
        write_edited(sitting, workspace, team, from_checkin(team, made))
        sitting.kept.drop(sitting.name(team))
    elif choice == "y":
        _record(sitting, workspace, team, made)
    elif choice == "n":
        sitting.session.note(f"nothing was written; {RETRY}")
    return choice != "<"


def _record(sitting: Sitting, workspace: Workspace, team: str, made: CheckIn) -> None:
    """Write it; then the answers are not needed any more, also where it is refused and kept as a whole."""
    try:
        made_file = record(sitting, [(team, made)])
    except (OkrError, KeyboardInterrupt):
        if next(sitting.kept.names(f"{REFUSED}{team}-{sitting.me}"), None):
            sitting.kept.drop(sitting.name(team))
        raise
    if not sitting.dry_run:
        sitting.kept.drop(sitting.name(team))
    show(sitting, workspace, made_file)


def _head(sitting: Sitting, team: str, found: Due) -> None:
    from okrcli.render.asked import shown

    week = min(max(1, sitting.cycle.week(sitting.day)), sitting.cycle.weeks)
    head = (team, str(sitting.cycle), f"week {week} of {sitting.cycle.weeks}", f"{len(found.waiting)} due")
    lines = shown(("heading", head), sitting.session.screen)
    sitting.session.write(sitting.session.as_lines("\n".join(lines)))


def _offered(sitting: Sitting, saved: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The answers of an earlier talk that was broken off: taken as given, or offered again one by one."""
    answers = saved.get("answers")
    if not isinstance(answers, dict) or not answers:
        return {}, {}
    kept = {str(name): str(said) for name, said in answers.items()}
    choices = {"y": "go on", "n": "again from the start, with what you typed offered"}
    going_on = choose(sitting.session, f"You broke off on {saved.get('date')}. Go on?", choices) == "y"
    return (kept, {}) if going_on else ({}, kept)


def _held(sitting: Sitting, team: str, talk: Any) -> Any:
    def keep(answers: Mapping[str, str]) -> None:
        said = {"answers": dict(answers), "date": sitting.day.isoformat()}
        with suppress(OSError, OkrError):  # where nothing can be kept, asking still is of use
            if not sitting.dry_run:
                sitting.kept.put(
                    sitting.name(team), {"cycle": sitting.cycle.id, "team": team, "by": sitting.me, **said}
                )

    try:
        return hold(sitting.session, talk, keep)
    except KeyboardInterrupt:
        sitting.session.note(f"\n{RETRY}")
        raise


def _round(sitting: Sitting, workspace: Workspace, found: Due) -> Round:
    from okrcli.goals.model import CheckIn
    from okrcli.goals.workspace import CheckInFile
    from okrcli.rhythm.checkin_questions import Round

    def changed(answers: Answers) -> object:
        said = CheckIn(date=sitting.day, by=sitting.me, results=answers.results)
        return outcome(workspace, CheckInFile("", sitting.cycle, answers.team, said), sitting.day)

    own = [file.checkin for file in workspace.checkins if file.checkin.by == sitting.me]
    before = max(own, key=lambda checkin: checkin.date, default=None)
    return Round(
        workspace,
        found.waiting,
        latest(workspace, sitting.cycle, sitting.day),
        before.issues if before else (),
        before.plan if before else (),
        changed,
    )


def _checkin(sitting: Sitting, said: Said) -> CheckIn | None:
    from okrcli.goals.model import CheckIn

    if not (said.answers or said.issues or said.plan):
        return None
    results = said.answers.results if said.answers else {}
    confidence = said.answers.confidence if said.answers else {}
    return CheckIn(
        date=sitting.day, by=sitting.me, confidence=confidence, results=results, issues=said.issues, plan=said.plan
    )


def _agreed(sitting: Sitting, workspace: Workspace, team: str, made: CheckIn) -> str:
    """The summary, and what is to be done with it."""
    from okrcli.goals.workspace import CheckInFile
    from okrcli.render.asked import shown
    from okrcli.rhythm.checkin import compose

    path, text = compose(sitting.cycle.id, team, made)
    rows = outcome(workspace, CheckInFile(path, sitting.cycle, team, made), sitting.day)
    lines = shown(("summary", (text, rows)), sitting.session.screen)
    sitting.session.write(sitting.session.as_lines("\n".join(lines)))
    does = "show" if sitting.dry_run else "write and commit" if sitting.repository else "write"
    choices = {"y": does, "e": "edit", "<": "back", "n": "keep for later"}
    return choose(sitting.session, "Go ahead?", choices)
