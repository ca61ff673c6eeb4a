from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrcli.judge.measure import Measure, read

SIGNS = ["%", "$3", "2x", "\u2013", "/", "(", ")", "X", "[", "]", "→", "3/4"]
PIECES = [
    *SIGNS,
    "from",
    "to",
    "by",
    "5",
    "10%",
    "zero",
    "no",
    "at",
    "least",
    "half",
    "third",
    "keep",
    "out",
    "1",
    "200",
]


def said(sentence: str) -> dict[str, object]:
    """The fields that are set, without the numbers and the span."""
    measure = read(sentence)
    fields = measure._asdict()
    return {
        name: value
        for name, value in fields.items()
        if name not in ("numbers", "start", "end") and value is not None and value is not False
    }


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        (
            "Raise checkout completion from 61% to 75%",
            {
                "counted": "checkout completion",
                "unit": "%",
                "baseline": 61,
                "target": 75,
                "direction": "increase",
            },
        ),
        (
            "Time to first value 61 → 45 days",
            {
                "counted": "Time to first value",
                "unit": "days",
                "baseline": 61,
                "target": 45,
                "direction": "decrease",
            },
        ),
        (
            "Grow newsletter readers 10k -> 12k",
            {"counted": "newsletter readers", "baseline": 10_000, "target": 12_000, "direction": "increase"},
        ),
        (
            "Checkout completion at 75 % (currently 61 %)",
            {
                "counted": "Checkout completion",
                "unit": "%",
                "baseline": 61,
                "target": 75,
                "direction": "increase",
            },
        ),
        (
            "Conversion reaches 75% (was 61)",
            {"counted": "Conversion", "unit": "%", "baseline": 61, "target": 75, "direction": "increase"},
        ),
        ("NPS 45, up from 30", {"counted": "NPS", "baseline": 30, "target": 45, "direction": "increase"}),
        ("reach 80 % (baseline 62 %)", {"unit": "%", "baseline": 62, "target": 80, "direction": "increase"}),
        ("5 (from 9)", {"baseline": 9, "target": 5, "direction": "decrease"}),
        (
            "Grow from 10 to 20 paying hotels",
            {"counted": "paying hotels", "baseline": 10, "target": 20, "direction": "increase"},
        ),
        (
            "Cut p95 latency from 800 ms to under 300 ms",
            {
                "counted": "p95 latency",
                "unit": "ms",
                "baseline": 800,
                "target": 300,
                "bound": "below",
                "direction": "decrease",
            },
        ),
    ],
)
def test_baseline_and_target(sentence: str, fields: dict[str, object]) -> None:
    assert said(sentence) == fields


@pytest.mark.parametrize(
    ("sentence", "bound", "target"),
    [
        ("Crash-free sessions ≥ 99.9 %", "at_least", 99.9),
        ("At least 80 % of patients are seen in a week", "at_least", 80),
        ("80%+ of new colleagues stay a year", "at_least", 80),
        ("An average rating of 4.2 or higher", "at_least", 4.2),
        ("No more than 3 rollbacks a month", "at_most", 3),
        ("Waiting time of 40 minutes or less", "at_most", 40),
        ("Answer every complaint within 4 hours", "at_most", 4),
        ("Zero P1 incidents", "at_most", 0),
        ("No data losses in production", "at_most", 0),
        ("More than 500 libraries lend the book", "above", 500),
        ("Restore a backup in under 2 hours", "below", 2),
        ("Error rate < 0.1 %", "below", 0.1),
        ("Keep uptime at 99.9%", "at_least", 99.9),
        ("Keep churn at 3%", "at_most", 3),
        ("Keep the pilot fee at 300", None, 300),
        ("Increase NPS to 45", None, 45),
        ("Achieve 500 sign-ups", None, 500),
        ("Reduce P1 incidents to zero", None, 0),
    ],
)
def test_bounds_are_only_what_is_stated(sentence: str, bound: str | None, target: float) -> None:
    measure = read(sentence)
    assert (measure.bound, measure.target, measure.baseline) == (bound, target, None)


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [("Keep the error budget between 4 and 5%", 4, 5), ("A response time of 4\u20135 days", 4, 5)],
)
def test_ranges(sentence: str, low: float, high: float) -> None:
    measure = read(sentence)
    assert (measure.low, measure.high, measure.target) == (low, high, None)


