"""Whether sealed cycles still are what they were sealed as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.workspace import load
from okrcli.history.evidence import Check, Proof
from okrcli.history.tags import is_signature_good, seal_tags
from okrcli.reports.seal import Seal, read_seal, seal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace
    from okrcli.history.repository import Repository
    from okrcli.history.tags import SealTag


def check_seals(repository: Repository, now: Workspace, *, signatures: bool) -> Iterator[Check]:
    """Every seal: whether its tag is true, a part of this history, and whether the cycle is still so."""
    for tag in seal_tags(repository):
        name = f"seal {tag.cycle}"
        recorded = read_seal(tag.message)
        if recorded is None or recorded.cycle != tag.cycle:
            said = f"the tag {tag.name} holds no seal that this okr can compute again"
            yield Check(name, Proof.UNKNOWN, said, "made by hand, or by another version of okr")
            continue
        yield _check(repository, now, tag, recorded)
        if signatures and not is_signature_good(repository, tag.name):
            yield Check(name, Proof.FAILS, f"the tag {tag.name} has no good signature", "`git tag --verify` says more")


def _check(repository: Repository, now: Workspace, tag: SealTag, recorded: Seal) -> Check:
    name = f"seal {tag.cycle}"
    if not tag.commit or repository.run("merge-base", "--is-ancestor", tag.commit, "HEAD").code:
        proof = Proof.UNKNOWN if repository.is_shallow() else Proof.FAILS
        return Check(name, proof, "the sealed commit is no part of this history", "was history rewritten?")
    then = load(repository.files_at(tag.commit).items())
    different = _different(then, recorded)
    if different:
        return Check(name, Proof.FAILS, f"the sealed commit has other {different} than the seal says")
    different = _different(now, recorded)
    if different:
        hint = f"`git diff {tag.name} HEAD -- okrs/{tag.cycle}` shows it"
        return Check(name, Proof.FAILS, f"{different} changed since it was sealed", hint)
    return Check(name, Proof.HOLDS, f"goals, check-ins, reviews and scores are as sealed on {recorded.as_of}")


def _different(state: Workspace, recorded: Seal) -> str:
    """Which parts of a cycle are not as the seal says."""
    cycle = state.calendar.cycle(recorded.cycle)
    if cycle is None:
        return "cycles"
    found = seal(state, cycle, recorded.as_of).parts
    return " and ".join(name for (name, digest), (_, old) in zip(found, recorded.parts, strict=True) if digest != old)
