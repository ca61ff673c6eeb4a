"""What lint found, for people: the layout of compilers, and one line each."""

from __future__ import annotations

from collections import Counter
from difflib import unified_diff
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.diagnostic import MOST_FIXES, Severity
from okrcli.goals.files import show_path
from okrcli.render.clean import clean
from okrcli.render.grid import width
from okrcli.render.marks import count
from okrcli.render.style import paint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from okrcli.goals.diagnostic import Diagnostic
    from okrcli.lint.run import LintResult

MOST_IN_FULL: Final = 50
MOST_IN_BRIEF: Final = 5
_WIDEST: Final = 160
_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def _without_source(_path: str, _number: int) -> str:
    return ""


class Shown(NamedTuple):
    """What a rendering of findings needs besides them."""

    line: Callable[[str, int], str] = _without_source  # a line of a file by path and number
    path: Callable[[str], str] = str  # a path as the reader's folder has it
    in_repository: Callable[[str], str] = str  # a path from the repository's top, as services have it
    colour: bool = False
    links: bool = False
    suppressed: bool = False  # show what comments silence, too
    mended: int = 0  # findings that `--fix` has just mended


def full(result: LintResult, shown: Shown) -> str:
    """Every finding with its source line; beyond the first 50 a line each, for nobody reads on."""
    blocks = [_block(diagnostic, shown) for diagnostic in result.diagnostics[:MOST_IN_FULL]]
    rest = result.diagnostics[MOST_IN_FULL:]
    if rest:
        lines = [f"{len(rest)} more, in short:", *(_line(diagnostic, shown) for diagnostic in rest), ""]
        blocks.append("\n".join(lines))
    return "\n".join([*blocks, *_silenced(result, shown), *summary(result, shown)])


def concise(result: LintResult, shown: Shown) -> str:
    """A line for each finding, never wrapped: `path:line:col: severity CODE name: message (address)`."""
    lines = [_line(diagnostic, shown) for diagnostic in result.diagnostics]
    return "\n".join([*lines, *_silenced(result, shown), *summary(result, shown)])


def grouped(result: LintResult, shown: Shown) -> str:
    """The findings below the names of their files."""
    lines = []
    for path, here in groupby(result.diagnostics, key=lambda diagnostic: diagnostic.path):
        found = list(here)
        lines.append(f"{paint(clean(show_path(shown.path(path))), 'bold', on=shown.colour)}:")
        places = [f"{each.span.line}:{each.span.column}" for each in found]
        wide = max(map(len, places))
        lines += [f"  {place:>{wide}}  {_said(each, shown)}" for place, each in zip(places, found, strict=True)]
        lines.append("")
    return "\n".join([*lines, *_silenced(result, shown), *summary(result, shown)])


def statistics(result: LintResult, shown: Shown) -> str:
    """How often each rule has something to say, the most frequent first."""
    counts = Counter((found.code, found.name, found.severity) for found in result.diagnostics)
    fixable = {found.code for found in result.diagnostics if _mark(found)}
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    wide = len(str(rows[0][1])) if rows else 0
    lines = [
        f"{number:>{wide}}  {code} {paint(f'{severity:<7}', _COLOURS[severity], on=shown.colour)} "
        f"{'[*]' if code in fixable else '   '} {name}"
        for (code, name, severity), number in rows
    ]
    return "\n".join([*lines, *([""] if lines else []), *summary(result, shown)])


def diff(texts: Mapping[str, tuple[str, str]], shown: Shown) -> str:
    """Changed texts as a unified diff, which `git apply` takes."""
    lines: list[str] = []
    for path, (before, after) in texts.items():
        name = shown.in_repository(path)
        made = unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}")
        lines += [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in made]
    return "".join(_tinted(line, on=shown.colour) for line in lines) or "nothing to fix"


def _tinted(line: str, *, on: bool) -> str:
    tints = {"+": "green", "-": "red", "@": "cyan"}
    return paint(line.rstrip("\n"), tints[line[0]], on=on) + "\n" if on and line[0] in tints else line


def briefly(found: Sequence[Diagnostic]) -> str:
    """The first few findings, a line each, for commands that go on without what is wrong."""
    shown = Shown()
    rest = [f"and {len(found) - MOST_IN_BRIEF} more: okr lint"] if len(found) > MOST_IN_BRIEF else []
    return "\n".join([*(_line(diagnostic, shown) for diagnostic in found[:MOST_IN_BRIEF]), *rest])


def concise_line(found: Diagnostic) -> str:
    """One finding on one line."""
    return _line(found, Shown())


def summary(result: LintResult, shown: Shown = Shown()) -> Iterator[str]:  # noqa: B008 - a frozen value
    """The last lines: how much was read, what came of it, and what is not shown."""
    read = f"{count(result.files, 'file')}, {count(result.key_results, 'key result')}"
    if shown.mended:
        yield f"Fixed {count(shown.mended, 'problem')}."
    if result.diagnostics:
        counts = [count(result.count(severity), severity.value) for severity in Severity if result.count(severity)]
        files = len({diagnostic.path for diagnostic in result.diagnostics})
        total = count(len(result.diagnostics), "problem")
        yield f"Found {total} ({', '.join(counts)}) in {files} of {read}."
    else:
        yield f"{read}: no problems."
    yield from _besides(result)


