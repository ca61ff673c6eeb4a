from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.judge import Vocabulary, judge
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import metric_findings, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import KeyResult
    from okrcli.goals.workspace import Workspace


class OwnWorkMetric(Rule):
    """The sentence speaks of others, but the number counts the team's own work.

    The score follows the number. "Shops know us", measured in posts published, is reached by publishing: count
    what others do because of it.

    ```yaml
    team: growth
    objectives:
      known:
        title: Small shops know us
        key_results:
          posts:
            title: Raise shops that know our name from 2 to 12
            metric: blog posts published  # <- `metric: blog posts published` counts own work
    #               ^^^^^^^^^^^^^^^^^^^^
            baseline: 2
            target: 12
    ```

    ```yaml
    team: growth
    objectives:
      known:
        title: Small shops know us
        key_results:
          posts:
            title: Raise shops that know our name from 2 to 12
            metric: shops that name us unprompted, of a hundred asked
            baseline: 2
            target: 12
    ```
    """

    code = "OKR213"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for item, place in metric_findings(workspace, self.name()):
            if item.kind == "outcome" and _is_own_work(item.at.key_result, vocabulary(workspace.settings)):
                said = f"`metric: {item.at.key_result.metric}` counts own work"
                yield Finding(place, said, "count what others do because of it", item.at.address)


def _is_own_work(key_result: KeyResult, words: Vocabulary) -> bool:
    """What the judge says of the metric as the sentence of a key result."""
    start, end = key_result.baseline, key_result.target
    if start is None or end is None:
        return False
    unit = key_result.unit or ""
    way = f"{key_result.metric} from {start:.15g} {unit} to {end:.15g} {unit}"
    return judge(f"{'Raise' if end > start else 'Reduce'} {way}", words).verdict == "quantified-activity"
