"""Sectors of one year held against those of another: who lies in whom, and figures carried over by these shares."""

from geo.succession.carried import carried_rates, carried_totals, whole_numbers
from geo.succession.shares import Succession, succession

__all__ = ["Succession", "carried_rates", "carried_totals", "succession", "whole_numbers"]
