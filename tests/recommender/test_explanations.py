"""Every sentence of an explanation is true by the graph, in the language asked for, and said once."""

import re
from collections.abc import Sequence
from typing import Any, cast

import pytest

from graph.catalogue import Catalogue
from graph.records import MediaType, Method, Record, Roadmap
from graph.values import LANGUAGES, Edge, Language, Texts
from recommender.engine import GraphRecommender
from recommender.index import KINDS
from recommender.relevance.cases import read_cases
from recommender.texts import item_texts
from recommender.types import Kind, Need, Reason, Recommendation
from recommender.words import content_stems, stem

from .conftest import SMALL, BuildCatalogue
from .needs import NEEDS

QUOTED = re.compile(r"„([^“]+)“|“([^”]+)”")
GROUPED = {"target-group": "target_groups", "learning-field": "learning_fields"}


def quotes(text: str) -> list[str]:
    return [german or english for german, english in QUOTED.findall(text)]


def edges(record: Record, name: str) -> dict[str, Edge]:
    found: Sequence[Edge] = getattr(record, name, ())
    return {edge.identifier: edge for edge in found}


class Facts:
    """What the graph says of the items of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.stems: dict[str, dict[str, set[str]]]
        self.stems = {kind: {t.identifier: set(content_stems(t.whole)) for t in item_texts(catalogue, kind)} for kind in KINDS}

    def cases(self, record: Record, language: Language) -> list[str]:
        """Worked cases in a language that a record answers."""
        kind = cast(Kind, record.kind)
        return [c.text for c in read_cases() if c.language == language and record.identifier in c.grades.get(kind, {})]

    def holds(self, record: Record, reason: Reason, need: str, language: Language) -> bool:
        """Whether a reason for a record is true; by the kind of the reason."""
        concepts = [link.identifier for link in reason.concepts]
        match reason.kind:
            case "need":
                needs: Texts = getattr(record, "typical_needs", Texts())
                texts = [*needs.get(language), *self.cases(record, language)]
                return any(f"„{text}“" in reason.text or f"“{text}”" in reason.text for text in texts)
            case "words":
                return self._words(record, reason, need)
            case "barrier":
                return self._barrier(record, reason, concepts, language)
            case "target-group" | "learning-field":
                return self._grouped(record, reason.kind, reason, concepts)
            case "roadmap":
                used = [self.catalogue.roadmaps[key] for key in concepts]
                return all(record.identifier in (*roadmap.method_ids, *roadmap.media_types) for roadmap in used)
            case "method" if isinstance(record, MediaType):
                return all(record.identifier in edges(self.catalogue.methods[m], "supports_media_types") for m in concepts)
            case "media-type":
                has = record.media_types if isinstance(record, Roadmap) else edges(record, "supports_media_types")
                return set(concepts) <= {*has, record.identifier}
            case "method":
                return set(concepts) <= ({*record.method_ids} if isinstance(record, Roadmap) else {record.identifier})
            case "phase":
                return set(concepts) <= set(edges(record, "phases"))
            case "mode":
                return set(concepts) <= set(getattr(record, "mode", ()))
            case "duration" | "group-size":
                return isinstance(record, Method) and bool(record.minutes if reason.kind == "duration" else record.group_size)
            case "sector" | "size-class":
                return isinstance(record, Roadmap) or bool(concepts)
        return False

    def _words(self, record: Record, reason: Reason, need: str) -> bool:
        if reason.concepts:  # what the item is about
            return reason.concepts[0].identifier == record.identifier
        words = quotes(reason.text)
        return bool(words) and all(w in need and stem(w) in self.stems[record.kind][record.identifier] for w in words)

    def _barrier(self, record: Record, reason: Reason, concepts: list[str], language: Language) -> bool:
        if isinstance(record, Roadmap):
            return set(concepts) <= set(record.barriers)
        (barrier,) = concepts
        edge = edges(record, "mitigates_barriers").get(barrier)
        return edge is not None and (edge.reason.get(language) in reason.text or not edge.reason)

    def _grouped(self, record: Record, scheme: str, reason: Reason, concepts: list[str]) -> bool:
        if isinstance(record, Roadmap):
            return set(concepts) <= set(getattr(record, GROUPED[scheme]))
        wanted = [c for c in concepts if c not in self.catalogue.roadmaps]
        used = [self.catalogue.roadmaps[c] for c in concepts if c in self.catalogue.roadmaps]
        uses = all(record.identifier in (*r.method_ids, *r.media_types) for r in used)
        seen = {key for r in used for key in getattr(r, GROUPED[scheme])}
        return bool(used) and uses and set(wanted) <= seen and all(set(getattr(r, GROUPED[scheme])) & set(wanted) for r in used)

    def missed(self, record: Record, reason: Reason) -> bool:
        """Whether a mismatch is true."""
        concepts = {link.identifier for link in reason.concepts}
        match reason.kind:
            case "barrier":
                has = record.barriers if isinstance(record, Roadmap) else edges(record, "mitigates_barriers")
                return not concepts & set(has)
            case "media-type":
                return isinstance(record, Roadmap) and not concepts & set(record.media_types)
            case "target-group" | "learning-field":
                return concepts <= set(getattr(record, GROUPED[reason.kind]))
            case "duration":
                return isinstance(record, Method) and (not record.minutes or record.minutes.max is not None)
            case "group-size":
                return isinstance(record, Method) and not record.group_size
            case "size-class" | "sector":
                return isinstance(record, Roadmap) and len(concepts) == 1
        return False


@pytest.fixture(scope="module")
def facts(catalogue: Catalogue) -> Facts:
    return Facts(catalogue)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_claims_are_true_by_the_graph(shipped: GraphRecommender, facts: Facts, kind: Kind, language: Language) -> None:
    for need in NEEDS:
        for item in shipped.recommend(kind, Need(need), 20, language).items:
            record = shipped.catalogue.get(kind, item.identifier)
            assert 1 <= len(item.reasons) <= 3
            assert len(item.mismatches) <= 3
            wrong = [r for r in item.reasons if not facts.holds(record, r, need, language)]
            wrong += [r for r in item.mismatches if not facts.missed(record, r)]
            assert not wrong, (need, item.identifier, wrong)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_whole_and_said_once(shipped: GraphRecommender, kind: Kind, language: Language) -> None:
    for need in NEEDS:
        for item in shipped.recommend(kind, Need(need), 10, language).items:
            said = [reason.text for reason in (*item.reasons, *item.mismatches)]
            assert len(set(said)) == len(said)
            for text in said:
                assert text[0].isupper(), text
                assert text.endswith((".", "“", "”")) or text in {"Dauer unbekannt", "Duration unknown"}, text
                assert not re.search(r"\.\.|\s\s|\s[.,]|\bNone\b|[{}]|„“|“”|\.“\.|\.”\.", text), text


@pytest.mark.parametrize("kind", KINDS)
def test_sentences_stay_in_the_language_of_the_answer(shipped: GraphRecommender, kind: Kind) -> None:
    needs = {language: _needs(shipped.catalogue, kind, language) for language in LANGUAGES}
    for need in NEEDS:
        for language, other in (("de", "en"), ("en", "de")):
            for item in shipped.recommend(kind, Need(need), 10, language).items:  # type: ignore[arg-type]
                foreign = [q for r in item.reasons if r.kind == "need" for q in needs[other] if q in r.text]  # type: ignore[index]
                assert not foreign
                marks = "“" if language == "de" else "„"
                assert not any(r.text.lstrip().startswith(marks) for r in (*item.reasons, *item.mismatches))


def _needs(catalogue: Catalogue, kind: str, language: Language) -> set[str]:
    return {text for record in catalogue.records[kind].values() for text in record.typical_needs.get(language)}  # type: ignore[attr-defined]


def asked(
    recommender: GraphRecommender, kind: Kind, key: str, text: str, language: Language = "de", **profile: object
) -> Recommendation:
    answer = recommender.recommend(kind, Need(text, profile), 50, language)
    (item,) = [item for item in answer.items if item.identifier == key]
    return item


def told(reasons: Sequence[Reason]) -> list[str]:
    return [reason.text for reason in reasons]


def test_reasons_of_a_method_worked_out_by_hand(small_recommender: GraphRecommender) -> None:
    item = asked(small_recommender, "method", "A1", "Nachtschicht", barriers=["dispersed-sites"], target_group="apprentices")
    assert told(item.reasons) == [
        "Hilft bei „Schichtbetrieb“, weil jede Schicht mitdreht.",
        "Für diese Zielgruppe schon eingesetzt: Auszubildende (P1 und P10).",
    ]
    assert [link.identifier for link in item.reasons[1].concepts] == ["apprentices", "P1", "P10"]
    assert told(item.mismatches) == ["Ob es bei „verstreute Standorte“ hilft, wissen wir nicht."]


def test_reasons_of_a_roadmap_worked_out_by_hand(small_recommender: GraphRecommender) -> None:
    profile: dict[str, Any] = {"barriers": ["shift-work", "lack-of-time"], "media_types": ["M1", "M2"], "sector": "26"}
    item = asked(small_recommender, "roadmap", "P1", "", **profile)
    assert told(item.reasons) == [
        "Auch dort im Weg: „Schichtbetrieb“.",
        "Dort eingesetzt: „Lernvideo“.",
        "Gleiche Branche: Mess- und Kontrollinstrumente.",
    ]
    assert told(item.mismatches) == [
        "Dort nicht im Weg: „Zeitmangel“. Dafür bräuchten Sie etwas Eigenes.",
        "Dort nicht eingesetzt: „Quiz“.",
    ]
    other = asked(small_recommender, "roadmap", "P2", "", **profile)
    assert told(other.mismatches) == [
        "Dort nicht im Weg: „Schichtbetrieb“ und „Zeitmangel“. Dafür bräuchten Sie etwas Eigenes.",
        "Dort nicht eingesetzt: „Lernvideo“.",
        "Andere Branche: Maschinenbau. Die Beispiele müssten aus Ihrem Alltag kommen.",
    ]


def test_groups_that_roadmaps_of_an_item_share_are_told_in_one_sentence(small_recommender: GraphRecommender) -> None:
    item = asked(small_recommender, "method", "A2", "Azubis, Monteure und Ausbilder")
    together = "Auszubildende, Servicetechniker:innen und Ausbilder:innen (P2 und P10)"
    assert told(item.reasons)[0] == f"Für diese Zielgruppe schon eingesetzt: {together}."


def test_what_is_unknown_of_a_company_is_not_told_against_it(small_recommender: GraphRecommender) -> None:
    item = asked(small_recommender, "roadmap", "P10", "", size_class="small", sector="28", target_group="apprentices")
    assert told(item.reasons) == ["Gleiche Zielgruppe: Auszubildende."]
    assert item.mismatches == ()


def test_one_group_of_several_is_enough(small_recommender: GraphRecommender) -> None:
    item = asked(small_recommender, "roadmap", "P1", "Azubis und Ausbilder", "de")
    assert "Gleiche Zielgruppe: Auszubildende." in told(item.reasons)
    assert item.mismatches == ()
    other = asked(small_recommender, "roadmap", "P2", "Azubis und Ausbilder fragen", "de", barriers=["dispersed-sites"])
    assert "Andere Zielgruppe: Servicetechniker:innen. Sprache und Beispiele müssten Sie anpassen." in told(other.mismatches)


def test_nothing_is_missed_that_only_a_hidden_label_named(small_recommender: GraphRecommender) -> None:
    hinted = asked(small_recommender, "roadmap", "P2", "Videos für unterwegs", barriers=["dispersed-sites"])
    assert hinted.mismatches == ()
    named = asked(small_recommender, "roadmap", "P2", "Lernvideos für unterwegs", barriers=["dispersed-sites"])
    assert told(named.mismatches) == ["Dort nicht eingesetzt: „Lernvideo“."]


def test_as_much_is_told_against_an_item_as_a_coach_would_say(small_recommender: GraphRecommender) -> None:
    profile: dict[str, Any] = {
        "barriers": ["shift-work"],
        "target_group": "apprentices",
        "media_types": ["M1"],
        "size_class": "small",
    }
    item = asked(small_recommender, "roadmap", "P2", "Wer draußen ist, kann niemanden fragen", **profile)
    assert [reason.kind for reason in item.mismatches] == ["barrier", "target-group", "media-type"]


def test_use_in_a_sector_counts_for_the_sectors_above_it(small_recommender: GraphRecommender) -> None:
    item = asked(small_recommender, "method", "A1", "", sector="26")
    assert told(item.reasons) == ["In dieser Branche schon eingesetzt: Elektronik und Optik (P1)."]
    keys = [i.identifier for i in small_recommender.recommend("method", Need("", {"sector": "28"})).items]
    assert keys == ["A2", "A3"]


def test_a_clause_in_the_other_language_is_left_out(small_recommender: GraphRecommender) -> None:
    assert told(asked(small_recommender, "method", "A3", "", barriers=["lack-of-time"]).reasons) == ["Hilft bei „Zeitmangel“."]
    english = asked(small_recommender, "method", "A3", "", "en", barriers=["lack-of-time"])
    assert told(english.reasons) == ["Helps with “Lack of time”, because it takes an hour."]


def test_a_need_is_quoted_only_in_the_language_of_the_answer(small_recommender: GraphRecommender) -> None:
    english = asked(small_recommender, "media-type", "M3", "engineers drive for hours", "en")
    assert told(english.reasons) == ["Others put it like this: “Our engineers drive for hours every day.”"]
    german = asked(small_recommender, "media-type", "M3", "engineers drive for hours", "de")
    assert told(german.reasons) == ["Gemeinsame Stichwörter: „drive“, „engineers“ und „hours“."]


def test_the_words_that_named_a_concept_are_not_told_twice(small_recommender: GraphRecommender) -> None:
    item = asked(small_recommender, "roadmap", "P10", "Auszubildende in der Nachtschicht")
    assert told(item.reasons) == ["Auch dort im Weg: „Schichtbetrieb“.", "Gleiche Zielgruppe: Auszubildende."]


def test_an_item_that_the_need_names(small_recommender: GraphRecommender) -> None:
    item = asked(small_recommender, "media-type", "M2", "ein Quiz am Ende")
    assert told(item.reasons)[0] == "Sie nennen „Quiz“."
    wanted = asked(small_recommender, "media-type", "M2", "", media_types=["M2"])
    assert told(wanted.reasons) == ["Das gewünschte Lernmedium: „Quiz“."]


def test_words_in_common_are_told_and_scattered_word_parts_are_not_enough(small_recommender: GraphRecommender) -> None:
    assert "Gemeinsame Stichwörter: „Handgriffe“." in told(asked(small_recommender, "method", "A1", "Handgriffe").reasons)
    assert small_recommender.recommend("method", Need("Handgreiflichkeit Aufnahmegerät")).items == ()


def test_competencies_there_and_missing(small_recommender: GraphRecommender) -> None:
    assert told(asked(small_recommender, "method", "A1", "", competencies=["Filmschnitt"]).reasons) == [
        "Das bringen Sie schon mit: „Filme schneiden“."
    ]
    missing = asked(small_recommender, "method", "A2", "Nacheinander werden alle angerufen", competencies=["K1"])
    assert told(missing.mismatches) == ["Braucht außerdem: „Runden leiten“."]
    roadmap = asked(small_recommender, "roadmap", "P10", "", competencies=["K1"])
    assert told(roadmap.reasons) == ["Das bringen Sie schon mit: „Filme schneiden“."]


def test_the_roadmap_of_the_profile(small_recommender: GraphRecommender) -> None:
    method = asked(small_recommender, "method", "A1", "", roadmap="P1")
    assert told(method.reasons) == ["Wurde in „Filme am Arbeitsplatz“ eingesetzt."]
    roadmap = asked(small_recommender, "roadmap", "P10", "", roadmap="P1")
    assert told(roadmap.reasons) == ["Hat mit Ihrer Roadmap gemeinsam: „Filmwerkstatt“."]
    assert [i.identifier for i in small_recommender.recommend("roadmap", Need("", {"roadmap": "P1"})).items] == ["P10"]


def test_effort_is_compared_where_both_are_known(build_catalogue: BuildCatalogue) -> None:
    files = {**SMALL, "P1": f"{SMALL['P1']}effort_person_days: {{value: 12, assumption: true}}\n"}
    recommender = GraphRecommender(build_catalogue(**files))
    assert told(asked(recommender, "roadmap", "P1", "Filme, wir haben 6 Personentage").mismatches) == [
        "Braucht 6 Personentage mehr, als Sie angeben."
    ]
    assert "The effort fits: 12 person-days." in told(
        asked(recommender, "roadmap", "P1", "films, 20 person-days", "en").reasons
    )
    assert asked(recommender, "roadmap", "P10", "Filme, wir haben 6 Personentage").mismatches == ()


def test_media_and_methods_of_a_need_that_refuses_them(small_recommender: GraphRecommender) -> None:
    answer = small_recommender.recommend("media-type", Need("Kein Video, lieber ein Quiz"))
    assert [item.identifier for item in answer.items] == ["M2"]


def test_all_kinds_of_records_are_covered() -> None:
    assert {Roadmap.kind, Method.kind, MediaType.kind} == set(KINDS)
