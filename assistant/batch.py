"""Many questions in one process: a file of questions in, a file of answers out."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.assistant import Assistant
from assistant.export import answer_to_dict
from corpus.errors import AssistantError


def answer_batch(assistant: Assistant, questions: Path, answers: Path) -> int:
    """Answer every line of `questions` ({"id", "question", "history"?}) into `answers`; the number of answers.

    The file is complete or not there: it is written beside and put in place at the end. AssistantError names the line
    that cannot be read.
    """
    sources = assistant.sources()
    try:
        lines = questions.read_bytes().decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise AssistantError(
            f"{questions}: cannot be read ({error}); give a UTF-8 file with one question a line"
        ) from error
    unfinished = answers.with_name(answers.name + ".part")
    count = 0
    try:
        with unfinished.open("w", encoding="utf-8") as output:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                where = f"{questions.name}:{number}"
                identity, question, history = _parse(line, where)
                try:
                    *_, answer = assistant.phrase(assistant.ask(question, history))
                except AssistantError as error:
                    raise AssistantError(f"{where}: {error}") from error
                output.write(json.dumps(answer_to_dict(answer, identity, sources), ensure_ascii=False) + "\n")
                count += 1
        unfinished.replace(answers)
    except OSError as error:
        raise AssistantError(f"{answers}: cannot be written ({error.strerror}); choose another place") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _parse(line: str, where: str) -> tuple[str, str, list[str]]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise AssistantError(f"{where}: not JSON ({error}); write one object a line") from error
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("question"), str):
        raise AssistantError(f'{where}: "id" and "question" must be there as text')
    history = row.get("history") or []
    if not isinstance(history, list) or not all(isinstance(turn, str) for turn in history):
        raise AssistantError(f'{where}: "history" must be a list of earlier questions')
    return row["id"], row["question"], history
