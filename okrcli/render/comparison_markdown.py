"""What changed between two states of the goals, as the comment of a pull request.

Forges take 65,536 characters, some of them 200,000 bytes: what is too much is left out by whole sections, the
details first and then the end of the table, and the comment says so.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from okrcli import __version__
from okrcli.goals.files import show_path
from okrcli.history.proposal import Weight
from okrcli.render import events, marks
from okrcli.render.clean import clean, cut
from okrcli.render.comparison import after, before, delta, footnotes, side, verdict, what, when
from okrcli.render.escaping import fence, markdown

if TYPE_CHECKING:
    from okrcli.goals.diagnostic import Diagnostic
    from okrcli.history.proposal import Item, Proposal
    from okrcli.render.style import Screen
    from okrcli.reports.comparison import Comparison

_ICONS: Final = {
    Weight.WEAKER: "🔻",
    Weight.REMOVED: "➖",  # noqa: RUF001 - the icon
    Weight.REWRITTEN: "✏️",
    Weight.STRONGER: "🔺",
    Weight.ADDED: "➕",  # noqa: RUF001 - the icon
    Weight.MOVED: "📦",
    Weight.CHANGED: "🔹",
}
_TITLE: Final = 80
_VALUE: Final = 160
_MOST_ROWS: Final = 50
_MOST_FINDINGS: Final = 10
_MOST_BYTES: Final = 200_000
_WEIGHTY: Final = (Weight.WEAKER, Weight.REMOVED, Weight.REWRITTEN)
_SAMPLE: Final = 3


def comment(shown: Comparison, _screen: Screen, *, most: int = 60_000) -> str:
    """The comment, at most so many characters long."""
    rows = _rows(shown.proposal)
    details, findings = _details(shown.proposal), _findings(shown)
    kept = min(len(rows), _MOST_ROWS)
    for parts in ([findings, details], [findings, ""], ["", ""]):
        said = _whole(shown, rows[:kept], len(rows) - kept, [part for part in parts if part], cut_short=not parts[1])
        if _fits(said, most):
            return said
    while kept and not _fits(said, most):
        kept //= 2
        said = _whole(shown, rows[:kept], len(rows) - kept, [], cut_short=True)
    return said


def _fits(said: str, most: int) -> bool:
    return len(said) <= most and len(said.encode("utf-8")) <= _MOST_BYTES


def _whole(shown: Comparison, rows: list[str], dropped: int, parts: list[str], *, cut_short: bool) -> str:
    proposal = shown.proposal
    table = ["| | goal | what | before | after |", "|:--|:--|:--|--:|--:|", *rows] if rows else []
    more = [f"{marks.count(dropped, 'more change')} of goals: run `okr diff`."] if dropped else []
    lint = [delta(shown) + "."] if shown.lint else []
    notes = [f"- {markdown(note)}" for note in footnotes(proposal)]
    short = cut_short and bool(proposal.items)
    sections = [
        f"<!-- okr-diff v1 key={_safe(shown.key)} -->\n### 🎯 Goals: {verdict(proposal)}",
        _look(proposal),
        "\n".join(table),
        *more,
        "\n".join(notes),
        *lint,
        *parts,
        *(["_Details are left out here, for it would be too long: run `okr diff`._"] if short else []),
        f"<sub>okr {__version__} · {_state(shown)}{when(proposal)}</sub>",
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def _safe(key: str) -> str:
    """A key that cannot end the comment in which it stands."""
    return re.sub(r"[^A-Za-z0-9_./]+|\.{2,}", "-", key).strip("-") or "default"


def _state(shown: Comparison) -> str:
    return f"{markdown(side(shown.base))} → {markdown(side(shown.head))}"


def _look(proposal: Proposal) -> str:
    """Who reviews should look here first."""
    first = [item for item in proposal.of(*_WEIGHTY) if not item.explained] or proposal.of(Weight.WEAKER)
    if not first:
        return ""
    named = list(dict.fromkeys(f"`{item.change.address.path}`" for item in first))
    rest = f" and {len(named) - _SAMPLE} more" if len(named) > _SAMPLE else ""
    why = "" if first[0].explained else ": committed goals change, and nothing says why"
    return f"**Needs a look:** {', '.join(named[:_SAMPLE])}{rest}{why}."


def _rows(proposal: Proposal) -> list[str]:
    return [_row(item) for item in proposal.goals]


def _row(item: Item) -> str:
    change = item.change
    word = f"{_ICONS[item.weight]}\N{NO-BREAK SPACE}{item.weight}"
    title = markdown(cut(clean(item.title or ""), _TITLE))
    goal = f"`{change.address.path}`{'<br>' if title else ''}{title}"
    whole = not _has_values(item)
    said = what(item) if whole else events.words(change.kind)
    silent = f"<br>⚠️ {item.doubt}" if item.doubt else ""
    values = ("", "") if whole else (before(item), f"{after(item)}")
    old, new = (markdown(cut(one, _VALUE)) for one in values)
    bold = f"**{new}**" if new else ""
    return f"| {word} | {goal} | {markdown(cut(said, _VALUE))}{silent} | {old} | {bold} |"


def _has_values(item: Item) -> bool:
    """Whether it is a key that changed, from one value to another."""
    return what(item).startswith(f"{events.words(item.change.kind)} {before(item)} →")


def _details(proposal: Proposal) -> str:
    """Every change, also of check-ins and reviews, as lines of a diff."""
    if not proposal.items:
        return ""
    lines: list[str] = []
    for address, found in groupby(sorted(proposal.items, key=_goal), key=_goal):
        lines += [f"@@ {address} @@", *(line for item in found for line in _diff(item))]
    mark = fence(lines)
    head = f"<details><summary>All changes ({len(proposal.items):,})</summary>"
    return "\n".join([head, "", f"{mark}diff", *lines, mark, "", "</details>"])


def _goal(item: Item) -> str:
    return str(item.change.address)


def _diff(item: Item) -> list[str]:
    if not _has_values(item):
        sign = {Weight.ADDED: "+", Weight.REMOVED: "-"}.get(item.weight, "!")
        return [f"{sign} {what(item)}"]
    word = events.words(item.change.kind)
    return [f"- {word}: {before(item)}", f"+ {word}: {after(item)}"]


def _findings(shown: Comparison) -> str:
    """The new findings of lint, as a list; one that is the same in many places stands there once."""
    groups: dict[tuple[str, ...], list[Diagnostic]] = {}
    for one in shown.lint.new if shown.lint else ():
        groups.setdefault((one.severity, one.code, one.name, one.message), []).append(one)
    lines = [_finding(found) for found in list(groups.values())[:_MOST_FINDINGS]]
    rest = sum(len(found) for found in list(groups.values())[_MOST_FINDINGS:])
    return "\n".join([*lines, *([f"- and {rest} more: run `okr lint`"] if rest else [])])


def _finding(found: list[Diagnostic]) -> str:
    first = found[0]
    others = f" and {marks.count(len(found) - 1, 'more place')}" if len(found) > 1 else ""
    where = f"{markdown(show_path(first.path))}, line {first.span.line}{others}"
    return f"- {first.severity} `{first.code} {first.name}` {where}: {markdown(cut(clean(first.message), _VALUE))}"
