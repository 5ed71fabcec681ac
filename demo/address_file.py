"""The address register of the demonstration city, as the regions publish theirs (BeSt), awkward rows included."""

import numpy as np
from pyproj import Transformer

from demo.chance import generator
from demo.formats import METRIC_CODE, archive, delimited
from demo.geography import SECTIONS
from demo.partition import Sector
from demo.streets import Houses, Street

_HEADER = [
    "EPSG:3812_x", "EPSG:3812_y", "EPSG:4326_lat", "EPSG:4326_lon", "address_id", "box_number", "house_number",
    "municipality_id", "municipality_name_de", "municipality_name_fr", "municipality_name_nl", "postcode",
    "postname_fr", "postname_nl", "street_id", "streetname_de", "streetname_fr", "streetname_nl", "region_code",
    "status",
]  # fmt: skip
_FIRST_ADDRESS = 4_100_001
_WITHOUT_PLACE = 0.0008
"""Share of the houses nobody has placed: zeros in Lambert, which in degrees lie somewhere else altogether."""
_RETIRED = 0.012
_PROPOSED = 0.003


def addresses(seed: int, sectors: list[Sector], streets: list[Street], houses: Houses) -> bytes:
    """Return an archive with one line a letterbox, with the few lines no longer or not yet in use."""
    chance = generator(seed, "addresses")
    count = len(houses.x_m)
    placed = chance.random(count) >= _WITHOUT_PLACE
    x, y = np.where(placed, houses.x_m, 0.0), np.where(placed, houses.y_m, 0.0)
    lon, lat = Transformer.from_crs(METRIC_CODE, 4326, always_xy=True).transform(x, y)
    drawn = chance.random(count)
    rows: list[list[object]] = []
    for house in range(count):
        street = streets[houses.street[house]]
        section = SECTIONS[sectors[houses.sector[house]].section]
        where = [f"{x[house]:.5f}", f"{y[house]:.5f}", f"{lat[house]:.5f}", f"{lon[house]:.5f}"]
        number = str(houses.number[house])
        tail = [
            *("52011", "", "Charleroi", "Charleroi", section.postal_code, section.name, "", street.street_id),
            *("", street.name, "", "BE-WAL"),
        ]
        for box in range(1, int(houses.boxes[house]) + 1) or [None]:
            label = "" if box is None else f"{box:03d}"
            rows.append([*where, _FIRST_ADDRESS + len(rows), label, number, *tail, "current"])
        if drawn[house] < _RETIRED + _PROPOSED:
            status = "retired" if drawn[house] < _RETIRED else "proposed"
            rows.append([*where, _FIRST_ADDRESS + len(rows), "", f"{number}A", *tail, status])
    return archive("demo_openaddress-bewal.csv", delimited(_HEADER, rows, ",", mark=True), (2026, 11, 1))
