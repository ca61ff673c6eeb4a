from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import unsettled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import KeyResult
    from okrcli.goals.workspace import Workspace
    from okrcli.judge import Measure


class TitleContradictsFields(Rule):
    """The sentence says another number than the field.

    People read the sentence, scores use the field: one of the two is wrong.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise checkout completion from 61% to 75%
            baseline: 61
            target: 70  # <- the title says 75, `target` says 70
    #               ^^
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise checkout completion from 61% to 75%
            baseline: 61
            target: 75
    ```
    """

    code = "OKR210"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for item in unsettled(workspace):
            key_result = item.at.key_result
            if item.glance == (key_result.baseline, key_result.target):
                continue
            for field, said, written in _differences(key_result, item.verdict.measure):
                message = f"the title says {said:.15g}, `{field}` says {written:.15g}"
                yield Finding(item.at.place / field, message, "make both say the same", item.at.address)


def _differences(key_result: KeyResult, measure: Measure) -> Iterator[tuple[str, float, float]]:
    """Field, number of the sentence, number of the field: where both are given and the field's stands nowhere in it."""
    numbers = {number.value for number in measure.numbers}
    for field, said in (("baseline", measure.baseline), ("target", measure.target)):
        written = getattr(key_result, field)
        if said is not None and written is not None and numbers.isdisjoint((written, abs(written))):
            yield field, said, written
