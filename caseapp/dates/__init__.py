"""Dates as people remember them: about May 2017, late 2017, since February 2021."""

from caseapp.dates.partial_date import PartialDate, Precision

__all__ = ["PartialDate", "Precision"]
