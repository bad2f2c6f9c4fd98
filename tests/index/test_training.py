"""Training: what makes the shipped model and word list works on a little text and gives the same each time."""

from __future__ import annotations

import json
import lzma
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import CorpusError
from index.encoder import SHIPPED, StaticEncoder
from index.training import count_syllables, static

ROOT = Path(__file__).parents[2]
SUBJECTS = (
    "trồng rừng phòng hộ",
    "gia cố đê sông",
    "tập huấn cán bộ xã",
    "số hóa hồ sơ đất đai",
    "phun thuốc diệt muỗi",
)


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made-up pairs of a question and the sentence that answers it."""
    folder = tmp_path_factory.mktemp("train")
    chance = random.Random(1)
    pairs = []
    for number in range(400):
        subject = chance.choice(SUBJECTS)
        place = chance.choice(("huyện An Bình", "xã Tân Lập", "thị trấn Sông Lũng"))
        pairs.append(
            {
                "query": f"Ai lo việc {subject} ở {place}?",
                "passage": f"Giao {place} chủ trì {subject} trong quý {number % 4 + 1}.",
            }
        )
    pairs += [{"query": "?? 12 -- 34", "passage": "1 2 3 4 5 6 7 8 9"}, {"query": "ngắn", "passage": "ngắn"}]
    with lzma.open(folder / "made-up.jsonl.xz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs)
    return folder


def test_pairs_are_folded_and_noise_is_left_out(texts: Path) -> None:
    pairs = static.read_pairs(texts)
    assert len(pairs) == 400
    assert all(query == query.lower() for query, _ in pairs)


def test_a_folder_without_pairs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no pairs to train with"):
        static.read_pairs(tmp_path)


def test_batches_are_the_same_each_time_and_hold_no_pair_twice() -> None:
    pairs = [(f"câu hỏi {n}", f"câu trả lời {n}") for n in range(40)]
    one, other = (list(static.batches(pairs, 5)) for _ in range(2))
    assert one == other
    assert [len(set(batch)) for batch in one] == [40] * 5


def test_training_gives_an_encoder_that_learned_and_the_same_each_time(texts: Path, tmp_path: Path) -> None:
    pairs = static.read_pairs(texts)
    for name in ("one", "other"):
        static.save(static.train(pairs, steps=8), tmp_path / name)
    encoder = StaticEncoder(tmp_path / "one")
    questions = encoder.encode([f"Ai lo việc {subject}?" for subject in SUBJECTS])
    answers = encoder.encode([f"Giao huyện chủ trì {subject}." for subject in SUBJECTS])
    again = StaticEncoder(tmp_path / "other").encode([f"Ai lo việc {subject}?" for subject in SUBJECTS])
    assert np.allclose(questions, again, atol=0.02)
    assert np.argmax(questions @ answers.T, axis=1).tolist() == list(range(len(SUBJECTS)))
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == [
        "model.safetensors",
        "modules.json",
        "tokenizer.json",
    ]


def test_the_shipped_model_has_the_trained_shape() -> None:
    encoder = StaticEncoder()
    assert encoder.dimension == static.DIMENSION
    assert json.loads((SHIPPED / "modules.json").read_text(encoding="utf-8")) == static.MODULES


def test_syllables_are_counted_and_what_is_none_is_left_out(texts: Path, tmp_path: Path) -> None:
    counts = dict(count_syllables.count(texts))
    assert counts["giao"] == 400
    assert counts["rừng"] == counts["trồng"]
    assert "12" not in counts
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
    done = subprocess.run(
        [sys.executable, "-m", "index.training.count_syllables", str(texts), "--output", str(tmp_path / "s.tsv")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{len(counts)} syllables to {tmp_path / 's.tsv'}\n"
    assert (tmp_path / "s.tsv").read_text(encoding="utf-8").splitlines()[0].split("\t")[1] == str(max(counts.values()))


@pytest.mark.parametrize("word", ["nghiêng", "đường", "quý", "ủy", "oanh", "y"])
def test_vietnamese_syllables_are_known_by_their_shape(word: str) -> None:
    assert count_syllables.SYLLABLE.fullmatch(word)


@pytest.mark.parametrize("word", ["website", "cntt", "strategy", "wifi"])
def test_other_words_are_none(word: str) -> None:
    assert not count_syllables.SYLLABLE.fullmatch(word)
