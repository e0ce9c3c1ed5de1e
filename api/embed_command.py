"""`codiclust embed`: the texts of a file as vectors."""

from pathlib import Path
from typing import Any

import click

from api.settings import Settings
from api.strict_json import parse_json
from graph.errors import InputError


@click.command()
@click.option("--input", "source", type=click.File("rb"), required=True, help='Lines of {"text": ..}; - for standard input.')
@click.option("--output", type=click.Path(path_type=Path), required=True, help="The .npy file to write.")
@click.option("--model", metavar="NAME_OR_PATH", help="Another model than the bundled one: a folder, or a name on the hub.")
@click.pass_obj
def embed(settings: Settings, source: Any, output: Path, model: str | None) -> None:
    """Turn texts into vectors: float32 (n, d), one row a line, each of length 1."""
    texts = read_texts(source.read(), source.name)

    from graph.exports import replace_file
    from recommender.embeddings.files import npy_bytes
    from recommender.embeddings.opening import open_embedder

    embedder = open_embedder(model, settings.home / "vectors.sqlite")
    replace_file(output, npy_bytes(embedder.embed(texts)))
    click.echo(f"{len(texts)} vectors of {embedder.dimension} numbers in {output}")


def read_texts(content: bytes, name: str) -> list[str]:
    r"""The texts of JSON lines (jsonlines.org), in order; other members than `text` are left alone.

    >>> read_texts(b'{"text": "Sp\xc3\xa4ne"}\n{"id": 2, "text": ""}\n', "needs.jsonl")
    ['Späne', '']

    Raises:
        InputError: a line is no object with a text; the message starts with file and line.
    """
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if lines[-1].strip() == b"":
        lines.pop()
    return [_text(line, f"{name}:{number}") for number, line in enumerate(lines, 1)]


def _text(line: bytes, where: str) -> str:
    try:
        entry = parse_json(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: is not UTF-8 (byte {error.start} of the line)") from None
    except ValueError as error:
        raise InputError(f"{where}: is no JSON: {error}") from None
    text = entry.get("text") if isinstance(entry, dict) else None
    if not isinstance(text, str):
        raise InputError(f'{where}: must be an object with a text, like {{"text": "Wer zeigt mir das?"}}')
    return text
