from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import flagged, metric_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class AmbiguousMetric(Rule):
    """A key result counts something that everybody counts otherwise.

    Google's playbook: a million users, all-time or in the last seven days? A `metric` that says how it is counted
    settles it; one that is a single such word does not.

    ```yaml
    team: growth
    objectives:
      known:
        title: Small shops know us
        key_results:
          users:
            title: Reach 10,000 users  # <- "Reach 10,000 users" can be counted in several ways
    #                    ^^^^^^
          habit:
            title: Raise shops that open the app each day from 20% to 30%
            metric: engagement  # <- `metric: engagement` can be counted in several ways
            baseline: 20
            target: 30
    ```

    ```yaml
    team: growth
    objectives:
      known:
        title: Small shops know us
        key_results:
          users:
            title: Grow from 2,000 to 10,000 users
            metric: people who paid with us in the last seven days
            baseline: 2000
            target: 10000
    ```
    """

    code = "OKR209"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for item in flagged(workspace, "ambiguous"):
            if not _is_explained(item.at.key_result.metric):
                yield item.finding("can be counted in several ways", "say in `metric:` how it is counted")
        for item, place in metric_findings(workspace, "ambiguous-metric"):
            if not (item.full and "ambiguous" in item.full.flags):
                said = f"`metric: {item.at.key_result.metric}` can be counted in several ways"
                yield Finding(place, said, "say which, of whom and how often", item.at.address)


def _is_explained(metric: str | None) -> bool:
    """Whether the metric says more than the one word."""
    from okrcli.judge import judge_metric

    return metric is not None and not any(found.name == "ambiguous-metric" for found in judge_metric(metric))
