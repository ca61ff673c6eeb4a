from __future__ import annotations

import io
import json
from typing import Any

import pytest
from goal_files import GOALS, GOALS_FILE, found, loaded, messages, swap
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from okrcli.goals.events import MAX_EVENTS
from okrcli.goals.source import MAX_LINE, Source
from okrcli.goals.text import MAX_BYTES, MAX_TEXT

WHY = "Half of all carts are abandoned at the payment step"
TARGET = "        target: 75\n"


def why(text: str) -> str:
    """The valid goals with another `why`: it stands at line 6, column 10."""
    return swap(GOALS, WHY, text)


def beside_target(line: str) -> str:
    """The valid goals with a line more, line 13, below the target."""
    return swap(GOALS, TARGET, f"{TARGET}        {line}\n")


REFUSED: dict[str, tuple[bytes | str, list[str]]] = {
    # anchors, aliases, merge keys, tags, directives, documents, keys that are not text
    "aliases that would double": (
        "a: &a [x]\nb: [*a, *a]\n",
        ["unsupported-yaml 1:4", "unsupported-yaml 2:5"],
    ),
    "an anchor on a text": (why("&a text"), ["unsupported-yaml 6:10"]),
    "an anchor on a mapping": (swap(GOALS, "completion:\n", "completion: &kr\n"), ["unsupported-yaml 8:19"]),
    "an alias of nothing": (why("*nothing"), ["unsupported-yaml 6:10"]),
    "a merge key": (beside_target("<<: {weight: 2}"), ["unsupported-yaml 13:9"]),
    "a tag that would run code": (why("!!python/object/apply:os.system x"), ["unsupported-yaml 6:10"]),
    "a tag that is true": (why("!!str text"), ["unsupported-yaml 6:10"]),
    "a tag of one's own": (why("!mine text"), ["unsupported-yaml 6:10"]),
    "a bare tag": (why("! text"), ["unsupported-yaml 6:10"]),
    "a version directive": ("%YAML 1.2\n---\n" + GOALS, ["unsupported-yaml 1:1"]),
    "a tag directive": ("%TAG ! tag:x,2000:\n---\n" + GOALS, ["unsupported-yaml 1:1"]),
    "a version that is none": ("%YAML 2.0\n---\n" + GOALS, ["yaml-syntax 1:1"]),
    "two documents": (GOALS + "---\na: 1\n", ["unsupported-yaml 17:1"]),
    "a list as a key": (GOALS + "[a, b]: c\n", ["unsupported-yaml 17:1"]),
    "a mapping as a key": (GOALS + "{a: b}: c\n", ["unsupported-yaml 17:1"]),
    "a list as an explicit key": (GOALS + "? [a]\n: c\n", ["unsupported-yaml 17:3"]),
    # the same key twice
    "a key twice": (beside_target("target: 70"), ["duplicate-key 13:9"]),
    "a key twice, once escaped": (beside_target('"t\\x61rget": 70'), ["duplicate-key 13:9"]),
    "a key twice at the top": (GOALS + "objectives: {}\n", ["duplicate-key 17:1"]),
    "a key twice in a line": (
        beside_target("curve: {2026-08-01: 65, 2026-08-01: 66}"),
        ["duplicate-key 13:33"],
    ),
    # syntax
    "a tab as indentation": (swap(GOALS, "    owner: ana", "\towner: ana"), ["yaml-syntax 5:1"]),
    "an open bracket": (GOALS + "x: [a\n", ["yaml-syntax 18:1"]),
    "a surrogate as an escape": (why('"\\ud800"'), ["yaml-syntax 6:13"]),
    # merge conflicts
    "a merge conflict": (
        swap(GOALS, TARGET, f"<<<<<<< HEAD\n{TARGET}=======\n        target: 70\n>>>>>>> feature\n"),
        ["merge-conflict 12:1", "merge-conflict 16:1"],
    ),
    "a merge conflict inside a text": (
        why("Half\n      <<<<<<< HEAD\n      of\n      =======\n      or\n      >>>>>>> feature"),
        ["merge-conflict 7:7", "merge-conflict 11:7"],
    ),
    "the ancestor of a merge conflict": (why("Half\n      ||||||| base\n      of"), ["merge-conflict 7:7"]),
    # bytes
    "UTF-16 with a mark": (GOALS.encode("utf-16"), ["encoding 1:1"]),
    "Latin-1": (why("Hälfte").encode("latin-1"), ["encoding 6:11"]),
    "a cut character": (GOALS.encode() + b"# \xe2\x80", ["encoding 17:3"]),
    "a surrogate in UTF-8": (why("HERE").encode().replace(b"HERE", b"\xed\xa0\x80"), ["encoding 6:10"]),
    "a surrogate in a str": (why("a\ud800"), ["encoding 6:11"]),
    "an image": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ["encoding 1:1"]),
    # characters that nobody sees
    "two byte order marks": ("\ufeff\ufeff" + GOALS, ["hidden-character 1:1"]),
    "a byte order mark inside": (why("a\ufeffb"), ["hidden-character 6:11"]),
    "NUL": (why("a\0b"), ["hidden-character 6:11"]),
    "ESC in a comment": (GOALS + "# \x1b[31m\n", ["hidden-character 17:3"]),
    "DEL": (why("a\x7fb"), ["hidden-character 6:11"]),
    "a C1 control": (why("a\x9bb"), ["hidden-character 6:11"]),
    "a carriage return alone": (why("a\rb"), ["hidden-character 6:11"]),
    "a line separator": (why("a\u2028b"), ["hidden-character 6:11"]),
    "a right-to-left override": (why("a\u202eb"), ["hidden-character 6:11"]),
    "an isolate": (why("a\u2066b"), ["hidden-character 6:11"]),
    "no character at all": (why("a\uffffb"), ["hidden-character 6:11"]),
    "two of them": (why("a\u202eb\0"), ["hidden-character 6:11", "hidden-character 6:13"]),
    "an escaped override": (why('"a\\u202eb"'), ["hidden-character 6:10"]),
    "an escaped ESC": (why('"a\\eb"'), ["hidden-character 6:10"]),
    "an escaped carriage return": (why('"a\\rb"'), ["hidden-character 6:10"]),
    "an escaped next line": (why('"a\\Nb"'), ["hidden-character 6:10"]),
    # size
    "1,000 open brackets": ("[" * 1000, ["too-large 1:33"]),
    "60,000 open lists": ("- " * 60_000, ["too-large 1:65"]),
    "33 levels": ("a: " + "[" * 32 + "]" * 32, ["too-large 1:35"]),
    "too many values": ("a:\n" + "- x\n" * MAX_EVENTS, [f"too-large {MAX_EVENTS - 4}:3"]),
    "too long a text": (why("x" * (MAX_TEXT + 1)), ["too-large 6:10"]),
    "too large a file": (GOALS + "#" * MAX_BYTES, ["too-large 1:1"]),
    # nothing
    "nothing": ("", ["empty-file 1:1"]),
    "a comment": ("# later\n", ["empty-file 1:1"]),
    "an empty document": ("---\n", ["empty-file 1:1"]),
    "a list": ("- a\n", ["wrong-type 1:1"]),
    "a pointer of Git LFS": ("version https://git-lfs.github.com/spec/v1\nsize 1\n", ["wrong-type 1:1"]),
}

