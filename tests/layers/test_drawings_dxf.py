"""A DXF drawing is read where it can be: what is drawn, by layer and text, in the system the commune's file names."""

from pathlib import Path

import pytest

from geo.place import Mapping
from layers._fault import Refused
from layers._raw import RawFile
from layers.reading.features_in import read_features
from layers.reading.kinds import kind_of
from tests import toyville
from tests.layers.city_files import cleaned

X, Y = 155_392.0, 122_215.0
"""The middle of Charleroi in Lambert 72."""


def _entity(kind: str, handle: str, layer: str, *pairs: tuple[int, object]) -> list[tuple[int, object]]:
    return [(0, kind), (5, handle), (100, "AcDbEntity"), (8, layer), *pairs]


BLOCK = [
    (0, "BLOCK"), (8, "0"), (2, "AP"), (70, 0), (10, 0.0), (20, 0.0), (30, 0.0), (3, "AP"),
    (0, "LINE"), (8, "0"), (10, -1.0), (20, 0.0), (11, 1.0), (21, 0.0), (0, "ENDBLK"), (8, "0"),
]  # fmt: skip
ENTITIES = [
    *_entity("TEXT", "A1", "WIFI", (10, X), (20, Y), (40, 2.5), (1, "H\u00f4tel de Ville")),
    *_entity("INSERT", "A2", "SYMBOLES", (2, "AP"), (10, X + 100), (20, Y)),
    *_entity(
        "LWPOLYLINE", "A3", "BATI", (100, "AcDbPolyline"), (90, 4), (70, 1),
        (10, X), (20, Y), (10, X + 10), (20, Y), (10, X + 10), (20, Y + 10), (10, X), (20, Y + 10),
    ),
]  # fmt: skip


def drawing(folder: Path, entities: list[tuple[int, object]], *, whole: bool = True) -> RawFile:
    """Write a drawing of these entities, and of a block that symbols may stand for."""
    header = [(0, "SECTION"), (2, "HEADER"), (9, "$ACADVER"), (1, "AC1021"), (0, "ENDSEC")]
    blocks = [(0, "SECTION"), (2, "BLOCKS"), *BLOCK, (0, "ENDSEC")]
    drawn = [(0, "SECTION"), (2, "ENTITIES"), *entities, (0, "ENDSEC"), (0, "EOF")]
    path = folder / "plan.dxf"
    text = "".join(f"{code:>3}\n{value}\n" for code, value in [*header, *blocks, *drawn])
    path.write_text(text if whole else text[: len(text) // 2], encoding="utf-8")
    return RawFile(path.name, path)


def test_what_is_drawn_is_read_by_layer_and_text(tmp_path: Path) -> None:
    raw = drawing(tmp_path, ENTITIES)
    assert kind_of(raw) == "dxf"
    found, faults = read_features(raw, toyville.PLACE, declared_crs="EPSG:31370")
    assert found["Layer"].tolist() == ["WIFI", "SYMBOLES", "BATI"]
    assert found["Text"].tolist()[0] == "Hôtel de Ville"
    assert found.geometry.geom_type.tolist() == ["Point", "Point", "Polygon"]
    assert found.geometry.iloc[2].area == pytest.approx(100, rel=1e-3)
    assert not [fault for fault in faults if fault.severity == "error"]


def test_the_system_has_to_be_given(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_features(drawing(tmp_path, ENTITIES), toyville.PLACE)
    (fault,) = refused.value.faults
    assert fault.code == "crs.must_be_given"
    assert "EPSG:31370" in str(fault.parameters["known"])


def test_a_layer_of_a_drawing_becomes_hotspots_by_mapping_alone(tmp_path: Path) -> None:
    layout = Mapping(
        columns={"wifi_id": "EntityHandle", "name": "Text"},
        constants={"access": "public"},
        crs="EPSG:31370",
        only={"Layer": ("WIFI",)},
    )
    place = toyville.PLACE.model_copy(update={"mappings": {"wifi.city": layout}})
    table = cleaned(drawing(tmp_path, ENTITIES), "wifi", "city", place).table
    assert table[["wifi_id", "name", "access"]].to_numpy().tolist() == [["A1", "Hôtel de Ville", "public"]]


def test_blocks_that_hold_blocks_cost_nothing(tmp_path: Path) -> None:
    """Each block holds the one before ten times: drawn out, ten thousand million lines."""
    levels = []
    for level in range(10):
        inner = [(0, "INSERT"), (8, "0"), (2, f"B{level - 1}" if level else "AP"), (10, 0.0), (20, 0.0)] * 10
        levels += [(0, "BLOCK"), (8, "0"), (2, f"B{level}"), (70, 0), (10, 0.0), (20, 0.0), (3, f"B{level}")]
        levels += [*inner, (0, "ENDBLK"), (8, "0")]
    raw = drawing(tmp_path, _entity("INSERT", "A9", "S", (2, "B9"), (10, X), (20, Y)))
    text = raw.path.read_text("utf-8").replace(
        "BLOCKS\n", "BLOCKS\n" + "".join(f"{code:>3}\n{value}\n" for code, value in levels), 1
    )
    raw.path.write_text(text, encoding="utf-8")
    found, _ = read_features(raw, toyville.PLACE, declared_crs="EPSG:31370")
    assert found.geometry.geom_type.tolist() == ["Point"]


def test_a_drawing_cut_short_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_features(drawing(tmp_path, ENTITIES * 50, whole=False), toyville.PLACE, declared_crs="EPSG:31370")


def test_an_older_drawing_is_read_in_the_code_page_it_names(tmp_path: Path) -> None:
    raw = drawing(tmp_path, ENTITIES)
    text = raw.path.read_text("utf-8").replace("AC1021\n", "AC1015\n  9\n$DWGCODEPAGE\n  3\nANSI_1252\n")
    raw.path.write_text(text, encoding="cp1252")
    assert read_features(raw, toyville.PLACE, declared_crs="EPSG:31370")[0]["Text"].tolist()[0] == "Hôtel de Ville"
