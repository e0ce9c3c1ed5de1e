"""Reads a retrieval collection in the form of BEIR (Thakur et al., 2021)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InputError

Qrels = Mapping[str, Mapping[str, int]]
"""Grade of a document by query and document; what is absent is 0."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents and queries by id in the order of their files, and the judgements of queries that are there.

    `missing` is the number of judgements whose query or document is in no file; those of documents stay in `qrels`.
    """

    documents: Mapping[str, str]
    queries: Mapping[str, str]
    qrels: Qrels
    missing: int = 0


def read_collection(folder: Path) -> Collection:
    """Read `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv`; only queries that are judged are kept.

    Raises:
        InputError: a file is missing, a line is wrong (the message starts with file and line), or no query is judged.
    """
    documents = {key: f"{entry.get('title') or ''}\n{text}".strip() for key, text, entry in _entries(folder / "corpus.jsonl")}
    texts = {key: text for key, text, _ in _entries(folder / "queries.jsonl")}
    judged = read_qrels(folder / "qrels" / "test.tsv")
    qrels = {query: judged[query] for query in texts if query in judged}
    if not documents or not qrels:
        raise InputError(f"{folder}: holds no {'judged query' if documents else 'document'}")
    lost = sum(len(grades) for query, grades in judged.items() if query not in qrels)
    lost += sum(document not in documents for grades in qrels.values() for document in grades)
    return Collection(documents, {query: texts[query] for query in qrels}, qrels, lost)


def read_qrels(file: Path) -> dict[str, dict[str, int]]:
    """Grades by query and document: three columns with tabs between them (query, document, whole number) below a header.

    Raises:
        InputError: the file cannot be read, or a line is wrong; the message starts with file and line.
    """
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(file), 1):
        fields = [field.strip() for field in line.split("\t")]
        if number == 1 and len(fields) == 3 and not _is_whole(fields[2]):
            continue
        if len(fields) != 3 or not _is_whole(fields[2]) or not fields[0] or not fields[1]:
            raise InputError(f"{file}:{number}: must be a query, a document and a whole number with tabs between them")
        if fields[1] in qrels.setdefault(fields[0], {}):
            raise InputError(f"{file}:{number}: judges {fields[1]} for {fields[0]} a second time")
        qrels[fields[0]][fields[1]] = int(fields[2])
    return qrels


def read_objects(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of JSON lines with the number of their line; blank lines are passed over.

    Raises:
        InputError: the file cannot be read, or a line is no object; the message starts with file and line.
    """
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            raise InputError(f"{file}:{number}: is no JSON") from None
        if not isinstance(entry, dict):
            raise InputError(f"{file}:{number}: must be an object")
        yield number, entry


def _entries(file: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    seen: set[str] = set()
    for number, entry in read_objects(file):
        key, text = entry.get("_id"), entry.get("text")
        if not isinstance(key, str) or not key:
            raise InputError(f'{file}:{number}: must have a text "_id"')
        if key in seen:
            raise InputError(f"{file}:{number}: has the _id {key} of an earlier line")
        if not isinstance(text, str) or not isinstance(entry.get("title") or "", str):
            raise InputError(f'{file}:{number}: must have a text "text", and a title that is one')
        seen.add(key)
        yield key, text, entry


def _lines(file: Path) -> list[str]:
    try:
        content = file.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}") from None
    lines = content.split(b"\n")  # not at the other ends of lines that str.splitlines knows: a text may hold them
    if lines[-1].strip() == b"":
        lines.pop()
    return [_decoded(line, file, number) for number, line in enumerate(lines, 1)]


def _decoded(line: bytes, file: Path, number: int) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}:{number}: is not UTF-8 (byte {error.start} of the line)") from None


def _is_whole(text: str) -> bool:
    return text.lstrip("-").isdecimal() and text.isascii() and text.count("-") <= 1
