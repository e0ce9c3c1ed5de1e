"""Pages to read: what they say is true of the data, terms can be found, and only the operator fills in who that is."""

from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.pages.legal import Operator, works
from api.pages.terms import PAGES, SCHEMES, initial, sort_key
from api.service import Service
from api.settings import Settings
from graph.catalogue import Catalogue
from graph.records import Role
from graph.records.toolbox import SCHEME_CLASSES
from tests.api.html_pages import Page, page

READING = (
    "/ueber", "/en/about", "/ueber/rollen", "/en/about/roles", "/begriffe", "/en/terms", "/barrierefreiheit",
    "/en/accessibility", "/datenschutz", "/en/privacy", "/impressum", "/en/imprint",
)  # fmt: skip
OPERATOR = {
    "operator_name": "Verein <b>Beispiel</b>",
    "operator_address": "Musterweg 1; 12345 Musterstadt",
    "operator_email": "info@example.org",
    "operator_phone": "+49 941 123-45",
}


@pytest.mark.parametrize("path", READING)
def test_a_page_reads_in_order_and_leads_somewhere(client: FlaskClient, path: str) -> None:
    found = page(client, path)
    levels = [int(tag[1]) for tag, _ in found.tags if tag in {"h1", "h2", "h3"}]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    anchors = set(found.ids)
    for href in {href for href in found.hrefs if href.startswith(("/", "#"))}:
        if href.startswith("#"):
            assert href[1:] in anchors
        else:
            with client.get(href.split("#")[0]) as response:
                assert response.status_code == 200, href


@pytest.mark.parametrize("path", [path for path in READING if path not in {"/begriffe", "/en/terms"}])
def test_there_is_no_jargon(client: FlaskClient, path: str) -> None:
    text = f" {page(client, path).text} "
    assert not any(f" {word} " in text for word in ("IRI", "Tripel", "triple", "entity", "Entität", "RDF"))
    assert " % " not in text


def test_about_counts_what_is_there(client: FlaskClient, catalogue: Catalogue) -> None:
    text = page(client, "/ueber").text
    sourced = sum(method.provenance.status == "sourced" for method in catalogue.methods.values())
    unknown = sum(not method.minutes for method in catalogue.methods.values())
    invented = sum(r.provenance.status == "illustrative" for records in catalogue.records.values() for r in records.values())
    assert f"{len(catalogue.roadmaps)} Beispiele (Roadmaps)" in text
    assert f"{sourced} Methoden, das Vorgehen" in text
    assert f"{len(catalogue.methods) - sourced} weitere Methoden" in text
    assert f"Für {unknown} von {len(catalogue.methods)} Methoden" in text
    assert f"{invented} Datensätze" in text


@pytest.mark.parametrize(("path", "language"), [("/ueber/rollen", "de"), ("/en/about/roles", "en")])
def test_roles_are_told_with_tasks_conditions_and_sources(
    client: FlaskClient, catalogue: Catalogue, path: str, language: str
) -> None:
    found = page(client, path)
    text = found.text
    for record in catalogue.records["role"].values():
        assert isinstance(record, Role)
        said = (
            (record.tasks.de, record.working_conditions.de)
            if language == "de"
            else (record.tasks.en, record.working_conditions.en)
        )
        assert all(" ".join(sentence.split()) in text for sentences in said for sentence in sentences)
        assert set(record.provenance.sources) <= set(found.hrefs)
    ids = [key for key in found.ids if key in catalogue.records["role"]]
    assert ids[:2] == ["coach", "lotse"]
    assert set(ids) == set(catalogue.records["role"])


def test_own_proposals_about_roles_are_marked(client: FlaskClient, catalogue: Catalogue) -> None:
    fields = [dict(r.provenance.fields).get("ownProposal", ()) for r in catalogue.records["role"].values()]
    text = page(client, "/ueber/rollen").text
    assert text.count("Aufgaben: eigener Vorschlag") == sum("tasks" in own for own in fields)


