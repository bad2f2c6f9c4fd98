"""How long a question takes: `python bench/questions.py STORE QUESTIONS.jsonl... [--rounds N]`.

Opens the store once, asks every question once to warm up and then in N rounds, and prints the middle (p50) and the
95th percentile in milliseconds, with the seconds that opening the store took. One process, as `ask --batch` has it.
"""

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

from assistant.assistant import Assistant


def main() -> None:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(description="time questions over a store")
    parser.add_argument("store", type=Path)
    parser.add_argument("questions", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    lines = [line for path in arguments.questions for line in path.read_text(encoding="utf-8").splitlines() if line]
    questions = [json.loads(line) for line in lines]
    started = time.perf_counter()
    with Assistant.open(arguments.store) as assistant:
        opened = time.perf_counter() - started
        for question in questions:
            assistant.ask(question["question"], question.get("history") or ())
        seconds = [
            assistant.ask(question["question"], question.get("history") or ()).seconds
            for _ in range(arguments.rounds)
            for question in questions
        ]
    p95 = statistics.quantiles(seconds, n=20)[-1]
    sys.stdout.write(
        f"{len(questions)} questions, {arguments.rounds} rounds: p50 {1000 * statistics.median(seconds):.1f} ms, "
        f"p95 {1000 * p95:.1f} ms; opened in {opened:.2f} s\n"
    )


if __name__ == "__main__":
    main()
