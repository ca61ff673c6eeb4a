"""What a command knows of its surroundings: folder, clock, colour, streams."""

from __future__ import annotations

import os
import sys
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import typer

from okrcli.cli.ahead import Begun
from okrcli.errors import OkrError
from okrcli.goals.cycle import read_date
from okrcli.goals.shape import did_you_mean
from okrcli.render.clean import in_ascii, without_commands
from okrcli.render.table import is_prose, renderer

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from okrcli.goals.cycle import Cycle
    from okrcli.goals.files import Content
    from okrcli.goals.workspace import Workspace
    from okrcli.render.style import Screen


_WIDEST: Final = 500


class Session:
    """One run of the command line."""

    def __init__(self, folder: Path, color: str, begun: Begun | None = None) -> None:
        self.folder = folder
        self._color = color
        self.begun = begun or Begun()

    @property
    def today(self) -> date:
        """The day that everything is computed for: OKR_TODAY, else the clock."""
        fixed = os.environ.get("OKR_TODAY")
        if not fixed:
            return date.today()  # noqa: DTZ011 - people's days are local
        try:
            return read_date(fixed)
        except OkrError as error:
            raise OkrError(f"OKR_TODAY {error.message}", error.hint) from None

    def as_of(self, day: str | None) -> date:
        """The day given on the command line, else today."""
        return read_date(day) if day else self.today

    @property
    def colour(self) -> bool:
        """--color, then NO_COLOR, FORCE_COLOR, CLICOLOR, TERM, then whether stdout is a terminal."""
        if self._color != "auto":
            return self._color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if _is_on("FORCE_COLOR") or _is_on("CLICOLOR_FORCE"):
            return True
        plain = os.environ.get("CLICOLOR") == "0" or os.environ.get("TERM") == "dumb"
        return not plain and sys.stdout.isatty()

    @property
    def links(self) -> bool:
        """Whether a terminal is looking that shows links (OSC 8): never a pipe, a log or CI."""
        return sys.stdout.isatty() and self.colour and not _is_on("CI") and os.environ.get("TERM") != "dumb"

    @property
    def width(self) -> int:
        """Columns to fill: COLUMNS, else the terminal's, else 120 where there is none."""
        import shutil

        fallback = shutil.get_terminal_size((120, 24)).columns if sys.stdout.isatty() else 120
        said = os.environ.get("COLUMNS", "")
        return min(_WIDEST, int(said) if said.isdecimal() and int(said) > 0 else fallback)

    def screen_of(self, columns: int) -> Screen:
        """The screen; where there is none, of so many columns."""
        screen = self.screen
        fixed = sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdecimal()
        return screen if fixed else screen._replace(width=columns)

    @property
    def screen(self) -> Screen:
        from okrcli.render.style import Screen

        return Screen(self.width, self.colour, self.ascii_only)

    @property
    def ascii_only(self) -> bool:
        """Whether bars and sparklines must do with ASCII."""
        plain = os.environ.get("LC_ALL") in {"C", "POSIX"}  # where Python writes UTF-8 all the same
        return plain or _is_on("OKR_ASCII") or "utf" not in (sys.stdout.encoding or "").lower()

    def open(self) -> tuple[Path, Workspace]:
        """The workspace of the folder, with its root."""
        from okrcli.goals.workspace import open_workspace

        return open_workspace(self.folder)

    def open_at(self, at: str | None) -> tuple[Path, Workspace, date]:
        """The workspace as it was at a revision or on a day, with its root and that day; today's without one."""
        if at is None:
            return *self.open(), self.today
        from okrcli.goals.workspace import load

        root, files, day = self.files_at(at)
        return root, load(files.items()), day

    def files_at(self, at: str) -> tuple[Path, dict[str, Content], date]:
        """The files of the workspace as they were at a revision or on a day, with its root and that day."""
        from okrcli.history.states import read_past

        begun = self.begun.past if self.begun.words == (at,) else None
        root, state, files = (begun or read_past(self.folder, at)).wait()
        if not files:
            raise OkrError(f"at {state.commit} there were no goals yet")
        self.note(f"at {state.commit}{f', {state.day}' if state.day else ''}")
        return root, files, state.day or self.today

    def cycle(self, workspace: Workspace, name: str | None, day: date) -> Cycle:
        """The cycle asked for, else the one that a person means; said where that is not today's."""
        chosen = workspace.cycle(name, day)
        if name is None and chosen != workspace.calendar.of(day):
            today = workspace.calendar.of(day)
            self.note(f"note: no goals in {today}; this is {chosen}, the newest cycle that has some")
        return chosen

    def warn_of_problems(self, workspace: Workspace) -> int:
        """Say on stderr which files are wrong; 1 if any is, for the result may lack what they say."""
        from okrcli.render.findings import briefly

        found = sorted(workspace.diagnostics(), key=lambda diagnostic: diagnostic.order)
        if found:
            self.note(briefly(found))
        return int(bool(found))

    def show(self, formats: Mapping[str, str], form: str, *result: Any, **how: Any) -> None:
        """Print a result in one of its formats, on stdout."""
        rendered = renderer(formats, form)(*result, **how)
        for part in [rendered] if isinstance(rendered, str) else rendered:
            self.write(self.as_lines(part) if is_prose(form) else part)

    def save(self, file: Path, text: str) -> None:
        """Write a result to a file: whole or not at all."""
        from okrcli.cli.saving import replace

        replace(file, text)
        self.note(f"wrote {file}")

    def write(self, text: str) -> None:
        """Print a text as it is, on stdout."""
        sys.stdout.write(text if text.endswith("\n") or not text else f"{text}\n")

    def note(self, text: str) -> None:
        """Anything else, on stderr."""
        sys.stderr.write(f"{self.as_lines(text)}\n")

    def as_lines(self, text: str) -> str:
        return without_commands(in_ascii(text) if self.ascii_only else text)


def _is_on(variable: str) -> bool:
    return os.environ.get(variable, "") not in {"", "0"}


def refuse_unknown(option: str, value: str, choices: Collection[str]) -> None:
    """Raise OkrError for a value that is none of an option's choices."""
    if value not in choices:
        said = f"{option} is one of {', '.join(choices)}, not {value!r}"
        raise OkrError(said, did_you_mean(value, choices))


def format_option(table: Mapping[str, str]) -> Any:
    """`--format` with the choices that a table of renderers has."""

    def check(value: str | None) -> str | None:
        if value is not None:
            refuse_unknown("--format", value, table)
        return value

    return typer.Option(
        "--format",
        metavar="|".join(table),
        help="How to show the result.",
        callback=check,
        autocompletion=lambda: list(table),
    )
