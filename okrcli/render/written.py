"""What a command wrote, or would write."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from okrcli.goals.files import show_path
from okrcli.render import cells, marks
from okrcli.render.clean import clean, cut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from okrcli.lint.run import LintResult
    from okrcli.render.findings import Shown
    from okrcli.reports.view import KeyResultRow
    from okrcli.rhythm.draft import Drafted
    from okrcli.rhythm.importing import Import, Left, Table

Change = tuple["KeyResultRow | None", "KeyResultRow"]


def checkin(files: Sequence[tuple[str, str]], made: str | None, rows: Sequence[Change], *, dry_run: bool) -> str:
    """The files, their commit, and what they change of each key result."""
    lines = []
    for path, text in files:
        where = f"{'would write' if dry_run else 'wrote'} {show_path(path)}"
        lines.append(f"{where}, commit {made[:7]}" if made else where)
        if dry_run:
            lines += ["", *(f"  {clean(line)}" for line in text.splitlines()), ""]
    return "\n".join([*lines, *(change(before, after) for before, after in rows)])


def change(before: KeyResultRow | None, after: KeyResultRow) -> str:
    was = before.score.progress if before else None
    now = after.score.progress
    moved = marks.score(now) if was in (None, now) else f"{marks.score(was)} → {marks.score(now)}"
    said = cells.score(after) if after.key_result.guardrail else f"progress {moved}" if now is not None else ""
    parts = (f"  {after.address.local}  {cells.way(after)}", said, cells.status(after))
    return " · ".join(part for part in parts if part)


def initialised(added: Sequence[str], kept: Sequence[str], *, repository: bool, dry_run: bool) -> str:
    """The files of a new workspace, and what to do next."""
    word = "would write" if dry_run else "wrote"
    lines = ["made a git repository"] if repository else []
    lines += [f"{word} {path}" for path in added] + [f"kept {path}" for path in kept]
    if added and not dry_run:
        lines += ["", "next: write your goals (`okr draft` helps), then `okr lint` and `okr report`"]
    return "\n".join(lines)


class Drafting(NamedTuple):
    """A draft, the texts of other files that go with it, what all of them said before, and what lint says of them."""

    path: str
    new: Drafted
    beside: Mapping[str, str]
    before: Mapping[str, str]
    result: LintResult
    refused: bool
    dry_run: bool


def drafted(draft: Drafting) -> str:
    """What lint says of the draft; what would be added where it was not written."""
    from okrcli.render.findings import full

    path, new, beside, before, result, refused, dry_run = draft
    found = [full(result, _shown({path: new.text, **beside}))] if result.diagnostics else []
    if refused:
        return "\n".join([*found, "nothing was written: put it right and draft it again"])
    word = "would write" if dry_run else "wrote"
    files = [(path, new.text, f"{word} {new.name} in {show_path(path)}")] if new.name else []
    files += [(other, text, f"{word} {show_path(other)}: what does not go on") for other, text in beside.items()]
    for name, text, done in files:
        added = [f"  {clean(line)}" for line in _added(before[name].splitlines(), text.splitlines())]
        found += [done, "", *added, ""] if dry_run else [done]
    return "\n".join(found).rstrip("\n")


def _shown(texts: Mapping[str, str]) -> Shown:
    """Where the lines of files are found that are not written yet."""
    from okrcli.render.findings import Shown

    lines = {name: text.splitlines() for name, text in texts.items()}
    return Shown(lambda name, number: next(iter(lines.get(name, ())[number - 1 : number]), "") if number > 0 else "")


def closed(path: str, text: str, made: str | None, result: LintResult, *, refused: bool, dry_run: bool) -> str:
    """What lint says of a review, the file, and what comes next."""
    from okrcli.render.findings import full

    said = [full(result, _shown({path: text}))] if result.diagnostics else []
    if refused:
        return "\n".join([*said, "nothing was written: put it right and close it again"])
    word = "would write" if dry_run else "wrote"
    said.append(f"{word} {show_path(path)}{f', commit {made[:7]}' if made else ''}")
    if dry_run:
        said += ["", *(f"  {clean(line)}" for line in text.splitlines())]
    else:
        _, cycle, _, name = path.split("/")
        said.append(f"next: `okr draft --from {cycle} --team {name.removesuffix('.yaml')}`")
    return "\n".join(said)


def _added(before: list[str], after: list[str]) -> list[str]:
    """The lines that are new: what both texts begin and end with is old."""
    start = _equal(before, after)
    end = len(after) - _equal(before[start:][::-1], after[start:][::-1])
    return after[start:end]


def _equal(left: list[str], right: list[str]) -> int:
    """How many lines the two have in common from the first on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))


def imported(table: Table, made: Import, *, dry_run: bool) -> str:
    """How the columns were read, what was written, and what could not be placed."""
    word = "would write" if dry_run else "wrote"
    return "\n".join(
        [
            *_columns(table),
            *(f"cycle {clean(name)!r} → {cycle}" for name, cycle in made.cycles if name != cycle),
            *(f"{word} {show_path(path)}" for path, _ in made.files),
            *(f"note: {clean(note)}" for note in (*table.notes, *made.notes)),
            *_left([*table.left, *made.left]),
            *_settings(made),
            _total(made),
        ]
    )


def _total(made: Import) -> str:
    goals = f"{marks.count(made.objectives, 'objective')}, {marks.count(made.key_results, 'key result')}"
    scores = f", {marks.count(made.scores, 'published score')}" if made.scores else ""
    return f"{goals}, {made.measured} of them with their numbers{scores}"


def _columns(table: Table) -> list[str]:
    lines = [f"column {clean(column)!r} → {field}" for field, column in table.columns]
    if table.unknown:
        lines.append(f"columns not used: {', '.join(repr(clean(name)) for name in table.unknown)} (--map FIELD=COLUMN)")
    return lines


MOST_LINES = 8
LONGEST_TEXT = 60


def _left(rows: Sequence[Left]) -> list[str]:
    """What was not placed, a line for each reason, with the lines that it speaks of and the first of the texts."""
    by_reason: dict[str, list[Left]] = {}
    for left in rows:
        by_reason.setdefault(left.reason, []).append(left)
    return [_for_reason(reason, lefts) for reason, lefts in by_reason.items()]


def _for_reason(reason: str, lefts: Sequence[Left]) -> str:
    numbers = ", ".join(str(left.line) for left in lefts[:MOST_LINES])
    more = f" and {len(lefts) - MOST_LINES} more" if len(lefts) > MOST_LINES else ""
    lines = f"line{'s' if len(lefts) > 1 else ''} {numbers}{more}"
    first = cut(clean(lefts[0].text), LONGEST_TEXT)
    return f"not placed: {lines}: {clean(reason)} ({first!r}{', …' if len(lefts) > 1 else ''})"


def _settings(made: Import) -> list[str]:
    if not made.settings:
        return []
    return [
        "okr.yaml needs these lines:",
        *(f"  {clean(line) if line.strip() else ''}" for line in made.settings.splitlines()),
    ]
