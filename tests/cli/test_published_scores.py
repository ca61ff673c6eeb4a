"""Scores that others have published: typed into files, read back from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from desk import Desk

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = "2026-02-16"


class Row(NamedTuple):
    """A key result, what was observed of it on the day, and the score that its source gives."""

    source: str
    keys: str
    said: Any
    score: float | None


def way(source: str, baseline: float, target: float, value: float, score: float) -> Row:
    return Row(source, f"baseline: {baseline}, target: {target}", value, score)


ROWS = (
    way("Quantive", 100, 60, 80, 0.50),
    way("Quantive", 100, 60, 70, 0.75),
    way("Quantive, capped", 100, 60, 50, 1.00),
    way("Niven", 2500, 3000, 2600, 0.20),
    way("Niven", 2500, 3000, 2700, 0.40),
    way("Niven", 2500, 3000, 2800, 0.60),
    way("Niven", 2500, 3000, 2900, 0.80),
    way("Niven", 2500, 3000, 3000, 1.00),
    way("Niven", 2500, 3000, 2400, 0.00),
    way("pm-skills", 14, 28, 26, 0.86),
    way("okr-consulting", 32, 45, 42, 0.77),
    way("okr-consulting", 8, 5, 6, 0.67),
    way("okr-consulting", 0, 500_000, 400_000, 0.80),
    way("ServiceNow", 0, 1_000_000, 700_000, 0.70),
    way("Leapsome", 203, 280, 280, 1.00),
    way("Workpath", 0, 1, 0.5, 0.50),
    way("Viva Goals", 0, 20, 15, 0.75),
    way("Viva Goals", 0, 10, 8, 0.80),
    way("Viva Goals", 0, 10, 2, 0.20),
    way("Waymaker", 0, 100, 50, 0.50),
    way("JOP", 0, 20, 15, 0.75),
    way("OKRBOK, 0.7 with one decimal", 0, 25, 18, 0.72),
    way("What Matters", 0, 10, 1, 0.10),
    Row("Quantive", "kind: threshold, below: 25", 27, 0),
    Row("Quantive", "kind: threshold, below: 25", 24, 1),
    Row("Quantive", "kind: threshold, below: 25", 25, 0),
    Row("ours beside it", "kind: threshold, at_most: 25", 25, 1),
    Row("Viva Goals", "kind: threshold, below: 2", 2, 0),
    Row("Viva Goals", "kind: threshold, above: 9", 9.1, 1),
    Row("MetaPulse", "baseline: 100, target: 100, at_least: 100", 101, 1),
    Row("Workpath", "kind: milestone", {"done": True}, 1),
    Row("Workpath", "kind: milestone", {"done": False}, 0),
    Row(
        "okr-consulting",
        "kind: milestone, steps: {a: 0.2, b: 0.3, c: 0.2, d: 0.2, e: 0.1}",
        {"done": ["a", "b", "c"]},
        0.70,
    ),
    # the day of the year on which it shipped, of 1 August, 1 September and 30 September
    Row("Niven, dates", "baseline: 366, levels: {commit: 273, target: 244, stretch: 213}", 213, 1.0),
    Row("Lamorte, binary", "kind: threshold, at_least: 10", 9, 0),
    Row("pm-skills", "baseline: 22.8, target: 38, not_yet_observable_until: 2026-12-31", 19, None),
)
MEANS = (
    ("Quantive", (0.27, 0.18, 0.73), (), 0.39),
    ("Perdoo", (0, 2.0), (), 0.50),
    ("Lattice", (1, 0, 0), (), 0.33),
    ("Lattice, weights", (1, 0, 0), (0, 50, 50), 0.00),
    ("Leapsome", (0.5, 0), (), 0.25),
    ("Planview", (0.60, 0.20, 0.50), (), 0.43),
    ("Planview", (0.50, 0.40, 1.00), (), 0.63),
    ("Doerr", (0.6, 0.8, 0.4, 1.0), (), 0.70),
    ("What Matters", (0.8,), (), 0.80),
)
BANDS = (
    ("aspirational", 0.0, "red"),
    ("aspirational", 0.4, "yellow"),
    ("aspirational", 0.7, "green"),
    ("committed", 0.8, "missed"),
    ("committed", 1.0, "met"),
)
PACES = (
    ("viva", 0.50, 0.25, "behind"),
    ("viva", 0.33, 0.33, "on_track"),
    ("engagedly", 0.50, 0.10, "at_risk"),
    ("planview", 0.50, 0.60, "ahead"),
    ("planview", 0.40, 0.20, "behind"),
    ("servicenow", 1.0, 0.70, "red"),
    ("servicenow", 1.0, 0.88, "yellow"),
    ("servicenow", 1.0, 0.96, "green"),
)
SURE = ((1, "at_risk"), (3, "at_risk"), (4, "has_issues"), (8, "on_track"), (10, "on_track"))


def key_result(name: str, keys: str) -> str:
    return f"      {name}: {{title: A published result, {keys}}}\n"


def objective(name: str, key_results: str, commitment: str = "aspirational") -> str:
    return (
        f"  {name}:\n    title: A published goal\n    owner: ana\n    commitment: {commitment}\n"
        f"    key_results:\n{key_results}"
    )


def share(weight: float = 1, curve: str = "") -> str:
    return f"baseline: 0, target: 1, weight: {weight}{curve}"


def goals() -> str:
    rows = [objective(f"row-{nth}", key_result("it", row.keys)) for nth, row in enumerate(ROWS)]
    means = [
        objective(
            f"mean-{nth}",
            "".join(
                key_result(f"k{one}", share(weights[one] if weights else 1)) for one, _ in enumerate(scores)
            ),
        )
        for nth, (_, scores, weights, _) in enumerate(MEANS)
    ]  # fmt: skip
    bands = [
        objective(f"band-{nth}", key_result("it", share()), commitment) for nth, (commitment, *_) in enumerate(BANDS)
    ]
    paces = [
        objective(f"pace-{nth}", key_result("it", share(curve=f", curve: {{{DAY}: {expected}}}")))
        for nth, (_, expected, *_) in enumerate(PACES)
    ]
    sure = [objective(f"sure-{nth}", key_result("it", share())) for nth, _ in enumerate(SURE)]
    slow = [objective("slow", key_result("it", share(curve=f", curve: {{{DAY}: 0.5}}")), "committed")]
    held = [objective("held", "".join(key_result(name, keys) for name, (keys, _, _) in HELD.items()))]
    return "team: payments\nobjectives:\n" + "".join([*rows, *means, *bands, *paces, *sure, *slow, *held])


def readings() -> dict[str, Any]:
    said = {f"row-{nth}/it": row.said for nth, row in enumerate(ROWS)}
    said |= {f"mean-{nth}/k{one}": value for nth, mean in enumerate(MEANS) for one, value in enumerate(mean[1])}
    said |= {f"band-{nth}/it": value for nth, (_, value, _) in enumerate(BANDS)}
    said |= {f"pace-{nth}/it": actual for nth, (_, _, actual, _) in enumerate(PACES)}
    return said | {f"sure-{nth}/it": {"confidence": of_ten / 10} for nth, (of_ten, _) in enumerate(SURE)}


HELD: Mapping[str, tuple[str, tuple[float, ...], float]] = {
    "uptime": ("kind: threshold, at_least: 98, hold: share", (98, *[99] * 10, 97), 0.92),
    "cost": ("kind: threshold, at_most: 1500000, hold: share", (1_200_000, 1_100_000, 1_300_000, *[1_500_000] * 9), 1),
    "range": ("kind: range, between: [4, 5], hold: share", (4.8, 4.2, 4.5, 3.5), 0.23),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk(tmp_path_factory.mktemp("published") / "desk")
    made.write("okr.yaml", "version: 1\ncycles: {length: quarter}\nteams: {payments: {owner: ana}}\n")
    made.write("okrs/2026-Q1/payments.yaml", goals())
    check = {"date": DAY, "by": "ana", "results": readings() | {"slow/it": 0.35}}
    made.write(f"okrs/2026-Q1/checkins/{DAY}-payments-ana.yaml", json.dumps(check).replace(f'"{DAY}"', DAY))
    return made


def found(desk: Desk, *arguments: str) -> dict[str, Any]:
    """What `okr score` says of every goal, by its address in the team."""
    ran = desk.okr("score", "--cycle", "2026-Q1", "--format", "json", *arguments)
    assert (ran.code, ran.err) == (0, "")
    objectives = ran.data["result"]["teams"][0]["objectives"]
    rows = [*objectives, *(row for one in objectives for row in one["key_results"])]
    return {row["address"].removeprefix("payments/"): row for row in rows}


def test_key_results_score_as_published(published: Desk) -> None:
    rows = found(published, "--as-of", DAY)
    for nth, row in enumerate(ROWS):
        progress = rows[f"row-{nth}/it"]["score"]["progress"]
        assert progress == (None if row.score is None else pytest.approx(row.score, abs=0.005)), row
    assert rows["row-2/it"]["score"]["raw"] == 1.25
    deferred = next(nth for nth, row in enumerate(ROWS) if row.score is None)
    assert rows[f"row-{deferred}/it"]["score"]["reason"] == "deferred"


def test_objectives_are_averaged_as_published(published: Desk) -> None:
    rows = found(published, "--as-of", DAY)
    for nth, (source, _, _, score) in enumerate(MEANS):
        assert rows[f"mean-{nth}"]["grade"]["score"] == pytest.approx(score, abs=0.005), source


def test_bands_are_as_published_and_a_committed_miss_is_a_miss(published: Desk) -> None:
    rows = found(published, "--as-of", "2026-04-02")
    assert [rows[f"band-{nth}"]["grade"]["band"] for nth, _ in enumerate(BANDS)] == [band for *_, band in BANDS]
    out = published.okr("score", "band-3", "--cycle", "2026-Q1", "--as-of", "2026-04-02", "--explain").out
    assert "committed, expected at 1.00: a miss, which needs a postmortem" in out


@pytest.mark.parametrize("preset", sorted({preset for preset, *_ in PACES}))
def test_presets_band_as_their_systems_do(published: Desk, preset: str) -> None:
    rows = found(published, "--as-of", DAY, "--preset", preset)
    for nth, (of_row, expected, _, word) in enumerate(PACES):
        row = rows[f"pace-{nth}/it"]
        assert row["pace"]["expected"] == pytest.approx(expected, abs=1e-9)
        assert of_row != preset or row["banded"] == word


def test_koan_bands_confidence(published: Desk) -> None:
    rows = found(published, "--as-of", DAY, "--preset", "koan")
    assert [rows[f"sure-{nth}/it"]["banded"] for nth, _ in enumerate(SURE)] == [word for _, word in SURE]


def test_a_committed_pace_of_seven_tenths_is_off_track(published: Desk) -> None:
    assert found(published, "--as-of", DAY)["slow/it"]["pace"]["status"] == "off_track"


def test_shares_of_checkins_are_as_published(tmp_path: Any) -> None:
    """Eleven of twelve months, four of four quarters as months, and three of thirteen weeks planned."""
    for name, (keys, values, score) in HELD.items():
        months = len(values) == 12
        desk = Desk(tmp_path / name)
        rhythm = "month" if months else "week"
        length = "year" if months else "quarter"
        desk.write("okr.yaml", f"version: 1\ncycles: {{length: {length}}}\ncheckins: {{every: {rhythm}}}\n")
        cycle = "2026" if months else "2026-Q3"
        goal = objective("held", key_result("it", keys))
        desk.write(f"okrs/{cycle}/payments.yaml", f"team: payments\nobjectives:\n{goal}")
        for nth, value in enumerate(values):
            day = f"2026-{nth + 1:02d}-15" if months else f"2026-07-{1 + 7 * nth:02d}"
            text = f"{{date: {day}, by: ana, results: {{held/it: {value}}}}}\n"
            desk.write(f"okrs/{cycle}/checkins/{day}-payments-ana.yaml", text)
        ran = desk.okr("score", "--cycle", cycle, "--as-of", "2027-01-02", "--format", "json")
        row = ran.data["result"]["teams"][0]["objectives"][0]["key_results"][0]
        assert row["score"]["progress"] == pytest.approx(score, abs=0.005), name


def test_an_own_score_stands_beside_the_computed_one(published: Desk) -> None:
    """Eight meetings of ten were held, all in vain (Viva Goals)."""
    review = "date: 2026-04-01\nby: ana\nresults:\n  row-17/it: {self_score: 0.3, because: All eight declined}\n"
    published.write("okrs/2026-Q1/reviews/payments.yaml", review)
    out = published.okr("score", "row-17/it", "--cycle", "2026-Q1", "--as-of", "2026-04-02", "--explain").out
    assert "score       0.80 = (value - baseline) / (target - baseline)" in out
    assert "self score  0.30: All eight declined" in out


def test_what_goes_on_starts_where_it_ended(published: Desk) -> None:
    """Eight of ten: the next cycle starts at 8 and not at 0 (Viva Goals)."""
    out = published.okr("score", "row-17/it", "--cycle", "2026-Q1", "--as-of", "2026-04-02", "--explain").out
    assert "if it goes on, the next cycle starts at 8\n" in out


def test_a_guardrail_holds_and_is_not_averaged(readable: Desk) -> None:
    """pm-skills: reported beside the objective, never in it."""
    row = found_in(readable, "payments/checkout-trust/disputes")
    assert (row["weight"], row["score"]["breached"]) == (0, False)


def found_in(desk: Desk, address: str) -> Any:
    objectives = desk.okr("score", "--format", "json").data["result"]["teams"][0]["objectives"]
    return next(row for one in objectives for row in one["key_results"] if row["address"] == address)
