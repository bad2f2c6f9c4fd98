"""Roles: as what an agency is asked for - to lead a task, to support it or to be reported to."""

from __future__ import annotations

import re
from enum import StrEnum


class Role(StrEnum):
    """What an agency does in a task."""

    LEAD = "lead"
    SUPPORT = "support"
    RECIPIENT = "recipient"  # gets the reports


_WHO = (
    r"\bai\b|\bnao\b|\bnhung ai\b|\b(?:co quan|don vi|to chuc|ben|noi) (?:gi|nao)\b|\bwho\b|\bwhom\b|\bwhich\b|\bwhat\b"
)
_ROLES = (
    (
        Role.SUPPORT,
        r"\bphoi (?:ket )?hop\b"
        r"|\bho tro (?=(?:cho )?(?:so|co quan|don vi|ubnd|cong an|bo|ban|van phong)\b)"
        r"|\bphu (?:giup|mot tay|tay|viec|voi|cho|them)\b|\bgiup (?:suc|tay)\b"
        r"|\b(?:lam|bat tay|cung) (?:chung |cung )?(?:voi|tay)\b|\bchung tay\b|\bgop suc\b|\btham gia (?:cung|voi)\b"
        r"|\bcooperat|\bcoordinat|\bsupport|\bassist|\bpartner|\bjointly\b|\bwork(?:s|ing)? with\b",
    ),
    (
        Role.RECIPIENT,
        r"\b(?:bao cao|bao|gui|nop|phan anh|kien nghi|trinh|bao tin)"
        r"(?: (?!giao\b)\w+){0,12}? (?:ve|cho|len|toi|den|voi|qua)"
        r"(?= (?:\w+ ){0,2}(?:ai|nao|gi|dau)\b)"
        r"|\b(?:de nghi|de xuat|keu|hoi|lien he|nho)\b(?: \w+){0,3}?(?= (?:ai|co quan nao|don vi nao|noi nao|so nao)\b)"
        r"|\b(?:report|submit|send)(?:s|ed)?\b(?=.{0,60}\bto\b)",
    ),
    (
        Role.LEAD,
        r"\bchu tri\b|\bcam (?:trich|dau|cai)\b|\bdung (?:dau|mui|ra)\b|\bchiu trach nhiem\b|\bdau moi\b|\bphu trach\b"
        r"|\bchu quan\b|\blo\b|\blam chinh\b|\blam chu\b|\bgiao\b|\blead|\bin charge\b"
        r"|\bresponsible\b|\bhead(?:s|ed)?\b",
    ),
)
_ASKS = re.compile(_WHO)
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)


def asked_role(said: str) -> Role:
    """The role that a question for an agency asks for; `said` is the question folded without diacritics.

    Of several role words the one nearest to the question word decides ("quy chế phối hợp do ai chủ trì": the lead).
    """
    asks = [match.span() for match in _ASKS.finditer(said)]
    found = [
        (min((_gap(match.span(), ask) for ask in asks), default=0), role)
        for role, pattern in _PATTERNS
        for match in pattern.finditer(said)
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else Role.LEAD


def _gap(one: tuple[int, int], two: tuple[int, int]) -> int:
    return max(0, two[0] - one[1], one[0] - two[1])
