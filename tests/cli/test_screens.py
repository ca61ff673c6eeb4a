"""What is shown where: any width, ASCII, colour or none, a real terminal."""

# ruff: noqa: RUF001 - the signs that people see
from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from desk import FILES, OKR, Desk, commit_all

TABLES = ["report", "status", "score"]
WIDTHS = [40, 60, 80, 100, 120, 200]
TEXT = [
    "show completion",
    "blame completion",
    "diff",
    "lint",
    "lint --format concise",
    "log",
    "rules",
    "explain OKR201",
    "metrics",
    "judge churn",
    *TABLES,
]
FIGURES = ["66.5 → 75%", "0.3 → ≤ 0.4%", "1 of 2 steps", "— → 38–46 EUR"]


def columns(line: str) -> int:
    """Cells of a terminal that a line takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in line)
    return len(line) + wide - sum(bool(unicodedata.combining(character)) for character in line)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A workspace with long, wide and combining texts, long units and names, and large numbers."""
    made = Desk(tmp_path_factory.mktemp("long") / "desk")
    goals = (
        FILES["okrs/2026-Q3/payments.yaml"]
        .replace("Raise checkout completion", "日本語のとても長い題名です" * 5)
        .replace("Know how long", "e\u0301\u0327" * 90)
        .replace("owner: ben", f"owner: {'benedikta-' * 9}")
        .replace("unit: days", f"unit: {'working days ' * 30}")
        .replace("target: 75", "target: 999999999999999")
    )
    settings = FILES["okr.yaml"].replace("Acme", "Acme " * 60)
    issue = FILES["okrs/2026-Q3/checkins/2026-08-17-payments-ana.yaml"].replace("three days", "three days " * 40)
    for path, text in (FILES | {"okr.yaml": settings, "okrs/2026-Q3/payments.yaml": goals}).items():
        made.write(path, issue if "checkins" in path else text)
    commit_all(made)
    return made


@pytest.mark.parametrize("width", [10, 23, *WIDTHS])
@pytest.mark.parametrize("command", TABLES)
@pytest.mark.parametrize("ascii_only", ["", "1"])
def test_no_line_is_wider_than_the_screen(
    readable: Desk, long: Desk, command: str, width: int, ascii_only: str
) -> None:
    for workspace in (readable, long):
        ran = workspace.okr(command, COLUMNS=str(width), OKR_ASCII=ascii_only)
        assert (ran.code, ran.err) == (0, "")
        assert max(map(columns, ran.out.splitlines())) <= width


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", TABLES)
def test_figures_are_whole_or_not_there(readable: Desk, command: str, width: int) -> None:
    out = readable.okr(command, COLUMNS=str(width)).out
    assert [figure in out for figure in FIGURES] in ([True] * 4, [False] * 4)
    if width >= 80:
        assert "0.39" in out
        assert "holds" in out


def test_a_wide_screen_has_every_column(readable: Desk) -> None:
    header = next(line for line in readable.okr("report", COLUMNS="160").out.splitlines() if "key result " in line)
    assert header.split() == [
        *[
            "key",
            "result",
            "owner",
            "now",
            "→",
            "target",
            "progress",
            "score",
            "trend",
            "conf",
            "status",
            "last",
        ]
    ]
    narrow = next(line for line in readable.okr("report", COLUMNS="60").out.splitlines() if "key result " in line)
    assert narrow.split() == [*["key", "result", "score", "status"]]


@pytest.mark.parametrize("command", TEXT)
@pytest.mark.parametrize("surroundings", [{"OKR_ASCII": "1"}, {"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}])
def test_ascii_is_ascii(readable: Desk, command: str, surroundings: dict[str, str]) -> None:
    ran = readable.okr(*command.split(), **surroundings)
    assert ran.code in {0, 1}
    assert ran.said.isascii()
    assert "\\u" not in ran.said


def test_letters_of_the_data_stay_in_ascii_mode_where_the_stream_has_them(long: Desk) -> None:
    assert "日本語" in long.okr("report", OKR_ASCII="1").out
    assert "\\u65e5" in long.okr("report", PYTHONIOENCODING="ascii").out


@pytest.mark.parametrize("command", ["explain OKR201", "log", "rules", "judge churn", "report"])
@pytest.mark.parametrize(
    ("arguments", "surroundings", "coloured"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"CLICOLOR_FORCE": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"OKR_COLOR": "always"}, True),
    ],
)
def test_colour_is_there_when_it_is_asked_for(
    readable: Desk, command: str, arguments: list[str], surroundings: dict[str, str], *, coloured: bool
) -> None:
    ran = readable.okr(*arguments, *command.split(), **surroundings)
    assert ("\x1b" in ran.said) is coloured
    bare = readable.okr(*command.split()).said
    assert re.sub(r"\x1b\[[0-9;]*m", "", ran.said).split() == bare.split()


@pytest.mark.parametrize("command", ["report", "lint"])
def test_json_has_no_colour(readable: Desk, command: str) -> None:
    assert "\x1b" not in readable.okr("--color", "always", command, "--format", "json").out


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX terminal")
class TestTerminal:
    def shown(self, desk: Desk, *arguments: str, width: int, **surroundings: str) -> tuple[list[str], str, int]:
        """The lines that a person sees, the raw output, and the exit code."""
        pexpect = pytest.importorskip("pexpect")
        pyte = pytest.importorskip("pyte")
        environment = desk.environment(COLUMNS="", TERM="xterm", **surroundings)
        child = pexpect.spawn(
            str(OKR),
            list(arguments),
            cwd=str(desk.folder),
            env=environment,
            dimensions=(60, width),
            timeout=30,
        )
        raw = child.read().decode()
        child.close()
        screen = pyte.Screen(width, 60)
        pyte.Stream(screen).feed(raw)
        return [line.rstrip() for line in screen.display], raw, child.exitstatus

    @pytest.mark.parametrize("width", [80, 120])
    def test_a_report_fills_the_terminal_in_colour(self, readable: Desk, width: int) -> None:
        lines, raw, code = self.shown(readable, "report", width=width)
        assert code == 0
        assert "\x1b[1m" in raw
        rules = [line for line in lines if line.startswith("─")]
        assert rules == ["─" * width]
        assert "Acme · 2026-Q3 · week 8 of 13" in lines[0]

    def test_a_terminal_shows_what_a_file_holds(self, readable: Desk) -> None:
        lines, _, _ = self.shown(readable, "lint", width=140)
        plain = readable.okr("lint").out.splitlines()
        assert [line for line in lines if line] == [line.rstrip() for line in plain if line.strip()]

    def test_no_color_sends_no_escape_to_a_terminal(self, readable: Desk) -> None:
        for command in ("report", "lint"):
            assert "\x1b" not in self.shown(readable, command, width=80, NO_COLOR="1")[1]
            assert "\x1b" not in self.shown(readable, command, width=80, TERM_PROGRAM="x", CLICOLOR="0")[1]

    def test_a_lint_that_finds_something_ends_with_1(self, desk: Desk) -> None:
        desk.write("okrs/2026-Q3/platform.yaml", "objectives: 5\n")
        lines, raw, code = self.shown(desk, "lint", width=80)
        assert code == 1
        assert "\x1b[31;1merror[OKR" in raw
        assert any(line.startswith("error[OKR") for line in lines)
