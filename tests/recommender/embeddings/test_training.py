"""The parts of the training that need no teacher: reading, cutting, solving, grouping, saving, measuring."""

from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp

from graph.errors import InputError, MissingExtra
from recommender.embeddings.static import StaticEmbedder
from recommender.training.corpora import Concept, Corpora, Pair, Wording, read_corpora
from recommender.training.fit import fit_tokens
from recommender.training.heldout import description, translation
from recommender.training.refinement import near_groups
from recommender.training.relations import Relation, relations
from recommender.training.saving import save_model
from recommender.training.spreading import EXPONENT, spread
from recommender.training.targets import minilm_texts
from recommender.training.teachers import TeacherVectors, normalised
from recommender.training.tokens import Bags, token_counts, train_tokenizer
from recommender.training.words import package_folder

FILES = {
    "tatoeba_en_de.tsv": 'He said "yes".\tEr sagte "ja".\n',
    "wikidata_titles_en_de.tsv": "Swarf\tSpan\n",
    "oeh_de_en.tsv": "Course\tKurs\n",
    "esco_de_en.tsv": (
        "uri\tkind\tlabel_de\talt_de\tdescription_de\tlabel_en\talt_en\tdescription_en\n"
        "u1\tskill\tBohren\tLöcher bohren|Bohren\tLöcher machen.\tdrill\tdrill holes|bore\tMake holes.\n"
        "u2\tskill-group\t\t\t\tgroup\t\t\n"
    ),
    "esco_skills_en.tsv": "uri\tlabel_en\talt_en\tdescription_en\nu3\tweld\tjoin metal\tJoin parts.\n",
}
WORDS = ["die arbeit", "die arbeitszeit", "die teilzeitarbeit", "zeit", "teil", "arbeit und zeit", "späne", "größe"] * 20


@pytest.fixture
def corpora(tmp_path: Path) -> Corpora:
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return read_corpora(tmp_path)


def test_corpora_are_read(corpora: Corpora) -> None:
    assert corpora.pairs == (
        Pair("tatoeba", 'He said "yes".', 'Er sagte "ja".'),
        Pair("titles", "Swarf", "Span"),
        Pair("oeh", "Course", "Kurs"),
        Pair("label", "drill", "Bohren"),
        Pair("description", "Make holes.", "Löcher machen."),
    )
    assert corpora.english == ("Join parts.", "bore", "drill holes", "group", "join metal", "weld")
    assert corpora.german == ("Löcher bohren",)
    assert set(corpora.training) | set(corpora.held_out) == set(corpora.pairs)


def test_what_a_label_should_find(corpora: Corpora) -> None:
    assert relations(corpora) == (
        Relation("Bohren", "Löcher machen."),
        Relation("Löcher bohren", "Löcher machen."),
        Relation("drill", "Make holes."),
        Relation("drill holes", "Make holes."),
        Relation("drill", "Löcher machen."),
        Relation("Bohren", "Make holes."),
        Relation("Löcher bohren", "Bohren"),
        Relation("bore", "drill"),
        Relation("weld", "Join parts."),
        Relation("join metal", "Join parts."),
    )


def test_the_slow_teacher_sees_sentences_of_four_words(corpora: Corpora) -> None:
    assert sorted(minilm_texts(corpora)) == ["Course", "Swarf", "drill"]


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="tatoeba_en_de"):
        read_corpora(tmp_path)


def test_a_missing_package_is_named() -> None:
    with pytest.raises(MissingExtra, match="no_such_package"):
        package_folder("no_such_package")


def test_pieces_are_the_same_wherever_they_stand_in_a_word() -> None:
    tokenizer = train_tokenizer(WORDS, 60)
    pieces = tokenizer.encode("Arbeitszeit, Teilzeitarbeit! 50", add_special_tokens=False).tokens
    assert pieces.count("arbeit") == 2
    assert "," not in pieces
    assert tokenizer.encode("GRÖSSE").ids == tokenizer.encode("Groeße").ids


