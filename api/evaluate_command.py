"""`codiclust evaluate`: how good the rankings are."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.console import print_json, progress
from api.settings import Settings

if TYPE_CHECKING:
    from recommender.evaluation.collection import Collection

MOST = 1000
"""The deepest cutoff."""


class _Cutoffs(click.ParamType[tuple[int, ...]]):
    name = "cutoffs"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        if isinstance(value, tuple):
            return value
        numbers = [part.strip() for part in str(value).split(",")]
        if not all(n.isascii() and n.isdecimal() and 1 <= int(n[:9]) <= MOST for n in numbers):
            self.fail(f"{value!r} must be whole numbers from 1 to {MOST} with commas between them, like 10,50", param, ctx)
        return tuple(sorted({int(number) for number in numbers}))


@click.command()
@click.option(
    "--collection",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder in BEIR form: corpus.jsonl, queries.jsonl, qrels/test.tsv.",
)
@click.option("--run", "run_file", type=click.Path(dir_okay=False, path_type=Path), help="TREC run to write.")
@click.option("--cutoffs", type=_Cutoffs(), default="10,50", show_default=True, help="Ranks down to which is measured.")
@click.option("--model", metavar="NAME_OR_PATH", help="Another embedding than the bundled one: a folder, or a name on the hub.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_obj
def evaluate(
    settings: Settings,
    collection: Path | None,
    run_file: Path | None,
    cutoffs: tuple[int, ...],
    model: str | None,
    as_json: bool,
) -> None:
    """Measure the text ranker on a collection."""
    if collection is not None:
        _evaluate_collection(settings, collection, run_file, cutoffs, model, as_json)


def _evaluate_collection(
    settings: Settings, folder: Path, run_file: Path | None, cutoffs: tuple[int, ...], model: str | None, as_json: bool
) -> None:
    from graph.exports import replace_file
    from recommender.embeddings.opening import open_embedder
    from recommender.evaluation.collection import read_collection
    from recommender.evaluation.runs import DEPTH, measure_run, rank_collection, run_lines

    collection = read_collection(folder)
    embedder = open_embedder(model, settings.home / "vectors.sqlite")
    run = rank_collection(collection, embedder, max(DEPTH, *cutoffs), progress())
    if run_file is not None:
        replace_file(run_file, run_lines(run, "codiclust").encode())
    names = [f"{measure}@{cutoff}" for cutoff in cutoffs for measure in ("nDCG", "RR", "R")]
    values = measure_run(collection.qrels, run, names)
    means = {name: sum(of.values()) / len(of) for name, of in values.items()}
    if as_json:
        print_json({**_sizes(collection), "model": embedder.name, "measures": {n: round(v, 6) for n, v in means.items()}})
        return
    click.echo(f"{len(collection.documents)} documents, {len(collection.queries)} queries, embedding {embedder.name}")
    if collection.missing:
        click.echo(f"warning: {collection.missing} judgements are of queries or documents that are not there", err=True)
    click.echo(f"{'cutoff':>6}  {'nDCG':>6}  {'MRR':>6}  {'recall':>6}")
    for cutoff in cutoffs:
        click.echo(f"{cutoff:6}  " + "  ".join(f"{means[f'{measure}@{cutoff}']:6.4f}" for measure in ("nDCG", "RR", "R")))


def _sizes(collection: "Collection") -> dict[str, int]:
    return {
        "documents": len(collection.documents),
        "queries": len(collection.queries),
        "missing_judgements": collection.missing,
    }
