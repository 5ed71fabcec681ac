"""Run by the Python that has QGIS: open a project, say what QGIS finds in it, and draw some of its layers.

Usage: ``python3 draw_in_qgis.py PROJECT [PICTURE LAYER ...]``; what is found is printed as JSON.
"""

import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsProject
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor


def told(layer):
    """Return what QGIS knows of a layer; the legend with how many of the rows are drawn by each class."""
    renderer = layer.renderer()
    counts = {item.label(): 0 for item in renderer.legendSymbolItems()}
    labels = {item.ruleKey(): item.label() for item in renderer.legendSymbolItems()}
    counter = layer.countSymbolFeatures()
    if counter is not None:
        counter.waitForFinished()
        counts = {label: layer.featureCount(key) for key, label in labels.items()}
    return {
        "valid": layer.isValid(),
        "title": layer.name(),
        "rows": layer.featureCount(),
        "crs": layer.crs().authid(),
        "renderer": renderer.type(),
        "classes": counts,
        "source": layer.source(),
        "fields": [field.name() for field in layer.fields()],
    }


def draw(project, layers, path):
    """Draw layers over white, the first uppermost, in the frame of the project."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputSize(QSize(900, 700))
    settings.setDestinationCrs(project.crs())
    bottom = project.mapLayer("maillage_sectors")
    extent = bottom.extent()
    extent.scale(1.05)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(path)


def main():
    """Open what the command line names."""
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    read = project.read(sys.argv[1])
    layers = project.mapLayers()
    found = {name.removeprefix("maillage_"): told(layer) for name, layer in layers.items()}
    order = [node.layerId().removeprefix("maillage_") for node in project.layerTreeRoot().findLayers()]
    visible = [node.layerId() for node in project.layerTreeRoot().findLayers() if node.isVisible()]
    if len(sys.argv) > 2:
        wanted = [f"maillage_{name}" for name in sys.argv[3:]] or visible
        draw(project, [layers[name] for name in wanted], sys.argv[2])
    answer = {"read": read, "crs": project.crs().authid(), "title": project.title(), "layers": found, "order": order}
    print(json.dumps(answer))
    project.clear()
    application.exitQgis()


if __name__ == "__main__":
    main()
