"""Diacritics put back: "tra vinh co may huyen" is "Trà Vinh có mấy huyện", as every rule and every word is then read.

Of all the ways to read the syllables of a question the likeliest one is taken, by how often each follows the one before
it in the documents, in the lexicon and in what questions say.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from assistant.stopwords import is_english
from corpus.folding import bare, folded
from corpus.provinces import find_provinces
from corpus.syllables import frequencies
from corpus.types import Span
from index.lexical import LexicalIndex, TextField
from index.lexicon import Lexicon

_WORD = re.compile(r"(?<![\w/&@.-])[^\W\d_]+(?![\w/&@-]|\.\w)")  # not inside of numbers and addresses
# How questions are put: what neither documents nor the lexicon say.
_SAID = """";
    là gì; là bao nhiêu; được bao nhiêu; có bao nhiêu; hết bao nhiêu tiền; tốn bao nhiêu; bao nhiêu tiền; bao nhiêu đồng;
    bao nhiêu phần trăm; mấy phần trăm; bao nhiêu người; bao nhiêu cái; bao nhiêu cơ quan; bao nhiêu đơn vị; mấy tỷ;
    mấy triệu; mấy huyện; mấy xã; mấy cái; có mấy; thứ mấy; năm mấy; số mấy; năm nào; ngày nào; tháng nào; khi nào;
    bao giờ; lúc nào; hồi nào; chừng nào; từ khi nào; từ năm nào; vào năm nào; trong năm nào; đến năm nào; từ bao giờ;
    ai làm; ai lo; ai kí; do ai; của ai; cho ai; gồm ai; gồm những ai; là ai; sở nào; bộ nào; ban nào; phòng nào;
    cơ quan nào; đơn vị nào; ngành nào; tỉnh nào; nơi nào; chỗ nào; huyện nào; xã nào; địa phương nào; cấp nào; bên nào;
    người nào; việc nào; nguồn nào; kế hoạch nào; quyết định nào; văn bản nào; nghị định nào; luật nào; dự án nào;
    mức nào; loại nào; cách nào; bước nào; điểm nào; phần mềm nào; hệ thống nào; nhiệm vụ nào; chỉ tiêu nào; lĩnh vực nào;
    thế nào; như thế nào; ra sao; làm sao; thì sao; vì sao; tại sao; sao lại; làm gì; những gì; cái gì; việc gì;
    gồm gì; gồm những gì; có những gì; nội dung gì; cần gì; được gì; nói gì; giúp gì; phải làm gì; để làm gì; nghề gì;
    bằng cấp gì; kiểu gì; giấy tờ gì; nghĩa là gì; viết tắt là gì; chỉ số gì; phần mềm gì; ở đâu; từ đâu; lấy đâu ra;
    ở những đâu; vào đâu; đến đâu; tới đâu; chưa; xong chưa; có chưa; được chưa; rồi chưa; đã có chưa; hay chưa; không;
    có không; được không; phải không; hết không; đúng không; còn; thế còn; vậy còn; còn của; thế; vậy; vậy thì; thế thì;
    ở tỉnh; của tỉnh; cho tỉnh; bên tỉnh; ở thành phố; của thành phố; đó; dự án đó; cái đó; việc đó; hệ thống đó;
    kế hoạch đó; nó; của nó; của họ; trong đó; tỉnh này; kế hoạch này; tính chi; tính làm; định làm; định chi; muốn;
    có; đã; đã có; đã làm; đang; sẽ; cần; phải; được; bị; để; thì; mà; và; với; về; trong; cho; của; các; những; một;
    đạt bao nhiêu; chiếm bao nhiêu; chi bao nhiêu; cấp bao nhiêu; dành bao nhiêu; rót bao nhiêu; tăng bao nhiêu;
    nhiều nhất; ít nhất; muộn nhất; lớn nhất; cao nhất; trước khi nào; chậm nhất; bao lâu; mỗi năm; một năm; hằng năm;
    đến nay; hiện nay; hiện có; năm trước; năm sau; ba năm; trong ba năm; số máy; số hiệu; mang số; xếp thứ; đứng thứ;
    gửi cho; giao cho; giao ai; ai chủ trì; chủ trì; phối hợp; chịu trách nhiệm; do sở nào; do đơn vị nào; tên gì;
    cho biết; cho hỏi; cho tôi hỏi; kể tên; liệt kê; nêu; theo; theo kế hoạch; so với; khác gì; tỉ lệ; tổng cộng;
    bà con; người dân; dân; nhà nước; giấy tờ; tiền; riêng; thôi; chỉ; cả; tất cả; hết; lo; xài; lên; ra; vô; bữa nào;
    cảm ơn; xin chào; chào bạn; tạm biệt;
    thì; thì có; thì phải; thì được; thì mấy; thì ai; thì bao nhiêu; mà; mà có; ở đó; ở chỗ; ở xã; ở huyện; ở phường; ở các
    vậy; mấy; mấy người; mấy máy; mấy lần; mấy phần; mấy đồng; mấy năm; mấy nơi; có mấy người; chuyện; chuyện này; lo chuyện
    tôi; mình; bạn; tui; hồi; hồi đó; đặt; đặt ra; đặt mục tiêu; có; cái; cái này; chỗ; tới; tới năm; rồi; nay; lúc; đi
    phường; dùng; bỏ; bỏ ra; tính; nhằm; mỗi; từng; làm; hãy; qua; nếu; do; khi; tại; được; cỡ; chừng; tất cả; thôi; luôn
