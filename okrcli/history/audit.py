"""What was done to committed goals and to check-ins behind everybody's back, as far as history shows it."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha1, sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.figures import figures, typed
from okrcli.goals.files import CHECKINS, SETTINGS_FILE
from okrcli.history.committed import committed_state, decisions, find_plan, objectives_of, undecided
from okrcli.history.diff import Change, Kind
from okrcli.history.events import events
from okrcli.history.mainline import read_mainline
from okrcli.history.search import commits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from okrcli.goals.address import Address
    from okrcli.goals.cycle import Cycle
    from okrcli.goals.figures import Figure
    from okrcli.goals.model import Amendment, CheckIn, KeyResult
    from okrcli.goals.workspace import CheckInFile, Workspace
    from okrcli.history.commits import Blob, Commit
    from okrcli.history.committed import Plan
    from okrcli.history.events import Event
    from okrcli.history.mainline import Mainline, Published
    from okrcli.history.repository import Repository

    _Told = Mapping[tuple[Address, Kind], tuple[int, Event]]
    """The last event of each kind for each goal, with its number."""


_SHA1: Final = 40  # letters of an id; those of SHA-256 are longer


class Credit(NamedTuple):
    """Who did it, as a commit says; of what is not committed yet there is none."""

    commit: str
    author: str
    day: date | None


class Move(NamedTuple):
    """A committed value that became another while no amendment says why; None is no value."""

    address: Address
    field: str
    before: Figure | None
    after: Figure | None
    credit: Credit | None


class Drop(NamedTuple):
    """A committed goal that is gone while no review says what was decided of it."""

    address: Address
    title: str
    credit: Credit | None


class Entry(NamedTuple):
    """A check-in with the day that it gives itself, and the commit that brought it in with the day of that."""

    path: str
    cycle: Cycle
    team: str
    by: str
    said: date
    commit: str
    author: str
    day: date


class Rewrite(NamedTuple):
    """A published check-in that says something else now, or is gone."""

    path: str
    cycle: Cycle
    deleted: bool
    credit: Credit | None


class History(NamedTuple):
    """What git shows of the goals, besides their present state."""

    plans: tuple[Plan, ...] = ()
    moves: tuple[Move, ...] = ()
    drops: tuple[Drop, ...] = ()
    entries: tuple[Entry, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()


def read_history(repository: Repository, now: Workspace, today: date) -> History:
    """What history shows; `TooShallowError` where a clone does not reach back to where goals were locked."""
    if repository.head() is None:
        return History()
    line = read_mainline(repository, now.calendar.starts)
    plans = [find_plan(line, cycle, now.settings.lock_after_days) for cycle in _cycles(line, now)]
    locked = tuple(plan for plan in plans if plan.locked <= today)
    moves = [move for plan in locked for move in _moves(plan, now)]
    drops = [change for plan in locked for change in _outermost(undecided(plan, now))]
    rewrites = tuple(_rewrites(line, now))
    return History(
        locked,
        tuple(move._replace(credit=_mover(repository, move)) for move in moves),
        tuple(Drop(drop.address, drop.before.title, _credit(repository, drop)) for drop in drops),
        tuple(_entries(repository, now)),
        rewrites,
    )


def _cycles(line: Mainline, now: Workspace) -> list[Cycle]:
    """The cycles that have goals now, or had some once."""
    names = {path.split("/")[1] for path in line.files if path.count("/") > 1}
    known = (now.calendar.cycle(name) for name in names)
    return sorted({*now.cycles, *(cycle for cycle in known if cycle)})


def _moves(plan: Plan, now: Workspace) -> Iterator[Move]:
    """Committed values that are others now, key result by key result."""
    present = dict(objectives_of(file for file in now.goals if file.cycle.id == plan.cycle.id))
    decided = decisions(now, plan.cycle)
    for address, old in objectives_of(committed_state(plan, now).goals):
        new = present.get(address)
        if new is None:
            continue
        for name in old.key_results.keys() & new.key_results.keys():
            goal = address._replace(key_result=name)
            yield from _moved(goal, old.key_results[name], new.key_results[name], plan)
        if old.commitment != new.commitment and address not in decided:
            yield Move(address, "commitment", old.commitment, new.commitment, None)


def _moved(address: Address, old: KeyResult, new: KeyResult, plan: Plan) -> Iterator[Move]:
    ends = {"due": plan.cycle.end.isoformat()}  # what is meant where nothing is said
    before, after = ends | figures(old), ends | figures(new)
    said = [one for one in new.amendments if one.date >= plan.locked or one not in old.amendments]
    for field in before | after:
        silent = _gap(field, before.get(field), after.get(field), [one for one in said if one.field == field])
        if silent and not (field == "title" and _follows(before, after)):
            yield Move(address, field, *silent, None)


def _gap(
    field: str, before: Figure | None, after: Figure | None, said: Iterable[Amendment]
) -> tuple[Figure | None, Figure | None] | None:
    """The first step from one value to the other that no amendment tells."""
    for amendment in said:
        if amendment.before is not None and not _same(field, amendment.before, before):
            return before, amendment.before
        before = amendment.after
    return None if _same(field, before, after) else (before, after)


def _same(field: str, one: Figure | None, other: Figure | None) -> bool:
    """Whether two figures are one, however they are written."""
    return one == other or (one is not None and other is not None and typed(field, one) == typed(field, other))


def _follows(before: Mapping[str, Figure], after: Mapping[str, Figure]) -> bool:
    """Whether a title changed only as the numbers did that it repeats: they are what there is to say of it."""
    title = str(before["title"])
    for field, value in before.items():
        if field in after and isinstance(value, int | float):
            title = title.replace(str(value), str(after[field]))
    return title == after["title"]


@lru_cache(maxsize=32)
def _last_told(repository: Repository, cycle: str) -> _Told:
    """What happened last to each goal; it takes all that there is of a cycle, and two states may be held against it."""
    found = enumerate(events(repository, cycle=cycle))
    return {(one.change.address, one.change.kind): (nth, one) for nth, one in found}


def _mover(repository: Repository, move: Move) -> Credit | None:
    """Who gave a figure its present value, if it is committed."""
    field = move.field.partition(".")[0]
    kind = Kind.BOUND if field in {"at_least", "at_most", "above", "below"} else Kind(field.replace("_", "-"))
    return _last(repository, (move.address,), (kind,))


def _outermost(drops: Iterable[Change]) -> list[Change]:
    """Without the key results of an objective that was dropped whole."""
    found = list(drops)
    whole = {change.address for change in found}
    return [change for change in found if change.address.key_result is None or change.address.parent not in whole]


def _credit(repository: Repository, drop: Change) -> Credit | None:
    """Who dropped a goal, if that is committed."""
    whole = (drop.address, drop.address._replace(key_result=None))
    kinds = (Kind.KEY_RESULT_DROPPED, Kind.OBJECTIVE_DROPPED)
    return _last(repository, whole, kinds)


def _last(repository: Repository, addresses: Sequence[Address], kinds: Sequence[Kind]) -> Credit | None:
    """Whom the last event of some kinds is of, of goals of one cycle."""
    told = _last_told(repository, addresses[0].cycle)
    found = [told[address, kind] for address in addresses for kind in kinds if (address, kind) in told]
    if not found:
        return None
    _, event = max(found, key=lambda numbered: numbered[0])
    return Credit(event.commit, event.author, event.authored and event.authored.date())


def _entries(repository: Repository, now: Workspace) -> Iterator[Entry]:
    """The check-ins with the commits that brought them in.

    Not those that came with the workspace itself, or at the end of a shallow clone: they were somewhere else before.
    """
    files = {file.path: file for file in now.checkins}
    for commit in commits(repository):
        imported = any(change.path == SETTINGS_FILE and not any(change.before) for change in commit.changes)
        for change in commit.changes:
            file = files.get(change.path)
            if file is not None and change.after and not any(change.before):
                del files[change.path]
                if commit.committed and not imported and commit.id not in repository.boundary:
                    yield _entry(file, commit, commit.committed.date())


def _entry(file: CheckInFile, commit: Commit, day: date) -> Entry:
    path, cycle, team, checkin = file
    return Entry(path, cycle, team, checkin.by, checkin.date, commit.id, commit.author, day)


def _rewrites(line: Mainline, now: Workspace) -> Iterator[Rewrite]:
    """Published check-ins that are not as they were first readable."""
    present = {file.path: file.checkin for file in now.checkins}
    elsewhere = _by_team(now)
    for path, versions in line.files.items():
        cycle = now.calendar.cycle(path.split("/")[1]) if f"/{CHECKINS}/" in path else None
        if len(versions) == 1 and _is_unchanged(now, path, versions[0].blob):
            continue
        first = _first(line, path, versions) if cycle else None
        if cycle is None or first is None or path in now.unreadable:
            continue
        checkin = present.get(path)
        moved = checkin is None and first.checkin in elsewhere.get((cycle.id, first.team), ())
        if checkin != first.checkin and not moved:
            yield Rewrite(path, cycle, checkin is None, _rewriter(line, path, versions, checkin))


def _is_unchanged(now: Workspace, path: str, blob: Blob | None) -> bool:
    """Whether a file is what git has, without asking git: the quick answer for nearly all."""
    source = now.sources.get(path)
    if source is None or blob is None:
        return False
    content = source.text.encode("utf-8", "surrogatepass")
    digest = sha1 if len(blob.id) == _SHA1 else sha256
    return digest(b"blob %d\0%b" % (len(content), content)).hexdigest() == blob.id


def _by_team(now: Workspace) -> Mapping[tuple[str, str], list[CheckIn]]:
    found: dict[tuple[str, str], list[CheckIn]] = {}
    for file in now.checkins:
        found.setdefault((file.cycle.id, file.team), []).append(file.checkin)
    return found


def _first(line: Mainline, path: str, versions: Iterable[Published]) -> CheckInFile | None:
    read = (line.read(path, one.blob) for one in versions if one.blob)
    return next((one.checkins[0] for one in read if one.checkins), None)


def _rewriter(line: Mainline, path: str, versions: tuple[Published, ...], now: CheckIn | None) -> Credit | None:
    """The commit of the published version that says what is said now, if it is published."""
    last = versions[-1]
    said = line.read(path, last.blob).checkins if last.blob else ()
    if (said[0].checkin if said else None) != now:
        return None
    commit = last.commit
    return Credit(commit.id, commit.author, commit.committed and commit.committed.date())
