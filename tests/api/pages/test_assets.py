"""Files of others are listed with hash and licence, ours are small, and words and templates are in order."""

import gzip
import re
import tomllib
from hashlib import sha256
from pathlib import Path
from string import Formatter

import pytest
from flask.testing import FlaskClient

from api.pages.wording import Wording, wording
from graph.values import LANGUAGES
from tests.api.html_pages import page

API = Path(__file__).parents[3] / "api"
STATIC = API / "static"
VENDOR = STATIC / "vendor"
ASSETS = {asset["file"]: asset for asset in tomllib.loads((VENDOR / "assets.toml").read_text("utf-8"))["asset"]}
NO_ASSET = re.compile(r"assets\.toml|(LICENSE|OFL)-.+\.txt")
TEMPLATES = sorted((API / "templates").rglob("*.html"))
NAMES = wording().names()
MOST_FONT_BYTES = 120_000
MOST_OWN_BYTES = 60_000


def subject(licence: Path) -> str:
    """What a licence is for: `LICENSE-htmx.txt` for files whose names begin with htmx."""
    return licence.stem.split("-", 1)[1]


def test_every_file_of_others_is_listed_and_nothing_else() -> None:
    there = {file.relative_to(VENDOR).as_posix() for file in VENDOR.rglob("*") if file.is_file()}
    assert {name for name in there if not NO_ASSET.fullmatch(name.rsplit("/", 1)[-1])} == set(ASSETS)


@pytest.mark.parametrize("name", ASSETS)
def test_a_file_of_others_is_what_they_published_and_its_licence_is_beside_it(name: str) -> None:
    asset = ASSETS[name]
    assert asset.keys() == {"file", "package", "licence", "source", "original", "sha256"}
    file = VENDOR / name
    assert sha256(file.read_bytes()).hexdigest() == asset["sha256"]
    package, version = asset["package"].rsplit(" ", 1)
    assert asset["source"].startswith("https://")
    assert package in asset["source"]
    assert asset["source"].endswith(version)
    licences = [*file.parent.glob("LICENSE-*.txt"), *file.parent.glob("OFL-*.txt")]
    (licence,) = (licence for licence in licences if file.name.startswith(subject(licence)))
    assert len(licence.read_text("utf-8").strip()) > 500


def test_no_licence_is_left_over() -> None:
    names = [Path(name).name for name in ASSETS]
    for licence in VENDOR.rglob("*.txt"):
        assert any(name.startswith(subject(licence)) for name in names), licence.name


def test_fonts_are_small() -> None:
    assert sum(file.stat().st_size for file in (VENDOR / "fonts").glob("*.woff2")) <= MOST_FONT_BYTES


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_styles_and_scripts_of_the_start_page_are_small(client: FlaskClient, path: str) -> None:
    found = page(client, path)
    sheets = [a["href"] for tag, a in found.tags if tag == "link" and a.get("rel") == "stylesheet"]
    scripts = [a["src"] for tag, a in found.tags if tag == "script"]
    files = [STATIC / str(address).split("?")[0].removeprefix("/static/") for address in [*sheets, *scripts]]
    assert len(files) >= 3
    assert sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files) < MOST_OWN_BYTES


@pytest.mark.parametrize("file", sorted(STATIC.rglob("*.css")), ids=lambda file: file.name)
def test_styles_ask_nothing_of_other_hosts(file: Path) -> None:
    text = file.read_text("utf-8")
    assert "@import" not in text
    assert all(not address.strip("\"' ").startswith(("http", "//")) for address in re.findall(r"url\(([^)]*)\)", text))


def test_static_files_asked_for_by_hash_are_kept(client: FlaskClient) -> None:
    address = next(a["href"] for tag, a in page(client, "/").tags if tag == "link" and "base.css" in (a.get("href") or ""))
    with client.get(str(address)) as kept, client.get("/static/css/base.css") as plain:
        assert "immutable" in kept.headers["Cache-Control"]
        assert "immutable" not in plain.headers.get("Cache-Control", "")


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.relative_to(API / "templates").as_posix())
def test_templates_have_no_script_or_style_of_their_own(file: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", file.read_text("utf-8"), flags=re.DOTALL)
    for attributes in re.findall(r"<script\b([^>]*)>", text):
        assert "src=" in attributes or 'type="application/ld+json"' in attributes, attributes
    assert not re.search(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:", text)


def test_unsafe_output_is_nowhere() -> None:
    for file in TEMPLATES:
        assert not re.search(r"\|\s*safe\b|autoescape\s+false", file.read_text("utf-8")), file.name


@pytest.fixture(scope="module")
def sources() -> str:
    """All templates and modules of the pages, as one text."""
    files = [*TEMPLATES, *sorted((API / "pages").rglob("*.py"))]
    return "\n".join(file.read_text("utf-8") for file in files)


def is_used(name: str, text: str) -> bool:
    """Whether a text names an entry, or a beginning of it that a value completes: `"case." ~ key`, `"frame.problem-%s"`."""
    if re.search(rf"[\"']{re.escape(name)}[\"']", text):
        return True
    pieces = re.findall(r"[\"']([a-z]+\.[a-zA-Z_-]*)(?:%[sd][a-z-]*)?[\"'] *[~%)]|[\"']([a-z]+\.[a-zA-Z_-]*)[%{]", text)
    return any(name.startswith(piece) for found in pieces for piece in found if piece)


def test_every_entry_is_used(sources: str) -> None:
    assert [name for name in NAMES if not is_used(name, sources)] == []


def test_an_entry_that_nothing_names_is_noticed() -> None:
    assert is_used("start.question", "{{ t('start.question') }}")
    assert is_used("case.sector", '{{ t("case." ~ key) }}')
    assert is_used("frame.problem-404", '"frame.problem-%s" % status')
    assert is_used("graph.property-x", 'say(f"graph.property-{name}", language)')
    assert not is_used("start.question", "{{ t('start.questions') }} {{ t(\"case.\" ~ key) }}")


def placeholders(text: str) -> list[str]:
    return sorted({field for _, field, _, _ in Formatter().parse(text) if field is not None})


def test_entries_have_the_same_placeholders_in_both_languages_and_no_space_around() -> None:
    texts = {name: [wording()(name, language) for language in LANGUAGES] for name in NAMES}
    assert [name for name, (de, en) in texts.items() if placeholders(de) != placeholders(en)] == []
    assert [name for name, both in texts.items() if any(not text or text != text.strip() for text in both)] == []


def test_german_follows_the_house_style() -> None:
    wrong = re.compile(r"Pilot|Ups|\d ?%|\b[Uu]ser\b|\"|--")
    assert [name for name in NAMES if wrong.search(wording()(name, "de"))] == []


def test_entries_are_known_by_file_and_key() -> None:
    assert "start.question" in wording()
    assert "start.nothing" not in wording()
    with pytest.raises(KeyError):
        wording()("start.nothing", "de")
    assert Wording({"a.b": {"de": "{n} Dinge", "en": "{n} things"}})("a.b", "en", n=3) == "3 things"
