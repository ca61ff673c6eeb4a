"""Comments that silence a rule in one place: `# okr: ignore[rule] until=DATE -- reason`.

Behind a value the comment covers what begins on that line, with all that is in it; on a line of its own what
begins below it; `ignore-file` the whole file. A reason is never left out, and nothing that is wrong with a
directive goes unsaid: the rules of band 9xx ask here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.diagnostic import Span
from okrcli.goals.shape import parse_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from okrcli.goals.source import Source
    from okrcli.goals.workspace import Workspace

_START: Final = re.compile(r"#[ \t]*okr[ \t]*:")
_FORM: Final = re.compile(
    r"#[ \t]*okr[ \t]*:[ \t]*(?P<what>ignore|ignore-file)[ \t]*\[(?P<rules>[^\[\]#]*)\]"
    r"(?:[ \t]+until=(?P<until>[^ \t]*))?(?:[ \t]+--(?P<reason>[^\r\n]*))?[ \t]*"
)
_NO_REASONS: Final = frozenset(("", "explanation", "reason", "todo", "fixme", "xxx", "because", "why"))
FORM: Final = "# okr: ignore[RULE] -- why"
_LAST: Final = 1 << 30


class Word(NamedTuple):
    """A rule as a directive names it."""

    text: str
    span: Span


class Directive(NamedTuple):
    """A comment that silences rules; `wrong` says why one is none."""

    path: str
    span: Span
    first: int = 0
    """The first line that it covers."""
    last: int = -1
    words: tuple[Word, ...] = ()
    until: date | None = None
    reason: str | None = None
    wrong: str | None = None

    def is_live(self, today: date) -> bool:
        """Whether it silences anything today."""
        return self.wrong is None and self.reason is not None and (self.until is None or today <= self.until)


@lru_cache(maxsize=4)
def directives(workspace: Workspace) -> tuple[Directive, ...]:
    """Every directive of the files that can be read, by file and line."""
    return tuple(
        found
        for path, source in workspace.sources.items()
        if "okr" in source.text and source.readable
        for found in _directives(path, source)
    )


def _directives(path: str, source: Source) -> Iterator[Directive]:
    if not _START.search(source.text):
        return
    for number, line in enumerate(source.text.split("\n"), 1):
        match = _START.search(line)
        if match:
            end = len(line.rstrip())
            span = Span(number, match.start() + 1, number, end + 1)
            if not source.in_scalar(number, match.start() + 1):
                yield _read(path, source, line[:end], span)
            elif line.lstrip().startswith("#"):
                yield Directive(path, span, wrong="this is part of a text and no comment: it silences nothing")


def _read(path: str, source: Source, line: str, span: Span) -> Directive:
    start = span.column - 1
    if start and not line[start - 1].isspace():
        return Directive(path, span, wrong="a comment begins behind a blank")
    match = _FORM.fullmatch(line, start)
    if not match:
        return Directive(path, span, wrong=_mistake(line[start:]))
    until, reason = match["until"], (match["reason"] or "").strip()
    day = parse_day(until) if until is not None else None
    if until is not None and day is None:
        return Directive(path, span, wrong=f"`until={until}` is not a date")
    words = tuple(_words(match, span.line))
    if not words:
        return Directive(path, span, wrong="it names no rule: there is no directive for all of them")
    said = reason if reason.strip("<>.:").lower() not in _NO_REASONS else None
    first, last = _covered(source, line[:start], span.line, whole=match["what"] == "ignore-file")
    return Directive(path, span, first, last, words, day, said)


def _mistake(comment: str) -> str:
    """What is wrong with a comment that means to be a directive, in a sentence."""
    rest = comment.partition(":")[2].strip()
    if not rest.startswith("ignore"):
        return "there is no such directive"
    if "[" not in rest:
        return "it names no rule: there is no directive for all of them"
    if "]" not in rest:
        return "the bracket is not closed"
    return "what stands behind the bracket is neither `until=DATE` nor `-- reason`"


def _words(match: re.Match[str], line: int) -> Iterator[Word]:
    """The rules between the brackets, each with its place."""
    for word in re.finditer(r"[^\s,]+", match["rules"]):
        start = match.start("rules") + word.start() + 1
        yield Word(word.group(), Span(line, start, line, start + len(word.group())))


def _covered(source: Source, before: str, line: int, *, whole: bool) -> tuple[int, int]:
    """The lines that a directive covers."""
    if whole:
        return 1, _LAST
    if before.strip():
        return source.extent(line)
    lines = source.text.split("\n")
    below = (number for number in range(line + 1, len(lines) + 1) if not _is_empty(lines[number - 1]))
    return source.extent(next(below, line))


def _is_empty(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


class Waivers:
    """Which findings are silenced by a comment: looked up by file, then by rule and line."""

    def __init__(self, workspace: Workspace, names: dict[str, str], today: date) -> None:
        self._live: dict[tuple[str, str], list[Directive]] = {}
        for directive in directives(workspace):
            if directive.is_live(today):
                for word in directive.words:
                    name = names.get(word.text.lower())
                    if name:
                        self._live.setdefault((directive.path, name), []).append(directive)

    def of(self, path: str, name: str, line: int) -> Directive | None:
        """The directive that silences a rule on a line, the narrowest first; None if none does."""
        covering = [found for found in self._live.get((path, name), ()) if found.first <= line <= found.last]
        return min(covering, key=lambda found: found.last - found.first, default=None)
