"""okr lsp."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from okrcli.errors import OkrError

if TYPE_CHECKING:
    import typer

    from okrcli.cli.session import Session


def lsp_command(ctx: typer.Context) -> None:
    """Serve an editor: findings, explanations and fixes as you type.

    Editors start it themselves; it speaks the language server protocol on stdin and stdout.
    """
    from importlib.util import find_spec

    session: Session = ctx.obj
    if not find_spec("pygls"):
        raise OkrError("the language server needs pygls, which is not installed", "pip install 'okrcli[lsp]'")
    from okrcli.editor.server import server

    if sys.stdin.isatty():
        session.note("waiting for an editor; ^D ends it")
    gc.enable()  # a session lasts for days
    server(lambda: session.today).start_io()
