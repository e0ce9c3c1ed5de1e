"""Where somebody stands on the way, and whether people are to meet on site or online."""

import re
from collections.abc import Iterator

from recommender.numerals import Clause, mentions

_WE = r"(?:wir|ich|man)"
_NOW = r"(?:(?:noch|gerade|jetzt|aktuell|derzeit|momentan|erst|schon|mitten|ganz|aber|hier|ja|ziemlich) )*"

PHASES: tuple[tuple[str, str], ...] = (
    ("TP1", rf"(?:stehen?|sind|bin) (?:{_WE} )?{_NOW}am anfang\b(?! (?:der|des|einer?) (?!digital|reise|weg))"),
    ("TP1", rf"(?:{_WE} )fang\w* {_NOW}(?:bei null )?an\b(?! zu| mit)"),
    ("TP1", r"at the (?:very )?(?:beginning|start)\b|(?:only |just )starting (?:out|from scratch)\b"),
    ("TP1", r"start(?:ing)? from scratch\b|haven't started\b|have not started\b"),
    (
        "TP1",
        r"(?:brauch\w*|mach\w*|plan\w*|start\w*|sind (?:gerade )?bei) (?:wir )?(?:mit )?(?:eine[nr]? |der )?"
        r"(?:bestandsaufnahme|ist-analyse)\b",
    ),
    ("TP2", r"(?:vision|leitbild|zukunftsbild)\b.{0,25}\b(?:entwickeln|erarbeiten|finden|entwerfen|formulieren|fehlt)\b"),
    (
        "TP2",
        rf"(?:brauchen|arbeiten|sitzen|feilen|sind) (?:{_WE} )?{_NOW}(?:an |bei )?(?:eine[rn]?|der|unserer) "
        r"(?:gemeinsame[nr]? )?vision\b",
    ),
    (
        "TP2",
        r"(?:develop|find|work(?:ing)? on|need|draft|agree on|shape) (?:a|an|our|the) (?:shared |common |joint )?vision\b"
        r"(?! system)",
    ),
    (
        "TP3",
        rf"(?:sind|stehen|sitzen) (?:{_WE} )?{_NOW}(?:an|bei|in|vor|mit) (?:der|unserer|die) "
        r"(?:strategie|zielplanung|planung)\b",
    ),
    ("TP3", rf"(?:ziele|strategie) (?:{_WE} )?{_NOW}(?:festlegen|ausarbeiten|priorisieren|ableiten)\b"),
    ("TP3", r"(?:working (?:on|out)|setting|drafting) (?:our|the|a) (?:strategy|goals)\b"),
    ("TP4", rf"(?:sind|stecken|stehen) (?:{_WE} )?{_NOW}(?:in|bei) (?:der|einer) (?:umsetzung|erprobung)\b"),
    ("TP4", rf"(?:setzen|drehen|produzieren|erproben) (?:{_WE} )?(?:gerade|jetzt|aktuell|derzeit|bereits)\b"),
    ("TP4", r"in the middle of (?:implementing|implementation|producing|filming)\b"),
    ("TP4", r"currently (?:implementing|filming|producing|piloting)\b"),
    ("TP5", rf"(?:sind|stehen|sitzen) (?:{_WE} )?{_NOW}(?:beim auswerten|(?:bei|vor|in) der auswertung)\b"),
    ("TP5", rf"werten? (?:{_WE} )?{_NOW}aus\b"),
    ("TP5", r"(?:we are|we're|i am|i'm) (?:now |currently |just )?(?:evaluating|reviewing what|looking back)\b"),
    ("TP6", r"wie (?:geht|soll|kann) es (?:danach|jetzt|nun|nach dem (?:ersten )?(?:projekt|durchlauf|jahr)) weiter"),
    ("TP6", r"(?:what comes (?:next|after)|where do we go from here|how do we carry on after)\b"),
)
"""Phase and a way of saying that one is in it; the first that is found counts."""

_PHASES = tuple((phase, re.compile(rf"\b(?:{pattern})")) for phase, pattern in PHASES)
_OF_PHASES = tuple(
    """anfang fang beginning start vision leitbild zukunftsbild strateg ziele goals planung umsetzung erprobung gerade jetzt
    aktuell derzeit bereits middle currently auswert aus evaluat review looking weiter next after where bestandsauf
    analyse""".split()
)
_DENIED = re.compile(r"\b(?:nicht|nicht mehr|kein\w*|längst|vorbei|womit|wo|welche\w*|not|no longer|never)\b")

