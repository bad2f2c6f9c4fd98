"""Encoders: the shipped one runs without PyTorch and gives the vectors of sentence-transformers."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import StoreError
from index.encoder import SHIPPED, SHIPPED_NAME, StaticEncoder, TransformerEncoder, load_encoder
from index.features import features
from index.store import Store

InChild = Callable[..., subprocess.Popen[str]]
TEXTS = (
    "Kinh phí thực hiện kế hoạch năm 2014 là bao nhiêu?",
    "UBND tỉnh giao Sở Thông tin và Truyền thông chủ trì, phối hợp với các đơn vị liên quan",
    "34.060.000.000 đồng, 131/KH-UBND ngày 26/10/2013",
    "e-government services, IPv6 và 5G",
    "hội nghị truyền hình trực tuyến " * 300,
)


def test_its_vectors_are_those_of_sentence_transformers() -> None:
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    model = StaticEmbedding.load(str(SHIPPED))
    model.embedding.float()
    tokenized = model.preprocess([" ".join(features(text)) for text in TEXTS])
    theirs = model.forward(tokenized)["sentence_embedding"].detach().numpy()
    theirs /= np.linalg.norm(theirs, axis=1, keepdims=True)
    assert np.allclose(load_encoder().encode(TEXTS), theirs, atol=1e-3)


def test_its_folder_is_a_sentence_transformers_model() -> None:
    theirs = TransformerEncoder(str(SHIPPED)).encode([" ".join(features(text)) for text in TEXTS])
    assert np.allclose(load_encoder().encode(TEXTS), theirs, atol=1e-3)


def test_it_runs_without_pytorch(in_child: InChild) -> None:
    said, error = in_child(
        """
        import sys
        from index.encoder import load_encoder
        encoder = load_encoder()
        print(encoder.encode(["Kinh phí"]).shape == (1, encoder.dimension))
        print(sorted({"torch", "sentence_transformers", "transformers"} & sys.modules.keys()))
        """
    ).communicate()
    assert (said.splitlines(), error) == (["True", "[]"], "")


def test_its_vectors_are_of_unit_length_and_those_of_nothing_are_zero() -> None:
    vectors = load_encoder().encode([*TEXTS, "", " \n", "\u200b"])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0] * len(TEXTS) + [0.0] * 3, abs=1e-5)


@pytest.mark.parametrize(
    ("everyday", "official", "other"),
    [
        ("xã tui khi nào có nước máy", "Hoàn thành cấp nước sạch cho cư dân nông thôn", "Tuyên truyền phòng cháy"),
        ("how many boats got a tracker", "Số tàu cá lắp thiết bị giám sát hành trình", "Số trạm y tế đạt chuẩn"),
        ("sep nao cam trich vu nay", "Giám đốc Sở chủ trì, chịu trách nhiệm", "Thời hạn hoàn thành trong quý IV"),
    ],
)
def test_everyday_words_are_nearer_to_the_official_ones(everyday: str, official: str, other: str) -> None:
    question, near, far = load_encoder().encode([everyday, official, other])
    assert question @ near > question @ far + 0.1


def test_no_texts_give_no_vectors() -> None:
    encoder = load_encoder()
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_spellings_of_one_text_have_one_vector() -> None:
    one, other = load_encoder().encode(["Ủy ban nhân dân tỉnh Hòa Bình", "UỶ BAN  NHÂN DÂN\ntỉnh Hoà Bình"])
    assert np.array_equal(one, other)


def test_what_is_about_the_same_is_nearer_than_what_is_not() -> None:
    question, near, far = load_encoder().encode(
        ["kinh phí đào tạo cán bộ", "Tổng kinh phí bồi dưỡng công chức", "Gia cố kè chống sạt lở bờ sông"]
    )
    assert question @ near > question @ far + 0.3


def test_its_name_carries_a_hash_of_its_files(tmp_path: Path) -> None:
    shipped = load_encoder()
    assert shipped.name.startswith(f"{SHIPPED_NAME}-")
    assert load_encoder(shipped.name).name == shipped.name
    shutil.copytree(SHIPPED, tmp_path / "model")
    data = bytearray((tmp_path / "model/model.safetensors").read_bytes())
    data[-1] ^= 1
    (tmp_path / "model/model.safetensors").write_bytes(bytes(data))
    assert StaticEncoder(tmp_path / "model").name != shipped.name


def test_other_weights_than_named_are_refused() -> None:
    with pytest.raises(
        StoreError, match=r"encoder plan-static-1a2b3c4d: this program ships plan-static-.*index the files"
    ):
        load_encoder("plan-static-1a2b3c4d")


@pytest.mark.parametrize("part", ["tokenizer.json", "model.safetensors"])
@pytest.mark.parametrize("damage", ["missing", "truncated"])
def test_a_damaged_model_is_refused_in_one_line(tmp_path: Path, part: str, damage: str) -> None:
    shutil.copytree(SHIPPED, tmp_path / "model")
    path = tmp_path / "model" / part
    data = path.read_bytes()
    path.unlink()
    if damage == "truncated":
        path.write_bytes(data[: len(data) // 2])
    with pytest.raises(StoreError, match="cannot be loaded") as caught:
        StaticEncoder(tmp_path / "model")
    assert "\n" not in str(caught.value)


def test_a_name_that_cannot_be_had_offline_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(StoreError, match=r"encoder no-such/model: cannot be loaded .*; give the folder") as caught:
        load_encoder("no-such/model")
    assert "\n" not in str(caught.value)


@pytest.fixture(scope="session")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny BERT, made from a configuration."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("bert")
    words = {word: n for n, word in enumerate(["[PAD]", "[UNK]", "kinh", "phí", "kế", "hoạch", "năm", "tỉnh"])}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", model_max_length=64
    )
    configuration = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=64,
    )  # fmt: skip
    BertModel(configuration).save_pretrained(folder / "bert")
    fast.save_pretrained(folder / "bert")
    body = Transformer(str(folder / "bert"))
    model = SentenceTransformer(modules=[body, Pooling(body.get_embedding_dimension())], device="cpu")
    model.save(str(folder / "model"))
    return folder / "model"


def test_a_transformer_from_a_folder_makes_a_store(
    transformer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.indexing import find_files, index_files
    from index.verify import verify

    (tmp_path / "a.txt").write_text("KẾ HOẠCH\nkinh phí năm 2031\n", encoding="utf-8")
    monkeypatch.chdir(transformer.parent)
    with Store.create_or_open(tmp_path / "store", "model") as store:
        index_files(store, find_files([tmp_path / "a.txt"]))
        assert store.dimension == 16
        assert verify(store) == ()
    monkeypatch.chdir(tmp_path)  # the store remembers the folder, not how it was written
    with Store.create_or_open(tmp_path / "store", str(transformer)) as store:
        assert store.encoder_name == str(transformer)
        (vector,) = store.encoder.encode(["kinh phí"])
        assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=1e-5)
        assert len(store.vectors.search(vector, 5)) == len(store.passages)
        assert store.encoder.encode([]).shape == (0, 16)
    with pytest.raises(StoreError, match=r"built with encoder .*model, not plan-static"):
        Store.create_or_open(tmp_path / "store")
