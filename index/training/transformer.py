"""Train a small transformer and a re-ranker: `python -m index.training.transformer STAGE|all TRAIN_DIR --work DIR`.

For a bare machine with PyTorch and sentence-transformers and, best, a GPU. The stages, each kept in DIR: `tokenizer`
(byte pairs over folded text), `mlm` (a BERT fills in masked tokens), `contrastive` (pairs, the others of a batch as
negatives), `negatives` (mined with the model and by words), `hard` (a second pass with them), `reranker` (a
cross-encoder), `export` (half precision, to the folders DIR/export/encoder and reranker). A run takes --minutes and
stops; the same command goes on, and with `all` goes through. Delete a stage's folder to run it anew, and those after
it. Seeded. What comes out: `plan-assistant index PATH --encoder DIR/export/encoder --store NEW`.

No GPU was at hand when it was written: proven by --tiny on the CPU alone, and the sizes by default are not measured.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path

import torch
from sentence_transformers import CrossEncoder, SentenceTransformer
from transformers.utils import logging

from corpus.errors import CorpusError, PlanAssistantError
from index.training.contrastive import contrastive_stage, hard_stage
from index.training.embedding import own_pairs
from index.training.mlm import mlm_stage, tokenizer_stage
from index.training.negatives import negatives_stage
from index.training.reranker import RANKED, reranker_stage
from index.training.stepping import SEED, TINY, Sizes, Work, say, with_options

MOST_MEGABYTES = 60  # that the repository takes
_TIMED = 512  # sentences whose encoding is timed


def export_stage(work: Work, folder: Path) -> bool:
    """Write encoder and re-ranker in half precision, and say their size and speed on the processor."""
    del folder
    place = work.stage("export")
    torch.manual_seed(SEED)
    encoder = SentenceTransformer(str(work.need("hard") / "model"), device="cpu")
    reranker = CrossEncoder(str(work.need("reranker") / "model"), device="cpu")
    for name, model in (("encoder", encoder), ("reranker", reranker)):
        _write_half(model, place / name)
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) / 1e6
    if size > MOST_MEGABYTES:
        say(f"export: {size:.1f} MB, more than {MOST_MEGABYTES}; train with less --layers, --hidden or --vocabulary")
    return work.finish("export", megabytes=round(size, 2), **_speeds(work, place))


def _write_half(model: SentenceTransformer | CrossEncoder, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    model.half()
    model.save(str(folder), create_model_card=False)
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config.pop("torch_dtype", None)
    config["dtype"] = "float32"  # what it is computed in: processors are slow at halves
    path.write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def _speeds(work: Work, place: Path) -> dict[str, float]:
    encoder = SentenceTransformer(str(place / "encoder"), device="cpu")
    reranker = CrossEncoder(str(place / "reranker"), device="cpu")
    ours = own_pairs(work.sizes, held=False)[:_TIMED]
    sentences, question = [pair.sentence for pair in ours], ours[0].question
    tasks: dict[str, Callable[[], object]] = {
        "passages": lambda: encoder.encode(sentences, show_progress_bar=False),
        "question": lambda: encoder.encode([question], show_progress_bar=False),
        "ranking": lambda: reranker.predict([(question, s) for s in sentences[:RANKED]], show_progress_bar=False),
    }
    seconds: dict[str, float] = {}
    for name, task in tasks.items():
        task()  # the first call is slower
        began = time.perf_counter()
        task()
        seconds[name] = time.perf_counter() - began
    return {
        "threads": torch.get_num_threads(),
        "passages_a_second": round(len(sentences) / seconds["passages"]),
        "question_ms": round(1_000 * seconds["question"], 1),
        "reranking_ms": round(1_000 * seconds["ranking"], 1),
    }


STAGES: dict[str, Callable[[Work, Path], bool]] = {
    "tokenizer": tokenizer_stage,
    "mlm": mlm_stage,
    "contrastive": contrastive_stage,
    "negatives": negatives_stage,
    "hard": hard_stage,
    "reranker": reranker_stage,
    "export": export_stage,
}


def run(stage: str, folder: Path, work: Work) -> bool:
    """Run a stage, or all that are not done until the time is up; whether what was asked for is done."""
    for name in STAGES if stage == "all" else (stage,):
        if work.done(name) is not None:
            say(f"{name}: done before")
            continue
        if stage == "all" and time.monotonic() > work.deadline:
            say(f"{name}: not begun, time is up; the same command goes on")
            return False
        if not STAGES[name](work, folder):
            return False
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; 0 done or stopped in time, 1 our error in one line on standard error."""
    parser = argparse.ArgumentParser(description="train a small transformer and a re-ranker, in stages that resume")
    parser.add_argument("stage", choices=[*STAGES, "all"])
    parser.add_argument("folder", type=Path, metavar="TRAIN_DIR", help="the folder of the .jsonl.xz files")
    parser.add_argument("--work", type=Path, required=True, metavar="DIR", help="where the stages are kept")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--minutes", type=float, default=9, help="after which a run stops (default 9)")
    parser.add_argument("--save-every", type=float, default=60, metavar="SECONDS", help="between two checkpoints")
    parser.add_argument("--tiny", action="store_true", help="sizes that a processor is done with in a minute")
    for field in fields(Sizes):
        kind = float if field.name == "held" else int
        said = f"default {field.default}; with --tiny {getattr(TINY, field.name)}"
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=kind, help=said)
    args = parser.parse_args(arguments)
    logging.set_verbosity_error()  # type: ignore[no-untyped-call] # what is missing from a checkpoint is meant to be
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    options = {field.name: getattr(args, field.name) for field in fields(Sizes)}
    try:
        sizes = with_options(TINY if args.tiny else Sizes(), options)
        work = Work(args.work, sizes, device=args.device, minutes=args.minutes, save_every=args.save_every)
        run(args.stage, args.folder, work)
    except OSError as error:
        return _failed(CorpusError(f"{error.filename or args.work}: {error.strerror or error}; mend it and go on"))
    except PlanAssistantError as error:
        return _failed(error)
    return 0


def _failed(error: PlanAssistantError) -> int:
    sys.stderr.write(f"index.training.transformer: {error}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
