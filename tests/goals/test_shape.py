from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from goal_files import CHECK_IN, GOALS, REVIEW, SETTINGS, found, loaded, messages, swap
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from okrcli.goals.model import CHECK_IN as CHECK_IN_SHAPE
from okrcli.goals.model import GOALS as GOALS_SHAPE
from okrcli.goals.model import REVIEW as REVIEW_SHAPE
from okrcli.goals.model import SETTINGS as SETTINGS_SHAPE
from okrcli.goals.model import KeyResult, Objective
from okrcli.goals.shape import MISSING, Problems, Record, suggest
from okrcli.goals.source import Source

SECRET = "ghp_ABCDEFsecret123"
TARGET = "        target: 75\n"


def key_result(line: str) -> str:
    """The valid goals with a line more in the first key result: line 13."""
    return swap(GOALS, TARGET, f"{TARGET}        {line}\n")


def objective(line: str) -> str:
    """The valid goals with a line more in the objective: line 6."""
    return swap(GOALS, "    why:", f"    {line}\n    why:")


WRONG: dict[str, tuple[str, str, str]] = {
    "text for a number": (
        swap(GOALS, "75\n", "75%\n"),
        "wrong-type 12:17",
        "`target` must be a number, not text",
    ),
    "a quoted number": (
        swap(GOALS, "75\n", '"75"\n'),
        "wrong-type 12:17",
        "`target` must be a number, not text",
    ),
    "a time": (swap(GOALS, "75\n", "12:30\n"), "wrong-type 12:17", "`target` must be a number, not text"),
    "a leading zero": (
        swap(GOALS, "75\n", "075\n"),
        "wrong-type 12:17",
        "`target` must be a number, not text",
    ),
    "not a number": (
        swap(GOALS, "75\n", ".nan\n"),
        "wrong-type 12:17",
        "`target` must be a number, not text",
    ),
    "true for a number": (
        swap(GOALS, "75\n", "true\n"),
        "wrong-type 12:17",
        "`target` must be a number, not `true`",
    ),
    "a list for a number": (
        swap(GOALS, "75\n", "[75]\n"),
        "wrong-type 12:9",
        "`target` must be a number, not a list",
    ),
    "a mapping for a number": (
        swap(GOALS, "75\n", "{to: 75}\n"),
        "wrong-type 12:9",
        "`target` must be a number, not a mapping",
    ),
    "no value": (swap(GOALS, " 75\n", "\n"), "missing-key 12:9", "`target` has no value"),
    "a tilde": (swap(GOALS, "75\n", "~\n"), "missing-key 12:9", "`target` has no value"),
    "a secret": (
        swap(GOALS, "75\n", f"{SECRET}\n"),
        "wrong-type 12:17",
        "`target` must be a number, not text",
    ),
    "a number for text": (
        key_result("metric: 12"),
        "wrong-type 13:17",
        "`metric` must be text, not a number",
    ),
    "an empty text": (key_result('metric: ""'), "missing-key 13:17", "`metric` is empty"),
    "a blank text": (key_result('metric: "  "'), "missing-key 13:17", "`metric` is empty"),
    "two owners": (key_result("owner: [ana, ben]"), "wrong-type 13:9", "`owner` must be text, not a list"),
    "True for a flag": (
        key_result("guardrail: True"),
        "wrong-type 13:20",
        "`guardrail` must be `true` or `false`, not text",
    ),
    "a negative weight": (
        key_result("weight: -1"),
        "invalid-value 13:17",
        "`weight` must be a number, 0 or more",
    ),
    "an unknown kind": (
        key_result("kind: mertic"),
        "invalid-value 13:15",
        "`kind` must be one of: metric, threshold, range, milestone, baseline",
    ),
    "a short day": (key_result("due: 2026-9-1"), "invalid-value 13:14", "`due` is not a date"),
    "a day that is none": (key_result("due: 2026-02-30"), "invalid-value 13:14", "`due` is not a date"),
    "the year 0": (key_result("due: 0000-01-01"), "invalid-value 13:14", "`due` is not a date"),
    "the last day that a date can hold": (
        key_result("due: 9999-12-31"),
        "invalid-value 13:14",
        "`due` is not a date",
    ),
    "a day with a time": (
        key_result("due: 2026-09-01T10:00:00Z"),
        "invalid-value 13:14",
        "`due` is not a date",
    ),
    "digits of another script": (
        key_result("due: \u0662\u0660\u0662\u0666-09-01"),
        "invalid-value 13:14",
        "`due` is not a date",
    ),
    "a day without dashes": (
        key_result("due: 20260901"),
        "wrong-type 13:14",
        "`due` must be a date like 2026-09-30, not a number",
    ),
    "a curve of text": (
        key_result("curve: {2026-08-01: half}"),
        "wrong-type 13:29",
        "`2026-08-01` must be a number, not text",
    ),
    "a curve by words": (
        key_result("curve: {august: 65}"),
        "invalid-value 13:17",
        "`august` is not a date like 2026-09-30",
    ),
    "an unknown level": (
        key_result("levels: {comit: 68}"),
        "unknown-key 13:18",
        "`comit` is not one of: commit, target, stretch",
    ),
    "one bound of a range": (
        key_result("between: [1]"),
        "invalid-value 13:9",
        "`between` must have 2 values",
    ),
    "a range that is no list": (
        key_result("between: 1"),
        "wrong-type 13:18",
        "`between` must be a list, not a number",
    ),
    "text in a range": (
        key_result("between: [1, x]"),
        "wrong-type 13:22",
        "`between` must be a number, not text",
    ),
    "an id with a capital": (
        swap(GOALS, "      completion:", "      Completion:"),
        "invalid-id 8:7",
        "`Completion` is not an id (small letters, digits and dashes, at most 64, not a dash first)",
    ),
    "an empty id": (
        swap(GOALS, "      completion:", '      "":'),
        "invalid-id 8:7",
        "the key is empty, not an id (small letters, digits and dashes, at most 64, not a dash first)",
    ),
    "an option as an id": (
        swap(GOALS, "      completion:", "      --output=x:"),
        "invalid-id 8:7",
        "`--output=x` is not an id (small letters, digits and dashes, at most 64, not a dash first)",
    ),
    "a path as the team": (
        swap(GOALS, "team: payments", "team: ../x"),
        "invalid-id 1:7",
        "`team` is not an id",
    ),
    "an unknown key": (key_result("weigth: 2"), "unknown-key 13:9", "unknown key `weigth`"),
    "an unknown key of an objective": (objective("onwer: ben"), "unknown-key 6:5", "unknown key `onwer`"),
    "an unknown key at the top": (GOALS + "objectivs: {}\n", "unknown-key 17:1", "unknown key `objectivs`"),
    "no title": (
        swap(GOALS, "        title: Raise checkout completion from 61% to 75%\n", ""),
        "missing-key 8:7",
        "`completion` has no `title`",
    ),
    "no team": (swap(GOALS, "team: payments\n", ""), "missing-key 1:1", "the file has no `team`"),
    "objectives as a list": (
        "team: payments\nobjectives:\n  - title: x\n",
        "wrong-type 2:1",
        "`objectives` must be a mapping, not a list",
    ),
    "key results as text": (
        "team: payments\nobjectives:\n  trust:\n    title: x\n    key_results: none yet\n",
        "wrong-type 5:18",
        "`key_results` must be a mapping, not text",
    ),
    "an amendment without a reason": (
        key_result("amendments: [{date: 2026-08-20, field: target}]"),
        "missing-key 13:22",
        "`amendments` has no `reason`",
    ),
}


