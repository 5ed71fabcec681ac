"""What the declaration of an exported column says."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Exported:
    """One column of an exported table. The words are English; codes stand in backquotes.

    Attributes
    ----------
    name
        As in the header.
    meaning
        What a cell says, with its codes where it has any.
    origin
        How it comes about: the layer it is taken from, or the formula, by the names of exported columns.
    unit
        Empty for text, codes, and true or false.
    """

    name: str
    meaning: str
    origin: str
    unit: str = ""

    def of(self, origin: str) -> "Exported":
        """Return the same column where it comes about in another way, such as being copied from another table."""
        return replace(self, origin=origin)


def bounded(column: Exported, low: str, high: str) -> tuple[Exported, Exported, Exported]:
    """Return a column with its bounds, ``_low`` and ``_high``; ``low`` and ``high`` say how these come about."""
    ends = (("low", "least", low), ("high", "most", high))
    first, last = (
        replace(column, name=f"{column.name}_{end}", meaning=f"The {word} `{column.name}` may be", origin=origin)
        for end, word, origin in ends
    )
    return column, first, last
