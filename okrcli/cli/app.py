"""All commands, each imported when it runs, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer._click.exceptions import ClickException
from typer.core import TyperGroup

from okrcli.cli.session import Session
from okrcli.errors import OkrError


class Exit(IntEnum):
    """Exit codes, the same for every command."""

    DONE = 0
    FINDINGS = 1
    COULD_NOT = 2
    BUG = 3
    INTERRUPTED = 130


COMMANDS: Final = {
    "init": "starting:init_command",
    "draft": "drafting:draft_command",
    "import": "drafting:import_command",
    "lint": "linting:lint_command",
    "checkin": "checking:checkin_command",
    "status": "reporting:status_command",
    "score": "reporting:score_command",
    "report": "reporting:report_command",
    "log": "reporting:log_command",
    "judge": "judging:judge_command",
    "metrics": "judging:metrics_command",
    "explain": "linting:explain_command",
    "rules": "linting:rules_command",
    "schema": "starting:schema_command",
}


class _Commands(TyperGroup):
    """A group whose commands are imported when they are looked up."""

    def list_commands(self, ctx: Any) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        app.command(cmd_name, context_settings=_HELP)(getattr(import_module(f"okrcli.cli.{module}"), function))
        return typer.main.get_command(app)


_HELP: Final[dict[Any, Any]] = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(
    cls=_Commands, name="okr", context_settings=_HELP, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True
)


@app.callback()
def okr(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Option("-C", metavar="DIR", help="Work in this folder.")] = Path(),
    color: Annotated[str, typer.Option(metavar="auto|always|never", envvar="OKR_COLOR", help="When to use colour.")] = "auto",
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version.")] = False,
) -> None:
    """Goals as code: OKRs as plain files in git, linted, reviewed, scored and reported."""
    del version  # answered before all this is imported
    if color not in {"auto", "always", "never"}:
        raise OkrError(f"--color is auto, always or never, not {color!r}")
    if not folder.is_dir():
        raise OkrError(f"there is no folder {str(folder)!r}")
    ctx.obj = Session(folder, color)


def run(arguments: list[str]) -> int:
    """Run a command; what it returns is the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace", newline="\n")
    try:
        code = app(arguments, standalone_mode=False)
        sys.stdout.flush()
    except OkrError as error:
        return _fail(error.message, error.hint)
    except ClickException as error:
        return _fail(error.format_message(), _usage_hint(error))
    except (typer.Abort, KeyboardInterrupt):
        sys.stderr.write("interrupted\n")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return _leave_quietly()
    except OSError as error:
        return _fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}", None)
    except Exception as error:  # noqa: BLE001 - the one boundary: no traceback reaches a user unasked
        return _report_bug(error)
    return int(code or 0)


def _fail(message: str, hint: str | None) -> int:
    from okrcli.render.clean import clean

    help_line = f"help: {clean(hint)}\n" if hint else ""
    sys.stderr.write(f"error: {clean(message)}\n{help_line}")
    return Exit.COULD_NOT


def _usage_hint(error: ClickException) -> str | None:
    context = getattr(error, "ctx", None)
    return f"{context.command_path} --help" if context else None


def _leave_quietly() -> int:
    """The reader of our output has gone: nothing is wrong, and nothing more can be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.DONE


def _report_bug(error: Exception) -> int:
    if os.environ.get("OKR_DEBUG"):
        import traceback

        traceback.print_exc()
    sys.stderr.write(f"error: this is a bug in okr ({type(error).__name__})\nhelp: OKR_DEBUG=1 shows where; please report it\n")
    return Exit.BUG
