"""The dumps of a version: all named graphs as N-Quads, TriG and JSON-LD, compressed, with their SHA-256 sums.

The default graph is not written: it is the merge of the named ones. The same quads give the same files: no clock is read, no
name of a file is stored in them. (Other builds of zlib may compress differently; what is inside stays the same.)
"""

import gzip
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse, serialize

from graph.errors import InputError
from graph.query.formats import DATASET_FORMATS, Format
from ontology.namespaces import PREFIXES

SUMS = "SHA256SUMS"
"""The file that lists the dumps and their sums, as `sha256sum --check` reads it."""

_FOLDER = "dumps"


FORMS: Mapping[str, Format[RdfFormat]] = {form.ending: form for form in DATASET_FORMATS.values()}
"""nq, trig and jsonld: the ending of a dump names its format."""


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A compressed dump; `size` in bytes, `sha256` in hexadecimal digits."""

    name: str
    form: Format[RdfFormat]
    size: int
    sha256: str


def dataset_bytes(dump: bytes, form: str) -> bytes:
    """All named graphs in one of `FORMS`, sorted by graph, subject, predicate and object.

    JSON-LD is expanded, so that no context is ever fetched.

    Args:
        dump: what `graph.quads.canonical_nquads` wrote.
        form: nq, trig or jsonld.

    Raises:
        InputError: there is no such form.
    """
    if form not in FORMS:
        raise InputError(f"A dataset has no {form} form; ask for {', '.join(FORMS)}.", "/format", tuple(FORMS))
    if form == "nq":
        return dump
    quads = sorted(parse(dump, format=RdfFormat.N_QUADS), key=_place)
    return sorted_prefixes(serialize(quads, format=FORMS[form].engine, prefixes=PREFIXES) or b"")


def sorted_prefixes(data: bytes) -> bytes:
    """Turtle or TriG with its prefixes in order, which pyoxigraph changes each time; other formats pass through."""
    end = 0
    while data.startswith(b"@prefix ", end):
        end = data.index(b"\n", end) + 1
    return b"".join(sorted(data[:end].splitlines(keepends=True))) + data[end:]


def _place(quad: Quad) -> tuple[str, str, str, str]:
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)


def write_dumps(folder: Path, version: str, dump: bytes) -> tuple[DumpFile, ...]:
    """Write the dumps of a version and their sums into its folder."""
    target = dump_folder(folder)
    target.mkdir()
    files = []
    for form in FORMS.values():
        packed = _compressed(dataset_bytes(dump, form.ending))
        name = f"codiclust-{version}.{form.ending}.gz"
        (target / name).write_bytes(packed)
        files.append(DumpFile(name, form, len(packed), hashlib.sha256(packed).hexdigest()))
    (target / SUMS).write_text(_sums(files), "utf-8", newline="\n")
    return tuple(files)


def _compressed(data: bytes) -> bytes:
    """As gzip, with neither time nor name; `gzip.compress` leaves a byte of the header to the platform."""
    buffer = BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=buffer, mtime=0) as file:
        file.write(data)
    return buffer.getvalue()


def _sums(files: Sequence[DumpFile]) -> str:
    return "".join(f"{file.sha256}  {file.name}\n" for file in sorted(files, key=lambda f: f.name))


def dump_folder(folder: Path) -> Path:
    """Where the dumps of a version's folder are."""
    return folder / _FOLDER


def dump_files(folder: Path) -> tuple[DumpFile, ...]:
    """The dumps of a version's folder, in the order of `FORMS`; none where the version has none."""
    try:
        lines = (dump_folder(folder) / SUMS).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return ()
    sums = {name: value for value, name in (line.split("  ", 1) for line in lines)}
    by_form = {name.split(".")[-2]: name for name in sums}
    return tuple(
        DumpFile(name, form, (dump_folder(folder) / name).stat().st_size, sums[name])
        for form in FORMS.values()
        if (name := by_form.get(form.ending))
    )


def find_dump(current: Path, name: str) -> tuple[Path, DumpFile | None] | None:
    """A dump by name, of the current version or of an older one that is kept beside it; `SUMS` is that of the current one.

    Names are compared with those that are there; no path is built from `name`.

    Returns:
        Its path, and what is known of it (None for `SUMS`); None where there is none of that name.
    """
    if name == SUMS:
        return dump_folder(current) / SUMS, None
    others = sorted(path for path in current.parent.iterdir() if path != current and not path.name.startswith("."))
    for folder in (current, *others):
        for file in dump_files(folder):
            if file.name == name:
                return dump_folder(folder) / file.name, file
    return None
