"""The merge by ids: what both sides did is in the result, or a conflict says that it cannot be."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from okrcli.goals.blocks import cut
from okrcli.goals.source import Source
from okrcli.history.merging import Conflict, Merged, merge, same

BASE = """\
# the goals of payments
team: payments
objectives:
  trust:
    title: Buyers trust us
    key_results:
      completion:
        title: Raise completion
        baseline: 61  # last quarter
        target: 75
      disputes: {kind: threshold, title: Keep disputes low, at_most: 0.4, weight: 1}

  # a question of its own
  speed:
    title: Nobody waits
    not_doing: [one, two]
"""
NEW = "      new-{}:\n        title: Something {}\n"


def merged(ours: str, theirs: str) -> str:
    found = merge(BASE, ours, theirs)
    assert found.conflicts == ()
    assert found.text is not None
    return found.text


def test_a_text_is_the_sum_of_its_blocks() -> None:
    assert "".join(block.text for block in cut(BASE)) == BASE


def test_two_key_results_at_the_same_place_are_both_there() -> None:
    place = "\n  # a question"
    ours = BASE.replace(place, NEW.format("a", "a") + place)
    theirs = BASE.replace(place, NEW.format("b", "b") + place)
    assert merged(ours, theirs) == BASE.replace(place, NEW.format("a", "a") + NEW.format("b", "b") + place)


def test_changes_of_neighbouring_lines_are_both_there() -> None:
    ours = BASE.replace("baseline: 61", "baseline: 60")
    theirs = BASE.replace("target: 75", "target: 80  # more")
    assert merged(ours, theirs) == ours.replace("target: 75", "target: 80  # more")


def test_changes_inside_of_braces_are_both_there() -> None:
    ours = BASE.replace("at_most: 0.4", "at_most: 0.5")
    theirs = BASE.replace("weight: 1}", "weight: 2, due: 2026-08-31}  # soon")
    assert "{kind: threshold, title: Keep disputes low, at_most: 0.5, weight: 2, due: 2026-08-31}  # soon\n" in merged(
        ours, theirs
    )


def test_two_amendments_of_a_key_result_are_both_there() -> None:
    entry = "        amendments:\n          - {{date: 2026-08-2{0}, field: {1}, reason: It is so}}\n"
    line = "        target: 75\n"
    ours = BASE.replace(line, line + entry.format(0, "target"))
    theirs = BASE.replace(line, line + entry.format(1, "baseline"))
    text = merged(ours, theirs)
    assert text.count("amendments:") == 1
    assert text.count("- {date: 2026-08-2") == 2


def test_what_one_side_dropped_is_gone() -> None:
    ours = BASE.replace(BASE[BASE.index("      disputes") : BASE.index("\n  # a question")], "")
    theirs = BASE.replace("Nobody waits", "Nobody has to wait")
    text = merged(ours, theirs)
    assert "disputes" not in text
    assert "Nobody has to wait" in text


def test_items_of_lists_are_merged() -> None:
    text = merged(BASE.replace("[one, two]", "[one, two, three]"), BASE.replace("[one, two]", "[two, four]"))
    assert Source(text).data["objectives"]["speed"]["not_doing"] == ["two", "three", "four"]


@pytest.mark.parametrize(
    ("ours", "theirs", "conflict"),
    [
        (("target: 75", "target: 80"), ("target: 75", "target: 85"), ("target", 80, 85)),
        (("        target: 75\n", ""), ("target: 75", "target: 85"), ("target", None, 85)),
    ],
)
def test_two_answers_to_one_question_are_a_conflict(ours: Any, theirs: Any, conflict: Any) -> None:
    found = merge(BASE, BASE.replace(*ours), BASE.replace(*theirs))
    name, mine, other = conflict
    assert found.conflicts == (Conflict(("objectives", "trust", "key_results", "completion", name), mine, other),)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("team: [", BASE.replace("75", "80")),
        (BASE.replace("last quarter", "ours"), BASE.replace("last quarter", "theirs")),
        (BASE.replace("61  # last", "60  # last"), BASE.replace("  # last quarter", "")),
    ],
)
def test_what_is_not_certain_is_left_to_git(ours: str, theirs: str) -> None:
    assert merge(BASE, ours, theirs) == Merged(None)


_FIELDS = ("title", "baseline", "target", "weight", "owner")
Goal = dict[str, Any]


def emitted(state: dict[str, Goal], *, flow: bool, remark: bool) -> str:
    lines = ["team: payments", "objectives:", "  trust:", "    title: Trust", "    key_results:"]
    for name, goal in state.items():
        if flow:
            lines.append(f"      {name}: {{{', '.join(f'{key}: {value}' for key, value in goal.items())}}}")
            continue
        lines += [f"      # of {name}"] if remark else []
        lines += [f"      {name}:", *(f"        {key}: {value}  # {key}" for key, value in goal.items())]
    return "\n".join(lines) + "\n"


_GOALS = some.dictionaries(some.sampled_from("abcdef"), some.fixed_dictionaries(
    {"title": some.just("Title")}, optional={key: some.integers(0, 9) for key in _FIELDS[1:]}
), min_size=1, max_size=5)  # fmt: skip


@some.composite
def edits(draw: Any, state: dict[str, Goal], mark: str) -> dict[str, Goal]:
    """Another state: values changed, keys added and dropped, goals added and dropped."""
    new = {name: dict(goal) for name, goal in state.items()}
    for name in list(new):
        what = draw(some.sampled_from(["keep", "keep", "drop", "change", "add"]))
        if what == "drop" and name != "z":
            del new[name]
        elif what == "change":
            new[name][draw(some.sampled_from(_FIELDS))] = f"{mark}{draw(some.integers(0, 99))}"
        elif what == "add":
            new[name][f"due_{mark}"] = 1
    for number in range(draw(some.integers(0, 2))):
        new[f"{mark}{number}"] = {"title": f"New {mark}"}
    return new


def expected(base: Any, ours: Any, theirs: Any) -> Any:
    """The merge as three lines of theory: dictionaries by key, all else whole; raises where both changed."""
    if theirs in (ours, base):
        return ours
    if base == ours:
        return theirs
    if not (isinstance(ours, dict) and isinstance(theirs, dict)):
        raise LookupError  # noqa: TRY004 - no mistake
    found = {key: expected((base or {}).get(key), ours.get(key), theirs.get(key)) for key in ours | theirs}
    return {key: value for key, value in found.items() if value is not None}


@settings(max_examples=400, deadline=None)
@given(some.data(), _GOALS, some.booleans(), some.booleans())
def test_random_edits_are_both_there_or_a_conflict(data: Any, state: dict[str, Goal], flow: bool, remark: bool) -> None:
    state["z"] = {"title": "It stays"}  # a team without goals is no file
    sides = [state, data.draw(edits(state, "o")), data.draw(edits(state, "t"))]
    texts = [emitted(side, flow=flow, remark=remark) for side in sides]
    found = merge(*texts)
    try:
        meant = expected(*(Source(text).data for text in texts))
    except LookupError:
        assert found.conflicts
    else:
        assert found.conflicts == ()
        assert flow or found.text is not None
        if found.text is not None:
            assert same(Source(found.text).data, meant)
            assert lines_kept(texts, found.text, flow=flow)


def lines_kept(texts: list[str], result: str, *, flow: bool) -> bool:
    """Every line that a side added is in the result, and it has no line of its own; in braces lines are mixed."""
    base, ours, theirs = (set(text.splitlines()) for text in texts)
    new = set(result.splitlines())
    return flow or (((ours | theirs) - base) <= new <= base | ours | theirs)
