"""A way out of a verdict: the question to ask, and a rewrite with a metric that fits the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.judge.library import Metric, Theme, library, metrics, themes
from okrcli.judge.tokens import singular

if TYPE_CHECKING:
    from okrcli.judge.verdict import Verdict

__all__ = ["Metric", "Suggestion", "metrics", "suggest", "theme_of", "themes"]

MOST = 2  # metrics that are proposed


class Suggestion(NamedTuple):
    """A question to ask, and a pattern to fill in; `metric` is None where the question is all there is."""

    question: str
    rewrite: str
    metric: str | None


def suggest(verdict: Verdict) -> tuple[Suggestion, ...]:
    """What would make an outcome of the sentence; nothing for an outcome that says where it starts."""
    if verdict.verdict == "outcome":
        return _completions(verdict)
    question = _question(verdict)
    theme = theme_of(verdict.sentence)
    if theme is None:
        return (Suggestion(question, "Raise … from … to …", None),)
    return tuple(Suggestion(question, rewrite(metric), metric.name) for metric in theme.metrics[:MOST])


def _question(verdict: Verdict) -> str:
    asked = PEOPLE if verdict.decided.why in ("trained", "hired", "done to others") else QUESTIONS[verdict.verdict]
    counted = verdict.measure.counted
    return asked.replace("{it}", counted) if counted else asked.replace(" ({it})", "")


def _completions(verdict: Verdict) -> tuple[Suggestion, ...]:
    named = verdict.measure.counted or "…"
    if "placeholder" in verdict.flags:
        return (Suggestion("Which number, and who knows it today?", f"{named} from … to …", None),)
    if "no-baseline" in verdict.flags:
        return (Suggestion(f"Where is {named} today?", f"{named} from … to …", None),)
    if "compound" in verdict.flags:
        return (Suggestion("Which of the two would you give up last?", f"{named} from … to …", None),)
    return ()


def rewrite(metric: Metric) -> str:
    """A key result with blanks, as “Raise activation of new accounts from … to … %”."""
    verb = "Raise" if metric.direction == "increase" else "Reduce"
    return f"{verb} {metric.name} from … to … {metric.unit}"


def theme_of(sentence: str) -> Theme | None:
    """The theme whose own words a sentence uses most, then whose shared ones; the earlier one where two are even."""
    spoken = [singular(low.strip(".,;:()!?\"'")) for low in sentence[:2000].lower().split()]
    text = f" {' '.join(spoken)} "
    best = max(library(), key=lambda theme: _fit(theme, text))
    return best if any(_fit(best, text)) else None


def _fit(theme: Theme, text: str) -> tuple[int, int]:
    own, shared = ({" ".join(map(singular, word.split())) for word in words} for words in (theme.words, theme.shared))
    return sum(f" {word} " in text for word in own), sum(f" {word} " in text for word in shared)


PEOPLE = "Once you have reached them ({it}): what should be different, and for whom?"
QUESTIONS = {
    "milestone": "What is different, and for whom, once that is reached?",
    "quantified-activity": "Once all of that ({it}) is done: what should have changed, and for whom?",
    "activity": "What is different, and for whom, once that is done?",
    "unmeasurable": "How would you notice? Which number would move, from where to where?",
}
