"""Training in stages that stop and go on: a folder of stages, what a run may take, and the loop that resumes.

A stage is done once its done.json is written. Until then its checkpoint holds model, optimizer, step and the states of
chance; it is replaced in one move, so a run that is killed loses no more than the seconds since the last one. Batches
are drawn by their step alone, so a stage that was stopped ends with the weights of one that was not.
"""

from __future__ import annotations

import json
import math
import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

from corpus.errors import CorpusError

Model = TypeVar("Model", bound=nn.Module)
SEED = 2013
WARM = 0.06  # share of the steps in which the rate rises
_SAY_EVERY = 10  # seconds between two lines
_DECAY = 0.01
_LONGEST_STEP = 1.0  # norm that gradients are cut to


@dataclass(frozen=True, slots=True)
class Sizes:
    """What is trained and how long; each field is an option of the command."""

    vocabulary: int = 16_000
    layers: int = 6
    hidden: int = 384
    heads: int = 6
    length: int = 256  # tokens of a text, and of a block in pre-training
    reranker_layers: int = 3  # of the encoder's: with all six, the two together weigh more than 60 MB
    mlm_steps: int = 6_000
    mlm_batch: int = 256  # blocks
    contrastive_steps: int = 3_000
    contrastive_batch: int = 1_024  # pairs
    hard_steps: int = 1_000
    hard_batch: int = 256  # pairs, each with its negatives
    negatives: int = 4  # of a question
    reranker_steps: int = 2_000
    reranker_batch: int = 64  # questions, each with its sentence and negatives
    held: float = 0.05  # share of our own sentences that are only measured on
    most: int = 1_000_000  # texts or pairs of one kind that are read

    def check(self) -> None:
        """CorpusError for sizes that no model can have."""
        for name, value in asdict(self).items():
            if value <= 0 and name != "held":
                raise CorpusError(f"--{name.replace('_', '-')} {value}: give a number above 0")
        if not 0 <= self.held < 1:
            raise CorpusError(f"--held {self.held}: give a share from 0 to less than 1")
        if self.hidden % self.heads:
            raise CorpusError(f"--hidden {self.hidden}: not divisible by --heads {self.heads}; give a multiple of it")
        if self.reranker_layers > self.layers:
            raise CorpusError(f"--reranker-layers {self.reranker_layers}: more than the {self.layers} of the encoder")
        if self.vocabulary > 1 << 16:
            raise CorpusError(f"--vocabulary {self.vocabulary}: tokens are kept in two bytes; give at most {1 << 16}")


TINY = Sizes(
    vocabulary=600, layers=2, hidden=32, heads=2, length=48, reranker_layers=1, mlm_steps=30, mlm_batch=8,
    contrastive_steps=30, contrastive_batch=16, hard_steps=10, hard_batch=8, negatives=2, reranker_steps=10,
    reranker_batch=8, held=0.1, most=300,
)  # fmt: skip
_SHAPE = ("vocabulary", "layers", "hidden", "heads", "length", "reranker_layers", "held", "most")  # kept to the end


class Work:
    """The folder that stages are kept in, and what one run may take of time and of the machine."""

    def __init__(
        self, folder: Path, sizes: Sizes, *, device: str = "cpu", minutes: float = 9, save_every: float = 60
    ) -> None:
        """CorpusError where the folder was begun with other sizes, or the device is not at hand."""
        sizes.check()
        if device.startswith("cuda") and not torch.cuda.is_available():
            raise CorpusError(f"--device {device}: PyTorch sees no GPU here; take a machine with one, or --device cpu")
        self.folder, self.sizes, self.device = folder, sizes, torch.device(device)
        self.save_every = save_every
        self.deadline = time.monotonic() + 60 * minutes
        folder.mkdir(parents=True, exist_ok=True)
        self._keep_shape(folder / "sizes.json")

    def _keep_shape(self, path: Path) -> None:
        now = {name: getattr(self.sizes, name) for name in _SHAPE}
        begun = read_json(path) if path.exists() else now
        for name in _SHAPE:
            if begun.get(name) != now[name]:
                option = f"--{name.replace('_', '-')}"
                raise CorpusError(f"{self.folder}: begun with {option} {begun.get(name)}, not {now[name]}; keep to it")
        write(path, json.dumps(now))

    def stage(self, name: str) -> Path:
        """The folder of a stage."""
        (self.folder / name).mkdir(exist_ok=True)
        return self.folder / name

    def done(self, name: str) -> dict[str, Any] | None:
        """The figures of a stage that is done."""
        path = self.folder / name / "done.json"
        return read_json(path) if path.exists() else None

    def need(self, name: str) -> Path:
        """The folder of a stage that must be done; CorpusError where it is not."""
        if self.done(name) is None:
            raise CorpusError(f"{self.folder}: stage {name} is not done; run it first, or all")
        return self.folder / name

    def finish(self, name: str, **figures: float) -> bool:
        """Write that a stage is done, with its figures, and say it."""
        write(self.stage(name) / "done.json", json.dumps(figures))
        (self.stage(name) / "checkpoint.pt").unlink(missing_ok=True)
        say(f"{name}: done; " + ", ".join(f"{key.replace('_', ' ')} {value:g}" for key, value in figures.items()))
        return True


