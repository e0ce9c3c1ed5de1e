"""The commands that export: where output goes, what it is, and how wrong calls end."""

import io
import json
import sys
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from api.cli import EXPORTS as OFFERED
from api.cli import main
from graph.exports import EXPORTS, csv_files
from graph.publishing import version_folder


@pytest.fixture(scope="session")
def small_folder(small_home: Path) -> Path:
    return version_folder(small_home)


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(home: Path, *arguments: str | Path, **options: object) -> Result:
    result = CliRunner().invoke(main, ["--home", str(home), *map(str, arguments)], **options)  # type: ignore[arg-type]
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_command_offers_what_there_is() -> None:
    assert OFFERED == EXPORTS


@pytest.mark.parametrize("form", EXPORTS)
def test_exports_go_to_standard_output_or_a_file(small_home: Path, tmp_path: Path, form: str) -> None:
    printed = run(small_home, "export", "--format", form)
    assert printed.exit_code == 0, printed.output
    target = tmp_path / ("tables.zip" if form == "csv" else f"graph.{form}")
    for _ in range(2):  # the second one replaces the first
        written = run(small_home, "export", "--format", form, "--output", target)
        assert (written.exit_code, written.output) == (0, "")
        assert target.read_bytes() == printed.stdout_bytes
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_exports_into_a_folder(small_home: Path, small_folder: Path, tmp_path: Path) -> None:
    assert run(small_home, "export", "--format", "trig", "--output", tmp_path).exit_code == 0
    assert (tmp_path / f"codiclust-{small_folder.name}.trig").is_file()
    assert run(small_home, "export", "--format", "csv", "--output", tmp_path / "tables").exit_code == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()} == csv_files(small_folder)


def test_parts_are_nodes_when_asked_for(small_home: Path) -> None:
    assert b"roadmap-step" not in run(small_home, "export", "--format", "graphml").stdout_bytes
    assert b"roadmap-step" in run(small_home, "export", "--format", "graphml", "--parts").stdout_bytes


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, "--format"),
        (("--format", "xlsx"), 2, "xlsx"),
        (("--format", "csv", "--parts"), 2, "--parts is for graphml and gexf"),
        (("--format", "csv", "--output", "."), 2, "mine.txt"),
        (("--format", "csv", "--output", "mine.txt"), 2, "is no folder"),
        (("--format", "nq", "--output", "no/such/folder.nq"), 1, "No such file or directory"),
        (("--format", "csv", "--output", "no/such/folder"), 1, "No such file or directory"),
    ],
)
def test_wrong_exports_say_why(small_home: Path, tmp_path: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    result = run(small_home, "export", *arguments)
    assert result.exit_code == status
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"


def test_a_query_as_parquet(small_home: Path) -> None:
    query = "SELECT ?m ?minutes { ?m <https://w3id.org/codiclust/ontology#minMinutes> ?minutes }"
    result = run(small_home, "query", "-", "--format", "parquet", input=query)
    assert result.exit_code == 0, result.output
    assert pq.read_table(io.BytesIO(result.stdout_bytes)).to_pylist() == [
        {"m": "https://w3id.org/codiclust/vocab/method/X1", "minutes": 30}
    ]


def test_parquet_of_a_graph_is_a_wrong_call(small_home: Path) -> None:
    result = run(small_home, "query", "-", "--format", "parquet", input="CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    assert (result.exit_code, "Only a SELECT" in result.stderr) == (2, True)


def test_without_pyarrow_parquet_is_one_sentence(small_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run(small_home, "query", "-", "--format", "parquet", input="SELECT * {}")
    assert result.exit_code == 1
    assert result.stderr == "codiclust: Parquet needs pyarrow; install codiclust[parquet].\n"


def test_bytes_are_not_sent_to_a_terminal(small_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.console._is_terminal", lambda: True)
    result = run(small_home, "export", "--format", "csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "send the output into a file" in result.stderr
    assert run(small_home, "export", "--format", "nq").exit_code == 0  # text is shown


def test_the_zip_and_the_json_of_an_export_are_whole(small_home: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(run(small_home, "export", "--format", "csv").stdout_bytes)) as archive:
        assert archive.testzip() is None
    assert json.loads(run(small_home, "export", "--format", "jsonld").stdout_bytes)
