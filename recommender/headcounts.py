"""How many people meet, and how many a company has, read out of a text.

A clause is looked at with the number put as "N". A number that only says how many are ill, missing, trained or counted is no
group and no company.
"""

import re
from collections.abc import Iterator

from recommender.numerals import NUMBER_OF_PEOPLE, Clause, number

_NUMBER = re.compile(rf"(?<![\w,.-])(?:{NUMBER_OF_PEOPLE})(?=\b|[-e])(?!,\d|\.\d)")
_ORDINAL = {
    "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "acht": 8, "neunt": 9, "zehnt": 10, "elft": 11,
    "zwölft": 12, "zweien": 2, "dreien": 3, "vieren": 4, "fünfen": 5, "sechsen": 6,
}  # fmt: skip
_SO_MANY = "|".join(_ORDINAL)
_TOGETHER = re.compile(
    rf"\b(?:(?:wir|sie|alle|gruppe|runde|team|sind|sitzen|treffen)\b.*\bzu (?P<word>{_SO_MANY})\b|zu (?P<last>{_SO_MANY}) ?$)"
)

_ABOUT = (
    r"(?:(?:etwa|ca\.?|rund|knapp|gut|circa|ungefähr|maximal|höchstens|bis zu|nur|mit|"
    r"about|around|roughly|some|up to|only|just) )*"
)
_PEOPLE = (
    r"(?:leute[n]?|personen|menschen|teilnehmer\w*|teilnehmenden?|kolleg\w*|mann|frauen|köpfen?|azubis?|auszubildenden?|"
    r"führungskräften?|ausbilder\w*|meistern?|schichtleiter\w*|"
    r"people|persons|participants|attendees|colleagues|apprentices|trainers|heads)"
)
_STAFF = (
    r"(?:leuten?|personen|mitarbeiter\w*|mitarbeitenden?|beschäftigten?|angestellten?|köpfen?|mann|"
    r"people|employees|staff|workers|heads)"
)
_GROUP = (
    r"(?:\w*workshops?|\w*runden?|\w*gruppen?|\w*treffens?|\w*termin|\w*sitzung|besprechung|moderation|am tisch|im raum|"
    r"meeting|session|group|round|circle)"
)
_COMPANY = r"(?:\w*betrieb\w*|firma|unternehmen|\w*werkstatt|mittelständler|company|firm|business|shop|plant|factory)"
_NO_PEOPLE = r"(?! (?:minuten|stunden|tagen|jahren|minutes|hours|days|years|bis|to))"
_NO_STAFF = r"(?! (?:minuten|stunden|tagen|jahren|standorten|maschinen|schichten|hallen|azubis|auszubildenden))"

_GROUPS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_GROUP}(?: \w+)?? (?:mit|von|aus|für|of|with|for) {_ABOUT}N(?: \w+)?? ?{_PEOPLE}",
        rf"\b{_GROUP} (?:von|aus|of|with|for) {_ABOUT}N\b{_NO_PEOPLE}",
        rf"\bmoderier\w*\b.*\b(?:mit|für) {_ABOUT}N {_PEOPLE}",
        rf"\b(?:mit|für) {_ABOUT}N {_PEOPLE}(?: \w+)?? (?:einen?|eine|den|die|das)? ?{_GROUP}",
        rf"\b{_GROUP}\b.*\b(?:wir sind|es sind|sind wir|sind es) {_ABOUT}N(?: {_PEOPLE})?\b",
        r"\bN(?:er|-er|er-)?[- ]?(?:gruppe|runde|team)\b",
        rf"\bin der (?:gruppe|runde) (?:sind|sitzen) {_ABOUT}N\b",
        rf"\b(?:die|unsere) (?:gruppe|runde) (?:ist|hat|umfasst|besteht aus) {_ABOUT}N\b",
        r"\bN of us\b",
        rf"\b(?:group|session|meeting|round|workshop) (?:size )?(?:of|with|for) {_ABOUT}N\b(?![- ](?:minute|hour|day|year))",
        rf"\bfor {_ABOUT}N (?:people|participants|attendees) (?:in|at|around) (?:a|the|one) "
        r"(?:room|table|workshop|session|meeting)",
        r"\bN (?:participants|attendees|teilnehmer\w*|teilnehmenden?)\b",
        rf"\bN {_PEOPLE} (?:am tisch|im raum|in einem raum|in the room|around the table|sitzen zusammen)",
        rf"\b(?:wir sind|sind wir) {_ABOUT}N (?:in der (?:gruppe|runde)|am tisch|im raum)",
    )
)
_ALONE = re.compile(rf" ?(?:für |mit |for |with |ca\.? |etwa )*N {_PEOPLE} ?")
_COMPANIES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bN[- ](?:mann|personen|leute|köpfe|mitarbeiter|person|people|man|employee|strong)[- ]?(?:\w+ )?{_COMPANY}",
        rf"\b{_COMPANY}(?: (?:im|in|aus|für|from|in the)(?: \w+){{1,2}})?? "
        rf"(?:mit|von|hat|zählt|umfasst|beschäftigt|of|with|has|employs) {_ABOUT}N(?: {_STAFF})?\b{_NO_STAFF}",
        rf"\b(?:wir|bei uns)\b(?: \w+)?? ?(?:beschäftigen|arbeiten|zählen) (?:hier )?{_ABOUT}N(?: {_STAFF})?\b"
        r"(?! (?:stunden|tage|schichten|h\b))",
        rf"\b(?:wir haben|haben wir) (?:hier |insgesamt |derzeit )?{_ABOUT}N "
        r"(?:mitarbeiter\w*|mitarbeitenden?|beschäftigte\w*|angestellte\w*)",
        rf"\bwe (?:employ|have) {_ABOUT}N (?:employees|staff|people|workers)\b(?! (?:in|at|around) (?:the|a) )",
        rf"\b(?:we are|we're) (?:an? )?{_ABOUT}N (?:employees|staff)\b",
        r"\bbelegschaft von (?:rund |etwa |ca\. |knapp )?N\b",
        r"\b(?:workforce|headcount) of (?:about |around |roughly )?N\b",
    )
)
_WE_ARE = re.compile(
    r"\b(?:wir sind|sind wir|we are|we're) (?:hier |insgesamt |ja |gerade mal |nur )*"
    rf"{_ABOUT}N (?:leute|personen|mann|köpfe|people)\b"
)
"""A company where it is more than a group."""

