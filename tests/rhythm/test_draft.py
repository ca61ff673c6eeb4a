from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrcli.errors import OkrError
from okrcli.goals.model import KeyResult, Objective
from okrcli.goals.source import Source
from okrcli.goals.stated import key_result
from okrcli.goals.workspace import load
from okrcli.rhythm.draft import add_key_result, add_objective, draft_objective
from okrcli.rhythm.ids import key_result_id, make_id

GOALS = """\
# what the team said in June
team: payments

objectives:
  trust:   # the first
    title: 'Buyers trust us'
    key_results:
      done: {title: "Raise completion from 61% to 75%", target: 75, baseline: 61}
      # not sure about this one
      slow:
        title: >
          Nobody waits
          longer than 2 s
        at_most: 2
        kind: threshold
        # its source is the old dashboard
# ideas for later: vouchers
"""
QUICK = Objective(title="Refunds are quick", owner="ben")


def goals_of(text: str) -> dict[str, Objective]:
    workspace = load([("okrs/2026-Q3/payments.yaml", text)])
    assert workspace.problems == []
    return dict(workspace.goals[0].goals.objectives)


def test_a_draft_states_what_its_sentences_state() -> None:
    drafted = draft_objective("Buyers trust us", ["Raise completion from 61% to 75%", "Zero card leaks"], owner="ana")
    assert drafted == Objective(
        title="Buyers trust us",
        owner="ana",
        key_results={
            "completion": KeyResult(
                title="Raise completion from 61% to 75%",
                metric="completion",
                unit="%",
                baseline=61,
                target=75,
            ),
            "card-leaks": KeyResult(kind="threshold", title="Zero card leaks", metric="card leaks", at_most=0),
        },
    )


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        ("Reach 500 sign-ups", {"metric": "sign-ups", "target": 500}),
        ("Restore a backup in under 2 hours", {"kind": "threshold", "unit": "hours", "below": 2}),
        ("Crash-free sessions ≥ 99.9 %", {"kind": "threshold", "unit": "%", "at_least": 99.9}),
        ("A response time of 4 to 5 days", {"kind": "range", "unit": "days", "between": (4, 5)}),
        ("Increase revenue by 25%", {"metric": "revenue"}),
        ("Double weekly active teams", {"metric": "weekly active teams"}),
        ("Publish the handbook", {}),
        ("Save $1.2M", {"unit": "$", "target": 1_200_000}),
    ],
)
def test_nothing_is_filled_that_the_sentence_does_not_say(sentence: str, fields: dict[str, object]) -> None:
    said = key_result(sentence)
    got = {name: getattr(said, name) for name in ("unit", "baseline", "target", "between", "kind")}
    want = {"unit": None, "baseline": None, "target": None, "between": None, "kind": "metric"} | fields
    assert got == {name: want[name] for name in got}
    assert fields.get("metric", said.metric) == said.metric
    assert said.bound == next(((name, fields[name]) for name in ("at_least", "below") if name in fields), None)


def test_a_given_field_wins_over_the_sentence() -> None:
    said = key_result("Raise completion to at least 75%", baseline=61, target=80, unit="percent")
    assert (said.kind, said.baseline, said.target, said.unit, said.bound) == (
        "metric",
        61,
        80,
        "percent",
        None,
    )
    assert key_result("Raise completion to at least 75%", baseline=61).target == 75
    said = key_result("Keep 4 of 5 stars", kind="threshold", at_least=4)
    assert (said.bound, said.target) == (("at_least", 4), None)


def test_an_objective_is_added_behind_the_last_and_nothing_else_changes() -> None:
    added = add_objective(GOALS, "payments", QUICK)
    head, _, tail = GOALS.partition("# ideas")
    assert added.text == head + "  refunds-are-quick:\n    title: Refunds are quick\n    owner: ben\n# ideas" + tail
    assert added.name == "refunds-are-quick"
    assert [*goals_of(added.text)] == ["trust", "refunds-are-quick"]


def test_a_key_result_is_added_behind_the_last_and_its_comments() -> None:
    added = add_key_result(GOALS, "trust", key_result("Zero card leaks"))
    head, _, tail = GOALS.partition("# ideas")
    lines = (
        "      card-leaks:\n"
        "        kind: threshold\n"
        "        title: Zero card leaks\n"
        "        metric: card leaks\n"
        "        at_most: 0\n"
    )
    assert added.text == head + lines + "# ideas" + tail


