"""Words of texts: tokens with their places, folded forms, stems, and the function words of both languages."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.values import Language

_LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
_TOKEN = re.compile(
    rf"{_LETTER}+"
    r"(?:(?:[:*_]|/-?)[Ii]n(?:nen)?(?![^\W_])"  # Ausbilder:innen, Ausbilder*in, Ausbilder/-innen
    rf"|[-‐‑'’&]{_LETTER}+"  # Drei-Schicht-Betrieb, don't, Q&A
    r"|(?<=\d)\.(?=\d)\d+)*"  # 26.51
)
_CLAUSE_END = re.compile(r"[.!?;:,…\n()\u2013\u2014]| - |\b(?:aber|sondern|doch|jedoch|but)\b", re.IGNORECASE)

UMLAUTS = str.maketrans("äöü", "aou")
_WRITTEN_OUT = re.compile(r"(?<![aeq])([aou])e")
"""An umlaut written with e: "ruesten". Not in "neue", "Mauer", "Quelle"."""

_GERMAN_WORDS = frozenset(
    """aber acht alle allem allen aller alles als also am an ander andere anderen anderer anderes anders auch auf aus
    außerdem bald bei beide beiden beim bekommen bekommt bereits besonders bestimmt bevor bin bis bisher bitte
    bleiben bleibt bloß brauche brauchen braucht bzw da dabei dadurch dafür dagegen daher dahin damals damit danach
    daneben danke dann daran darauf darf darin darunter darüber das dass dasselbe dauernd davon davor dazu dein
    deine deinen deiner dem den denen denn der deren derselbe derselben derzeit des deshalb dessen deswegen dich
    die dies diese dieselbe dieselben diesem diesen dieser dieses dir direkt doch dort drei du durch dürfen eben
    ebenso egal eh eher eigentlich ein eine einem einen einer eines einfach einige einigen einmal endlich er erst
    erste ersten erster erstes es etliche etwa etwas euch eure eurem euren eurer falls fast finde finden findet
    fünf für ganz ganze ganzen gar geben gegen gehen geht genau genug gerade gern gerne gestern gewesen gibt gleich
    gut gute guten guter gutes hab habe haben hallo halt hat hatte heute hier hin hinten hätte hätten höchstens ich
    ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem insgesamt irgendwann irgendwer irgendwie irgendwo
    ist ja je jede jedem jeden jeder jedes jedoch jemand jemandem jemanden jetzt jeweils kann kaum kein keine
    keinem keinen keiner keines klar kommen kommt kriegen kriegt können könnte könnten künftig lassen letzte
    letzten lieber links los lässt machen macht mal man manche mehr mein meine meist meistens mich mindestens mir
    mit morgen muss möchte möchten möglich möglichst müssen nach nachdem neben nebenbei nein neun nicht nichts nie
    niemals niemand niemandem niemanden noch nun nur nächste nächsten nächster nächstes ob oben obwohl oder oft oh
    ohne ok okay per quasi recht rechts richtig sagen sagt schnell schon sechs sehen sehr sein seine seinem seinen
    seiner seit selber selbst sich sie sieben sieht sind so sobald sodass sofort sogar solange solche soll sollen
    sollte sollten sondern sonst sowie sowieso sowohl statt stehen steht ständig teils trotz trotzdem um und
    ungefähr uns unser unsere unserem unseren unserer unten unter usw viel viele vielen vielleicht vier vom von vor
    vorher vorne völlig wann war waren warum was wegen weil weiter welche welchem welchen welcher welches wem wen
    wenig wenn wer werde werden weshalb wessen wie wieder wieso will wir wird wirklich wo wobei woher wohin wohl
    wollen wollte worden wurde wurden wäre würde würden zehn ziemlich zu zudem zuerst zum zur zusammen zwar zwei
    zwischen über überall überhaupt übermorgen""".split()
)
_ENGLISH_WORDS = frozenset(
    """a able about above across actually after again all almost along already also always am among an and another any
    anybody anyone anything are around as at away back be because been before behind being below beside between
    both but by can cannot come comes could did do does doing don don't down during each eight either else enough
    especially ever every feel feels few find finds five for four from get gets getting give given gives go goes
    going got had has have having he hello help helps her here hers hi him his how however i if in inside instead
    into is it it's its itself just keep know knows like look looks lot make makes making many may maybe me might
    more most much must my near need needs neither never nine no none nor not nothing now of off often ok okay on
    once one ones only onto or other others our ours out outside over own past per perhaps please put puts quite
    rather really right said same say says see seen sees seven she should since six so some somebody someone
    something soon still such sure take taken takes tell tells ten than thank thanks that that's the their them
    themselves then there these they they're think thinks this those though three through throughout to today
    together tomorrow too towards two under until up upon us use used using versus very via want wants was way we
    we're well were what when where whether which while who whom whose why will with within without won't would yes
    yesterday yet you your""".split()
)
STOPWORDS = frozenset(word.casefold() for word in _GERMAN_WORDS | _ENGLISH_WORDS)
"""Words that carry no topic: left out of word matching, never named as a reason, never read as a label."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, where it stands, and the number of its clause."""

    text: str
    start: int
    end: int
    clause: int

    @property
    def folded(self) -> str:
        """See `fold`."""
        return fold(self.text)


