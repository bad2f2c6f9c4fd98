"""The command `plan-assistant`: the one place that knows both the assistant and the evaluation above it."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.assistant import Assistant
from assistant.cli import add_commands
from assistant.export import answer_to_dict
from assistant.feedback_cli import add_command as add_feedback
from assistant.register.command import add_command as add_register
from assistant.settings import Settings
from corpus.errors import PlanAssistantError
from eval import command as evaluation
from eval.documents import texts_by_name
from eval.evaluator import ShippedEvaluator
from eval.runner import Ask


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 our error in one line on standard error, 2 wrong usage."""
    parser = argparse.ArgumentParser(
        prog="plan-assistant", description="Hỏi đáp trên văn bản kế hoạch, có trích dẫn nguyên văn."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_commands(commands, ShippedEvaluator())
    add_register(commands)
    add_feedback(commands)
    _add_eval(commands)
    args = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Vietnamese letters gets question marks
    try:
        code: int = args.run(args)
    except PlanAssistantError as error:
        print(f"plan-assistant: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output, as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("plan-assistant: stopped", file=sys.stderr)
        return 1
    return code


def _add_eval(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    said = "score question sets"
    parser = commands.add_parser("eval", help=said, description=said)
    store = Settings.from_environment().store
    parser.add_argument("--store", type=Path, default=store, metavar="DIR", help=f"the store (default {store})")
    evaluation.add_arguments(parser)
    parser.set_defaults(run=_evaluate)


def _evaluate(args: argparse.Namespace) -> int:
    def open_assistant() -> tuple[Ask, Mapping[str, str]]:
        assistant = Assistant.open(args.store)
        sources = assistant.sources()

        def ask(question: str, history: Sequence[str]) -> Mapping[str, object]:
            return answer_to_dict(assistant.ask(question, history), None, sources)

        return ask, texts_by_name(assistant.documents())

    return evaluation.main(args, open_assistant)


if __name__ == "__main__":
    sys.exit(main())
