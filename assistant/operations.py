"""Operations: what a question wants done with the values that it asks for, apart from what they are values of.

"Cà Mau và Phú Thọ, tỉnh nào chi nhiều hơn và hơn bao nhiêu?" asks each side for what it spends; that they are to be
ranked and subtracted is said by words that no document holds and that mislead a search ("tỉnh nào" asks for no agency).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.kinds import Wanted, wanted_kinds
from assistant.types import Operation
from corpus.folding import Folded, bare, fold, folded
from corpus.provinces import find_provinces

_SIDE = (
    r"(?:(?:hai|ba|bon|cac|nhung|may|\d) )?(?:ben|tinh thanh|tinh|noi|dia phuong|ke hoach|thanh pho|cho|cap|nam|phia"
    r"|giai doan|van ban|cai|dang|nguon(?: von)?|loai|muc do|linh vuc|hang muc|nganh|don vi|co quan|khoan)"
)
_DEGREES = {  # how each is said, in Vietnamese and in English
    "nhiều": ("nhiều|tốn kém|tốn", "more|most|greater|greatest"),
    "ít": ("ít", "fewer|fewest|less|least"),
    "cao": ("cao", "higher|highest"),
    "thấp": ("thấp", "lower|lowest"),
    "lớn": ("lớn|to", "larger|largest|bigger|biggest"),
    "nhỏ": ("nhỏ|bé", "smaller|smallest"),
    "đông": ("đông", "more people"),
    "dài": ("dài", "longer|longest"),
    "ngắn": ("ngắn", "shorter|shortest"),
    "sớm": ("sớm", "earlier|earliest|sooner"),
    "muộn": ("muộn|trễ|chậm", "later|latest"),
}
FALLING = frozenset({"ít", "thấp", "nhỏ", "ngắn", "sớm"})  # by these the least comes first
_TIMES = frozenset({"sớm", "muộn"})
_DEGREE_OF = {way: degree for degree, ways in _DEGREES.items() for said in ways for way in said.split("|")}
_BARE_DEGREE_OF = {bare(way): degree for way, degree in _DEGREE_OF.items()}
_ANY = "|".join(sorted(_BARE_DEGREE_OF, key=len, reverse=True))
_ENGLISH = "|".join(english for _, english in _DEGREES.values())
_ASKED = rf"(?:,? ?(?:thi )?(?<!\w){_SIDE} nao(?! cung)(?: la)?\b)"
_CHOOSING = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<side>{_ASKED})(?:,? \w+){{0,14}}? (?P<degree>{_ANY})(?P<thing>(?: \w+){{0,6}}?) (?P<last>hon|nhat)\b",
        rf"\b(?P<degree>{_ANY})(?P<thing>(?: \w+){{0,6}}?) (?P<last>hon|nhat) (?P<side>(?:la|thuoc ve) {_SIDE} nao)\b",
        rf"(?P<side>\bhay\b)(?:,? \w+){{1,14}}? (?P<degree>{_ANY})(?P<thing>(?:,? \w+){{0,9}}?) (?P<last>hon)\b",
        rf"\b(?P<side>which (?:province|city|plan|locality|one|side|year|level|of)\w*)\b.*?\b(?P<degree>{_ENGLISH})\b",
    )
)
_PLURAL = r"(?:hai|ba|bon|nam|cac|may|ca|nhung|\d+)"
_HOW_MUCH = r"(?:bao nhieu|the nao|may)\b"
_OPERATIONS: tuple[tuple[Operation, re.Pattern[str]], ...] = (
    (
        Operation.RATIO,
        re.compile(
            r"(?:gap|bang|hon|kem|nhieu gap)(?: nhau)? (?:khoang )?(?:may|bao nhieu) lan(?: cua)?|how many times"
        ),
    ),
    (
        Operation.SHARE,
        re.compile(r"bang (?:khoang )?(?:bao nhieu|may) ?(?:phan tram|%)|what per ?cent(?:age)? of"),
    ),
    (
        Operation.DIFFERENCE,
        re.compile(
            r"(?<!\w)(?:(?:hon |kem )?(?:chenh lech|chenh)(?: nhau)?|cach biet|khac biet|cach nhau"
            r"|(?:hon kem|hon|kem)(?: nhau)?|(?:tang|giam)(?: them| len| di| xuong)?)"
            rf"(?= (?:\w+ ){{0,5}}?{_HOW_MUCH})"
            r"|how (?:much|many) (?:more|less|fewer|higher|lower|larger)|by how (?:much|many)|difference (?:between|in)"
        ),
    ),
    (
        Operation.SUM,
        re.compile(
            rf"\b(?:(?:tong )?cong lai|gop (?:chung|ca|lai)|tong cong (?:ca )?{_PLURAL} {_SIDE}"
            rf"|{_PLURAL} {_SIDE}(?: \w+){{0,6}}? tong cong|tong cong(?= (?:la )?bao nhieu)|tong cua (?:ca )?{_PLURAL}"
            r"|combined|put together|altogether|sum of|in total)\b"
        ),
    ),
)
_EACH = re.compile(r"\bmoi (?:ben|noi|tinh|cap|nam|don vi)|lan luot|\beach\b|respectively")  # then no sum is meant
_JOINING = re.compile(
    r"\b(?:so sanh|doi chieu|so voi|lan luot|moi (?:ben|noi|tinh|cap|nam)|compared? (?:to|with)|compare"
    r"|(?:ca )?(?:hai|ba|bon|cac) (?:tinh|noi|ben|ke hoach|dia phuong|thanh pho)(?! nao))\b"
)
_NO_THING = "ở|của|tại|trong|được|đã|là|thì|nào|và|hay|hoặc|đi|có|cho|mỗi|tiền|phần|đồng|tỉ|triệu|bao|mấy|lượng"
_WORD = rf"(?!(?:{_NO_THING})\b)[^\W\d_]+"
_THINGS = rf"({_WORD}(?: {_WORD})?)(?: {_WORD}){{0,2}}(?:(?:, | và | hoặc )({_WORD} {_WORD}))?"
_COUNTED = (
    re.compile(rf"(?:bao nhiêu|\bmấy|số lượng|how many) {_THINGS}"),
    re.compile(rf"(?:tổng số|(?<!kí )(?<!thư )\bsố(?! hiệu| liệu| hóa| văn bản| quyết định)) {_THINGS}"),
)
_SHARED = re.compile(
    rf"(?:tỉ lệ|phần trăm|\d ?%|bao nhiêu ?%|mấy ?%) (?:(?:tổng|số|các|những|toàn bộ) )*({_WORD}(?: {_WORD}){{0,3}})"
)
_PEOPLE = ("cán bộ", "công chức", "viên chức", "nhân viên", "học viên", "lao động", "đại biểu")
_LOOK_ALIKE = re.compile(r"(?:kèm|tầng|tặng|giám|tạng)\b")
# What is said of a plan instead of that it was issued.
_BEGINS = re.compile(r"\bra doi\b|\b(?:duoc )?(?:ki|thong qua|phe duyet|lap) (?:som|muon|truoc|sau)")
_OF_PLANS = re.compile(r"tinh|noi|dia phuong|ke hoach|thanh pho|van ban|province|city|plan|locality")
_OF_MONEY = re.compile(
    r"\btien\b|chi phi|kinh phi|\bvon\b|ngan sach|du toan|\bton\b|\bchi\b|budget|money|cost|fund|spend"
)
_OF_SHARE = re.compile(r"ti le|phan tram|%|rate\b|share")


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done with the values: ranked by `degree`, the first named, and computed by `operation`.

    `measured` is the question without the words that say so, `kinds` what it asks each side for.
    """

    measured: str
    kinds: tuple[Wanted, ...]
    operation: Operation | None = None
    degree: str | None = None
    superlative: bool = False
    side: str = ""  # by what word the one is asked for, folded without diacritics ("tinh nao")
    thing: str = ""  # what it has more of ("nhiều máy chủ hơn"), folded

    @property
    def counted(self) -> tuple[str, ...]:
        """What "bao nhiêu" or "số" counts, a word or two for each thing, folded; empty where it counts nothing."""
        said = _without_places(self.measured)
        found = next((match for pattern in _COUNTED if (match := pattern.search(said))), None)
        things = [thing for thing in found.groups() if thing] if found else []
        if self.thing and self.kinds[0] is Wanted.COUNT:
            things = [" ".join(self.thing.split()[:2])]
        if any(thing.split()[0] == "người" for thing in things):  # which counts people of every office
            things += _PEOPLE
        return tuple(things)

    @property
    def shared(self) -> str:
        """What the share that is asked for is of, in its first words, folded; empty where it is not said."""
        found = _SHARED.search(_without_places(self.measured))
        return found[1] if found else ""

    @property
    def of_plans(self) -> bool:
        """Whether the question asks which of all plans is the first by `degree`."""
        return self.superlative and _OF_PLANS.search(self.side) is not None

    @property
    def compares(self) -> bool:
        """Whether anything is to be done with the values at all."""
        return self.operation is not None or self.degree is not None