@lru_cache(maxsize=1_000)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order. Clauses end at punctuation and before "aber", "sondern", "but".

    >>> [(t.text, t.clause) for t in tokens("Keine Videos, sondern Ausbilder:innen mit Zeit.")]
    [('Keine', 0), ('Videos', 0), ('sondern', 2), ('Ausbilder:innen', 2), ('mit', 2), ('Zeit', 2)]
    """
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    words = list(_TOKEN.finditer(text))
    ends = list(_clause_ends(text, words))
    passed = 0
    for word in words:
        while passed < len(ends) and ends[passed] <= word.start():
            passed += 1
        yield Token(word.group(), word.start(), word.end(), passed)


def _clause_ends(text: str, words: Sequence[re.Match[str]]) -> Iterator[int]:
    """Where clauses end; not at a sign inside a word, like that of "Ausbilder:innen"."""
    passed = 0
    for end in _CLAUSE_END.finditer(text):
        place = end.start()
        while passed < len(words) and words[passed].end() <= place:
            passed += 1
        if end.group().isalpha() or passed == len(words) or words[passed].start() > place:
            yield place


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The form in which words are compared: composed (NFC), case-folded (ß = ss), only letters and digits, no English 's.

    >>> fold("Ausbilder*innen"), fold("E-Learning"), fold("trainer’s")
    ('ausbilderinnen', 'elearning', 'trainer')
    """
    plain = unicodedata.normalize("NFC", word).casefold()
    return "".join(letter for letter in re.sub(r"['’]s$", "", plain) if letter.isalnum())


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A light stem: endings off while more than three letters are left, umlauts as their vowels.

    After CISTEM (Weißweiler and Fraser, 2017), without its removal of "ge-", which makes "Sprache" of "Gespräch", and with
    English plurals. As good as Snowball's German stems on our texts, sixty times faster in Python, and safe with threads.

    >>> [stem(word) for word in ("Rüsten", "ruesten", "Straße", "strasse", "Videos", "Video", "Ausbilder", "Ausbildung")]
    ['rus', 'rus', 'strass', 'strass', 'video', 'video', 'ausbild', 'ausbildung']
    """
    base = _WRITTEN_OUT.sub(r"\1", fold(word).translate(UMLAUTS))
    if len(base) > 4 and base.endswith("ies"):
        base = f"{base[:-3]}y"
    if len(base) > 7:
        base = base.removesuffix("innen")
    base = re.sub("niss(?:en?)?$", "nis", base)
    while len(base) > 3 and not base.endswith("nis"):
        if len(base) > 4 and base.endswith(("em", "er", "nd")):
            base = base[:-2]
        elif base[-1] in "esnt" and base[-1] != base[-2]:
            base = base[:-1]
        else:
            break
    return base


@lru_cache(maxsize=100_000)
def is_function_word(word: str) -> bool:
    """Whether a word carries no topic."""
    return unicodedata.normalize("NFC", word).casefold().replace("’", "'") in STOPWORDS


def language_of(text: str) -> Language:
    """The language that more function words of a text belong to; German where both have as many."""
    words = [token.text.lower() for token in tokens(text)]
    german, english = (sum(word in known for word in words) for known in (_GERMAN_WORDS, _ENGLISH_WORDS))
    return "en" if english > german else "de"


def content_words(text: str) -> list[str]:
    """The words of a text that carry a topic, as written, in order."""
    return [word for word in _TOKEN.findall(text) if not is_function_word(word)]


def content_stems(text: str) -> list[str]:
    """Stems of the words of a text that carry a topic, in order; single letters are left out."""
    return [stem(word) for word in content_words(text) if len(word) > 1]
