"""A model of four tokens in two dimensions, whose vectors are worked out by hand."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from recommender.embeddings.static import StaticEmbedder

TOKENS = {"[UNK]": 0, "lernen": 1, "film": 2, "halle": 3}
TABLE = np.array([[0, 0], [3, 0], [0, 4], [-1, 0]], np.float16)


@pytest.fixture
def tiny_folder(tmp_path: Path) -> Path:
    """Lower case, words between spaces, `lernen` three times as heavy as `halle`, which points the other way."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    tokenizer = Tokenizer(models.WordLevel(TOKENS, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    save_file({"embedding.weight": TABLE}, folder / "model.safetensors")
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    (folder / "1_Normalize").mkdir()
    return folder


@pytest.fixture
def tiny(tiny_folder: Path) -> StaticEmbedder:
    return StaticEmbedder(tiny_folder)
