from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrcli.goals.address import Address, Place, parse

IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,63}", fullmatch=True)
ADDRESSES = st.builds(Address, st.just("2026-Q2"), IDS, st.none(), st.none()) | st.builds(
    Address, st.just("2026-Q2"), IDS, IDS, st.none() | IDS
)


@given(ADDRESSES)
def test_an_address_is_read_as_it_is_written(address: Address) -> None:
    assert parse(str(address), "2026-Q3") == address
    assert parse(address.path, "2026-Q2") == address


def test_an_address_knows_its_parts() -> None:
    address = Address("2026-Q3", "payments", "trust", "completion")
    assert (address.path, address.local) == ("payments/trust/completion", "trust/completion")
    assert address.parent == Address("2026-Q3", "payments", "trust")
    assert address.parent.parent == Address("2026-Q3", "payments")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "a//b",
        "a/b/c/d",
        "../a",
        "a/../b",
        "A/b",
        "a/b ",
        "-a",
        "a\n",
        "a/b\n",
        "x" * 65,
        "é",
        "a.b",
        "a\\b",
        ":",
    ],
)
def test_other_texts_are_no_address(text: str) -> None:
    assert parse(text, "2026-Q3") is None


def test_a_place_grows_by_steps() -> None:
    place = Place("okr.yaml") / "teams" / "payments" / 0
    assert place == Place("okr.yaml", ("teams", "payments", 0))
