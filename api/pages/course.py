"""The way of a roadmap, phase by phase: what the list, the drawings, the CSV and the printed pages all tell."""

from dataclasses import dataclass

from api.pages.choices import PHASES
from api.pages.wording import wording
from graph.catalogue import Catalogue
from graph.records import Goal, Roadmap
from graph.values import Figure, Language

ACROSS = "quer"
"""Key of what belongs to no single phase."""


@dataclass(frozen=True, slots=True)
class MethodUse:
    """A method, or work without one (`identifier` None, `title` empty), within a phase; `month` where it is dated."""

    identifier: str | None
    title: str
    note: str
    month: int | None

    @property
    def name(self) -> str:
        """The title of the method, else what was done."""
        return self.title or self.note

    def dated_name(self, language: Language) -> str:
        """The name, with the month behind it where there is one."""
        return f"{self.name} ({wording()('roadmap.month', language, n=self.month)})" if self.month else self.name


@dataclass(frozen=True, slots=True)
class Stop:
    """A milestone; `month` counts from 1 and is None where it has no date, `goal` is the goal that it marks."""

    title: str
    month: int | None
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase: `number` from 1 to 6, None for what runs across the phases or names none.

    Methods stand in the order of the roadmap, milestones by month, those without one last.
    """

    key: str
    number: int | None
    title: str
    methods: tuple[MethodUse, ...] = ()
    stops: tuple[Stop, ...] = ()

    @property
    def used(self) -> bool:
        """Whether anything happened in it."""
        return bool(self.methods or self.stops)


@dataclass(frozen=True, slots=True)
class Ending:
    """One result: the key of its outcome (empty where none is stated), the word for it, and what came of it."""

    outcome: str
    word: str
    text: str


@dataclass(frozen=True, slots=True)
class Course:
    """The whole way.

    Attributes:
        phases: the six phases in the order of the process, then what runs across them, if there is anything.
        months: months on the axis: the duration, or the last month that is named, at least 1.
        vision: the vision, empty where there is none.
        media: titles of the media types, the main one first.
        figures: duration and effort in words, "~" before an assumption.
        endings: the results, in the order of the roadmap.
    """

    phases: tuple[Phase, ...]
    months: int
    vision: str
    media: tuple[str, ...]
    figures: tuple[str, ...]
    endings: tuple[Ending, ...]

    @property
    def used(self) -> tuple[Phase, ...]:
        """The phases in which something happened."""
        return tuple(phase for phase in self.phases if phase.used)


def course_of(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> Course:
    """The way of a roadmap, in one language."""
    months = [milestone.month for milestone in roadmap.milestones if milestone.month]
    months += [step.month for step in roadmap.steps if step.month]
    duration = round(roadmap.duration_months.value) if roadmap.duration_months else 1
    lead_first = sorted(roadmap.media_types, key=lambda key: key != roadmap.lead_media_type)
    return Course(
        phases=_phases(catalogue, roadmap, language),
        months=max(duration, *months, 1),
        vision=next((goal.text.get(language) for goal in roadmap.goals if goal.level == "Vision"), ""),
        media=tuple(catalogue.title("media-type", key, language) for key in lead_first),
        figures=tuple(text for text, _ in figures(roadmap, language)),
        endings=tuple(
            Ending(r.outcome or "", catalogue.title("outcome", r.outcome, language) if r.outcome else "", r.text.get(language))
            for r in roadmap.results
        ),
    )


def figures(roadmap: Roadmap, language: Language) -> tuple[tuple[str, bool], ...]:
    """Duration and effort as words, each with whether it is an assumption; what is not stated is left out."""
    stated = (("months", roadmap.duration_months), ("person-days", roadmap.effort_person_days))
    return tuple((figure_words(figure, name, language), figure.assumption) for name, figure in stated if figure)


def figure_words(figure: Figure, name: str, language: Language) -> str:
    """A figure with its unit (`name` in the words of roadmaps, `name-one` for one), "~" before an assumption."""
    number = f"{figure.value.normalize():f}".replace(".", "," if language == "de" else ".")
    entry = f"roadmap.{name}-one" if figure.value == 1 else f"roadmap.{name}"
    return ("~" if figure.assumption else "") + wording()(entry, language, n=number)


def _phases(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> tuple[Phase, ...]:
    found = [_phase(catalogue, roadmap, key, language) for key in (*PHASES, ACROSS)]
    rest = _phase(catalogue, roadmap, None, language)
    return tuple(phase for phase in (*found, rest) if phase.number or phase.used)


def _phase(catalogue: Catalogue, roadmap: Roadmap, key: str | None, language: Language) -> Phase:
    stops = sorted((m for m in roadmap.milestones if m.phase == key), key=lambda m: (m.month is None, m.month or 0))
    return Phase(
        key=key or "none",
        number=PHASES.index(key) + 1 if key in PHASES else None,
        title=catalogue.title("sub-process", key, language) if key else wording()("roadmap.no-phase", language),
        methods=tuple(
            MethodUse(
                step.method,
                catalogue.title("method", step.method, language) if step.method else "",
                step.note.get(language),
                step.month,
            )
            for step in roadmap.steps
            if step.phase == key
        ),
        stops=tuple(Stop(m.title.get(language), m.month, _goal(roadmap.goals, m.marks_goal, language)) for m in stops),
    )


def _goal(goals: tuple[Goal, ...], place: int | None, language: Language) -> str:
    return goals[place - 1].text.get(language) if place and place <= len(goals) else ""
