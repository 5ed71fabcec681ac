"""A linear problem from matrices, as the solver takes it."""

import highspy
import numpy as np
from scipy import sparse


def linear_problem(
    worth: np.ndarray,
    least: np.ndarray,
    most: np.ndarray,
    rows: sparse.csr_array,
    row_least: np.ndarray,
    row_most: np.ndarray,
) -> highspy.HighsLp:
    """Return a problem to be maximised.

    Parameters
    ----------
    worth, least, most
        Objective and bounds of each column, all of them finite.
    rows
        CSR matrix rows x columns.
    row_least, row_most
        Bounds of each row; infinite for none.

    Examples
    --------
    >>> from scipy import sparse
    >>> rows = sparse.csr_array(np.array([[1.0, 2.0]]))
    >>> lp = linear_problem(np.ones(2), np.zeros(2), np.ones(2), rows, np.array([-np.inf]), np.array([2.0]))
    >>> Problem(lp, seed=1).relaxed(1.0).value
    1.5
    """
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows.shape
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_, model.col_lower_, model.col_upper_ = (np.asarray(each, float) for each in (worth, least, most))
    model.row_lower_, model.row_upper_ = np.asarray(row_least, float), np.asarray(row_most, float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = rows.indptr.astype(np.int32)
    model.a_matrix_.index_, model.a_matrix_.value_ = rows.indices.astype(np.int32), rows.data.astype(float)
    return model