@pytest.mark.parametrize(
    ("sentence", "factor", "direction"),
    [
        ("Double weekly active teams", 2, "increase"),
        ("Triple the audience of the podcast", 3, "increase"),
        ("Halve the time to restore", 0.5, "decrease"),
        ("Make search 2x faster", 2, "increase"),
        ("Cut the cost of a claim in half", 0.5, "decrease"),
        ("Increase throughput by a factor of 3", 3, "increase"),
    ],
)
def test_multiples(sentence: str, factor: float, direction: str) -> None:
    measure = read(sentence)
    assert (measure.factor, measure.direction, measure.target) == (factor, direction, None)


@pytest.mark.parametrize(
    ("sentence", "change", "unit"),
    [
        ("Increase revenue by 25%", 25, "%"),
        ("Reduce the error rate by 2 percentage points", -2, "pp"),
        ("20% fewer complaints about billing", -20, "%"),
        ("Median review time down 30%", -30, "%"),
        ("Improve load time by 40%", -40, "%"),
        ("Improve conversion by 40%", 40, "%"),
        ("Improve the widget by 40%", None, "%"),
    ],
)
def test_changes_are_signed_where_the_side_is_known(sentence: str, change: float | None, unit: str) -> None:
    measure = read(sentence)
    assert (measure.change, measure.unit, measure.target) == (change, unit, None)


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("1,200 riders", 1200, None),
        ("1 200 riders", 1200, None),
        ("1.200.000 riders", 1_200_000, None),
        ("99,9 % uptime", 99.9, "%"),
        ("1.2M riders", 1_200_000, None),
        ("$1.2M of savings", 1_200_000, "$"),
        ("€5 bn in loans", 5e9, "€"),
        ("10k riders", 10_000, None),
        ("three hospitals", 3, None),
        ("two hundred hospitals", 200, None),
        ("a dozen hospitals", 12, None),
        ("half of our riders", 0.5, None),
        ("two thirds of our riders", 2 / 3, None),
        ("4.5/5 in the store", 4.5, "/5"),
        ("2 hrs to restore", 2, "hours"),
        ("5 business days", 5, "days"),
    ],
)
def test_numbers(written: str, value: float, unit: str | None) -> None:
    (number,) = read(written).numbers
    assert number.value == pytest.approx(value)
    assert number.unit == unit


@pytest.mark.parametrize(
    "sentence",
    [
        "Ship v2.1 in Q3 2026",
        "Migrate from Angular 14 to Angular 17",
        "Pass ISO 27001 and SOC 2",
        "Support is open 24/7",
        "Launch on March 7",
        "Launch by 2026-09-30 at 17:00",
        "Patch Log4j2 on S3 and GA4 for B2B",
        "Windows 11 on all laptops",
        "Offer 2-factor sign-in",
        "Fix the P0 and the 5xx pages",
        "Serve the top 10 accounts",
        "Learn from COVID-19",
        "The 3rd edition is out",
        "Release 2.4.1",
    ],
)
def test_names_are_no_numbers(sentence: str) -> None:
    assert read(sentence) == Measure()


@pytest.mark.parametrize(
    "sentence",
    [
        "Raise sign-ups from X to Y",
        "Raise sign-ups by xx %",
        "Cut cost to [N]",
        "TBD customers",
        "Reach ___ users",
    ],
)
def test_placeholders(sentence: str) -> None:
    assert read(sentence).placeholder


def test_the_deciding_words_are_spanned() -> None:
    sentence = "Raise checkout completion from 61% to 75% by June"
    measure = read(sentence)
    assert sentence[measure.start : measure.end] == "from 61% to 75%"


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    measure = read(text)
    for number in measure.numbers:
        assert 0 <= number.start < number.end <= len(text)
    if measure.start is not None and measure.end is not None:
        assert 0 <= measure.start < measure.end <= len(text)


