"""Events against a brute-force reading: every commit of a random history compared whole with its parents."""

from __future__ import annotations

import os
import random
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import pytest

from okrcli.goals.address import Address
from okrcli.goals.workspace import Workspace, load
from okrcli.history.diff import Change, compare
from okrcli.history.events import Event, events
from okrcli.history.repository import Repository
from okrcli.history.tracing import History, concerning, follow, trace

if TYPE_CHECKING:
    from history_repo import Repo

HISTORIES = int(os.environ.get("OKR_HISTORIES", "40"))
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
        elif what < 0.75:
            new.pop(path, None)
        elif what < 0.8 and path in new and not unreadable(path, new[path]):
            other = dice.choice(TEAMS)
            new[f"okrs/2026-Q3/{other}.yaml"] = new.pop(path).replace(f"team: {team}", f"team: {other}")
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


def unless_same(before: Tree, raw_before: Tree, after: Tree, raw_after: Tree) -> Tree:
    """What a parent had; a file with the same bytes did not change."""
    same = {path for path, text in raw_after.items() if raw_before.get(path) == text}
    kept = {path: text for path, text in before.items() if path not in same}
    return kept | {path: after[path] for path in same if path in after}


def says(side: list[Change], change: Change) -> bool:
    """Whether a change is new to a parent as well: as such, or because all of the goal is."""
    if key(change) in map(key, side):
        return True
    added = [one.after for one in side if one.address == change.address and one.kind.endswith("-added")]
    return any(goal.values().get(change.kind.value, "no such key") == change.after for goal in added)


def brute_force(made: list[Made]) -> list[list[tuple[str, ...]]]:
    trees = readable(made)
    expected = []
    for number, (parents, tree) in enumerate(made):
        befores = [unless_same(trees[parent], made[parent].tree, trees[number], tree) for parent in parents] or [{}]
        sides = [list(compare(workspace(before), workspace(trees[number]))) for before in befores]
        told = {key(change) for side in sides for change in side if all(says(other, change) for other in sides)}
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


def ids(repo: Repo) -> list[str]:
    """The commits by their numbers."""
    lines = repo.git("for-each-ref", "--format=%(refname:short) %(objectname)").split("\n")
    return [commit for _, commit in sorted((int(name[1:]), commit) for name, commit in map(str.split, lines))]


def told_whole(repo: Repo, made: list[Made], tip: int, goal: Address) -> list[Event]:
    """The events of a goal, found in all events of all files by the parents that each commit was made with."""
    names = ids(repo)
    known = sorted(reachable(made, tip))
    parents = {names[number]: tuple(names[parent] for parent in made[number].parents) for number in known}
    everything = History(parents, tuple(events(Repository.open(repo.top), f"c{tip}")))
    return list(concerning(everything.events, follow(everything, goal)))


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_the_history_of_a_goal_is_what_all_histories_say_of_it(repo: Repo, seed: int) -> None:
    made = history(random.Random(seed))
    store(repo, made)
    if seed % 2:  # with filters of changed paths git is asked in another way
        repo.git("commit-graph", "write", "--reachable", "--changed-paths")
    dice = random.Random(seed)
    for tip in sorted({*dice.sample(range(len(made)), 3), len(made) - 1}):
        there = workspace(made[tip].tree).ids or {Address("2026-Q3", "a")}
        for goal in dice.sample(sorted(there, key=str), min(3, len(there))):
            for _ in range(2):  # read, then as it was kept
                found = trace(Repository.open(repo.top), goal, f"c{tip}")
                by_commit = [
                    sorted((event.commit, key(event.change)) for event in told)
                    for told in (found, told_whole(repo, made, tip, goal))
                ]
                assert by_commit[0] == by_commit[1], (tip, str(goal))
