"""How long something may take, read out of a text. Only what limits the time for a meeting is read.

A clause is looked at with the duration put as "D": "höchstens D", "haben wir D Zeit", "ein Workshop von D". What speaks of
shifts, drives, standstills, videos or the past is left alone, and so is what is doubtful: a limit takes suggestions away.
"""

import re
from collections.abc import Iterator

from recommender.numerals import NUMBER, Clause, mentions, number

_UNIT = (
    r"(?P<unit>minuten|minute|min\b\.?|stunden|stunde|std\b\.?|stdn?\b\.?|"
    r"hours?|hrs?\b\.?|h\b|minutes?|mins?\b\.?)(?![^\W\d_])"
)
_DAY = (
    r"(?P<half>(?:halbe[rnsm]?|1/2|half(?: an?)?)[ -](?:arbeits)?(?:tage?|day)(?:s|es)?)"
    r"|(?P<part>(?:eine[nm]?|ein|a|an|one) (?:vormittag|nachmittag|morning|afternoon))"
    r"|(?P<quarter>(?:eine[r]? )?(?P<which>viertel|halbe|dreiviertel)[ -]?stunde|half an hour|a quarter of an hour)"
    r"|(?P<day>(?:eine[nm]?|ein|1|a|one)(?: (?:ganze[nr]?|whole|full))? (?:arbeitstag|tag|day))"
)
_SPAN = rf"(?:(?:{NUMBER})(?: ?(?:bis|-|–|to|oder|or) ?| (?:bis zu|or) ))?(?P<number>{NUMBER})[ -]?{_UNIT}"
_ADJECTIVE = r"(?P<adjective>halbt[aä]gig|(?P<hours>\w+)st[uü]ndig)(?=e[rnsm]?\b)"
_DURATION = re.compile(rf"(?<![\w,.-])(?:{_DAY}|{_SPAN}|{_ADJECTIVE})")
_MENTIONS = tuple("minut stund std hour hrs tag day mittag morning noon min h".split())

_MEETING = (
    r"(?:\w*workshops?|\w*runden?|\w*termin(?:e|en|s)?|\w*treffens?|\w*sitzung(?:en)?|besprechung|auftakt\w*|klausur\w*|"
    r"moderation|kick-?off|meetings?|sessions?|teamtag|slots?)"
)
_HAVE = r"(?:haben?|hab|hätten|bekommen?|kriegen?|gibt|bleiben|have|has|got|get|there is|there's)"
_FOR_IT = rf"(?:zeit|dafür|dazu|für d|für einen? {_MEETING}|available|to spare|for (?:it|this|that|the|a)|together)"
_ABOUT = (
    r"(?:(?:nur|noch|etwa|ca\.?|rund|knapp|gerade|genau|insgesamt|dafür|dazu|maximal|mal|"
    r"just|about|only|roughly|exactly|so) )*"
)
_MOST = (
    r"(?:max(?:imal|imum)?\.?(?: of)?|höchstens|längstens|allerhöchstens|nicht (?:mehr|länger) als|"
    r"no (?:more|longer) than|at most|at the most|not more than|not longer than)"
)
_MAY = r"(?:darf|dürfen|soll|sollte|sollen|must|should|may)"
_MUST = r"(?:muss|müssen|muß|sollte|sollten|has to|must|should)"
_LIMITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_MOST} {_ABOUT}D\b",
        r"\bD (?:max(?:imal|imum)?\b|höchstens|at (?:the )?most|tops|oder weniger|or less)",
        r"\bD zeit\b",
        rf"\b{_HAVE}(?: \w+){{0,3}} {_ABOUT}D {_FOR_IT}\b",
        rf"\bD {_HAVE} (?:wir|ich|we|i)\b(?: \w+)?(?: zeit| dafür| dazu)",
        r"\b(?:zeitrahmen|zeitfenster|zeitbudget|time ?slot|time frame|slot)(?: (?:ist|von|sind|of|is|beträgt|:))* D\b",
        r"\bD (?:stehen|steht)(?: \w+)? zur verfügung",
        r"\bmehr als D (?:geht|gehen|ist|sind|habe|haben|bekomme|kriege|schaffe)\w*(?: \w+)? ?nicht\b",
        r"\b(?:more than|longer than) D (?:is|isn't|won't|will not|cannot|can't)\b",
        r"\bin (?:nur )?D (?:machbar|schaffbar|durchführbar|zu schaffen|fertig|durch sein|erledigt|doable)",
        r"\b(?:doable|done|finished|feasible|over) (?:in|within) D\b",
        rf"\b{_MEETING}(?: \w+){{0,2}}?(?: (?:von|à|über|mit|für|of|for|lasting|an|in))? {_ABOUT}D\b",
        rf"\bD(?:[ -]| langen? | für (?:einen?|den|die) )?(?:\w+ )?{_MEETING}\b",
        rf"\bD {_MUST}(?: \w+)? (?:reichen|genügen|be enough|do|suffice)\b",
        rf"\b{_MAY}(?: \w+){{0,3}} (?:nur |höchstens |only )?D (?:dauern|lang sein|last|take)\b",
        rf"\b{_MAY} (?:last|take) (?:only )?D\b",
    )
)
_OTHER = re.compile(
    r"schicht(?!f|l)|fahrt|anfahrt|fahren|\bzug\b|unterwegs|entfernt|stillstand|steht die|stehen die|ausfall|"
    r"verloren|verlier|sparen|spart|kostet|kosten|täglich|warte|\bsucht|\bsuchen|überstunden|"
    r"pro (?:tag|woche|monat|schicht|person|kopf)|(?:am|jeden|in der|die|im) (?:tag|woche|monat)(?!\w)|jede[nrs]? |"
    r"alle D|nach D|vor D|seit|video|film|clip|podcast|modul|\bkurs|lern(?:einheit|happen|nugget)|quiz|"
    r"bisher|bislang|früher|letzte[nsrm]?\b|gestern|damals|\bwar(?:en)?\b|\bhatten?\b|dauerte|gedauert|"
    r"\bshift|\bdrive|\bdriving|\baway\b|downtime|standstill|\blost?\b|\blose|\bcosts?\b|\bwait|\bsearch|\bsav(?:e|ing)|"
    r"\ba (?:day|week|month)\b|per (?:day|week|month|shift)|every|each|daily|weekly|\bago\b|\bafter D|\bsince\b|"
    r"\bmovie|\bmodule|\bcourse|\blast (?:week|month|year|time)|\bovertime\b|\bso far\b|"
    r"\bwas\b|\bwere\b|\btook\b|\bhad\b|\bused to\b"
)
"""What a duration belongs to that limits no meeting."""

