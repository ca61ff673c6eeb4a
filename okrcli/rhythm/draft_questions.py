"""An objective as questions: each answer is judged as it comes, numbers are read from the sentence and confirmed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.model import COMMITMENTS, KeyResult
from okrcli.goals.stated import amount, key_result
from okrcli.rhythm.asking import Question
from okrcli.rhythm.carrying import restated
from okrcli.rhythm.checkin import parse_value

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from okrcli.judge import Vocabulary
    from okrcli.judge.library import Metric
    from okrcli.judge.verdict import Verdict

MOST: Final = 5
"""Key results of an objective, beyond which nobody remembers them."""
_WAY: Final = re.compile(r"(?:from )?(?P<baseline>\S+?)(?: to | ?→ ?| ?-> ?|:| )(?P<target>\S+)")
_KEYS: Final = "< goes back, Ctrl-D goes to the summary, Ctrl-C keeps the draft for --retry."
_HELP: Final = {
    "title": "What will be true, and for whom: no number, no task. Buyers trust our checkout enough to finish it.",
    "why": "What is lost if it waits a quarter. It settles arguments in week seven.",
    "not_doing": "What you leave undone for it, so that it is not done secretly; a semicolon between two.",
    "commitment": "committed: others rely on it, expected in full. aspirational: 0.7 is good. learning: a question.",
    "owner": "Exactly one person: who notices first when it does not move.",
    "supports": "The number of what it serves, several with blanks between; Enter where it stands alone.",
    "standalone": "One sentence on why it serves none of the goals above.",
    "question": "What do you want to know at the end of the cycle?",
    "kr": "How would you notice that it is reached: what is counted, from where to where. Not what you will do.",
    "evidence": "Where anyone can see that it is done: a page, a document, a signature.",
    "numbers": "Enter if that is right; else the two numbers, like: 58 to 75. A single number is the target.",
    "baseline": "The value today. Without one there is no progress to see; s where nobody knows it yet.",
}


class Goal(NamedTuple):
    """A goal that an objective can support: its address and title."""

    address: str
    title: str


class Drafting(NamedTuple):
    """What the answers make; without a title there is nothing yet."""

    title: str
    fields: dict[str, Any]
    results: tuple[KeyResult, ...]


class Coach(NamedTuple):
    """What the questions need to know: who asks, whom there is, what can be supported, the words of the house."""

    me: str
    people: frozenset[str]
    goals: Sequence[Goal]
    vocabulary: Vocabulary

    def questions(self) -> Generator[Question, str, Drafting]:
        """The script."""
        title = yield from self._title()
        fields: dict[str, Any] = {"why": (yield _ask("why", "why now"))}
        fields["not_doing"] = _texts((yield _ask("not_doing", "what will you not do for it")))
        typed = yield self._commitment()
        commitment = fields["commitment"] = _commitment(typed) if typed else ""
        fields["owner"] = yield self._owner()
        fields |= yield from self._alignment()
        if commitment == "learning":
            fields["question"] = yield _ask("question", "the question to answer")
        results = yield from self._results(learning=commitment == "learning")
        return Drafting(title, {name: value for name, value in fields.items() if value}, results)

    def _title(self) -> Generator[Question, str, str]:
        from okrcli.judge import judge_objective

        title = yield _ask("title", "objective", optional=False)
        tries = 1
        while title and (found := judge_objective(title)):
            tries += 1
            about = ("objective_verdict", (title, found))
            again = yield _ask(f"title {tries}", "another wording, or Enter keeps it", "title", about=about)
            if not again:
                break
            title = again
        return title

    def _commitment(self) -> Question:
        return _ask("commitment", f"commitment ({', '.join(COMMITMENTS)})", default="aspirational", read=_commitment)

    def _owner(self) -> Question:
        def known(typed: str) -> object:
            if self.people and typed not in self.people:
                raise OkrError(f"nobody here is called {typed!r}", f"one of: {', '.join(sorted(self.people))}")
            return typed

        return _ask("owner", "owner", default=self.me, read=known)

    def _alignment(self) -> Generator[Question, str, dict[str, Any]]:
        if self.goals:
            about = ("goals", self.goals)
            chosen = yield _ask("supports", "what does it support (number)", about=about, read=self._chosen)
            if chosen:
                return {"supports": self._chosen(chosen)}
        return {"standalone": (yield _ask("standalone", "why does it stand alone"))}

    def _chosen(self, typed: str) -> tuple[str, ...]:
        addresses = [goal.address for goal in self.goals]
        found = []
        for word in typed.replace(",", " ").split():
            if word.isdecimal() and 0 < int(word) <= len(addresses):
                found.append(addresses[int(word) - 1])
            elif word in addresses:
                found.append(word)
            else:
                raise OkrError(f"{word!r} is none of them", f"a number from 1 to {len(addresses)}")
        return tuple(dict.fromkeys(found))

    def _results(self, *, learning: bool) -> Generator[Question, str, tuple[KeyResult, ...]]:
        results: list[KeyResult] = []
        for nth in range(1, MOST + 1):
            text = "what will be known" if learning else "key result"
            more = "" if nth == 1 else " (Enter: no more)"
            sentence = yield _ask(f"kr{nth}", f"{text} {nth}{more}", "kr", optional=nth > 1)
            if not sentence:
                break
            results.append(KeyResult(title=sentence) if learning else (yield from self._result(f"kr{nth}", sentence)))
        return tuple(results)

    def _result(self, name: str, sentence: str) -> Generator[Question, str, KeyResult]:
        """One key result: judged until it is an outcome or kept as it is, then its numbers."""
        from okrcli.judge import judge

        tries = 1
        verdict = judge(sentence, self.vocabulary)
        options = _metrics(sentence)
        while verdict.verdict != "outcome":
            tries += 1
            about = ("verdict", (verdict, options))
            text = "number, new sentence, or Enter keeps it"
            typed = yield _ask(f"{name} {tries}", text, "kr", about=about)
            if not typed:
                return (yield from self._kept(name, verdict))
            if typed.isdecimal() and 0 < int(typed) <= len(options):
                return (yield from self._picked(name, options[int(typed) - 1]))
            options = _of_theme(typed) or _metrics(typed) or options
            if not _of_theme(typed):
                verdict = judge(typed, self.vocabulary)
        return (yield from self._numbers(name, key_result(verdict.sentence)))

    def _kept(self, name: str, verdict: Verdict) -> Generator[Question, str, KeyResult]:
        """What is no outcome and is kept all the same: a milestone says where it can be seen."""
        stated = key_result(verdict.sentence)
        if verdict.verdict != "milestone" or stated.target is not None:
            return stated
        evidence = yield _ask(f"{name} evidence", "where can anyone see that it is done", "evidence")
        return KeyResult(kind="milestone", title=verdict.sentence, evidence=evidence or None)

    def _picked(self, name: str, metric: Metric) -> Generator[Question, str, KeyResult]:
        """A key result of the library's: only its numbers are asked for."""
        verb = "Raise" if metric.direction == "increase" else "Reduce"
        start = yield _number(f"{name} baseline", f"{metric.name} today, in {metric.unit}", "baseline")
        end = yield _number(f"{name} target", "target", "numbers")
        sign = "%" if metric.unit == "%" else ""
        unit = "" if sign or not end else f" {metric.unit}"
        told = [f"{word} {said.rstrip(' %')}{sign}" for word, said in (("from", start), ("to", end)) if said]
        title = " ".join([f"{verb} {metric.name}", *told]) + unit
        values = {"baseline": _amount(start), "target": _amount(end)}
        return KeyResult(title=title, metric=metric.name, unit=metric.unit).but(**values)

    def _numbers(self, name: str, stated: KeyResult) -> Generator[Question, str, KeyResult]:
        """Baseline and target as the sentence states them are only confirmed; what it leaves open is asked."""
        if stated.kind != "metric":
            return stated
        if stated.baseline is not None and stated.target is not None:
            text = f"{amount(stated.baseline)} to {amount(stated.target)}{f' {stated.unit}' if stated.unit else ''}"
            typed = yield _ask(
                f"{name} numbers", "read as (Enter: right)", "numbers", default=text, read=read_way_typed
            )
            return _corrected(stated, read_way_typed(typed)) if typed and typed != text else stated
        start = yield _number(f"{name} baseline", f"{stated.metric or 'it'} today", "baseline")
        values = {"baseline": _amount(start)}
        if stated.target is None:
            values["target"] = _amount((yield _number(f"{name} target", "target", "numbers")))
        return stated.but(**{field: value for field, value in values.items() if value is not None})


