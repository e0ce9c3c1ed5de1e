"""The sentences of explanations, in both languages. One entry per thing that can be said; no sentence stands elsewhere."""

from graph.values import Language

_SENTENCES: dict[str, tuple[str, str]] = {
    "need": ("Im Betrieb klingt das oft so: „{quote}“", "In companies this often sounds like: “{quote}”"),
    "words": ("Spricht von {words}.", "Speaks of {words}."),
    "barrier-mitigated": ("Hilft bei „{label}“, weil {reason}.", "Helps with “{label}”, because {reason}."),
    "barrier-mitigated-plain": ("Hilft bei „{label}“.", "Helps with “{label}”."),
    "barrier-faced": ("Auch dort stand „{label}“ im Weg.", "There, too, “{label}” stood in the way."),
    "barrier-missing": ("„{label}“ stand dort nicht im Weg.", "“{label}” did not stand in the way there."),
    "barrier-unmitigated": ("Ändert nichts an „{label}“.", "Does nothing about “{label}”."),
    "target-group": ("Gelernt haben dort {label}.", "Those who learnt there were: {label}."),
    "target-group-other": ("Dort haben {label} gelernt.", "Those who learnt there were: {label}."),
    "learning-field": ("Gleicher Anlass: {label}.", "Same occasion: {label}."),
    "learning-field-other": ("Anderer Anlass: {label}.", "Different occasion: {label}."),
    "media-type": ("Dort wurde „{label}“ eingesetzt.", "“{label}” was used there."),
    "media-type-supported": ("Führt zu „{label}“, weil {reason}.", "Leads to “{label}”, because {reason}."),
    "media-type-supported-plain": ("Führt zu „{label}“.", "Leads to “{label}”."),
    "media-type-wanted": ("Das gewünschte Lernmedium.", "The medium that you asked for."),
    "media-type-missing": ("„{label}“ kam dort nicht vor.", "“{label}” was not used there."),
    "media-type-named": ("Sie nennen „{matched}“.", "You mention “{matched}”."),
    "method-named": ("Sie nennen „{matched}“.", "You mention “{matched}”."),
    "method": ("Dort wurde „{label}“ angewandt.", "“{label}” was applied there."),
    "sector": ("Gleiche Branche: {label}.", "Same sector: {label}."),
    "sector-other": ("Andere Branche: {label}.", "Different sector: {label}."),
    "size-class": ("Gleiche Größe: {label}.", "Same size: {label}."),
    "size-class-other": ("Andere Größe: {label}.", "Different size: {label}."),
    "phase": ("Passt zu Phase {number} · {label}.", "Fits phase {number} · {label}."),
    "phase-quer": ("Passt zu jeder Phase.", "Fits every phase."),
    "phase-used": ("Hat einen Schritt in Phase {number} · {label}.", "Has a step in phase {number} · {label}."),
    "phase-missing": ("Kein Schritt in Phase {number} · {label}.", "No step in phase {number} · {label}."),
    "mode": ("Geht {label}.", "Works: {label}."),
    "mode-unknown": ("Ob es {label} geht, ist unbekannt.", "Whether it works ({label}) is unknown."),
    "group-size": ("Geht mit {n} Personen.", "Works with {n} people."),
    "group-size-unknown": ("Gruppengröße unbekannt", "Group size unknown"),
    "duration": ("Dauert {minutes}.", "Takes {minutes}."),
    "duration-longer": ("Kann bis zu {minutes} dauern.", "May take up to {minutes}."),
    "duration-unknown": ("Dauer unbekannt", "Duration unknown"),
    "competency": ("Sie bringen mit, was es braucht: {label}.", "You have what it takes: {label}."),
    "competency-missing": ("Braucht außerdem: {label}.", "Also needs: {label}."),
    "roadmap": ("Wurde in „{label}“ eingesetzt.", "Was used in “{label}”."),
    "shared-methods": ("Gleiche Methoden: {label}.", "Same methods: {label}."),
    "shared-media": ("Gleiche Lernmedien: {label}.", "Same learning media: {label}."),
    "shared-barriers": ("Gleiche Hindernisse: {label}.", "Same barriers: {label}."),
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
    "minutes": ("{n} Minuten", "{n} minutes"),
    "minutes-span": ("{low} bis {high} Minuten", "{low} to {high} minutes"),
    "minutes-from": ("mindestens {n} Minuten", "at least {n} minutes"),
}


def say(name: str, language: Language, **values: object) -> str:
    """The sentence `name` with its values filled in."""
    german, english = _SENTENCES[name]
    return (german if language == "de" else english).format(**values)


def listed(words: tuple[str, ...], language: Language) -> str:
    """„a“, „b“ und „c“."""
    quoted = [f"„{w}“" if language == "de" else f"“{w}”" for w in words]
    joint = " und " if language == "de" else " and "
    return joint.join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else "".join(quoted)
