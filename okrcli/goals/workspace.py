"""All files of one state as one value: `load` for the working folder, a revision, or a test alike."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.address import Address, Place
from okrcli.goals.diagnostic import MOST_FIXES, Diagnostic, Fix, Problem, Severity, Span
from okrcli.goals.files import (
    CHECKINS,
    REVIEWS,
    SETTINGS_FILE,
    Content,
    Refusal,
    find_root,
    goals_path,
    read_folder,
)
from okrcli.goals.kinds import KINDS
from okrcli.goals.model import (
    CHECK_IN,
    GOALS,
    REVIEW,
    SETTINGS,
    CheckIn,
    Goals,
    KeyResult,
    Objective,
    Review,
    Settings,
)
from okrcli.goals.shape import ID, MISSING, did_you_mean, is_id
from okrcli.goals.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from okrcli.goals.cycle import Calendar, Cycle
    from okrcli.goals.shape import Record


class GoalsFile(NamedTuple):
    path: str
    cycle: Cycle
    goals: Goals


class CheckInFile(NamedTuple):
    path: str
    cycle: Cycle
    team: str
    checkin: CheckIn


class ReviewFile(NamedTuple):
    path: str
    cycle: Cycle
    team: str
    review: Review


class ObjectiveAt(NamedTuple):
    """An objective with its address and place."""

    place: Place
    address: Address
    objective: Objective


class KeyResultAt(NamedTuple):
    """A key result with its address, place and objective."""

    place: Place
    address: Address
    key_result: KeyResult
    objective: Objective

    @property
    def owner(self) -> str | None:
        """Its own owner, else the objective's."""
        return self.key_result.owner or self.objective.owner


