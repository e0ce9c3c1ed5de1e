"""`codiclust evaluate`: how good the rankings are."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.building import built_home
from api.console import print_json, progress
from api.settings import Settings

if TYPE_CHECKING:
    from recommender.evaluation.collection import Collection
    from recommender.evaluation.needs import Split

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
    help="Folder in BEIR form (corpus.jsonl, queries.jsonl, qrels/test.tsv); without it, the project's own judged needs.",
)
@click.option(
    "--run", "run_file", type=click.Path(dir_okay=False, path_type=Path), help="With --collection: TREC run to write."
)
@click.option("--cutoffs", type=_Cutoffs(), default="10,50", show_default=True, help="With --collection: ranks to measure at.")
@click.option("--model", metavar="NAME_OR_PATH", help="With --collection: another embedding than the bundled one.")
@click.option(
    "--split", type=click.Choice(["tuning", "report"]), default="report", show_default=True, help="Part of the needs."
)
@click.option("--worst", type=click.IntRange(0, 1000), default=0, help="Also list as many needs that are ranked worst.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_obj
def evaluate(
    settings: Settings,
    collection: Path | None,
    run_file: Path | None,
    cutoffs: tuple[int, ...],
    model: str | None,
    split: "Split",
    worst: int,
    as_json: bool,
) -> None:
    """Measure the rankers: on the project's own judged needs, or the text ranker on a collection."""
    if collection is not None:
        _evaluate_collection(settings, collection, run_file, cutoffs, model, as_json)
    elif run_file is not None or model is not None:
        raise click.UsageError("--run and --model are for --collection.")
    else:
        _evaluate_needs(settings, split, worst, as_json)


def _evaluate_needs(settings: Settings, split: "Split", worst: int, as_json: bool) -> None:
    from importlib.resources import files

    from api.service import load_service
    from recommender.evaluation.ablation import compare
    from recommender.evaluation.honesty import honesty
    from recommender.evaluation.needs import TASKS, read_evaluation_set
    from recommender.evaluation.tables import (
        agreement_table,
        figures,
        group_tables,
        honesty_table,
        variant_tables,
        worst_table,
    )
    from recommender.evaluation.variants import variants

    evaluation = read_evaluation_set(Path(str(files("data"))) / "evaluation")
    needs = evaluation.part(split)
    recommender = load_service(built_home(settings, progress())).recommender
    outcomes = compare(evaluation, needs, variants(recommender), progress())
    if as_json:
        print_json({"split": split, "needs": len(needs), "model": recommender.model, "figures": figures(outcomes, needs)})
        return
    click.echo(f"{len(needs)} needs of the part `{split}`, graph {recommender.catalogue.version}, {recommender.model}\n")
    click.echo(f"{variant_tables(outcomes, needs)}\n\n{group_tables(outcomes, needs)}\n")
    items = {task: list(recommender.catalogue.records[kind]) for task, kind in TASKS.items()}
    click.echo(f"{agreement_table(evaluation, items)}\n")
    click.echo(honesty_table(honesty(evaluation, needs, recommender)))
    if worst:
        last = [outcome for outcome in outcomes if outcome.variant == outcomes[-1].variant]
        qrels = {task: judged.summed for task, judged in evaluation.judgements.items()}
        click.echo("\n" + worst_table(last, needs, qrels, worst))


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
