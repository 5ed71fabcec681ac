"""A QGIS project of the exported layers: styled, named in the reader's language, found beside it or in a database."""

from collections.abc import Callable, Mapping
from xml.etree import ElementTree

import geopandas as gpd
from pyproj import CRS

from exports.gis.layers import MAP_LAYERS
from exports.gis.styles import renderer
from words import Translator
from words.numbers import Numbers

Source = Callable[[str], str]
"""Name of a layer -> where QGIS finds it."""

_HEAD = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"


def beside(file: str) -> Source:
    """Return where layers are that lie in a GeoPackage in the folder of the project, wherever that folder goes."""
    return lambda name: f"./{file}|layername={name}"


def project(
    layers: Mapping[str, gpd.GeoDataFrame], title: str, translate: Translator, source: Source, provider: str = "ogr"
) -> str:
    """Return a project as the text of a ``.qgs`` file, for QGIS 3.22 or newer; the same layers give the same text.

    Parameters
    ----------
    layers
        Name -> layer, all in the same reference system.
    title
        Name of the project.
    translate
        Language of the names of layers and of their legends.
    source, provider
        Where each layer is found, and by which of QGIS's data providers: ``ogr`` for files, ``postgres``.
    """
    numbers = Numbers(translate.language, translate)
    crs = next(iter(layers.values())).crs
    root = ElementTree.Element("qgis", version="3.22.4", projectname=title)
    ElementTree.SubElement(root, "title").text = title
    _reference(ElementTree.SubElement(root, "projectCrs"), crs)
    tree = ElementTree.SubElement(root, "layer-tree-group")
    canvas = ElementTree.SubElement(root, "mapcanvas", name="theMapCanvas", annotationsVisible="1")
    ElementTree.SubElement(canvas, "units").text = "meters"
    extent = ElementTree.SubElement(canvas, "extent")
    for name, value in zip(("xmin", "ymin", "xmax", "ymax"), _extent(layers), strict=True):
        ElementTree.SubElement(extent, name).text = f"{value:.1f}"
    _reference(ElementTree.SubElement(canvas, "destinationsrs"), crs)
    maps = ElementTree.SubElement(root, "projectlayers")
    order = ElementTree.SubElement(root, "layerorder")
    for name, layer in MAP_LAYERS.items():
        if name not in layers:
            continue
        known, said = f"maillage_{name}", translate(layer.title)
        checked = "Qt::Checked" if layer.shown else "Qt::Unchecked"
        place = {"id": known, "name": said, "checked": checked, "expanded": "1" if layer.shown else "0"}
        ElementTree.SubElement(tree, "layer-tree-layer", **place, providerKey=provider, source=source(name))
        ElementTree.SubElement(order, "layer", id=known)
        drawn = ElementTree.SubElement(
            maps,
            "maplayer",
            type="vector",
            geometry="Polygon" if layer.geometry == "MultiPolygon" else "Point",
            wkbType=layer.geometry,
            autoRefreshEnabled="0",
            styleCategories="AllStyleCategories",
        )
        ElementTree.SubElement(drawn, "id").text = known
        ElementTree.SubElement(drawn, "datasource").text = source(name)
        ElementTree.SubElement(drawn, "layername").text = said
        _reference(ElementTree.SubElement(drawn, "srs"), layers[name].crs)
        ElementTree.SubElement(drawn, "provider", encoding="UTF-8").text = provider
        drawn.append(renderer(name, layers[name], numbers))
        ElementTree.SubElement(drawn, "blendMode").text = "0"
    properties = ElementTree.SubElement(root, "properties")
    paths = ElementTree.SubElement(properties, "Paths")
    ElementTree.SubElement(paths, "Absolute", type="bool").text = "false"
    # Without it, QGIS reads no reference system of the project.
    systems = ElementTree.SubElement(properties, "SpatialRefSys")
    ElementTree.SubElement(systems, "ProjectionsEnabled", type="int").text = "1"
    ElementTree.indent(root, " ")
    return f"{_HEAD}{ElementTree.tostring(root, encoding='unicode')}\n"


def _reference(parent: ElementTree.Element, crs: CRS) -> None:
    system = ElementTree.SubElement(parent, "spatialrefsys")
    authority, code = crs.to_authority()
    ElementTree.SubElement(system, "wkt").text = crs.to_wkt()
    ElementTree.SubElement(system, "srid").text = code
    ElementTree.SubElement(system, "authid").text = f"{authority}:{code}"


def _extent(layers: Mapping[str, gpd.GeoDataFrame]) -> tuple[float, ...]:
    """Return the frame of the neighbourhoods, with a margin: one place far away must not make a dot of the commune."""
    west, south, east, north = layers["sectors" if "sectors" in layers else next(iter(layers))].total_bounds
    margin = 0.03 * max(east - west, north - south)
    return west - margin, south - margin, east + margin, north + margin
