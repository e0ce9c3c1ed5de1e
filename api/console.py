"""What the command line shares: how errors end, how progress and answers are printed, how a profile file is read."""

import json
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.settings import SettingsError
from api.strict_json import parse_json
from graph.errors import CodiclustError, DataError, InputError, QuerySyntaxError

if TYPE_CHECKING:
    from recommender.types import RecommendationList

MARKS = {"de": "erfundenes Beispiel", "en": "invented example"}
"""Said beside everything illustrative."""


class Commands(click.Group):
    """Ends every error in one sentence on standard error: status 2 for a wrong call, 1 where it did not succeed."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except DataError as error:
            for finding in error.findings:
                click.echo(str(finding), err=True)
            click.echo(str(error), err=True)
        except CodiclustError as error:
            click.echo(f"codiclust: {' '.join(str(error).split())}", err=True)
            if isinstance(error, InputError | SettingsError) and not isinstance(error, QuerySyntaxError):
                raise SystemExit(2) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"codiclust: {where}{error.strerror or error}", err=True)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            click.echo(f"codiclust: a mistake of the program: {error!r} in {place.filename}:{place.lineno}", err=True)
        raise SystemExit(1)


def progress() -> Callable[[str, int, int], None]:
    """Progress on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        return lambda stage, number, total: None

    def show(stage: str, number: int, total: int) -> None:
        click.echo(f"\r\033[K[{number}/{total}] {stage} …", nl=number == total, err=True)

    return show


def read_profile(path: Path | None) -> dict[str, Any]:
    """The profile in a JSON file, as the API takes it; empty without a file.

    Raises:
        InputError: it is no JSON object.
    """
    if path is None:
        return {}
    try:
        profile = parse_json(path.read_bytes())
    except ValueError as error:
        raise InputError(f"{path}: is no JSON: {error}") from None
    if not isinstance(profile, dict):
        raise InputError(f"{path}: must hold a JSON object")
    return profile


def print_answer(answer: "RecommendationList", language: str, as_json: bool) -> None:
    """Suggestions for people, or the body that the API answers with."""
    if as_json:
        from api.representation import recommendations_body

        print_json(recommendations_body(answer))
        return
    if answer.notice:
        click.echo(answer.notice)
    for item in answer.items:
        mark = f" [{MARKS[language]}]" if item.provenance == "illustrative" else ""
        click.echo(f"{item.rank:2}. {item.identifier}  {item.title}{mark}  ({item.score:.2f}, {item.confidence})")
        for reason in item.reasons:
            click.echo(f"      + {reason.text}")
        for mismatch in item.mismatches:
            click.echo(f"      - {mismatch.text}")


def print_bytes(content: bytes, form: str) -> None:
    """A file on standard output.

    Raises:
        InputError: it is no text, and standard output is a terminal.
    """
    if b"\0" in content and _is_terminal():
        raise InputError(f"A terminal cannot show {form}; send the output into a file.", "/output")
    sys.stdout.buffer.write(content)
    sys.stdout.flush()


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def print_json(body: Any) -> None:
    """A body as indented JSON."""
    click.echo(json.dumps(body, ensure_ascii=False, indent=2))
