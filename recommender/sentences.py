"""The sentences of explanations, in both languages. One entry per thing that can be said; no sentence stands elsewhere."""

from collections.abc import Sequence

from graph.values import Language

_SENTENCES: dict[str, tuple[str, str]] = {
    "need": ("Ähnlich klingt es andernorts: „{quote}“", "Others put it like this: “{quote}”"),
    "words": ("Gemeinsame Stichwörter: {words}.", "Words in common: {words}."),
    "about": ("Darum geht es: {about}.", "What it is about: {about}."),
    "barrier-mitigated": ("Hilft bei „{label}“, weil {reason}.", "Helps with “{label}”, because {reason}."),
    "barrier-mitigated-plain": ("Hilft bei {labels}.", "Helps with {labels}."),
    "barrier-unmitigated": ("Für {labels} ist keine Wirkung bekannt.", "No effect on {labels} is known."),
    "barrier-faced": ("Auch dort im Weg: {labels}.", "In the way there, too: {labels}."),
    "barrier-missing": ("Dort nicht im Weg: {labels}.", "Not in the way there: {labels}."),
    "target-group": ("Gleiche Zielgruppe: {plain}.", "Same target group: {plain}."),
    "target-group-other": ("Andere Zielgruppe: {plain}.", "Different target group: {plain}."),
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
    "media-type-unsupported": ("Kein bekannter Bezug zu {labels}.", "No known link to {labels}."),
    "media-type-wanted": ("Das gewünschte Lernmedium: {labels}.", "The medium that you asked for: {labels}."),
    "media-type-named": ("Sie nennen „{matched}“.", "You mention “{matched}”."),
    "method-named": ("Sie nennen „{matched}“.", "You mention “{matched}”."),
    "method": ("Dort angewandt: {labels}.", "Applied there: {labels}."),
    "sector": ("Gleiche Branche: {plain}.", "Same sector: {plain}."),
    "sector-other": ("Andere Branche: {plain}.", "Different sector: {plain}."),
    "sector-used": ("In dieser Branche schon eingesetzt: {plain} ({roadmaps}).", "Used in this sector: {plain} ({roadmaps})."),
    "size-class": ("Gleiche Betriebsgröße: {plain}.", "Same company size: {plain}."),
    "size-class-other": ("Andere Betriebsgröße: {plain}.", "Different company size: {plain}."),
    "size-class-used": (
        "Bei dieser Betriebsgröße schon eingesetzt: {plain} ({roadmaps}).",
        "Used at this size: {plain} ({roadmaps}).",
    ),
    "phase": ("Passt zu Phase {number} · {label}.", "Fits phase {number} · {label}."),
    "phase-quer": ("Passt zu jeder Phase.", "Fits every phase."),
    "phase-used": ("Hat einen Schritt in Phase {number} · {label}.", "Has a step in phase {number} · {label}."),
    "phase-missing": ("Kein Schritt in Phase {number} · {label}.", "No step in phase {number} · {label}."),
    "phase-unknown": ("Phase unbekannt", "Phase unknown"),
    "mode": ("Geht {plain}.", "Works {plain}."),
    "mode-unknown": ("Ob es {plain} geht, ist unbekannt.", "Whether it works {plain} is unknown."),
    "group-size": ("Geht mit {people}.", "Works with {people}."),
    "group-size-unknown": ("Gruppengröße unbekannt", "Group size unknown"),
    "duration": ("Passt in die Zeit: {minutes}.", "Fits the time: {minutes}."),
    "duration-longer": ("Kann bis zu {minutes} dauern.", "May take up to {minutes}."),
    "duration-unknown": ("Dauer unbekannt", "Duration unknown"),
    "competency": ("Das bringen Sie schon mit: {labels}.", "You already bring: {labels}."),
    "competency-missing": ("Braucht außerdem: {labels}.", "Also needs: {labels}."),
    "roadmap": ("Wurde in „{label}“ eingesetzt.", "Was used in “{label}”."),
    "roadmap-shared": ("Mit Ihrer Roadmap gemeinsam: {labels}.", "In common with your roadmap: {labels}."),
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
