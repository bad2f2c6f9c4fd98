"""The language of one store: how likely one syllable is behind another, as its documents, the lexicon and questions go.

Counts are those of neighbouring syllables. Where a pair is new, what counts is how many different syllables the second
one follows at all: "thị" is frequent, but nearly always behind "đô" or before "xã".
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from heapq import nlargest
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from corpus.folding import bare, folded
from corpus.syllables import frequencies
from index.backends import Words
from index.lexical import TextField
from index.lexicon import Lexicon
from index.vocabulary import NUMBER, Vocabulary

# How questions are put: what neither documents nor the lexicon say.
_SAID = """
    là gì; là bao nhiêu; được bao nhiêu; có bao nhiêu; hết bao nhiêu tiền; tốn bao nhiêu; bao nhiêu tiền; bao nhiêu
    đồng; bao nhiêu phần trăm; mấy phần trăm; bao nhiêu người; bao nhiêu cái; bao nhiêu cơ quan; bao nhiêu đơn vị;
    mấy tỷ; mấy triệu; mấy huyện; mấy xã; mấy cái; có mấy; thứ mấy; năm mấy; số mấy; năm nào; ngày nào; tháng nào;
    khi nào; bao giờ; lúc nào; hồi nào; chừng nào; từ khi nào; từ năm nào; vào năm nào; trong năm nào; đến năm nào;
    từ bao giờ; ai làm; ai lo; ai kí; do ai; của ai; cho ai; gồm ai; gồm những ai; là ai; sở nào; bộ nào; ban nào;
    phòng nào; cơ quan nào; đơn vị nào; ngành nào; tỉnh nào; nơi nào; chỗ nào; huyện nào; xã nào; địa phương nào;
    cấp nào; bên nào; người nào; việc nào; nguồn nào; kế hoạch nào; quyết định nào; văn bản nào; nghị định nào; luật
    nào; dự án nào; mức nào; loại nào; cách nào; bước nào; điểm nào; phần mềm nào; hệ thống nào; nhiệm vụ nào; chỉ
    tiêu nào; lĩnh vực nào; thế nào; như thế nào; ra sao; làm sao; thì sao; vì sao; tại sao; sao lại; làm gì; những
    gì; cái gì; việc gì; gồm gì; gồm những gì; có những gì; nội dung gì; cần gì; được gì; nói gì; giúp gì; phải làm
    gì; để làm gì; nghề gì; bằng cấp gì; kiểu gì; giấy tờ gì; nghĩa là gì; viết tắt là gì; chỉ số gì; phần mềm gì; ở
    đâu; từ đâu; lấy đâu ra; ở những đâu; vào đâu; đến đâu; tới đâu; xong chưa; có chưa; được chưa; rồi chưa; đã có
    chưa; hay chưa; có không; được không; phải không; hết không; đúng không; thế còn; vậy còn; còn của; vậy thì; thế
    thì; ở tỉnh; của tỉnh; cho tỉnh; bên tỉnh; ở thành phố; của thành phố; dự án đó; cái đó; việc đó; hệ thống đó;
    kế hoạch đó; của nó; của họ; trong đó; tỉnh này; kế hoạch này; tính chi; tính làm; định làm; định chi; đã có; đã
    làm; đạt bao nhiêu; chiếm bao nhiêu; chi bao nhiêu; cấp bao nhiêu; dành bao nhiêu; rót bao nhiêu; tăng bao
    nhiêu; nhiều nhất; ít nhất; muộn nhất; lớn nhất; cao nhất; trước khi nào; chậm nhất; bao lâu; mỗi năm; một năm;
    hằng năm; đến nay; hiện nay; hiện có; năm trước; năm sau; ba năm; trong ba năm; số máy; số hiệu; mang số; xếp
    thứ; đứng thứ; gửi cho; giao cho; giao ai; ai chủ trì; chủ trì; phối hợp; chịu trách nhiệm; do sở nào; do đơn vị
    nào; tên gì; cho biết; cho hỏi; cho tôi hỏi; kể tên; liệt kê; theo kế hoạch; so với; khác gì; tỉ lệ; tổng cộng;
    bà con; người dân; nhà nước; giấy tờ; tất cả; bữa nào; cảm ơn; xin chào; chào bạn; tạm biệt; dự trù; bạn nhé;
    bạn nha; 0 tỷ; 0 triệu; 0 nghìn; 0 đồng; 0 năm; 0 huyện; 0 xã; 0 người; 0 máy; 0 là; 0 của; 0 có; 0 thì; 0 ở;
    thì có; thì phải; thì được; thì mấy; thì ai; thì bao nhiêu; mà có; ở đó; ở chỗ; ở xã; ở huyện; ở phường; ở các;
    mấy người; mấy máy; mấy lần; mấy phần; mấy đồng; mấy năm; mấy nơi; có mấy người; chuyện này; lo chuyện; hồi đó;
    đặt ra; đặt mục tiêu; cái này; tới năm; bỏ ra; mình làm; bạn là; tôi hỏi; nhà mình; chỗ mình; phường mình; xã
    mình
