"""Lines of labels: never too long, never too many, nothing lost without a sign."""

from hypothesis import given
from hypothesis import strategies as st

from api.pages.drawing.text import ELLIPSIS, LABEL_LINES, LABEL_WIDTH, breadth, widest, wrapped

TEXTS = st.text(alphabet=st.sampled_from("abcäßW-/ ,.„“🚢Ω\n"), max_size=140)


@given(TEXTS)
def test_lines_are_short_and_few_and_nothing_is_lost_unseen(text: str) -> None:
    lines = wrapped(text)
    assert len(lines) <= LABEL_LINES
    assert all(0 < len(line) <= LABEL_WIDTH for line in lines)
    letters = "".join(lines).replace("-", "").replace(" ", "")
    said = "".join(text.split()).replace("-", "")
    if letters.endswith(ELLIPSIS):
        assert said.startswith(letters.removesuffix(ELLIPSIS))
    else:
        assert letters == said


def test_words_stay_whole_where_they_fit() -> None:
    assert wrapped("Review mit allen Schichten") == ("Review mit allen", "Schichten")
    assert wrapped("Fünf Videos an den Rüstplätzen abrufbar") == ("Fünf Videos an den", "Rüstplätzen abrufbar")
    assert wrapped("  ") == ()


def test_long_words_break_where_they_have_a_joint() -> None:
    assert wrapped("Ausbildungsbeauftragte-Lernbegleitung") == ("Ausbildungsbeauftragt-", "e-Lernbegleitung")
    assert wrapped("Lernplattform/Wissensdatenbank") == ("Lernplattform/", "Wissensdatenbank")
    assert wrapped("Betriebsvereinbarungsentwurf") == ("Betriebsvereinbarungs-", "entwurf")


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    lines = wrapped("Arbeitsplätze beobachtet, Gesprächsrunde mit Dolmetschhilfe geführt")
    assert lines == ("Arbeitsplätze", "beobachtet,", "Gesprächsrunde mit…")


def test_breadth_grows_with_size_and_letters() -> None:
    assert breadth("WWW", 13) > breadth("iii", 13)
    assert breadth("Lernen", 26) == 2 * breadth("Lernen", 13)
    assert widest(("a", "aaa", "aa"), 13) == breadth("aaa", 13)
    assert widest((), 13) == 0
