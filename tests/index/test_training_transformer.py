"""Training the transformer: it goes through, stops and goes on as if it had not, and gives what the index loads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from transformers import BertForSequenceClassification, BertModel

from corpus.errors import CorpusError
from corpus.folding import folded
from index.encoder import TransformerEncoder
from index.training import embedding, mlm, negatives, reranker, stepping, transformer
from index.training.pairs import paraphrases

OPTIONS = (
    "--tiny", "--device=cpu", "--most=120", "--mlm-steps=4", "--contrastive-steps=5", "--hard-steps=2",
    "--reranker-steps=3", "--held=0.2",
)  # fmt: skip
SENTENCE = "Giao Sở Giao thông vận tải chủ trì, bố trí 12,5 tỷ đồng sửa 3 cầu yếu trong năm 2031."


@pytest.fixture(autouse=True, scope="module")
def _one_core() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def trained(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny run without a stop."""
    folder = tmp_path_factory.mktemp("work")
    assert transformer.main(["all", str(texts), "--work", str(folder), *OPTIONS]) == 0
    return folder


def test_every_stage_is_done_and_leaves_no_checkpoint(trained: Path) -> None:
    done = {name: json.loads((trained / name / "done.json").read_text(encoding="utf-8")) for name in transformer.STAGES}
    assert [done[name]["steps"] for name in ("mlm", "contrastive", "hard", "reranker")] == [4, 5, 2, 3]
    assert 0 <= done["hard"]["held_out_recall_at_1"] <= done["hard"]["held_out_recall_at_10"] <= 100
    assert 0 < done["export"]["megabytes"] < 1
    assert done["export"]["passages_a_second"] > 0
    assert not [*trained.rglob("checkpoint.*"), *trained.rglob("*.part")]


def test_the_index_loads_the_encoder_and_it_gives_the_vectors_that_were_trained(trained: Path) -> None:
    place = trained / "hard" / "model"
    model, tokenizer = BertModel.from_pretrained(place), mlm.load_tokenizer(place)
    typed = [SENTENCE, "ai sửa cầu yếu", "HOÀ  Bình chi nhiêu tiền"]
    with torch.no_grad():
        wanted = embedding.embed(model, embedding.Texts(tokenizer, typed, 48), typed).numpy()
    encoder = TransformerEncoder(str(trained / "export" / "encoder"))
    assert encoder.dimension == 32
    assert np.allclose(encoder.encode(typed), wanted, atol=2e-3)
    assert encoder.encode([SENTENCE * 50]).shape == (1, 32)  # longer than the model can read
    weights = (trained / "export" / "encoder" / "model.safetensors").stat().st_size
    assert weights < 2.1 * sum(p.numel() for p in model.parameters()) + 10_000


def test_the_exported_reranker_gives_the_scores_that_were_trained(trained: Path) -> None:
    from sentence_transformers import CrossEncoder

    place = trained / "reranker" / "model"
    model = BertForSequenceClassification.from_pretrained(place)
    pairs = [("ai sửa cầu yếu", SENTENCE), ("ai sửa cầu yếu", "Chi 3 tỷ đồng mua sách.")]
    read = embedding.Texts(mlm.load_tokenizer(place), [text for pair in pairs for text in pair], 48)
    with torch.no_grad():
        wanted = torch.sigmoid(reranker.score(model, read, pairs, 48)).numpy()
    found = CrossEncoder(str(trained / "export" / "reranker"), device="cpu").predict(pairs, show_progress_bar=False)
    assert np.allclose(found, wanted, atol=2e-3)


