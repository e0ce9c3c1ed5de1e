"""What a roadmap page tells: the facts in the margin, the tree of goals, and how it all fits the case of the reader."""

from dataclasses import dataclass

from api.pages.cards import Medium, lead_first, media_of
from api.pages.course import Course, course_of, figures
from api.pages.given import Given
from api.pages.wording import wording
from api.service import Service
from graph.catalogue import Catalogue
from graph.errors import CodiclustError
from graph.records import Company, Goal, Roadmap
from graph.values import Language
from recommender.engine import MAX_LIMIT
from recommender.types import Recommendation


@dataclass(frozen=True, slots=True)
class Fact:
    """One note in the margin: its name in the words of roadmap pages, and its entries."""

    name: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalBranch:
    """A goal with the goals that refine it, in the order of the roadmap."""

    level: str
    text: str
    children: tuple["GoalBranch", ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How a roadmap answers the case of the reader: the answer, or None where it is not among the answers.

    `problem` says what could not be understood of the case, empty where all was.
    """

    answer: Recommendation | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A roadmap in one language, as its pages tell it."""

    identifier: str
    title: str
    illustrative: bool
    draft: bool
    line: str
    facts: tuple[Fact, ...]
    media: tuple[Medium, ...]
    provenance: str
    note: str
    sources: tuple[str, ...]
    situation: str
    barriers: tuple[tuple[str, str], ...]
    goals: tuple[GoalBranch, ...]
    course: Course
    lessons: tuple[str, ...]
    material: str


def story_of(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> Story:
    """What the pages of a roadmap tell. Barriers are pairs of key and label."""
    company = catalogue.companies.get(roadmap.company or "")
    status = roadmap.provenance.status
    return Story(
        identifier=roadmap.identifier,
        title=roadmap.title.get(language) or roadmap.identifier,
        illustrative=status == "illustrative",
        draft=roadmap.submitted_as == "draft",
        line=" · ".join([*_firm(company, language), *(text for text, _ in figures(roadmap, language))]),
        facts=facts(catalogue, roadmap, language),
        media=media_of(catalogue, lead_first(roadmap), language),
        provenance=catalogue.title("provenance-status", status, language),
        note=roadmap.provenance.note.get(language),
        sources=roadmap.provenance.sources,
        situation=roadmap.starting_situation.get(language),
        barriers=tuple((key, catalogue.title("barrier", key, language)) for key in roadmap.barriers),
        goals=goal_tree(roadmap.goals, language),
        course=course_of(catalogue, roadmap, language),
        lessons=tuple(lesson.text.get(language) for lesson in roadmap.lessons),
        material=roadmap.material.get(language),
    )


def facts(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> tuple[Fact, ...]:
    """The notes in the margin, in a fixed order; what is not known is left out."""
    company = catalogue.companies.get(roadmap.company or "")
    fields = sorted(roadmap.learning_fields, key=lambda key: key != roadmap.primary_learning_field)
    notes = [
        Fact("fact-company", _firm(company, language)),
        Fact("fact-size", _size(catalogue, company, language)),
        Fact("fact-sector", _concept(catalogue, "sector", company.sector if company else None, language)),
        Fact("fact-region", _concept(catalogue, "region", company.region if company else None, language)),
        Fact("fact-groups", tuple(catalogue.title("target-group", key, language) for key in roadmap.target_groups)),
        Fact("fact-occasion", tuple(catalogue.title("learning-field", key, language) for key in fields)),
        Fact("fact-figures", _figures(roadmap, language)),
        Fact("fact-participation", _concept(catalogue, "participation-form", roadmap.participation, language)),
    ]
    return tuple(note for note in notes if note.entries)


def goal_tree(goals: tuple[Goal, ...], language: Language) -> tuple[GoalBranch, ...]:
    """Goals that refine none, each with what refines it; a goal that refines a later one (or itself) stands alone."""

    def branch(place: int) -> GoalBranch:
        below = (n for n in range(place + 1, len(goals) + 1) if goals[n - 1].refines == place)
        goal = goals[place - 1]
        return GoalBranch(goal.level, goal.text.get(language), tuple(branch(n) for n in below))

    places = range(1, len(goals) + 1)
    return tuple(branch(place) for place in places if not _refines_earlier(goals[place - 1], place))


def fit_of(service: Service, key: str, case: Given, language: Language) -> Fit | None:
    """What the recommender says of this roadmap in this case; None without a case."""
    if not case:
        return None
    try:
        answer = service.recommender.recommend("roadmap", case.asked, MAX_LIMIT, language)
    except CodiclustError as error:
        return Fit(None, str(error))
    return Fit(next((item for item in answer.items if item.identifier == key), None))


def _refines_earlier(goal: Goal, place: int) -> bool:
    return goal.refines is not None and 1 <= goal.refines < place


def _firm(company: Company | None, language: Language) -> tuple[str, ...]:
    """What the company makes, without the words that it is an example."""
    return (company.title.get(language).split(" – ", 1)[-1],) if company and company.title else ()


def _size(catalogue: Catalogue, company: Company | None, language: Language) -> tuple[str, ...]:
    if company is None:
        return ()
    entries = list(_concept(catalogue, "size-class", company.size_class, language))
    if company.employees:
        entry = "roadmap.employees-assumed" if company.employees.assumption else "roadmap.employees"
        entries.append(wording()(entry, language, n=round(company.employees.value)))
    unit = company.unit.get(language)
    return (*entries, wording()("roadmap.unit", language, name=unit)) if unit else tuple(entries)


def _figures(roadmap: Roadmap, language: Language) -> tuple[str, ...]:
    said = wording()("roadmap.assumption", language)
    return tuple(f"{text} ({said})" if assumed else text for text, assumed in figures(roadmap, language))


def _concept(catalogue: Catalogue, scheme: str, key: str | None, language: Language) -> tuple[str, ...]:
    return (catalogue.title(scheme, key, language),) if key else ()
