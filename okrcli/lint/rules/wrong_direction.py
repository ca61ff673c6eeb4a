from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.diagnostic import Severity
from okrcli.judge.lexicon import BIT, kinds
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import unsettled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import KeyResult
    from okrcli.goals.workspace import Workspace


class WrongDirection(Rule):
    """The sentence goes one way, the fields go the other.

    "Reduce churn" with a target above the baseline scores the more, the more people leave. A sentence that holds
    a limit from above and a field that holds it from below contradict each other just so.

    ```yaml
    team: growth
    objectives:
      stay:
        title: Shops stay with us
        key_results:
          churn:
            title: Reduce shops that leave within a quarter
            unit: "%"
            baseline: 3
            target: 5  # <- the title says "Reduce", but 3 to 5 goes up
    #               ^
          tickets:
            kind: threshold
            title: Keep support tickets at or below 12 a week
            at_least: 12  # <- the title holds 12 from above, `at_least` from below
    ```

    ```yaml
    team: growth
    objectives:
      stay:
        title: Shops stay with us
        key_results:
          churn: {title: Reduce shops that leave within a quarter, unit: "%", baseline: 5, target: 3}
          rank: {title: Raise our rank among shop systems from 8 to 3, baseline: 8, target: 3}
          tickets: {kind: threshold, title: Keep support tickets at or below 12 a week, at_most: 12}
    ```
    """

    code = "OKR211"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for item in unsettled(workspace):
            place, address, key_result, _ = item.at
            if key_result.kind == "metric" and (verb := _denied(key_result)):
                start, end = key_result.baseline or 0, key_result.target or 0
                said = f'the title says "{verb}", but {start:.15g} to {end:.15g} goes {"up" if end > start else "down"}'
                yield Finding(place / "target", said, "make both go the same way", address)
            elif key_result.kind == "threshold" and key_result.bound:
                name, bound = key_result.bound
                side, stated = _SIDES[name], item.verdict.measure
                if stated.target == bound and stated.bound and _SIDES[stated.bound] != side:
                    said = f"the title holds {bound:.15g} from {_SIDES[stated.bound]}, `{name}` from {side}"
                    yield Finding(place / name, said, "make both hold it from the same side", address, at_key=True)


_SIDES: Final = {"at_least": "below", "above": "below", "at_most": "above", "below": "above"}
_RAISE, _LOWER = BIT["raise"], BIT["lower"]
_LOW_IS_HIGH: Final = frozenset(
    ("rank", "ranks", "ranking", "position", "place", "speed", "frequency", "cadence", "pace", "velocity", "priority")
)


def _denied(key_result: KeyResult) -> str | None:
    """The verb that begins the title, where it moves the number the other way than the fields do."""
    start, end = key_result.baseline, key_result.target
    if start is None or end is None or start == end:
        return None
    verb, *others = key_result.title.split()
    against = kinds(verb.lower()) & (_RAISE | _LOWER) == (_LOWER if end > start else _RAISE)
    return verb if against and _LOW_IS_HIGH.isdisjoint(word.lower().strip(".,:") for word in others) else None
