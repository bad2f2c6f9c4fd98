"""Groups of agencies: which single agency "các sở, ban, ngành" or "UBND các xã, phường" takes in, by their keys."""

from __future__ import annotations

import re

_COMMITTEE = "ủy ban nhân dân "
_LEVELS = re.compile(r"\b(?:thị xã|thị trấn|thành phố|đặc khu|tỉnh|huyện|quận|xã|phường|thành|thị)\b")
_DISTRICT = frozenset({"huyện", "quận", "thị xã", "thị", "thành"})
_COMMUNE = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
_KINDS = frozenset({"sở", "bộ", "ban", "ngành", "đoàn thể", "địa phương"})
_MEMBERS = (  # what a kind takes in, by how the keys of its members begin
    ("sở", re.compile(r"sở [^,]+$")),
    ("bộ", re.compile(r"bộ (?!chỉ huy|tư lệnh)[^,]+$")),
    ("ban", re.compile(r"ban (?:dân tộc|quản lí)|văn phòng ủy ban nhân dân (?:tỉnh|thành phố)$")),
    ("ngành", re.compile(r"(?:công an|thanh tra) (?:tỉnh|thành phố)$|(?:bộ chỉ huy|bộ tư lệnh|kho bạc|cục|thuế) ")),
    ("đoàn thể", re.compile(r"(?:hội (?!đồng)|liên đoàn|đoàn thanh niên|ủy ban mặt trận)")),
    ("địa phương", re.compile(_COMMITTEE)),
)


def takes_in(group: str, agency: str) -> bool:
    """Whether the group with one key takes in the agency with the other, which is no group itself."""
    kinds = {re.sub(r" (?:tỉnh|thành phố)$", "", part) for part in group.split(", ")} & _KINDS
    if "bộ" in kinds:  # of the central government
        kinds -= {"ban", "địa phương"}
    elif "ngành" in kinds:  # "các ngành, địa phương" are those that departments stand for
        kinds.add("sở")
    elif not kinds & {"sở", "ban"}:
        return False
    return any(kind in kinds and members.match(agency) for kind, members in _MEMBERS)


def same_committees(one: str, other: str) -> bool:
    """Whether two keys name People's Committees of one level, however many kinds of places are told."""
    return bool(_tiers(one) & _tiers(other))


def _tiers(key: str) -> frozenset[str]:
    """The levels below the province whose committees a key names; a city beside districts is one of them."""
    if not key.startswith(_COMMITTEE):
        return frozenset()
    levels = set(_LEVELS.findall(key.removeprefix(_COMMITTEE)))
    tiers = {name for name, of_tier in (("district", _DISTRICT), ("commune", _COMMUNE)) if levels & of_tier}
    return frozenset(tiers)
