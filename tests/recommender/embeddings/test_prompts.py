"""What is put before texts."""

import pytest

from recommender.embeddings.prompts import TASK, Prompts, prompts_for

E5 = Prompts("query: ", "passage: ")


@pytest.mark.parametrize(
    ("name", "configured", "expected"),
    [
        ("intfloat/multilingual-e5-small", {}, E5),
        ("/models/e5_base_v2/", {}, E5),
        (r"C:\models\E5-small", {}, E5),
        ("intfloat/multilingual-e5-large-instruct", {}, Prompts(f"Instruct: {TASK}\nQuery: ")),
        ("someone/base5-model", {}, Prompts()),
        ("sentence-transformers/all-MiniLM-L6-v2", {"query": "", "document": ""}, Prompts()),
        ("a/b", {"query": "Q: ", "document": "D: "}, Prompts("Q: ", "D: ")),
        ("a/b", {"passage": "P: ", "document": ""}, Prompts("", "P: ")),
        ("a/e5-own", {"query": "Q: "}, Prompts("Q: ", "")),
    ],
)
def test_prompts(name: str, configured: dict[str, str], expected: Prompts) -> None:
    assert prompts_for(name, configured) == expected
