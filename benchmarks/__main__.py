"""Runs every benchmark and prints its figures."""

from benchmarks import first_line
from benchmarks.measuring import table

print(table(first_line.figures()))
