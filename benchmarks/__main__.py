"""Measure everything and write docs/performance.md: ``python -m benchmarks``."""

from benchmarks import catchments, first_visit, hard_programmes, prices, programme, reach, roster, view_switching, zonal

if __name__ == "__main__":
    for measurement in (
        reach,
        catchments,
        zonal,
        programme,
        hard_programmes,
        prices,
        roster,
        first_visit,
        view_switching,
    ):
        measurement.main(write=True)
