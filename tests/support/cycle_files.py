"""A cycle in which something of everything has happened: amended, stalled, breached, learned, reviewed."""

from __future__ import annotations

from desk import FILES

_AMENDED = """\
        target: 75
        amendments:
          - {date: 2026-07-20, field: target, from: 80, to: 75, kind: new-information, reason: "A bank left", by: ana}
"""
_DEPENDENT = "    standalone: It serves everybody\n    depends_on: [payments/checkout-trust]\n"
_CARRIED = "    supports: company/europe\n    carried_from: 2026-Q2:payments/checkout-trust\n"
_QUEUE = "{{date: {}, by: kim, results: {{fast-builds/queue: 110}}}}\n"
_COMPANY = """\
team: company
objectives:
  europe:
    title: Europe buys from us
    owner: mia
    key_results:
      countries: {title: Sell in 5 countries instead of 1, metric: countries that we sell in, baseline: 1, target: 5}
"""
_BEFORE = """\
team: payments
objectives:
  checkout-trust:
    title: Buyers trust our checkout enough to finish it
    owner: ana
    commitment: committed
    key_results:
      completion: {title: Raise checkout completion from 55% to 65%, unit: "%", baseline: 55, target: 65}
"""
_REVIEW = """\
date: 2026-07-02
by: ana
objectives:
  checkout-trust:
    decision: keep
    worked: [A call with every shop]
    obstacles: [Two of us were ill]
    learned: [Shorter forms help more than faster ones]
    next: [The payment step]
results:
  checkout-trust/completion: {value: 61, self_score: 0.5, because: The last week was a holiday}
"""


def _week(day: int, month: int, completion: float, disputes: float, more: str = "") -> tuple[str, str]:
    date = f"2026-{month:02d}-{day:02d}"
    said = f"date: {date}\nby: ana\nconfidence: {{checkout-trust: 0.8}}\nresults:\n"
    said += f"  checkout-trust/completion: {completion}\n  checkout-trust/disputes: {disputes}\n{more}"
    return f"okrs/2026-Q3/checkins/{date}-payments-ana.yaml", said


CYCLE_FILES = {
    **FILES,
    "okrs/2026-Q3/payments.yaml": FILES["okrs/2026-Q3/payments.yaml"]
    .replace("        target: 75\n", _AMENDED)
    .replace("    standalone: Nothing else speaks of the checkout\n", _CARRIED),
    "okrs/2026-Q3/platform.yaml": FILES["okrs/2026-Q3/platform.yaml"].replace(
        "    standalone: It serves everybody\n", _DEPENDENT
    ),
    "okrs/2026-Q3/company.yaml": _COMPANY,
    "okrs/2026-Q2/payments.yaml": _BEFORE,
    "okrs/2026-Q2/reviews/payments.yaml": _REVIEW,
    **dict(
        (
            _week(6, 7, 61, 0.2),
            _week(13, 7, 63, 0.3),
            _week(20, 7, 62, 0.3, "  why-carts/reasons: {answer: answered, note: Nobody finds the voucher}\n"),
            _week(27, 7, 64.5, 0.35),
            _week(3, 8, 66, 0.5),
        )
    ),
    "okrs/2026-Q3/checkins/2026-07-06-platform-kim.yaml": _QUEUE.format("2026-07-06"),
    "okrs/2026-Q3/checkins/2026-07-20-platform-kim.yaml": _QUEUE.format("2026-07-20"),
    "okrs/2026-Q3/checkins/2026-08-03-platform-kim.yaml": _QUEUE.format("2026-08-03"),
    "okrs/2026-Q3/checkins/2026-08-17-platform-kim.yaml": (
        "date: 2026-08-17\nby: kim\nresults:\n"
        "  fast-builds/queue: {value: 110, confidence: 0.9, note: The new machines come in September}\n"
        "  fast-builds/cost: 44\n"
    ),
}  # fmt: skip
