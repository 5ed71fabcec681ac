"""The faults of a file as a table a spreadsheet opens, to be sent back to whoever made the file."""

from collections.abc import Sequence

import pandas as pd

from layers import Fault
from words.faults import fault_sentence
from words.numbers import Numbers

FAULT_COLUMNS = ("severity", "file", "row", "column", "value", "code", "text")


def faults_table(faults: Sequence[Fault], numbers: Numbers) -> pd.DataFrame:
    """Return a row a fault, in their order: how grave, where, what stands there, and the sentence in one language.

    Returns
    -------
    DataFrame
        Columns `FAULT_COLUMNS`; ``row`` is the line of the file, the header being line 1, empty where none is meant.
    """
    told = [
        (each.severity, each.file, each.row, each.column, each.value, each.code, fault_sentence(each, numbers))
        for each in faults
    ]
    return pd.DataFrame(told, columns=list(FAULT_COLUMNS)).astype({"row": "Int64"})