@pytest.mark.parametrize(("text", "place", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_value_is_named_where_it_stands(text: str, place: str, message: str) -> None:
    workspace = loaded(goals=text)
    assert list(zip(found(workspace), messages(workspace), strict=True)) == [(place, message)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (swap(CHECK_IN, "0.6", "1.5"), "invalid-value 3:21"),
        (swap(CHECK_IN, "0.6", "60%"), "wrong-type 3:21"),
        (swap(CHECK_IN, "0.6", "true"), "wrong-type 3:21"),
        (swap(CHECK_IN, "63.5", "63,5"), "wrong-type 5:21"),
        (swap(CHECK_IN, "63.5", "1e999"), "invalid-value 5:21"),
        (swap(CHECK_IN, "value: 0.3", "valeu: 0.3"), "unknown-key 6:20"),
        (swap(CHECK_IN, "value: 0.3", "done: yes"), "wrong-type 6:26"),
        (swap(CHECK_IN, "plan:", "plans:"), "unknown-key 8:1"),
        (swap(CHECK_IN, "[Address autofill for one buyer in ten]", "none"), "wrong-type 8:7"),
        (swap(CHECK_IN, "date: 2026-07-13\n", ""), "missing-key 1:1"),
        (swap(CHECK_IN, "by: ana\n", ""), "missing-key 1:1"),
        (swap(CHECK_IN, "2026-07-13", "2026-07-13 10:00"), "invalid-value 1:7"),
    ],
)
def test_a_wrong_value_in_a_check_in_is_named_where_it_stands(text: str, place: str) -> None:
    assert found(loaded(checkin=text)) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (swap(REVIEW, "decision: keep", "decision: drop"), "invalid-value 4:21"),
        (swap(REVIEW, "self_score: 0.8", "self_score: 8"), "invalid-value 6:45"),
        (swap(REVIEW, "learned:", "learnt:"), "unknown-key 4:27"),
    ],
)
def test_a_wrong_value_in_a_review_is_named_where_it_stands(text: str, place: str) -> None:
    assert found(loaded(review=text)) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (swap(SETTINGS, "version: 1", "version: 2"), "invalid-value 1:10"),
        (swap(SETTINGS, "level: team", "level: tribe"), "invalid-value 3:21"),
        (SETTINGS + "hooks: [rm]\n", "unknown-key 4:1"),
        (SETTINGS + "cycles: {length: month}\n", "invalid-value 4:18"),
        (SETTINGS + "checkins: {grace_days: 1.5}\n", "invalid-value 4:24"),
        (SETTINGS + "lint: {severity: {vanity-metric: fatal}}\n", "invalid-value 4:34"),
    ],
)
def test_a_wrong_setting_is_named_where_it_stands(text: str, place: str) -> None:
    assert found(loaded(settings=text)) == [place]


