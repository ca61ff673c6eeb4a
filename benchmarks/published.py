"""Ticks off published scores, row by row, through the command line: what okr reproduces, what it does not, and why.

    python benchmarks/published.py FILE.tsv [--okr COMMAND]

Columns: source, kr_type, start, target, current, extra (`name=value;…`), expected_score_or_status, note. A note that
begins with `[differs` names a rule that okr does not follow: such a row is asked too, and what okr says is shown.
Each row gets a workspace of its own; `okr score`, `report` and `status` must say the same of it.
"""

from __future__ import annotations

import argparse
import csv
import json
import shlex
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

DAY, AFTER = "2026-02-16", "2026-04-02"
SETTINGS = "version: 1\ncycles: {length: quarter}\nteams: {payments: {owner: ana}}\n"
TEAM, OBJECTIVE = "payments", "goal"


class Row(NamedTuple):
    """A line of the file; `extra` as a mapping."""

    kind: str
    start: str
    target: str
    current: str
    extra: Mapping[str, str]
    expected: str
    note: str

    @property
    def differs(self) -> bool:
        return self.note.startswith("[differs")


class Asked(NamedTuple):
    """A workspace for one row, the question, and where in the answer the figure stands."""

    key_results: Mapping[str, str]
    said: Mapping[str, Any]
    figure: Callable[[Any], Any]
    commitment: str = "aspirational"
    day: str = DAY
    preset: str = ""
    review: str = ""
    settings: str = SETTINGS
    cycle: str = "2026-Q1"
    days: tuple[str, ...] = (DAY,)


def key_result(answer: Any) -> Any:
    return answer["key_results"][0]


def progress(answer: Any) -> Any:
    score = key_result(answer)["score"]
    return score["reason"] if score["progress"] is None else score["progress"]


def of_objective(answer: Any) -> Any:
    return answer["grade"]["score"]


def numbers(text: str) -> list[float]:
    return [float(part) for part in text.split(",")]


def one(keys: str, said: Any, figure: Callable[[Any], Any] = progress, **more: Any) -> Asked:
    return Asked({"it": keys}, {"it": said}, figure, **more)


def linear(row: Row) -> Asked:
    raw = row.extra.get("mode") == "raw"
    start = f"baseline: {row.start}, " if row.start else ""
    return one(
        f"{start}target: {row.target}",
        float(row.current),
        (lambda answer: key_result(answer)["score"]["raw"]) if raw else progress,
    )


def bound(row: Row) -> Asked:
    """A threshold; with a baseline, a metric whose way is flat."""
    operator = {"distance_at_most": "at_most", "binary_metric": "at_least"}.get(row.kind, row.kind)
    flat = row.kind == operator and row.start
    keys = f"baseline: {row.start}, target: {row.target}, " if flat else "kind: threshold, "
    guardrail = row.extra.get("role") == "guardrail"
    keys += f"{operator}: {row.target}" + (", guardrail: true" if guardrail else "")
    return one(keys, float(row.current), holds if guardrail else progress)


def holds(answer: Any) -> float | str:
    """1 for a guardrail that holds and is in no mean."""
    found = key_result(answer)
    return float(not found["score"]["breached"]) if found["weight"] == 0 else "in the mean"


def own_score(row: Row) -> Asked:
    review = f"date: {AFTER}\nby: ana\nresults:\n  goal/it: {{self_score: {row.extra['self_score']}, because: Why}}\n"

    def figure(answer: Any) -> Any:
        computed = progress(answer)
        own = key_result(answer)["review"]["self_score"]
        return own if same(row.extra["computed"], computed) else f"computed {computed}"

    return one(f"baseline: {row.start}, target: {row.target}", float(row.current), figure, review=review, day=AFTER)


def held(row: Row) -> Asked:
    """The share of check-ins that met a bound, when the cycle is over: of its months, or of its 13 weeks."""
    extra = row.extra
    is_range = extra["op"] == "range"
    if "values" in extra:
        values = numbers(extra["values"])
    else:
        met, target = int(extra["met"]), float(row.target)
        values = [target] * met + [target - 1] * (int(extra["periods"]) - met)
    weekly = "planned" in extra
    length = "quarter" if weekly else "year" if len(values) > 4 else "trimester"
    cycle = {"quarter": "2026-Q3", "year": "2026", "trimester": "2026-T1"}[length]
    days = tuple(f"2026-07-{1 + 7 * nth:02}" if weekly else f"2026-{nth + 1:02}-15" for nth, _ in enumerate(values))
    limit = f"kind: range, between: [{extra['lo']}, {extra['hi']}]" if is_range else (
        f"kind: threshold, {extra['op']}: {row.target}")  # fmt: skip
    settings = SETTINGS.replace("quarter", length) + f"checkins: {{every: {'week' if weekly else 'month'}}}\n"
    return Asked({"it": f"{limit}, hold: share"}, {"it": values}, progress, day="2027-01-02", settings=settings,
                 cycle=cycle, days=days)  # fmt: skip


