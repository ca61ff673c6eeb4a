from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Address
from okrcli.history.authorship import authorship
from okrcli.history.repository import Repository

if TYPE_CHECKING:
    from history_repo import Repo

PAYMENTS = "okrs/2026-Q3/payments.yaml"
CHECKOUT = "okrs/2026-Q3/checkout.yaml"
DONE = Address("2026-Q3", "payments", "trust", "done")


def goals(team: str = "payments", *, target: float = 75, owner: str = "ana", name: str = "done") -> str:
    return (
        f"team: {team}\nobjectives:\n  trust:\n    title: Trust\n    key_results:\n"
        f"      {name}: {{title: T, baseline: 61, target: {target}, owner: {owner}}}\n"
    )


def set_by(repo: Repo, address: Address = DONE) -> dict[str, str]:
    """The commit that set each key."""
    found = authorship(Repository.open(repo.top), address)
    return {field.name: field.event.commit for field in found.fields if field.event}


def test_each_key_has_the_commit_that_set_it_last(repo: Repo) -> None:
    first = repo.save(PAYMENTS, goals())
    lower = repo.save(PAYMENTS, goals(target=70))
    other = repo.save(PAYMENTS, goals(target=70, owner="ben"))
    repo.save(PAYMENTS, f"# a comment\n{goals(target=70, owner='ben')}")
    assert set_by(repo) == {"title": first, "baseline": first, "target": lower, "owner": other}


def test_a_value_that_came_back_is_set_by_who_brought_it_back(repo: Repo) -> None:
    repo.save(PAYMENTS, goals())
    repo.save(PAYMENTS, goals(target=70))
    again = repo.save(PAYMENTS, goals())
    assert set_by(repo)["target"] == again


def test_a_side_that_was_dropped_set_nothing(repo: Repo) -> None:
    first = repo.save(PAYMENTS, goals())
    repo.git("switch", "--quiet", "-c", "side")
    repo.save(PAYMENTS, goals(target=60))
    repo.git("switch", "--quiet", "main")
    repo.save("other", "x")
    repo.merge("side", "-s", "ours")
    assert set_by(repo)["target"] == first


def test_a_merge_takes_each_key_from_the_side_that_has_it(repo: Repo) -> None:
    repo.save(PAYMENTS, goals())
    repo.git("switch", "--quiet", "-c", "side")
    owner = repo.save(PAYMENTS, goals(owner="ben"))
    repo.git("switch", "--quiet", "main")
    target = repo.save(PAYMENTS, goals(target=80))
    repo.git("merge", "--no-commit", "--no-ff", "-s", "ours", "side")
    merge = repo.save(PAYMENTS, goals(target=80, owner="ben"))
    found = set_by(repo)
    assert (found["target"], found["owner"]) == (target, owner)
    assert merge not in found.values()


def test_a_merge_that_changes_a_value_itself_set_it(repo: Repo) -> None:
    repo.save(PAYMENTS, goals())
    repo.git("switch", "--quiet", "-c", "side")
    repo.save(PAYMENTS, goals(target=80))
    repo.git("switch", "--quiet", "main")
    repo.save(PAYMENTS, goals(target=70))
    repo.git("merge", "--no-commit", "--no-ff", "-s", "ours", "side")
    merge = repo.save(PAYMENTS, goals(target=60))
    assert set_by(repo)["target"] == merge


def test_a_goal_keeps_its_authors_when_it_is_moved_and_renamed(repo: Repo) -> None:
    repo.save(PAYMENTS, goals())
    lower = repo.save(PAYMENTS, goals(target=70))
    repo.git("rm", "--quiet", PAYMENTS)
    repo.save(CHECKOUT, goals("checkout", target=70))
    other = repo.save(CHECKOUT, goals("checkout", target=70, owner="ben"))
    repo.save(CHECKOUT, goals("checkout", target=70, owner="ben", name="finished"))
    found = set_by(repo, Address("2026-Q3", "checkout", "trust", "finished"))
    assert (found["target"], found["owner"]) == (lower, other)


def test_a_version_that_cannot_be_read_set_nothing(repo: Repo) -> None:
    first = repo.save(PAYMENTS, goals())
    repo.save(PAYMENTS, "team: [")
    mended = repo.save(PAYMENTS, goals(target=70))
    found = set_by(repo)
    assert (found["owner"], found["target"]) == (first, mended)
