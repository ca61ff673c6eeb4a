"""Events against a brute-force reading: every commit of a random history compared whole with its parents."""

from __future__ import annotations

import random
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import pytest

from okrcli.goals.workspace import Workspace, load
from okrcli.history.diff import Change, compare
from okrcli.history.events import events
from okrcli.history.repository import Repository

if TYPE_CHECKING:
    from history_repo import Repo

HISTORIES = 40
COMMITS = 25
TEAMS = ("a", "b", "c")
Tree = dict[str, str]


class Made(NamedTuple):
    """A commit of a random history: numbers of its parents, and all its files."""

    parents: tuple[int, ...]
    tree: Tree


def goals(team: str, dice: random.Random) -> str:
    """A goals file over few ids, so that they drop, come back and move."""
    lines = [f"team: {team}", "objectives:"]
    for objective in dice.sample(["x", "y", "z"], dice.randint(1, 2)):
        lines += [f"  {objective}:", f"    title: {dice.choice('TU')}", "    key_results:"]
        for name in dice.sample(["k", "l", "m", "n"], dice.randint(1, 2)):
            lines.append(f"      {name}: {{title: K, baseline: 0, target: {dice.randint(1, 3)}}}")
    return "\n".join(lines) + dice.choice(["\n", "\n\n", "\n# a comment\n"])


def changed(tree: Tree, dice: random.Random) -> Tree:
    new = dict(tree)
    for _ in range(dice.randint(1, 2)):
        team = dice.choice(TEAMS)
        path = f"okrs/2026-Q3/{team}.yaml"
        what = dice.random()
        if what < 0.5:
            new[path] = goals(team, dice)
        elif what < 0.7:
            new[path] = "team: ["
        elif what < 0.8:
            new.pop(path, None)
        elif what < 0.9:
            new["unrelated.txt"] = str(dice.random())
        else:
            day = dice.randint(10, 12)
            new[f"okrs/2026-Q3/checkins/2026-07-{day}-{team}-ana.yaml"] = (
                f"date: 2026-07-{day}\nby: ana\nresults: {{x/k: {dice.randint(1, 3)}}}\n"
            )
    return new


def merged(one: Tree, other: Tree, dice: random.Random) -> Tree:
    """Each file from either side; one merge in three is evil as well."""
    tree = {}
    for path in sorted(one.keys() | other.keys()):
        source = dice.choice([one, other])
        if path in source:
            tree[path] = source[path]
    return changed(tree, dice) if dice.random() < 0.33 else tree


def history(dice: random.Random) -> list[Made]:
    made = [Made((), changed({"okr.yaml": "version: 1\n"}, dice))]
    tips = [0]
    for number in range(1, COMMITS):
        if len(tips) > 1 and (dice.random() < 0.3 or number >= COMMITS - len(tips)):
            one, other = dice.sample(tips, 2)
            made.append(Made((one, other), merged(made[one].tree, made[other].tree, dice)))
            tips = [tip for tip in tips if tip not in {one, other}]
        else:
            parent = dice.choice(tips) if dice.random() < 0.7 else dice.randrange(number)
            made.append(Made((parent,), changed(made[parent].tree, dice)))
            tips = [tip for tip in tips if tip != parent]
        tips.append(number)
    return made


def store(repo: Repo, made: list[Made]) -> None:
    """Write the history at once; each commit's author is its number."""
    lines = []
    for number, (parents, tree) in enumerate(made):
        lines += [f"commit refs/heads/c{number}", f"mark :{number + 1}"]
        lines += [
            f"author {number} <x@y> {1784000000 + number} +0000",
            "committer C <c@d> 1784000000 +0000",
            "data 0",
        ]
        lines += [f"{word} :{parent + 1}" for word, parent in zip(("from", "merge"), parents, strict=False)]
        lines.append("deleteall")
        for path, text in tree.items():
            lines += [f"M 100644 inline {path}", f"data {len(text)}", text]
    text = "\n".join(lines) + "\n"
    subprocess.run(["git", "fast-import", "--quiet", "--force"], cwd=repo.top, input=text.encode(), check=True)


def unreadable(path: str, text: str) -> bool:
    return path in load([(path, text)]).unreadable


def workspace(tree: Tree) -> Workspace:
    return load((path, text) for path, text in tree.items() if path.startswith("okrs/"))


def readable(made: list[Made]) -> list[Tree]:
    """Every commit's files, with the last readable version in the place of each that cannot be read."""
    trees: list[Tree] = []
    for parents, tree in made:
        whole = {path: text for path, text in tree.items() if not unreadable(path, text)}
        for path in tree.keys() - whole.keys():
            same = [parent for parent in parents if made[parent].tree.get(path) == tree[path]]
            carried = [trees[parent].get(path) for parent in (*same, *parents)][:1]
            if carried and carried[0] is not None:
                whole[path] = carried[0]
        trees.append(whole)
    return trees


def key(change: Change) -> tuple[str, ...]:
    return change.kind.value, str(change.address), str(change.file), repr(change.after)


def brute_force(made: list[Made]) -> list[list[tuple[str, ...]]]:
    trees = readable(made)
    expected = []
    for number, (parents, tree) in enumerate(made):
        befores = [trees[parent] for parent in parents] or [{}]
        found = [{key(change) for change in compare(workspace(before), workspace(trees[number]))} for before in befores]
        told = set.intersection(*found)
        for path, text in tree.items():
            old = [made[parent].tree.get(path) for parent in parents]
            if unreadable(path, text) and not any(before and unreadable(path, before) for before in old):
                team = path.rpartition("/")[2].removesuffix(".yaml")
                told.add(("unreadable", f"2026-Q3:{team}", path, "None"))
        expected.append(sorted(told))
    return expected


def reachable(made: list[Made], number: int) -> set[int]:
    return {number}.union(*(reachable(made, parent) for parent in made[number].parents))


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_events_equal_a_brute_force_reading(repo: Repo, seed: int) -> None:
    made = history(random.Random(seed))
    store(repo, made)
    last = len(made) - 1
    found: list[list[tuple[str, ...]]] = [[] for _ in made]
    for event in events(Repository.open(repo.top), f"c{last}"):
        found[int(event.author)].append(key(event.change))
    expected = brute_force(made)
    for number in range(len(made)):
        assert sorted(found[number]) == (expected[number] if number in reachable(made, last) else []), number
