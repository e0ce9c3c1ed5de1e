"""The schedule: minutes out of the address, sums and clock times, moves, and figures that are none."""

import pytest
from flask.testing import FlaskClient

from api.pages.schedule import MOST_MINUTES, clock, read_minutes, read_start, schedule, sum_in_words, time_in_words
from graph.catalogue import Catalogue
from tests.api.html_pages import Page, page


def fields(found: Page) -> dict[str, str]:
    """Minutes in the form by method, in order."""
    named = [a for tag, a in found.tags if tag == "input" and a.get("type") == "number"]
    return {str(a["name"]).removeprefix("minutes_"): str(a["value"]) for a in named}


def flat(found: Page) -> str:
    return " ".join(found.words.split())


def test_the_shortest_known_duration_is_proposed(client: FlaskClient) -> None:
    found = page(client, "/ablaufplan?saved=C05,R01,C02,C03")
    assert fields(found) == {"C05": "960", "C02": "45", "C03": ""}
    assert "mindestens 1005 Min. (16 Std. 45 Min.), 1 ohne Angabe" in flat(found)
    assert "Ein weiterer Eintrag der Merkliste ist keine Methode" in found.words


def test_minutes_can_be_edited_and_left_open(client: FlaskClient) -> None:
    found = page(client, "/ablaufplan?saved=C05,C02,C03&minutes_C05=30&minutes_C02=&minutes_C03=60")
    assert fields(found) == {"C05": "30", "C02": "", "C03": "60"}
    assert "mindestens 90 Min., 1 ohne Angabe" in flat(found)


@pytest.mark.parametrize(
    "value", ["-5", "0", "1e9", "1000000000", "1.5", "NaN", "٣", "<img src=x onerror=alert(1)>", "10081", "9" * 5000]
)
def test_what_is_no_number_of_minutes_does_not_count(client: FlaskClient, value: str) -> None:
    response = client.get("/ablaufplan", query_string={"saved": "C05,C02", "minutes_C02": value})
    found = Page(response.text).check()
    assert fields(found)["C02"] == "45"
    assert f"von 1 bis {MOST_MINUTES}; was dasteht, zählt nicht bei: Perspektiven einnehmen." in found.words
    assert not any(tag == "img" for tag, _ in found.tags)


def test_minutes_are_read_for_methods_of_the_list_only(catalogue: Catalogue) -> None:
    minutes, wrong = read_minutes(catalogue, ("C02", "C05"), {"minutes_C05": " 15 ", "minutes_C01": "x", "minutes_C02": "x"})
    assert minutes == {"C02": 45, "C05": 15}
    assert list(minutes) == ["C02", "C05"]
    assert wrong == ("C02",)


@pytest.mark.parametrize(("text", "minutes"), [("9:00", 540), ("09:05", 545), ("23:59", 1439), ("00:00", 0)])
def test_a_time_of_day_is_read(text: str, minutes: int) -> None:
    assert read_start(text) == minutes


@pytest.mark.parametrize("text", ["", "24:00", "9", "9:60", "-1:00", "٩:٠٠", "9:00:00"])
def test_what_is_no_time_of_day_is_none(text: str) -> None:
    assert read_start(text) is None


def test_clock_times_follow_from_the_start(catalogue: Catalogue) -> None:
    found = schedule(catalogue, {"C05": 90, "C03": None, "C02": 45}, 9 * 60, "de")
    assert [row.start for row in found.rows] == [540, 630, 630]
    assert [time_in_words(row.start, row.is_earliest, "de") for row in found.rows] == ["09:00", "10:30", "ab 10:30"]
    assert (found.total, found.open, found.end) == (135, 1, 675)
    assert sum_in_words(found, "de") == "mindestens 135 Min. (2 Std. 15 Min.), 1 ohne Angabe, Ende frühestens 11:15"
    assert sum_in_words(found, "en") == "at least 135 min. (2 hrs 15 min.), 1 without a figure, end 11:15 at the earliest"


