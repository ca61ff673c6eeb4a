"""What an editor has open: folders and unsaved texts, and the workspaces that they lie in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.editor.view import look
from okrcli.errors import OkrError
from okrcli.goals.files import find_root, is_workspace_file, named_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from okrcli.editor.view import View
    from okrcli.goals.files import Content


class Desk:
    """Looks at workspaces when somebody asks, and again only after something has changed."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self._views: dict[Path, View] = {}

    def changed(self) -> None:
        """Forget what was seen."""
        self._views.clear()

    def views(self, folders: Iterable[Path], unsaved: Mapping[Path, Content]) -> tuple[View, ...]:
        """Every workspace that a folder or an open file lies in."""
        starts = (*folders, *(path.parent for path in unsaved))
        roots = {root for start in starts if (root := _root(start))}
        return tuple(view for root in sorted(roots) if (view := self._view(root, unsaved)))

    def find(self, path: Path, unsaved: Mapping[Path, Content]) -> tuple[View, str] | None:
        """The workspace that a file belongs to, with the file's name in it."""
        root = _root(path.parent)
        view = self._view(root, unsaved) if root else None
        name = named_from(view.root, path) if view else None
        return (view, name) if view and name and is_workspace_file(name) else None

    def _view(self, root: Path, unsaved: Mapping[Path, Content]) -> View | None:
        if root not in self._views:
            try:
                self._views[root] = look(root, unsaved, self._today())
            except OkrError:  # the settings have gone in this moment
                return None
        return self._views[root]


def _root(start: Path) -> Path | None:
    try:
        return find_root(start)
    except (OkrError, OSError, ValueError, RuntimeError):  # no workspace; a name that no system takes; links in a ring
        return None