def test_a_run_that_is_stopped_after_every_step_ends_with_the_same_weights(
    trained: Path, texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(stage: str) -> str:
        assert transformer.main([stage, str(texts), "--work", str(tmp_path), "--minutes", "0", *OPTIONS]) == 0
        return capsys.readouterr().out

    run("tokenizer")
    said = [run("mlm") for _ in range(5)]
    assert [f"stopped at step {n + 1} of 4" in said[n] for n in range(3)] == [True] * 3
    assert "goes on from step 3" in said[3]
    assert "mlm: done; steps 4" in said[3]
    assert said[4] == "mlm: done before\n"
    one, other = ((place / "mlm" / "model" / "model.safetensors").read_bytes() for place in (trained, tmp_path))
    assert one == other


def test_a_run_that_breaks_goes_on_from_its_checkpoint(tmp_path: Path) -> None:
    def train(folder: Path, breaks_at: int) -> tuple[list[int], Tensor]:
        torch.manual_seed(1)
        linear, steps = nn.Linear(3, 1), []
        model = nn.Sequential(linear, nn.Dropout(0.5))

        def loss_of(step: int) -> Tensor:
            if step == breaks_at:
                raise KeyboardInterrupt
            steps.append(step)
            loss: Tensor = model(torch.ones(2, 3)).square().sum()
            return loss

        work = stepping.Work(folder, stepping.TINY, save_every=0)
        try:
            assert stepping.train_steps(work, "some", model, steps=6, rate=0.1, loss_of=loss_of)
        except KeyboardInterrupt:
            assert breaks_at == 4
        return steps, linear.weight.detach()

    assert train(tmp_path / "broken", 4)[0] == [0, 1, 2, 3]
    steps, weights = train(tmp_path / "broken", 9)
    assert steps == [4, 5]
    assert torch.equal(weights, train(tmp_path / "whole", 9)[1])


def test_each_thing_is_drawn_once_before_one_is_drawn_twice() -> None:
    drawn = [n for step in range(4) for n in stepping.batch("some", step, 5, 20)]
    assert sorted(drawn) == list(range(20))
    assert drawn != sorted(drawn)
    assert len(stepping.batch("some", 7, 50, 20)) == 20


def test_the_tokenizer_folds_as_the_corpus_does() -> None:
    normalizer = mlm.folding()
    ours = [pair for found in paraphrases().values() for pair in found[::40]]
    typed = [text for pair in ours for text in (pair.question, pair.sentence)]
    typed += ["Hoà Bình, THUỶ lợi; quý, quỳ, kỹ thuật\u00a0 số\u200b hóa", "ÐÀ Nẵng \n khoẻ", "Uỷ ban", "hoàn, khuyến"]
    assert [normalizer.normalize_str(text) for text in typed] == [folded(text) for text in typed]


def test_a_fifth_of_the_tokens_is_asked_for_and_none_that_is_special() -> None:
    rows = torch.randint(len(mlm.SPECIAL), 500, (200, 50))
    rows[:, 0] = mlm.CLS
    seen, asked = mlm.masked(rows, 500, step=3)
    assert 0.17 < asked[:, 1:].float().mean() < 0.23
    assert not asked[:, 0].any()
    assert torch.equal(seen[~asked], rows[~asked])
    assert 0.75 < (seen[asked] == mlm.MASK).float().mean() < 0.85
    assert torch.equal(seen, mlm.masked(rows, 500, step=3)[0])


def test_negatives_are_wrong_sentences_of_ours_and_none_is_held_out(trained: Path) -> None:
    sizes = stepping.with_options(stepping.TINY, {"most": 120, "held": 0.2})
    examples = negatives.read_negatives(stepping.Work(trained, sizes))
    known = {pair.sentence for pair in embedding.own_pairs(sizes, held=False)}
    held = {pair.sentence for pair in embedding.own_pairs(sizes, held=True)}
    assert held
    assert not known & held
    assert sum(len(example.negatives) for example in examples) > len(examples)
    for example in examples:
        assert example.sentence not in example.negatives
        assert set(example.negatives) <= known
        assert len(set(example.negatives)) == len(example.negatives) <= sizes.negatives


def test_words_rank_what_shares_rare_words_first() -> None:
    words = negatives.Words([SENTENCE, "Chi 3 tỷ đồng mua sách trong năm 2031.", "Trồng rừng."])
    assert words.best("sua cau yeu nam 2031") == [0, 1]
    assert words.best("xin chào") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (["--layers=1"], "begun with --layers 2, not 1; keep to it"),
        (["--heads=5"], "--hidden 32: not divisible by --heads 5"),
        (["--mlm-steps=0"], "--mlm-steps 0: give a number above 0"),
        (["--device=cuda"], "PyTorch sees no GPU here"),
        (["--held=1"], "--held 1.0: give a share"),
    ],
)
def test_wrong_options_are_refused_in_one_line(
    trained: Path, texts: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    change: list[str], said: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert transformer.main(["all", str(texts), "--work", str(trained), *OPTIONS, *change]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_bad_input_is_refused_in_one_line(tmp_path: Path, texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "cut.jsonl.xz").write_bytes((texts / "made-up.jsonl.xz").read_bytes()[:-40])
    (tmp_path / "file").touch()
    for stage, folder, work, said in (
        ("tokenizer", "empty", "w", "empty: no text to train with; give the folder of the .jsonl.xz files"),
        ("tokenizer", "bad", "w", "cut.jsonl.xz: not lines of query and passage (EOFError)"),
        ("hard", "empty", "w", "stage negatives is not done; run it first, or all"),
        ("mlm", "empty", "w", "stage tokenizer is not done; run it first, or all"),
        ("mlm", "empty", "file", "file: File exists"),
    ):
        arguments = [stage, str(tmp_path / folder), "--work", str(tmp_path / work), *OPTIONS, "--most=999"]
        assert transformer.main(arguments) == 1, said
        error = capsys.readouterr().err
        assert said in error
        assert error.count("\n") == 1


def test_a_damaged_checkpoint_is_named(tmp_path: Path) -> None:
    work = stepping.Work(tmp_path, stepping.TINY)
    (work.stage("some") / "checkpoint.pt").write_bytes(b"PK half of it")
    with pytest.raises(CorpusError, match=r"checkpoint.pt: damaged .*; delete it to begin anew"):
        stepping.train_steps(work, "some", nn.Linear(1, 1), steps=1, rate=0.1, loss_of=lambda step: torch.zeros(()))
