"""Roadmaps, their parts, and the companies that ran them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from graph.fields import (
    FigureField,
    IntegerField,
    RefField,
    RefsField,
    Resolver,
    TextField,
    TextsField,
    TypeField,
    codi,
)
from graph.mapping import Part, PartsField, SiblingField
from graph.records.base import Thing
from graph.values import Figure, Text, Texts
from graph.yaml_reader import JsonPath
from ontology.namespaces import CODI, RDFS

GOAL_LEVELS: Final = ("Vision", "GuidingGoal", "IntermediateGoal", "ActionGoal")


@dataclass(frozen=True, kw_only=True)
class Company(Thing):
    """A company that runs a roadmap."""

    kind = "company"
    class_name = "Company"

    sector: str | None = codi(RefField(f"{CODI}inSector", "sector"), None)
    size_class: str | None = codi(RefField(f"{CODI}sizeClass", "size-class"), None)
    employees: Figure | None = codi(FigureField(f"{CODI}employeeCount"), None)
    region: str | None = codi(RefField(f"{CODI}inRegion", "region"), None)
    unit: Text = codi(TextField(f"{CODI}unit"), Text())
    member_of: str | None = codi(RefField(f"{CODI}memberOf", "organisation"), None)


@dataclass(frozen=True, kw_only=True)
class Goal(Part):
    """A goal of the tree; `level` is Vision, GuidingGoal, IntermediateGoal or ActionGoal.

    `refines` is the position, from 1, of the goal that it refines; the vision refines none.
    """

    level: str = codi(TypeField({name: name for name in GOAL_LEVELS}), "Vision")
    text: Text = codi(TextField(f"{CODI}text"), Text())
    refines: int | None = codi(SiblingField(f"{CODI}refinesGoal", "goal"), None)
    learning_field: str | None = codi(RefField(f"{CODI}goalForLearningField", "learning-field"), None)

    @classmethod
    def parse(cls, data: Mapping[str, Any], path: JsonPath, resolver: Resolver) -> Self:
        """From `{level, text, refines, learning_field, path}`, as `Roadmap.arrange` lays goals out."""
        return super().parse(data, data["path"], resolver)


@dataclass(frozen=True, kw_only=True)
class RoadmapStep(Part):
    """One method, or work, within one phase."""

    class_name = "RoadmapStep"

    phase: str | None = codi(RefField(f"{CODI}inSubProcess", "sub-process"), None)
    method: str | None = codi(RefField(f"{CODI}appliesMethod", "method"), None)
    month: int | None = codi(IntegerField(f"{CODI}stepMonth"), None)
    note: Text = codi(TextField(f"{CODI}text"), Text())


@dataclass(frozen=True, kw_only=True)
class Milestone(Part):
    """What was reached when; `month` counts from 1, `marks_goal` is the position of an intermediate goal in `goals`."""

    class_name = "Milestone"

    title: Text = codi(TextField(f"{RDFS}label"), Text())
    phase: str | None = codi(RefField(f"{CODI}inSubProcess", "sub-process"), None)
    month: int | None = codi(IntegerField(f"{CODI}month"), None)
    marks_goal: int | None = codi(SiblingField(f"{CODI}marksGoal", "goal"), None)


@dataclass(frozen=True, kw_only=True)
class Result(Part):
    """What came of it; failures included."""

    class_name = "Result"

    text: Text = codi(TextField(f"{CODI}text"), Text())
    outcome: str | None = codi(RefField(f"{CODI}hasOutcome", "outcome"), None)


@dataclass(frozen=True, kw_only=True)
class Lesson(Result):
    """What was learnt."""

    class_name = "Lesson"


@dataclass(frozen=True, kw_only=True)
class Roadmap(Thing):
    """One documented undertaking of one company."""

    kind = "roadmap"
    class_name = "Roadmap"

    submitted_as: str | None = codi(RefField(f"{CODI}submittedAs", "publication-kind"), None)
    company: str | None = codi(RefField(f"{CODI}implementedBy", "company"), None)
    primary_learning_field: str | None = codi(
        RefField(f"{CODI}primaryLearningField", "learning-field"), None, source=("learning_fields", 0)
    )
    learning_fields: tuple[str, ...] = codi(RefsField(f"{CODI}inLearningField", "learning-field"), ())
    target_groups: tuple[str, ...] = codi(RefsField(f"{CODI}forTargetGroup", "target-group"), ())
    starting_situation: Text = codi(TextField(f"{CODI}startingSituation"), Text())
    barriers: tuple[str, ...] = codi(RefsField(f"{CODI}facesBarrier", "barrier"), ())
    participation: str | None = codi(RefField(f"{CODI}participationForm", "participation-form"), None)
    goals: tuple[Goal, ...] = codi(PartsField(f"{CODI}hasGoal", Goal, "goal"), ())
    media_types: tuple[str, ...] = codi(RefsField(f"{CODI}usesMediaType", "media-type"), ())
    lead_media_type: str | None = codi(RefField(f"{CODI}leadMediaType", "media-type"), None)
    competencies: tuple[str, ...] = codi(RefsField(f"{CODI}developsCompetency", "competency"), ())
    steps: tuple[RoadmapStep, ...] = codi(
        PartsField(f"{CODI}hasStep", RoadmapStep, "step", f"{CODI}stepOrder", f"{CODI}directlyPrecedes"), ()
    )
    milestones: tuple[Milestone, ...] = codi(PartsField(f"{CODI}hasMilestone", Milestone, "milestone"), ())
    duration_months: Figure | None = codi(FigureField(f"{CODI}durationMonths"), None)
    effort_person_days: Figure | None = codi(FigureField(f"{CODI}effortPersonDays"), None)
    results: tuple[Result, ...] = codi(PartsField(f"{CODI}hasResult", Result, "result"), ())
    lessons: tuple[Lesson, ...] = codi(PartsField(f"{CODI}hasLesson", Lesson, "lesson"), ())
    material: Text = codi(TextField(f"{CODI}material"), Text())
    typical_needs: Texts = codi(TextsField(f"{CODI}typicalNeed"), Texts())

    @classmethod
    def arrange(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """The goal tree as a list with positions, the company as its key."""
        arranged = dict(data)
        company = data["company"]
        arranged["company"] = company if isinstance(company, str) else company["id"]
        goals, marks = _goals(data)
        arranged["goals"] = goals
        arranged["milestones"] = [_milestone(m, marks) for m in data.get("milestones", ())]
        return arranged

    @property
    def method_ids(self) -> tuple[str, ...]:
        """Keys of the methods applied, each once, in the order of first use."""
        return tuple(dict.fromkeys(step.method for step in self.steps if step.method))

    @property
    def phases(self) -> tuple[str, ...]:
        """Keys of the phases that have a step, each once, in the order of first use."""
        return tuple(dict.fromkeys(step.phase for step in self.steps if step.phase))


def _goals(data: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[int]]:
    """The goal tree, depth first, and the positions of its intermediate goals."""
    goals: list[dict[str, Any]] = []
    marks: list[int] = []

    def add(level: str, refines: int | None, path: tuple[str | int, ...], **values: Any) -> int:
        link = {} if refines is None else {"refines": refines}
        goals.append({"level": level, "path": path, **values, **link})
        return len(goals)

    vision = add("Vision", None, ("vision",), text=data["vision"]) if "vision" in data else None
    for g, guiding in enumerate(data.get("guiding_goals", ())):
        here: tuple[str | int, ...] = ("guiding_goals", g)
        field = {"learning_field": guiding["learning_field"]} if "learning_field" in guiding else {}
        parent = add("GuidingGoal", vision, here, text=guiding["text"], **field)
        for i, middle in enumerate(guiding.get("intermediate_goals", ())):
            position = add("IntermediateGoal", parent, (*here, "intermediate_goals", i), text=middle["text"])
            marks.append(position)
            for action in middle.get("action_goals", ()):
                add("ActionGoal", position, here, text=action)
    return goals, marks


def _milestone(data: Mapping[str, Any], marks: list[int]) -> dict[str, Any]:
    """`marks_goal` counts intermediate goals in files, goals in the graph; out of range it is dropped and reported."""
    arranged = dict(data)
    mark = arranged.pop("marks_goal", None)
    if mark is not None and mark <= len(marks):
        arranged["marks_goal"] = marks[mark - 1]
    return arranged
