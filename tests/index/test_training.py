"""Training: what makes the shipped model and word list works on a little text and gives the same each time."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import CorpusError
from index.encoder import SHIPPED, StaticEncoder
from index.training import count_syllables, leaks, static
from index.training.pairs import Pair, general_pairs, paraphrases

ROOT = Path(__file__).parents[2]


def test_pairs_are_short_and_noise_is_left_out(texts: Path) -> None:
    found = list(general_pairs(texts))
    assert len(found) == 400
    assert all(pair.question.startswith("Ai lo việc") and pair.sentence.startswith("Giao") for pair in found)


def test_a_folder_without_pairs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no pairs to train with"):
        list(general_pairs(tmp_path))


def test_paraphrases_are_read_block_by_block(tmp_path: Path) -> None:
    (tmp_path / "roads.txt").write_text(
        "# fields: roads\n= Vá ổ gà trong quý I.\nbao giờ hết lỗ\nwhen are holes filled\n\n= Cấm xe tải.\nai bị cấm\n",
        encoding="utf-8",
    )
    assert paraphrases(tmp_path) == {
        "roads": (
            Pair("bao giờ hết lỗ", "Vá ổ gà trong quý I."),
            Pair("when are holes filled", "Vá ổ gà trong quý I."),
            Pair("ai bị cấm", "Cấm xe tải."),
        )
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ai lo\n", r"a.txt:1: a question without its sentence"),
        ("= Cấm xe tải.\n\n= Vá đường.\nai vá\n", r"a.txt:2: a sentence without a question"),
        ("= Cấm xe tải.\n= Vá đường.\nai vá\n", r"a.txt:2: the sentence before has no question"),
        ("= Cấm xe tải.\n", r"a.txt: the last sentence has no question"),
        (unicodedata.normalize("NFD", "= Cấm xe tải.\nai bị\n"), r"a.txt:1: .* write it in NFC"),
    ],
)
def test_a_malformed_paraphrase_file_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=said):
        paraphrases(tmp_path)


def test_our_paraphrases_are_many_and_say_each_thing_once() -> None:
    ours = paraphrases()
    pairs = [pair for listed in ours.values() for pair in listed]
    assert len(pairs) >= 20_000
    assert len(set(pairs)) == len(pairs)
    of_file = {name: {pair.sentence for pair in listed} for name, listed in ours.items()}
    assert sum(map(len, of_file.values())) == len(set().union(*of_file.values()))


def test_our_paraphrases_share_no_run_of_eight_syllables_with_our_questions() -> None:
    assert leaks.leaks(leaks.runs_of((ROOT / "eval/questions").glob("*.jsonl"))) == {}


def test_our_paraphrases_share_no_run_of_eight_syllables_with_the_plans_and_their_questions() -> None:
    shared = ROOT.parent / "shared"
    if not shared.is_dir():
        pytest.skip("../shared is not here")
    assert leaks.leaks(leaks.runs_of([*shared.glob("plans/*.txt"), *shared.glob("eval/*.jsonl")])) == {}


def test_a_shared_run_is_found_and_its_block_taken_out(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("một hai ba bốn năm sáu bảy tám chín", encoding="utf-8")
    folder = tmp_path / "paraphrases"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "= Hai ba bốn năm sáu bảy, tám CHÍN mười.\nđếm sao\n\n= Một hai ba bốn năm sáu bảy.\nđếm tới mấy\n",
        encoding="utf-8",
    )
    found = leaks.leaks(leaks.runs_of([tmp_path / "plan.txt"]), folder)
    assert list(found) == ["Hai ba bốn năm sáu bảy, tám CHÍN mười."]
    assert leaks.prune(found, folder) == 1
    assert [pair.question for pair in paraphrases(folder)["a"]] == ["đếm tới mấy"]


@pytest.fixture(scope="session")
def pools(texts: Path) -> tuple[list[list[static.Sample]], dict[str, int]]:
    """The made-up pairs in numbers, as all three pools."""
    featured = static.read_features(general_pairs(texts))
    known = static.vocabulary(featured, featured)
    return [static.samples(featured, known)] * 3, known


def test_batches_are_the_same_each_time_and_take_from_each_pool_its_share(
    pools: tuple[list[list[static.Sample]], dict[str, int]],
) -> None:
    one, other = (list(static.batches(pools[0], 3)) for _ in range(2))
    assert [len(batch) for batch in one] == [sum(static.MIX)] * 3
    for batch, again in zip(one, other, strict=True):
        assert all(np.array_equal(a, b) for x, y in zip(batch, again, strict=True) for a, b in zip(x, y, strict=True))


def test_training_gives_an_encoder_that_learned_and_the_same_each_time(
    pools: tuple[list[list[static.Sample]], dict[str, int]], subjects: tuple[str, ...], tmp_path: Path
) -> None:
    for name in ("one", "other"):
        static.save(static.train(*pools, steps=8), tmp_path / name)
    encoder = StaticEncoder(tmp_path / "one")
    questions = encoder.encode([f"Ai lo việc {subject}?" for subject in subjects])
    answers = encoder.encode([f"Giao huyện chủ trì {subject}." for subject in subjects])
    again = StaticEncoder(tmp_path / "other").encode([f"Ai lo việc {subject}?" for subject in subjects])
    assert np.allclose(questions, again, atol=0.02)
    assert np.argmax(questions @ answers.T, axis=1).tolist() == list(range(len(subjects)))
    pairs = [Pair(f"ai lo {subject}", f"Giao huyện chủ trì {subject}.") for subject in subjects]
    assert static.recalls(tmp_path / "one", pairs) == {1: 1.0, 5: 1.0, 10: 1.0}
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == [
        "model.safetensors",
        "modules.json",
        "tokenizer.json",
    ]


def test_a_paraphrase_file_that_is_not_there_cannot_be_left_out(texts: Path) -> None:
    with pytest.raises(CorpusError, match="roads-of-mars: no such paraphrase file; there are administration"):
        static.train_on(texts, 1, ["roads-of-mars"])


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
