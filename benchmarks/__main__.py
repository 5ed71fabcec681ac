"""Measure everything and write docs/performance.md: ``python -m benchmarks``."""

from benchmarks import catchments, reach, zonal

if __name__ == "__main__":
    for measurement in (reach, catchments, zonal):
        measurement.main(write=True)