def _besides(result: LintResult) -> Iterator[str]:
    """What the findings leave out: what can be mended, what is silenced, what was known, what is gone."""
    fixes = [found.fix for found in result.diagnostics if found.fix]
    safe = sum(fix.safe for fix in fixes)
    if fixes:
        more = " or more" if len(fixes) >= MOST_FIXES else ""
        parts = [f"{safe}{more} fixable with `okr lint --fix`"] if safe else []
        if safe < len(fixes):
            parts.append(f"{len(fixes) - safe} {'more' if safe else 'fixable'} with --unsafe-fixes")
        yield f"{'[*] ' if safe else ''}{', '.join(parts)}."
    said = [
        *([f"{len(result.silenced)} suppressed (--show-suppressed)"] if result.silenced else []),
        *([f"{len(result.known)} known before and not shown"] if result.known else []),
    ]
    if said:
        yield f"{', '.join(said)}."
    if result.gone:
        yield f"{len(result.gone)} of the baseline gone: `okr lint --write-baseline` takes them out."


def _silenced(result: LintResult, shown: Shown) -> Iterator[str]:
    """What comments silence, a line each with the reason."""
    if shown.suppressed and result.silenced:
        yield f"{count(len(result.silenced), 'finding')} suppressed:"
        for diagnostic, directive in result.silenced:
            until = f" until {directive.until}" if directive.until else ""
            yield f"{_line(diagnostic, shown)} -- ignored{until}: {clean(directive.reason or '')}"
        yield ""


def _line(diagnostic: Diagnostic, shown: Shown) -> str:
    return f"{_path(diagnostic, shown)}:{diagnostic.span.line}:{diagnostic.span.column}: {_said(diagnostic, shown)}"


def _said(diagnostic: Diagnostic, shown: Shown) -> str:
    severity = paint(diagnostic.severity, _COLOURS[diagnostic.severity], on=shown.colour)
    said = f"{severity} {diagnostic.code}{_mark(diagnostic)} {diagnostic.name}: {clean(diagnostic.message)}"
    return f"{said} ({diagnostic.address})" if diagnostic.address else said


def _mark(diagnostic: Diagnostic) -> str:
    """`[*]` where `--fix` mends it."""
    return " [*]" if diagnostic.fix and diagnostic.fix.safe else ""


def _path(diagnostic: Diagnostic, shown: Shown) -> str:
    return clean(show_path(shown.path(diagnostic.path)))


def _block(diagnostic: Diagnostic, shown: Shown) -> str:
    on, tint = shown.colour, _COLOURS[diagnostic.severity]
    pad = " " * len(str(diagnostic.span.line))
    head = paint(f"{diagnostic.severity}[{diagnostic.code}]", tint, "bold", on=on)
    where = f"{_path(diagnostic, shown)}:{diagnostic.span.line}:{diagnostic.span.column}"
    lines = [
        f"{head}{_mark(diagnostic)}: {diagnostic.name}: {paint(clean(diagnostic.message), 'bold', on=on)}",
        f"{pad}{paint('-->', 'blue', on=on)} {where}",
        *_excerpt(diagnostic, shown, pad),
    ]
    if diagnostic.hint:
        lines.append(f"{paint('help', 'cyan', 'bold', on=on)}: {clean(diagnostic.hint)}")
    if diagnostic.fix:
        risk = "" if diagnostic.fix.safe else " (--unsafe-fixes)"
        lines.append(f"{paint('fix', 'green', 'bold', on=on)}: {clean(diagnostic.fix.says)}{risk}")
    address = f"{diagnostic.address} · " if diagnostic.address else ""
    lines.append(f"{paint('note', 'dim', on=on)}: {address}okr explain {diagnostic.code}")
    return "\n".join(lines) + "\n"


def _excerpt(diagnostic: Diagnostic, shown: Shown, pad: str) -> Iterator[str]:
    """The line with the finding underlined, and the line before it."""
    span = diagnostic.span
    text = shown.line(diagnostic.path, span.line)
    if not text.strip():
        return
    bar = paint("|", "blue", on=shown.colour)
    before = shown.line(diagnostic.path, span.line - 1) if span.line > 1 else ""
    yield f"{pad} {bar}"
    if before.strip():
        yield f"{span.line - 1:>{len(pad)}} {bar} {_fit(clean(before))}"
    yield f"{span.line} {bar} {_fit(clean(text))}"
    indent = width(clean(text[: span.column - 1]))
    if indent < _WIDEST:
        end = span.end_column if span.end_line == span.line else len(text) + 1
        marked = max(1, width(clean(text[span.column - 1 : end - 1])))
        carets = paint("^" * min(marked, _WIDEST - indent), _COLOURS[diagnostic.severity], "bold", on=shown.colour)
        yield f"{pad} {bar} {' ' * indent}{carets}"
    yield f"{pad} {bar}"


def _fit(line: str) -> str:
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"
