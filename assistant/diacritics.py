"""Diacritics put back: "tra vinh co may huyen" is "Trà Vinh có mấy huyện", as every rule and every word is then read.

Of all the ways to read the syllables of a question the likeliest one is taken, by how often each follows the one before
it in the documents, in the lexicon and in what questions say.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from assistant.stopwords import is_english
from corpus.folding import bare, folded
from corpus.provinces import find_provinces
from corpus.syllables import frequencies
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
    thì có; thì phải; thì được; thì mấy; thì ai; thì bao nhiêu; mà có; ở đó; ở chỗ; ở xã; ở huyện; ở phường; ở các
    mấy người; mấy máy; mấy lần; mấy phần; mấy đồng; mấy năm; mấy nơi; có mấy người; chuyện này; lo chuyện; hồi đó
    đặt ra; đặt mục tiêu; cái này; tới năm; bỏ ra; mình làm; bạn là; tôi hỏi; nhà mình; chỗ mình; phường mình; xã mình
"""
# What stands beside any word in speech.
_ANYWHERE = """
    thì mà ở mấy vậy thế có chuyện chỗ cái tôi mình bạn hồi đặt này đó lo tính muốn mỗi từng bên chưa không rồi nào gì
    được cho về với để còn phường
"""
_ANYWHERE_SHARE = 0.006  # of all kinds of pairs that each of them is taken to be the second of
_SAID_WEIGHT = 6  # what a phrase of `_SAID` counts against a passage
_UNSEEN = 0.5  # of the kinds of syllables seen behind one, what stands for those not seen
_COMMON = 0.3  # weight of how frequent a syllable is in all texts against how many others it follows
_LEAST = 1e-6  # share of a syllable that is nowhere


class Diacritics:
    """Puts diacritics back as the language of one store has them."""

    def __init__(self, words: LexicalIndex, lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon

    def restored(self, question: str) -> str:
        """`question` with its diacritics, where it was typed without any; English stays as it is."""
        if bare(question) != question or is_english(question):
            return question
        names = _names(question)
        shout = question.isupper()
        runs = _runs(question, list(_WORD.finditer(question)))
        read = [
            (match.start(), match.end(), form)
            for run in runs
            for match, form in self._read(run, names, shout=shout)
        ]
        for start, end, form in sorted(read, reverse=True):
            question = question[:start] + _in_case_of(question[start:end], form) + question[end:]
        return question

    def _read(
        self, run: Sequence[re.Match[str]], names: Mapping[int, str], *, shout: bool
    ) -> list[tuple[re.Match[str], str]]:
        """The likeliest forms of words that follow each other; those of names are known."""
        best: dict[str, tuple[float, tuple[str, ...]]] = {"": (0.0, ())}
        for match in run:
            name = names.get(match.start())
            forms = self._candidates(match.group(), shout=shout) if name is None else [name]
            best = {
                form: max(
                    (score + self._follows(before.lower(), form.lower()), (*path, form))
                    for before, (score, path) in best.items()
                )
                for form in forms
            }
        _, path = max(best.values())
        return list(zip(run, path, strict=True))

    def _candidates(self, word: str, *, shout: bool) -> list[str]:
        """The forms that a word may have; an abbreviation, or what is no syllable, has that of the documents."""
        form = folded(word)
        syllable = form in self._syllables and (shout or len(word) == 1 or not word.isupper())
        if syllable:
            return self._syllables[form]
        return [max(self._stored.get(form, [form]), key=self._language.singles.__getitem__)]

    def _follows(self, before: str, form: str) -> float:
        language = self._language
        alone = _LEAST + (1 - _COMMON) * language.leads[form] / language.kinds
        alone += _COMMON * frequencies().get(form, 0) / self._every
        if not before:
            return math.log(alone)
        unseen = _UNSEEN * language.followers[before] + 1
        return math.log((language.pairs[f"{before}_{form}"] + unseen * alone) / (language.singles[before] + unseen))

    @cached_property
    def _every(self) -> int:
        return sum(frequencies().values())

    @cached_property
    def _syllables(self) -> dict[str, list[str]]:
        """The syllables that a bare one may be."""
        found: dict[str, list[str]] = defaultdict(list)
        for form in frequencies():
            found[bare(form)].append(form)
        return found

    @cached_property
    def _stored(self) -> dict[str, list[str]]:
        """The forms of the documents that a bare one may be."""
        found: dict[str, list[str]] = defaultdict(list)
        for form, _ in self._words.vocabulary(TextField.FORM):
            found[bare(form)].append(form)
        return found

    @cached_property
    def _language(self) -> _Language:
        pairs = Counter(dict(self._words.vocabulary(TextField.FORM, pairs=True)))
        for entry in self._lexicon.entries:
            for phrase in (entry.official, *entry.everyday):
                pairs.update(_pairs(phrase))
        for phrase in _SAID.split(";"):
            for pair in _pairs(phrase):
                pairs[pair] += _SAID_WEIGHT
        language = _Language(pairs)
        for word in folded(_ANYWHERE).split():
            language.leads[word] += int(_ANYWHERE_SHARE * language.kinds)
        return language


class _Language:
    """How often syllables follow each other, and how many different ones each of them follows and leads."""

    def __init__(self, pairs: Counter[str]) -> None:
        self.pairs = pairs
        self.singles: Counter[str] = Counter()
        self.leads: Counter[str] = Counter()  # different syllables before each
        self.followers: Counter[str] = Counter()  # different ones behind each
        for pair, count in pairs.items():
            one, _, two = pair.partition("_")
            self.singles[one] += count
            self.followers[one] += 1
            self.leads[two] += 1
        self.kinds = max(1, len(pairs))


def _pairs(phrase: str) -> list[str]:
    said = folded(phrase).split()
    return [f"{one}_{two}" for one, two in pairwise(said)]


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


def _names(question: str) -> dict[int, str]:
    """The words of the provinces that a question names, by where they start; another name of one stays as written."""
    found: dict[int, str] = {}
    for place in find_provinces(question):
        written = list(re.finditer(r"\w+", place.span.of(question)))
        name = place.name.split()
        same = [bare(word).lower() for word in name] == [word.group().lower() for word in written]
        for i, match in enumerate(written):
            found[place.span.start + match.start()] = name[i] if same else match.group()
    return found


def _in_case_of(written: str, form: str) -> str:
    if written.isupper() and len(written) > 1:
        return form.upper()
    return form.capitalize() if written[0].isupper() and form.islower() else form
