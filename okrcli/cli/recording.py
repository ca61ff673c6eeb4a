"""Check-ins on their way into files and commits; what cannot be written now is kept."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from okrcli.errors import OkrError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from okrcli.cli.session import Session
    from okrcli.goals.address import Address
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.model import CheckIn
    from okrcli.goals.workspace import CheckInFile, Workspace
    from okrcli.history.kept import Kept
    from okrcli.history.repository import Repository

OWN, WHOLE, REFUSED = "checkin-", "team-", "refused-"
"""How the names begin of what is kept: broken-off answers to one's own or all questions, refused check-ins."""
RETRY = "your answers are kept: `okr checkin --retry` writes them"


class Sitting(NamedTuple):
    """Who checks in, where, when, and what is to come of it; without `repository` nothing is committed."""

    session: Session
    root: Path
    repository: Repository | None
    cycle: Cycle
    day: date
    me: str
    dry_run: bool = False
    format: str = "text"
    whole_team: bool = False

    @property
    def kept(self) -> Kept:
        from okrcli.history.kept import Kept

        return Kept.of(self.root, self.repository)

    def name(self, team: str) -> str:
        """Under which the answers for a team are kept: those to one's own questions, or to all of the team's."""
        return f"{WHOLE if self.whole_team else OWN}{team}-{self.me}"


class Recorded(NamedTuple):
    """Check-ins with their files, and the commit if there is one."""

    files: tuple[CheckInFile, ...]
    texts: tuple[str, ...]
    commit: str | None


def repository_of(root: Path) -> Repository:
    from okrcli.history.git import NoRepositoryError
    from okrcli.history.repository import Repository

    try:
        return Repository.open(root)
    except NoRepositoryError as error:
        raise OkrError(error.message, "run `git init`, or check in with --no-commit") from None


def record(sitting: Sitting, checkins: Sequence[tuple[str, CheckIn]]) -> Recorded:
    """Write check-ins, each of a team, in one commit; where that is refused they are kept for --retry."""
    try:
        return _record(sitting, checkins)
    except OkrError as error:
        hints = [error.hint] if error.hint else []
        hints += [RETRY] if _keep(sitting, checkins) else []
        raise OkrError(error.message, "; ".join(hints) or None) from error
    except KeyboardInterrupt:
        _keep(sitting, checkins)
        raise


def _keep(sitting: Sitting, checkins: Sequence[tuple[str, CheckIn]]) -> bool:
    """Keep check-ins that could not be written; False where there is nothing to keep, or no place for it."""
    from okrcli.rhythm.checkin import checkin_text

    if sitting.dry_run:
        return False
    with suppress(OSError, OkrError):
        for team, checkin in checkins:
            what = {"cycle": sitting.cycle.id, "team": team, "by": checkin.by, "text": checkin_text(checkin)}
            sitting.kept.add(f"{REFUSED}{team}-{checkin.by}", what)
        return True
    return False


def _record(sitting: Sitting, checkins: Sequence[tuple[str, CheckIn]]) -> Recorded:
    """A second check-in of a day gets a name of its own."""
    from okrcli.history.writing import PathTakenError

    taken: set[str] = set()
    made: tuple[CheckInFile, ...] = ()
    texts = _texts(checkins)

    def choose() -> dict[str, str]:
        nonlocal made
        made = _composed(sitting, checkins, texts, taken)
        return dict(zip((file.path for file in made), texts, strict=True))

    while True:
        try:
            commit = _written(sitting, choose, checkins)
        except PathTakenError as error:
            taken.add(error.path)
            continue
        return Recorded(made, texts, commit)


def _texts(checkins: Sequence[tuple[str, CheckIn]]) -> tuple[str, ...]:
    from okrcli.rhythm.checkin import checkin_text

    return tuple(checkin_text(checkin) for _, checkin in checkins)


def _composed(
    sitting: Sitting, checkins: Sequence[tuple[str, CheckIn]], texts: Sequence[str], taken: set[str]
) -> tuple[CheckInFile, ...]:
    """The files, each under a name that nothing else has."""
    from okrcli.goals.files import checkins_folder
    from okrcli.goals.workspace import CheckInFile
    from okrcli.rhythm.checkin import checkin_path

    folder = checkins_folder(sitting.cycle.id)
    there = (sitting.root / folder).iterdir() if (sitting.root / folder).is_dir() else ()
    on_disk = {f"{folder}/{file.name}" for file in there}
    files: list[CheckInFile] = []
    for (team, checkin), text in zip(checkins, texts, strict=True):
        path = checkin_path(sitting.cycle.id, team, checkin, taken)
        while path in on_disk and not _is(sitting, path, text):
            taken.add(path)
            path = checkin_path(sitting.cycle.id, team, checkin, taken)
        files.append(CheckInFile(path, sitting.cycle, team, checkin))
        on_disk.add(path)
    return tuple(files)


def _is(sitting: Sitting, path: str, text: str) -> bool:
    """Whether a file that is there says just this: perhaps a run that was killed has left it."""
    if sitting.repository is None:
        return False
    try:
        return (sitting.root / path).read_bytes() == text.encode()
    except OSError:
        return False


def _written(
    sitting: Sitting, choose: Callable[[], Mapping[str, str]], checkins: Sequence[tuple[str, CheckIn]]
) -> str | None:
    from okrcli.history.writing import add_files, write_new

    if sitting.repository is not None:
        return add_files(sitting.repository, choose, _message(checkins))
    for path, text in choose().items():
        if not sitting.dry_run:
            write_new(sitting.root / path, text)
    return None


def _message(checkins: Sequence[tuple[str, CheckIn]]) -> str:
    if len(checkins) > 1:
        return f"okr: check-in {checkins[0][1].date} ({', '.join(team for team, _ in checkins)})"[:200].rstrip(", ")
    team, checkin = checkins[0]
    return f"okr: check-in {checkin.date} ({team}) {', '.join(checkin.results)}"[:200].rstrip(", ")


def latest(workspace: Workspace, cycle: Cycle, day: date) -> dict[Address, float]:
    """The latest value of each key result."""
    from okrcli.scoring.readings import observations

    seen = observations(workspace, cycle, day)
    return {
        address: one.reading.value for address, told in seen.items() for one in told if one.reading.value is not None
    }


def outcome(workspace: Workspace, said: CheckInFile, day: date) -> list[Any]:
    """The rows of the report, before and after, that a check-in speaks of."""
    from copy import copy

    from okrcli.reports.report import build

    if not said.checkin.results:
        return []
    after = copy(workspace)
    after.checkins = [*(file for file in workspace.checkins if file.path != said.path), said]
    about = {f"{said.team}/{name}" for name in said.checkin.results}
    before = {
        row.address: row for one in build(workspace, said.cycle, day, said.team).objectives for row in one.key_results
    }
    rows = (row for one in build(after, said.cycle, day, said.team).objectives for row in one.key_results)
    return [(before.get(row.address), row) for row in rows if row.address.path in about]


def show(sitting: Sitting, workspace: Workspace, made: Recorded) -> None:
    """Say what was written, or would be, and what changes by it."""
    from okrcli.render import table

    rows = [row for file in made.files for row in outcome(workspace, file, max(sitting.day, file.checkin.date))]
    written = [(file.path, text) for file, text in zip(made.files, made.texts, strict=True)]
    sitting.session.show(table.CHECKIN, sitting.format, written, made.commit, rows, dry_run=sitting.dry_run)
