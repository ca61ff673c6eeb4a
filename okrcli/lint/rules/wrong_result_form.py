from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.lint.reported import Reported, unusual
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class WrongResultForm(Rule):
    """A check-in reports a result in a form that its key result does not have.

    A metric has a value, a milestone is done or has steps that are, a question of a learning objective has
    an answer. What is said in another form counts for nothing.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          audit: {kind: milestone, title: The card-data audit is passed, steps: {scoping: 1, report: 3}}
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    confidence: {trust: 0.6}
    results:
      trust/audit: 30  # <- 'trust/audit' is a milestone: it is done or not, and has no value
    #              ^^
      trust/completion: {value: 63, done: true}  # <- 'trust/completion' is no milestone: it has a value
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          audit: {kind: milestone, title: The card-data audit is passed, steps: {scoping: 1, report: 3}}
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    confidence: {trust: 0.6}
    results:
      trust/audit: {done: [scoping]}
      trust/completion: 63
    ```
    """

    code = "OKR503"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for item in unusual(workspace):
            name, reading = repr(item.at.address.local), item.reading
            if item.at.key_result.kind == "milestone":
                yield from _of_milestone(item, name)
            elif reading.done is not None:
                said = f"{name} is no milestone: it has a value"
                yield _finding(item, "done", said, "give the number: `value:`")
            if reading.answer is not None and item.at.objective.commitment != "learning":
                said = f"{name} is no question of a learning objective, and has no answer"
                yield _finding(item, "answer", said, "give the value; or say `commitment: learning` of the objective")


def _of_milestone(item: Reported, name: str) -> Iterator[Finding]:
    if item.reading.value not in (None, 0, 1):
        said = f"{name} is a milestone: it is done or not, and has no value"
        steps = ", ".join(item.at.key_result.steps or ())
        hint = f"say `done: [{steps}]` with the steps that are done" if steps else "say `done: true` once it is"
        yield _finding(item, "value", said, hint)


def _finding(item: Reported, key: str, said: str, hint: str) -> Finding:
    return Finding(item.place / key, said, hint, item.at.address)
