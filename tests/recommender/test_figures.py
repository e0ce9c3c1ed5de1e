"""Which figures are read out of sentences, and which are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.figures import KEYS, stated

READ = (
    # time
    ("Für den Auftakt haben wir höchstens zwei Stunden Zeit.", {"max_hours": "2"}),
    ("Ich suche etwas für den ersten Workshop mit der Leitung, max 2 Std", {"max_hours": "2"}),
    ("Das Ganze darf nur 90 Minuten dauern.", {"max_hours": "1.5"}),
    ("Wir haben einen halben Tag Zeit, um die Ideen zu sortieren.", {"max_hours": "4"}),
    ("Mehr als ein Vormittag geht nicht.", {"max_hours": "4"}),
    ("Gesucht: Einstieg ins Thema, halber Tag, Produktion", {"max_hours": "4"}),
    ("Wie fülle ich einen halbtägigen Workshop mit Schichtführern?", {"max_hours": "4"}),
    ("ein zweistündiger Termin mit dem Betriebsrat", {"max_hours": "2"}),
    ("Runde von anderthalb Stunden, danach müssen alle zurück an die Anlage", {"max_hours": "1.5"}),
    ("Unser Zeitfenster ist 45 Minuten", {"max_hours": "0.75"}),
    ("nicht länger als 1,5 Stunden", {"max_hours": "1.5"}),
    ("Wir bekommen eine halbe Stunde dafür", {"max_hours": "0.5"}),
    ("60 bis 90 Minuten Zeit, mehr gibt der Chef nicht her", {"max_hours": "1.5"}),
    ("Zwei Stunden müssen reichen.", {"max_hours": "2"}),
    ("We have half a day for it.", {"max_hours": "4"}),
    ("I need a warm-up for a two-hour workshop", {"max_hours": "2"}),
    ("at most 90 minutes, including the break", {"max_hours": "1.5"}),
    ("no longer than 3 hours", {"max_hours": "3"}),
    ("We've only got an afternoon to spare", {"max_hours": "4"}),
    ("Our time slot is 45 minutes", {"max_hours": "0.75"}),
    ("It should be done in two hours", {"max_hours": "2"}),
    # people
    ("Ich moderiere nächste Woche eine Runde mit acht Leuten", {"group_size": "8"}),
    ("Wir sitzen zu acht zusammen und wollen Ideen sammeln", {"group_size": "8"}),
    ("Workshop mit 12 Leuten aus drei Abteilungen", {"group_size": "12"}),
    ("Methode gesucht, 12 Leute", {"group_size": "12"}),
    ("eine Gruppe von zwölf, die sich kaum kennt", {"group_size": "12"}),
    ("In der Runde sind 6 Personen", {"group_size": "6"}),
    ("eine 10er-Gruppe im Lager", {"group_size": "10"}),
    ("mit 15 Teilnehmenden", {"group_size": "15"}),
    ("There are six of us and we do not know where to start", {"group_size": "6"}),
    ("a session for about 10 people", {"group_size": "10"}),
    ("a group of 8 who have never met", {"group_size": "8"}),
    ("We expect 14 participants", {"group_size": "14"}),
    # place
    ("Der Workshop muss online stattfinden", {"mode": "digital"}),
    ("Wir treffen uns per Teams", {"mode": "digital"}),
    ("Das geht bei uns nur vor Ort", {"mode": "praesenz"}),
    ("Austausch über Zoom mit allen Standorten", {"mode": "digital"}),
    ("Ideen sammeln, online", {"mode": "digital"}),
    ("It has to be remote", {"mode": "digital"}),
    ("We meet on site", {"mode": "praesenz"}),
    ("a kick-off meeting via Teams", {"mode": "digital"}),
    # size of the company
    ("Wir sind 40 Leute und machen Sensoren", {"size_class": "small"}),
    ("Bei uns, einem 25-Mann-Betrieb, lernt jeder nebenher", {"size_class": "small"}),
    ("Wir sind ein Betrieb im Maschinenbau mit 80 Leuten", {"size_class": "medium"}),
    ("eine Firma mit rund 8 Beschäftigten", {"size_class": "micro"}),
    ("Wir haben 300 Mitarbeitende", {"size_class": "large"}),
    ("We are a company of 120", {"size_class": "medium"}),
    ("a 30-person shop without a training department", {"size_class": "small"}),
    ("We employ 260 people", {"size_class": "large"}),
    # phase
    ("Wir stehen ganz am Anfang.", {"phase": "TP1"}),
    ("Wir fangen gerade erst an", {"phase": "TP1"}),
    ("We are just starting out", {"phase": "TP1"}),
    ("Wir wollen eine gemeinsame Vision entwickeln", {"phase": "TP2"}),
    ("We need to agree on a shared vision", {"phase": "TP2"}),
    ("Wir sind gerade bei der Strategie", {"phase": "TP3"}),
    ("Wir sind mitten in der Umsetzung", {"phase": "TP4"}),
    ("We are in the middle of implementing it", {"phase": "TP4"}),
    ("Wir sind beim Auswerten", {"phase": "TP5"}),
    ("We're evaluating what came of it", {"phase": "TP5"}),
    ("Wie geht es jetzt weiter, wo das erste Projekt fertig ist?", {"phase": "TP6"}),
    # several at once
    (
        "Wir sind 40 Leute, haben einen halben Tag Zeit und treffen uns vor Ort",
        {"size_class": "small", "max_hours": "4", "mode": "praesenz"},
    ),
    # effort
    ("Dafür sind 10 Personentage eingeplant", {"person_days": "10"}),
    ("There are 12 person-days in the budget", {"person_days": "12"}),
    ("max. 2 Std., sechs Leute, per Teams", {"max_hours": "2", "group_size": "6", "mode": "digital"}),
)  # fmt: skip

LEFT_ALONE = (
    "Der Monteur ist erst in zwei Stunden Fahrt beim Kunden.",
    "Seit 12 Jahren machen wir das so.",
    "Eine Schicht von 8 Stunden ist lang.",
    "12 Leute fehlen krank.",
    "Wir arbeiten in 8-Stunden-Schichten",
    "Das Video dauert 90 Minuten und keiner schaut es zu Ende",
    "Die Einweisung hat bisher zwei Stunden gedauert",
    "Ein Stillstand von zwei Stunden kostet uns 5000 Euro",
    "Jeder sucht am Tag eine halbe Stunde nach Unterlagen",
    "Nach zwei Stunden weiß keiner mehr etwas",
    "Alle zwei Stunden wechselt der Platz",
    "Die Anlage steht jeden Vormittag",
    "Am Vormittag ist keiner im Büro",
    "Der Standort ist zwei Stunden entfernt",
    "Wir haben zwei Stunden Ausfall gehabt",
    "Rund um die Uhr, 24 Stunden am Tag",
    "Der letzte Workshop war ein halber Tag und brachte nichts",
    "Videos von höchstens 3 Minuten",
    "Filme von maximal 20 Minuten",
    "Wir verlieren zwei Stunden Zeit in der Woche",
    "Ein Kurs von 40 Stunden",
    "Jährliche Sicherheitsunterweisung für 120 Leute, Unterschriftenlisten nerven",
    "Letztes Jahr sind 12 Leute in Rente gegangen",
    "Von 40 Leuten haben drei den Kurs beendet",
    "Wir suchen 12 Leute für die Produktion",
    "Zu acht Maschinen gibt es keine Anleitung",
    "Seit acht Wochen sind drei Leute im Urlaub",
    "Nur 5 Leute kennen die Anlage",
    "Wir haben 3 Schichten und 5 Standorte",
    "Zehn Leute haben letztes Jahr gekündigt",
    "Unsere Kunden sind Firmen mit 5000 Maschinen",
    "Online-Kurse macht bei uns keiner fertig",
    "Unsere Schulungen laufen nur online und alle schlafen ein",
    "Wir wollen nicht online arbeiten",
    "Die Termine waren bisher online",
    "Vor Ort oder online, das ist egal",
    "Digitale Medien sind bei uns neu",
    "Am Anfang der Schicht ist es laut",
    "Wir stehen nicht mehr am Anfang",
    "Er fing mit der Lehre an",
    "Wir haben keine Vision",
    "Bildverarbeitung und machine vision sind unser Geschäft",
    "An 8-hour shift is long",
    "It is a two-hour drive to the customer",
    "For 12 years nobody has touched it",
    "12 people are off sick",
    "We lose two hours a day searching for drawings",
    "The induction took half a day last year",
    "Every morning the same question",
    "A 90-minute video is too long",
    "Six of our machines are down",
    "Two people left last month",
    "We hire 30 people a year",
    "Our online courses are not used",
    "The meeting was online",
    "We are not at the beginning any more",
    "Our vision system inspects parts",
    "Each shift has ten people and no trainer",
    "The last group of 8 was hard to teach",
    "After half an hour everybody is asleep",
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_what_is_stated_is_read(text: str, expected: dict[str, str]) -> None:
    assert {entry.key: entry.value for entry in stated(text)} == expected


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_other_figures_are_left_alone(text: str) -> None:
    assert stated(text) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Workshop mit 12 Leuten, höchstens 2 Stunden", ["12 Leuten", "2 Stunden"]),
        ("ein zweistündiger Termin zu acht, per Teams", ["zweistündiger", "zu acht", "per Teams"]),
        ("Wir sind 40 Leute. Wir stehen ganz am Anfang.", ["40 Leute", "stehen ganz am Anfang"]),
    ],
)
def test_the_words_that_state_it(text: str, words: list[str]) -> None:
    assert [text[entry.start : entry.end] for entry in stated(text)] == words


def test_two_limits_of_one_kind_are_none() -> None:
    assert stated("ein Workshop von 90 Minuten und ein Termin von 3 Stunden") == ()
    assert [entry.value for entry in stated("höchstens 2 Stunden, also wirklich nur zwei Stunden Zeit")] == ["2"]


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(" ".join([*LEFT_ALONE, *(t for t, _ in READ)]).split()), max_size=12).map(" ".join)
)
def test_places_are_parts_of_the_text(text: str) -> None:
    for entry in stated(text):
        assert entry.key in KEYS
        assert 0 <= entry.start < entry.end <= len(text)
