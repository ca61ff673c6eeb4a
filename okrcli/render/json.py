"""Results for programs: one envelope with a version, sorted keys, no colour ever."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from okrcli import __version__
from okrcli.render.pages import body, first_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from okrcli.history.events import Event
    from okrcli.judge import Verdict
    from okrcli.judge.library import Metric
    from okrcli.lint.run import LintResult, Page
    from okrcli.render.style import Screen
    from okrcli.render.written import Change, Drafting
    from okrcli.reports.explain import Explanation
    from okrcli.reports.health import Figure, Health
    from okrcli.reports.practice import Count
    from okrcli.reports.tree import Tree
    from okrcli.reports.view import Report
    from okrcli.rhythm.importing import Import, Table

SCHEMA_VERSION: Final = 1


def envelope(command: str, **parts: Any) -> str:
    """The frame that all commands share, with the parts that are a command's own."""
    tool = {"name": "okr", "version": __version__}
    return dump({"schema_version": SCHEMA_VERSION, "tool": tool, "command": command, **parts})


def dump(value: Any, *, indent: int | None = 2) -> str:
    """JSON that no CI runner takes for a command (`##[`)."""
    text = json.dumps(value, indent=indent, sort_keys=True, ensure_ascii=False, allow_nan=False, default=str)
    return _printable(text).replace("##[", "#\\u0023[")


def _printable(text: str) -> str:
    """Escape what JSON lets through but a terminal or a reader may not: C1, bidi, surrogates."""
    if text.isascii():
        return text
    return "".join(
        char if char.isprintable() or char == "\n" or ord(char) in _JOINERS else json.dumps(char)[1:-1] for char in text
    )


_JOINERS: Final = {0x200C, 0x200D}


def rules(pages: Iterable[Page], *, colour: bool) -> str:
    """All rules with their first sentences."""
    del colour
    return envelope("rules", results=[_page(page) for page in pages])


def page(page: Page, *, colour: bool) -> str:
    """One rule, whole."""
    del colour
    return envelope("explain", result=_page(page) | {"page": body(page)})


def _page(page: Page) -> dict[str, Any]:
    return {
        "code": page.code,
        "name": page.name,
        "severity": page.severity.value,
        "summary": first_line(page),
    }


def report(view: Report, _screen: Any = None) -> str:
    """A cycle as a report shows it, whole."""
    return _view("report", view)


def status(view: Report, _screen: Any = None, *, me: str | None = None) -> str:
    """The same view; programs choose for themselves what needs somebody, and whose it is."""
    del me
    return _view("status", view)


def score(view: Report, _screen: Any = None) -> str:
    """The same view, with every input of the scores."""
    return _view("score", view)


def explanation(view: Report, found: Sequence[Explanation], _screen: Any = None) -> str:
    """Every computation with its inputs and their places."""
    from okrcli.reports.view import as_data

    day, cycle = as_data(view.as_of), as_data(view.cycle)
    return envelope("score", cycle=cycle, as_of=day, results=[as_data(one) for one in found])


def tree(grown: Tree, _screen: Any = None, *, across: bool = False) -> str:
    """The whole tree; `across` changes nothing, for both directions are in it."""
    from okrcli.reports.view import as_data

    del across
    return envelope("tree", result=as_data(grown))


def health(found: Health, _screen: Any = None, *, by_team: bool = False) -> str:
    """All figures with their trend and their teams."""
    from okrcli.reports.view import as_data

    del by_team
    figures = [as_data(figure.kind) | {"now": _count(figure.now)} | _parts(figure) for figure in found.figures]
    return envelope("health", result=as_data(found) | {"figures": figures})


def _parts(figure: Figure) -> dict[str, Any]:
    trend = [{"cycle": cycle, **_count(count)} for cycle, count in figure.trend]
    return {"trend": trend, "teams": [{"team": team, **_count(count)} for team, count in figure.teams]}


def _count(count: Count) -> dict[str, Any]:
    return count._asdict() | {"share": count.share}


def _view(command: str, view: Report) -> str:
    from okrcli.reports.view import as_data

    return envelope(command, result=as_data(view))


