"""okr checkin --from and --retry: values that a program knows, and what was typed and not written."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from okrcli.cli.prompts import can_ask, refuse_to_ask
from okrcli.cli.recording import OWN, REFUSED, WHOLE, Recorded, Sitting, latest, record, show
from okrcli.errors import OkrError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from okrcli.cli.checking import Opening, Typed
    from okrcli.goals.workspace import Workspace


def from_values(opening: Opening, name: str, typed: Typed) -> None:
    """Values that a program knows: a check-in for each team that they are of, all in one commit."""
    from okrcli.cli.checking import read_text
    from okrcli.goals.model import CheckIn
    from okrcli.rhythm.given import place, read_given

    if typed.values or typed.confidences:
        raise OkrError("--from and values on the command line exclude each other", "put them all into the file")
    origin = "stdin" if name == "-" else name.replace("\\", "/").rpartition("/")[2]
    given = read_given(read_text(name, opening.session.folder), origin)
    sitting, workspace = opening.sit()
    placed = place(workspace, sitting.cycle.id, given, latest(workspace, sitting.cycle, sitting.day))
    checkins = [
        (
            answers.team,
            CheckIn(
                date=sitting.day,
                by=sitting.me,
                confidence=answers.confidence,
                results=answers.results,
                issues=typed.issues,
                plan=typed.plan,
            ),
        )
        for answers in placed
    ]
    show(sitting, workspace, record(sitting, checkins))


def names_of(workspace: Workspace, sitting: Sitting, team: str) -> Collection[str]:
    """The goals that a check-in of a team can speak of, as it calls them."""
    return {one.local for one in workspace.ids if one.cycle == sitting.cycle.id and one.team == team}


def retry(opening: Opening) -> None:
    """What was typed and not written: refused check-ins, then a talk that was broken off, then a file to commit."""
    sitting, workspace = opening.sit()
    refused = _mine(sitting, REFUSED)
    if refused:
        for name, kept in refused.items():
            _again(sitting, workspace, name, kept)
    elif broken_off := {**_mine(sitting, OWN), **_mine(sitting, WHOLE)}:
        if not can_ask():
            refuse_to_ask("the answers that are kept are not complete", "run `okr checkin --retry` in a terminal")
        name, kept = next(iter(broken_off.items()))
        import_module("okrcli.cli.checkin_asking").ask(opening, str(kept["team"]) if name.startswith(WHOLE) else None)
    elif left := unfinished(sitting):
        show(sitting, workspace, _committed(sitting, workspace, left))
    else:
        sitting.session.note("nothing is kept: all that you typed is written")


def _mine(sitting: Sitting, start: str) -> dict[str, dict[str, Any]]:
    """What is kept of this person's, by name."""
    found = {name: sitting.kept.get(name) or {} for name in sitting.kept.names(start)}
    return {name: kept for name, kept in found.items() if kept.get("by") == sitting.me}


def _again(sitting: Sitting, workspace: Workspace, name: str, kept: Mapping[str, Any]) -> None:
    """Write one check-in that was refused, in the cycle that it was meant for."""
    from okrcli.rhythm.checkin_template import filled

    team = str(kept.get("team"))
    meant = sitting._replace(cycle=workspace.cycle(str(kept.get("cycle")), sitting.day))
    made, problems = filled(str(kept.get("text")), names_of(workspace, meant, team))
    if made is None:
        said = "; ".join(message for _, message in problems)
        raise OkrError(f"what is kept for {team} does not fit any more: {said}", f"it is in {sitting.kept.file(name)}")
    show(meant, workspace, record(meant, [(team, made)]))
    if not meant.dry_run:
        meant.kept.drop(name)


def say_unfinished(sitting: Sitting) -> None:
    """Say what earlier runs have left, and the one thing to do about it."""
    for path in unfinished(sitting):
        sitting.session.note(f"note: {path} is written but not committed: `okr checkin --retry` commits it")


def unfinished(sitting: Sitting) -> list[str]:
    """The user's own check-ins of this cycle that lie in the folder and in no commit."""
    from okrcli.goals.files import checkins_folder
    from okrcli.history.unfinished import uncommitted

    if sitting.repository is None:
        return []
    found = uncommitted(sitting.repository, checkins_folder(sitting.cycle.id))
    return [path for path in found if _is_by(path, sitting.me)]


def _is_by(path: str, me: str) -> bool:
    stem = path.removesuffix(".yaml")
    name, _, number = stem.rpartition("-")
    return stem.endswith(f"-{me}") or (number.isdecimal() and name.endswith(f"-{me}"))


def _committed(sitting: Sitting, workspace: Workspace, left: Sequence[str]) -> Recorded:
    from okrcli.history.writing import add_files

    files = tuple(file for file in workspace.checkins if file.path in left)
    if not files or sitting.repository is None:
        raise OkrError(f"{left[0]} cannot be read", "`okr lint` says what is wrong with it")
    texts = {file.path: (sitting.root / file.path).read_text(encoding="utf-8") for file in files}
    teams = ", ".join(dict.fromkeys(file.team for file in files))
    commit = add_files(sitting.repository, lambda: texts, f"okr: check-in {files[0].checkin.date} ({teams})")
    return Recorded(files, tuple(texts.values()), commit)
