"""The house rules that a machine can check: who may import whom, and which doors lead outside."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "okrcli"
MODULES = sorted(PACKAGE.rglob("*.py"))
FLOORS = {
    "cli": 7,
    "editor": 6,
    "render": 5,
    "rhythm": 5,
    "reports": 4,
    "lint": 4,
    "history": 3,
    "scoring": 3,
    "goals": 2,
    "judge": 1,
}
DOORS = {
    "yaml": (
        "goals/events.py",
        "goals/tree.py",
        "goals/blocks.py",
        "judge/library.py",
    ),  # what teams write, and the judge's own data
    "git": (),  # only the program `git`, behind the door of subprocess
    "subprocess": ("history/",),
    "rich": ("cli/prompts.py",),
    "typer": ("cli/",),
    "pydantic": (),
    "pygls": ("editor/server",),
    "lsprotocol": ("editor/server",),
}
LONG_MODULES: dict[str, str] = {
    "goals/shape.py": "one family of shapes, each of a few lines, and the records made of them",
    "goals/workspace.py": "the value that everybody holds, and how it is filled",
}
LONG_FUNCTIONS: dict[str, str] = {
    "goals/events.py:_document": "the hot loop over events: calls would cost more than lines",
}
"""What is longer than the house allows, each with its reason."""


def name(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def imports(module: Path, *, types: bool = True) -> Iterator[str]:
    """Every module that a file imports anywhere, by its full name; without those for types only if asked."""
    for node in _nodes(ast.parse(module.read_text(encoding="utf-8")), types=types):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(module)}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _nodes(tree: ast.AST, *, types: bool) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        yield node
        if types or not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield from _nodes(node, types=types)


def floor(path: str) -> int:
    """0 is the ground: errors and the version."""
    return FLOORS.get(path.split("/", maxsplit=1)[0], 0)


def calls(module: Path) -> Iterator[str]:
    """What a file calls, as it is written: `print`, `sys.exit`, `date.today`."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_imports_only_point_down(module: Path) -> None:
    """To a lower floor; a type may also come from a room beside, as what `render` shows does."""
    room = name(module).partition("/")[0]
    for types in (False, True):
        for imported in imports(module, types=types):
            _, *inside = imported.split(".") if imported.startswith("okrcli.") else [imported]
            if inside and inside[0] != room:
                assert floor(inside[0]) < floor(room) + types, f"{name(module)} imports {imported}"


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_what_is_outside_is_reached_through_its_door(module: Path) -> None:
    for imported in imports(module):
        doors = DOORS.get(imported.split(".")[0])
        assert doors is None or name(module).startswith(doors), f"{name(module)} imports {imported}"


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_only_the_command_line_prints_exits_and_knows_the_time(module: Path) -> None:
    if not name(module).startswith("cli/"):
        loud = {
            "print",
            "exit",
            "quit",
            "input",
            "sys.exit",
            "sys.stdout.write",
            "sys.stderr.write",
            "os._exit",
        }
        clock = {
            "date.today",
            "datetime.now",
            "datetime.today",
            "datetime.utcnow",
            "time.time",
            "time.localtime",
        }
        assert not (loud | clock) & set(calls(module))


def test_nothing_runs_as_a_module_and_no_drawer_is_for_everything() -> None:
    stems = {module.stem for module in MODULES} | {module.parent.name for module in MODULES}
    assert not stems & {"__main__", "utils", "util", "common", "core", "base", "helpers", "misc"}


def test_every_room_has_its_floor() -> None:
    assert {module.parent.name for module in PACKAGE.glob("*/*.py")} <= FLOORS.keys()


def test_modules_and_functions_are_short() -> None:
    long = {name(module) for module in MODULES if len(module.read_text(encoding="utf-8").splitlines()) > 300}
    assert sorted(long - LONG_MODULES.keys()) == []
    assert sorted({found for module in MODULES for found in _long_functions(module)} - LONG_FUNCTIONS.keys()) == []


def _long_functions(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and _lines(node) > 25:
            yield f"{name(module)}:{node.name}"


def _lines(function: ast.FunctionDef) -> int:
    """Lines of a function's body, without its signature and docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
