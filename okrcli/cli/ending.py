"""How a run ends: every error as one sentence and an exit code; no traceback reaches a user unasked."""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from typing import TYPE_CHECKING, TextIO

import typer
from typer._click.exceptions import ClickException, NoArgsIsHelpError, NoSuchOption

from okrcli.errors import OkrError

if TYPE_CHECKING:
    from collections.abc import Callable


class Exit(IntEnum):
    """Exit codes, the same for every command."""

    DONE = 0
    FINDINGS = 1
    COULD_NOT = 2
    BUG = 3
    INTERRUPTED = 130


def ended(command: Callable[[], int | None]) -> int:
    """Run a command to its end; the exit code."""
    try:
        code = _run(command)
        sys.stdout.flush()
    except (KeyboardInterrupt, typer.Abort):
        _say("interrupted")
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the one boundary
        return _failed(error)
    return code


def _run(command: Callable[[], int | None]) -> int:
    try:
        return int(command() or Exit.DONE)
    except typer.Exit as done:
        return done.exit_code


def _failed(error: Exception) -> int:
    if isinstance(error, BrokenPipeError):  # the reader of our output has gone: nothing is wrong
        _abandon(sys.stdout)
        return Exit.DONE
    if isinstance(error, NoArgsIsHelpError):
        _say(error.format_message())
    elif isinstance(error, OkrError):
        _say_error(error.message, error.hint)
    elif isinstance(error, ClickException):
        _say_error(*_misused(error))
    elif isinstance(error, OSError):
        _abandon(sys.stdout)
        _say_error(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}", None)
    else:
        return _report_bug(error)
    return Exit.COULD_NOT


def _misused(error: ClickException) -> tuple[str, str]:
    """What is wrong with the command line, and where to look."""
    context = getattr(error, "ctx", None)
    page = f"`{context.command_path if context else 'okr COMMAND'} --help`"
    if isinstance(error, NoSuchOption):
        close = error.possibilities
        return (
            f"there is no option {error.option_name}",
            f"did you mean {close[0]}?" if close else f"{page} lists them",
        )
    said = error.format_message().rstrip(".")
    return f"{said[:1].lower()}{said[1:]}", f"{page} shows what it takes"


def _report_bug(error: Exception) -> int:
    if os.environ.get("OKR_DEBUG"):
        import traceback

        _say("".join(traceback.format_exception(error)).rstrip())
    _say_error(f"this is a bug in okr ({type(error).__name__})", "OKR_DEBUG=1 shows where; please report it")
    return Exit.BUG


def _say_error(message: str, hint: str | None) -> None:
    from okrcli.render.clean import clean

    _say("\n".join([f"error: {clean(message)}", *([f"help: {clean(hint)}"] if hint else [])]))


def _say(text: str) -> None:
    """A line on stderr; where that is closed or full, the exit code must do."""
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:
        _abandon(sys.stderr)


def _abandon(stream: TextIO) -> None:
    """Send what a stream still holds nowhere, so that Python does not try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
