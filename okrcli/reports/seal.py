"""The seal of a closed cycle: hashes of what it says, in a form that does not depend on how the files are written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.goals.shape import Model, parse_day
from okrcli.reports.report import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.cycle import Cycle
    from okrcli.goals.workspace import Workspace

DEFINITION: Final = "okr-seal-1"
_EXPLAINED: Final = """\
Each hash is the SHA-256 of canonical JSON: UTF-8, keys sorted, no blanks, days as text,
whole numbers without a point, what is not said left out. goals: team to goals file.
check-ins and reviews: path to file. scores: address to its score with six decimals, by
the formulas of okr on the day named above; the cycle's own under its name. all: the
four lines above, each with its line end."""
_LINE: Final = re.compile(r"^(?P<key>[a-z-]+): (?P<value>\S+)$", re.MULTILINE)


class Seal(NamedTuple):
    """What a cycle said on a day, by hashes in hexadecimal."""

    cycle: str
    as_of: date
    goals: str
    checkins: str
    reviews: str
    scores: str

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        hashes = (self.goals, self.checkins, self.reviews, self.scores)
        return tuple(zip(("goals", "check-ins", "reviews", "scores"), hashes, strict=True))

    @property
    def all(self) -> str:
        return sha256("".join(f"{name}: {digest}\n" for name, digest in self.parts).encode()).hexdigest()

    @property
    def message(self) -> str:
        """The message of the tag: fixed words, a name, a day and hashes, and what the hashes are."""
        lines = (f"{name}: {digest}" for name, digest in (*self.parts, ("all", self.all)))
        head = f"okr: {self.cycle} as it was closed\n\nseal: {DEFINITION}\ncycle: {self.cycle}\nas-of: {self.as_of}\n"
        return head + "\n".join(lines) + f"\n\n{_EXPLAINED}\n"


def read_seal(message: str) -> Seal | None:
    """The seal that a message holds; None where it holds none that we can compute again."""
    said = {match["key"]: match["value"] for match in _LINE.finditer(message.partition("\n\n")[2])}
    day = parse_day(said.get("as-of", ""))
    keys = ("goals", "check-ins", "reviews", "scores")
    if said.get("seal") != DEFINITION or day is None or not {"cycle", *keys} <= said.keys():
        return None
    return Seal(said["cycle"], day, *(said[key] for key in keys))


def seal(workspace: Workspace, cycle: Cycle, as_of: date) -> Seal:
    """The hashes of a cycle's goals, check-ins, reviews and scores."""
    goals = {file.goals.team: file.goals for file in workspace.goals if file.cycle == cycle}
    checkins = {file.path: file.checkin for file in workspace.checkins if file.cycle == cycle}
    reviews = {file.path: file.review for file in workspace.reviews if file.cycle == cycle}
    scores = dict(_scores(workspace, cycle, as_of))
    return Seal(cycle.id, as_of, _digest(goals), _digest(checkins), _digest(reviews), _digest(scores))


def _scores(workspace: Workspace, cycle: Cycle, as_of: date) -> Iterator[tuple[str, str]]:
    report = build(workspace, cycle, as_of)
    yield cycle.id, f"{_decimals(report.score.mean)} {report.score.met}/{report.score.committed}"
    for row in report.objectives:
        yield row.address.path, _decimals(row.grade.score)
        yield from ((one.address.path, _decimals(one.score.progress)) for one in row.key_results)


def _decimals(score: float | None) -> str:
    return "none" if score is None else f"{score:.6f}"


def _digest(value: Any) -> str:
    text = json.dumps(_canonical(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: Any) -> Any:
    """A value as JSON has it, the same for all ways to write it."""
    if isinstance(value, Model):
        said = {declared.name or name: getattr(value, name) for name, declared in value.keys.items()}
        defaults = {declared.name or name: declared.default for name, declared in value.keys.items()}
        return {name: _canonical(item) for name, item in said.items() if item != defaults[name]}
    if isinstance(value, Mapping):
        return {str(_canonical(key)): _canonical(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_canonical(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value
