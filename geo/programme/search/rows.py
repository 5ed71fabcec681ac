"""Rows of a matrix, collected part by part."""

from dataclasses import dataclass, field

import highspy
import numpy as np

Terms = tuple[np.ndarray, np.ndarray]
"""Columns and the value each has: one side of a row."""


@dataclass
class Rows:
    """Rows with their bounds, in the order in which they are added."""

    low: list[np.ndarray] = field(default_factory=list)
    high: list[np.ndarray] = field(default_factory=list)
    count: list[np.ndarray] = field(default_factory=list)
    column: list[np.ndarray] = field(default_factory=list)
    value: list[np.ndarray] = field(default_factory=list)

    def one(self, low: float, high: float, column: np.ndarray, value: np.ndarray) -> None:
        """Add a row."""
        self.block(low, high, column[None, :], value[None, :])

    def block(self, low: float, high: float, column: np.ndarray, value: np.ndarray) -> None:
        """Add rows of the same length and bounds: columns and values have one line a row."""
        rows, length = column.shape
        self.ragged(np.full(rows, low), np.full(rows, high), np.full(rows, length), column.ravel(), value, column.shape)

    def ragged(
        self,
        low: np.ndarray,
        high: np.ndarray,
        count: np.ndarray,
        column: np.ndarray,
        value: np.ndarray,
        shape: tuple[int, ...] | None = None,
    ) -> None:
        """Add rows of any length, one after the other; ``value`` may be broadcast to ``shape``."""
        self.low.append(low.astype("float64"))
        self.high.append(high.astype("float64"))
        self.count.append(count.astype(np.int64))
        self.column.append(column.astype(np.int32))
        self.value.append(np.broadcast_to(value, column.shape if shape is None else shape).ravel().astype("float64"))

    def into(self, model: highspy.HighsLp) -> None:
        """Write the rows into a problem of the solver."""
        model.num_row_ = int(sum(len(part) for part in self.low))
        model.row_lower_, model.row_upper_ = np.concatenate(self.low), np.concatenate(self.high)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.r_[0, np.cumsum(np.concatenate(self.count))].astype(np.int32)
        model.a_matrix_.index_, model.a_matrix_.value_ = np.concatenate(self.column), np.concatenate(self.value)
