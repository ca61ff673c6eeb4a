"""All commands, each imported when it runs."""

from __future__ import annotations

import codecs
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperGroup

from okrcli.cli.ending import ended
from okrcli.cli.session import Session, refuse_unknown
from okrcli.errors import OkrError
from okrcli.goals.shape import did_you_mean

if TYPE_CHECKING:
    from okrcli.cli.ahead import Begun

COMMANDS: Final = {
    "init": "starting:init_command",
    "draft": "drafting:draft_command",
    "import": "importing:import_command",
    "lint": "linting:lint_command",
    "checkin": "checking:checkin_command",
    "amend": "amending:amend_command",
    "due": "reminding:due_command",
    "agenda": "meeting:agenda_command",
    "close": "closing:close_command",
    "status": "reporting:status_command",
    "score": "reporting:score_command",
    "report": "reporting:report_command",
    "tree": "overview:tree_command",
    "health": "overview:health_command",
    "site": "publishing:site_command",
    "log": "telling:log_command",
    "blame": "telling:blame_command",
    "show": "telling:show_command",
    "diff": "comparing:diff_command",
    "verify": "proving:verify_command",
    "seal": "proving:seal_command",
    "setup": "plumbing:setup_command",
    "judge": "judging:judge_command",
    "metrics": "judging:metrics_command",
    "explain": "linting:explain_command",
    "rules": "linting:rules_command",
    "schema": "starting:schema_command",
    "lsp": "serving:lsp_command",
    "textconv": "plumbing:textconv_command",
    "merge-driver": "plumbing:merge_driver_command",
}
PLUMBING: Final = ("textconv", "merge-driver")
"""What git calls, and people need not see."""


class _Commands(TyperGroup):
    """A group whose commands are imported when they are looked up."""

    def list_commands(self, ctx: Any) -> list[str]:
        del ctx
        return [name for name in COMMANDS if name not in PLUMBING]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        app.command(cmd_name, context_settings=_HELP)(getattr(import_module(f"okrcli.cli.{module}"), function))
        return typer.main.get_command(app)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            raise OkrError(
                f"there is no command {name!r}",
                did_you_mean(name, COMMANDS, "`okr --help` lists them"),
            )
        return super().resolve_command(ctx, args)


_HELP: Final[dict[Any, Any]] = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(
    cls=_Commands,
    name="okr",
    context_settings=_HELP,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)


def _print_version(asked: bool) -> None:
    if asked:
        from okrcli import __version__

        sys.stdout.write(f"okr {__version__}\n")
        raise typer.Exit


@app.callback()
def okr(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Option("-C", metavar="DIR", help="Work in this folder.")] = Path(),
    color: Annotated[
        str, typer.Option(metavar="auto|always|never", envvar="OKR_COLOR", help="When to use colour.")
    ] = "auto",
    version: Annotated[
        bool,
        typer.Option("--version", "-V", callback=_print_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Goals as code: OKRs as plain files in git, linted, reviewed, scored and reported."""
    del version
    refuse_unknown("--color", color, ("auto", "always", "never"))
    if not folder.is_dir():
        raise OkrError(f"there is no folder {str(folder)!r}")
    ctx.obj = Session(folder, color, ctx.obj)


def run(arguments: list[str], begun: Begun | None = None) -> int:
    """Run a command; what it returns is the exit code. `begun` is what git does for it already."""
    return ended(lambda: _invoke(arguments, begun))


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """What a stream's encoding lacks, as JSON escapes it: right in text and in JSON."""
    import json

    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - the streams are written
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def _invoke(arguments: list[str], begun: Begun | None) -> int | None:
    """Without typer's own handling of errors, which ends a run whose reader has gone with 1."""
    codecs.register_error("okr", _escaped)
    for stream in (sys.stderr, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="okr", newline="\n")
    command = typer.main.get_command(app)
    if "_OKR_COMPLETE" in os.environ:
        command.main(arguments, "okr")
    with command.make_context("okr", arguments, obj=begun) as context:
        code: int | None = command.invoke(context)
    return code