@pytest.mark.parametrize(("path", "language"), [("/begriffe", "de"), ("/en/terms", "en")])
def test_every_term_is_there_once_in_the_order_of_the_alphabet(
    client: FlaskClient, catalogue: Catalogue, path: str, language: str
) -> None:
    found = page(client, path)
    titles = {
        f"{scheme}-{key}": catalogue.title(scheme, key, "de" if language == "de" else "en")
        for scheme in SCHEMES
        for key in catalogue.records.get(scheme, {})
    }
    listed = [anchor for anchor in found.ids if anchor in titles]
    assert len(listed) == len(set(listed)) == len(titles)
    keys = [sort_key(titles[anchor]) for anchor in listed]
    assert keys == sorted(keys)
    letters = [href for href in found.hrefs if href.startswith("#letter-")]
    assert len(letters) == len({initial(title) for title in titles.values()})


def test_all_schemes_are_listed() -> None:
    assert set(SCHEME_CLASSES) | {"role", *PAGES} == set(SCHEMES)


def test_terms_can_be_filtered_by_scheme(client: FlaskClient, catalogue: Catalogue) -> None:
    barriers = page(client, "/begriffe?scheme=barrier")
    assert {i for i in barriers.ids if i.startswith("barrier-")} == {f"barrier-{key}" for key in catalogue.records["barrier"]}
    assert not [anchor for anchor in barriers.ids if anchor.startswith("method-")]
    assert f"{len(catalogue.records['barrier'])} Begriffe" in barriers.text
    assert ("option", {"value": "barrier", "selected": None}) in barriers.tags


@pytest.mark.parametrize("scheme", ["nothing", "roadmap", "<img src=x onerror=alert(1)>", "../x"])
def test_an_unknown_scheme_shows_all_and_says_so(client: FlaskClient, scheme: str) -> None:
    response = client.get("/begriffe", query_string={"scheme": scheme})
    found = Page(response.text).check()
    assert f"Eine Liste „{scheme}“ gibt es nicht" in found.text
    assert "method-C05" in found.ids


def test_methods_media_and_competencies_lead_to_their_pages(client: FlaskClient) -> None:
    hrefs = page(client, "/en/terms").hrefs
    assert {"/en/methods/C05", "/en/media/MT01", "/en/competencies/L3"} <= set(hrefs)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/impressum", "noch nicht vollständig eingetragen"),
        ("/en/imprint", "not filled in"),
        ("/barrierefreiheit", "fehlt die Adresse des Betreibers"),
        ("/datenschutz", "noch nicht vollständig eingetragen"),
    ],
)
def test_where_the_operator_is_unknown_the_page_says_so(client: FlaskClient, path: str, said: str) -> None:
    assert said in page(client, path).text


@pytest.fixture
def filled(home: Path, service: Service) -> FlaskClient:
    """A client of an application whose operator has filled in everything."""
    return create_app(Settings(home=home).updated(OPERATOR), service).test_client()


@pytest.mark.parametrize("path", ["/impressum", "/en/imprint", "/datenschutz", "/en/privacy", "/barrierefreiheit"])
def test_what_the_operator_filled_in_stands_there_as_text(filled: FlaskClient, path: str) -> None:
    found = Page(filled.get(path).text)
    text = found.text
    for part in ("Verein <b>Beispiel</b>", "Musterweg 1", "12345 Musterstadt", "info@example.org", "+49 941 123-45"):
        assert part in text
    assert "b" not in {tag for tag, _ in found.tags}
    assert "tel:+4994112345" in found.hrefs
    assert any(href.startswith("mailto:info@example.org") for href in found.hrefs)
    assert not any(said in text for said in ("noch nicht vollständig", "not filled in", "fehlt die Adresse"))


def test_an_operator_is_complete_with_name_address_and_email() -> None:
    assert Operator.of(Settings().updated(OPERATOR)).is_complete
    for name in ("operator_name", "operator_address", "operator_email"):
        assert not Operator.of(Settings().updated({**OPERATOR, name: ""})).is_complete
    assert Operator.of(Settings(operator_email="a&b@example.org?x=1")).mailto == "mailto:a%26b@example.org%3Fx%3D1"


def test_works_of_others_are_named_once(client: FlaskClient) -> None:
    hrefs = page(client, "/impressum").hrefs
    assert len({work.package for work in works()}) == len(works())
    assert {work.source for work in works()} <= set(hrefs)


def test_what_the_data_protection_page_says_of_cookies_and_hosts_is_true(client: FlaskClient) -> None:
    for path in READING:
        response = client.get(path)
        assert "Set-Cookie" not in response.headers
        assert "http" not in response.headers["Content-Security-Policy"]
        assert response.headers["Referrer-Policy"] == "no-referrer"
