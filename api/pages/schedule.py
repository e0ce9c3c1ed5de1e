"""The schedule: the methods of a shortlist one after another, with minutes that can be edited, and clock times."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import redirect, request
from werkzeug.wrappers import Response

from api.pages.addresses import address_of
from api.pages.frame import given, render
from api.pages.method_cards import MethodCard, method_card
from api.pages.saved import moved, read_shortlist
from api.pages.shortlist import named_briefly
from api.pages.wording import wording
from api.routes import holder
from graph.catalogue import Catalogue
from graph.values import Language

MOST_MINUTES = 10_080
"""The longest that one method may take: a week."""

PREFIX = "minutes_"
"""Before the key of a method in an address; without a value it says that the duration is open."""

_DAY = 24 * 60
_STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True, slots=True)
class Row:
    """A method of the schedule.

    `minutes` is None where it is open; `start` counts from the midnight before, None where no start was given, and is the
    earliest possible where `is_earliest`, since something before it has no duration.
    """

    card: MethodCard
    material: str
    minutes: int | None
    start: int | None
    is_earliest: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rows, the sum of the minutes that are known, how many rows are open, and the end where a start was given."""

    rows: tuple[Row, ...]
    total: int
    open: int
    end: int | None


def schedule_page(language: Language) -> Response:
    """The schedule of the shortlist in the address; `move=C05:up` in it (or `down`, `out`) leads to the changed address."""
    catalogue = holder().get().catalogue
    if "move" in request.args:
        return redirect(_address_after_move(catalogue, language), 303)
    shortlist = read_shortlist(catalogue, language)
    keys = tuple(item.identifier for item in shortlist.of("method"))
    minutes, wrong = read_minutes(catalogue, keys, request.args)
    start = read_start(request.args.get("start", ""))
    found = schedule(catalogue, minutes, start, language)
    return render(
        "schedule",
        language,
        schedule=found,
        times=[time_in_words(row.start, row.is_earliest, language) for row in found.rows],
        sum=sum_in_words(found, language),
        start=clock(start) if start is not None else "",
        wrong_start=start is None and bool(request.args.get("start")),
        wrong_minutes=", ".join(catalogue.title("method", key, language) for key in wrong),
        unknown=named_briefly(shortlist.unknown, language),
        unknown_count=len(shortlist.unknown),
        left_out=len(shortlist.items) - len(keys),
        prefix=PREFIX,
        most=MOST_MINUTES,
    )


def read_minutes(
    catalogue: Catalogue, keys: Iterable[str], arguments: Mapping[str, str]
) -> tuple[dict[str, int | None], tuple[str, ...]]:
    """Minutes by method, in the order of `keys`, and the keys whose value is no number from 1 to `MOST_MINUTES`.

    Where nothing was said or what was said is wrong, it is the shortest known duration.
    """
    found: dict[str, int | None] = {}
    wrong: list[str] = []
    for key in keys:
        value = arguments.get(f"{PREFIX}{key}")
        text = "" if value is None else value.strip()
        found[key] = None if value is not None and not text else catalogue.methods[key].minutes.min
        if re.fullmatch(r"[0-9]{1,5}", text) and 1 <= int(text) <= MOST_MINUTES:
            found[key] = int(text)
        elif text:
            wrong.append(key)
    return found, tuple(wrong)


def read_start(value: str) -> int | None:
    """Minutes from midnight for "9:05" or "09:05"; None for what is no time of day."""
    match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", value.strip())
    return int(match[1]) * 60 + int(match[2]) if match else None


def schedule(catalogue: Catalogue, minutes: Mapping[str, int | None], start: int | None, language: Language) -> Schedule:
    """The methods of `minutes` one after another, without breaks."""
    rows: list[Row] = []
    now, unknown = 0, 0
    for key, length in minutes.items():
        method = catalogue.methods[key]
        begin = None if start is None else start + now
        card = method_card(catalogue, method, language)
        rows.append(Row(card, method.material.get(language), length, begin, unknown > 0))
        now += length or 0
        unknown += length is None
    return Schedule(tuple(rows), now, unknown, None if start is None or not rows else start + now)


def clock(minutes: int) -> str:
    """Time of day as 09:05."""
    return f"{minutes % _DAY // 60:02}:{minutes % 60:02}"


def time_in_words(minutes: int | None, is_earliest: bool, language: Language) -> str:
    """A time of a schedule, with the day from the second on, and "ab" where it is the earliest; empty for None."""
    if minutes is None:
        return ""
    say, day = wording(), minutes // _DAY
    time = say("shortlist.on-day", language, n=day + 1, time=clock(minutes)) if day else clock(minutes)
    return say("shortlist.from-time", language, time=time) if is_earliest else time


def sum_in_words(found: Schedule, language: Language) -> str:
    """What all takes, as in "mindestens 90 Min., 2 ohne Angabe", and the end where a start was given."""
    say, (hours, minutes) = wording(), divmod(found.total, 60)
    if not found.total:
        parts = [say("shortlist.sum-nothing", language)]
    elif hours < 2:
        parts = [say("shortlist.sum", language, n=found.total)]
    else:
        long = say("shortlist.hours-minutes" if minutes else "shortlist.hours", language, h=hours, m=minutes)
        parts = [say("shortlist.sum-hours", language, n=found.total, hours=long)]
    if found.open and found.total:
        parts.append(say("shortlist.sum-open", language, n=found.open))
    if found.end is not None and found.total:
        name = "sum-end-earliest" if found.open else "sum-end"
        parts.append(say(f"shortlist.{name}", language, time=time_in_words(found.end, False, language)))
    return ", ".join(parts)


def _address_after_move(catalogue: Catalogue, language: Language) -> str:
    """The address of the schedule after a method was moved or taken out; what is no move leaves it as it is."""
    saved = given().saved
    key, _, how = request.args.get("move", "").rpartition(":")
    if key in saved and how == "out":
        saved = tuple(other for other in saved if other != key)
    elif key in saved and how in _STEPS and key in catalogue.methods:
        methods = tuple(other for other in saved if other in catalogue.methods)
        order = iter(moved(methods, key, _STEPS[how]))
        saved = tuple(next(order) if other in methods else other for other in saved)
    kept = [
        (name, value)
        for name, value in request.args.items(multi=True)
        if name == "start" or (name.startswith(PREFIX) and name.removeprefix(PREFIX) in saved)
    ]
    pairs = [*given().pairs(["saved"]), ("saved", ",".join(saved)), *kept]
    return f"{address_of('schedule', language)}?{urlencode(pairs)}"
