"""How to cite the graph: the fields of CITATION.cff, as such a file and as BibTeX."""

from dataclasses import dataclass

from ontology.namespaces import ONTOLOGY

TITLE = "CoDiCLUST knowledge graph and recommendations for digital learning in small companies"
AUTHORS = "CoDiCLUST knowledge graph contributors"
RELEASED = "2026-11-24"
LICENCES = ("Apache-2.0", "CC-BY-4.0")


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation of the program of version `release` with the data of version `data`."""

    release: str
    data: str

    @property
    def year(self) -> str:
        """Year of the release."""
        return RELEASED[:4]

    @property
    def sentence(self) -> str:
        """As it stands in a list of references."""
        return f"{AUTHORS} ({self.year}): {TITLE}. Version {self.release}, data version {self.data}. {ONTOLOGY}"

    @property
    def cff(self) -> str:
        """Citation File Format 1.2.0 (https://citation-file-format.github.io/)."""
        licences = "".join(f"  - {licence}\n" for licence in LICENCES)
        return (
            "cff-version: 1.2.0\n"
            'message: "If you use the ontology, the data or the software, please cite it as below."\n'
            f'title: "{TITLE}"\n'
            "type: software\n"
            f'authors:\n  - name: "{AUTHORS}"\n'
            f"version: {self.release}\n"
            f'date-released: "{RELEASED}"\n'
            f"license:\n{licences}"
            f'url: "{ONTOLOGY}"\n'
        )

    @property
    def bibtex(self) -> str:
        """An entry for BibTeX; the name of the group stands in braces, so that it is not taken apart."""
        return (
            "@misc{codiclust,\n"
            f"  author  = {{{{{AUTHORS}}}}},\n"
            f"  title   = {{{TITLE}}},\n"
            f"  year    = {{{self.year}}},\n"
            f"  version = {{{self.release}}},\n"
            f"  note    = {{Data version {self.data}}},\n"
            f"  url     = {{{ONTOLOGY}}}\n"
            "}\n"
        )