@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=25,
    )
)
def test_any_order_of_the_words_that_matter_can_be_read(words: list[str]) -> None:
    read(" ".join(words))


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        ("Cancellations at or below 0.4%", {"counted": "Cancellations", "bound": "at_most", "target": 0.4}),
        ("Seat use at or above 80%", {"counted": "Seat use", "bound": "at_least", "target": 80}),
        ("Deliveries equal to or less than 3 days", {"counted": "Deliveries", "bound": "at_most", "target": 3}),
        ("Answer never more than 2 minutes", {"bound": "at_most", "target": 2}),
        ("Replies never take more than 2 minutes", {"counted": "Replies", "bound": "at_most", "target": 2}),
        ("No caller waits more than 5 minutes", {"bound": "at_most", "target": 5}),
        (
            "Raise small promoters within a week from 300 to 375",
            {"counted": "small promoters within a week", "baseline": 300, "target": 375},
        ),
        ("Answer complaints within 5 days (from 9)", {"baseline": 9, "target": 5}),
        ("Complete onboarding in 4 days instead of 11", {"baseline": 11, "target": 4}),
        ("Revenue within 5% of the forecast", {"counted": "Revenue", "bound": "at_most", "target": 5}),
        ("10~12 stores", {"counted": "stores", "low": 10, "high": 12}),
        ("Handle calls in under 1m30s (includes 60s margin)", {"unit": "min", "bound": "below", "target": 1.5}),
        ("Handling time of 6:30 minutes", {"counted": "Handling time", "unit": "min", "target": 6.5}),
        ("24 more customers in the $20-100k range", {"counted": "customers", "target": 24, "low": None}),
        ("10s of millions of readers", {"counted": "readers", "target": 10_000_000}),
        ("Increase app opens to 5 times a day", {"target": 5, "unit": "times", "factor": None}),
        (
            "Raise people who have opened a report from 30 to 60",
            {"counted": "people who have opened a report", "baseline": 30},
        ),
        ("Raise firms that start a trial from 30 to 60", {"counted": "firms that start a trial", "target": 60}),
        ("It takes less than 48 hours", {"counted": None, "bound": "below", "target": 48}),
        (
            "handling time under 5 minutes (from 10+)",
            {"counted": "handling time", "bound": "below", "baseline": 10, "target": 5},
        ),
        (
            "Raise new teams that add a second project within two weeks from 18% to 30%",
            {"counted": "new teams that add a second project within two weeks", "baseline": 18, "target": 30},
        ),
        ("Pipeline at 2X target", {"counted": "target", "unit": "x", "target": 2}),
    ],
)
def test_numbers_as_they_are_found_in_the_wild(sentence: str, fields: dict[str, object]) -> None:
    measure = read(sentence)._asdict()
    assert {name: measure[name] for name in fields} == fields


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("Keep disputes at or below 0.4% of orders", "disputes"),
        ("Cut refunds from 9% to 5% of orders", "refunds"),
        ("Raise activation to 50% of new accounts", "activation"),
        ("Get 80% of tenants onto the new meters", "tenants onto the new meters"),
        ("Increase to 80% of visitors", "visitors"),
    ],
)
def test_what_is_moved_is_counted_before_what_it_is_a_share_of(sentence: str, counted: str) -> None:
    assert read(sentence).counted == counted


@pytest.mark.parametrize(
    "sentence",
    [
        "Снизить отток с 5 % до 3 %",  # noqa: RUF001
        "Aumentar el NPS de 5 a 3",
        "Churn z 5 do 3",
        "解約率を5%から3%に下げる",
        "将客户流失率从5%降低到3%",
        "이탈률을 5%에서 3%로 낮추기",
        "Abwanderung von 5 % auf 3 % senken",
    ],
)
def test_movements_are_read_in_other_languages(sentence: str) -> None:
    stated = read(sentence)
    assert (stated.baseline, stated.target, stated.direction) == (5, 3, "decrease")


@pytest.mark.parametrize(
    "sentence",
    [
        "6月までにポータルを公開する",
        "第3四半期にポータルを公開する",
        "2026年3月31日までに新しいサイトを公開する",
        "3월까지 포털 출시",
        "2분기에 포털 출시",
        "发布第2版手册",
        "版本3上线",
    ],
)
def test_dates_and_versions_are_no_numbers_in_scripts_without_blanks(sentence: str) -> None:
    assert read(sentence).target is None


def test_what_is_counted_stands_before_the_number_in_scripts_without_blanks() -> None:
    assert read("新規登録者を1000人に増やす").counted == "新規登録者を"
