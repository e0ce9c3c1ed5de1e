"""The command `codiclust`. Everything heavy is imported inside the commands, so that `--help` stays quick."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, cast

import click

from api.settings import Settings, load_settings
from graph.errors import CodiclustError, DataError

PLURALS = {"roadmaps": "roadmap", "methods": "method", "media-types": "media-type"}
_LANG = click.option("--lang", type=click.Choice(["de", "en"]), default="de", show_default=True, help="Language of texts.")
_LIMIT = click.option("--limit", type=click.IntRange(1, 50), default=10, show_default=True, help="How many at most.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the body that the API answers with.")
_DATA = click.option(
    "--data", type=click.Path(path_type=Path), multiple=True, help="Folder with data of your own; may be repeated."
)
_EXAMPLES = click.option("--without-examples", is_flag=True, help="Leave the invented examples out.")
Command = Callable[..., Any]


class Commands(click.Group):
    """Turns errors raised on purpose into one sentence and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except DataError as error:
            for finding in error.findings:
                click.echo(str(finding), err=True)
            click.echo(str(error), err=True)
        except CodiclustError as error:
            click.echo(f"codiclust: {error}", err=True)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"codiclust: {where}{error.strerror or error}", err=True)
        raise SystemExit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--settings", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="TOML file with settings.")
@click.option("--home", type=click.Path(path_type=Path), help="Where built versions live.")
@click.version_option(package_name="codiclust")
@click.pass_context
def main(ctx: click.Context, settings: Path | None, home: Path | None) -> None:
    """Good practices in digital learning: build the graph, ask it, serve it."""
    ctx.obj = load_settings(settings, home=home)


@main.command()
@_DATA
@_EXAMPLES
@click.pass_obj
def build(settings: Settings, data: tuple[Path, ...], without_examples: bool) -> None:
    """Build the graph from the data files and make it the version to serve."""
    built = _builder(settings, data, without_examples).build(settings.home, _progress())
    for warning in built.warnings:
        click.echo(f"warning: {warning}", err=True)
    click.echo(f"built version {built.version} in {settings.home}")


@main.command()
@_DATA
@_EXAMPLES
@click.option("--reason", is_flag=True, help="Also prove consistency and coherence with HermiT (needs Java).")
@click.pass_obj
def check(settings: Settings, data: tuple[Path, ...], without_examples: bool, reason: bool) -> None:
    """Check the data as a build would, write nothing, and report how complete the contents are."""
    from graph.coverage import coverage_lines

    built = _builder(settings, data, without_examples).assemble(_progress())
    for warning in built.warnings:
        click.echo(f"warning: {warning}", err=True)
    for line in coverage_lines(built.records):
        click.echo(line)
    click.echo(f"no errors, {len(built.warnings)} warnings")
    if reason:
        from graph.reasoning import prove

        result = prove(built.quads)
        click.echo(f"consistent and coherent: HermiT read {result.triples} triples, found no contradiction")


@main.command()
@_DATA
@_EXAMPLES
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option("--public-url", help="Address under which the service is reached from outside.")
@click.option("--server", type=click.Choice(["waitress", "granian"]), help="Which server answers.")
@click.pass_obj
def serve(settings: Settings, /, data: tuple[Path, ...], without_examples: bool, **given: Any) -> None:
    """Serve the newest version; builds one first when there is none, or when data of one's own is given."""
    from dataclasses import replace

    from graph.publishing import current_version

    settings = replace(settings, **{k: v for k, v in given.items() if v is not None})
    own = bool(data or settings.data) or without_examples
    if own or current_version(settings.home) is None:
        _builder(settings, data, without_examples).build(settings.home, _progress())
    from api.app import create_app
    from api.server import serve as run
    from api.service import load_service

    run(create_app(settings, load_service(settings.home)), settings)


def _profile_options(command: Command) -> Command:
    from recommender.profile import MANY, NUMBERS, SINGLE

    for name in reversed([*SINGLE, *NUMBERS, *MANY]):
        option = f"--{name.replace('_', '-')}"
        spellings = [option] if option == f"--{name}" else [option, f"--{name}"]
        number = {"group_size": int, "max_hours": float}.get(name, str)
        text = "may be repeated" if name in MANY else "id or label" if name in SINGLE else "number"
        command = click.option(*spellings, name, type=number, multiple=name in MANY, help=text)(command)
    return command


