"""The evaluation as the app uses it: question sets that fit a store, a run that can be watched, a report to keep."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePath

from assistant.evaluating import Ask, Evaluated, Figure, QuestionSet, Summary, Told
from assistant.export import answer_to_dict
from corpus.errors import EvalError
from corpus.types import Document
from eval.baseline import Difference, compare, load_baseline, save_baseline
from eval.documents import texts_by_name
from eval.measures import AnswerRecord
from eval.questions import Question, load_question_sets, load_questions, locate_evidence
from eval.report import write_report
from eval.runner import Report, ask_all, evaluate

BASELINE = "baseline.json"  # the file of a report that later ones are compared with


class ShippedEvaluator:
    """Evaluations with the question sets that ship, and with others."""

    def __init__(self) -> None:
        self._shipped: dict[str, tuple[Question, ...]] | None = None

    @property
    def baseline(self) -> Path | None:
        """The evaluation that ships, to compare with."""
        path = Path(str(files("eval"))) / BASELINE
        return path if path.is_file() else None

    def sets(self, documents: Sequence[Document], /) -> tuple[QuestionSet, ...]:
        """The question sets that ship."""
        return tuple(_described(name, questions, documents) for name, questions in self._sets().items())

    def count(self, name: str, content: bytes, documents: Sequence[Document], /) -> QuestionSet:
        """The set in the content of a file of that name; EvalError says what is wrong with it."""
        return _described(name, _read({name: content}), documents)

    def run(
        self,
        names: Sequence[str],
        others: Mapping[str, bytes],
        ask: Ask,
        documents: Sequence[Document],
        told: Told,
    ) -> Evaluated:
        """Ask the questions of the shipped sets named and of other files, one after the other.

        EvalError where an id stands twice, or where evidence is not in the documents.
        """
        paths = [Path(str(files("eval"))) / "questions" / f"{name}.jsonl" for name in names if name in self._sets()]
        questions = _read(others, paths)
        texts = texts_by_name(documents)
        for question in questions:
            locate_evidence(question, texts)  # a fault of the set must show before minutes of asking, not after
        sources = {document.id: PurePath(document.source.path).name for document in documents}
        asked = 0

        def answered(question: str, history: Sequence[str]) -> AnswerRecord:
            nonlocal asked
            told(asked, len(questions))
            asked += 1
            return answer_to_dict(ask(question, history), None, sources)

        answers = ask_all(questions, answered)
        told(asked, len(questions))
        return _Evaluated(evaluate(questions, answers, texts), _quoted(questions, answers, documents))

    def _sets(self) -> Mapping[str, tuple[Question, ...]]:
        if self._shipped is None:
            paths = sorted(Path(str(files("eval"))).joinpath("questions").glob("*.jsonl"))
            self._shipped = {path.stem: load_questions(path) for path in paths}
        return self._shipped


@dataclass(frozen=True, slots=True)
class _Evaluated:
    report: Report
    documents: frozenset[str]

    def write(self, folder: Path, baseline: Path | None, /) -> Summary:
        difference = compare(self.report, load_baseline(baseline)) if baseline else None
        write_report(self.report, folder, difference)
        save_baseline(self.report, folder / BASELINE)
        return _summary(self.report, difference)


def _summary(report: Report, difference: Difference | None) -> Summary:
    changes = {mean.measure: mean.value for mean in difference.means} if difference else {}
    every = report.groups[0]
    figures = tuple(Figure(m.measure, m.value, m.low, m.high, m.count, changes.get(m.measure)) for m in every.means)
    return Summary(
        len(report.verdicts) - len(report.misses),
        len(report.verdicts),
        figures,
        every.p50,
        every.p95,
        difference.newly_right if difference else (),
        difference.newly_wrong if difference else (),
    )


def _described(name: str, questions: Sequence[Question], documents: Sequence[Document]) -> QuestionSet:
    known = {PurePath(document.source.path).stem for document in documents}
    needed = {name for question in questions for name in question.docs}
    return QuestionSet(name, len(questions), tuple(sorted(needed - known)))


def _read(contents: Mapping[str, bytes], paths: Sequence[Path] = ()) -> tuple[Question, ...]:
    """The questions of files that lie here and of others that are at hand; messages name the file as it is called."""
    with tempfile.TemporaryDirectory() as folder:
        written = []
        for name, content in contents.items():
            path = Path(folder) / PurePath(name).name
            path.write_bytes(content)
            written.append(path)
        try:
            return load_question_sets([*paths, *written])
        except EvalError as error:
            raise EvalError(str(error).replace(f"{folder}/", "")) from error


def _quoted(
    questions: Sequence[Question], answers: Mapping[str, AnswerRecord], documents: Sequence[Document]
) -> frozenset[str]:
    """The documents that a report on these answers quotes."""
    named = {PurePath(document.source.path).stem: document.id for document in documents}
    gold = {named[name] for question in questions for name in question.docs}
    cited = {str(c["document"]) for answer in answers.values() for c in answer.get("citations", ())}
    return frozenset(gold | cited)