class Workspace:
    """What the files of one state say, and what is wrong with them."""

    def __init__(self, settings: Settings | None) -> None:
        self.settings: Settings = settings or Settings(version=1)
        self.calendar: Calendar = self.settings.calendar
        self.goals: list[GoalsFile] = []
        self.checkins: list[CheckInFile] = []
        self.reviews: list[ReviewFile] = []
        self.problems: list[tuple[str, Problem]] = []
        self.sources: dict[str, Source] = {}
        self.unreadable: set[str] = set()
        self.lost: set[Address] = set()

    @cached_property
    def objectives(self) -> tuple[ObjectiveAt, ...]:
        """Every objective that could be read, by file and order."""
        return tuple(
            ObjectiveAt(Place(path, ("objectives", name)), Address(cycle.id, goals.team, name), objective)
            for path, cycle, goals in self.goals
            for name, objective in goals.objectives.items()
        )

    @cached_property
    def key_results(self) -> tuple[KeyResultAt, ...]:
        """Every key result that could be read, by file and order."""
        return tuple(
            KeyResultAt(
                Place(place.path, (*place.route, "key_results", name)),
                Address(address.cycle, address.team, address.objective, name),
                key_result,
                objective,
            )
            for place, address, objective in self.objectives
            for name, key_result in objective.key_results.items()
        )

    @cached_property
    def ids(self) -> frozenset[Address]:
        """Every address there is, also of what could not be read: a reference to it is no second mistake."""
        teams = (Address(cycle.id, goals.team) for _, cycle, goals in self.goals)
        objectives = (at.address for at in self.objectives)
        return frozenset(self.lost).union(teams, objectives, (at.address for at in self.key_results))

    @cached_property
    def cycles(self) -> tuple[Cycle, ...]:
        """The cycles that have goals, oldest first."""
        return tuple(sorted({file.cycle for file in self.goals}))

    @cached_property
    def _goals_of(self) -> dict[tuple[str, str], Goals]:
        return {(cycle.id, goals.team): goals for _, cycle, goals in self.goals}

    def objective(self, address: Address) -> Objective | None:
        """The objective of that address, or around the key result of that address; None where there is none."""
        cycle, team, name, result = address
        goals = self._goals_of.get((cycle, team))
        objective = goals.objectives.get(name) if goals and name else None
        return objective if objective and (result is None or result in objective.key_results) else None

    def goal(self, address: Address) -> Objective | KeyResult | None:
        """The objective or key result of that address; None where there is none."""
        objective = self.objective(address)
        return objective.key_results[address.key_result] if objective and address.key_result else objective

    def knows(self, address: Address) -> bool:
        """Whether the address exists, or stands in a file that cannot be read and so may."""
        cycle, team, name, _ = address
        if self.objective(address) or (name is None and (cycle, team) in self._goals_of):
            return True
        return address in self.lost or goals_path(cycle, team) in self.unreadable

    @cached_property
    def _misread(self) -> frozenset[Place]:
        """Where a key stands that could not be read, or, under another name, one that was probably meant."""
        misread = set()
        for path, problem in self.problems:
            if not isinstance(problem.where, Span):
                meant = (str(problem.instead),) if problem.at_key and problem.instead else problem.where[-1:]
                misread.add(Place(path, (*problem.where[:-1], *meant)))
        return frozenset(misread)

    def tried(self, place: Place, *keys: str) -> bool:
        """Whether one of these keys was meant there and could not be read: that it is missing is no second mistake."""
        return bool(self.problems) and any(place / key in self._misread for key in keys)

    def cycle(self, name: str | None, today: date) -> Cycle:
        """The cycle of that name; without one today's, else the newest that has goals."""
        if name is not None:
            found = {
                "current": self.calendar.of(today),
                "previous": self.calendar.before(self.calendar.of(today)),
            }.get(name)
            found = found or self.calendar.cycle(name)
            if found is None:
                raise OkrError(
                    f"{name!r} is not a cycle of this workspace",
                    f"write it like {self.calendar.example}, current or previous",
                )
            return found
        now = self.calendar.of(today)
        return now if now in self.cycles or not self.cycles else self.cycles[-1]

    def find(self, text: str, cycle: str) -> Address:
        """The goal that a person means: any unique end of an address, in `cycle` unless the text names another."""
        prefix, colon, path = text.rpartition(":")
        wanted = tuple(path.strip("/").split("/"))
        known = [address for address in self.ids if address.cycle == (prefix if colon else cycle)]
        exact = [address for address in known if address.parts == wanted]
        found = exact or [address for address in known if address.parts[-len(wanted) :] == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            options = ", ".join(sorted(address.path for address in found)[:5])
            raise OkrError(f"{text!r} is not unique", f"say which: {options}")
        hint = did_you_mean(wanted[-1], {address.parts[-1] for address in known}, "`okr status` lists what is there")
        raise OkrError(f"no goal {text!r} in {prefix if colon else cycle}", hint)

    def locate(self, place: Place, *, at_key: bool = False) -> Span:
        """Line and column of a place."""
        source = self.sources.get(place.path)
        return source.locate(place.route, at_key=at_key) if source else Span(1, 1, 1, 1)

    def diagnostics(self) -> Iterator[Diagnostic]:
        """What is wrong with the files themselves; the first with what would mend them."""
        fixes = 0
        for path, problem in self.problems:
            source = self.sources.get(path)
            at = problem.where if isinstance(problem.where, Span) else Span(1, 1, 1, 1)
            span = source.locate(problem.where, at_key=problem.at_key) if source else at
            code, name = KINDS[problem.name].code, problem.name
            fix = _fix(source, problem) if source and fixes < MOST_FIXES else None
            fixes += fix is not None
            yield Diagnostic(path, span, code, name, Severity.ERROR, problem.message, problem.hint, None, fix)


def _fix(source: Source, problem: Problem) -> Fix | None:
    """What was meant in the place of a problem, as an edit."""
    if problem.instead is None or isinstance(problem.where, Span):
        return None
    from okrcli.goals.edit import renamed, replaced

    made = renamed if problem.at_key else replaced
    edit = made(source, problem.where, problem.instead)  # type: ignore[arg-type]
    return Fix(f"write `{edit.text}`", (edit,), problem.sure) if edit else None


def open_workspace(start: Path) -> tuple[Path, Workspace]:
    """The workspace that a folder lies in, with its root."""
    root = find_root(start)
    return root, load(read_folder(root))


def load(files: Iterable[tuple[str, Content | str]], settings: Settings | None = None) -> Workspace:
    """Read every file; what is wrong becomes a problem of the workspace, what is right is there.

    `settings` count where there is no okr.yaml among the files.
    """
    contents = dict(files)
    loading = _Loading(contents.pop(SETTINGS_FILE, None), settings)
    for path, content in contents.items():
        loading.add(path, content)
    loading.collisions(contents)
    return loading.workspace


_CHECKIN_NAME: Final = re.compile(r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})-(?P<rest>[a-z0-9][a-z0-9-]*)")


