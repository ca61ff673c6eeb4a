"""The tree of goals as text, as Markdown with a mermaid chart, and as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.render import cells, marks
from okrcli.render.clean import clean
from okrcli.render.escaping import markdown as escape
from okrcli.render.grid import Cell, Column, Row, as_text, paragraph, table
from okrcli.render.svg import drawn
from okrcli.reports.tree import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrcli.render.grid import Line
    from okrcli.render.style import Screen
    from okrcli.reports.tree import Need, Node, Tree

_COLUMNS: Final = (
    Column("goal", 3),
    Column("owner", 4),
    Column("score", 0, right=True),
    Column("status", 1),
    Column("", 2),
)
_NEEDS: Final = (
    Column("owner", 3),
    Column("score", 0, right=True),
    Column("status", 1),
    Column("needed by", 2),
)
_DEEPEST: Final = 24
"""Columns that branches may take: what hangs deeper is drawn by its last ones."""
_BRANCHES: Final = {False: ("├─ ", "└─ ", "│  ", "   "), True: ("|- ", "`- ", "|  ", "   ")}


def text(tree: Tree, screen: Screen, *, across: bool) -> str:
    """From the company down; `across` shows what teams need of one another instead."""
    return as_text(_lines(tree, screen, across=across), screen)


def svg(tree: Tree, screen: Screen, *, across: bool) -> str:
    return drawn(_lines(tree, screen, across=across), _heading(tree))


def _heading(tree: Tree) -> str:
    parts = (tree.organisation, tree.cycle, f"as of {tree.as_of}")
    return " · ".join(clean(str(part)) for part in parts if part)


def _lines(tree: Tree, screen: Screen, *, across: bool) -> Iterator[Line]:
    yield from paragraph(_heading(tree), screen, "bold")
    yield from paragraph(_counts(tree), screen)
    yield ()
    if across:
        if not tree.needs:
            yield (Cell("nothing depends on another goal"),)
            return
        yield from table("goal", _NEEDS, map(_need, tree.needs), screen, 0.5)
    elif tree.roots:
        yield from table("objective", _COLUMNS, _rows(tree.roots, "", screen, top=True), screen, 0.4)
    else:
        yield (Cell("no goals here"),)


def _counts(tree: Tree) -> str:
    total = sum(1 for _ in walk(tree.roots))
    teams = sum(need.other_team for need in tree.needs)
    parts = [marks.count(total, "objective"), marks.count(tree.orphans, "orphan")]
    return ", ".join([*parts, f"{teams} {'dependency' if teams == 1 else 'dependencies'} on other teams"])


def _rows(nodes: Sequence[Node], before: str, screen: Screen, *, top: bool) -> Iterator[Row]:
    branch, end, line, blank = _BRANCHES[screen.ascii_only]
    for nth, node in enumerate(nodes, start=1):
        last = nth == len(nodes)
        prefix = "" if top else before + (end if last else branch)
        yield _row(node, prefix)
        inner = "" if top else before + (blank if last else line)
        yield from _rows(node.children, inner, screen, top=False)


def _row(node: Node, prefix: str) -> Row:
    figures = {
        "goal": Cell(node.address.path, "dim"),
        "owner": Cell(clean(node.owner or ""), "dim"),
        "score": Cell(marks.score(node.score) if node.score is not None else ""),
        "status": Cell(cells.words(node.status), cells.COLOURS.get(node.status, "dim")),
        "": Cell("; ".join(_remarks(node)), "yellow" if node.orphan else "dim"),
    }
    if len(prefix) > _DEEPEST:
        prefix = f"{prefix[:3]}… {prefix[-_DEEPEST:]}"
    return Row(Cell(prefix + clean(node.title), "bold" if not prefix else ""), figures, wraps=False)


def _remarks(node: Node) -> Iterator[str]:
    if node.orphan:
        yield "orphan"
    if node.serves:
        yield f"for {node.serves}"
    if node.also:
        yield f"also for {', '.join(node.also)}"
    for need in node.needs:
        yield f"needs {clean(need.on)}{'' if need.title else ' (not found)'}"


def _need(need: Need) -> Row:
    status = cells.words(need.status) if need.status else "not found"
    figures = {
        "owner": Cell(clean(need.owner or ""), "dim"),
        "score": Cell(marks.score(need.score) if need.score is not None else ""),
        "status": Cell(status, cells.COLOURS.get(need.status or "missed", "")),
        "needed by": Cell(need.by.path),
    }
    return Row(Cell(clean(need.on)), figures, ends=True)


def markdown(tree: Tree, _screen: Screen, *, across: bool) -> str:
    """A mermaid chart, which GitHub and GitLab draw, and what is loose in words."""
    names = {node.address.path: f"n{nth}" for nth, (_, node) in enumerate(walk(tree.roots))}
    lines = [f"# {escape(_heading(tree))}", "", f"{_counts(tree)}.", "", "```mermaid"]
    lines += [f"flowchart {'LR' if across else 'TD'}", *_chart(tree, names, across=across), "```", ""]
    orphans = [node for _, node in walk(tree.roots) if node.orphan]
    if orphans:
        lines += ["Orphans, which serve nothing:", ""]
        lines += [f"- {escape(node.title)} (`{node.address.path}`)" for node in orphans] + [""]
    return "\n".join(lines)


def _chart(tree: Tree, names: dict[str, str], *, across: bool) -> Iterator[str]:
    wanted = {path for need in tree.needs for path in (need.by.path, need.on)}
    for _, node in walk(tree.roots):
        if not across or any(path == node.address.path or path.startswith(f"{node.address.path}/") for path in wanted):
            said = [_label(node.title), node.address.path, *_figures(node)]
            yield f'  {names[node.address.path]}["{"<br>".join(said)}"]'
    if not across:
        yield from _served(tree.roots, names)
    for need in tree.needs:
        on = "/".join(need.on.split("/")[:2])
        if on in names:
            yield f"  {names[need.by.path]} -. needs .-> {names[on]}"


def _served(nodes: tuple[Node, ...], names: dict[str, str]) -> Iterator[str]:
    for node in nodes:
        for child in node.children:
            label = f"|{child.serves}|" if child.serves else ""
            yield f"  {names[child.address.path]} -->{label} {names[node.address.path]}"
        yield from _served(node.children, names)


def _figures(node: Node) -> list[str]:
    score = [marks.score(node.score)] if node.score is not None else []
    said = [*score, cells.words(node.status), *(["orphan"] if node.orphan else [])]
    return [" · ".join(said)]


_CODES: Final = str.maketrans({sign: f"#{ord(sign)};" for sign in '"#&<>`\\[]{}|()*_~$%@:/;'})


def _label(text: str) -> str:
    """A text of others in a chart: every sign that mermaid or HTML could read is a number."""
    return clean(text).translate(_CODES)
