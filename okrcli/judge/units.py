"""Units, spelt-out numbers and the words that make a number a name."""

from __future__ import annotations

from okrcli.judge.lists import listed, table

YEARS = (2010, 2049)
DASHES = frozenset(("-", "‐", "‑"))  # noqa: RUF001
JOINED = {"fold": "x", "star": "stars", "point": "points", "percent": "%"}  # behind a hyphen: 3-fold
DAY_BEFORE = frozenset(("by", "on", "until", "before", "since", "from"))
PLAIN_FRACTIONS = frozenset(("1/2", "1/3", "2/3", "1/4", "3/4", "1/5"))
PLACEHOLDERS = frozenset(("n", "x", "xx", "xxx", "y"))
RATED = frozenset(("stars", "star", "rating", "ratings", "score", "points", "csat"))
SCORES = frozenset(("lighthouse", "trustpilot", "glassdoor", "capterra", "score", "index", "nps", "csat", "rating"))
BEFORE_ONE = frozenset(("least", "than", "under", "below", "over", "above", "only", "to", "most", "minimum"))
CODES = frozenset(("kpi", "usd", "eur", "gbp"))
CURRENCIES = table("units currencies")
MAGNITUDES = {word: float(value) for word, value in table("units magnitudes").items()}
SPELT = {word: float(value) for word, value in table("units spelt").items()}
SHARED = frozenset(("3", "4", "5", "6", "8", "10", "20", "100", "1000"))
CLOCKS = {"m": "min", "min": "min", "minutes": "min", "h": "hours", "hours": "hours"}
FRACTIONS = {
    "half": 0.5,
    "third": 1 / 3,
    "thirds": 1 / 3,
    "quarter": 0.25,
    "quarters": 0.25,
    "fifths": 0.2,
    "fourth": 0.25,
    "fifth": 0.2,
    "tenth": 0.1,
    "one-third": 1 / 3,
    "two-thirds": 2 / 3,
    "three-quarters": 0.75,
}
MANY = listed("units many")
MONTHS = listed("units months")
LABELS = listed("units labels")
NOT_NOUNS = listed("units not nouns")
UNITS = table("units units")
