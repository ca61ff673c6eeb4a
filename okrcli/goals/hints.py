"""What editors show beside the schemas: what each choice means, examples, and texts to start from."""

from __future__ import annotations

from typing import Any, Final

Hints = dict[str, dict[str, Any]]
"""By the way to a value, `*` for any name and `[]` for any item, the keywords to add to its schema."""


def _means(**choices: str) -> dict[str, Any]:
    """What each choice of an `enum` means."""
    return {"enum": [name.replace("_", "-") for name in choices], "markdownEnumDescriptions": list(choices.values())}


def _start(label: str, description: str, body: dict[str, Any]) -> dict[str, Any]:
    """A text to start from, with `$1` where the cursor goes first."""
    return {"label": label, "description": description, "body": body}


_KINDS: Final = _means(
    metric="A number that moves from `baseline` to `target`; the score is the share of the way.",
    threshold="A level to hold: `at_least`, `at_most`, `above` or `below`; met or not met.",
    range="A number to keep inside `between: [low, high]`.",
    milestone="Something that is done or not, with `evidence`; its `steps` have weights.",
    baseline="A number that nobody knows yet: this cycle finds it, the next one moves it.",
)
_COMMITMENTS: Final = _means(
    committed="Expected in full: met or missed.",
    aspirational="A stretch: 0.7 is good.",
    learning="A `question` to answer: its key results are answered, partly answered or open.",
)
_KEY_RESULTS: Final = [
    _start(
        "key result: a number that moves",
        "from a baseline to a target",
        {"${1:id}": {"title": "$2", "metric": "$3", "unit": "$4", "baseline": "^$5", "target": "^$6"}},
    ),
    _start(
        "key result: a level to hold",
        "kind: threshold",
        {"${1:id}": {"kind": "threshold", "title": "$2", "metric": "$3", "unit": "$4", "at_least": "^$5"}},
    ),
    _start(
        "key result: something done or not",
        "kind: milestone",
        {"${1:id}": {"kind": "milestone", "title": "$2", "evidence": "$3"}},
    ),
    _start(
        "key result: a number to find out",
        "kind: baseline",
        {"${1:id}": {"kind": "baseline", "title": "$2", "metric": "$3", "unit": "$4"}},
    ),
]
_OBJECTIVE: Final = _start(
    "objective",
    "with a first key result",
    {"${1:id}": {"title": "$2", "owner": "$3", "why": "$4", "key_results": dict(_KEY_RESULTS[0]["body"])}},
)
_ADDRESS: Final = {"examples": ["company/grow-in-europe"]}
_RESULT: Final = "objectives/*/key_results/*"

HINTS: Final[dict[str, Hints]] = {
    "goals": {
        "objectives": {"defaultSnippets": [_OBJECTIVE]},
        "objectives/*/commitment": _COMMITMENTS,
        "objectives/*/origin": _means(team="The team proposed it.", leadership="It was asked of the team."),
        "objectives/*/supports": _ADDRESS,
        "objectives/*/depends_on": _ADDRESS,
        "objectives/*/carried_from": {"examples": ["2026-Q2:payments/checkout-trust"]},
        "objectives/*/key_results": {"defaultSnippets": _KEY_RESULTS},
        f"{_RESULT}/kind": _KINDS,
        f"{_RESULT}/hold": _means(
            latest="The latest value decides.", share="The score is the share of check-ins that met it."
        ),
        f"{_RESULT}/role": _means(leading="An early sign of the outcome.", lagging="The outcome itself."),
        f"{_RESULT}/unit": {"examples": ["%", "days", "EUR"]},
        f"{_RESULT}/between": {"examples": [[38, 46]]},
        f"{_RESULT}/steps": {"examples": [{"scoping": 1, "report": 3}]},
        f"{_RESULT}/curve": {"examples": [{"2026-08-01": 65}]},
        f"{_RESULT}/levels": {"examples": [{"commit": 68, "target": 75, "stretch": 80}]},
        f"{_RESULT}/amendments/[]/kind": _means(
            new_information="Something is known now that was not known then.",
            world_changed="What the goal stood on is no longer so.",
            irrelevant="Nobody is helped any more by reaching it.",
            correction="It was written down wrongly.",
        ),
    },
    "checkin": {
        "results": {"examples": [{"checkout-trust/completion": 63.5}]},
        "confidence": {"examples": [{"checkout-trust": 0.6}]},
        "results/*/answer": _means(
            answered="The question is answered.", partly="A part of it is.", open="Nothing is known yet."
        ),
    },
    "review": {
        "objectives/*/decision": _means(
            achieved="Done: nothing of it goes on.",
            keep="It goes on as it is.",
            modify="It goes on, changed.",
            abandon="It ends unfinished, on purpose.",
            defer="It waits for a later cycle.",
        ),
    },
    "settings": {
        "teams/*/level": _means(
            company="The whole organisation.", team="A group of people.", person="One person with own goals."
        ),
        "lint/severity": {"examples": [{"vanity-metric": "warning", "key-result-count": "off"}]},
        "lint/own_work": {"examples": [["runbook", "story point"]]},
        "lint/outcomes": {"examples": [["qualified opportunity"]]},
    },
}
