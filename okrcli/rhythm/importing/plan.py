"""Rows to files: where each goal goes, what its sentence states, and what could not be placed."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.files import SETTINGS_FILE, goals_path
from okrcli.goals.shape import ID, parse_day
from okrcli.goals.stated import key_result
from okrcli.goals.workspace import load
from okrcli.rhythm.blocks import goals_text
from okrcli.rhythm.ids import make_id
from okrcli.rhythm.importing import cells, cycles, reviews, settings
from okrcli.rhythm.importing.people import owner
from okrcli.rhythm.importing.placing import Goal, Placed, entry
from okrcli.rhythm.importing.rows import Left, Row, hidden, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from okrcli.goals.cycle import Calendar
    from okrcli.goals.model import KeyResult
    from okrcli.goals.workspace import Workspace
    from okrcli.rhythm.blocks import Entry

LONGEST: Final = 1_000  # characters of a text
_PLACEHOLDER: Final = re.compile(
    r"(?:tb[dca]|n/?a|todo|none|key result \w|kr ?\d*|objective ?\d*|[-?\u2013\u2014.\u2026]+)[.:]?",
    re.IGNORECASE,
)
_NO_NAMES: Final[Mapping[str, str]] = {}


class Choices(NamedTuple):
    """What holds for rows that do not say it: that name no team, no clear cycle, no objective.

    `cycles` gives names that are no cycles of the calendar the ids of those they stand for.
    """

    team: str | None = None
    cycle: str | None = None
    objective: str | None = None
    cycles: Mapping[str, str] = _NO_NAMES


class Import(NamedTuple):
    """The files to write, and the report."""

    files: tuple[tuple[str, str], ...]
    objectives: int
    key_results: int
    measured: int  # key results with baseline and target, a threshold or a range
    scores: int
    left: tuple[Left, ...]
    notes: tuple[str, ...]
    cycles: tuple[tuple[str, str], ...]  # as written, and the cycle they are
    settings: str | None  # the lines that an okr.yaml lacks which is there already


def plan(
    rows: Iterable[Row],
    calendar: Calendar,
    choices: Choices | None = None,
    workspace: Workspace | None = None,
) -> Import:
    """The files that hold these rows; without a workspace its okr.yaml and schemas too.

    Raises OkrError where a choice is no cycle or team, or a goals file would be larger than can be read.
    """
    planning = _Planning(calendar, choices or Choices(), workspace)
    for row in rows:
        planning.place(row)
    return planning.finished()


class _Planning:
    """One import: the goals by cycle and team, and what there is to say."""

    def __init__(self, calendar: Calendar, choices: Choices, workspace: Workspace | None) -> None:
        _check_choices(choices, calendar)
        self.calendar, self.choices, self.workspace = calendar, choices, workspace
        self.files: dict[tuple[str, str], dict[tuple[str, int], Goal]] = {}
        self.left: list[Left] = []
        self.cycles: dict[str, str] = {}
        self.teams: dict[str, str] = {}
        self.notes: list[str] = []
        self.counts: Counter[str] = Counter()

    def place(self, row: Row) -> None:
        """Put a row where it belongs, or among what is left with the reason."""
        row = self._cleaned(row)
        team, cycle = self._team(row.team), self._cycle(row.cycle)
        title = row.objective or self.choices.objective or ""
        reason = _fault(row.key_result or title) or (title and _fault(title))
        if not title and not row.key_result:
            return
        if not reason:
            reason = self._homeless(row, team, cycle, title)
        if reason or team is None or cycle is None:
            self.left.append(Left(row.line, (row.key_result or title)[:LONGEST], reason))
        else:
            self._placed(row, title, self.files.setdefault((cycle, team), {}))

    def _homeless(self, row: Row, team: str | None, cycle: str | None, title: str) -> str:
        if cycle is None:
            said = f"{row.cycle!r} is no {self.calendar.length} of the calendar" if row.cycle else "names no cycle"
            return f"{said}: choose one with --cycle or --map-cycle"
        if team is None:
            return "names no team: choose one with --team"
        return "" if title else "names no objective: give one with --objective"

    def _cleaned(self, row: Row) -> Row:
        """The row with its texts on one line each, free of hidden characters, and short enough for a file."""
        said = {name: text for name, text in row._asdict().items() if isinstance(text, str) and text}
        self.counts["hidden"] += any(hidden(text) for text in said.values())
        texts: dict[str, Any] = {name: tidy(text) for name, text in said.items()}
        for name, text in texts.items():
            if len(text) > LONGEST and name not in {"objective", "key_result"}:
                self.notes.append(f"line {row.line}: the {name} of {len(text):,} characters is left out")
                texts[name] = ""
        return row._replace(**texts)

    def _team(self, text: str) -> str | None:
        """The id of a team; of several the first."""
        first, *others = re.split(r"\s+/\s+", text)
        if not first:
            return self.choices.team
        self.counts["teams"] += bool(others)
        key = first.casefold()
        if key not in self.teams:
            name = make_id(first, (), "team")
            self.teams[key] = name if name != "team-1" else make_id(first, self.teams.values(), "team")
        return self.teams[key]

    def _cycle(self, text: str) -> str | None:
        found = self.choices.cycles.get(text) or cycles.read(text, self.calendar) or self.choices.cycle
        if found and text and text != found:
            self.cycles[text] = found
        return found

    def _placed(self, row: Row, title: str, goals: dict[tuple[str, int], Goal]) -> None:
        key = (title.casefold(), row.group)
        goal = goals.setdefault(key, Goal(row.line, title, owner(row.objective_owner), row.why))
        if not goal.owner.name and row.objective_owner:
            goal.owner = owner(row.objective_owner)
        goal.why = goal.why or row.why
        if not row.key_result:
            return
        who = owner(row.owner)
        if (first := goal.line_of(row.key_result, who)) is not None:
            self.left.append(Left(row.line, row.key_result, f"is there already, from line {first}"))
            return
        self.counts["owners"] += bool(who.others)
        goal.add(Placed(row.line, self._key_result(row), who, row.remark, self._score(row)))

    def _key_result(self, row: Row) -> KeyResult:
        """What the sentence states; what the row's own cells say wins."""
        given: dict[str, Any] = {
            "metric": row.metric or None,
            "unit": row.unit or None,
            "due": self._due(row),
        }
        for name in ("baseline", "target"):
            text = getattr(row, name)
            if text and (found := cells.quantity(text)):
                given |= {name: found.value, "unit": given["unit"] or found.unit}
            elif text:
                self._unread(row, name, text, "no number")
        return key_result(row.key_result, **given)

    def _due(self, row: Row) -> Any:
        day = parse_day(row.due)
        if row.due and day is None:
            self._unread(row, "due", row.due, "no date like 2026-09-30")
        return day

    def _score(self, row: Row) -> cells.Score | None:
        score = cells.score(row.score)
        if row.score and score is None:
            self._unread(row, "score", row.score, "neither from 0 to 1 nor a percentage")
        return score

    def _unread(self, row: Row, name: str, text: str, reason: str) -> None:
        self.notes.append(f"line {row.line}: {name} {text[:40]!r} is {reason}")

    def finished(self) -> Import:
        teams: dict[str, dict[str, None]] = {}
        files: list[tuple[str, str]] = []
        for (cycle, team), goals in self.files.items():
            people = [person for goal in goals.values() for person in goal.people]
            teams.setdefault(team, {}).update(dict.fromkeys(people))
            files.extend(self._files(cycle, team, goals.values()))
        _check(files, self.calendar)
        known = {team: tuple(people) for team, people in teams.items()}
        placed = [result for goals in self.files.values() for goal in goals.values() for result in goal.results]
        return Import(
            (*self._start(known), *files),
            sum(len(goals) for goals in self.files.values()),
            len(placed),
            sum(_is_measured(result.value) for result in placed),
            sum(result.score is not None for result in placed),
            tuple(sorted(self.left)),
            (*self.notes, *self._counted()),
            tuple(self.cycles.items()),
            settings.missing(known, self.workspace.settings) if self.workspace else None,
        )

    def _start(self, teams: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        """The files that make a workspace, where there is none yet and something to put into it."""
        from okrcli.rhythm.start import schema_files

        if self.workspace is None and teams:
            yield SETTINGS_FILE, settings.new(teams, self.calendar)
            yield from schema_files()

    def _files(self, cycle: str, team: str, goals: Iterable[Goal]) -> Iterator[tuple[str, str]]:
        entries: dict[str, Entry] = {}
        scored: dict[str, cells.Score] = {}
        for goal in goals:
            name = make_id(goal.title, entries, "objective")
            entries[name] = entry(name, goal)
            for placed, result in zip(goal.results, entries[name].entries, strict=True):
                if placed.score:
                    scored[f"{name}/{result.name}"] = placed.score
        yield goals_path(cycle, team), goals_text(team, tuple(entries.values()))
        if scored:
            yield reviews.published(cycle, team, scored, self._reviewer(team), self.calendar)

    def _reviewer(self, team: str) -> str:
        """Who signs for published scores: the team's owner if okr.yaml names one."""
        known = self.workspace.settings.teams.get(team) if self.workspace else None
        return (known and known.owner) or "import"

    def _counted(self) -> Iterator[str]:
        for what, said in _COUNTED.items():
            if self.counts[what]:
                yield said.format(self.counts[what])


_COUNTED: Final = {
    "owners": "{} key results name several owners: the first one has it, the others are in a comment",
    "teams": "{} rows name several teams: the first one has them",
    "hidden": "{} rows held hidden characters: they are taken out",
}


def _check_choices(choices: Choices, calendar: Calendar) -> None:
    for name in (choices.cycle, *choices.cycles.values()):
        if name is not None and calendar.cycle(name) is None:
            raise OkrError(f"{name!r} is not a cycle of this workspace", f"write it like {calendar.example}")
    if choices.team is not None and not ID.fullmatch(choices.team):
        raise OkrError(f"{choices.team!r} is not the id of a team", "use small letters, digits and dashes")


def _fault(title: str) -> str:
    """What keeps a text from being a title."""
    if len(title) > LONGEST:
        return f"is longer than {LONGEST:,} characters"
    return "is a placeholder" if _PLACEHOLDER.fullmatch(title) else ""


def _is_measured(result: KeyResult) -> bool:
    way = result.baseline is not None and result.target is not None
    return way or result.bound is not None or result.between is not None


def _check(files: Iterable[tuple[str, str]], calendar: Calendar) -> None:
    """Read back what is to be written: nothing that cannot be read leaves here."""
    start = settings.new({"team": ()}, calendar)
    for path, problem in load([(SETTINGS_FILE, start), *files]).problems:
        raise OkrError(f"{path} cannot be written: {problem.message}", "import less at once, or mend the source")
