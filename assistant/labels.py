"""The label that a question wants: it is answered by the line of its task that has that label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.involvement import Role, asked_role
from assistant.kinds import Wanted
from corpus.labels import Label

_PRODUCT_ASKED = re.compile(
    r"\b(?:san pham|dau ra|thanh pham)\b(?: \w+){0,12} (?:gi|nao)\b|\bra (?:duoc )?(?:cai|san pham) gi\b"
    r"|\bket qua (?:(?:can|phai) co|du kien|dau ra|cua (?:nhiem vu|viec|cong viec))\b.* (?:gi|nao)\b"
    r"|\b(?:what|which)\b.{0,40}\b(?:outputs?|deliverables?|products?)\b"
)
_APPROVAL = re.compile(r"\b(?:phe duyet|phe chuan|ki duyet|ki ban hanh|ki)\b|\b(?:approv|sign)")  # no role in a task
_PLACE_ASKED = re.compile(r"\bo (?:dau|cho nao|noi nao)\b|\bdia diem nao\b|\bwhere\b")
_OF_ROLE = {Role.LEAD: Label.LEAD, Role.SUPPORT: Label.SUPPORT}


def asked_label(kinds: Sequence[Wanted], said: str) -> Label | None:
    """The label that a question wants, by its kinds and its words folded without diacritics; None for none."""
    if Wanted.WHO in kinds[:2] and kinds[0] in (Wanted.WHO, Wanted.LIST):
        return None if _APPROVAL.search(said) else _OF_ROLE.get(asked_role(said))
    if _PRODUCT_ASKED.search(said) and kinds[0] in (Wanted.FACT, Wanted.LIST, Wanted.DEFINITION):
        return Label.PRODUCT
    match kinds[0]:
        case Wanted.DATE:
            return Label.TIME
        case Wanted.MONEY | Wanted.SOURCE:
            return Label.MONEY
        case Wanted.FACT if _PLACE_ASKED.search(said):
            return Label.PLACE
    return None
