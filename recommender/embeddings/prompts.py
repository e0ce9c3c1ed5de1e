"""What is put before a text, for models that were trained with it."""

from collections.abc import Mapping
from dataclasses import dataclass

TASK = "Given a need of a company, retrieve what answers it"
"""Said to models that want to be told what to look for."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """Text before queries and before the passages that are searched; empty for models that want none."""

    query: str = ""
    passage: str = ""


def prompts_for(name: str, configured: Mapping[str, str]) -> Prompts:
    """The prompts of a model: those saved with it, else those of the E5 family by its name, else none.

    Args:
        name: name or path of the model.
        configured: prompts by what sentence-transformers calls them; passages are "passage", "document" or "corpus".

    The prefixes are those of Wang et al., "Text Embeddings by Weakly-Supervised Contrastive Pre-training" (2022), and of
    its instruction-tuned successors, which take a task for queries and nothing for passages.

    >>> prompts_for("intfloat/multilingual-e5-small", {}).passage
    'passage: '
    >>> prompts_for("some/model", {"query": "Frage: ", "document": ""}).query
    'Frage: '
    """
    query = configured.get("query", "")
    passage = next((configured[key] for key in ("passage", "document", "corpus") if configured.get(key)), "")
    if query or passage:
        return Prompts(query, passage)
    parts = name.lower().replace("\\", "/").rstrip("/").rpartition("/")[2].replace("_", "-").split("-")
    if "e5" not in parts:
        return Prompts()
    return Prompts(f"Instruct: {TASK}\nQuery: ") if "instruct" in parts else Prompts("query: ", "passage: ")
