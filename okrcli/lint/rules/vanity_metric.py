from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import flagged, metric_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class VanityMetric(Rule):
    """A key result counts what flatters and can be had without anyone being better off.

    Likes, followers and page views grow by themselves, or by money. Sometimes they are the point; mostly what
    people do next is.

    ```yaml
    team: growth
    objectives:
      known:
        title: Small shops know us
        key_results:
          followers:
            title: Grow followers from 2,000 to 10,000  # <- "Grow followers from 2,000 to 10,000" counts what flatters
    #                   ^^^^^^^^^
          reach:
            title: Raise what shops see of us in a week from 2,000 to 3,000
            metric: page views  # <- `metric: page views` counts what flatters
            baseline: 2000
            target: 3000
    ```

    ```yaml
    team: growth
    objectives:
      known:
        title: Small shops know us
        key_results:
          trials: {title: Raise shops that start a trial from 20 to 60 a month, baseline: 20, target: 60}
    ```
    """

    code = "OKR208"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for item in flagged(workspace, "vanity"):
            yield item.finding("counts what flatters", "count what people do next")
        for item, place in metric_findings(workspace, self.name()):
            if not (item.full and "vanity" in item.full.flags):
                said = f"`metric: {item.at.key_result.metric}` counts what flatters"
                yield Finding(place, said, "count what people do next", item.at.address)