ACCEPTED: dict[str, bytes | str] = {
    "as it is": GOALS,
    "a byte order mark": "\ufeff" + GOALS,
    "CRLF": GOALS.replace("\n", "\r\n"),
    "no newline at the end": GOALS.rstrip("\n"),
    "one marked document": f"---\n{GOALS}...\n",
    "seven equals signs below a heading": why("|\n      Carts\n      =======\n      Half"),
    "a text as long as may be": why("x" * MAX_TEXT),
    "harmless escapes": why('"a\\tb\\nc \\u00e9"'),
    "Hebrew": why("חצי מהעגלות ננטשות"),
    "a joined emoji": why("\U0001f468\u200d\U0001f469\u200d\U0001f467"),
    "a quoted sign that is no merge key": why('"<<: & ! *"'),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_named_where_it_stands(text: bytes | str, expected: list[str]) -> None:
    assert found(loaded(goals=text)) == expected


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_what_is_harmless_is_accepted(text: bytes | str) -> None:
    assert found(loaded(goals=text)) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0), ("-1", -1), ("61", 61), ("1.5", 1.5), ("0.10", 0.1), ("1e3", 1000.0), ("1e+3", 1000.0),
        ("1E-2", 0.01), ("999999999999999", 999999999999999), ("-1e15", -1e15), ("1.0", 1.0),
        ("true", True), ("false", False), ("null", None), ("~", None), ("", None),
        ("True", "True"), ("yes", "yes"), ("no", "no"), ("off", "off"), ("Null", "Null"),
        ("010", "010"), ("0x1F", "0x1F"), ("0o17", "0o17"), ("1_000", "1_000"), ("1,5", "1,5"), ("+1", "+1"),
        (".5", ".5"), ("5.", "5."), (".nan", ".nan"), (".inf", ".inf"), ("12:30", "12:30"), ("=", "="),
        ("2026-07-02", "2026-07-02"), ("١٢", "١٢"), ("--1", "--1"), ('"61"', "61"), ("'true'", "true"),
    ],
)  # fmt: skip
def test_a_scalar_means_what_it_shows(written: str, value: Any) -> None:
    source = Source(f"key: {written}\n")
    assert source.problems == ()
    assert source.data == {"key": value}
    assert type(source.data["key"]) is type(value)


