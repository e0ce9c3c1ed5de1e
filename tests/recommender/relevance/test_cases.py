"""Worked cases: read as they stand, every wrong line named."""

import json
from pathlib import Path

import pytest

from graph.catalogue import Catalogue
from graph.errors import InputError
from recommender.relevance.cases import LISTS, read_cases

LINE = '{"language": "de", "text": "Keiner weiß, wie es geht", "roadmaps": {"R01": 2}, "methods": {}}'


def test_cases_come_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text(LINE.replace("Keiner", "Niemand") + "\n", "utf-8")
    (tmp_path / "a.jsonl").write_text(LINE + "\n\n" + LINE.replace("Keiner", "Keine") + "\n", "utf-8")
    found = read_cases(tmp_path)
    assert [case.text.split()[0] for case in found] == ["Keiner", "Keine", "Niemand"]
    assert found[0].grades == {"roadmap": {"R01": 2}, "method": {}, "media-type": {}}
    assert read_cases(tmp_path / "none") == ()


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("[]", "must be a JSON object"),
        ("{", "must be a JSON object"),
        (LINE.replace('"text"', '"txt"'), "must be a JSON object"),
        (LINE.replace('"de"', '"fr"'), "de or en"),
        (LINE.replace("Keiner weiß, wie es geht", "  "), "must have a text"),
        (LINE.replace('"R01": 2', '"R01": 3'), "grades must be 1 or 2"),
        (LINE.replace('"R01": 2', '"R01": "viel"'), "must be a JSON object"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, wrong: str) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(f"{LINE}\n{line}\n", "utf-8")
    with pytest.raises(InputError, match=wrong) as error:
        read_cases(tmp_path)
    assert f"{file}:2" in str(error.value)


def test_the_shipped_cases_grade_what_there_is_and_every_item_is_somebodys_answer(catalogue: Catalogue) -> None:
    cases = read_cases()
    texts = [" ".join(case.text.casefold().split()) for case in cases]
    assert len(texts) == len(set(texts))
    for kind in LISTS.values():
        known = set(catalogue.records[kind])
        graded = {key for case in cases for key in case.grades.get(kind, {})}
        assert graded <= known
        best = {key for case in cases for key, grade in case.grades.get(kind, {}).items() if grade == 2}
        assert known - best <= {"C03"}  # of which only the title is known


def test_shipped_lines_are_written_as_a_person_can_read_them() -> None:
    from recommender.relevance.cases import SHIPPED

    for file in SHIPPED.glob("*.jsonl"):
        for line in file.read_text("utf-8").splitlines():
            assert json.dumps(json.loads(line), ensure_ascii=False) == line
