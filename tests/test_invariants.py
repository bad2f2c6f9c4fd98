"""The invariants of the architecture that hold for any document and any order of events, tried on generated ones.

The others are held where they arise: that text is decoded untouched and that passages partition their sections in
tests/corpus and tests/index, that answers are proved by their quotes in tests/assistant.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from assistant.assistant import Assistant
from corpus.checks import check_document
from corpus.document import make_document
from corpus.errors import CorpusError
from index.indexing import find_files, index_files
from index.store import Store
from index.verify import verify

LINES = st.sampled_from(
    (
        "KẾ HOẠCH",
        "Ứng dụng công nghệ thông tin năm 2031",
        "I. MỤC TIÊU",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở Tài chính chủ trì, phối hợp với Sở Y tế trình trước ngày 30/6/2031.",
        "- 85% hồ sơ được giải quyết qua mạng;",
        "Tổng kinh phí là 12.500 triệu đồng, trong đó ngân sách tỉnh 9.000 triệu đồng.",
        "| TT | Nội dung | Kinh phí |",
        "|---|---|---|",
        "| 1 | Mua 45 máy chủ | 3.500 |",
        "a) Mua sắm, mua sắm máy chủ (xem xem Phụ lục 1",
        "",
        "PHỤ LỤC 1",
        "Toa\u0300n ti\u0309nh co\u0301 128 điểm\u00a0phục vụ;\u2028",
        "Ðến năm 2035, phấn đấu 100% xã có trạm y tế.",
    )
)
PLANS = st.lists(LINES | st.text(max_size=40), min_size=1, max_size=30).map("\n".join).filter(str.strip)
TEXTS = PLANS.filter(lambda text: not text.encode("utf-8", "surrogatepass").startswith(b"\xef\xbb\xbf"))
QUESTIONS = st.lists(
    st.sampled_from(
        ("tổng kinh phí", "là bao nhiêu", "ai", "chủ trì", "năm 2031", "mục tiêu", "hồ sơ", "máy chủ", "hạn nào")
    ),
    min_size=1,
    max_size=9,
).map(" ".join)
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def indexed(folder: Path, *texts: str) -> Path:
    """A store over plans with these texts; those that the readers refuse are left out."""
    plans = folder / "plans"
    plans.mkdir()
    for number, text in enumerate(texts):
        (plans / f"so-{number}.md").write_text(text, encoding="utf-8", errors="ignore", newline="")
    with Store.create_or_open(folder / "store") as store:
        index_files(store, find_files([plans]))
    return folder / "store"


@FEW
@given(text=TEXTS)
def test_every_quote_and_passage_is_a_slice_of_its_document_also_after_a_restart(text: str) -> None:
    place = Path(tempfile.mkdtemp(prefix="invariants-"))
    try:
        with Store(indexed(place, text)) as store:
            assert verify(store) == ()
            for identity in store.ids():
                document = store.document(identity)
                for commitment in store.commitments()[identity]:
                    quote = document.quote(commitment.span)
                    assert quote.text == document.text[commitment.span.start : commitment.span.end]
                ((_, report),) = store.checked([identity])
                assert report == check_document(document)
                for finding in report.findings:
                    assert all(q.text == document.text[q.span.start : q.span.end] for q in finding.quotes)
                passages = [p for p in store.passages.values() if p.document == identity]
                assert "".join(p.span.of(document.text) for p in passages) == document.text
    finally:
        shutil.rmtree(place)


@FEW
@given(text=TEXTS)
def test_the_text_of_a_markdown_file_is_the_file(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    with suppress(CorpusError):  # of no text, or of too many control characters
        assert make_document(Path("a.md"), data).text == data.decode()


@FEW
@given(texts=st.lists(TEXTS, min_size=1, max_size=3), question=QUESTIONS)
def test_same_store_and_same_question_give_the_same_answer(texts: list[str], question: str) -> None:
    place = Path(tempfile.mkdtemp(prefix="invariants-"))
    try:
        folder = indexed(place, *texts)
        told = []
        for _ in range(2):
            with Assistant.open(folder) as assistant:
                for _ in range(2):
                    answer = assistant.ask(question)
                    told.append((answer.text, answer.citations, answer.hits, answer.confidence, answer.reason))
                for citation in answer.citations:
                    document = assistant.document(citation.quote.document)
                    assert citation.quote.text == citation.span.of(document.text)
                    assert any(hit.passage.span.overlap(citation.span) for hit in answer.hits)
        assert all(one == told[0] for one in told)
    finally:
        shutil.rmtree(place)


class StoreMachine(RuleBasedStateMachine):
    """A store under puts, removals and publications in any order, interrupted and reopened, beside a dictionary."""

    names = st.sampled_from(("mot", "hai", "ba"))

    @initialize()
    def make(self) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="invariants-"))
        self.folder = self.place / "store"
        Store.create_or_open(self.folder).close()
        self.published: dict[str, str] = {}
        self.coming: dict[str, str] = {}
        self.count = 0

    @rule(name=names)
    def put(self, name: str) -> None:
        self.count += 1
        text = f"KẾ HOẠCH\nI. NHIỆM VỤ\n1. Trồng rừng đợt {self.count} tại xã số {self.count * 7919}.\n"
        with Store(self.folder) as store:
            store.put(make_document(Path(f"/{name}.txt"), text.encode(), name))
        self.coming[name] = text

    @precondition(lambda self: self.coming)
    @rule(data=st.data())
    def withdraw_and_be_killed(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.coming)))
        with Store(self.folder) as store:
            store.database.remove(name)
        del self.coming[name]

    @rule()
    def publish(self) -> None:
        with Store(self.folder) as store:
            store.publish()
        gone = set(self.published.values()) - set(self.coming.values())
        self.published = dict(self.coming)
        left = b"".join(path.read_bytes() for path in self.folder.rglob("*") if path.is_file())
        assert not [text for text in gone if text.splitlines()[-1].encode() in left]

    @precondition(lambda self: self.coming)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.coming)))
        with Store(self.folder) as store:
            store.remove(name)
        del self.coming[name]
        self.published = dict(self.coming)

    @rule()
    def lose_the_indexes(self) -> None:
        for path in self.folder.glob("index-*"):
            shutil.rmtree(path)

    @invariant()
    def readers_see_what_was_published(self) -> None:
        with Store(self.folder) as store:
            store.refresh()
            assert {name: store.document(name).text for name in store.ids()} == self.published
            assert verify(store) == ()

    def teardown(self) -> None:
        shutil.rmtree(self.place)


def test_a_store_holds_what_was_published_whatever_comes_in_whatever_order() -> None:
    run_state_machine_as_test(
        StoreMachine,
        settings=settings(FEW, max_examples=8, stateful_step_count=12),
    )
