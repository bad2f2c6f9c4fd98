"""Context: what the sections of a document give to the promises in them - whether they are any, who, and by when."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache

from corpus.commitments.deadlines import last_day, period_of_heading, period_of_plan
from corpus.commitments.listings import TO_ORGANISE, heading_parties
from corpus.commitments.types import Deadline, Origin, Party
from corpus.folding import folded
from corpus.types import Document, Section, SectionKind

_MARKER = re.compile(
    r"^[\s–•*+-]*(?:(?:phần|chương|mục|điều|phụ lục) (?:thứ (?:nhất|hai|ba|tư|năm|sáu)|[ivxlc]+|\d+"
    r"|[a-zđ])(?!\w)[.:]?|[ivx]+[.)/-]|\d+(?:\.\d+)*[.)]|[a-zđ][.)]"
    r"|\(\d+\))?\s*"
    r"(?:về (?=\S))?"
)
_TOLD = re.compile(
    r"(?:hiện trạng|thực trạng|tình hình|kết quả(?! dự kiến)|đánh giá (?:chung|kết quả|tình hình|hiện trạng|đầu tư"
    r"|thực trạng|việc thực hiện"
    r"|công tác)|tồn tại|(?:những )?(?:hạn chế|khó khăn|thuận lợi|vướng mắc|tồn tại)|nguyên nhân|ưu điểm|bối cảnh"
    r"|đặc điểm|khái quát"
    r"|căn cứ|cơ sở (?:pháp lí|chính trị|thực tiễn|xây dựng)|quan điểm|sự cần thiết|(?:các )?văn bản pháp lí"
    r"|mục đích|giải thích từ ngữ"
    r"|phạm vi|đối tượng (?:áp dụng|điều chỉnh|thực hiện)|dự báo|bài học|kiến nghị|một số (?:kết quả|hạn chế"
    r"|khó khăn)|các kết quả"
    r"|ý nghĩa|cơ sở lập|thành tựu|yêu cầu$|thực trạng)(?!.*\b(?:mục tiêu|nhiệm vụ|giải pháp|chỉ tiêu)\b)"
)
_GOALS = re.compile(r"mục tiêu|chỉ tiêu")
_INVENTORY = re.compile(r"hiện trạng|thực trạng|tình hình|báo cáo|kết quả thực hiện")


@dataclass(frozen=True)
class Context:
    """A document with what its sections mean for promises."""

    document: Document

    @cached_property
    def plan(self) -> Deadline | None:
        """The period of the plan."""
        period = self.document.metadata.period
        if period is not None and period.span is not None:
            return period_of_plan(period.value, period.span)
        return self._period_of_goals() or (period_of_plan(period.value, None) if period else None)

    def _period_of_goals(self) -> Deadline | None:
        """From the first to the last year of the headings of its goals, where the title says none.

        A file's name may hold no more than the year of issue.
        """
        text, found = self.document.text, []
        for section in self.document.sections:
            goals = any(_GOALS.search(folded(heading)) for heading in section.path)
            if section.heading is None or not goals or "tầm nhìn" in folded(section.path[-1]):
                continue
            if period := period_of_heading(text, section.heading):
                found.append(period)
        years = sorted({year for period in found for year in period.value.split("/")})
        if not years:
            return None
        return Deadline("/".join(dict.fromkeys((years[0], years[-1]))), Origin.PLAN, found[0].span)

    @cached_property
    def year(self) -> str | None:
        """The year that a day without one is in, where the plan is for a single one and not up to it."""
        period, text = self.document.metadata.period, self.document.text
        if period is None or self.plan is None or self.plan.value != period.value:
            return None
        before = text[max(0, period.span.start - len("đến hết năm ")) : period.span.start] if period.span else ""
        return None if "đến" in folded(before) else period.value

    def still_to_come(self, deadline: Deadline | None) -> Deadline | None:
        """The deadline, None where it lies before the plan: then it is the time of what the plan is about.

        The year before is let pass, as plans repeat what was due then.
        """
        if deadline is None or self.plan is None or deadline.value.startswith("--"):
            return deadline
        return deadline if int(last_day(deadline.value)[:4]) >= self._begins - 1 else None

    @cached_property
    def _begins(self) -> int:
        """The first year of the plan; of one that only says until when, that of its date."""
        assert self.plan is not None
        first, date = int(self.plan.value[:4]), self.document.metadata.date
        until = "/" not in self.plan.value and self.year is None and date is not None
        return min(first, int(date.value[:4])) if until and date else first

    def assigns(self, ordinal: int) -> bool:
        """Whether a section says who does what, but names no one in its heading."""
        section = self.document.sections[ordinal]
        return not self._parties[ordinal] and TO_ORGANISE.search(folded(" ".join(section.path))) is not None

    def aims(self, ordinal: int) -> bool:
        """Whether a section states goals."""
        return any(_GOALS.search(folded(heading)) for heading in self.document.sections[ordinal].path)

    @cached_property
    def numbered(self) -> bool:
        """Whether the document has headings inside of its parts, so that what stands before them is preamble."""
        return any(section.level > 0 and section.kind is SectionKind.BODY for section in self.document.sections)

    def promises(self, ordinal: int) -> bool:
        """Whether a section holds promises: not what was, why, or by which right."""
        section = self.document.sections[ordinal]
        if section.kind is not SectionKind.BODY:
            return False
        return not any(_TOLD.match(own_words(heading)) for heading in section.path) and not self._inventories(section)

    def is_leaf(self, ordinal: int) -> bool:
        """Whether no other section stands under the heading of this one."""
        section = self.document.sections[ordinal]
        return self._under[section.part, section.path] == 1

    @cached_property
    def _under(self) -> Counter[tuple[int, tuple[str, ...]]]:
        """How many sections of a part stand under each path, the one with that path included."""
        return Counter(
            (section.part, section.path[:depth])
            for section in self.document.sections
            for depth in range(len(section.path) + 1)
        )

    def leads(self, ordinal: int) -> tuple[Party, ...]:
        """Who the innermost heading above names."""
        return self._parties[ordinal]

    def period(self, ordinal: int) -> Deadline | None:
        """The period that the innermost heading above gives, the plan's where none does."""
        for number in self._above[ordinal]:
            section = self.document.sections[number]
            if section.heading is None or not section.level:
                continue
            found = period_of_heading(self.document.text, section.heading)
            if found is not None:
                return found
            if len(section.path) <= 2:
                break
        return self.plan

    @cached_property
    def _parties(self) -> tuple[tuple[Party, ...], ...]:
        """Who the innermost heading above each section names."""
        sections = self.document.sections
        named = [heading_parties(self.document, section) for section in sections]
        found = []
        for above in self._above:
            outermost = next((at for at, number in enumerate(above) if len(sections[number].path) <= 1), len(above))
            found.append(next((named[number] for number in above[: outermost + 1] if named[number]), ()))
        return tuple(found)

    @cached_property
    def _above(self) -> tuple[tuple[int, ...], ...]:
        """The sections whose headings each section stands under, its own included, the nearest first."""
        latest: dict[tuple[str, ...], int] = {}
        found = []
        for number, section in enumerate(self.document.sections):
            if section.heading is not None:
                latest[section.path] = number
            paths = (section.path[:depth] for depth in range(len(section.path), -1, -1))
            found.append(tuple(sorted((latest[path] for path in paths if path in latest), reverse=True)))
        return tuple(found)

    def _inventories(self, section: Section) -> bool:
        """Whether the part is an annex whose title says that it lists what there is."""
        if not section.path or not folded(section.path[0]).startswith("phụ lục"):
            return False
        first = next(s for s in self.document.sections if s.part == section.part)
        return _INVENTORY.search(folded(first.span.of(self.document.text))) is not None


@lru_cache(maxsize=1 << 12)
def own_words(heading: str) -> str:
    """A heading folded, without its number."""
    return _MARKER.sub("", folded(heading)).strip(" .:")