@pytest.mark.parametrize("written", ["1e16", "-1e16", "1000000000000001", "1e400", "1" * 4000, "-" + "9" * 400])
def test_a_number_beyond_the_limit_is_a_problem_and_no_value(written: str) -> None:
    workspace = loaded(goals=swap(GOALS, "target: 75", f"target: {written}"))
    assert found(workspace) == ["invalid-value 12:17"]
    assert workspace.key_results[0].key_result.target is None


POSITIONS: list[tuple[str, tuple[str | int, ...], tuple[int, int, int, int]]] = [
    (GOALS, ("objectives", "trust", "key_results", "completion", "target"), (12, 17, 12, 19)),
    (GOALS, ("objectives", "trust", "key_results", "completion"), (8, 7, 8, 17)),
    (GOALS, ("objectives", "trust", "key_results", "completion", "none"), (8, 7, 8, 17)),
    (GOALS, ("objectives", "none", "title"), (2, 1, 2, 11)),
    (GOALS, (), (1, 1, 1, 2)),
    ("a: {b: [1, 22]}\n", ("a", "b", 1), (1, 12, 1, 14)),
    ("a: {b: [1, 22]}\n", ("a", "b", 7), (1, 5, 1, 6)),
    ("a: {b: [1, 22]}\n", ("a", "b"), (1, 5, 1, 6)),
    ("a:\n  - x\n  - {k: v}\n", ("a", 1, "k"), (3, 9, 3, 10)),
    ("a:\n  - x\n  - {k: v}\n", ("a", 1), (3, 5, 3, 6)),
    ("a: |\n  x\n  y\nb: 1\n", ("a",), (1, 4, 1, 5)),
    ("a: >-\n  x\n\nb: 1\n", ("b",), (4, 4, 4, 5)),
    ('a: "x\n  y"\nb: 1\n', ("a",), (1, 4, 2, 5)),
    ("a: 1\r\nb:\r\n  c: 22\r\n", ("b", "c"), (3, 6, 3, 8)),
    ("\ufeffa: 1\n", ("a",), (1, 4, 1, 5)),
    ("é: 𝄞x\n", ("é",), (1, 4, 1, 6)),
    ("a:\nb: 1\n", ("a",), (1, 3, 1, 3)),
    ("", ("a",), (1, 1, 1, 1)),
    ("a: [\n", ("a",), (1, 1, 1, 1)),
]


@pytest.mark.parametrize(("text", "route", "span"), POSITIONS)
def test_a_route_leads_to_its_place(text: str, route: tuple[str | int, ...], span: tuple[int, int, int, int]) -> None:
    assert Source(text).locate(route) == span


def test_a_key_can_be_pointed_at_instead_of_its_value() -> None:
    source = Source("a: 1\nb:\n  cc: 22\n")
    assert source.locate(("b", "cc"), at_key=True) == (3, 3, 3, 5)
    assert source.locate(("b",), at_key=True) == (2, 1, 2, 2)


@pytest.mark.parametrize(
    ("text", "route", "written"),
    [
        ("a: 'x' # why\n", ("a",), "'x'"),
        ("\ufeffa: é𝄞\r\nb: 12\r\n", ("b",), "12"),
        ("a: [1, 23]\n", ("a", 1), "23"),
        ("a: >\n  x\nb: 1\n", ("a",), ">\n  x\n"),
    ],
)
def test_the_text_of_a_scalar_can_be_cut_out(text: str, route: tuple[str | int, ...], written: str) -> None:
    source = Source(text)
    start, end = source.scalar_slice(route) or (0, 0)
    assert source.text[start:end] == written


@pytest.mark.parametrize("route", [("b",), (), ("a", 0)])
def test_nothing_is_cut_out_where_there_is_no_scalar(route: tuple[str | int, ...]) -> None:
    assert Source("a: {b: 1}\n").scalar_slice(route) is None


def test_lines_come_without_their_ends() -> None:
    source = Source("a: x\r\nb: y")
    assert [source.line(number) for number in (0, 1, 2, 3)] == ["", "a: x", "b: y", ""]