def train_steps(
    work: Work, name: str, model: nn.Module, *, steps: int, rate: float, loss_of: Callable[[int], Tensor]
) -> bool:
    """Go on with a stage from its checkpoint, a step at least; whether it got to its last step in time."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=_DECAY)
    path = work.stage(name) / "checkpoint.pt"
    step = _resume(path, model, optimizer)
    said = saved = time.monotonic()
    at, late = step, False
    model.train()
    while step < steps and not late:
        for group in optimizer.param_groups:
            group["lr"] = rate * warmth(step, steps)
        with torch.autocast(work.device.type, dtype=torch.bfloat16, enabled=work.device.type == "cuda"):
            loss = loss_of(step)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), _LONGEST_STEP)
        optimizer.step()
        step += 1
        now = time.monotonic()
        late = now > work.deadline
        if late or step == steps or now - saved > work.save_every:
            _keep(path, model, optimizer, step)
            saved = now
        if late or step == steps or now - said > _SAY_EVERY:
            pace = (step - at) / max(now - said, 1e-9)
            say(f"{name}: step {step} of {steps}, loss {loss.item():.3f}, {pace:.2f} steps/s")
            said, at = now, step
    if step < steps:
        say(f"{name}: stopped at step {step} of {steps}, time is up; the same command goes on")
    model.eval()
    return step >= steps


def warmth(step: int, steps: int) -> float:
    """The share of the highest rate at a step: up in a line, down in a half cosine."""
    warm = max(1, round(WARM * steps))
    if step < warm:
        return (step + 1) / warm
    return 0.5 + 0.5 * math.cos(math.pi * min(1, (step - warm) / max(1, steps - warm)))


def batch(name: str, step: int, size: int, count: int) -> list[int]:
    """Which of `count` things are in the batch of a step: all are seen once before one is seen twice."""
    size = min(size, count)
    epoch, place = divmod(step, count // size)
    return list(_order(name, epoch, count)[place * size : (place + 1) * size])


def chance(name: str, step: int) -> random.Random:
    """The chance of a step, the same in each run."""
    return random.Random(f"{SEED} {name} {step}")


@lru_cache(maxsize=16)
def _order(name: str, epoch: int, count: int) -> tuple[int, ...]:
    order = list(range(count))
    chance(f"order of {name}", epoch).shuffle(order)
    return tuple(order)


def _keep(path: Path, model: nn.Module, optimizer: torch.optim.Optimizer, step: int) -> None:
    state = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "step": step,
        "chance": torch.get_rng_state(),
        "chance_cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
    }
    part = path.with_suffix(".part")
    torch.save(state, part)
    os.replace(part, path)


def _resume(path: Path, model: nn.Module, optimizer: torch.optim.Optimizer) -> int:
    if not path.exists():
        return 0
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["chance"])
        if torch.cuda.is_available() and len(state["chance_cuda"]) == torch.cuda.device_count():
            torch.cuda.set_rng_state_all(state["chance_cuda"])
        step = int(state["step"])
    except Exception as error:  # torch.load and pickle raise nearly anything at a damaged file
        raise CorpusError(f"{path}: damaged ({type(error).__name__}); delete it to begin anew") from error
    say(f"{path.parent.name}: goes on from step {step}")
    return step


def read_json(path: Path) -> dict[str, Any]:
    """What a file of this folder says; CorpusError where it is damaged."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}: cannot be read; delete its stage's folder to begin it anew") from error
    return found


def write(path: Path, text: str) -> None:
    """Write a file in one move."""
    part = path.with_name(path.name + ".part")
    part.write_text(text + "\n", encoding="utf-8")
    os.replace(part, path)


def say(line: str) -> None:
    """A line of progress, shown at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def placed(model: Model, device: torch.device) -> Model:
    """`model`, moved to a device; its own `to` is typed for other callers."""
    nn.Module.to(model, device)
    return model


def with_options(sizes: Sizes, options: dict[str, Any]) -> Sizes:
    """`sizes` with the options that were given in their place."""
    return replace(sizes, **{name: value for name, value in options.items() if value is not None})