_OTHER = re.compile(
    r"krank|fehl|urlaub|verlassen|gekündigt|kündig|rente|gehen in|ausgefallen|unfall|verletz|davon|"
    r"pro (?:jahr|monat|woche|schicht|tag)|seit N|vor N|gesucht|suchen|einstellen|eingestellt|warten|beschwer|"
    r"\bN (?:jahre|monate|tage|wochen|stunden|minuten|prozent|euro|schichten|standorte|maschinen)|"
    r"\bN (?:years|months|days|weeks|hours|minutes)|"
    r"bisher|letzte[nsrm]?\b|\bwar(?:en)?\b|\bhatten?\b|kunden\b|nicht mehr|mehr als genug|unterweisung|schulung für|"
    r"\bsick\b|\bmissing\b|\bleft\b|\bleave\b|\bleaving\b|\bretir|\babsent|\bholiday|\bper (?:year|month|week|shift)\b|"
    r"\bquit\b|\bhir(?:e|ing)\b|\binjured\b|\bwas\b|\bwere\b|\bhad\b|\blast (?:week|month|year)|\bout of\b|\bcustomers\b"
)

LARGEST_GROUP = 40
"""More people than meet in one room."""

_SMALLEST_ALONE = 5
"""People where nothing else stands in a clause: "zwei Leute, drei Meinungen" is no group."""

_PERSON_DAYS = re.compile(r"\bN (?:personen-?tagen?|personentage|manntagen?|person[- ]days|working days in total)\b")

_A_COMPANY = 20
"""From so many on, "wir sind N Leute" speaks of the company."""

SIZES = (("micro", 9), ("small", 49), ("medium", 249), ("large", 100_000))
"""Size class and most staff (recommendation 2003/361/EC)."""


def mentions_a_number(clause: Clause) -> bool:
    """Whether a clause may say how many: most do not and need no closer look."""
    return "zu " in clause.text or _NUMBER.search(clause.text) is not None


def groups(clause: Clause) -> Iterator[tuple[int, int, int]]:
    """Sizes of groups that meet in a clause, and where they stand in the text."""
    if " zu " in f" {clause.text}" and (found := _TOGETHER.search(clause.text)) and not _OTHER.search(clause.text):
        word = "word" if found["word"] else "last"
        yield _ORDINAL[found[word]], clause.start + found.start(word) - len("zu "), clause.start + found.end(word)
    for people, around, start, end in _counts(clause):
        if people <= LARGEST_GROUP and not _OTHER.search(around) and any(way.search(around) for way in _GROUPS):
            yield people, start, end


def groups_alone(clause: Clause) -> Iterator[tuple[int, int, int]]:
    """As `groups`, where nothing else stands in the clause: "12 Leute"."""
    for people, around, start, end in _counts(clause):
        if _SMALLEST_ALONE <= people <= LARGEST_GROUP and _ALONE.fullmatch(around):
            yield people, start, end


def staff(clause: Clause) -> Iterator[tuple[int, int, int]]:
    """Numbers of staff of the own company in a clause, and where they stand in the text."""
    for people, around, start, end in _counts(clause):
        ways = (*_COMPANIES, _WE_ARE) if people >= _A_COMPANY else _COMPANIES
        if not _OTHER.search(around) and any(way.search(around) for way in ways):
            yield people, start, end


def person_days(clause: Clause) -> Iterator[tuple[int, int, int]]:
    """Person-days that there are, in a clause, and where they stand in the text."""
    for days, around, start, end in _counts(clause):
        if _PERSON_DAYS.search(around) and not _OTHER.search(around):
            yield days, start, end


def size_class(people: int) -> str:
    """The size class of a company with so many staff."""
    return next(key for key, most in SIZES if people <= most)


def _counts(clause: Clause) -> Iterator[tuple[int, str, int, int]]:
    """Whole numbers in a clause: the number, the clause with "N" for it, and its place, with the noun that follows."""
    for found in _NUMBER.finditer(clause.text):
        people = number(found.group())
        if people is not None and people == int(people) and 2 <= people < SIZES[-1][1]:
            rest = clause.text[found.end() :]
            noun = re.match(r"(?:er)?[- ]?[^\W\d_]+", rest)
            end = found.end() + (noun.end() if noun else 0)
            yield int(people), f"{clause.text[: found.start()]}N{rest}", clause.start + found.start(), clause.start + end
