"""Measure everything and write docs/performance.md: ``python -m benchmarks``."""

from benchmarks import catchments, programme, reach, zonal

if __name__ == "__main__":
    for measurement in (reach, catchments, zonal, programme):
        measurement.main(write=True)