_ONLINE = r"(?:online|virtuell|remote|digital|aus der ferne|virtual(?:ly)?|remotely)"
_PER = (
    r"(?:per|über|via|mit|in|auf|over|on|through) (?:ms |microsoft |einer? )?"
    r"(?:teams|zoom|webex|skype|videokonferenz|video ?call|videoanruf|videochat)"
)
_ON_SITE = r"(?:vor ort|in präsenz|präsenz|persönlich|im betrieb|on[- ]?site|in[- ]person|face[- ]to[- ]face)"
_EVENT = (
    r"(?:\w*workshops?|\w*runden?|\w*termin(?:e|s)?|\w*treffen|\w*sitzung|besprechung|auftakt|moderation|austausch|"
    r"meetings?|sessions?|kick-?off|call)"
)
_MUST = (
    r"(?:muss|müssen|soll|sollen|sollte|kann|können|geht|gehen|darf|ginge|machen wir das|wollen wir|möglich|"
    r"has to|have to|must|needs to|need|can|should|want)"
)
_BE = r"(?:sein|stattfinden|laufen|gehen|statt|ablaufen|be|happen|take place)"


def _ways(place: str) -> tuple[re.Pattern[str], ...]:
    only = r"(?:nur|ausschließlich|rein|komplett|vollständig|only|purely|entirely|fully|strictly)"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"\b{_MUST}\b(?: \w+){{0,4}} {only} {place}\b",
            rf"\b{only} {place}(?: \w+)? (?:möglich|machbar|drin|durchführbar|possible|feasible)\b",
            rf"\b{_EVENT}\b(?: \w+){{0,4}} {place}\b(?! (?:video|lern|kurs|schulung))",
            rf"\b{place}[- ]?{_EVENT}\b",
            rf"\b(?:treffen|sehen|besprechen|austauschen|zusammensetzen|meet|meeting)\b(?: \w+){{0,4}} {place}\b",
            rf"\b{place} (?:treffen|zusammensetzen|zusammenkommen|meet)\b",
            rf"\b(?:muss|müssen|soll|sollte|findet|has to|must|should)(?: \w+){{0,3}} {place} {_BE}\b",
            rf"\b(?:has to|must|should) (?:be|happen|take place|run) {place}\b",
            rf"^ ?(?:nur |only |am besten )?{place} ?$",
        )
    )


_OF_MODES = tuple(
    """online virtu remote digital ferne teams zoom webex skype video ort präsenz persönlich betrieb site person
    face""".split()
)
_MODES = (("digital", (*_ways(_ONLINE), *_ways(_PER))), ("praesenz", _ways(_ON_SITE)))
_NOT_A_CONDITION = re.compile(
    r"\b(?:nicht|kein\w*|statt|ohne|bisher|bislang|früher|war(?:en)?|hatten?|egal|oder|sowohl|hybrid|unterweisung\w*|"
    r"schulung\w*|kurs\w*|not|no|instead|without|so far|was|were|had|or|both|either|training|course)\b"
)


def phases(clause: Clause) -> Iterator[tuple[str, int, int]]:
    """The phase that somebody says to be in, and where it stands in the text."""
    if not mentions(clause, _OF_PHASES) or _DENIED.search(clause.text):
        return
    for phase, pattern in _PHASES:
        if (found := pattern.search(clause.text)) is not None:
            yield phase, clause.start + found.start(), clause.start + found.end()
            return


def modes(clause: Clause) -> Iterator[tuple[str, int, int]]:
    """How the next meeting has to take place, and where that stands in the text."""
    if not mentions(clause, _OF_MODES) or _NOT_A_CONDITION.search(clause.text):
        return
    for mode, ways in _MODES:
        found = _PLACES[mode].search(clause.text)
        if found is not None and any(way.search(clause.text) for way in ways):
            yield mode, clause.start + found.start(), clause.start + found.end()


_PLACES = {"digital": re.compile(rf"\b(?:{_PER}|{_ONLINE})\b"), "praesenz": re.compile(rf"\b{_ON_SITE}\b")}