def milestone(row: Row) -> Asked:
    return one("kind: milestone", {"done": row.extra["done"] == "true"})


def steps(row: Row) -> Asked:
    weights = {f"s{nth}": weight for nth, weight in enumerate(row.extra["weights"].split(","))}
    done = [name for name, flag in zip(weights, row.extra["done"].split(","), strict=True) if flag == "1"]
    told = ", ".join(f"{name}: {weight}" for name, weight in weights.items())
    return one(f"kind: milestone, steps: {{{told}}}", {"done": done})


def levels(row: Row) -> Asked:
    """Days as the number of the day in the year: the earlier, the better."""
    days = [part.split(":")[0] for part in row.extra["date_levels"].split(",")]
    number = {day: date.fromisoformat(f"2026-{day}").timetuple().tm_yday for day in days}
    stretch, target, commit = (number[day] for day in days)
    marks = f"levels: {{commit: {commit}, target: {target}, stretch: {stretch}}}"
    return one(f"baseline: 366, {marks}", number[row.extra["reached"]])


def deferred(row: Row) -> Asked:
    until = row.extra["not_yet_observable_until"]
    keys = f"baseline: {row.start}, target: {row.target}, not_yet_observable_until: {until}"
    return one(keys, float(row.current))


def mean(row: Row) -> Asked:
    extra = row.extra
    if "currents" in extra:
        ways = zip(numbers(extra["currents"]), numbers(extra["targets"]), strict=True)
        shares = [value / target for value, target in ways]
    else:
        shares = numbers(extra.get("scores") or extra.get("avg_published") or extra["kr"])
    weights = numbers(extra["weights"]) if "weights" in extra else [1.0] * len(shares)
    keys = {f"k{nth}": f"baseline: 0, target: 1, weight: {weight}" for nth, weight in enumerate(weights)}
    return Asked(keys, dict(zip(keys, shares, strict=True)), of_objective)


def band(row: Row) -> Asked:
    commitment = row.extra["commitment"]
    return one("baseline: 0, target: 1", float(row.current), lambda answer: answer["grade"]["band"],
               commitment=commitment, day=AFTER)  # fmt: skip


def pace(row: Row) -> Asked:
    """The share due on the day by a curve; the word of the other system, or our status."""
    extra = row.extra
    expected = extra.get("expected", "1.0")
    keys = f"baseline: 0, target: 1, curve: {{{DAY}: {expected}}}"
    preset = extra.get("preset") or ("servicenow" if row.kind == "band_servicenow" else "")

    def figure(answer: Any) -> Any:
        found = key_result(answer)
        return found["banded"] if preset else found["pace"]["status"]

    actual = float(extra.get("actual") or extra["achievement"])
    return one(keys, actual, figure, commitment=extra.get("commitment", "aspirational"), preset=preset)


def sure(row: Row) -> Asked:
    said = {"confidence": float(row.current) / float(row.extra["scale"])}
    return one("baseline: 0, target: 1", said, lambda answer: key_result(answer)["banded"], preset="koan")


def expected(row: Row) -> Asked:
    extra = row.extra
    days = f"due: {extra['end']}"
    return one(f"baseline: 0, target: 1, {days}", 0.5, lambda answer: key_result(answer)["pace"]["expected"],
               day=extra["today"], cycle="2026-Q2", days=(extra["today"],))  # fmt: skip


def carried(row: Row) -> Asked:
    asked = linear(row)
    return asked._replace(figure=lambda answer: f"start={answer['carried']:g}", day=AFTER)


KINDS: Mapping[str, Callable[[Row], Asked]] = {
    "linear": linear, "ratio_to_target": linear, "override": own_score,
    **dict.fromkeys(("below", "above", "at_least", "at_most", "distance_at_most", "binary_metric"), bound),
    "share_met": held, "milestone": milestone, "steps": steps, "levels": levels, "deferred": deferred,
    **dict.fromkeys(("objective_avg", "objective_weighted", "objective_sum", "objective_with_children"), mean),
    "band": band, **dict.fromkeys(("pace_gap", "pace_ratio", "band_servicenow"), pace), "confidence_band": sure,
    "expected": expected, "carry_over": carried,
}  # fmt: skip