def test_a_line_without_an_end_is_cut() -> None:
    assert Source("a: " + "x" * 50_000).line(1) == "a: " + "x" * (MAX_LINE - 3)


def test_an_unreadable_line_is_not_repeated_in_the_message() -> None:
    workspace = loaded(goals='team: payments\n::error file=x::forged: "\n##[error]ghp_secret\n')
    assert found(workspace)
    assert not any("forged" in said or "secret" in said for said in messages(workspace))


# Properties. ruamel.yaml, another implementation, reads YAML 1.2. Left out is what the format defines in its
# own way (numbers beyond 1e15, with a leading zero, in octal or hexadecimal, with `_`, with `+` in front or
# a bare point; `True`, `NULL` and the like; dates; `=`, `<<`) and what is refused as hidden: none of these is
# in the values below, and as texts a writer puts them in quotes.

NUMBERS = st.one_of(
    st.integers(-(10**15), 10**15),
    st.floats(-1e15, 1e15, allow_nan=False).map(lambda number: round(number, 4)),
)
HIDDEN = "\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
VISIBLE = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn"), exclude_characters=HIDDEN)
TEXTS = st.text(VISIBLE | st.sampled_from(" \t\n:#-'\"[]{},&*!|>%@`~0eE._"), max_size=120).filter(
    lambda text: not any(sign * 7 in text for sign in "<>|")
)
KEYS = st.text(VISIBLE, max_size=12)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=20,
)
MAPPINGS = st.dictionaries(KEYS, VALUES, max_size=5)


def alike(ours: Any, theirs: Any) -> bool:
    """Equal in value and kind."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(alike(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(alike, ours, theirs))
    return type(ours) is type(theirs) and bool(ours == theirs)


def read_by_another(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


@given(MAPPINGS)
def test_a_block_is_read_as_another_program_reads_it(data: Any) -> None:
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    stream = io.StringIO()
    writer.dump(data, stream)
    source = Source(stream.getvalue())
    assert source.problems == ()
    assert alike(source.data, read_by_another(stream.getvalue()))
    assert alike(source.data, data)


@given(MAPPINGS, st.sampled_from([None, 2]))
def test_json_is_read_as_another_program_reads_it(data: Any, indent: int | None) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    source = Source(text)
    assert source.problems == ()
    assert alike(source.data, read_by_another(text))
    assert alike(source.data, data)


def is_sound(text: bytes | str) -> bool:
    """Whether what is found in a text, if anything, lies inside of it."""
    source = Source(text)
    lines = source.text.split("\n")
    for problem in source.problems:
        span = source.locate(problem.where)
        last_column = len(lines[span.line - 1]) + 1 if span.line <= len(lines) else 0
        if not (1 <= span.line <= span.end_line <= len(lines) and 1 <= span.column <= last_column):
            return False
        if span.end_line == span.line and span.end_column < span.column:
            return False
    return bool(source.readable or source.problems)


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_any_bytes_give_data_or_a_problem_inside_of_them(text: bytes | str) -> None:
    assert is_sound(text)


PIECES = st.sampled_from(
    [
        *(
            "\n",
            " ",
            "  ",
            "\t",
            ":",
            ": ",
            "- ",
            "? ",
            "#",
            "&a ",
            "*a",
            "!x ",
            "|",
            ">",
            "|-\n",
            "'",
            '"',
            "[",
            "]",
        ),
        *(
            "{",
            "}",
            ",",
            "%YAML 1.2\n",
            "---\n",
            "...\n",
            "<<: ",
            "<<<<<<< x",
            "\\",
            "\\u202e",
            "\u202e",
            "\r",
            "\0",
        ),
        *("1e999", "title", "x" * 70, "é", "𝄞", "\ufeff", "\ud800", "~", "-", "true"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_pieces_of_yaml_give_data_or_a_problem_inside_of_them(text: str) -> None:
    assert is_sound(text)


@given(
    st.lists(st.tuples(st.integers(0, len(GOALS)), st.integers(0, 12), PIECES), min_size=1, max_size=4),
)
def test_a_damaged_file_is_read_or_refused_with_every_place_inside_of_it(
    damage: list[tuple[int, int, str]],
) -> None:
    text = GOALS
    for start, length, piece in damage:
        text = text[:start] + piece + text[start + length :]
    assert is_sound(text)
    workspace = loaded(goals=text)
    lines = workspace.sources[GOALS_FILE].text.split("\n")
    for one in workspace.diagnostics():
        assert 1 <= one.span.line <= len(lines)
        assert 1 <= one.span.column <= len(lines[one.span.line - 1]) + 1