def test_what_people_mean_by_an_unknown_key_is_suggested() -> None:
    hints = [one.hint for one in loaded(goals=key_result("Baselin: 3")).diagnostics()]
    assert hints == ["did you mean `baseline`?"]


def test_nothing_is_suggested_for_what_is_like_nothing() -> None:
    assert suggest("zzzz", ["title", "owner"]) is None
    assert suggest("x" * 100_000, ["title"]) is None


@pytest.mark.parametrize("where", ["target: 75", "owner: ana", "at_most: 0.4", "team: payments"])
def test_a_value_that_does_not_fit_is_never_repeated(where: str) -> None:
    for value in (SECRET, f'"{SECRET}"', f"[{SECRET}]", f"{{{SECRET}: 1}}"):
        key = where.partition(":")[0]
        said = " ".join(messages(loaded(goals=swap(GOALS, where, f"{key}: {value}"))))
        assert SECRET not in said.replace(f"unknown key `{SECRET}`", "")


def test_one_bad_key_result_does_not_hide_what_is_around_it() -> None:
    workspace = loaded(goals=swap(GOALS, "target: 75", "target: soon"))
    completion = workspace.key_results[0].key_result
    assert (completion.baseline, completion.target) == (61, None)
    assert [str(one.address) for one in workspace.key_results] == [
        "2026-Q3:payments/trust/completion",
        "2026-Q3:payments/trust/disputes",
    ]


def test_an_id_is_known_even_where_its_key_result_cannot_be_read() -> None:
    workspace = loaded(goals=swap(GOALS, "        title: Raise checkout completion from 61% to 75%\n", ""))
    assert [one.address.key_result for one in workspace.key_results] == ["disputes"]
    assert str(workspace.find("completion", "2026-Q3")) == "2026-Q3:payments/trust/completion"


def test_minus_zero_is_zero() -> None:
    target = loaded(goals=swap(GOALS, "target: 75", "target: -0.0")).key_results[0].key_result.target
    assert str(target) == "0.0"


def test_models_are_frozen_values() -> None:
    one = KeyResult(title="Raise it", target=3)
    assert one == KeyResult(title="Raise it", target=3, weight=1)
    assert one != KeyResult(title="Raise it", target=4)
    assert one.but(target=4).target == 4
    assert one.but(target=4).title == "Raise it"
    assert Objective(title="x").key_results == {}
    with pytest.raises(AttributeError, match="KeyResult is frozen"):
        one.target = 5  # type: ignore[misc]


