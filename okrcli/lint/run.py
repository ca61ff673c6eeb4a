"""Runs rules over a workspace and places what they find."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.diagnostic import Diagnostic, Severity, Span
from okrcli.goals.files import SETTINGS_FILE
from okrcli.goals.kinds import KINDS
from okrcli.goals.shape import did_you_mean
from okrcli.lint import rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from okrcli.goals.workspace import Workspace
    from okrcli.lint.rule import Context, Finding, Rule


class LintResult(NamedTuple):
    """The findings in the order in which they are shown, and how much was read."""

    diagnostics: tuple[Diagnostic, ...]
    files: int
    objectives: int
    key_results: int

    def count(self, severity: Severity) -> int:
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)

    def fails(self, level: str) -> bool:
        """Whether there is a finding of this severity or worse; never for `never`."""
        return level != "never" and any(found.severity.rank <= Severity(level).rank for found in self.diagnostics)

    def limited_to(self, paths: tuple[str, ...], workspace: Workspace) -> LintResult:
        """Only what stands in these files and folders."""
        folders = tuple(f"{path}/" for path in paths)

        def inside(path: str) -> bool:
            return path in paths or path.startswith(folders)

        return LintResult(
            tuple(found for found in self.diagnostics if inside(found.path)),
            sum(map(inside, workspace.sources)),
            sum(inside(at.place.path) for at in workspace.objectives),
            sum(inside(at.place.path) for at in workspace.key_results),
        )


def all_rules() -> tuple[type[Rule], ...]:
    """Every rule there is, by code: the modules of `rules`, found and not listed."""
    found = []
    for module in iter_modules(rules.__path__):
        loaded = import_module(f"{rules.__name__}.{module.name}")
        found.append(getattr(loaded, module.name.title().replace("_", "")))
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


def run(workspace: Workspace, chosen: Iterable[type[Rule]], context: Context) -> LintResult:
    """Every finding of the chosen rules, with what is wrong with the files themselves."""
    chosen = tuple(chosen)
    levels, settings_problems = _levels(workspace, chosen)
    found = [*workspace.diagnostics(), *settings_problems]
    for rule in chosen:
        level = levels.get(rule.name(), rule.severity)
        if level is not None:
            overridden = rule.name() in levels
            found.extend(
                _placed(workspace, rule, finding, level if overridden else finding.severity or level)
                for finding in rule().check(workspace, context)
            )
    return LintResult(
        tuple(sorted(found, key=lambda diagnostic: diagnostic.order)),
        len(workspace.sources),
        len(workspace.objectives),
        len(workspace.key_results),
    )


def _levels(
    workspace: Workspace, chosen: Sequence[type[Rule]]
) -> tuple[Mapping[str, Severity | None], list[Diagnostic]]:
    """The severities that okr.yaml sets, None for off; a name that is no rule's is a finding there."""
    levels: dict[str, Severity | None] = {}
    problems = []
    for word, level in workspace.settings.lint.severity.items():
        try:
            rule = find_rule(word, chosen)
        except OkrError as error:
            span = workspace.sources[SETTINGS_FILE].locate(("lint", "severity", word), at_key=True)
            code, name = KINDS["unknown-key"].code, "unknown-key"
            said = Diagnostic(SETTINGS_FILE, span, code, name, Severity.ERROR, error.message, error.hint)
            problems.append(said)
            continue
        if not isinstance(rule, str):
            levels[rule.name()] = None if level == "off" else Severity(level)
    return levels, problems


def _placed(workspace: Workspace, rule: type[Rule], finding: Finding, severity: Severity) -> Diagnostic:
    span = workspace.locate(finding.place, at_key=finding.at_key)
    if finding.within is not None:
        span = _part(workspace, finding, span)
    address = str(finding.address) if finding.address else None
    return Diagnostic(
        finding.place.path, span, rule.code, rule.name(), severity, finding.message, finding.hint, address
    )


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
