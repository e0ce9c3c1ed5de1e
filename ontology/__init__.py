"""The words of the graph: OWL ontology, SHACL shapes, SKOS concept schemes, rules, checks and competency questions.

Nothing here opens anything but the files of this package.
"""
