"""Settings: defaults < TOML file < environment < arguments; what is wrong is said in one sentence."""

import os
from pathlib import Path
from typing import Any

import pytest

from api.settings import Settings, SettingsError, load_settings


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    file = tmp_path / "settings.toml"
    file.write_text('port = 1001\nhost = "file"\nhome = "file-home"\ndata = ["a", "b"]\nexamples = false\nthreads = 2\n')
    return file


def test_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings(environment={})
    assert settings == Settings()
    assert (settings.home, settings.host, settings.port) == (Path(".codiclust"), "127.0.0.1", 8000)
    assert (settings.examples, settings.data, settings.public_url) == (True, (), "")


def test_each_place_beats_the_one_before(toml: Path) -> None:
    environment = {"CODICLUST_PORT": "1002", "CODICLUST_HOST": "environment", "PORT": "9", "CODICLUST_HOME": ""}
    settings = load_settings(toml, environment, port=1003)
    assert settings.port == 1003
    assert settings.host == "environment"
    assert settings.home == Path("file-home")  # an empty variable is not set
    assert settings.data == (Path("a"), Path("b"))
    assert settings.examples is False
    assert settings.threads == 2
    assert settings.max_body == Settings().max_body


def test_an_argument_that_is_none_was_not_given(toml: Path) -> None:
    assert load_settings(toml, {}, home=None, port=None).port == 1001


def test_a_file_in_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "codiclust.toml").write_text("port = 1004\n")
    monkeypatch.chdir(tmp_path)
    assert load_settings(environment={}).port == 1004
    monkeypatch.setenv("CODICLUST_PORT", "1005")
    assert load_settings().port == 1005


def test_values_of_the_environment() -> None:
    environment = {
        "CODICLUST_DATA": os.pathsep.join(["one", "", "~/two"]),
        "CODICLUST_EXAMPLES": "No",
        "CODICLUST_PUBLIC_URL": "https://example.org/x/",
        "CODICLUST_HOME": "~/built",
        "CODICLUST_OPERATOR_NAME": "Beispielverein",
        "CODICLUST_OPERATOR_EMAIL": "info@example.org",
    }
    settings = load_settings(environment=environment)
    assert settings.data == (Path("one"), Path("~/two").expanduser())
    assert settings.examples is False
    assert settings.public_url == "https://example.org/x"
    assert settings.home == Path("~/built").expanduser()
    assert (settings.operator_name, settings.operator_email) == ("Beispielverein", "info@example.org")


def test_settings_survive_the_environment() -> None:
    settings = Settings(
        home=Path("h"), data=(Path("a"), Path("b")), examples=False, shipped=False, host="::1", port=0, public_url="https://x"
    )
    assert load_settings(environment=settings.as_environment()) == settings
    assert load_settings(environment=Settings().as_environment()) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "abc", "port must be a whole number, not 'abc'"),
        ("PORT", "80.5", "port must be a whole number"),
        ("PORT", "٨٠", "port must be a whole number"),
        ("PORT", "9" * 5000, "port must be a whole number"),
        ("PORT", "65536", "port must be from 0 to 65535, not 65536"),
        ("THREADS", "0", "threads must be from 1"),
        ("MAX_BODY", "10", "max_body must be from"),
        ("EXAMPLES", "maybe", "examples must be true or false, not 'maybe'"),
        ("PUBLIC_URL", "ftp://x", "public_url must begin with http"),
        ("SERVER", "apache", "server must be waitress or granian, not 'apache'"),
        ("HOST", "a\nb", "host must be a text"),
        ("OPERATOR_EMAIL", "nobody", "operator_email must be an address such as info@example.org, not 'nobody'"),
        ("OPERATOR_NAME", "a\nb", "operator_name must be a text"),
        ("PROT", "80", "there is no setting 'prot' (did you mean port?)"),
        ("COLOUR", "red", "there is no setting 'colour'; known are home, data"),
    ],
)
def test_wrong_variables(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(environment={f"CODICLUST_{name}": value})
    assert said in str(caught.value)
    assert "CODICLUST_" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("port = true", "port must be a whole number"),
        ("port = 80.0", "port must be a whole number"),
        ("port = -1", "port must be from 0"),
        ("home = 5", "home must be a folder, not 5"),
        ('home = ""', "home must be a folder"),
        ('home = "~nobody-of-that-name/x"', "home must be a folder"),
        ("data = 5", "data must be a list of folders, not 5"),
        ("data = [5]", "data must be a folder"),
        ("examples = 1", "examples must be true or false"),
        ("host = 5", "host must be a text"),
        ("[server]\nport = 1", "server must be a text"),
        ("prot = 1", "did you mean port?"),
        ("port = ", "is no TOML file"),
        ("port = 1\nport = 2", "is no TOML file"),
    ],
)
def test_wrong_files(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        load_settings(file, {})
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{file}: ")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"host = '\xff'")
    for name, said in (("bytes.toml", "is no TOML file"), ("missing.toml", "cannot be read"), (".", "cannot be read")):
        with pytest.raises(SettingsError, match=said):
            load_settings(tmp_path / name, {})


def test_an_operator_may_be_taken_out_again() -> None:
    assert load_settings(environment={"CODICLUST_OPERATOR_NAME": "A"}, operator_name="").operator_name == ""


@pytest.mark.parametrize("arguments", [{"prot": 1}, {"port": "x"}, {"home": 5}, {"host": ""}])
def test_wrong_arguments(arguments: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        load_settings(environment={}, **arguments)
