from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule, number
from okrcli.lint.running import follow, standings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from okrcli.goals.address import Address, Place
    from okrcli.goals.model import Amount
    from okrcli.goals.workspace import Workspace
    from okrcli.lint.running import Followed


class ConfidentButOffTrack(Rule):
    """People are confident of a goal that is off track by its numbers: a watermelon, green outside only.

    Goal confidence is the probability that all key results are met. 0.7 and more beside a key result whose pace
    leads to a red grade is a contradiction: either the number will jump, and somebody knows why, or nobody
    has compared the two. It is said at the latest confidence of the cycle that runs.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q3/checkins/2026-07-27-payments-ana.yaml
    date: 2026-07-27
    by: ana
    confidence:
      trust: 0.8  # <- the confidence of 'trust' is 0.8, but 'completion' is off track: progress 0.07, expected 0.29
    #        ^^^
    results: {trust/completion: 62}
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q3/checkins/2026-07-27-payments-ana.yaml
    date: 2026-07-27
    by: ana
    confidence: {trust: 0.8}
    results: {trust/completion: 65}
    ```
    """

    code = "OKR516"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for standing in standings(workspace, context.today):
            of_goal = [_Belief(standing.at.address, said.date, said.place, said.value) for said in standing.confidences]
            found = list(_contradicted(workspace, of_goal, standing.results))
            yield from found
            for one in standing.results if not found else ():
                yield from _contradicted(workspace, _beliefs(one), [one])


class _Belief(NamedTuple):
    address: Address
    date: date
    place: Place
    value: Amount


def _beliefs(one: Followed) -> list[_Belief]:
    """The confidences in a key result, oldest first."""
    said = ((told, told.reading.confidence) for told in one.observations)
    address = one.at.address
    return [_Belief(address, told.date, told.place / "confidence", value) for told, value in said if value is not None]


def _contradicted(workspace: Workspace, beliefs: Sequence[_Belief], results: Sequence[Followed]) -> Iterator[Finding]:
    """The latest belief against the numbers of its day; the days since then are no contradiction."""
    from okrcli.scoring.grade import GREEN
    from okrcli.scoring.pace import Status, status_of

    if not beliefs or beliefs[-1].value < GREEN:
        return
    address, day, place, value = beliefs[-1]
    then = [follow(workspace, one.at, one.observations, day) for one in results]
    if status_of((one.at.key_result, one.pace.status) for one in then) is Status.OFF_TRACK:
        off = (one for one in then if one.pace.status is Status.OFF_TRACK)
        worst = min(off, key=lambda one: (one.score.progress or 0) - one.pace.expected)
        said = f"the confidence of {address.local!r} is {number(value)}, but {_behind(worst, address)}"
        yield Finding(place, said, "say in the note what will move the number, or lower the confidence", address)


def _behind(one: Followed, address: Address) -> str:
    who = "it" if one.at.address == address else repr(one.at.address.key_result)
    if one.pace.projected is None:
        return f"{who} is off track"
    return f"{who} is off track: progress {one.score.progress:.2f}, expected {one.pace.expected:.2f}"
