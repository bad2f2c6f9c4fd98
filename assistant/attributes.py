"""Questions about a document itself: who signed it, its number and date, who asked for it, since when it is in force.

They are answered from its heads, signatures, recipients and closing articles, which ordinary retrieval would bury under
the plan's text (see `assistant.self_reading`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

from assistant.cards import Card
from assistant.paper_types import asked_code, codes_of, has_code, named_numbers
from assistant.prepared import PreparedUnit
from assistant.query import Query, plain
from assistant.scope import Scope
from corpus.figures import FigureKind
from corpus.folding import bare
from corpus.types import Document, SectionKind


class Attribute(StrEnum):
    """What of a document is asked for."""

    SIGNER = "signer"
    RECIPIENTS = "recipients"
    NUMBER = "number"
    DATE = "date"
    NUMBER_AND_DATE = "number and date"
    PROPOSAL = "proposal"  # the letter by which a department asked for the plan
    EFFECT = "effect"  # since when it is in force
    VALIDITY = "validity"  # whether it still is


MISSING = {
    Attribute.SIGNER: "tên người giữ chức vụ được hỏi",
    Attribute.RECIPIENTS: "nơi nhận",
    Attribute.NUMBER: "số hiệu văn bản",
    Attribute.DATE: "ngày ban hành",
    Attribute.NUMBER_AND_DATE: "số hiệu và ngày ban hành",
    Attribute.PROPOSAL: "số hiệu của văn bản đề nghị",
    Attribute.EFFECT: "ngày có hiệu lực",
    Attribute.VALIDITY: "tình trạng hiệu lực",
}
ELSEWHERE = (Attribute.RECIPIENTS, Attribute.PROPOSAL)  # what a document without the place may tell in its text
_OFFICER = r"(?:pho )?(?:thu tuong|chu tich|bo truong|thu truong|giam doc|chanh van phong)"
_DAY = r"(?:ngay|hom|bua|nam|thang) (?:nao|may|bao nhieu|nhieu|gi)|khi nao|bao gio|hom nao|luc nao|chung nao|hoi nao"
_CUES = {
    Attribute.PROPOSAL: re.compile(
        r"\bto trinh (?:xin |de nghi )?(?:(?:\w+ ){0,4}so |mang |nao|may|ngay|cua ai|do ai)"
        r"|giay xin (?:\w+ ){0,2}(?:duyet|ban hanh|thong qua|y kien)"
        r"|(?:xin|de nghi|trinh) (?:\w+ ){0,3}(?:duyet|ban hanh|ki)\b.{0,60}"
        r"(?:so (?:may|nao|bao nhieu|hieu)|ngay nao|hom nao|khi nao)"
        r"|(?:\bai|\bnao) (?:da |dung ra |la nguoi )?(?:trinh|de nghi|de xuat|xin)\b"
        r"|theo (?:de nghi|de xuat|to trinh) cua (?:ai|\w+ nao|co quan nao|don vi nao)|who (?:proposed|submitted)"
        r"|(?:proposal|submission) (?:letter|number)"
    ),
    Attribute.VALIDITY: re.compile(
        r"tinh trang (?:hieu luc|phap li)|(?:con|het|mat) (?:hieu luc|gia tri)|hieu luc (?:hay )?(?:khong|chua|nua)"
        r"|(?:still|currently) (?:in (?:force|effect)|valid)|validity"
    ),
    Attribute.EFFECT: re.compile(
        rf"hieu luc\b.{{0,40}}(?:{_DAY}|tu dau)|(?:{_DAY})\b.{{0,40}}hieu luc|ngay (?:co |bat dau )?hieu luc"
        r"|hieu luc (?:thi hanh )?(?:ke )?tu\b|(?:take|took|takes|taking|come|came|comes) (?:in)?to (?:effect|force)"
        r"|(?:take|took|takes) effect|effective date"
    ),
    Attribute.SIGNER: re.compile(
        r"\bai (?:la nguoi |da |thay mat \w+ |dung ra )?(?:dat but |ha but )?ki\b|nguoi (?:da |dat but )?ki\b"
        r"|\b(?:da|duoc) ki (?:ten |duyet |ban hanh )?(?:quyet dinh|ke hoach|van ban|cong van)|\bki ten\b|chu ki cua ai"
        r"|(?:dat|ha) but ki\b"
        rf"|\b(?:vi|ong|ba|lanh dao|dong chi|{_OFFICER})(?: \w+){{0,5}} nao (?:\w+ ){{0,3}}ki\b"
        r"|who signed|\bsigned\b|signer|signatory"
    ),
    Attribute.RECIPIENTS: re.compile(r"noi nhan|duoc gui (?:cho|den|toi)|gui cho nhung|recipients?|sent to"),
    Attribute.NUMBER: re.compile(
        r"so hieu|\bso (?:may|bao nhieu|nao)\b(?= ?(?:[,?.]|$|ngay|hom|viet|ki|ra|va|vay|the\b))"
        r"|(?:mang|ghi|danh) so|(?:quyet dinh|ke hoach|van ban) so (?:gi|nao|may)"
        r"|(?:decision|plan|document) number"
    ),
    Attribute.DATE: re.compile(
        rf"(?:ban hanh|\bki|ra doi|phe duyet|thong qua|cong bo|issued|signed|dated?)\b.{{0,20}}(?:{_DAY})"
        rf"|\b(?:viet|ra|lam|lap|de|ghi|soan) (?:vao )?(?:{_DAY})"
        rf"|(?:{_DAY})\b.{{0,40}}(?:ban hanh|\bki|ra doi|phe duyet|thong qua|cong bo)"
        r"|ngay (?:ban hanh|ki|ra)\b|(?:when|what (?:date|day)) (?:was|were|is)"
        r" .{0,90}(?:issued|signed|approved|promulgated)"
    ),
}
_OWN_TYPE = re.compile(r"\b(?:ke hoach|quyet dinh|chuong trinh|de an|van ban|plan|decision|to trinh|giay xin)\b")
_OF_ANOTHER = re.compile(  # whose number, date or force is asked for, where nothing else is named
    r"\b(?:luat|nghi dinh|thong tu|nghi quyet|qui che|hop dong|chung thu|giay phep|law|decree|circular)\b"
)
_NO_SIGNATURE = re.compile(
    r"\bki (?:ket|hop dong|thoa thuan|bien ban|cam ket|so\b|dien tu)|(?<!chu )\bdang ki\b|chu ki so"
)
_OTHER_PAPER = re.compile(  # what another document does to this one, or this one to another
    r"(?:thay the|bai bo|huy bo|sua doi)(?: \w+)? (?:boi|bang)|(?:bi|duoc|da) (?:thay the|bai bo|huy bo|sua doi)"
    r"|replaced by|repealed by|amended by"
)
_LEADS_TO_OTHER = re.compile(  # the document that is asked for is one that this one follows
    r"(?:can cu|thuc hien|trien khai|dua (?:vao|tren|theo)|vien dan|huong dan|kem theo|cu the hoa)(?: \w+){0,2} "
    r"(?:quyet dinh|ke hoach|van ban|cong van|nghi dinh|nghi quyet|chi thi|thong tu|to trinh)"
    r"(?: so)? (?:nao|may|gi|bao)"
)
# Pairs of syllables that the cues stand on, as they are typed with a letter left out, doubled or swapped.
_TYPED = ("ban hanh", "hieu luc", "so hieu", "to trinh", "ke hoach", "quyet dinh", "phe duyet", "ngay nao", "ngay ki")
_OF_DOCUMENT_TEXT = """
    so hieu ngay ki ban hanh phe duyet quyet dinh ke hoach van ban uy ban nhan dan ubnd tinh thanh pho chu tich pho
    nguoi duoc cua mang ve viec tai la giai doan nam gui noi nhan signed signer decision plan number which who vice
    chairman director issued approving approved document department application state agencies city information
    technology it provincial itself not
    thu tuong bo truong chinh phu giam doc vi lanh dao dat but ten dau dong to giay viet ra hom thang cuoi dau giua lam
    luc ke tu hieu thi con het tinh trang xin duyet day du trinh de nghi xuat soan thao gi khi nao bao gio may thong
    thuoc phan
    effect force valid still when date take into come