def initialised(added: Sequence[str], kept: Sequence[str], *, repository: bool, dry_run: bool) -> str:
    """The files of a new workspace."""
    return envelope("init", written=[] if dry_run else added, planned=added, kept=kept, made_repository=repository)


def drafted(draft: Drafting) -> str:
    """A drafted goal with what lint says of it, and the files' texts as they would be."""
    from okrcli.render.findings import Shown
    from okrcli.render.lint_json import findings

    found = findings(draft.result.diagnostics, Shown())
    said = {"path": draft.path, "id": draft.new.name, "text": draft.new.text, "beside": draft.beside}
    return envelope("draft", **said, written=not draft.refused and not draft.dry_run, findings=found)


def closed(path: str, text: str, made: str | None, result: LintResult, *, refused: bool, dry_run: bool) -> str:
    """A review with what lint says of it."""
    from okrcli.render.findings import Shown
    from okrcli.render.lint_json import findings

    found = findings(result.diagnostics, Shown())
    return envelope("close", path=path, text=text, commit=made, written=not refused and not dry_run, findings=found)


def imported(table: Table, made: Import, *, dry_run: bool) -> str:
    """What was read and written, and what was not."""
    result = {
        "columns": dict(table.columns),
        "unknown_columns": table.unknown,
        "cycles": dict(made.cycles),
        "files": [path for path, _ in made.files],
        "objectives": made.objectives,
        "key_results": made.key_results,
        "measured": made.measured,
        "scores": made.scores,
        "left": [left._asdict() for left in (*table.left, *made.left)],
        "notes": made.notes,
        "settings_to_add": made.settings,
    }
    return envelope("import", written=not dry_run, result=result)


def checkin(files: Sequence[tuple[str, str]], made: str | None, rows: Sequence[Change], *, dry_run: bool) -> str:
    """Check-ins: their files, the commit, and the key results after them; `path` and `text` are of the first."""
    from okrcli.reports.view import as_data

    changed = [
        as_data(after) | {"progress_before": before.score.progress if before else None} for before, after in rows
    ]
    path, text = files[0]
    written = [{"path": each, "text": said} for each, said in files]
    return envelope("checkin", path=path, text=text, files=written, commit=made, written=not dry_run, results=changed)


def verdicts(found: Iterable[tuple[str, Verdict]], screen: Screen) -> Iterator[str]:
    """All verdicts in one envelope."""
    del screen
    from okrcli.judge import verdict_as_dict

    yield envelope("judge", results=[{"sentence": sentence} | verdict_as_dict(verdict) for sentence, verdict in found])


def verdict_lines(found: Iterable[tuple[str, Verdict]], screen: Screen) -> Iterator[str]:
    """A verdict a line, in the order of the sentences."""
    del screen
    from okrcli.judge import verdict_as_dict

    for _, verdict in found:
        yield dump(verdict_as_dict(verdict), indent=None)


def metrics(found: Sequence[Metric], screen: Screen) -> str:
    """The library of metrics."""
    del screen
    return envelope("metrics", results=[metric._asdict() for metric in found])


def log(events: Sequence[Event], _screen: Any = None, *, whole: bool = True) -> str:
    """All events, oldest first."""
    return envelope("log", complete=whole, results=[event_data(event) for event in events])


def log_lines(events: Sequence[Event], _screen: Any = None, *, whole: bool = True) -> str:
    """An event a line, oldest first."""
    del whole  # each event at the end of a shallow clone says so itself
    return "".join(f"{dump(event_data(event), indent=None)}\n" for event in events)


def event_data(event: Event) -> dict[str, Any]:
    from okrcli.reports.view import as_data

    change = event.change
    return {
        "kind": change.kind.value,
        "cycle": change.address.cycle,
        "address": change.address.path,
        "before": as_data(change.before),
        "after": as_data(change.after),
        "direction": change.direction.value if change.direction else None,
        "date": as_data(change.day),
        "commit": event.commit,
        "author": event.author,
        "email": event.email,
        "authored": event.authored.isoformat() if event.authored else None,
        "committed": event.committed.isoformat() if event.committed else None,
        "week": event.week,
        "at_boundary": event.at_boundary,
    }
