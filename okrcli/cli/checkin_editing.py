"""okr checkin by editor, and corrections of the last check-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.cli.checkin_retrying import names_of, unfinished
from okrcli.cli.prompts import can_ask, choose, refuse_to_ask
from okrcli.cli.recording import Recorded, Sitting, latest, record, show
from okrcli.errors import OkrError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from okrcli.cli.checking import Opening, Typed
    from okrcli.goals.model import CheckIn
    from okrcli.goals.workspace import CheckInFile, Workspace


def by_editor(opening: Opening, team: str | None) -> None:
    """A template with what is due, for the user's editor."""
    from okrcli.rhythm.checkin_template import template
    from okrcli.rhythm.due import due

    sitting, workspace = opening.sit()
    found = due(workspace, sitting.cycle, sitting.day, team=team, person=None if team else sitting.me)
    if not found.waiting:
        sitting.session.note(f"nothing is due on {sitting.day}")
        return
    chosen = found.waiting[0].team
    waiting = [one for one in found.waiting if one.team == chosen]
    write_edited(sitting, workspace, chosen, template(chosen, sitting.me, sitting.day, waiting), fresh=True)


def write_edited(sitting: Sitting, workspace: Workspace, team: str, text: str, *, fresh: bool = False) -> None:
    made = edited(sitting, workspace, team, text)
    if made is None or (fresh and made == _unchanged(text, workspace, sitting, team)):
        sitting.session.note("nothing recorded")
        return
    show(sitting, workspace, record(sitting, [(team, made)]))


def _unchanged(text: str, workspace: Workspace, sitting: Sitting, team: str) -> CheckIn | None:
    from okrcli.rhythm.checkin_template import filled

    return filled(text, names_of(workspace, sitting, team))[0]


def edited(sitting: Sitting, workspace: Workspace, team: str, text: str) -> CheckIn | None:
    """What comes back from the editor; None where the file was emptied. Asked again until it can be read."""
    from okrcli.history.disk import write
    from okrcli.history.editor import edit
    from okrcli.rhythm.checkin_template import filled, marked, unmarked

    kept = sitting.kept
    kept.folder.mkdir(parents=True, exist_ok=True)
    file = kept.folder / "CHECKIN_EDITMSG.yaml"
    while True:
        write(file, text)
        edit(file, sitting.root)
        text = unmarked(file.read_text(encoding="utf-8", errors="replace"))
        if not any(line.strip() and not line.lstrip().startswith("#") for line in text.split("\n")):
            return None
        made, problems = filled(text, names_of(workspace, sitting, team))
        if made is not None:
            return made
        _say_wrong(sitting, file, problems)
        text = marked(text, problems)


def _say_wrong(sitting: Sitting, file: Path, problems: Sequence[tuple[int, str]]) -> None:
    """Say what is wrong; OkrError unless somebody wants to mend it now."""
    said = [f"line {number}: {message}" for number, message in problems]
    left = f"what you wrote is in {file}"
    if not can_ask():
        raise OkrError("; ".join(said), left)
    sitting.session.note("\n".join(said))
    if choose(sitting.session, "Edit again?", {"e": "open it again", "a": "leave it"}) == "a":
        raise OkrError("nothing was recorded", left)


def amend(opening: Opening, typed: Typed, *, editor: bool) -> None:
    """The user's last check-in, with other values or as it comes back from the editor."""
    from okrcli.cli.checking import FLAGS, NOTHING
    from okrcli.rhythm.checkin import checkin_text
    from okrcli.rhythm.checkin_template import from_checkin

    sitting, workspace = opening.sit()
    own = [file for file in workspace.checkins if file.cycle == sitting.cycle and file.checkin.by == sitting.me]
    if not own:
        raise OkrError(f"{sitting.me} has no check-in in {sitting.cycle}", "check in first")
    last = max(own, key=lambda file: (file.checkin.date, len(file.path), file.path))
    if any(typed):
        made: CheckIn | None = _merged(sitting, workspace, last, typed)
    elif editor or can_ask():
        made = edited(sitting, workspace, last.team, from_checkin(last.team, last.checkin))
    else:
        refuse_to_ask(NOTHING, f"{FLAGS}, or --editor")
    if made is None or made == last.checkin:
        sitting.session.note("nothing changed")
        return
    if (made.date, made.by) != (last.checkin.date, last.checkin.by):
        raise OkrError("date and person are in the file's name and stay", "check in again instead")
    text = checkin_text(made)
    commit = _replaced(sitting, last.path, text)
    show(sitting, workspace, Recorded((last._replace(checkin=made),), (text,), commit))


def _merged(sitting: Sitting, workspace: Workspace, last: CheckInFile, typed: Typed) -> CheckIn:
    from okrcli.rhythm.answers import read_answers

    was = last.checkin
    results, confidence = dict(was.results), dict(was.confidence)
    if typed.values or typed.confidences or typed.notes:
        known = latest(workspace, sitting.cycle, sitting.day)
        answers = read_answers(workspace, sitting.cycle.id, typed.values, typed.confidences, typed.notes, known)
        if answers.team != last.team:
            raise OkrError(f"your last check-in is of {last.team}, not of {answers.team}", "check in instead")
        for name, reading in answers.results.items():
            results[name] = was.results[name].but(**reading.__dict__) if name in was.results else reading
        confidence.update(answers.confidence)
    return was.but(
        results=results, confidence=confidence, issues=typed.issues or was.issues, plan=typed.plan or was.plan
    )


def _replaced(sitting: Sitting, path: str, text: str) -> str | None:
    from okrcli.history.writing import amend_file, write

    if sitting.dry_run:
        return None
    if sitting.repository is None or path in unfinished(sitting):
        write(sitting.root / path, text)
        return None
    return amend_file(sitting.repository, path, text, "okr: check-in")