"""
_KNOWN_PAIR = 0.9  # share of what is said that follows from the syllable before
_SEEN_BEFORE = 3.0  # occurrences that make a syllable's followers certain
_SAID_WEIGHT = 6  # what a line of `_SAID` counts against a passage
_LENGTH = 20  # different tokens of a passage
_LEAST = 1e-7  # share of a syllable that is nowhere


class Diacritics:
    """Puts diacritics back as the language of one store has them."""

    def __init__(self, words: LexicalIndex, lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon
        self._every = max(1, sum(frequencies().values()))
        self._passages = max(1, len(words))

    def restored(self, question: str) -> str:
        """`question` with its diacritics, where it was typed without any; English and abbreviations stay as they are."""
        if bare(question) != question or is_english(question):
            return question
        places = [p for p in find_provinces(question) if bare(p.name).lower() == p.span.of(question).lower()]
        shout = question.isupper()
        found = [
            match
            for match in _WORD.finditer(question)
            if (shout or not match.group().isupper() or len(match.group()) == 1)
            and not any(p.span.start <= match.start() < p.span.end for p in places)
        ]
        read = [(m.start(), m.end(), form) for run in _runs(question, found) for m, form in self._read(run)]
        read += [(place.span.start, place.span.end, place.name) for place in places if _alone(question, place.span)]
        for start, end, form in sorted(read, reverse=True):
            question = question[:start] + _in_case_of(question[start:end], form) + question[end:]
        return question

    def _read(self, run: Sequence[re.Match[str]]) -> list[tuple[re.Match[str], str]]:
        """The likeliest forms of words that follow each other."""
        ways = [self._candidates(match.group().lower()) for match in run]
        best = {form: (self._single(form), (form,)) for form in ways[0]}
        for forms in ways[1:]:
            best = {
                form: max((score + self._follows(before, form), (*path, form)) for before, (score, path) in best.items())
                for form in forms
            }
            best = {path[-1]: (score, path) for score, path in best.values()}
        _, path = max(best.values())
        return list(zip(run, path, strict=True))

    def _candidates(self, word: str) -> list[str]:
        form = folded(word)
        spelled = self._forms.get(form, ())
        own = [form] if not spelled or self._words.frequency(TextField.FORM, form) else []
        return list(dict.fromkeys([*spelled, *own]))

    def _single(self, form: str) -> float:
        here = self._words.frequency(TextField.FORM, form) / (_LENGTH * self._passages)
        everywhere = frequencies().get(form, 0) / self._every
        spoken = self._counts.singles[form] / self._counts.all
        return math.log((here + everywhere + spoken) / 3 + _LEAST)

    def _follows(self, before: str, form: str) -> float:
        joined = f"{before}_{form}"
        pair = self._words.frequency(TextField.FORM, joined) + self._counts.pairs[joined]
        lead = self._words.frequency(TextField.FORM, before) + self._counts.singles[before] + _SEEN_BEFORE
        return math.log(_KNOWN_PAIR * pair / lead + (1 - _KNOWN_PAIR) * math.exp(self._single(form)))

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        """The syllables that a bare one may be."""
        found: dict[str, list[str]] = defaultdict(list)
        for form in frequencies():
            found[bare(form)].append(form)
        return found

    @cached_property
    def _counts(self) -> _Counts:
        counts = _Counts()
        for entry in self._lexicon.entries:
            counts.add(";".join((entry.official, *entry.everyday)), 1)
        counts.add(_SAID, _SAID_WEIGHT)
        return counts


class _Counts:
    """How often the lexicon and questions say each syllable and each pair of them."""

    def __init__(self) -> None:
        self.singles: Counter[str] = Counter()
        self.pairs: Counter[str] = Counter()
        self.all = 1

    def add(self, phrases: str, weight: int) -> None:
        """Count the phrases between semicolons."""
        for phrase in folded(phrases).split(";"):
            said = phrase.split()
            self.all += weight * len(said)
            for form in said:
                self.singles[form] += weight
            for one, two in pairwise(said):
                self.pairs[f"{one}_{two}"] += weight


def _runs(question: str, found: Sequence[re.Match[str]]) -> list[list[re.Match[str]]]:
    """The words in runs without a mark or a number between them."""
    runs: list[list[re.Match[str]]] = []
    end = -1
    for match in found:
        if runs and not question[end : match.start()].strip():
            runs[-1].append(match)
        else:
            runs.append([match])
        end = match.end()
    return runs


def _alone(question: str, span: Span) -> bool:
    """Whether a name is no part of an address."""
    return all(_WORD.match(question, span.start + word.start()) for word in re.finditer(r"\S+", span.of(question)))


def _in_case_of(written: str, form: str) -> str:
    if written.isupper() and len(written) > 1:
        return form.upper()
    return form.capitalize() if written[0].isupper() and form.islower() else form
