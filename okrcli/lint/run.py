"""Runs rules over a workspace, places what they find, and sets aside what comments silence."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.diagnostic import MOST_FIXES, Diagnostic, Fix, Severity, Span
from okrcli.goals.kinds import KINDS
from okrcli.goals.shape import did_you_mean
from okrcli.lint import rules
from okrcli.lint.directives import Waivers
from okrcli.lint.rule import Used
from okrcli.lint.selection import Asked, levels, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from okrcli.goals.workspace import Workspace
    from okrcli.lint.directives import Directive
    from okrcli.lint.rule import Context, Finding, Repair, Rule
    from okrcli.lint.selection import Levels


class Silenced(NamedTuple):
    """A finding that a comment has silenced, and why."""

    diagnostic: Diagnostic
    directive: Directive


class Read(NamedTuple):
    """A file that was read, and how much it holds."""

    path: str
    objectives: int = 0
    key_results: int = 0


class Wishes(NamedTuple):
    """What okr.yaml says of findings: which fail, and the file of old ones."""

    fail_on: str = "error"
    baseline: str | None = None


class LintResult(NamedTuple):
    """The findings in the order in which they are shown, what is not shown, and how much was read."""

    diagnostics: tuple[Diagnostic, ...]
    read: tuple[Read, ...]
    silenced: tuple[Silenced, ...] = ()
    known: tuple[Diagnostic, ...] = ()
    """What was there before: in the baseline, or on what the change did not touch."""
    gone: tuple[str, ...] = ()
    """What the baseline holds and nobody finds any more, in words."""
    wishes: Wishes = Wishes()

    @property
    def files(self) -> int:
        return len(self.read)

    @property
    def objectives(self) -> int:
        return sum(file.objectives for file in self.read)

    @property
    def key_results(self) -> int:
        return sum(file.key_results for file in self.read)

    def count(self, severity: Severity) -> int:
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)

    def fails(self, level: str) -> bool:
        """Whether there is a finding of this severity or worse; never for `never`."""
        return level != "never" and any(found.severity.rank <= Severity(level).rank for found in self.diagnostics)

    def limited_to(self, paths: tuple[str, ...]) -> LintResult:
        """Only what stands in these files and folders."""
        folders = tuple(f"{path}/" for path in paths)

        def inside(path: str) -> bool:
            return path in paths or path.startswith(folders)

        return self._replace(
            diagnostics=tuple(found for found in self.diagnostics if inside(found.path)),
            read=tuple(file for file in self.read if inside(file.path)),
            silenced=tuple(found for found in self.silenced if inside(found.diagnostic.path)),
            known=tuple(found for found in self.known if inside(found.path)),
        )


def all_rules() -> tuple[type[Rule], ...]:
    """Every rule there is, by code: the modules of `rules`, found and not listed."""
    files = os.listdir(rules.__path__[0])  # noqa: PTH208 - pkgutil and pathlib take longer than the imports
    names = {name.removesuffix(".py") for name in files if name.endswith(".py")}
    found = []
    for name in names - {"__init__"}:
        loaded = import_module(f"{rules.__name__}.{name}")
        found.append(getattr(loaded, name.title().replace("_", "")))
    return tuple(sorted(found, key=lambda rule: rule.code))


def find_rule(word: str, known: Sequence[type[Rule]]) -> type[Rule] | str:
    """The rule, or the name of the file problem, that a code or a name in any case stands for."""
    wanted = word.strip().lower()
    for rule in known:
        if wanted in {rule.code.lower(), rule.name()}:
            return rule
    for name, kind in KINDS.items():
        if wanted in {kind.code.lower(), name}:
            return name
    # no codes: each is near to all others
    raise OkrError(
        f"no rule {word!r}", did_you_mean(wanted, [*(rule.name() for rule in known), *KINDS], "`okr rules` lists them")
    )


def run(workspace: Workspace, chosen: Iterable[type[Rule]], context: Context, asked: Asked | None = None) -> LintResult:
    """Every finding of the chosen rules, with what is wrong with the files themselves."""
    chosen = tuple(chosen)
    weights, problems = levels(workspace, chosen, asked or Asked())
    known = dict(names(chosen))
    found = _found(workspace, chosen, weights, context, last=False)
    shown, silenced = _silence(found, Waivers(workspace, known, context.today))
    context = context._replace(
        known=tuple(known.items()),
        silenced={Used(each.directive.path, each.directive.span.line, each.diagnostic.name) for each in silenced},
        ran={rule.name() for rule in chosen if rule.name() in weights and (context.history or not rule.asks_git)},
    )
    shown += _found(workspace, chosen, weights, context, last=True)
    return LintResult(
        tuple(sorted([*workspace.diagnostics(), *problems, *shown], key=lambda diagnostic: diagnostic.order)),
        tuple(_read(workspace)),
        tuple(sorted(silenced, key=lambda each: each.diagnostic.order)),
        wishes=Wishes(workspace.settings.lint.fail_on, workspace.settings.lint.baseline),
    )


def _read(workspace: Workspace) -> Iterator[Read]:
    """Every file with what it holds."""
    held = {
        file.path: (len(file.goals.objectives), sum(len(each.key_results) for each in file.goals.objectives.values()))
        for file in workspace.goals
    }
    return (Read(path, *held.get(path, ())) for path in workspace.sources)


def _found(
    workspace: Workspace, rules: Iterable[type[Rule]], weights: Levels, context: Context, *, last: bool
) -> list[Diagnostic]:
    """What the rules that are on find: all but those that run last, or only these."""
    fixes = iter(range(1, MOST_FIXES + 1))
    return [
        _placed(workspace, rule, finding, weights[rule.name()] or finding.severity or rule.severity, fixes)
        for rule in rules
        if rule.last is last and rule.name() in weights
        for finding in rule().check(workspace, context)
    ]


def _silence(found: Sequence[Diagnostic], waivers: Waivers) -> tuple[list[Diagnostic], list[Silenced]]:
    shown, silenced = [], []
    for diagnostic in found:
        directive = waivers.of(diagnostic.path, diagnostic.name, diagnostic.span.line)
        if directive:
            silenced.append(Silenced(diagnostic, directive))
        else:
            shown.append(diagnostic)
    return shown, silenced


def _placed(
    workspace: Workspace, rule: type[Rule], finding: Finding, severity: Severity, fixes: Iterator[int]
) -> Diagnostic:
    path = finding.place.path
    span = finding.span or workspace.locate(finding.place, at_key=finding.at_key)
    if finding.within is not None:
        span = _part(workspace, finding, span)
    address = str(finding.address) if finding.address else None
    fix = _fix(workspace, path, finding.repair) if finding.repair and next(fixes, None) else None
    return Diagnostic(path, span, rule.code, rule.name(), severity, finding.message, finding.hint, address, fix)


def _fix(workspace: Workspace, path: str, repair: Repair) -> Fix | None:
    """The repair as an edit of the file; None where the text is written in a way that it cannot be made."""
    edit = repair.edit(workspace.sources[path])
    return Fix(repair.says, (edit,), repair.safe) if edit else None


def _part(workspace: Workspace, finding: Finding, span: Span) -> Span:
    """The span of a part of a text, where the text stands on one line just as it reads; else the whole."""
    source = workspace.sources[finding.place.path]
    line = source.line(span.line)
    written = line[span.column - 1 : span.end_column - 1]
    start, end = finding.within or (0, 0)
    quote = 1 if written[:1] in {'"', "'"} and "\\" not in written else 0
    if span.line != span.end_line or end <= start or "\\" in written or written[quote:].count("''"):
        return span
    first = span.column + quote + start
    return Span(span.line, first, span.line, min(first + end - start, span.end_column))


class Page(NamedTuple):
    """What `okr explain` shows of a rule or of a problem of files."""

    code: str
    name: str
    severity: Severity
    text: str


def rule_pages(known: Sequence[type[Rule]]) -> tuple[Page, ...]:
    """The pages of everything that lint can say, by code."""
    pages = [Page(kind.code, name, Severity.ERROR, kind.page) for name, kind in KINDS.items()]
    pages += [Page(rule.code, rule.name(), rule.severity, rule.__doc__ or "") for rule in known]
    return tuple(sorted(pages))
