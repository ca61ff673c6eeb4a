"""Which rules run and how much each weighs: okr.yaml, then the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.diagnostic import Diagnostic, Severity
from okrcli.goals.files import SETTINGS_FILE
from okrcli.goals.kinds import KINDS
from okrcli.goals.shape import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from okrcli.goals.diagnostic import Route
    from okrcli.goals.workspace import Workspace
    from okrcli.lint.rule import Rule

ALL: Final = "all"
_SHORTEST: Final = len("OKR1")


class Asked(NamedTuple):
    """What the command line asks of the rules: codes, names, beginnings of codes (`OKR2`), or `all`."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = {}


Levels = dict[str, Severity | None]
"""By the names of the rules that run: how much each weighs, None for as much as the rule itself says."""


def levels(workspace: Workspace, rules: Sequence[type[Rule]], asked: Asked) -> tuple[Levels, list[Diagnostic]]:
    """What runs and with what weight, and what is wrong with the choice in okr.yaml.

    Raises OkrError where a word of the command line names no rule.
    """
    problems: list[Diagnostic] = []
    chosen = _from_settings(workspace, rules, asked, problems)
    for word in asked.ignore:
        for name in named(word, rules):
            chosen.pop(name, None)
    for word, level in asked.severity.items():
        for name in named(word, rules):
            _set(chosen, name, level)
    return chosen, problems


def _from_settings(
    workspace: Workspace, rules: Sequence[type[Rule]], asked: Asked, problems: list[Diagnostic]
) -> Levels:
    lint = workspace.settings.lint

    def known(key: str, words: Sequence[str]) -> list[str]:
        return [
            name for index, word in enumerate(words) for name in _known(workspace, rules, word, (key, index), problems)
        ]

    selected, ignored = known("select", lint.select), set(known("ignore", lint.ignore))
    if asked.select:
        selected, ignored = [name for word in asked.select for name in named(word, rules)], set()
    chosen: Levels = {
        rule.name(): None for rule in rules if (not selected or rule.name() in selected) and rule.name() not in ignored
    }
    for word, level in lint.severity.items():
        for name in _known(workspace, rules, word, ("severity", word), problems):
            if name in chosen and not (level == "off" and name in selected and asked.select):
                _set(chosen, name, level)
    return chosen


def _set(chosen: Levels, name: str, level: str) -> None:
    if level == "off":
        chosen.pop(name, None)
    else:
        chosen[name] = Severity(level)


def _known(
    workspace: Workspace, rules: Sequence[type[Rule]], word: str, route: Route, problems: list[Diagnostic]
) -> list[str]:
    """The rules that a word of okr.yaml names; one that names none is a finding there."""
    try:
        return named(word, rules)
    except OkrError as error:
        in_mapping = route[0] == "severity"
        span = workspace.sources[SETTINGS_FILE].locate(("lint", *route), at_key=in_mapping)
        kind = "unknown-key" if in_mapping else "invalid-value"
        code = KINDS[kind].code
        problems.append(Diagnostic(SETTINGS_FILE, span, code, kind, Severity.ERROR, error.message, error.hint))
        return []


def named(word: str, rules: Sequence[type[Rule]]) -> list[str]:
    """The names of the rules that a code, a name, or the beginning of codes stands for; OkrError for none."""
    wanted = word.strip().lower()
    found = [rule.name() for rule in rules if wanted in {ALL, rule.code.lower(), rule.name()}]
    if not found and wanted.startswith("okr") and len(wanted) >= _SHORTEST:
        found = [rule.name() for rule in rules if rule.code.lower().startswith(wanted)]
    if found:
        return found
    if wanted in KINDS or wanted in {kind.code.lower() for kind in KINDS.values()}:
        raise OkrError(f"{word!r} is no rule but what is wrong with a file itself", "it stays an error: mend the file")
    hint = did_you_mean(wanted, [rule.name() for rule in rules], "`okr rules` lists them")
    raise OkrError(f"no rule {word!r}", hint)


def names(rules: Sequence[type[Rule]]) -> Iterator[tuple[str, str]]:
    """Every way to name a rule in a comment, with its name."""
    for rule in rules:
        yield rule.code.lower(), rule.name()
        yield rule.name(), rule.name()