def test_without_a_start_there_are_no_times(catalogue: Catalogue) -> None:
    found = schedule(catalogue, {"C05": 90, "C02": 30}, None, "de")
    assert [row.start for row in found.rows] == [None, None]
    assert sum_in_words(found, "de") == "mindestens 120 Min. (2 Std.)"
    assert time_in_words(None, True, "de") == ""
    assert sum_in_words(schedule(catalogue, {"C03": None}, 540, "de"), "de") == "keine Angabe zur Dauer"


def test_a_plan_may_run_into_the_next_day() -> None:
    assert clock(25 * 60 + 5) == "01:05"
    assert time_in_words(25 * 60 + 5, False, "de") == "Tag 2, 01:05"
    assert time_in_words(25 * 60 + 5, True, "en") == "from day 2, 01:05"


def test_a_wrong_start_is_told(client: FlaskClient) -> None:
    found = page(client, "/ablaufplan?saved=C02&start=25:00")
    assert "Als Beginn zählt nur eine Uhrzeit" in found.words
    assert "Uhrzeit</th>" not in client.get("/ablaufplan?saved=C02&start=25:00").text


@pytest.mark.parametrize(
    ("move", "saved"),
    [
        ("C02:up", "C02,R01,C05,C03"),
        ("C02:down", "C05,R01,C03,C02"),
        ("C05:up", "C05,R01,C02,C03"),
        ("C02:out", "C05,R01,C03"),
        ("R01:up", "C05,R01,C02,C03"),
        ("C99:up", "C05,R01,C02,C03"),
        ("<script>", "C05,R01,C02,C03"),
        ("", "C05,R01,C02,C03"),
    ],
)
def test_a_move_leads_to_the_changed_address(client: FlaskClient, move: str, saved: str) -> None:
    query = {"need": "Video", "saved": "C05,R01,C02,C03", "start": "9:00", "minutes_C05": "30", "minutes_C03": "", "move": move}
    response = client.get("/ablaufplan", query_string=query)
    assert response.status_code == 303
    where = response.headers["Location"]
    assert where.startswith("/ablaufplan?")
    moved = client.get(where)
    assert moved.request.args.to_dict() == {
        "need": "Video", "saved": saved, "start": "9:00", "minutes_C05": "30", "minutes_C03": "",
    }  # fmt: skip


def test_a_move_takes_along_only_minutes_of_what_is_left(client: FlaskClient) -> None:
    where = client.get("/ablaufplan?saved=C05,C02&minutes_C05=30&minutes_G01=5&x=1&move=C05:out").headers["Location"]
    assert where == "/ablaufplan?saved=C02"


def test_the_printed_plan_is_a_table_of_its_own(client: FlaskClient, catalogue: Catalogue) -> None:
    found = page(client, "/en/schedule?saved=C05,C02&start=09:00&minutes_C05=90")
    heads = [a.get("scope") for tag, a in found.tags if tag == "th"]
    assert heads == ["col"] * 4 + ["row"] * 2
    for key in ("C05", "C02"):
        assert catalogue.methods[key].title.get("en") in found.words
        assert catalogue.methods[key].material.get("en") in found.words
    text = flat(found)
    assert "09:00" in text
    assert "10:30" in text


def test_a_list_without_methods_leads_to_the_finder(client: FlaskClient) -> None:
    for path in ("/ablaufplan", "/ablaufplan?saved=R01,MT01", "/ablaufplan?saved=X1"):
        found = page(client, path)
        assert "In Ihrer Merkliste ist noch keine Methode." in found.words
        assert any(href.startswith("/methoden") for href in found.hrefs)


def test_a_thousand_entries_are_no_trouble(client: FlaskClient, catalogue: Catalogue) -> None:
    response = client.get("/ablaufplan?saved=" + ",".join([*catalogue.methods, *(f"X{n}" for n in range(1000))]))
    assert response.status_code == 200
    assert len(fields(Page(response.text).check())) == 40
