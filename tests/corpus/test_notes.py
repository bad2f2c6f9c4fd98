"""Notes: what is kept of the units of a document gives the same units back, with their tasks."""

from pathlib import Path

import pytest

from corpus.document import make_document, read_document
from corpus.errors import CorpusError
from corpus.labels import Label
from corpus.notes import Notes, pack_notes
from corpus.tasks import NO_TASK, find_tasks
from corpus.types import Document, Span
from corpus.units import find_units

PLANS = Path(__file__).parents[2] / "corpus" / "plans"
PLAN = """KẾ HOẠCH
Tiêm chủng mở rộng năm 2031

1. Tiêm vắc xin cho trẻ dưới một tuổi, gồm:
- Lao;
- Sởi.
- Cơ quan chủ trì: Sở Y tế.
- Thời gian: quý II năm 2031.

2. Tập huấn cho cán bộ trạm y tế xã.
"""


def plan() -> Document:
    return make_document(Path("tiem-chung.txt"), PLAN.encode(), "tiem-chung")


def paths() -> list[Path]:
    return sorted(path for path in PLANS.iterdir() if path.suffix in {".html", ".md", ".pdf", ".docx"})


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.name)
def test_the_units_of_a_plan_come_back_as_they_were_found(path: Path) -> None:
    document = read_document(path)
    units = find_units(document)
    headings = {s.heading.start: s.level for s in document.sections if s.heading is not None}
    tasks = find_tasks(document.text, sorted({u.block for u in units if u.table is None}), headings)
    assert Notes(pack_notes(document)).all() == [(unit, tasks.get(unit.block, NO_TASK)) for unit in units]


def test_units_are_read_where_they_begin() -> None:
    document, place = plan(), PLAN.index("- Lao;")
    notes = Notes(pack_notes(document))
    found = notes.beginning_in(Span(place, PLAN.index("- Cơ quan")))
    assert [unit.span.of(PLAN) for unit, _ in found] == ["- Lao;", "- Sởi."]
    assert [lead.of(PLAN)[:9] for lead in found[0][0].leads] == ["1. Tiêm v"]
    assert notes.beginning_in(Span(place + 1, place + 2)) == []


def test_a_unit_comes_with_the_labelled_lines_of_its_task() -> None:
    notes = Notes(pack_notes(plan()))
    (_, task), *_ = notes.beginning_in(Span(PLAN.index("1. Tiêm"), PLAN.index("- Lao;")))
    assert [(line.label, line.value.of(PLAN)) for line in task.lines] == [
        (Label.LEAD, "Sở Y tế."),
        (Label.TIME, "quý II năm 2031."),
    ]


def test_the_border_of_spans_parts_the_units_without_loss() -> None:
    notes = Notes(pack_notes(plan()))
    for cut in range(len(PLAN) + 1):
        assert notes.beginning_in(Span(0, cut)) + notes.beginning_in(Span(cut, len(PLAN))) == notes.all()


def test_a_document_without_text_has_no_units() -> None:
    document = plan()
    empty = Document("leer", document.source, "", (), (), (), document.metadata)
    assert Notes(pack_notes(empty)).all() == []


@pytest.mark.parametrize("damaged", [b"", b"units", pack_notes(plan())[:-9]])
def test_damaged_bytes_are_told(damaged: bytes) -> None:
    with pytest.raises(CorpusError, match="index it again"):
        Notes(damaged)
