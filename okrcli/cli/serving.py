"""okr lsp."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
from typing import TYPE_CHECKING

import typer  # noqa: TC002 - typer reads the annotations

from okrcli.errors import OkrError

if TYPE_CHECKING:
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
    if not os.environ.get("OKR_DEBUG"):
        logging.getLogger("pygls").setLevel(logging.CRITICAL)  # it has told the editor what was no message
    gc.enable()  # a session lasts for days
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # reading stdin is left to a thread, which no exception reaches
    # Its own stdout: it closes it, and what runs after it may still have something to say.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
        server(lambda: session.today).start_io(stdout=out)
