"""Goals in Markdown: marked ones ('KR: …', 'Objective: …'), else what the outline's levels say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.rhythm.importing import cycles, grids
from okrcli.rhythm.importing.markdown import Node, parse
from okrcli.rhythm.importing.marks import KEY_RESULT, OBJECTIVE, Marked, split_role, unmark
from okrcli.rhythm.importing.rows import Left, Row, Table, tidy
from okrcli.rhythm.importing.style import Style, style_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Under(NamedTuple):
    """What the headings and items around a line say of it."""

    objective: Row | None = None
    nested: bool = False  # the objective is itself a list item
    cycle: str = ""
    team: str = ""
    owner: str = ""
    results: bool = False  # below 'Key results:'
    prefix: str = ""  # 'Drivers for:', of which the items are the rest
    quiet: bool = False  # below 'Notes', 'Table of contents' …


_ASIDE: Final = re.compile(
    r"(table of )?contents|on this page|toc|overview|introduction|about|purpose|background|members?( and .*)?"
    r"|resources|references|links|glossary|how to .*|(.* )?notes|tracking|scoring|retrospective|comments"
    r"|status|progress|initiatives|tasks|activities|updates?|risks?|actions?|next steps|summary|dependencies",
    re.IGNORECASE,
)
_NOTES: Final = re.compile(r"(.*\b)?notes?\b.*|tracking.*|comments?|grading.*", re.IGNORECASE)
_GROUPING: Final = re.compile(
    r"(.*\b)?OKRs?\b.*"
    r"|([\w']+ ){0,3}(objectives?|goals|key results?)( (and|&) key results?)?\W*( (for|of|in) .*)?",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(FY ?)?(20)?[0-9]{2}")
_TEAM: Final = re.compile(
    r"(?:Team:?\s+(?P<behind>[A-Z]\S*(?: [A-Z&]\S*){0,3})|(?P<before>\S+(?: [A-Z&]\S*){0,3})\s+[Tt]eam)"
    r"(?:\s+OKRs?)?"
)
_WHY: Final = re.compile(r"why\s*[?:]+\s*(?P<text>.*)", re.IGNORECASE)
_OWNER: Final = re.compile(r"(?:owner|DRI|lead|responsible)\s*:\s*(?P<text>.+)", re.IGNORECASE)


def read_outline(text: str) -> Table:
    """The key results of a Markdown document, with what the lines around them say of them."""
    root = parse(text)
    reading = _Reading(style_of(root))
    reading.below(root.children, Under(cycle=cycles.find(root.text) or ""))
    return Table(tuple(reading.finished()), left=tuple(reading.left), notes=tuple(reading.notes()))


class _Reading:
    """One pass over a document."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.rows: list[Row] = []
        self.left: list[Left] = []
        self.whys: dict[int, str] = {}
        self.owners: dict[int, str] = {}
        self.named: list[Row] = []  # objectives, each once
        self.told = self.ticked = 0

    def finished(self) -> list[Row]:
        """The rows with what was said of their objectives later, and objectives without key results."""
        used = {row.group for row in self.rows}
        alone = [row for row in self.named if row.group not in used]
        rows = sorted([*self.rows, *alone], key=lambda row: row.line)
        return [
            row._replace(
                why=self.whys.get(row.group, row.why),
                objective_owner=self.owners.get(row.group, row.objective_owner),
            )
            for row in rows
        ]

    def notes(self) -> Iterator[str]:
        """What was said of key results that no file has a place for."""
        if self.told:
            yield f"{self.told} lines tell how it ended (`=> ...`): only a percentage in front is a score"
        if self.ticked:
            yield f"{self.ticked} ticked boxes are not taken: a tick is no score"

    def below(self, nodes: Sequence[Node], under: Under) -> None:
        """Nodes in their order; a label line ('Key results') holds for what follows it."""
        here = under
        for child in nodes:
            if child.kind == "line":
                here = self._line(child, here, under)
            elif child.kind == "heading":
                here = self._heading(child, here if unmark(child.text).kind == KEY_RESULT else under)
            elif child.kind == "table":
                self._table(child, here)
            else:
                self._item(child, here)

    def _heading(self, node: Node, outer: Under) -> Under:
        """What stands below a heading; one that only says 'Objective' holds for the headings behind it."""
        mark = unmark(node.text)
        under, rest = self._around(node, mark, outer)
        if node.inline.struck:
            self._leave_all(node, "is struck out")
        elif mark.kind == OBJECTIVE and not mark.text and node.children:
            first, *others = node.children
            objective = self._objective(first, unmark(first.text), under)
            self.named.append(objective)
            self.below(others, under._replace(objective=objective, quiet=False))
            return outer._replace(objective=objective)
        elif mark.kind == KEY_RESULT or (mark.kind == OBJECTIVE and rest == mark.text):
            self._marked(node, mark, under)
        elif _ASIDE.fullmatch(mark.text):
            self.below(node.children, under._replace(objective=None, quiet=True))
        elif not rest or _GROUPING.fullmatch(rest):
            self.below(node.children, under._replace(objective=None, quiet=False))
        else:
            direct = any(self._is_result(child) for child in node.children)
            found = self._objective(node, mark, under) if direct or not self.style.results else None
            self.below(node.children, under._replace(objective=found, nested=False, quiet=False))
        return outer

    def _around(self, node: Node, mark: Marked, outer: Under) -> tuple[Under, str]:
        """The cycle and team that a heading names, and what else it says."""
        cycle = cycles.find(node.text) or ""
        rest = node.text.replace(cycle, " ").strip(" -:#") if cycle else mark.text
        if re.fullmatch(r"[QTH][1-4]", rest) and _YEAR.fullmatch(outer.cycle):
            cycle, rest = f"{outer.cycle} {rest}", ""
        elif _YEAR.fullmatch(rest):
            cycle, rest = rest, ""
        named = None if any(child.kind == "item" for child in node.children) else _TEAM.fullmatch(rest)
        team = _team(mark) or (named and (named["behind"] or named["before"])) or outer.team
        return outer._replace(cycle=cycle or outer.cycle, team=team, results=False, prefix=""), rest

    def _is_result(self, node: Node) -> bool:
        return node.kind == "item" and unmark(node.text).kind == KEY_RESULT

    def _marked(self, node: Node, mark: Marked, under: Under) -> None:
        """What a line says itself that it is."""
        if mark.kind == OBJECTIVE:
            objective = self._objective(node, mark, under)
            self.named.append(objective)
            nested = node.kind == "item"
            self.below(node.children, under._replace(objective=objective, nested=nested, quiet=False, results=False))
            return
        inner = [child for child in node.children if not _WHY.fullmatch(child.text)]
        holds = any(child.kind == "item" and not unmark(child.text).kind and not child.inline.bold for child in inner)
        if holds or not mark.text:
            owner = mark.text if len(mark.text) < _LONGEST_NAME else ""
            self.below(node.children, under._replace(results=True, owner=owner or under.owner, quiet=False))
        else:
            self._result(node, mark, under)
            self.below(inner, under._replace(results=False))

    def _line(self, node: Node, here: Under, under: Under) -> Under:
        """What a line of a paragraph means for what follows it."""
        mark = unmark(node.text)
        if mark.kind == OBJECTIVE and mark.text:
            objective = self._objective(node, mark, under)
            self.named.append(objective)
            return under._replace(objective=objective, quiet=False)
        if mark.kind == KEY_RESULT and mark.text and (here.objective or mark.number):
            self._result(node, mark, here)
        elif mark.kind == KEY_RESULT and not mark.text:
            return here._replace(results=True, quiet=False)
        elif self._aside(node, here):
            pass
        elif node.inline.bold and ":" not in node.text and not here.results and not self.style.results:
            return under._replace(objective=self._objective(node, mark, under))
        return here

    def _item(self, node: Node, under: Under) -> None:
        mark = unmark(node.text)
        if node.inline.struck:
            self._leave_all(node, "is struck out")
        elif mark.kind and (mark.text or node.children):
            self._marked(node, mark, under)
        elif self._aside(node, under):
            pass
        elif node.inline.bold and _NOTES.fullmatch(mark.text):
            return
        elif node.children and not (under.results and under.prefix == ""):
            self._branch(node, mark, under)
        else:
            self._leaf(node, mark, under)

    def _branch(self, node: Node, mark: Marked, under: Under) -> None:
        """An item with others below it: their objective, or the first words of them all."""
        team = _team(mark) or under.team
        if mark.text.endswith(":") and under.objective and not under.quiet:
            self.below(node.children, under._replace(prefix=mark.text, team=team))
        elif not self.style.results or node.inline.bold or any(self._is_result(child) for child in node.children):
            objective = self._objective(node, mark, under._replace(team=team))
            self.below(node.children, under._replace(objective=objective, nested=True, team=team))
        else:
            self.below(node.children, under._replace(team=team))

    def _leaf(self, node: Node, mark: Marked, under: Under) -> None:
        bold = self.style.bold and node.inline.bold
        if (under.quiet and not under.results) or node.inline.linked:
            return
        if bold and under.objective and not under.results:
            self.named.append(self._objective(node, mark, under))
        elif under.results or (under.objective and (not self.style.results or (self.style.bold and under.nested))):
            self._result(node, mark, under)
        elif not under.objective:
            self.left.append(Left(node.line, tidy(mark.text), "stands below no objective"))

    def _result(self, node: Node, mark: Marked, under: Under) -> None:
        role, text = ("", mark.text)
        if self.style.roles and not mark.kind:
            role, text = split_role(mark.text, self.style.roles)
        self.told += mark.told
        self.ticked += mark.ticked
        goal = under.objective or Row(node.line)
        why = [found["text"] for child in node.children if (found := _WHY.fullmatch(child.text))]
        self.rows.append(
            goal._replace(
                line=node.line,
                key_result=f"{under.prefix} {text}".strip(),
                owner=mark.owner or mark.who or role or under.owner,
                team=_team(mark) or under.team,
                cycle=under.cycle,
                score=mark.score,
                remark=" ".join(why),
            )
        )

    def _objective(self, node: Node, mark: Marked, under: Under) -> Row:
        role, text = split_role(mark.text, self.style.roles) if self.style.roles else ("", mark.text)
        return Row(
            node.line,
            objective=text,
            objective_owner=mark.owner or role,
            team=_team(mark) or under.team,
            cycle=under.cycle,
            group=node.line,
        )

    def _aside(self, node: Node, under: Under) -> bool:
        """Whether a line tells why or who, and to note it of the objective it stands below."""
        group = under.objective.group if under.objective else 0
        for pattern, notes in ((_WHY, self.whys), (_OWNER, self.owners)):
            if match := pattern.fullmatch(node.text):
                if group and match["text"] and not under.results:
                    notes.setdefault(group, match["text"])
                return True
        return False

    def _table(self, node: Node, under: Under) -> None:
        if (scores := grids.final_scores(node)) and under.objective:
            self._score(under.objective.group, scores)
            return
        rows = grids.goals(node)
        self.rows.extend(
            row._replace(
                cycle=row.cycle or under.cycle,
                team=row.team or under.team,
                objective=row.objective or (under.objective.objective if under.objective else ""),
                group=row.group or (under.objective.group if under.objective else 0),
            )
            for row in rows
        )

    def _score(self, group: int, scores: Sequence[str]) -> None:
        """Scores by the numbers of the key results of one objective."""
        indices = [index for index, row in enumerate(self.rows) if row.group == group]
        for index, score in zip(indices, scores, strict=False):
            self.rows[index] = self.rows[index]._replace(score=score)

    def _leave_all(self, node: Node, reason: str) -> None:
        self.left.extend(
            Left(each.line, tidy(unmark(each.text).text), reason)
            for each in node.walk()
            if each.kind == "item" and not each.children
        )


_LONGEST_NAME: Final = 60


def _team(mark: Marked) -> str:
    return " / ".join(mark.tags)