def test_the_files_own_line_ends_are_kept() -> None:
    added = add_objective(GOALS.replace("\n", "\r\n"), "payments", QUICK)
    assert added.text.count("\n") == added.text.count("\r\n")
    assert goals_of(added.text)["refunds-are-quick"] == QUICK


def test_blank_lines_between_objectives_go_on() -> None:
    text = "team: payments\nobjectives:\n  a:\n    title: A goal\n\n  b:\n    title: B goal"
    assert (
        add_objective(text, "payments", Objective(title="C goal"), "c").text == f"{text}\n\n  c:\n    title: C goal\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "team: payments\n",
        "team: payments\nobjectives:\n",
        "team: payments\nobjectives: {}   # none yet\n",
        "team: payments\nobjectives:   # none yet",
    ],
)
def test_the_first_objective_of_a_file_that_has_none(text: str) -> None:
    assert goals_of(add_objective(text, "payments", QUICK).text) == {"refunds-are-quick": QUICK}


def test_the_first_key_result_of_an_objective_that_has_none() -> None:
    text = add_objective(None, "payments", QUICK).text
    added = add_key_result(text, "refunds-are-quick", KeyResult(title="Half the days"), "days")
    assert goals_of(added.text)["refunds-are-quick"].key_results == {"days": KeyResult(title="Half the days")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "team: payments\nobjectives: {trust: {title: Trust}}\n",
            "what 'trust' stands in is written in braces",
        ),
        ("team: payments\nobjectives:\n  trust: {title: T}\n  trust: {title: U}\n", "problems of its own"),
        ("team: payments\nobjectives: later\n", "'refunds-are-quick' cannot be added here"),
        ("team: payments\nobjectives: {\n  }\n", "'objectives' cannot be filled here"),
    ],
)
def test_a_file_that_cannot_be_extended_is_refused(text: str, message: str) -> None:
    with pytest.raises(OkrError, match=message):
        add_objective(text, "payments", QUICK)


def test_a_text_that_would_swallow_the_new_lines_is_refused() -> None:
    with pytest.raises(OkrError, match="without changing what the file says"):
        add_objective('team: payments\nobjectives:\n  a:\n    title: "A goal\n\n  b"\n', "payments", QUICK)


def test_an_id_must_be_free_and_an_id() -> None:
    with pytest.raises(OkrError, match="'trust' is there already"):
        add_objective(GOALS, "payments", QUICK, "trust")
    with pytest.raises(OkrError, match="'T rust' is not an id"):
        add_objective(GOALS, "payments", QUICK, "T rust")
    with pytest.raises(OkrError, match="no objective 'thrust' in this file"):
        add_key_result(GOALS, "thrust", KeyResult(title="x"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Buyers trust our checkout enough to finish it", "buyers-trust-checkout-enough-to-finish"),
        ("Łódź & Straße: Ærø's cafés", "lodz-strasse-aeros-cafes"),
        ("Цель", "objective-1"),
        ("of the", "objective-1"),
        ("x" * 80, "x" * 40),
        ("42", "42"),
    ],
)
def test_an_id_is_made_of_the_first_words(text: str, name: str) -> None:
    assert make_id(text, (), "objective") == name


def test_an_id_is_unique() -> None:
    taken = {"trust", "trust-2", "kr-1"}
    assert make_id("Trust!", taken, "kr") == "trust-3"
    assert make_id("信頼", taken, "kr") == "kr-2"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Raise checkout completion from 61% to 75%", "checkout-completion"),
        ("500 riders", "riders"),
        ("At least 90% of refunds arrive on time", "refunds-arrive"),
    ],
)
def test_numbers_that_will_be_amended_are_no_part_of_an_id(title: str, name: str) -> None:
    assert key_result_id(title, ()) == name


TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf"), exclude_characters="\ufffe\uffff"),
    min_size=1,
)


@given(title=TEXTS.filter(str.strip), results=st.lists(TEXTS.filter(str.strip), max_size=4))
def test_any_sentences_make_a_draft_that_is_read_back_as_meant(title: str, results: list[str]) -> None:
    drafted = draft_objective(title, results)
    new = add_objective(None, "payments", drafted)
    assert goals_of(new.text) == {new.name: drafted}
    again = add_objective(GOALS, "payments", drafted)
    assert goals_of(again.text) == goals_of(GOALS) | {again.name: drafted}
    assert Source(again.text).problems == ()
