"""YAML as people write it: scalars stay strings, places keep their lines, tricks are refused with one sentence."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import DataError
from graph.yaml_reader import MAX_BYTES, read_document


def document(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "file.yaml"
    path.write_text(text, "utf-8")
    return path


def refusal(path: Path) -> tuple[int, str]:
    with pytest.raises(DataError) as caught:
        read_document(path)
    (finding,) = caught.value.findings
    return finding.line, finding.message


def test_scalars_stay_text(tmp_path: Path) -> None:
    read = read_document(document(tmp_path, "sector: 26.10\nlanguage: no\ndate: 2026-11-24\nempty: ''\n"))
    assert read.data == {"sector": "26.10", "language": "no", "date": "2026-11-24", "empty": ""}


def test_every_place_has_its_line(tmp_path: Path) -> None:
    read = read_document(document(tmp_path, "kind: roadmap\nsteps:\n  - phase: TP1\n  - phase: TP4\n    month: 3\n"))
    assert read.lines[("steps", 1, "month")] == 5
    assert read.lines[("steps", 0)] == 3


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: &x [1]\nb: *x\n", 2, "aliases"),
        ("a: !!python/object:os.system x\n", 1, "tags"),
        ("a: 1\nb: 2\na: 3\n", 3, "stands here twice"),
        ("a:\nb: 2\n", 1, "'a' has no value"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("- a\n- b\n", 1, "must begin with 'kind"),
        ("a: [1, 2\n", 2, "not valid YAML"),
        ("? [a]\n: 1\n", 1, "plain word"),
        ("a: " + "[" * 30 + "]" * 30, 1, "levels deep"),
    ],
)
def test_tricks_and_slips_are_refused_with_line_and_sentence(tmp_path: Path, text: str, line: int, words: str) -> None:
    found_line, message = refusal(document(tmp_path, text))
    assert words in message
    assert found_line == line


def test_other_encodings_and_huge_files_are_refused(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("titel: Übung".encode("latin-1"))
    assert "not UTF-8" in refusal(latin)[1]
    assert "larger than" in refusal(document(tmp_path, "a: " + "x" * MAX_BYTES))[1]
    assert "cannot be read" in refusal(tmp_path / "missing.yaml")[1]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=80))
def test_any_quoted_text_comes_back_unchanged(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if any(c in text for c in "\u2028\u2029\ufeff\x85"):
        return  # line separators fold to spaces inside quotes (YAML 1.1, 5.4)
    path = document(tmp_path_factory.mktemp("quoted"), f"a: {quoted}\n")
    assert read_document(path).data == {"a": text}
