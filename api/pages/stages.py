"""A roadmap as a sequence of screens."""

from dataclasses import dataclass

from api.pages.course import Phase
from api.pages.roadmap_story import Story


@dataclass(frozen=True, slots=True)
class Stage:
    """One screen: what it shows, and the phase where it shows one."""

    kind: str
    phase: Phase | None = None


def stages_of(story: Story) -> tuple[Stage, ...]:
    """The screens of a roadmap in their order; what a roadmap does not tell has none."""
    told = (
        ("title", True),
        ("situation", bool(story.situation or story.barriers)),
        ("goals", bool(story.goals)),
        ("glance", bool(story.course.used)),
    )
    phases = (Stage("phase", phase) for phase in story.course.used)
    end = (("results", bool(story.course.endings)), ("lessons", bool(story.lessons)))
    return (*(Stage(kind) for kind, there in told if there), *phases, *(Stage(kind) for kind, there in end if there))
