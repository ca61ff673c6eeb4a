"""What lint found, for people: the layout of compilers, and one line each."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.diagnostic import Severity
from okrcli.goals.files import show_path
from okrcli.render.clean import clean
from okrcli.render.marks import count
from okrcli.render.style import paint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
    colour: bool = False


def full(result: LintResult, shown: Shown) -> str:
    """Every finding with its source line; beyond the first 50 a line each, for nobody reads on."""
    blocks = [_block(diagnostic, shown) for diagnostic in result.diagnostics[:MOST_IN_FULL]]
    rest = result.diagnostics[MOST_IN_FULL:]
    if rest:
        lines = [f"{len(rest)} more, in short:", *(_line(diagnostic, shown) for diagnostic in rest), ""]
        blocks.append("\n".join(lines))
    return "\n".join([*blocks, summary(result)])


def concise(result: LintResult, shown: Shown) -> str:
    """A line for each finding, never wrapped: `path:line:col: severity CODE name: message (address)`."""
    return "\n".join([*(_line(diagnostic, shown) for diagnostic in result.diagnostics), summary(result)])


def briefly(found: Sequence[Diagnostic]) -> str:
    """The first few findings, a line each, for commands that go on without what is wrong."""
    shown = Shown()
    rest = [f"and {len(found) - MOST_IN_BRIEF} more: okr lint"] if len(found) > MOST_IN_BRIEF else []
    return "\n".join([*(_line(diagnostic, shown) for diagnostic in found[:MOST_IN_BRIEF]), *rest])


def summary(result: LintResult) -> str:
    """The last line: how much was read, and what came of it."""
    read = f"{count(result.files, 'file')}, {count(result.key_results, 'key result')}"
    if not result.diagnostics:
        return f"{read}: no problems."
    counts = [count(result.count(severity), severity.value) for severity in Severity if result.count(severity)]
    files = len({diagnostic.path for diagnostic in result.diagnostics})
    total = count(len(result.diagnostics), "problem")
    return f"Found {total} ({', '.join(counts)}) in {files} of {read}."


def _line(diagnostic: Diagnostic, shown: Shown) -> str:
    where = f"{_path(diagnostic, shown)}:{diagnostic.span.line}:{diagnostic.span.column}"
    said = f"{diagnostic.severity} {diagnostic.code} {diagnostic.name}: {clean(diagnostic.message)}"
    return f"{where}: {said} ({diagnostic.address})" if diagnostic.address else f"{where}: {said}"


def _path(diagnostic: Diagnostic, shown: Shown) -> str:
    return clean(show_path(shown.path(diagnostic.path)))


def _block(diagnostic: Diagnostic, shown: Shown) -> str:
    on, tint = shown.colour, _COLOURS[diagnostic.severity]
    pad = " " * len(str(diagnostic.span.line))
    head = paint(f"{diagnostic.severity}[{diagnostic.code}]", tint, "bold", on=on)
    where = f"{_path(diagnostic, shown)}:{diagnostic.span.line}:{diagnostic.span.column}"
    lines = [
        f"{head}: {diagnostic.name}: {paint(clean(diagnostic.message), 'bold', on=on)}",
        f"{pad}{paint('-->', 'blue', on=on)} {where}",
        *_excerpt(diagnostic, shown, pad),
    ]
    if diagnostic.hint:
        lines.append(f"{paint('help', 'cyan', 'bold', on=on)}: {clean(diagnostic.hint)}")
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
    indent = _width(clean(text[: span.column - 1]))
    if indent < _WIDEST:
        end = span.end_column if span.end_line == span.line else len(text) + 1
        marked = max(1, _width(clean(text[span.column - 1 : end - 1])))
        carets = paint("^" * min(marked, _WIDEST - indent), _COLOURS[diagnostic.severity], "bold", on=shown.colour)
        yield f"{pad} {bar} {' ' * indent}{carets}"
    yield f"{pad} {bar}"


def _fit(line: str) -> str:
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


def _width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