class _Loading:
    """One run of `load`."""

    def __init__(self, content: Content | str | None, settings: Settings | None) -> None:
        self.workspace = Workspace(None)
        self.readers: dict[str, Callable[[str, str, Content | str], None]] = {}
        read = self._read(SETTINGS_FILE, content, SETTINGS) if content is not None else settings
        before, self.workspace = self.workspace, Workspace(read)
        self.workspace.problems, self.workspace.sources = before.problems, before.sources

    def add(self, path: str, content: Content | str) -> None:
        folder, _, name = path.rpartition("/")
        stem, dot, ending = name.rpartition(".")
        if isinstance(content, Refusal):
            self._refuse(path, content)
        elif not dot or ending != "yaml":
            self._file_problem(path, "the name must end in .yaml", "rename the file")
        else:
            if folder not in self.readers:  # looked up once for the many files of a folder
                self.readers[folder] = self._reader(folder)
            self.readers[folder](path, stem, content)

    def _reader(self, folder: str) -> Callable[[str, str, Content | str], None]:
        """What reads the files of a folder."""
        _, *parts = folder.split("/")
        cycle = self.workspace.calendar.cycle(parts[0]) if parts else None
        if cycle is None:
            hint = f"goals are okrs/CYCLE/TEAM.yaml, with a cycle like {self.workspace.calendar.example}"
            return lambda path, *_: self._file_problem(path, "the file is not in the folder of a cycle", hint)
        readers = {(): self._goals, (CHECKINS,): self._checkin, (REVIEWS,): self._review}
        if reader := readers.get(tuple(parts[1:])):
            return partial(reader, cycle)
        hint = f"below a cycle there are {CHECKINS}/ and {REVIEWS}/"
        return lambda path, *_: self._file_problem(path, "the file is in a folder that okr does not read", hint)

    def collisions(self, paths: Iterable[str]) -> None:
        """Names that are one file where case or composition of letters is folded."""
        seen: dict[str, str] = {}
        for path in paths:
            folded = path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
            if folded in seen:
                self._file_problem(
                    path, "another file has the same name but for case or accents", "rename one of the two"
                )
            seen[folded] = path

    def _goals(self, cycle: Cycle, path: str, stem: str, content: Content | str) -> None:
        if not ID.fullmatch(stem):
            self._file_problem(path, "the file's name must be the id of its team", "small letters, digits and dashes")
            return
        goals = self._read(path, content, GOALS, lambda data: self._collect(cycle.id, stem, data))
        if goals is None:
            return
        if goals.team and goals.team != stem:
            hint = f"write `team: {stem}`, or rename the file"
            self._problem(path, Problem("file-name", ("team",), f"`team` is not the file's name, {stem!r}", hint))
        named = goals if goals.team == stem else goals.but(team=stem)
        self.workspace.goals.append(GoalsFile(path, cycle, self._owned(named)))

    def _owned(self, goals: Goals) -> Goals:
        """A team that is one person owns its objectives without saying so."""
        team = self.workspace.settings.teams.get(goals.team)
        if team is None or team.level != "person":
            return goals
        own = {name: each if each.owner else each.but(owner=goals.team) for name, each in goals.objectives.items()}
        return goals.but(objectives=own)

    def _checkin(self, cycle: Cycle, path: str, stem: str, content: Content | str) -> None:
        match = _CHECKIN_NAME.fullmatch(stem)
        if not match:
            self._file_problem(
                path, "a check-in's name must be DATE-TEAM-PERSON", f"like {cycle.start}-payments-ana.yaml"
            )
            return
        checkin = self._read(path, content, CHECK_IN)
        if checkin is None:
            return
        team = self._team_of(match["rest"], checkin.by)
        if match["date"] != checkin.date.isoformat() or team is None:
            want = f"{checkin.date}-{team or 'TEAM'}-{checkin.by}.yaml"
            self._file_problem(path, "the name does not fit the check-in's date and person", f"it should be {want}")
        if team is not None:
            self.workspace.checkins.append(CheckInFile(path, cycle, team, checkin))

    def _team_of(self, rest: str, by: str) -> str | None:
        """The team in `TEAM-PERSON` or `TEAM-PERSON-2` (the second of a day)."""
        name = re.sub(r"-[0-9]+$", "", rest) if not rest.endswith(f"-{by}") else rest
        team = name.removesuffix(f"-{by}")
        return team if team != name and is_id(team) else None

    def _review(self, cycle: Cycle, path: str, stem: str, content: Content | str) -> None:
        if not ID.fullmatch(stem):
            self._file_problem(path, "a review's name must be the id of its team", "small letters, digits and dashes")
            return
        review = self._read(path, content, REVIEW)
        if review is not None:
            self.workspace.reviews.append(ReviewFile(path, cycle, stem, review))

    def _read(self, path: str, content: Content | str, record: Record, collect: Any = None) -> Any:
        """The value of a file, or None; problems are noted either way."""
        if isinstance(content, Refusal):
            self._refuse(path, content)
            return None
        source = self.workspace.sources[path] = Source(content)
        problems = list(source.problems)
        value: Any = MISSING
        if not source.readable:
            self.workspace.unreadable.add(path)
        elif source.data is None:
            problems.append(
                Problem("empty-file", Span(1, 1, 1, 1), "the file is empty", "write something, or remove it")
            )
            self.workspace.unreadable.add(path)
        else:
            value = record.read(source.data, (), problems)
            if collect and problems:
                collect(source.data)
        source.release()
        if problems:
            self.workspace.problems.extend((path, problem) for problem in problems)
        return None if value is MISSING else value

    def _refuse(self, path: str, refusal: Refusal) -> None:
        self.workspace.unreadable.add(path)
        what = "file" if path.endswith((".yaml", ".yml")) else "folder"
        said = f"the {what} {refusal.message}"
        self._problem(path, Problem(refusal.name, Span(1, 1, 1, 1), said, refusal.hint))

    def _collect(self, cycle: str, team: str, data: Any) -> None:
        """Note the ids of a file with problems: some of what they name may not have been read."""
        ids = self.workspace.lost
        ids.add(Address(cycle, team))
        objectives = data.get("objectives") if isinstance(data, dict) else None
        for name, objective in objectives.items() if isinstance(objectives, dict) else ():
            ids.add(Address(cycle, team, name))
            results = objective.get("key_results") if isinstance(objective, dict) else None
            ids.update(Address(cycle, team, name, result) for result in (results if isinstance(results, dict) else ()))

    def _file_problem(self, path: str, message: str, hint: str | None) -> None:
        self._problem(path, Problem("file-name", Span(1, 1, 1, 1), message, hint))

    def _problem(self, path: str, problem: Problem) -> None:
        self.workspace.problems.append((path, problem))