"""
_OF_DOCUMENT = frozenset(bare(_OF_DOCUMENT_TEXT).split())
_SHORTEST_ABBREVIATION = 3
_LEAST_SHARE = 0.5  # of the question's words that the title holds, for a question that says other words too
_LEAST_OF_SUBJECT = 0.25  # where the document is what the sentence is about: "Kế hoạch … viết hôm nào?"
_SUBJECT_FIRST = re.compile(
    r"^(?:cho (?:toi )?hoi )?(?:cai |to |ban |tam |cuon |the )*"
    r"(?P<type>ke hoach|quyet dinh|van ban|chuong trinh|de an)\b"
)
_NEEDS_NO_SUBJECT = (Attribute.SIGNER, Attribute.RECIPIENTS, Attribute.PROPOSAL, Attribute.VALIDITY)
_FOLLOWED = {"ke hoach": "kh", "quyet dinh": "qd"}  # a plan that is asked for is taken for no decree that is cited


def asks_attribute(question: str) -> bool:
    """Whether a question has the words that ask for an attribute of some document."""
    said = mended(question)
    return any(pattern.search(said) for pattern in _CUES.values())


def asked_attribute(question: str, query: Query, card: Card, units: Iterable[PreparedUnit] = ()) -> Attribute | None:
    """The attribute that `question` asks for, if it asks it of this document and not of one that its `units` cite."""
    said = mended(question)
    if _names_another(question, card) or _OTHER_PAPER.search(said) or _LEADS_TO_OTHER.search(said):
        return None
    asked = [attribute for attribute, pattern in _CUES.items() if pattern.search(said)]
    if not asked:
        return None
    first = asked[0]
    if first is Attribute.SIGNER and _NO_SIGNATURE.search(said):
        return None
    if _OF_ANOTHER.search(said) and not _OWN_TYPE.search(said):
        return None
    if first is Attribute.NUMBER and query.body is not None:  # "sở nào" without its marks is "số nào"
        return None
    if first is Attribute.SIGNER and not (_OWN_TYPE.search(said) or _in_title(subject_of(query), card)):
        return None
    if first in _NEEDS_NO_SUBJECT:
        return first
    code = asked_code(question)
    if code is not None and card.numbers and code not in codes_of(card.numbers):
        return None
    if first is Attribute.EFFECT and (_names_own(question, card) or title_share(query, card) >= _LEAST_SHARE):
        return first
    if not (_in_title(subject_of(query), card) or _means(said, query, card, units)):
        return None
    if first is Attribute.NUMBER and Attribute.DATE in asked:
        return Attribute.NUMBER_AND_DATE
    return first


def says_title(query: Query, card: Card) -> bool:
    """Whether the question names the document by words of its title, and says nothing besides."""
    subject = subject_of(query)
    return bool(subject) and _in_title(subject, card)


def nearest_titles(query: Query, cards: Sequence[Card]) -> list[Card]:
    """The documents whose titles hold most of the question's words, if they hold enough of them."""
    shares = [title_share(query, card) for card in cards]
    best = max(shares, default=0.0)
    return [card for card, share in zip(cards, shares, strict=True) if share == best and share >= _LEAST_SHARE]


