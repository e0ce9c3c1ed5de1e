"""The evaluation set: how it is read, split, summed, and that nothing of it is indexed."""

import json
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest

from graph.catalogue import Catalogue
from graph.errors import InputError
from recommender.evaluation.needs import TASKS, EvaluationSet, JudgedNeed, Judgements, read_evaluation_set
from recommender.relevance.cases import read_cases
from recommender.text.parts import plain
from recommender.texts import item_texts

FOLDER = Path(str(files("data"))) / "evaluation"
NEED = {"id": "D1", "language": "de", "role": "coach", "form": "plain", "answerable": True, "text": "Wer zeigt das?"}
NEAR = 0.5
"""Jaccard index of character 4-grams from which on two texts are near-copies."""


@pytest.fixture(scope="module")
def shipped() -> EvaluationSet:
    return read_evaluation_set(FOLDER)


def write(folder: Path, *entries: object, **qrels: str) -> Path:
    (folder / "qrels").mkdir(parents=True)
    (folder / "needs.jsonl").write_text("".join(f"{json.dumps(entry)}\n" for entry in entries), "utf-8")
    for task in TASKS:
        for name in ("first", "second"):
            text = qrels.get(f"{task}_{name}", "")
            (folder / "qrels" / f"{task}.{name}.tsv").write_text(f"query-id\tcorpus-id\tscore\n{text}", "utf-8")
    return folder


def test_needs_and_both_passes_are_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "e", NEED, {**NEED, "id": "D2", "profile": {"phase": "TP1"}}, roadmaps_first="D1\tR01\t2\n")
    evaluation = read_evaluation_set(folder)
    assert [need.identifier for need in evaluation.needs] == ["D1", "D2"]
    assert evaluation.needs[1].profile == {"phase": "TP1"}
    assert evaluation.judgements["roadmaps"] == Judgements({"D1": {"R01": 2}}, {})


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"id": ""}, "id, text, role and form must be texts"),
        ({"text": None}, "id, text, role and form must be texts"),
        ({"language": "fr"}, "language must be de or en"),
        ({"answerable": "yes"}, "answerable true or false"),
        ({"profile": []}, "profile must be an object"),
    ],
)
def test_a_wrong_need_is_said_with_its_line(tmp_path: Path, changed: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=rf"needs.jsonl:2: .*{message}"):
        read_evaluation_set(write(tmp_path / "e", NEED, {**NEED, **changed}))


def test_grades_of_both_passes_are_added_and_needs_without_answer_left_out() -> None:
    judged = Judgements({"a": {"x": 2, "y": 1}, "b": {"x": 1}, "c": {"x": 0}}, {"a": {"y": 2}, "c": {"z": 2}})
    assert judged.summed == {"a": {"x": 2, "y": 3}, "b": {"x": 1}, "c": {"z": 2}}
    needs = [JudgedNeed(key, "?", "de", "coach", "plain", True) for key in "abd"]
    assert judged.scored(needs) == {"a": {"x": 2, "y": 3}}


def test_the_split_is_by_hash(shipped: EvaluationSet) -> None:
    for need in shipped.needs:
        odd = int(sha256(need.identifier.encode()).hexdigest(), 16) % 2
        assert need.split == ("report" if odd else "tuning")
    tuning, report = shipped.part("tuning"), shipped.part("report")
    assert len(tuning) + len(report) == len(shipped.needs)
    assert min(len(tuning), len(report)) >= 50


def test_the_set_is_as_large_and_mixed_as_it_says(shipped: EvaluationSet) -> None:
    needs = shipped.needs
    assert len({need.identifier for need in needs}) == len(needs) >= 100
    assert 0.5 <= sum(need.language == "de" for need in needs) / len(needs) <= 0.7
    assert {need.role for need in needs} == {"coach", "lotse", "hr", "trainer", "shift-leader"}
    assert {need.form for need in needs} == {"plain", "keywords", "long", "misspelt", "dialect", "colloquial"}
    assert not all(need.answerable for need in needs)


def test_judgements_are_of_needs_and_items_that_are_there(shipped: EvaluationSet, catalogue: Catalogue) -> None:
    needs = {need.identifier for need in shipped.needs}
    for task, kind in TASKS.items():
        for judged in (shipped.judgements[task].first, shipped.judgements[task].second):
            assert set(judged) <= needs
            assert {item for grades in judged.values() for item in grades} <= set(catalogue.records[kind])
            assert {grade for grades in judged.values() for grade in grades.values()} <= {1, 2}


def grams(text: str) -> frozenset[str]:
    letters = " ".join(plain(text).split())
    return frozenset(letters[start : start + 4] for start in range(len(letters) - 3))


def near(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= NEAR * len(one | other)


def test_near_copies_are_known_when_seen() -> None:
    assert near(grams("Wer zeigt den Handgriff am Band?"), grams("wer zeigt  den Handgriff am Band"))
    assert not near(grams("Wer zeigt den Handgriff am Band?"), grams("Wer führt durch das Lager?"))


def test_no_need_is_a_near_copy_of_anything_indexed(shipped: EvaluationSet, catalogue: Catalogue) -> None:
    texts = {line for kind in TASKS.values() for item in item_texts(catalogue, kind) for line in item.whole.split("\n")}
    texts |= {case.text for case in read_cases()}
    texts |= {text for records in catalogue.records.values() for record in records.values() for text in labels(record)}
    indexed = [(text, grams(text)) for text in sorted(texts)]
    copies = [
        (need.identifier, text)
        for need in shipped.needs
        if (mine := grams(need.text))
        for text, theirs in indexed
        if near(mine, theirs)
    ]
    assert copies == []


def labels(record: object) -> list[str]:
    title = getattr(record, "title", None)
    return [text for language in ("de", "en") if isinstance(text := getattr(title, language, None), str)]
