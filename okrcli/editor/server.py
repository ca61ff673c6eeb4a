"""The language server protocol around a desk: nothing that an editor sends ends the server, and it writes no file."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from okrcli import __version__
from okrcli.editor.actions import mended, offered
from okrcli.editor.cursor import Cursor, in_short
from okrcli.editor.desk import Desk
from okrcli.editor.positions import Position
from okrcli.goals.diagnostic import Severity
from okrcli.render.clean import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from okrcli.editor.actions import Action
    from okrcli.editor.positions import Text
    from okrcli.editor.view import View
    from okrcli.goals.diagnostic import Diagnostic, Span

PAUSE: Final = 0.25  # seconds without a keystroke before the workspace is read again
FIX_ALL: Final = "source.fixAll.okr"
WATCHED: Final = ("**/okr.yaml", "**/okrs/**/*.yaml", "**/okrs/**/*.yml")
_SEVERITIES: Final = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


class Server(LanguageServer):
    """One session with an editor."""

    def __init__(self, today: Callable[[], date]) -> None:
        # Whole texts: pygls counts lines where neither YAML nor editors do, so that parts could land elsewhere.
        super().__init__("okr", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self._desk = Desk(today)
        self._published: dict[str, types.PublishDiagnosticsParams] = {}
        self._pending: asyncio.TimerHandle | None = None

    @property
    def encoding(self) -> str:
        return str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))

    def changed(self, pause: float = 0) -> None:
        """Something is different: look again, at once or after a pause in which nothing else happens."""
        self._desk.changed()
        if self._pending:
            self._pending.cancel()
        self._pending = asyncio.get_running_loop().call_later(pause, self._publish)

    def find(self, uri: str) -> tuple[View, str] | None:
        """The workspace that a document belongs to, with its name there."""
        path = to_fs_path(uri)
        return self._desk.find(Path(path), self._unsaved()) if path else None

    def cursor(self, uri: str, position: types.Position) -> Cursor | None:
        found = self.find(uri)
        if not found:
            return None
        view, name = found
        text = view.text(name, self.encoding)
        return Cursor(view, name, *text.place(Position(position.line, position.character)))

    def _unsaved(self) -> dict[Path, bytes]:
        documents = ((to_fs_path(each.uri), each.source) for each in self.workspace.text_documents.values())
        return {Path(path): text.encode("utf-8", "surrogatepass") for path, text in documents if path}

    def _folders(self) -> list[Path]:
        uris = [folder.uri for folder in self.workspace.folders.values()] or [self.workspace.root_uri]
        return [Path(path) for uri in uris if uri and (path := to_fs_path(uri))]

    def _publish(self) -> None:
        """Send what has changed of the findings of every workspace; what is gone is sent as none."""
        try:
            found = {params.uri: params for params in self._findings()}
        except Exception as error:  # noqa: BLE001 - a bug of ours must not take the editor's session with it
            self.window_log_message(
                types.LogMessageParams(types.MessageType.Error, f"okr: {type(error).__name__}: {error}")
            )
            return
        gone = {uri: types.PublishDiagnosticsParams(uri, []) for uri in self._published.keys() - found.keys()}
        for uri, params in (gone | found).items():
            if self._published.get(uri) != params:
                self.text_document_publish_diagnostics(params)
        self._published = found

    def _findings(self) -> Iterator[types.PublishDiagnosticsParams]:
        """The findings of every file that has some or is open."""
        found = ((self.find(document.uri), document) for document in self.workspace.text_documents.values())
        opened = {(place[0].root, place[1]): document for place, document in found if place}
        for view in self._desk.views(self._folders(), self._unsaved()):
            for name in view.diagnostics.keys() | {name for root, name in opened if root == view.root}:
                document, text = opened.get((view.root, name)), view.text(name, self.encoding)
                said = [_diagnostic(found, text) for found in view.diagnostics.get(name, ())]
                uri = document.uri if document else (view.root / name).as_uri()
                yield types.PublishDiagnosticsParams(uri, said, document.version if document else None)


def server(today: Callable[[], date]) -> Server:
    """A server that knows what to answer."""
    made = Server(today)
    for method, answer in _ANSWERS.items():
        made.feature(method, _OPTIONS.get(method))(answer)
    return made


def _initialized(ls: Server, _: types.InitializedParams) -> None:
    workspace = ls.client_capabilities.workspace
    files = workspace.did_change_watched_files if workspace else None
    if files and files.dynamic_registration:
        watched = [types.FileSystemWatcher(pattern) for pattern in WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watched)
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        ls.client_register_capability(types.RegistrationParams([types.Registration("okr", method, options)]))
    ls.changed()


def _now(ls: Server, _: Any) -> None:
    ls.changed()


def _soon(ls: Server, _: Any) -> None:
    ls.changed(PAUSE)


def _hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    cursor = ls.cursor(params.text_document.uri, params.position)
    goal = cursor.goal() if cursor else None
    if goal:
        return types.Hover(types.MarkupContent(types.MarkupKind.PlainText, in_short(goal)))
    said = cursor.explanation() if cursor else None
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, said)) if said else None


def _actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    found = ls.find(params.text_document.uri)
    if not found:
        return []
    view, name = found
    text, lines = view.text(name, ls.encoding), (params.range.start.line + 1, params.range.end.line + 1)
    quick = offered(view, name, *lines) if _wants(params, types.CodeActionKind.QuickFix) else ()
    made = [_action(action, types.CodeActionKind.QuickFix, text, params.text_document.uri) for action in quick]
    all_of_it = mended(view, name) if params.context.only and _wants(params, FIX_ALL) else None
    return [*made, _action(all_of_it, FIX_ALL, text, params.text_document.uri)] if all_of_it else made


def _wants(params: types.CodeActionParams, kind: str) -> bool:
    """Whether an editor asks for a kind of action: for all, for it, or for what it is a kind of."""
    asked = params.context.only
    return not asked or any(f"{kind}.".startswith(f"{getattr(only, 'value', only)}.") for only in asked)


def _action(action: Action, kind: str, text: Text, uri: str) -> types.CodeAction:
    edits = [types.TextEdit(_range(text, span), new) for span, new in action.edits]
    about = [_diagnostic(action.found, text)] if action.found else None
    edit = types.WorkspaceEdit(changes={uri: edits})
    return types.CodeAction(action.title, kind, diagnostics=about, is_preferred=action.sure or None, edit=edit)


def _definition(ls: Server, params: types.DefinitionParams) -> types.Location | None:
    cursor = ls.cursor(params.text_document.uri, params.position)
    goal = cursor.goal() if cursor else None
    if not cursor or not goal:
        return None
    view, name = cursor.view, goal.place.path
    where = _range(view.text(name, ls.encoding), view.workspace.locate(goal.place, at_key=True))
    return types.Location((view.root / name).as_uri(), where)


def _diagnostic(found: Diagnostic, text: Text) -> types.Diagnostic:
    help_ = f"\n{clean(found.hint)}" if found.hint else ""
    return types.Diagnostic(
        range=_range(text, found.span),
        message=f"{found.name}: {clean(found.message)}{help_}",
        severity=_SEVERITIES[found.severity],
        code=found.code,
        source="okr",
    )


def _range(text: Text, span: Span) -> types.Range:
    start, end = text.range(span)
    return types.Range(types.Position(*start), types.Position(*end))


_ANSWERS: Final[dict[str, Callable[..., Any]]] = {
    types.INITIALIZED: _initialized,
    types.TEXT_DOCUMENT_DID_OPEN: _now,
    types.TEXT_DOCUMENT_DID_CHANGE: _soon,
    types.TEXT_DOCUMENT_DID_SAVE: _now,
    types.TEXT_DOCUMENT_DID_CLOSE: _now,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: _soon,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: _now,
    types.TEXT_DOCUMENT_HOVER: _hover,
    types.TEXT_DOCUMENT_DEFINITION: _definition,
    types.TEXT_DOCUMENT_CODE_ACTION: _actions,
}
_OPTIONS: Final[dict[str, Any]] = {
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL]),
    types.TEXT_DOCUMENT_DID_SAVE: types.SaveOptions(include_text=False),
}
