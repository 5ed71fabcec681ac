"""Good files of every kind, and what can happen to them: bytes lost and changed, values and parts replaced."""

import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import openpyxl
import osmium
import pandas as pd
import pyogrio
import rasterio
from rasterio import Affine

from geo.crs import MAP, METRIC
from tests import toyville

NAMES = ("a1", "a2", "a3", "b1", "b2", "b3", "c1", "c2", "c3")


@dataclass(frozen=True)
class Good:
    """A file that can be published, and as what."""

    name: str
    content: bytes
    layer: str
    source: str
    outlines: bool = False
    """True where every row has a shape that a cut or a replaced part must not change in silence."""


def buildings() -> gpd.GeoDataFrame:
    """Return nine buildings of the toy town, outlined."""
    rows = {
        "building_id": [f"B{number}" for number in range(len(NAMES))],
        "name": [f"Bâtiment {name}" for name in NAMES],
        "activity": ["culture"] * len(NAMES),
        "public_access": [True] * len(NAMES),
        "floor_area_m2": [100.0 + number for number in range(len(NAMES))],
    }
    return gpd.GeoDataFrame(rows, geometry=[toyville.square(name).buffer(-20) for name in NAMES], crs=METRIC)


def good_files(folder: Path) -> list[Good]:
    """Write a good file of every kind."""
    found: list[Good] = []

    def add(path: Path, layer: str, source: str, *, outlines: bool = False) -> None:
        found.append(Good(path.name, path.read_bytes(), layer, source, outlines))

    frame = buildings()
    for suffix, driver in (("gpkg", "GPKG"), ("geojson", "GeoJSON"), ("fgb", "FlatGeobuf"), ("sqlite", "SQLite")):
        pyogrio.write_dataframe(frame, folder / f"town.{suffix}", driver=driver)
        add(folder / f"town.{suffix}", "buildings", "inventory", outlines=True)
    frame.to_parquet(folder / "town.parquet")
    add(folder / "town.parquet", "buildings", "inventory", outlines=True)
    short = frame.rename(columns=lambda name: name[:10])
    pyogrio.write_dataframe(short, folder / "town.shp", driver="ESRI Shapefile")
    with zipfile.ZipFile(folder / "town.shp.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
            archive.write(folder / f"town{suffix}", f"in/town{suffix}")
    add(folder / "town.shp.zip", "buildings", "inventory", outlines=True)
    points = frame.to_crs(METRIC).assign(x_m=frame.centroid.x.round(), y_m=frame.centroid.y.round())
    table = pd.DataFrame(points.drop(columns="geometry"))
    table.to_csv(folder / "town.csv", sep=";", index=False)
    book = openpyxl.Workbook()
    for row in (list(table.columns), *table.itertuples(index=False, name=None)):
        book.active.append(list(row))
    book.save(folder / "town.xlsx")
    for suffix in ("csv", "xlsx"):
        add(folder / f"town.{suffix}", "buildings", "inventory")
    (folder / "streets.osm").write_text(_streets(), "utf-8")
    add(folder / "streets.osm", "streets", "osm")
    (folder / "streets.graphml").write_text(_network(), "utf-8")
    with osmium.SimpleWriter(str(folder / "streets.osm.pbf"), overwrite=True) as writer:
        for each in osmium.FileProcessor(str(folder / "streets.osm")):
            writer.add(each)
    add(folder / "streets.osm.pbf", "streets", "osm")
    add(folder / "streets.graphml", "streets", "graphml")
    _reception(folder / "Proximus_5G.tif")
    add(folder / "Proximus_5G.tif", "mobile_5g", "raster")
    columns = {"CD_REFNIS": toyville.PLACE.nis_code, "CD_SECTOR": [toyville.code(name) for name in NAMES]}
    people = pd.DataFrame({**columns, "TX_DESCR_SECTOR_FR": NAMES, "TOTAL": range(100, 100 + len(NAMES))})
    people.to_csv(folder / "OPENDATA_SECTOREN_2024.txt", sep="|", index=False)
    add(folder / "OPENDATA_SECTOREN_2024.txt", "population", "statbel")
    wifi = (files("layers") / "templates" / "wifi.csv").read_bytes()
    found.append(Good("wifi.csv", wifi, "wifi", "city"))
    return found


def _streets() -> str:
    corners = gpd.GeoSeries([toyville.square(name).centroid for name in NAMES], crs=METRIC).to_crs(MAP)
    nodes = "".join(
        f'<node id="{n}" version="1" lat="{at.y:.7f}" lon="{at.x:.7f}"/>' for n, at in enumerate(corners, 1)
    )
    ways = "".join(
        f'<way id="{n}" version="1"><nd ref="{a}"/><nd ref="{b}"/><nd ref="{c}"/>'
        '<tag k="highway" v="residential"/></way>'
        for n, (a, b, c) in enumerate([(1, 2, 3), (4, 5, 6), (7, 8, 9), (1, 4, 7), (2, 5, 8), (3, 6, 9)], 1)
    )
    return f'<?xml version="1.0"?><osm version="0.6">{nodes}{ways}</osm>'


def _network() -> str:
    corners = gpd.GeoSeries([toyville.square(name).centroid for name in NAMES], crs=METRIC).to_crs(MAP)
    keys = {"d0": ("graph", "crs"), "d1": ("node", "x"), "d2": ("node", "y"), "d3": ("edge", "highway")}
    declared = "".join(
        f'<key id="{key}" for="{of}" attr.name="{name}" attr.type="string"/>' for key, (of, name) in keys.items()
    )
    nodes = "".join(
        f'<node id="{n}"><data key="d1">{at.x:.7f}</data><data key="d2">{at.y:.7f}</data></node>'
        for n, at in enumerate(corners, 1)
    )
    edges = "".join(
        f'<edge source="{a}" target="{b}" id="0"><data key="d3">residential</data></edge>'
        for a, b in [(1, 2), (2, 3), (4, 5), (5, 6), (7, 8), (8, 9), (1, 4), (4, 7)]
    )
    return (
        '<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        f'{declared}<graph edgedefault="directed"><data key="d0">epsg:4326</data>{nodes}{edges}</graph></graphml>'
    )


def _reception(path: Path) -> None:
    x, y = toyville.CORNER
    classes = (np.arange(900).reshape(30, 30) % 4).astype("uint8")
    how: dict[str, Any] = {"driver": "GTiff", "width": 30, "height": 30, "count": 1, "dtype": "uint8", "crs": METRIC}
    with rasterio.open(path, "w", transform=Affine(100, 0, x - 1000, 0, -100, y + 2000), nodata=255, **how) as raster:
        raster.write(classes, 1)
        raster.update_tags(operator="Proximus", unit="class")


def cut(content: bytes, dice: random.Random) -> bytes:
    """Lose the end, or a piece from the middle."""
    start = dice.randrange(len(content))
    return content[:start] if dice.random() < 0.5 else content[:start] + content[start + dice.randrange(1, 200) :]


def changed(content: bytes, dice: random.Random) -> bytes:
    """Change some bytes."""
    torn = bytearray(content)
    for _ in range(dice.choice([1, 2, 5, 20, 100])):
        torn[dice.randrange(len(torn))] = dice.choice([0, 255, 32, 34, 45, 48, 57, dice.randrange(256)])
    return bytes(torn)


STRANGE = (
    None,
    True,
    -1,
    0,
    2**70,
    1e308,
    float("nan"),
    float("inf"),
    "",
    "x",
    "=1+1",
    "\x1b[2J",
    "\ud800",
    [],
    {},
    [[]],
)


def replaced(content: bytes, dice: random.Random) -> bytes:
    """Replace one value, list or object of a JSON text by something strange, or take a member away."""
    told = json.loads(content)
    place, key = _somewhere(told, dice)
    if dice.random() < 0.3 and isinstance(place, dict):
        # Without a corner or a row it would be another good file.
        del place[key]
    elif dice.random() < 0.2 and isinstance(place, list):
        place.insert(int(key), dice.choice(STRANGE))
    else:
        place[key] = dice.choice(STRANGE)
    return json.dumps(told).encode()


def _somewhere(told: Any, dice: random.Random) -> tuple[Any, Any]:
    """Walk down to a member at random."""
    place = told
    while True:
        key = dice.choice(list(place)) if isinstance(place, dict) else dice.randrange(len(place))
        below = place[key]
        if not isinstance(below, dict | list) or not below or dice.random() < 0.2:
            return place, key
        place = below


def ways(good: Good) -> list[tuple[str, Callable[[bytes, random.Random], bytes]]]:
    """Return what can happen to a file."""
    return [("cut", cut), ("changed", changed), *([("replaced", replaced)] if good.name.endswith(".geojson") else [])]