def write(folder: Path, asked: Asked) -> None:
    """The workspace of one row."""
    goals = "".join(
        f"      {name}: {{title: A published result, {keys}}}\n" for name, keys in asked.key_results.items()
    )
    head = f"  {OBJECTIVE}:\n    title: A published goal\n    owner: ana\n    commitment: {asked.commitment}\n"
    files = {
        "okr.yaml": asked.settings,
        f"okrs/{asked.cycle}/{TEAM}.yaml": f"team: {TEAM}\nobjectives:\n{head}    key_results:\n{goals}",
    }
    for nth, day in enumerate(asked.days):
        said = {f"{OBJECTIVE}/{name}": value[nth] if isinstance(value, list) else value
                for name, value in asked.said.items()}  # fmt: skip
        text = f"date: {day}\nby: ana\nresults: {json.dumps(said)}\n"
        files[f"okrs/{asked.cycle}/checkins/{day}-{TEAM}-ana.yaml"] = text
    if asked.review:
        files[f"okrs/{asked.cycle}/reviews/{TEAM}.yaml"] = asked.review
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def ask(okr: list[str], asked: Asked, kind: str) -> Any:
    """The figure as okr says it; `OKR` where its commands disagree."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write(folder, asked)
        if kind == "carry_over":
            told = run(okr, folder, "score", "it", "--explain", "--cycle", asked.cycle, "--as-of", asked.day)
            return asked.figure(told["results"][-1])
        more = ["--preset", asked.preset] if asked.preset else []
        answer = objective(run(okr, folder, "score", "--cycle", asked.cycle, "--as-of", asked.day, *more))
        for command in ("report", "status"):
            other = objective(run(okr, folder, command, asked.cycle, "--as-of", asked.day))
            if scores(other) != scores(answer):
                return f"okr {command} says otherwise"
        return asked.figure(answer)


def run(okr: list[str], folder: Path, *arguments: str) -> Any:
    done = subprocess.run([*okr, *arguments, "--format", "json"], cwd=folder, capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"okr {' '.join(arguments)} ended in {done.returncode}:\n{done.stderr.decode(errors='replace')}")
    return json.loads(done.stdout)


def objective(data: Any) -> Any:
    return data["result"]["teams"][0]["objectives"][0]


def scores(answer: Any) -> Any:
    return answer["grade"], [(found["score"], found["pace"]) for found in answer["key_results"]]


def same(expected: str, got: Any) -> bool:
    """As many decimals as the source prints; words as they are."""
    if isinstance(got, str) or got is None:
        return expected == got
    decimals = len(expected.partition(".")[2])
    return abs(float(expected) - float(got)) <= 0.5 * 0.1**decimals + 1e-9


def read(file: Path) -> Iterable[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            extra = dict(part.split("=", 1) for part in line["extra"].split(";") if part)
            way = line["start"], line["target"], line["current"]
            yield Row(line["kr_type"], *way, extra, line["expected_score_or_status"], line["note"])


def tick(okr: list[str], row: Row) -> tuple[str, str]:
    """The verdict on a row, and what okr says."""
    if row.kind not in KINDS:
        return "NOT ASKED", "this script does not know the kind"
    got = ask(okr, KINDS[row.kind](row), row.kind)
    shown = f"{got:.2f}" if isinstance(got, float) else str(got)
    if row.kind == "objective_with_children":
        shown += " of its own key results"
    if same(row.expected, got):
        return "reproduced", shown
    return ("differs, as noted" if row.differs else "NOT REPRODUCED"), shown


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--okr", default="okr", help="the command to run")
    arguments = parser.parse_args()
    if not arguments.file.is_file():
        print(f"there is no file {arguments.file}: nothing was checked")
        return 0
    okr = shlex.split(arguments.okr)
    counts: dict[str, int] = {}
    for nth, row in enumerate(read(arguments.file), start=2):
        verdict, shown = tick(okr, row)
        counts[verdict] = counts.get(verdict, 0) + 1
        why = f"  {row.note.partition(']')[0].lstrip('[')}" if row.differs else ""
        print(f"line {nth:3}  {row.kind:24} published {row.expected:10} okr {shown:12} {verdict}{why}")
    print(", ".join(f"{count} {verdict}" for verdict, count in counts.items()))
    return int(bool({"NOT REPRODUCED", "NOT ASKED"} & counts.keys()))


if __name__ == "__main__":
    sys.exit(main())