def foreign_year_of(attribute: Attribute, scope: Scope, card: Card, document: Document) -> int | None:
    """A year of the question that is neither of the document's period nor of its date; None without one.

    The letter that asked for a plan may be of the year before.
    """
    date = document.metadata.date
    written = int(date.value[:4]) if date is not None else None
    before = written - 1 if written is not None and attribute is Attribute.PROPOSAL else None
    return next((y for y in scope.years if not card.covers(y) and y not in (written, before)), None)


def title_share(query: Query, card: Card) -> float:
    """The share of the question's words, or of what the lexicon puts beside them, that the document's title holds."""
    words = subject_of(query)
    held = sum(_abbreviates(word, card) and word not in card.terms for word in words)
    return (held + _held(query, card.terms)) / len(words) if words else 0.0


def _held(query: Query, terms: frozenset[str]) -> int:
    """How many words of the question's subject, or what the lexicon puts beside them, are among `terms`."""
    subject = frozenset(subject_of(query))
    helped = {t.source for t in query.terms if not t.own and all(part in terms for part in t.bare.split("_"))}
    first = {word.bare: i for i, word in reversed(list(enumerate(query.words))) if word.bare in subject}
    return sum(word in terms or i in helped for word, i in first.items())


@lru_cache(maxsize=256)
def mended(question: str) -> str:
    """The question folded without diacritics, the slips undone in the pairs of words that cues stand on."""
    words = plain(question).split()
    for i in range(len(words) - 1):
        one, two = words[i], words[i + 1]
        core = two.rstrip("?.,!")
        meant = next((pair for pair in _TYPED if _slipped(f"{one} {core}", pair)), None)
        if meant is not None:
            words[i], words[i + 1] = meant.split()[0], meant.split()[1] + two[len(core) :]
    return " ".join(words)


