"""A roadmap for other programs: a table for spreadsheets, and a description for search engines."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from api.pages.course import Course
from api.pages.roadmap_story import Story
from api.pages.wording import wording
from graph.values import Iri, Language
from ontology.namespaces import LICENCE

BYTE_ORDER_MARK = "\ufeff"
"""Excel takes a file for UTF-8 only where it begins with this."""

_BEGINS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_SEPARATORS: Mapping[Language, str] = {"de": ";", "en": ","}
"""What a spreadsheet of that language splits lines at when a file is opened by a click."""
_COLUMNS = ("kind", "phase", "phase-name", "month-number", "method", "text")


def csv_of(course: Course, language: Language) -> str:
    """The way as CSV with a header: a line for each method and milestone, by phase; months as numbers, empty if unknown.

    Lines end with CR LF (RFC 4180); cells are separated by semicolons in German, by commas in English.
    Cells that a spreadsheet would take for a formula begin with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=_SEPARATORS[language], lineterminator="\r\n")
    say = wording()
    writer.writerow([say(f"roadmap.csv-{name}", language) for name in _COLUMNS])
    writer.writerows([harmless(cell) for cell in row] for row in _rows(course, language))
    return BYTE_ORDER_MARK + out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet calculates."""
    return f"'{cell}" if cell.startswith(_BEGINS_FORMULA) else cell


def schema_org(story: Story, iri: Iri, address: str, language: Language) -> dict[str, Any]:
    """The roadmap in the words of schema.org; entries without a value are left out."""
    mark = wording()("frame.mark", language) if story.illustrative else None
    occasions = [entry for fact in story.facts if fact.name == "fact-occasion" for entry in fact.entries]
    body = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": iri,
        "identifier": story.identifier,
        "name": story.title,
        "description": story.situation,
        "disambiguatingDescription": mark,
        "about": occasions,
        "keywords": [medium.title for medium in story.media],
        "inLanguage": language,
        "license": LICENCE,
        "url": address,
    }
    return {key: value for key, value in body.items() if value}


def _rows(course: Course, language: Language) -> Iterator[tuple[str, ...]]:
    say = wording()
    step, milestone = say("roadmap.csv-step", language), say("roadmap.csv-milestone", language)
    for phase in course.used:
        begin = ("" if phase.number is None else str(phase.number), phase.title)
        for method in phase.methods:
            yield step, *begin, str(method.month or ""), method.title, method.note
        for stop in phase.stops:
            yield milestone, *begin, str(stop.month or ""), "", stop.title
