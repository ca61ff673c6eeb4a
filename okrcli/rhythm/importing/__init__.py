"""Goals from spreadsheets and Markdown outlines: text -> rows -> files to add, with a report of the rest."""

from __future__ import annotations

from okrcli.rhythm.importing.outline import read_outline
from okrcli.rhythm.importing.plan import Choices, Import, plan
from okrcli.rhythm.importing.rows import Left, Row, Table, decode
from okrcli.rhythm.importing.table import FIELDS, read_table

__all__ = [
    "FIELDS",
    "Choices",
    "Import",
    "Left",
    "Row",
    "Table",
    "decode",
    "plan",
    "read_outline",
    "read_table",
]
