"""Which model is opened, and what is said where there is none."""

import subprocess
import sys
from pathlib import Path

import pytest

from recommender.embeddings.opening import BUNDLED, for_passages, open_embedder
from recommender.embeddings.static import StaticEmbedder


def test_without_a_name_the_bundled_model_is_opened() -> None:
    embedder = open_embedder()
    assert isinstance(embedder, StaticEmbedder)
    assert embedder.name == BUNDLED.name


def test_a_folder_with_a_static_embedding_is_read_without_torch(tiny_folder: Path) -> None:
    code = (
        "import sys; from recommender.embeddings.opening import open_embedder; "
        f"print(open_embedder({str(tiny_folder)!r}).embed(['film']).tolist()); "
        "print(sorted({'torch', 'sentence_transformers', 'transformers', 'sklearn', 'scipy'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[[0.0, 1.0]]\n[]\n"


def test_passages_need_nothing_else_with_a_static_embedding(tiny: StaticEmbedder) -> None:
    assert for_passages(tiny) is tiny


@pytest.mark.parametrize("name", ["intfloat/multilingual-e5-small", "./no-such-folder"])
def test_a_missing_extra_is_said_in_one_sentence_with_the_way_out(name: str) -> None:
    code = (
        "import sys; sys.modules['sentence_transformers'] = None\n"
        "from recommender.embeddings.opening import open_embedder\n"
        "from graph.errors import MissingExtra\n"
        f"try: open_embedder({name!r})\n"
        "except MissingExtra as error: print(error)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == (
        f"The model {name} needs sentence-transformers; install codiclust[embeddings], or leave the model out: "
        "the bundled one needs nothing more.\n"
    )