"""
# What stands beside any word in speech.
_ANYWHERE = """
    thì mà ở mấy vậy thế có chuyện chỗ cái tôi mình bạn hồi đặt này đó lo tính muốn mỗi từng bên chưa không rồi nào gì
    được cho về với để còn phường tui nha nhé nhỉ ạ hả á dạ ơi tỉnh
"""
_ANYWHERE_SHARE = 0.006  # of all kinds of pairs that each of them is taken to be the second of
_SAID_WEIGHT = 6  # what a phrase of `_SAID` counts against a passage
_UNSEEN = 0.5  # of the kinds of syllables seen behind one, what stands for those not seen
_COMMON = 0.3  # weight of how frequent a syllable is in all texts against how many others it follows
_RARE = 50  # occurrences in the text behind `frequencies` up to which a syllable may be a slip
_SHORTEST = 3  # letters of an abbreviation that is recognized with a slip
_KEPT = 1 << 16  # pairs whose likelihood is in memory
_LIKELY = 16  # forms of a word that are kept while the next is read: else 2,000 odd characters take many seconds
_LEAST = 1e-6  # share of a syllable that is nowhere


class Language:
    """What syllables there are, and how they follow each other; counted when first needed."""

    def __init__(
        self,
        words: Words,
        lexicon: Lexicon,
        vocabulary: Callable[[], Vocabulary],
        written: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        """`vocabulary` gives that of the documents, `written` an abbreviation as they write it, by its letters."""
        self._words = words
        self._lexicon = lexicon
        self._vocabulary_of = vocabulary
        self._every = sum(frequencies().values())
        self.written = written
        self._follows = lru_cache(maxsize=_KEPT)(self._likelihood)

    def likeliest(self, ways: Sequence[Mapping[str, float]], before: str = "") -> tuple[str, ...]:
        """The likeliest forms of words in a row, each given as the forms that it may be with what they cost.

        `before` is the form before them, empty where none is known.
        """
        best: dict[str, float] = {before: 0.0}
        behind: list[dict[str, str]] = []  # for each word, from a form to the likeliest before it
        for forms in ways:
            likely = nlargest(_LIKELY, best, key=best.__getitem__)
            found = {form: max((best[one] + self._follows(one, form), one) for one in likely) for form in forms}
            behind.append({form: one for form, (_, one) in found.items()})
            best = {form: score - forms[form] for form, (score, _) in found.items()}
        form = max(best, key=lambda form: (best[form], form))
        path = []
        for links in reversed(behind):
            path.append(form)
            form = links[form]
        return tuple(reversed(path))

    def has(self, form: str) -> bool:
        """Whether a folded form is no rare syllable, or a word of the documents or of the lexicon."""
        return self.is_common(form) or self._counts.before(form) > 0 or self._lexicon.speaks(form)

    def is_common(self, form: str) -> bool:
        """Whether a folded form is no rare syllable, or a word of the documents."""
        return frequencies().get(form, 0) > _RARE or self._words.frequency(TextField.FORM, form) > 0

    def commonest(self, one: str, two: str) -> tuple[str, str] | None:
        """The pair of forms that two bare syllables most often are; None where they are never together."""
        ways = [(a, b) for a in self.syllables.get(one, ()) for b in self.syllables.get(two, ())]
        best = max(ways, key=lambda pair: self._counts.pair(*pair), default=None)
        return best if best is not None and self._counts.pair(*best) else None

    def slipped(self, abbreviation: str) -> list[str]:
        """The abbreviations of the documents that `abbreviation` is with letters swapped, lost or doubled."""
        return [
            form
            for letters, form in self._abbreviations
            if len(letters) != len(abbreviation) or sorted(letters) == sorted(abbreviation)
            if DamerauLevenshtein.distance(form, abbreviation, score_cutoff=1) <= 1
        ]

    @property
    def syllables(self) -> Mapping[str, Sequence[str]]:
        """The syllables that a bare one may be."""
        return _syllables()

    @cached_property
    def stored(self) -> dict[str, list[str]]:
        """The forms of the documents that a bare one may be, the one in most passages first."""
        found: dict[str, list[str]] = defaultdict(list)
        for form, _ in sorted(self._vocabulary.singles.items(), key=lambda known: (-known[1], known[0])):
            found[bare(form)].append(form)
        return dict(found)

    @cached_property
    def by_initial(self) -> dict[str, list[str]]:
        """The bare words of the documents by their first letter."""
        found: dict[str, list[str]] = defaultdict(list)
        for form in self.stored:
            if form.isalpha() and len(form) > 1:
                found[form[0]].append(form)
        return dict(found)

    @cached_property
    def _abbreviations(self) -> list[tuple[str, str]]:
        """What may be an abbreviation of the documents: words that are no syllables, bare and as most are written."""
        return [
            (letters, form)
            for letters, (form, *_) in self.stored.items()
            if len(letters) >= _SHORTEST and letters.isalpha() and letters not in self.syllables
        ]

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return self._vocabulary_of()

    def _likelihood(self, before: str, form: str) -> float:
        """The logarithm of how likely a form is behind another; of how likely at all where that is empty."""
        before, form = before.lower(), form.lower()
        counts = self._counts
        alone = _LEAST + (1 - _COMMON) * counts.before(form) / counts.kinds
        alone += _COMMON * frequencies().get(form, 0) / self._every
        if not before:
            return math.log(alone)
        unseen = _UNSEEN * counts.behind(before) + 1
        return math.log((counts.pair(before, form) + unseen * alone) / (counts.leading(before) + unseen))

    @cached_property
    def _counts(self) -> _Counts:
        return _Counts(self._words, self._vocabulary, _spoken(self._lexicon))


class _Counts:
    """How often each pair stands somewhere, each syllable leads one, and how many kinds are before and behind it.

    Those of the documents, whose pairs are asked of their index, and those of what is said besides.
    """

    def __init__(self, words: Words, stored: Vocabulary, spoken: Counter[str]) -> None:
        self._words = words
        self._stored = stored
        self._spoken = spoken
        self._leading: Counter[str] = Counter()
        self._before: Counter[str] = Counter()
        self._behind: Counter[str] = Counter()
        for pair, count in spoken.items():
            one, _, two = pair.partition("_")
            self._leading[one] += count
            if not self._in_documents(one, two):
                self._behind[one] += 1
                self._before[two] += 1
        self.kinds = max(1, stored.kinds + sum(self._behind.values()))
        for word in folded(_ANYWHERE).split():
            self._before[word] += int(_ANYWHERE_SHARE * self.kinds)

    def pair(self, one: str, two: str) -> int:
        """In how many passages a pair stands, more where it is also said."""
        return self._in_documents(one, two) + self._spoken[f"{one}_{two}"]

    def leading(self, one: str) -> int:
        """The count of all pairs that a syllable begins."""
        return self._stored.leading.get(one, 0) + self._leading[one]

    def behind(self, one: str) -> int:
        """How many different syllables stand behind one."""
        return self._stored.behind.get(one, 0) + self._behind[one]

    def before(self, two: str) -> int:
        """How many different syllables stand before one."""
        return self._stored.before.get(two, 0) + self._before[two]

    def _in_documents(self, one: str, two: str) -> int:
        if one == NUMBER:
            return self._stored.numbered.get(two, 0)
        return self._words.frequency(TextField.FORM, f"{one}_{two}")


@cache
def _syllables() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for form in frequencies():
        found[bare(form)].append(form)
    return dict(found)


def _spoken(lexicon: Lexicon) -> Counter[str]:
    """The pairs of neighbours in the lexicon and in questions."""
    pairs: Counter[str] = Counter()
    for entry in lexicon.entries:
        for phrase in (entry.official, *entry.everyday):
            pairs.update(_pairs(phrase))
    for phrase in _SAID.split(";"):
        pairs.update(dict.fromkeys(_pairs(phrase), _SAID_WEIGHT))
    return pairs


def _pairs(phrase: str) -> list[str]:
    said = folded(phrase).split()
    return [f"{one}_{two}" for one, two in pairwise(said)]
