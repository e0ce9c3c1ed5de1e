"""Runs every benchmark and prints its figures."""

from itertools import chain

from benchmarks import attack, first_line, pages
from benchmarks.measuring import table

print(table(chain(first_line.figures(), pages.figures(), attack.figures())))