def _slipped(typed: str, meant: str) -> bool:
    """Whether a letter of `meant` is left out, doubled or swapped; a wrong letter would make another word."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    if len(typed) == len(meant):
        apart = [i for i, (a, b) in enumerate(zip(typed, meant, strict=True)) if a != b]
        return len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(typed) == sorted(meant)
    longer, shorter = (typed, meant) if len(typed) > len(meant) else (meant, typed)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(1, len(longer)) if longer[i] != " ")


def _means(said: str, query: Query, card: Card, units: Iterable[PreparedUnit]) -> bool:
    """Whether a question in other words than the title's means this document: no document that it cites is nearer."""
    share = title_share(query, card)
    least = _LEAST_OF_SUBJECT if _SUBJECT_FIRST.match(said) else _LEAST_SHARE
    if share < least or query.quoted or not _OWN_TYPE.search(said):
        return False
    own = share * len(subject_of(query))
    subject = _SUBJECT_FIRST.match(said)
    alone = len(set(_OWN_TYPE.findall(said))) == 1
    code = _FOLLOWED.get(subject["type"]) if subject and alone else None
    return all(_held(query, unit.bares) <= own for unit in units if _cites(unit, code))


def _cites(unit: PreparedUnit, code: str | None) -> bool:
    """Whether a unit names a document by its number, one of the type with the letters `code`, not in a head."""
    if unit.document.sections[unit.unit.section].kind is SectionKind.HEAD:
        return False
    numbers = [figure.key for figure in unit.figures if figure.kind is FigureKind.NUMBER_OF_DOCUMENT]
    return any(code is None or has_code(key, code) for key in numbers)


def subject_of(query: Query) -> list[str]:
    """The bare words of the question, each once, that do not only speak of documents as such."""
    typed = set(re.findall(r"\w+", mended(query.question)))  # without what a slip left of another word
    words = dict.fromkeys(w.bare for w in query.words if w.bare not in _OF_DOCUMENT and not w.bare.isdigit())
    return [word for word in words if not word.isalpha() or word in typed]


def _in_title(words: list[str], card: Card) -> bool:
    return all(word in card.terms or _abbreviates(word, card) for word in words)


def _abbreviates(word: str, card: Card) -> bool:
    """Whether a word is made of the first letters of words that follow each other in the title ("CNTT")."""
    return len(word) >= _SHORTEST_ABBREVIATION and word in card.initials


def _names_own(question: str, card: Card) -> bool:
    return not named_numbers(question).isdisjoint(card.numbers)


def _names_another(question: str, card: Card) -> bool:
    """Whether the question names a document number that is neither this document's own nor in its title."""
    return any(bare(key) not in card.terms for key in named_numbers(question) - card.numbers)
