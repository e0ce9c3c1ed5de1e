"""The command `codiclust`. Everything heavy is imported inside the commands, so that `--help` stays quick."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from api.building import build_version, built_home
from api.console import Commands, print_answer, print_bytes, print_json, progress, read_profile
from api.embed_command import embed
from api.evaluate_command import evaluate
from api.settings import Settings, load_settings
from graph.errors import CodiclustError
from recommender.profile import MANY, NUMBERS, SINGLE

if TYPE_CHECKING:
    from graph.build import GraphBuilder
    from graph.errors import Finding
    from graph.values import Language
    from recommender.types import Kind

EXPORTS = ("graphml", "gexf", "nq", "trig", "jsonld", "csv")
PLURALS: "dict[str, Kind]" = {"roadmaps": "roadmap", "methods": "method", "media-types": "media-type"}
_LANG = click.option("--lang", type=click.Choice(["de", "en"]), default="de", show_default=True, help="Language of texts.")
_LIMIT = click.option("--limit", type=click.IntRange(1, 50), default=10, show_default=True, help="How many at most.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the body that the API answers with.")
_FOLDER = click.Path(path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_DATA = click.option("--data", type=_FOLDER, multiple=True, help="Folder with data of your own; may be repeated.")
_EXAMPLES = click.option("--without-examples", is_flag=True, help="Leave the invented examples out.")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--settings", type=_FILE, help="TOML file with settings.")
@click.option("--home", type=_FOLDER, help="Where built versions live.")
@click.version_option(package_name="codiclust")
@click.pass_context
def main(ctx: click.Context, settings: Path | None, home: Path | None) -> None:
    """Good practices in digital learning: build the graph, ask it, serve it."""
    ctx.obj = load_settings(settings, home=home)


main.add_command(embed)
main.add_command(evaluate)


@main.command()
@_DATA
@_EXAMPLES
@click.pass_obj
def build(settings: Settings, data: tuple[Path, ...], without_examples: bool) -> None:
    """Build the graph from the data files and make it the version to serve."""
    built = build_version(_builder(settings, data, without_examples), settings.home, progress())
    _warn(built.warnings)
    click.echo(f"built version {built.version} in {settings.home}")


@main.command()
@_DATA
@_EXAMPLES
@click.option("--reason", is_flag=True, help="Also prove consistency and coherence with HermiT (needs Java).")
@click.pass_obj
def check(settings: Settings, data: tuple[Path, ...], without_examples: bool, reason: bool) -> None:
    """Check the data as a build would, write nothing, and report how complete the contents are."""
    from graph.coverage import coverage_lines
    from graph.records import SchemeConcept
    from graph.style import style_findings

    built = _builder(settings, data, without_examples).assemble(progress())
    _warn(built.warnings)
    stored = (record for records in built.catalogue().records.values() for record in records.values())
    concepts = [record for record in stored if isinstance(record, SchemeConcept)]  # the shipped ones have no data file
    for line in coverage_lines([*(r for r in built.records if not isinstance(r, SchemeConcept)), *concepts]):
        click.echo(line)
    findings = style_findings(built.records)
    for finding in findings:
        click.echo(f"style: {finding}")
    click.echo(f"no errors, {len(built.warnings)} warnings, {len(findings)} style findings")
    if reason:
        from graph.reasoning import prove

        result = prove(built.quads)
        click.echo(f"consistent and coherent: HermiT read {result.triples} triples, found no contradiction")


@main.command()
@_DATA
@_EXAMPLES
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.")
@click.option("--public-url", help="Address under which the service is reached from outside.")
@click.option("--server", type=click.Choice(["waitress", "granian"]), help="Which server answers.")
@click.option("--sparql-data", type=_FILE, help="Serve nothing but SPARQL, over this N-Quads or TriG file.")
@click.pass_obj
def serve(
    settings: Settings, /, data: tuple[Path, ...], without_examples: bool, sparql_data: Path | None, **given: Any
) -> None:
    """Serve the newest version; builds one first when there is none, or when other data than the shipped are asked for."""
    from graph.publishing import current_version

    settings = settings.updated(given)
    if sparql_data is not None:
        _serve_dataset(sparql_data, settings)
        return
    is_own = bool(data or settings.data or without_examples or not settings.examples)
    if is_own or current_version(settings.home) is None:
        _warn(build_version(_builder(settings, data, without_examples), settings.home, progress()).warnings)
    from api.app import create_app
    from api.server import serve as run
    from api.service import load_service

    app = create_app(settings, load_service(settings.home))
    try:
        run(app, settings)
    finally:
        app.extensions["codiclust-queries"].close()


def _serve_dataset(file: Path, settings: Settings) -> None:
    import tempfile

    from api.app import create_sparql_app
    from api.server import serve as run
    from graph.query.dataset_file import load_dataset

    with tempfile.TemporaryDirectory(prefix="codiclust-") as folder:
        app = create_sparql_app(settings, load_dataset(file, Path(folder)))
        try:
            run(app, settings)
        finally:
            app.extensions["codiclust-queries"].close()


def _profile_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """One option for every profile key, spelt with hyphens or underscores."""
    for name in reversed([*SINGLE, *NUMBERS, *MANY]):
        spellings = dict.fromkeys([f"--{name.replace('_', '-')}", f"--{name}"])
        kind: Any = {"group_size": int, "max_hours": float}.get(name, str)
        text = "Id or label; may be repeated." if name in MANY else "Id or label." if name in SINGLE else "A number."
        command = click.option(*spellings, name, type=kind, multiple=name in MANY, help=text)(command)
    return command


@main.command()
@click.argument("kind", type=click.Choice(list(PLURALS)))
@click.argument("need")
@click.option("--profile", type=_FILE, help="JSON file with a profile; options go before it.")
@_profile_options
@_LIMIT
@_LANG
@_JSON
@click.pass_obj
def recommend(
    settings: Settings, /, kind: str, need: str, profile: Path | None, limit: int, lang: str, as_json: bool, **given: Any
) -> None:
    """Say what fits a NEED, and why."""
    from api.service import load_service
    from recommender.types import Need

    stated = {k: list(v) if isinstance(v, tuple) else v for k, v in given.items() if v is not None and v != ()}
    values = {**read_profile(profile), **stated}
    recommender = load_service(built_home(settings, progress())).recommender
    language = cast("Language", lang)
    print_answer(recommender.recommend(PLURALS[kind], Need(need, values), limit, language), language, as_json)


@main.command()
@click.argument("identifier", metavar="ID")
@_LIMIT
@_LANG
@_JSON
@click.pass_obj
def similar(settings: Settings, identifier: str, limit: int, lang: str, as_json: bool) -> None:
    """Roadmaps that resemble the one with ID."""
    from api.service import load_service

    language = cast("Language", lang)
    answer = load_service(built_home(settings, progress())).recommender.similar(identifier, limit, language)
    print_answer(answer, language, as_json)


@main.command()
@click.argument("file", type=click.File("rb"))
@click.option("--format", "form", type=click.Choice(["table", "json", "csv", "parquet"]), default="table", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Same as --format json.")
@click.pass_obj
def query(settings: Settings, file: Any, form: str, as_json: bool) -> None:
    """Run the SPARQL query in FILE (- for standard input) against the built graph."""
    from graph.store import OxigraphStore
    from graph.tables import format_table

    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodiclustError(f"the query is not UTF-8 (byte {error.start})") from None
    store = OxigraphStore.current(built_home(settings, progress()))
    form = "json" if as_json else form
    if form == "parquet":
        from graph.parquet import parquet_bytes

        print_bytes(parquet_bytes(store, text), "Parquet")
        return
    output = format_table(store, text) if form == "table" else store.serialized(text, form).decode("utf-8")
    click.echo(output, nl=not output.endswith("\n"))


@main.command()
@click.option(
    "--format", "form", type=click.Choice(EXPORTS), required=True, help="graphml and gexf: records and links; csv: tables."
)
@click.option("--output", type=_FOLDER, help="File, or folder; without it standard output.")
@click.option("--parts", is_flag=True, help="graphml, gexf: steps, goals and other parts are nodes too.")
@click.pass_obj
def export(settings: Settings, form: str, output: Path | None, parts: bool) -> None:
    """Export the built graph for other tools; csv goes into a folder, or into a .zip file."""
    from graph.exports import csv_files, export_bytes, replace_file, replace_folder
    from graph.publishing import version_folder

    if parts and form not in {"graphml", "gexf"}:
        raise click.UsageError("--parts is for graphml and gexf; the other formats always have them.")
    folder = version_folder(built_home(settings, progress()))
    if output is None or str(output) == "-":
        print_bytes(export_bytes(folder, form, parts=parts), form)
    elif form == "csv" and output.suffix != ".zip":
        replace_folder(output, csv_files(folder))
    else:
        target = output / f"codiclust-{folder.name}.{form}" if output.is_dir() else output
        replace_file(target, export_bytes(folder, form, parts=parts))


@main.command()
@_JSON
@click.pass_obj
def doctor(settings: Settings, as_json: bool) -> None:
    """Say what is installed, what is built, and what is missing."""
    from api.diagnosis import diagnose

    findings = diagnose(settings)
    if as_json:
        print_json({f.name: {"ok": f.ok, "detail": f.detail} for f in findings})
    else:
        for finding in findings:
            click.echo(f"{'ok     ' if finding.ok else 'missing'}  {finding.name}: {finding.detail}")
    if not all(f.ok for f in findings if f.needed):
        raise SystemExit(1)


def _builder(settings: Settings, data: tuple[Path, ...], without_examples: bool) -> "GraphBuilder":
    from graph.build import GraphBuilder

    return GraphBuilder((*settings.data, *data), settings.examples and not without_examples, settings.shipped)


def _warn(warnings: "tuple[Finding, ...]") -> None:
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)