_ALONE = re.compile(r" ?(?:für |nur |ca\.? |etwa |for |only |about )*D ?")

_SHORTEST = 10
"""Minutes: less is the length of a video."""

_SHORTEST_ALONE = 30
"""Minutes where nothing but the duration stands in a clause."""

_LONGEST = 5 * 8 * 60


def longest_durations(clause: Clause) -> Iterator[tuple[float, int, int]]:
    """Limits on time in a clause: hours, and where they stand in the text."""
    for minutes, around, start, end in _durations(clause):
        if not _OTHER.search(around) and any(limit.search(around) for limit in _LIMITS):
            yield minutes / 60, start, end


def durations_alone(clause: Clause) -> Iterator[tuple[float, int, int]]:
    """As `longest_durations`, where nothing else stands in the clause: "halber Tag"."""
    for minutes, around, start, end in _durations(clause):
        if _ALONE.fullmatch(around) and minutes >= _SHORTEST_ALONE:
            yield minutes / 60, start, end


def speaks_of_other(text: str) -> bool:
    """Whether a text speaks of what durations belong to that limit no meeting."""
    return _OTHER.search(text.lower()) is not None


def _durations(clause: Clause) -> Iterator[tuple[float, str, int, int]]:
    """Durations in a clause: minutes, the clause with "D" for it, and the place."""
    if not mentions(clause, _MENTIONS):
        return
    for found in _DURATION.finditer(clause.text):
        minutes = _minutes(found)
        if minutes is not None and _SHORTEST <= minutes <= _LONGEST:
            ending = re.match(r"e[rnsm]?\b", clause.text[found.end() :]) if found["adjective"] else None
            end = found.end() + (ending.end() if ending else 0)
            around = f"{clause.text[: found.start()]}D{clause.text[end:]}"
            yield minutes, around, clause.start + found.start(), clause.start + end


def _minutes(found: re.Match[str]) -> float | None:
    if found["half"] or found["part"] or (found["adjective"] or "").startswith("halbt"):
        return 4 * 60
    if found["day"]:
        return 8 * 60
    if found["quarter"]:
        words = found["quarter"]
        return 45 if "dreiviertel" in words else 15 if "viertel" in words or "quarter" in words else 30
    amount = number(found["hours"] or found["number"])
    return None if amount is None else amount * (1 if (found["unit"] or "").startswith("m") else 60)
