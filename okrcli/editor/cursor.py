"""What stands under the cursor: a finding, a goal that is named, a key."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from okrcli.goals.address import Address, parse
from okrcli.goals.schemas import documentation, kind_of
from okrcli.lint.run import all_rules, rule_pages
from okrcli.render.clean import clean
from okrcli.render.pages import page_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from okrcli.editor.view import View
    from okrcli.goals.workspace import CheckInFile, KeyResultAt, ObjectiveAt, ReviewFile


class Cursor(NamedTuple):
    """A place in a file; line and column from 1, in code points."""

    view: View
    path: str
    line: int
    column: int

    def explanation(self) -> str | None:
        """The pages of the findings here, else what the key means, as Markdown; nothing in it is from the files."""
        names = {found.name for found in self.view.at(self.path, self.line, self.column)}
        if names:
            pages = [page for page in rule_pages(all_rules()) if page.name in names]
            return "\n\n---\n\n".join(page_markdown(page, colour=False) for page in pages)
        route, _ = self._route()
        return documentation(self.path, route) if route else None

    def goal(self) -> ObjectiveAt | KeyResultAt | None:
        """The goal whose address stands here."""
        address = self._address()
        known: Iterable[ObjectiveAt | KeyResultAt] = chain(
            self.view.workspace.objectives, self.view.workspace.key_results
        )
        return next((at for at in known if at.address == address), None) if address else None

    def _route(self) -> tuple[tuple[str | int, ...], bool]:
        source = self.view.source(self.path)
        return (source and source.route_at(self.line, self.column)) or ((), False)

    def _address(self) -> Address | None:
        match kind_of(self.path), *self._route():
            case "goals", ("objectives", _, "supports" | "depends_on" | "carried_from", *_) as route, False:
                return self._written(route)
            case "checkin", ("confidence" | "results", str(local)), True:
                return self._local(local)
            case "review", ("objectives" | "results", str(local)), True:
                return self._local(local)
        return None

    def _written(self, route: tuple[str | int, ...]) -> Address | None:
        """The address that a value of a goals file is."""
        file = next((file for file in self.view.workspace.goals if file.path == self.path), None)
        source = self.view.source(self.path)
        place = source.scalar_slice(route) if source else None
        if file is None or source is None or place is None:
            return None
        return parse(source.text[slice(*place)].strip("\"'"), file.cycle.id)

    def _local(self, local: str) -> Address | None:
        """The address that a key of a check-in or review is."""
        files: Iterable[CheckInFile | ReviewFile] = chain(self.view.workspace.checkins, self.view.workspace.reviews)
        file = next((file for file in files if file.path == self.path), None)
        return parse(f"{file.team}/{local}", file.cycle.id) if file else None


def in_short(goal: ObjectiveAt | KeyResultAt) -> str:
    """A goal in two lines of plain text: its title is from a file, and may be anything."""
    return f"{goal.address}\n{clean(getattr(goal, 'key_result', goal.objective).title)}"