@main.command()
@click.argument("kind", type=click.Choice(list(PLURALS)))
@click.argument("need")
@click.option("--profile", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON file with a profile.")
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
    from recommender.types import Kind, Need

    values = {**_read_profile(profile), **{k: list(v) if isinstance(v, tuple) else v for k, v in given.items() if v}}
    service = load_service(_built(settings))
    wanted, language = cast(Kind, PLURALS[kind]), cast(Literal["de", "en"], lang)
    answer = service.recommender.recommend(wanted, Need(need, values), limit, language)
    _print_answer(answer, as_json)


@main.command()
@click.argument("identifier", metavar="ID")
@_LIMIT
@_LANG
@_JSON
@click.pass_obj
def similar(settings: Settings, identifier: str, limit: int, lang: str, as_json: bool) -> None:
    """Roadmaps that resemble the one with ID."""
    from api.service import load_service

    service = load_service(_built(settings))
    _print_answer(service.recommender.similar(identifier, limit, cast(Literal["de", "en"], lang)), as_json)


@main.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Same as --format json.")
@click.pass_obj
def query(settings: Settings, file: Any, form: str, as_json: bool) -> None:
    """Run the SPARQL query in FILE (- for standard input) against the built graph."""
    from graph.store import OxigraphStore
    from graph.tables import format_table

    store = OxigraphStore.current(_built(settings))
    text = file.read()
    form = "json" if as_json else form
    output = format_table(store, text) if form == "table" else store.serialized(text, form).decode("utf-8")
    click.echo(output.rstrip("\n"))


@main.command()
@_JSON
@click.pass_obj
def doctor(settings: Settings, as_json: bool) -> None:
    """Say what is installed, what is built, and what is missing."""
    from api.diagnosis import diagnose

    findings = diagnose(settings)
    if as_json:
        _print_json({f.name: {"ok": f.ok, "detail": f.detail} for f in findings})
    else:
        for finding in findings:
            click.echo(f"{'ok     ' if finding.ok else 'missing'}  {finding.name}: {finding.detail}")
    if not all(f.ok for f in findings if f.needed):
        raise SystemExit(1)


def _builder(settings: Settings, data: tuple[Path, ...], without_examples: bool) -> Any:
    from graph.build import GraphBuilder

    return GraphBuilder((*settings.data, *data), settings.examples and not without_examples)


def _built(settings: Settings) -> Path:
    """The home folder; builds the shipped data first when nothing is built there."""
    from graph.publishing import current_version

    if current_version(settings.home) is None:
        _builder(settings, (), False).build(settings.home, _progress())
    return settings.home


def _progress() -> Callable[[str, int, int], None]:
    """Progress on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        return lambda stage, number, total: None

    def show(stage: str, number: int, total: int) -> None:
        click.echo(f"\r\033[K[{number}/{total}] {stage} …", nl=number == total, err=True)

    return show


def _read_profile(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    import json

    from graph.errors import InputError

    try:
        profile = json.loads(path.read_text("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(f"{path}: not a readable JSON file: {error}") from None
    if not isinstance(profile, dict):
        raise InputError(f"{path}: must hold a JSON object")
    return profile


def _print_answer(answer: Any, as_json: bool) -> None:
    from api.representation import recommendations_body

    if as_json:
        _print_json(recommendations_body(answer))
        return
    if answer.notice:
        click.echo(answer.notice)
    for item in answer.items:
        mark = " [illustrative]" if item.provenance == "illustrative" else ""
        click.echo(f"{item.rank:2}. {item.identifier}  {item.title}{mark}  ({item.score:.2f}, {item.confidence})")
        for reason in item.reasons:
            click.echo(f"      + {reason.text}")
        for mismatch in item.mismatches:
            click.echo(f"      - {mismatch.text}")


def _print_json(body: Any) -> None:
    import json

    click.echo(json.dumps(body, ensure_ascii=False, indent=2))
