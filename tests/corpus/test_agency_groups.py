"""A group of agencies takes in the single ones that it stands for, and no others."""

import pytest

from corpus.agencies import find_agencies
from corpus.agency_groups import same_committees, takes_in


def key(name: str) -> str:
    return find_agencies(name)[0].key


@pytest.mark.parametrize(
    ("group", "agency"),
    [
        ("các sở, ban, ngành", "Sở Y tế"),
        ("Thủ trưởng các sở, ban, ngành tỉnh", "Công an tỉnh"),
        ("các sở, ngành", "Thanh tra tỉnh"),
        ("các bộ, ngành, địa phương", "Bộ Y tế"),
        ("các ngành, địa phương", "Sở Tư pháp"),
        ("các ngành, địa phương", "UBND huyện"),
    ],
)
def test_a_group_takes_in_its_members(group: str, agency: str) -> None:
    assert takes_in(key(group), key(agency))


@pytest.mark.parametrize(
    ("group", "agency"),
    [
        ("các sở, ban, ngành", "UBND huyện"),
        ("các sở, ban, ngành", "Bộ Y tế"),
        ("các bộ, ngành, địa phương", "Sở Y tế"),
        ("Sở Tài chính", "Sở Y tế"),
        ("UBND các huyện, thành phố", "Sở Y tế"),
    ],
)
def test_a_group_takes_in_no_others(group: str, agency: str) -> None:
    assert not takes_in(key(group), key(agency))


def test_committees_of_one_level_are_the_same_however_their_places_are_told() -> None:
    assert same_committees(key("UBND huyện"), key("UBND các huyện, thị xã, thành phố"))
    assert same_committees(key("UBND cấp xã"), key("UBND các phường, xã"))
    assert not same_committees(key("UBND huyện"), key("UBND xã"))
    assert not same_committees(key("UBND thành phố"), key("UBND các huyện, thành phố"))
    assert not same_committees(key("UBND tỉnh"), key("UBND tỉnh"))