def test_bags_hold_the_tokens_of_each_text() -> None:
    tokenizer = train_tokenizer(WORDS, 60)
    texts = ["zeit zeit", "漢", "", "arbeit"]
    bags = Bags(tokenizer, texts)
    zeit, arbeit = tokenizer.token_to_id("zeit"), tokenizer.token_to_id("arbeit")
    tokens, starts = bags.of(np.array([3, 1, 0]))
    assert (tokens.tolist(), starts.tolist()) == ([arbeit, zeit, zeit], [0, 1, 1])
    counts = token_counts(tokenizer, texts)
    assert counts[0, zeit] == 2
    assert counts.sum() == 3


def test_the_closed_form_gives_tokens_the_directions_of_their_texts() -> None:
    tokenizer = train_tokenizer(WORDS, 60)
    texts = ["arbeit", "zeit", "teil"] * 400 + ["und"]
    axes = np.eye(3, dtype=np.float32)
    targets = np.vstack([np.tile(axes, (400, 1)), axes[:1]])
    table = fit_tokens(token_counts(tokenizer, texts), targets, np.ones(len(texts), np.float32))
    rows = normalised(table[[tokenizer.get_vocab()[word] for word in ("arbeit", "zeit", "teil")]])
    np.testing.assert_allclose(rows, axes, atol=1e-3)


def test_groups_are_of_near_rows_and_hold_each_row_once() -> None:
    random = np.random.default_rng(0)
    centres = np.repeat(np.eye(8, dtype=np.float32), 32, axis=0)
    rows = centres + random.normal(scale=0.01, size=centres.shape).astype(np.float32)
    groups = near_groups(rows, 16, random)
    assert sorted(np.concatenate(groups).tolist()) == list(range(256))
    assert all(16 <= len(group) <= 24 for group in groups)
    within = np.mean([np.linalg.norm(rows[group] - rows[group].mean(0), axis=1).mean() for group in groups])
    assert within < np.linalg.norm(rows - rows.mean(0), axis=1).mean() / 2


def test_spreading_scales_each_direction_by_a_power_of_its_deviation() -> None:
    table = np.array([[1, 0], [0, 1]], np.float32)
    counts = sp.csr_matrix(np.array([[1, 0]] * 16 + [[0, 1]], np.float32))  # deviations 4 and 1
    rows = np.abs(spread(table, counts))
    np.testing.assert_allclose(rows, [[1.0, 0.0], [0.0, 4**EXPONENT]], atol=1e-5)


def test_what_is_saved_is_read(tmp_path: Path) -> None:
    tokenizer = train_tokenizer(WORDS, 60)
    table = np.random.default_rng(0).normal(size=(tokenizer.get_vocab_size(), 4)).astype(np.float32)
    save_model(tmp_path / "model", tokenizer, table)
    arbeit = table[tokenizer.token_to_id("arbeit")]
    (vector,) = StaticEmbedder(tmp_path / "model").embed(["Arbeit"])
    np.testing.assert_allclose(vector, arbeit / np.linalg.norm(arbeit), atol=1e-3)


def test_teachers_are_asked_once(tmp_path: Path) -> None:
    asked: list[str] = []

    def load() -> object:
        def encode(texts: list[str]) -> np.ndarray:
            asked.extend(texts)
            return np.array([[len(text), 0.0] for text in texts], np.float32)

        return encode

    texts = ["ccc", "a", "ccc", "bb"]
    for _ in range(2):
        vectors = TeacherVectors("lengths", load, tmp_path).of(texts, print)  # type: ignore[arg-type]
        np.testing.assert_array_equal(vectors, [[1, 0]] * 4)
    assert asked == ["a", "bb", "ccc"]


def test_translations_found_by_hand(tiny: StaticEmbedder) -> None:
    pairs = [Pair("x", "lernen", "Lernen lernen"), Pair("x", "film", "Halle"), Pair("x", "halle", "Film")]
    assert translation(tiny, pairs) == pytest.approx(1 / 3)


def test_descriptions_found_by_hand(tiny: StaticEmbedder) -> None:
    labels = [Wording(f"label {number}") for number in range(500)]
    held = next(label for label in labels if Concept(label).is_held_out)
    other = next(label for label in labels if not Concept(label).is_held_out)
    concepts = (
        Concept(held, Wording("Lernen", ("Film",), "film lernen")),  # nearest to "Film", second to "Lernen"
        Concept(other, Wording("Halle", (), "lernen lernen")),
    )
    assert description(tiny, Corpora((), concepts, (), ())) == pytest.approx((1 + 1 / np.log2(3)) / 2)
