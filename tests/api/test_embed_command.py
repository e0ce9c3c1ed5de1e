"""`codiclust embed`: lines of texts become rows of a .npy file, or one sentence says what is wrong."""

from pathlib import Path

import numpy as np
import pytest

from recommender.embeddings.opening import open_embedder
from tests.api.commands import Run, sentence


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "vectors.npy"


def lines(folder: Path, content: str | bytes) -> Path:
    file = folder / "texts.jsonl"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def test_one_row_of_length_one_a_line(run: Run, tmp_path: Path, output: Path) -> None:
    file = lines(tmp_path, '\ufeff{"text": "Späne räumen", "id": 1}\r\n{"text": "Clear away the swarf"}\n')
    result = run("embed", "--input", str(file), "--output", str(output))
    assert (result.exit_code, result.stderr) == (0, "")
    vectors = np.load(output, allow_pickle=False)
    assert (vectors.dtype, vectors.shape) == (np.dtype("float32"), (2, open_embedder().dimension))
    np.testing.assert_allclose(vectors, open_embedder().embed(["Späne räumen", "Clear away the swarf"]), atol=1e-6)
    assert result.stdout == f"2 vectors of {vectors.shape[1]} numbers in {output}\n"


def test_no_line_gives_no_row(run: Run, tmp_path: Path, output: Path) -> None:
    assert run("embed", "--input", str(lines(tmp_path, "")), "--output", str(output)).exit_code == 0
    assert np.load(output).shape == (0, open_embedder().dimension)


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ('{"text": "a"}\nkein JSON\n', 2, "is no JSON"),
        ('{"text": "a"}\n\n{"text": "b"}', 2, "is no JSON"),
        ('["a"]', 1, "must be an object with a text"),
        ('{"text": 5}', 1, "must be an object with a text"),
        ('{"texts": "a"}', 1, "must be an object with a text"),
        ('{"text": "a", "text": "b"}', 1, "stands twice"),
        (b'{"text": "\xfc"}', 1, "is not UTF-8"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(
    run: Run, tmp_path: Path, output: Path, content: str | bytes, line: int, said: str
) -> None:
    output.write_bytes(b"of an earlier run")
    file = lines(tmp_path, content)
    message = sentence(run("embed", "--input", str(file), "--output", str(output)), 2)
    assert message.startswith(f"codiclust: {file}:{line}: ")
    assert said in message
    assert output.read_bytes() == b"of an earlier run"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["texts.jsonl", "vectors.npy"]


def test_a_folder_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    file = lines(tmp_path, '{"text": "a"}')
    message = sentence(run("embed", "--input", str(file), "--output", str(tmp_path / "none" / "vectors.npy")), 1)
    assert str(tmp_path / "none") in message


def test_a_folder_without_a_model_is_a_wrong_call(run: Run, tmp_path: Path, output: Path) -> None:
    (tmp_path / "modules.json").write_text('[{"type": "x.StaticEmbedding", "path": ""}]')
    file = lines(tmp_path, '{"text": "a"}')
    message = sentence(run("embed", "--input", str(file), "--output", str(output), "--model", str(tmp_path)), 2)
    assert str(tmp_path) in message
    assert not output.exists()
