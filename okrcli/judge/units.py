"""Units, spelt-out numbers and the words that make a number a name."""

from __future__ import annotations

from okrcli.judge.lists import listed

YEARS = (2010, 2049)
DASHES = frozenset(("-", "‐", "‑"))
DAY_BEFORE = frozenset(("by", "on", "until", "before", "since", "from"))
PLAIN_FRACTIONS = frozenset(("1/2", "1/3", "2/3", "1/4", "3/4", "1/5"))
PLACEHOLDERS = frozenset(("n", "x", "xx", "xxx", "y"))
RATED = frozenset(("stars", "star", "rating", "ratings", "score", "points", "csat"))
SCORES = frozenset(
    ("lighthouse", "trustpilot", "glassdoor", "capterra", "score", "index", "nps", "csat", "rating")
)
BEFORE_ONE = frozenset(("least", "than", "under", "below", "over", "above", "only", "to", "most", "minimum"))
CODES = frozenset(("kpi", "usd", "eur", "gbp"))
CURRENCIES = {
    "$": "$",
    "€": "€",
    "£": "£",
    "¥": "¥",
    "₹": "₹",
    "usd": "$",
    "eur": "€",
    "gbp": "£",
    "chf": "CHF",
}
MAGNITUDES = {
    "k": 1e3,
    "thousand": 1e3,
    "thousands": 1e3,
    "hundred": 1e2,
    "dozen": 12,
    "mn": 1e6,
    "mio": 1e6,
    "mm": 1e6,
    "million": 1e6,
    "millions": 1e6,
    "hundreds": 1e2,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "billions": 1e9,
}
SPELT = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split(" ")
    )
} | {
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "seventy": 70.0,
    "eighty": 80.0,
    "ninety": 90.0,
    "hundred": 100.0,
    "dozen": 12.0,
    "twenty-five": 25.0,
    "twenty-four": 24.0,
    "thirty-five": 35.0,
    "forty-eight": 48.0,
    "forty-five": 45.0,
    "seventy-five": 75.0,
    "eighty-five": 85.0,
    "ninety-five": 95.0,
    "ninety-nine": 99.0,
}
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
UNITS = {
    form: unit
    for unit, forms in {
        "%": "% percent percentage pct",
        "pp": "pp ppt ppts",
        "bp": "bp bps",
        "ms": "ms msec millisecond milliseconds",
        "s": "s sec secs second seconds",
        "min": "min mins minute minutes",
        "hours": "h hr hrs hour hours",
        "days": "d day days",
        "weeks": "w wk wks week weeks",
        "months": "mo mos month months",
        "years": "y yr yrs year years",
        "x": "x fold",
        "times": "times",
        "people": "people persons",
        "points": "points point pts",
        "stars": "stars",
        "$": "$ usd dollars",
        "€": "€ eur euro euros",
        "£": "£ gbp pounds",
        "KB": "kb",
        "MB": "mb megabytes",
        "GB": "gb gigabytes",
        "TB": "tb terabytes",
        "Mbps": "mbps mbit",
        "kWh": "kwh",
        "MW": "mw",
        "t": "tonnes tons tonne",
        "kg": "kg",
        "km": "km",
        "FTE": "fte ftes",
    }.items()
    for form in forms.split()
} | {
    "percentage points": "pp",
    "percentage point": "pp",
    "per cent": "%",
    "percent points": "pp",
    "% points": "pp",
}