def _corrected(stated: KeyResult, way: Mapping[str, float | None]) -> KeyResult:
    """With other numbers than the sentence states, in the sentence too."""
    title = stated.title
    for field, new in way.items():
        title = restated(title, getattr(stated, field), new)
    return stated.but(title=title, **way)


def _ask(name: str, text: str, topic: str = "", **other: Any) -> Question:
    return Question(name, text, help=f"{_HELP[topic or name]} {_KEYS}", **other)


def _number(name: str, text: str, topic: str) -> Question:
    return _ask(name, text, topic, read=parse_value)


def _amount(typed: str) -> float | None:
    return amount(parse_value(typed)) if typed else None


def read_way_typed(typed: str) -> dict[str, float | None]:
    """`58 to 75` as baseline and target; a single number is the target."""
    match = _WAY.match(typed.replace("%", "").strip())
    if not match:
        return {"target": amount(parse_value(typed))}
    return {"baseline": _amount(match["baseline"]), "target": _amount(match["target"])}


def _commitment(typed: str) -> str:
    found = [name for name in COMMITMENTS if name.startswith(typed.lower())]
    if len(found) != 1:
        raise OkrError(f"{typed!r} is no commitment", f"one of: {', '.join(COMMITMENTS)}")
    return found[0]


def _metrics(sentence: str) -> tuple[Metric, ...]:
    """The library's metrics for the theme of a sentence."""
    from okrcli.judge.advice import theme_of

    theme = theme_of(sentence)
    return theme.metrics if theme else ()


def _of_theme(typed: str) -> tuple[Metric, ...]:
    from okrcli.judge.library import metrics

    return metrics(typed.strip().lower())


def _texts(typed: str) -> tuple[str, ...]:
    return tuple(text.strip() for text in typed.split(";") if text.strip())


def answers_for(objective: Any) -> Mapping[str, str]:
    """An objective as answers to be offered: a template becomes a draft by saying yes or better."""
    said = {
        "title": objective.title,
        "why": objective.why or "",
        "commitment": objective.commitment,
        "question": objective.question or "",
    }
    titles = {f"kr{nth}": result.title for nth, result in enumerate(objective.key_results.values(), 1)}
    return {name: text for name, text in (said | titles).items() if text}
