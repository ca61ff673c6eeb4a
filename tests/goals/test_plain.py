"""The quick reader of plain files says what the YAML parser says, or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from goal_files import CHECK_IN, GOALS, REVIEW
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from okrcli.goals import plain
from okrcli.goals.source import Source

NOT_PLAIN = "\n#\t\n"  # a comment that the quick reader does not take: behind it the parser reads the text


def agrees(text: str) -> bool:
    """Whether the quick reader says nothing, or what the parser says, which then found nothing wrong."""
    quick = plain.read(text)
    event("read" if quick is not None else "left to the parser")
    if quick is None:
        return True
    source = Source(text + NOT_PLAIN)
    return source.problems == () and repr(source.data) == repr(quick)


VALUES = [
    *(
        "text",
        "two words",
        "a: b",
        "a:b",
        "https://x.example/a#b",
        "a #b",
        "# a",
        "#a",
        "it's",
        '"quoted"',
        "'single'",
    ),
    *(
        '"a" b',
        '""',
        "''",
        '"a: b"',
        '"a # b"',
        "61",
        "-1",
        "1e3",
        "1e99",
        "010",
        "0.4",
        "-",
        "--1",
        "- 1",
        "-a",
        ".5",
    ),
    *(
        "true",
        "True",
        "null",
        "~",
        "~x",
        "no",
        "=",
        "<",
        "<<",
        "2026-07-02",
        "12:30",
        "a:",
        ":a",
        "?",
        "? a",
        "?a",
    ),
    *(
        "[]",
        "[ ]",
        "[a, b]",
        "[a b,c ]",
        "[a,]",
        "[,a]",
        "[-1]",
        "[a, -b]",
        "[1, true, 010]",
        "[a: b]",
        "[a",
        "[a] b",
    ),
    *(
        "{}",
        "{ }",
        "{a: 1}",
        "{a: 1, b: [x, -2, y z]}",
        "{a: 1, a: 2}",
        "{a:1}",
        "{a: }",
        "{a}",
        "{a: x y , b: {c: ~}}",
        '["a, b", c]',
        '{a: "b: c"}',
        "|",
        ">",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a`",
        ",a",
        "]",
        "}",
        "a]",
        "(a)",
        "$5",
        "é",
        "日本",
        "...",
    ),
    *("---", "a\\b", "\\", "/", "a ", " a", "  ", "", "a  # b", "x" * 300),
]
LINES = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", "  ", "  ", "    ", "      ", " ", "   "]),
        st.sampled_from(
            ["a:", "b:", "c:", "k-1:", "x/y:", "- ", "-", "", "#", "a", "-a:", '"a":', "<<:", "a :", "- a: "]
        ),
        st.sampled_from([" ", " ", " ", "", "  "]),
        st.sampled_from(VALUES),
    ),
)
SOUND = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "  ", "    "]),
        st.sampled_from(["a:", "b:", "c:", "d:", "e:", "-"]),
        st.sampled_from(["", "", " text", " 5", " [a, b]", ' "x y"', " a:b", " # why", "  ", " -2"]),
    ),
)


@given(st.lists(SOUND | LINES, max_size=8).map("\n".join), st.booleans())
@example("a:\n- x\n- y\nb: 1", True)
@example("a:\n  - x\n\n  # why\n  - y\nb:", False)
@example("a:\n  b:\nc:\n", True)
@example("a: x\n  b: 1", True)
@example("a:\n  b: 1\n c: 2", True)
@example("a: x\n  y", True)
@example("  a: 1\n  b: 2", True)
@settings(max_examples=500)
def test_lines_of_all_kinds_mean_what_the_parser_makes_of_them(text: str, end: bool) -> None:
    assert agrees(text + "\n" * end)


@given(
    st.sampled_from([GOALS, CHECK_IN, REVIEW]),
    st.lists(
        st.tuples(st.integers(0, 500), st.integers(0, 8), st.sampled_from([*VALUES, "\n", " ", ":", "- "])),
        max_size=4,
    ),
)
def test_a_damaged_file_means_what_the_parser_makes_of_it(text: str, damage: list[tuple[int, int, str]]) -> None:
    for start, length, piece in damage:
        text = text[:start] + piece + text[start + length :]
    assert agrees(text)


FLOW_TEXTS = st.sampled_from(
    ["a", "x y", "-3", "0.5", "true", "no", "~", '"a, b"', '""', "2026-07-02", "- a", "a-b", "5%", "é"]
)
FLOWS = st.recursive(
    FLOW_TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(st.tuples(st.sampled_from(["a", "b-1", "c/d"]), inner), max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        )
    ),
    max_leaves=6,
)


@given(FLOWS, st.sampled_from(["a: {}", "- {}", "a:\n  - {}", "a: {} # why", "a:  {} "]))
def test_brackets_and_braces_mean_what_the_parser_makes_of_them(flow: str, line: str) -> None:
    assert agrees(line.replace("{}", flow, 1))


@given(FLOWS, st.integers(0, 60), st.integers(0, 2), st.text("[]{},: -\"#a1?'", max_size=2))
@settings(max_examples=500)
def test_damaged_brackets_mean_what_the_parser_makes_of_them(flow: str, at: int, length: int, piece: str) -> None:
    assert agrees("a: " + flow[:at] + piece + flow[at + length :])


KEYS = st.sampled_from(["a", "b-1", "c/d", "e"])
NODES = st.recursive(
    st.sampled_from(VALUES[:30]) | st.text("ab:-# .", min_size=1, max_size=6),
    lambda inner: st.dictionaries(KEYS, inner, min_size=1, max_size=3),
    max_leaves=4,
)
TREES = st.dictionaries(KEYS, NODES, min_size=1, max_size=3)


def written(tree: Any, indent: str, step: str) -> str:
    """A tree in block style, its texts just as they are."""
    if isinstance(tree, str):
        return f" {tree}\n"
    lines = [f"{indent}{key}:{written(inner, indent + step, step)}" for key, inner in tree.items()]
    return "\n" + "".join(lines)


@given(TREES, st.sampled_from(["  ", " ", "    "]))
def test_a_tree_of_texts_means_what_the_parser_makes_of_it(tree: Any, step: str) -> None:
    assert agrees(written(tree, "", step))


@given(
    TREES,
    st.integers(0, 200),
    st.integers(0, 2),
    st.sampled_from(["", " ", "  ", "\n", "\n\n", "- ", "\n- x\n", "#", ":", "\n # why\n"]),
)
def test_a_damaged_tree_means_what_the_parser_makes_of_it(tree: Any, start: int, length: int, piece: str) -> None:
    text = written(tree, "", "  ")
    assert agrees(text[:start] + piece + text[start + length :])


def test_files_as_people_write_them_are_read_quickly() -> None:
    assert plain.read(GOALS) == Source(GOALS + NOT_PLAIN).data


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 1", {"a": 1}),
        ("a: x # why\n", {"a": "x"}),
        ("a:\n", {"a": None}),
        ("a:\nb:\n  c: 1\n", {"a": None, "b": {"c": 1}}),
        ("a:\n  - x\n  - 2\nb: [p, 1]\n", {"a": ["x", 2], "b": ["p", 1]}),
        ("a:\n- x\nb: []\n", {"a": ["x"], "b": []}),
        ('a: {b: 0.6, c: [x, "y, z"]}\n', {"a": {"b": 0.6, "c": ["x", "y, z"]}}),
        ("# why\n\na: https://x.example/a#b\n", {"a": "https://x.example/a#b"}),
    ],
)
def test_plain_style_is_read(text: str, data: dict[str, Any]) -> None:
    assert plain.read(text) == data


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "# why\n",
            "a: 1\na: 2\n",
            "a: 1e99\n",
            "a: [1e99]\n",
            'a: ""\n',
            "a: 'x'\n",
            "a: {b: 1,\n c: 2}\n",
            "- a\n",
        ),
        *("a: |\n  x\n", "a: x\n  y\n", "a\n", "---\na: 1\n", "a: &x 1\n", "a:\tx\n", "a: 1\r\n", "<<: 1\n"),
        *("a:\n  - b: 1\n", "a:\n  -\n", "a: [b,]\n", "a: [-b]\n", "  a: 1\nb: 2\n"),
        "a: " + "x" * plain.MAX_LENGTH,
        "".join("  " * depth + "a:\n" for depth in range(40)),
    ],
)
def test_any_other_style_is_left_to_the_parser(text: str) -> None:
    assert plain.read(text) is None
