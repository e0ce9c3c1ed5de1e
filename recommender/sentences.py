"""The sentences of explanations, in both languages. One entry per thing that can be said; no sentence stands elsewhere."""

from collections.abc import Sequence

from graph.values import Language

_SENTENCES: dict[str, tuple[str, str]] = {
    "need": ("Ähnlich klingt es andernorts: „{quote}“", "Others put it like this: “{quote}”"),
    "case": ("Wird bei einem ähnlichen Anliegen empfohlen: „{quote}“", "Recommended for a similar need: “{quote}”"),
    "words": ("Gemeinsame Stichwörter: {words}.", "Words in common: {words}."),
    "about": ("Darum geht es: {about}.", "What it is about: {about}."),
    "barrier-mitigated": ("Hilft bei „{label}“, weil {reason}.", "Helps with “{label}”, because {reason}."),
    "barrier-mitigated-plain": ("Hilft bei {labels}.", "Helps with {labels}."),
    "barrier-unmitigated": ("Ob es bei {labels} hilft, wissen wir nicht.", "We do not know whether it helps with {labels}."),
    "barrier-faced": ("Auch dort im Weg: {labels}.", "In the way there, too: {labels}."),
    "barrier-missing": (
        "Dort nicht im Weg: {labels}. Dafür bräuchten Sie etwas Eigenes.",
        "Not in the way there: {labels}. You would need something of your own for that.",
    ),
    "target-group": ("Gleiche Zielgruppe: {plain}.", "Same target group: {plain}."),
    "target-group-other": (
        "Andere Zielgruppe: {plain}. Sprache und Beispiele müssten Sie anpassen.",
        "Different target group: {plain}. You would have to adapt language and examples.",
    ),
    "target-group-used": (
        "Für diese Zielgruppe schon eingesetzt: {plain} ({roadmaps}).",
        "Used for this group: {plain} ({roadmaps}).",
    ),
    "learning-field": ("Gleicher Anlass: {plain}.", "Same occasion: {plain}."),
    "learning-field-other": ("Anderer Anlass: {plain}.", "Different occasion: {plain}."),
    "learning-field-used": (
        "Bei diesem Anlass schon eingesetzt: {plain} ({roadmaps}).",
        "Used on this occasion: {plain} ({roadmaps}).",
    ),
    "media-type": ("Dort eingesetzt: {labels}.", "Used there: {labels}."),
    "media-type-missing": ("Dort nicht eingesetzt: {labels}.", "Not used there: {labels}."),
    "media-type-supported": ("Passt zu „{label}“, weil {reason}.", "Goes with “{label}”, because {reason}."),
    "media-type-supported-plain": ("Passt zu {labels}.", "Goes with {labels}."),
    "media-type-unsupported": ("Für {labels} ist es nicht eigens gedacht.", "It is not made for {labels} in particular."),
    "media-type-wanted": ("Das gewünschte Lernmedium: {labels}.", "The medium that you asked for: {labels}."),
    "media-type-named": ("Sie nennen „{matched}“.", "You mention “{matched}”."),
    "method-named": ("Sie nennen „{matched}“.", "You mention “{matched}”."),
    "method": ("Dort angewandt: {labels}.", "Applied there: {labels}."),
    "sector": ("Gleiche Branche: {plain}.", "Same sector: {plain}."),
    "sector-other": (
        "Andere Branche: {plain}. Die Beispiele müssten aus Ihrem Alltag kommen.",
        "Different sector: {plain}. The examples would have to come from your own work.",
    ),
    "sector-used": ("In dieser Branche schon eingesetzt: {plain} ({roadmaps}).", "Used in this sector: {plain} ({roadmaps})."),
    "size-class": ("Gleiche Betriebsgröße: {plain}.", "Same company size: {plain}."),
    "size-class-other": (
        "Andere Betriebsgröße: {plain}. Den Umfang müssten Sie anpassen.",
        "Different company size: {plain}. You would have to adjust the scope.",
    ),
    "size-class-differs": ("Andere Betriebsgröße: {plain}.", "Different company size: {plain}."),
    "sector-differs": ("Andere Branche: {plain}.", "Different sector: {plain}."),
    "size-class-used": (
        "Bei dieser Betriebsgröße schon eingesetzt: {plain} ({roadmaps}).",
        "Used at this size: {plain} ({roadmaps}).",
    ),
    "phase": ("Passt zu Phase {number} · {label}.", "Fits phase {number} · {label}."),
    "phase-quer": ("Passt zu jeder Phase.", "Fits every phase."),
    "phase-used": ("Hat einen Schritt in Phase {number} · {label}.", "Has a step in phase {number} · {label}."),
    "phase-missing": (
        "Kein Schritt in Phase {number} · {label}. Den müssten Sie ergänzen.",
        "No step in phase {number} · {label}. You would have to add one.",
    ),
    "phase-unknown": ("Phase unbekannt", "Phase unknown"),
    "mode": ("Geht {plain}.", "Works {plain}."),
    "mode-unknown": ("Ob es {plain} geht, ist unbekannt.", "Whether it works {plain} is unknown."),
    "group-size": ("Geht mit {people}.", "Works with {people}."),
    "group-size-unknown": ("Gruppengröße unbekannt", "Group size unknown"),
    "duration": ("Passt in die Zeit: {minutes}.", "Fits the time: {minutes}."),
    "duration-longer": (
        "Kann bis zu {minutes} dauern, {more} mehr, als Sie haben.",
        "May take up to {minutes}, {more} more than you have.",
    ),
    "effort": ("Der Aufwand passt: {days}.", "The effort fits: {days}."),
    "effort-higher": ("Braucht {days} mehr, als Sie angeben.", "Takes {days} more than you say you have."),
    "duration-unknown": ("Dauer unbekannt", "Duration unknown"),
    "competency": ("Das bringen Sie schon mit: {labels}.", "You already bring: {labels}."),
    "competency-missing": ("Braucht außerdem: {labels}.", "Also needs: {labels}."),
    "roadmap": ("Wurde in „{label}“ eingesetzt.", "Was used in “{label}”."),
    "roadmap-shared": ("Hat mit Ihrer Roadmap gemeinsam: {labels}.", "Has in common with your roadmap: {labels}."),
    "used-alike": (
        "In {roadmaps}, die Ihrem Fall ähneln, wurde es eingesetzt.",
        "It was used in {roadmaps}, which resemble your case.",
    ),
    "used-alike-once": (
        "In {roadmaps}, die Ihrem Fall ähnelt, wurde es eingesetzt.",
        "It was used in {roadmaps}, which resembles your case.",
    ),
    "used-there": (
        "Dort eingesetzt, und das passt zu Ihrem Fall: {labels}.",
        "Used there, and it fits your case: {labels}.",
    ),
    "goes-with": (
        "Gehört mit {labels} zusammen, und das passt zu Ihrem Fall.",
        "It belongs with {labels}, and that fits your case.",
    ),
    "shared-methods": ("Gleiche Methoden: {labels}.", "Same methods: {labels}."),
    "shared-media": ("Gleiche Lernmedien: {labels}.", "Same learning media: {labels}."),
    "shared-barriers": ("Gleiche Hindernisse: {labels}.", "Same barriers: {labels}."),
    "editor-link": ("Von der Redaktion verbunden: {reason}.", "Linked by the editors: {reason}."),
    "notice-empty": (
        "Bitte beschreiben Sie in einem Satz, was sich beim Lernen ändern soll, oder machen Sie eine Angabe zum Betrieb.",
        "Please say in one sentence what should change about learning, or give a detail about the company.",
    ),
    "notice-nothing": (
        "Dazu ist nichts Passendes bekannt. Beschreiben Sie die Lage mit anderen Worten oder nennen Sie Zielgruppe, "
        "Hindernis oder Lernmedium.",
        "Nothing known fits this. Describe the situation in other words, or name the target group, the barrier or the medium.",
    ),
    "notice-excluded": (
        "Mit diesen Grenzen bleibt nichts übrig. Lockern Sie Zeit, Gruppengröße, Phase oder Durchführungsform.",
        "Nothing is left within these limits. Relax time, group size, phase or mode.",
    ),
    "notice-silent": (
        "Diese Angaben sagen hierzu nichts. Beschreiben Sie in einem Satz, was sich beim Lernen ändern soll.",
        "These details say nothing about this. Please say in one sentence what should change about learning.",
    ),
    "people": ("{n} Personen", "{n} people"),
    "person": ("einer Person", "one person"),
    "person-days": ("{n} Personentage", "{n} person-days"),
    "person-day": ("einen Personentag", "one person-day"),
    "minutes": ("{n} Minuten", "{n} minutes"),
    "minutes-span": ("{low} bis {high} Minuten", "{low} to {high} minutes"),
    "minutes-from": ("mindestens {n} Minuten", "at least {n} minutes"),
    "minutes-to": ("höchstens {n} Minuten", "at most {n} minutes"),
    "hours-to": ("höchstens {n} Stunden", "at most {n} hours"),
    "hour-to": ("höchstens eine Stunde", "at most one hour"),
    "more": ("{n} weitere", "{n} more"),
}


def say(name: str, language: Language, **values: object) -> str:
    """The sentence `name` with its values filled in."""
    german, english = _SENTENCES[name]
    return (german if language == "de" else english).format(**values)


def enumerated(words: Sequence[str], language: Language, most: int = 4) -> str:
    """The words as one list, the last ones counted where there are more than `most`.

    >>> enumerated(["R01", "R02", "R05"], "de"), enumerated(["a", "b", "c", "d"], "en", most=2)
    ('R01, R02 und R05', 'a, b and 2 more')
    """
    named = list(words)
    if len(named) > most:
        named = [*named[:most], say("more", language, n=len(named) - most)]
    joint = " und " if language == "de" else " and "
    return joint.join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else "".join(named)


def quoted(words: Sequence[str], language: Language, most: int = 4) -> str:
    """As `enumerated`, each word in quotation marks.

    >>> quoted(["Video", "Quiz"], "de"), quoted(["video"], "en")
    ('„Video“ und „Quiz“', '“video”')
    """
    marks = "„{}“" if language == "de" else "“{}”"
    shown = [marks.format(word) for word in words[:most]]
    rest = len(words) - most
    return enumerated([*shown, say("more", language, n=rest)] if rest > 0 else shown, language, most + 1)