def _without_places(question: str) -> str:
    """The folded question with a break for each place: "máy chủ và Cà Mau" counts one thing."""
    for mention in reversed(find_provinces(question)):
        question = f"{question[: mention.span.start]} ; {question[mention.span.end :]}"
    return folded(question)


def find_task(question: str) -> Task:
    """What `question` wants done with the values that it asks for."""
    whole = fold(question, marks=False)
    said = whole.text
    cut: list[tuple[int, int]] = []
    degree, superlative, side, thing = None, False, "", ""
    choosing = _choosing(question, whole)
    if choosing is not None:
        groups = choosing.groupdict()
        degree = _BARE_DEGREE_OF[choosing["degree"]]
        superlative = groups.get("last") == "nhat" or choosing["degree"].endswith("st")
        side = choosing["side"]
        cut += [choosing.span(name) for name in ("side", "degree", "last") if groups.get(name)]
        if groups.get("thing", "").strip():
            thing = folded(whole.span(*choosing.span("thing")).of(question)).strip(" ,")
    operation = None
    for candidate, pattern in _OPERATIONS:
        match = pattern.search(said)
        each = candidate is Operation.SUM and _EACH.search(said)
        if match and not each and not _LOOK_ALIKE.match(folded(whole.span(*match.span()).of(question))):
            operation = candidate
            if operation is not Operation.SUM:  # its words ask each side for its own sum too
                cut.append(match.span())
            break
    if not cut and operation is None:
        return Task(question, wanted_kinds(question))
    cut += [match.span() for match in _JOINING.finditer(said)]
    measured = question
    for start, end in sorted(cut, reverse=True):
        span = whole.span(start, end)
        measured = f"{measured[: span.start]} {measured[span.end :]}"
    measured = re.sub(r"\s+(?=[,;.?])", "", " ".join(measured.split()))
    if degree in _TIMES:
        issued = "ban hành " if _BEGINS.search(said) else ""
        measured = f"{measured.rstrip(' ?.')} {issued}khi nào?"
    return Task(measured, _kinds(measured, said, degree), operation, degree, superlative, side, thing)


def _choosing(question: str, whole: Folded) -> re.Match[str] | None:
    """Where the question asks which side is ahead; a degree that is written with other diacritics is none."""
    for pattern in _CHOOSING:
        match = pattern.search(whole.text)
        if match is None:
            continue
        written = folded(whole.span(*match.span("degree")).of(question))
        if question.isascii() or written in _DEGREE_OF:
            return match
    return None


def _kinds(measured: str, said: str, degree: str | None) -> tuple[Wanted, ...]:
    """What the sides are asked for: what the rest of the question says, else what can be ranked or computed."""
    kinds = tuple(kind for kind in wanted_kinds(measured) if kind is not Wanted.LIST)
    plain = folded(measured, marks=False)
    if kinds and kinds[0] in (Wanted.SHARE, Wanted.MONEY, Wanted.DATE):
        return kinds
    if degree in _TIMES:
        return (Wanted.DATE,)
    if _OF_SHARE.search(plain):
        return (Wanted.SHARE, Wanted.COUNT)
    if _OF_MONEY.search(plain) or re.search(r"\bton\b", said):
        return (Wanted.MONEY,)
    return (Wanted.COUNT,)
