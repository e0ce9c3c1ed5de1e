"""The static embedding: sums of token vectors, worked out by hand."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from graph.errors import InputError
from recommender.embeddings.opening import BUNDLED, open_embedder
from recommender.embeddings.static import BATCH, StaticEmbedder, is_static
from tests.recommender.embeddings.contract import check_embedder


def test_the_contract(tiny: StaticEmbedder) -> None:
    check_embedder(tiny)


def test_vectors_are_sums_of_token_vectors_of_length_one(tiny: StaticEmbedder) -> None:
    vectors = tiny.embed(["Lernen", "film lernen", "lernen halle", "Film film lernen"])
    expected = [[1.0, 0.0], [0.6, 0.8], [1.0, 0.0], [3 / 73**0.5, 8 / 73**0.5]]
    np.testing.assert_allclose(vectors, expected, atol=1e-6)


@pytest.mark.parametrize("text", ["", "   ", "Zahnrad", "?!", "\ud83d"])
def test_a_text_without_known_token_has_a_row_of_zeros(tiny: StaticEmbedder, text: str) -> None:
    vectors = tiny.embed(["film", text, "halle"])
    np.testing.assert_array_equal(vectors, [[0, 1], [0, 0], [-1, 0]])
    rows, weights = tiny.token_vectors(text)
    assert (rows.shape, weights.shape) == ((0, 2), (0,))


def test_what_adds_up_to_nothing_has_a_row_of_zeros(tiny: StaticEmbedder) -> None:
    np.testing.assert_array_equal(tiny.embed(["lernen halle halle halle"]), [[0, 0]])


def test_more_texts_than_one_batch_keep_their_order(tiny: StaticEmbedder) -> None:
    texts = ["film", "", "halle"] * BATCH
    np.testing.assert_array_equal(tiny.embed(texts), [[0, 1], [0, 0], [-1, 0]] * BATCH)


def test_token_vectors_are_directions_and_weights(tiny: StaticEmbedder) -> None:
    rows, weights = tiny.token_vectors("Film: unbekannt lernen lernen")
    np.testing.assert_array_equal(rows, [[0, 1], [1, 0], [1, 0]])
    np.testing.assert_array_equal(weights, [4, 3, 3])
    assert {rows.dtype, weights.dtype} == {np.dtype(np.float32)}
    total = weights @ rows
    np.testing.assert_allclose(total / np.linalg.norm(total), tiny.embed(["Film: unbekannt lernen lernen"])[0], atol=1e-6)


def test_the_name_is_that_of_the_folder(tiny: StaticEmbedder) -> None:
    assert (tiny.name, tiny.dimension) == ("tiny", 2)


def test_a_table_in_a_folder_of_its_own_is_found(tiny_folder: Path) -> None:
    (tiny_folder / "0_StaticEmbedding").mkdir()
    for name in ("tokenizer.json", "model.safetensors"):
        (tiny_folder / name).rename(tiny_folder / "0_StaticEmbedding" / name)
    modules = json.loads((tiny_folder / "modules.json").read_text())
    modules[0]["path"] = "0_StaticEmbedding"
    (tiny_folder / "modules.json").write_text(json.dumps(modules))
    np.testing.assert_array_equal(StaticEmbedder(tiny_folder).embed(["film"]), [[0, 1]])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("modules.json", b"{}", "list of modules"),
        ("modules.json", b"[", "list of modules"),
        ("modules.json", b'[{"type": "sentence_transformers.models.Transformer", "path": ""}]', "another kind of model"),
        ("modules.json", None, "No such file"),
        ("tokenizer.json", b"{}", "tokenizer"),
        ("tokenizer.json", None, "tokenizer"),
        ("model.safetensors", b"none", "model"),
        ("model.safetensors", None, "model.safetensors"),
    ],
)
def test_a_folder_without_a_model_is_named(tiny_folder: Path, name: str, content: bytes | None, message: str) -> None:
    file = tiny_folder / name
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        StaticEmbedder(tiny_folder)
    assert str(tiny_folder) in str(caught.value)
    assert is_static(tiny_folder) == (name != "modules.json")


@pytest.mark.parametrize("table", [np.zeros((3, 2), np.float16), np.zeros(4, np.float16)])
def test_a_table_that_does_not_fit_the_tokenizer_is_refused(tiny_folder: Path, table: np.ndarray) -> None:
    save_file({"embedding.weight": table}, tiny_folder / "model.safetensors")
    with pytest.raises(InputError, match="no vector for each token"):
        StaticEmbedder(tiny_folder)


def test_the_bundled_model_keeps_the_contract_and_its_size() -> None:
    check_embedder(open_embedder())
    assert sum(file.stat().st_size for file in BUNDLED.rglob("*") if file.is_file()) <= 20_000_000


def test_the_bundled_model_knows_german_and_english() -> None:
    embedder = open_embedder()
    sentences = [
        "Die Auszubildenden lernen an der Maschine.",
        "Apprentices learn at the machine.",
        "Das Wetter ist heute schön.",
    ]
    german, english, other = embedder.embed(sentences)
    assert german @ english > 0.5 > german @ other
    assert english @ other < 0.3


@pytest.mark.parametrize(("one", "other"), [("Größe", "GROESSE"), ("Büro", "buero"), ("Straße", "Strasse")])
def test_spellings_of_the_same_word_are_the_same(one: str, other: str) -> None:
    first, second = open_embedder().embed([one, other])
    assert first @ second == pytest.approx(1.0, abs=1e-5)
