"""Units prepared for asking: their terms, the terms around them, their figures and what else is asked of a unit."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.frequency import how_often
from assistant.involvement import Role
from assistant.kinds import FIGURE_KINDS, Wanted
from assistant.numbered import Numbered, find_numbered
from assistant.ordinals import find_ordinal
from assistant.query import YEAR, Query
from assistant.states import tells_state
from assistant.subjects import responsible
from assistant.tense import Tense, tense_of_text
from assistant.unit_figures import UnitFigures
from corpus.agencies import find_agencies
from corpus.figures import Figure
from corpus.folding import folded
from corpus.labels import Label, Line, columns_of, has_figure
from corpus.notes import Notes, pack_notes
from corpus.tasks import NO_TASK, Task
from corpus.tokens import forms_of, pairs
from corpus.types import Document, RowKind, SectionKind
from corpus.units import Unit, UnitKind, far_context, near_context

NEAR = 0.5  # worth of a term in a heading, lead or group label, against 1 in the unit itself
BLOCK = 0.4  # in another sentence of the same paragraph
FAR = 0.25  # in an outer heading or a table header

_LONGEST_KEPT = 2_000  # code points of what stands around a unit, that is worth a place in the cache
_TITLE_SHARE = 0.55  # of a unit's different words that stand in the title too
_TIME_WORD = re.compile(
    r"\b(?:hằng|hàng|mỗi|định kì|cuối|đầu|giữa|trong|đến|hết|năm|quí|tháng|tuần|ngày) (?:\w+ )?"
    r"(?:năm|quí|tháng|tuần|ngày|(?:19|20)\d\d)\b"
)
# "năm" is left out: it is a year far more often than a five
_NUMBER_WORD = re.compile(r"\b(?:một(?! số)|hai|ba|bốn|sáu|bảy|tám|chín|mười) [a-zà-ỹđ]+")
_LEGAL_BASES = re.compile(r"(?:[\divx]+[.)] ?)?(?:các |những )?căn cứ(?: pháp lí| lập| xây dựng)?")
_STATES_TOTAL = re.compile(r"(?:[-+•]|\(?\w{1,3}[.)])? ?tổng (?:số|cộng|kinh phí|nhu cầu|vốn|mức|ngân sách|dự toán)")
_COUNTS_ALL = re.compile(r"tổng (?:số|cộng)\b")
_YEARS_CELL = re.compile(r"\D{0,12}(?:19|20)\d{2}(?:\s*[-–,]\s*(?:19|20)\d{2})*\D{0,12}")
# How plans open and close: they say what the plan is, which every question about it says too.
_FORMULA = re.compile(
    r"trên đây là (?:kế hoạch|nội dung|báo cáo|quyết định|chương trình|đề án|phương án)"
    r"|(?:ban hành|xây dựng|lập) (?:kế hoạch|đề án|chương trình|phương án) .{0,400}(?:như sau|sau đây|sau)\s*:?$"
    r"|(?:ban hành )?kèm theo quyết định"
)
_TARGET = re.compile(r"phấn đấu|mục tiêu|chỉ tiêu|dự kiến|\bsẽ\b")
_BRACKETED = "({})"
_ABBREVIATION = 8  # letters of an abbreviation at most
_REASONS = re.compile(
    r"\bdo\b(?! đó)|\bvì\b|nguyên nhân|bởi|\bnên\b|dẫn đến|khó khăn|hạn chế|\bthiếu\b"
    r"|\bchưa (?:đủ|được|có|đáp ứng|quan tâm)"
)
_SOURCES = re.compile(
    r"\bnguồn|ngân sách (?:nhà nước|trung ương|tw|tỉnh|thành phố|địa phương|huyện|xã)|\bvốn \w|xã hội hóa|tài trợ"
)
_NAMES = (SectionKind.RECIPIENTS, SectionKind.SIGNATURE)  # "PCT UBND (1A, 2B)" counts nothing
_OF_ROLE = {
    Role.SUPPORT: re.compile(
        r"phối (?:kết )?hợp (?:[^\W\d_]+ ){0,3}?(?:với|cùng|các|sở|bộ|ban|công an|ubnd|ủy ban)\b"
        r"|phối hợp(?: thực hiện)?[.;)]"
    ),
    Role.RECIPIENT: re.compile(
        r"báo cáo|gửi|phản ánh|kiến nghị|nộp|thông báo|(?<!qui )(?<!chương )(?<!lộ )(?<!quá )(?<!công )trình\b"
    ),
}  # what a unit says that names an agency in that role


class LaidDown(NamedTuple):
    """The rows of the windows of a unit and of what introduces it, in the table of that edition."""

    edition: int
    inside: NDArray[np.int64]
    around: NDArray[np.int64]


class PreparedUnit:
    """A unit with its tokens, figures and agencies, worked out when first needed.

    Two of the same unit are equal, for one that was forgotten may be prepared again.
    """

    def __init__(self, document: Document, unit: Unit, task: Task = NO_TASK) -> None:
        """`task` is the one that labelled lines around the unit tell of."""
        self.document = document
        self.unit = unit
        self.task = task
        self.text = unit.span.of(document.text)
        self.vector: NDArray[np.float32] | None = None  # put here by `assistant.meaning`
        self.windows: LaidDown | None = None  # by `assistant.windows`

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, PreparedUnit) and self.unit == other.unit and self.document.id == other.document.id
        )

    def __hash__(self) -> int:
        return hash((self.document.id, self.unit.span))

    @cached_property
    def tokens(self) -> tuple[list[str], list[str]]:
        """Its tokens in order, folded, and without diacritics."""
        return forms_of(self.text)

    @cached_property
    def length(self) -> int:
        """The number of its tokens."""
        return len(self.tokens[0])

    @cached_property
    def forms(self) -> frozenset[str]:
        """Its folded tokens and their pairs."""
        forms = self.tokens[0]
        return frozenset(forms).union(pairs(forms))

    @cached_property
    def bares(self) -> frozenset[str]:
        """The same without diacritics."""
        bares = self.tokens[1]
        return frozenset(bares).union(pairs(bares))

    @cached_property
    def introduction(self) -> str:
        """What introduces the unit: leads, its own heading, the caption and the groups of its table."""
        return near_context(self.document, self.unit)

    @cached_property
    def near(self) -> frozenset[str]:
        """Bare terms of the leads, the own heading and the table header."""
        return _bare_terms(self.introduction)

    @cached_property
    def block(self) -> frozenset[str]:
        """Bare terms of the whole paragraph or list item."""
        if self.unit.block == self.unit.span:
            return frozenset()
        return _bare_terms(self.unit.block.of(self.document.text))

    @cached_property
    def far(self) -> frozenset[str]:
        """Bare terms of the outer headings."""
        return _bare_terms(far_context(self.document, self.unit))

    @cached_property
    def surroundings(self) -> str:
        """What introduces the unit, and the outer headings."""
        return f"{self.introduction}\n{far_context(self.document, self.unit)}"

    @cached_property
    def unit_figures(self) -> UnitFigures:
        """What is asked of the figures of the unit."""
        return UnitFigures(self.document.text, self.unit)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the unit."""
        return self.unit_figures.all

    def candidates(self, query: Query, kind: Wanted) -> tuple[Figure, ...]:
        """The figures that may answer a question of `kind`."""
        return self.unit_figures.candidates(query, kind)

    @cached_property
    def counted(self) -> frozenset[str]:
        """The bare words right behind a number: what the unit counts ("58 trạm bơm")."""
        behind = pairwise(self.tokens[1])
        return frozenset(b for a, b in behind if a[0].isdigit() and b[0].isalpha())

    def tells_of_year(self, year: str, *, money: bool) -> bool:
        """Whether the unit speaks of a year.

        The amounts of a row are of the years in its header or a cell of years, not of those in a project's name.
        """
        if not money or self.unit.table is None or self.unit.row is None:
            return year in self.bares or year in self.context
        text = self.document.text
        cells = [c.of(text).strip() for c in self.document.tables[self.unit.table].rows[self.unit.row].cells if c]
        return year in self.context or any(_YEARS_CELL.fullmatch(cell) and _covers(cell, year) for cell in cells)

    @cached_property
    def numbered(self) -> frozenset[Numbered]:
        """The levels, quarters and the like that the unit itself names."""
        return find_numbered(self.text)

    @cached_property
    def tells_state(self) -> bool:
        """Whether the unit tells how far something is."""
        return tells_state(self.folded)

    @cached_property
    def years(self) -> frozenset[str]:
        """The years that the unit itself names."""
        return frozenset(form for form in self.forms if YEAR.fullmatch(form))

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """The keys of the agencies that the unit or its own heading names."""
        section = self.document.sections[self.unit.section]
        heading = section.path[-1] if section.path else ""
        return tuple(agency.key for agency in (*find_agencies(self.text), *find_agencies(heading)))

    @cached_property
    def names_responsible(self) -> bool:
        """Whether the unit says who has a duty, though it names no agency."""
        return bool(responsible(self.document.text, self.unit.span))

    @cached_property
    def context(self) -> dict[str, float]:
        """The worth of each bare term that stands around the unit rather than in it.

        The largest where it stands in several places.
        """
        worth = dict.fromkeys(self.far, FAR)
        worth.update(dict.fromkeys(self.block, BLOCK))
        worth.update(dict.fromkeys(self.near, NEAR))
        return worth

    @cached_property
    def states_total(self) -> bool:
        """Whether the unit is a sentence that states a sum ("Tổng kinh phí ...: ...")."""
        return self.unit.row is None and _STATES_TOTAL.match(self.folded) is not None

    @cached_property
    def counts_all(self) -> bool:
        """Whether the unit is a sentence that counts all there are ("có tổng số 58 trạm bơm"), not a part."""
        return self.unit.row is None and _COUNTS_ALL.search(self.folded) is not None

    @cached_property
    def is_total(self) -> bool:
        """Whether the unit is the total row of a table."""
        if self.unit.table is None or self.unit.row is None:
            return False
        return self.document.tables[self.unit.table].rows[self.unit.row].kind is RowKind.TOTAL

    @cached_property
    def in_money_table(self) -> bool:
        """Whether the unit is a row of a table of amounts of money."""
        if self.unit.table is None:
            return False
        unit = self.document.tables[self.unit.table].unit
        return "vnd" in self.near or (
            unit is not None and any(word in folded(unit.of(self.document.text)) for word in ("đồng", "vnđ", "vnd"))
        )

    @cached_property
    def repeats_title(self) -> bool:
        """Whether the unit says little more than the title of its document."""
        title = self.document.metadata.title
        words = [form for form in self.bares if "_" not in form]
        if title is None or not words:
            return False
        known = set(forms_of(title.value)[1])
        return sum(word in known for word in words) >= _TITLE_SHARE * len(words)

    @cached_property
    def is_formula(self) -> bool:
        """Whether the unit opens or closes the plan with a sentence that names it and says nothing else."""
        return _FORMULA.search(self.folded.strip("() ")) is not None

    @cached_property
    def tense(self) -> Tense | None:
        """Whether the unit tells of what is planned or of what was reached; None where nothing tells."""
        return tense_of_text(self.text, self.document.sections[self.unit.section].path)

    @cached_property
    def sets_target(self) -> bool:
        """Whether the unit says what is to be reached rather than what was, by its words or by a heading above it."""
        above = "\n".join(self.document.sections[self.unit.section].path)
        return _TARGET.search(self.folded) is not None or _TARGET.search(folded(above)) is not None

    @cached_property
    def is_legal_basis(self) -> bool:
        """Whether the unit only recites what a document is based on."""
        path = self.document.sections[self.unit.section].path
        if path and _LEGAL_BASES.match(folded(path[-1])):
            return True
        return folded(self.text[:40]).startswith(("căn cứ ", "- căn cứ ", "xét đề nghị", "theo đề nghị"))

    def defines(self, query: Query) -> bool:
        """Whether the unit puts a word of the question in brackets behind what it stands for."""
        short = (_BRACKETED.format(word.form) for word in query.words if len(word.form) <= _ABBREVIATION)
        named = (f"là {phrase}" for phrase in query.quoted)
        plain = self.folded.replace("“", "").replace("”", "").replace('"', "")
        return any(form in self.folded for form in short) or any(phrase in plain for phrase in named)

    @cached_property
    def folded(self) -> str:
        """The folded text without blanks inside brackets."""
        return folded(self.text).replace("( ", "(").replace(" )", ")")

    def has_kind(self, query: Query) -> bool | None:
        """Whether the unit holds what one of the wanted kinds is read from; None where no kind can tell."""
        if query.asks_how_often:
            return how_often(self.document.text, self.unit.span) is not None
        if query.ordinal is not None:
            return find_ordinal(query.ordinal, self.document.text, self.unit.span) is not None
        if self.labelled(query) is not None and self._says_some(query):
            return True
        if query.kinds[0] is Wanted.REASON:
            return _REASONS.search(self.folded) is not None
        if query.kinds[0] is Wanted.SOURCE:
            return _SOURCES.search(self.folded) is not None
        if query.label is Label.PRODUCT:
            return self._has_column(Label.PRODUCT) or "sản phẩm" in self.folded
        told = [kind for kind in query.kinds if kind in FIGURE_KINDS or kind is Wanted.WHO]
        if not told:
            return None
        kind = told[0]
        if kind is Wanted.WHO:
            if (cue := _OF_ROLE.get(query.role)) is not None and self.unit.kind is not UnitKind.ROW:
                return bool(self.agencies) and cue.search(self.folded) is not None
            if query.body is not None:
                return any(key.startswith(f"{query.body} ") for key in self.agencies)
            return (
                bool(self.agencies)
                or self.names_responsible
                or self.document.sections[self.unit.section].kind is SectionKind.SIGNATURE
            )
        section = self.document.sections[self.unit.section].kind
        if (kind is Wanted.COUNT and self.in_money_table) or (section in _NAMES and kind is not Wanted.DATE):
            return False
        if self.unit.kind is UnitKind.ROW and kind in (Wanted.MONEY, Wanted.DATE):
            figures = [figure for figure in self.figures if not self.unit_figures.is_marker(figure)]
            if kind is Wanted.MONEY and not self.in_money_table:
                figures = [f for f in figures if not YEAR.fullmatch(f.span.of(self.document.text))]
            timed = _TIME_WORD.search(self.folded) is not None or self._has_column(Label.TIME)
            return bool(figures) or (kind is Wanted.DATE and timed)
        if (kind is Wanted.COUNT and _NUMBER_WORD.search(self.folded)) or (
            kind is Wanted.DATE and _TIME_WORD.search(self.folded)
        ):
            return True
        return bool(self.candidates(query, kind))

    def _says_some(self, query: Query) -> bool:
        """Whether two neighbouring words of the question stand in the unit: then its labels are of what is asked."""
        return any(term.pair and term.own and term.bare in self.bares for term in query.terms)

    def _has_column(self, label: Label) -> bool:
        """Whether the unit is a row whose cell under a header with that label is filled."""
        if self.unit.table is None or self.unit.row is None:
            return False
        table = self.document.tables[self.unit.table]
        cells = table.rows[self.unit.row].cells
        labels = columns_of(self.document.text, table)
        return any(cell is not None and len(cell) and labels[i] is label for i, cell in enumerate(cells))

    def labelled(self, query: Query) -> Line | None:
        """The labelled line of the unit's task that tells what is asked for."""
        line = self.task.line(query.label)
        if line is None and query.label is Label.SUPPORT and (line := self.task.line(Label.LEAD)) is not None:
            line = line if "phối hợp" in folded(line.value.of(self.document.text)) else None
        figure = query.kinds[0] is not Wanted.MONEY or (line is not None and has_figure(self.document.text, line))
        return line if figure else None


def prepare(document: Document) -> list[PreparedUnit]:
    """The units of a document in the order of its text, each with the task that labelled lines tell of."""
    return [PreparedUnit(document, unit, task) for unit, task in Notes(pack_notes(document)).all()]


def _covers(cell: str, year: str) -> bool:
    """Whether the years of a cell, "2013-2015", hold a year."""
    years = [int(y) for y in YEAR.findall(cell)]
    return min(years) <= int(year) <= max(years)


def _bare_terms(text: str) -> frozenset[str]:
    """The bare terms of what stands around a unit, which many units share."""
    return (_terms_of if len(text) <= _LONGEST_KEPT else _terms_of.__wrapped__)(text)


@lru_cache(maxsize=1 << 12)
def _terms_of(text: str) -> frozenset[str]:
    _, bares = forms_of(text)
    return frozenset(bares).union(pairs(bares))
