"""Data shaped like the real graph, as large as wanted: the shipped toolbox, and roadmaps that a seeded generator makes up.

A generated roadmap takes its size and its mix from a shipped one (how many steps, goals, media, ..) and draws the rest: methods
that the toolbox has for the phase, media, barriers, competencies, texts of other roadmaps. It goes the way of every record
(names resolved, triples, rules), so that the predicates, the inferred triples and the named graphs are those of a build.
"""

import copy
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import data as shipped
from graph.loading import load_records
from graph.quads import asserted_quads, canonical_nquads, inferred_quads, with_default_graph
from graph.sources import SourceRecord, read_sources
from graph.values import Iri
from ontology.namespaces import graph_iri

SEED = 20261124
_LEFT_OUT = frozenset({"roadmap", "editorial-link"})
"""Kinds that are not part of the toolbox: what is generated, and what editors said about the shipped roadmaps."""
_LISTS = ("barriers", "competencies", "media_types", "learning_fields", "target_groups")
_TEXTS = ("results", "lessons", "milestones")
_IN_COMPANY = ("sector", "size_class", "region")


def synthetic_nquads(roadmaps: int, seed: int = SEED) -> bytes:
    """A dataset of so many roadmaps, its default graph the merge of the named ones. Same arguments, same bytes."""
    sources, _ = read_sources([("data", Path(shipped.__path__[0]))])
    toolbox = [source for source in sources if source.kind not in _LEFT_OUT]
    models = [source for source in sources if source.kind == "roadmap"]
    draw = random.Random(seed)  # noqa: S311 - wanted: the same every time
    methods = _methods_by_phase(toolbox)
    made = [_roadmap(number, models, methods, draw) for number in range(1, roadmaps + 1)]
    records, _ = load_records([*toolbox, *made])
    asserted = asserted_quads(records)
    return canonical_nquads(with_default_graph([*asserted, *inferred_quads(asserted)]))


def _methods_by_phase(toolbox: Sequence[SourceRecord]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source in toolbox:
        if source.kind == "method":
            for phase in source.data["phases"]:
                found.setdefault(phase if isinstance(phase, str) else phase["id"], []).append(source.identifier)
    return found


def _roadmap(
    number: int, models: Sequence[SourceRecord], methods: Mapping[str, list[str]], draw: random.Random
) -> SourceRecord:
    model = draw.choice(models)
    made: dict[str, Any] = copy.deepcopy(dict(model.data))
    identifier = f"R{number:02}"
    made["id"] = identifier
    made["title"] = {language: f"{text} {number}" for language, text in made["title"].items()}
    made["company"] |= {"id": f"B{number:02}"} | {key: _of_another(models, draw)["company"][key] for key in _IN_COMPANY}
    made["company"]["title"] = {language: f"{text} {number}" for language, text in made["company"]["title"].items()}
    for key in _LISTS:
        pool = sorted({value for other in models for value in other.data.get(key, ())})
        made[key] = draw.sample(pool, len(made[key]))
    for step in made["steps"]:
        step["method"] = draw.choice(methods.get(step["phase"], methods["TP4"]) + methods.get("quer", []))
        step.pop("media_types", None)
    for key in _TEXTS:
        made[key] = [draw.choice(_of_another(models, draw)[key]) for _ in made[key]]
    made["duration_months"] = {"value": draw.randint(3, 18), "assumption": True}
    made["effort_person_days"] = {"value": draw.randint(5, 80), "assumption": True}
    origin = Iri(graph_iri(f"data/roadmaps/{identifier}"))
    return replace(model, identifier=identifier, data=made, file=f"data/roadmaps/{identifier}.yaml", origin=origin)


def _of_another(models: Sequence[SourceRecord], draw: random.Random) -> Mapping[str, Any]:
    return draw.choice(models).data


if __name__ == "__main__":
    sys.stdout.buffer.write(synthetic_nquads(int(sys.argv[1])))