def test_every_value_of_a_key_result_arrives() -> None:
    line = (
        "curve: {2026-08-01: 65}\n        levels: {commit: 68, target: 75, stretch: 80}\n        weight: 2\n"
        "        due: 2026-09-15\n        between: [1, 2.5]\n        steps: {scoping: 1, report: 3}"
    )
    read = loaded(goals=key_result(line)).key_results[0].key_result
    assert read.curve == {date(2026, 8, 1): 65}
    assert read.levels == {"commit": 68, "target": 75, "stretch": 80}
    assert read.weight == 2
    assert read.due == date(2026, 9, 15)
    assert read.between == (1, 2.5)
    assert read.steps == {"scoping": 1, "report": 3}


SHAPES = {
    "goals": GOALS_SHAPE,
    "check-in": CHECK_IN_SHAPE,
    "review": REVIEW_SHAPE,
    "settings": SETTINGS_SHAPE,
}
VALID = {"goals": GOALS, "check-in": CHECK_IN, "review": REVIEW, "settings": SETTINGS}


@pytest.mark.parametrize("name", SHAPES)
def test_a_schema_is_one_and_takes_the_valid_file(name: str) -> None:
    schema = SHAPES[name].schema()
    Draft7Validator.check_schema(schema)
    assert Draft7Validator(schema).is_valid(Source(VALID[name]).data)


@pytest.mark.parametrize("name", SHAPES)
def test_a_schema_refuses_keys_that_the_loader_refuses(name: str) -> None:
    data = Source(VALID[name]).data | {"surprise": 1}
    problems: Problems = []
    SHAPES[name].read(data, (), problems)
    assert [problem.name for problem in problems] == ["unknown-key"]
    assert not Draft7Validator(SHAPES[name].schema()).is_valid(data)


TEXTS = st.sampled_from(["text", "a", "2026-07-02", "2026-02-30", "metric", "threshold", "latest", "trust", "A b", ""])
NUMBERS = st.sampled_from([0, 1, -1, 0.5, 2, 1e15, 31, 400, -3.5])
KEYS = st.sampled_from(["a", "trust", "x-1", "2026-08-01", "commit", "Bad", "-a"])
ANYTHING = st.recursive(
    st.one_of(TEXTS, NUMBERS, st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=6,
)


def fitting(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values made after a schema, now and then of another kind."""
    return st.one_of(_made(schema), _made(schema), _made(schema), ANYTHING)


def _made(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if isinstance(schema["type"], list):
        return st.one_of([fitting(schema | {"type": one}) for one in schema["type"]])
    if schema["type"] == "array":
        sizes = {"min_size": schema.get("minItems", 0), "max_size": schema.get("maxItems", 3)}
        return st.lists(fitting(schema["items"]), **sizes)
    if schema["type"] == "object":
        return _made_object(schema)
    by_type = {"string": TEXTS, "number": NUMBERS, "integer": NUMBERS, "boolean": st.booleans()}
    return by_type[schema["type"]]


def _made_object(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    properties = schema.get("properties")
    if properties is None:
        return st.dictionaries(KEYS, fitting(schema["additionalProperties"]), max_size=2)
    made = {name: fitting(one) for name, one in properties.items()}
    chosen = st.sets(st.sampled_from(sorted(made)), max_size=3).map(lambda some: some | {*schema.get("required", ())})
    return chosen.flatmap(lambda names: st.fixed_dictionaries({name: made[name] for name in sorted(names)}))


FILES = st.one_of([st.tuples(st.just(name), fitting(shape.schema())) for name, shape in SHAPES.items()])


def accepts(shape: Record, data: Any) -> bool:
    problems: Problems = []
    read = shape.read(data, (), problems)
    assert (read is MISSING) <= bool(problems), "a value is lost without a word"
    return not problems


@given(FILES)
def test_a_schema_takes_what_the_loader_takes(named: tuple[str, Any]) -> None:
    name, data = named
    if accepts(SHAPES[name], data):
        assert Draft7Validator(SHAPES[name].schema()).is_valid(data)


@given(FILES)
def test_what_a_schema_takes_the_loader_refuses_for_two_reasons_only(named: tuple[str, Any]) -> None:
    """A pattern cannot know the days of February, nor that a text is blank."""
    name, data = named
    if Draft7Validator(SHAPES[name].schema()).is_valid(data):
        problems: Problems = []
        SHAPES[name].read(data, (), problems)
        assert all("date" in one.message or "empty" in one.message for one in problems)
