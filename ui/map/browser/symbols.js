// How what lies over the neighbourhoods is drawn, on the map and in the legend: symbols, patterns and dashes.
// Which layer looks how is told by data; no layer is known here.
"use strict";

window.maillageSymbols = (function () {
  const PAPER = "#fdfcf8", RADIUS = 4.6, LINE = 1.4, THIN = 0.8;
  const DASHES = { solid: null, dashed: "7 4", dotted: "2 4" }, SMALL_DASHES = { ...DASHES, dotted: "2 3" };
  // Each shape around its middle, with the radius it has in the legend.
  const SHAPES = {
    diamond: { legend: 4.8, path: (x, y, r) => `M${x} ${y - 1.25 * r}L${x + 1.25 * r} ${y}L${x} ${y + 1.25 * r}L${x - 1.25 * r} ${y}Z` },
    square: { legend: 5 / 0.9, path: (x, y, r) => `M${x - 0.9 * r} ${y - 0.9 * r}h${1.8 * r}v${1.8 * r}h${-1.8 * r}Z` },
    triangle: { legend: 5, path: (x, y, r) => `M${x} ${y - 1.25 * r}L${x + 1.2 * r} ${y + 0.9 * r}H${x - 1.2 * r}Z` },
  };
  // Size of the tile and radius of the dot; the middle of the dot stands a little off the tile's.
  const DOTS = { sparse_dots: [14, 1.1], dots: [9, 1.3], dense_dots: [6, 1.5] };

  const svg = (tag, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, each] of Object.entries(attributes)) made.setAttribute(key, each);
    return made;
  };

  // ---- patterns ------------------------------------------------------------------------------------------------
  const definitions = svg("defs", {});

  function add(id, size, turn, ...shapes) {
    const one = svg("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${turn})` });
    one.append(...shapes);
    definitions.appendChild(one);
  }

  const stroke = (colour, width, size) => svg("path", { d: `M0 0V${size}`, stroke: colour, "stroke-width": width });

  // Says what an area of this look is filled with; a pattern is made when it is first asked for.
  function fill(look) {
    if (look.fill === "none") return "none";
    const id = `${look.fill}-${look.ground.slice(1)}`;
    if (!definitions.querySelector(`#${id}`)) {
      if (look.fill === "hatched") add(id, 7, -45, stroke(look.ground, 1.5, 7));
      else {
        const [size, r] = DOTS[look.fill], middle = (size + 2) / 2;
        add(id, size, 20, svg("circle", { cx: middle, cy: middle, r, fill: look.ground, stroke: PAPER, "stroke-width": 0.5 }));
      }
    }
    return `url(#${id})`;
  }

  // ---- on the map ----------------------------------------------------------------------------------------------
  const Mark = L.CircleMarker.extend({
    _updatePath() { this._renderer._setPath(this, SHAPES[this.options.symbol].path(this._point.x, this._point.y, this._radius)); },
  });

  const outline = (look, weight) => ({ color: look.line, weight, dashArray: DASHES[look.dash] });

  // Dots say themselves where an area ends: its outline can be thin.
  const areaStyle = (look) => ({
    ...outline(look, look.fill in DOTS ? THIN : LINE), fillColor: fill(look), fillOpacity: look.fill === "none" ? 0 : 1,
  });
  const lineStyle = (look) => ({ ...outline(look, 2 * LINE), fill: false });

  // Returns the group of an overlay; `tip` gives what is shown when one points at a place.
  function overlay(told, features, paints, tip) {
    const look = (feature) => told.looks[feature.properties.look];
    if (told.kind !== "points") {
      const style = told.kind === "areas" ? areaStyle : lineStyle;
      return L.geoJSON(features, { interactive: false, style: (f) => ({ renderer: paints.cover, pane: "cover", ...style(look(f)) }) });
    }
    return L.geoJSON(features, {
      pointToLayer: (f, at) => new Mark(at, { renderer: paints.points, pane: "points", symbol: look(f).symbol, radius: RADIUS, color: PAPER, weight: 1, fillColor: look(f).ground, fillOpacity: 1 }),
      onEachFeature: (f, layer) => layer.bindTooltip(() => tip(f.properties), { className: "paper", opacity: 1 }),
    });
  }

  function resize(group, scale) {
    group.eachLayer((layer) => { if (layer.setRadius) layer.setRadius(RADIUS * scale); });
  }

  // Places that come with the payload and not from a file: drawn anew only when what is told of them changes.
  const told = { text: "[]", layers: [] };

  function others(map, wanted, paints, scale, tip, chose) {
    const text = JSON.stringify(wanted);
    if (told.text !== text) {
      told.text = text;
      told.layers.forEach((layer) => layer.remove());
      told.layers = wanted.map((each) => {
        const layer = new Mark(each.at, { renderer: paints.sites, pane: "sites", symbol: each.symbol || "square", radius: each.radius, color: "#1f2328", weight: 1, fillColor: each.colour, fillOpacity: 1 });
        layer.bindTooltip(() => tip(each.name, each.tip), { className: "paper", opacity: 1, direction: "top", offset: [0, -4] });
        return layer.on("click", chose("site", each.key)).addTo(map);
      });
    }
    told.layers.forEach((layer, i) => layer.setRadius(wanted[i].radius * scale));
  }

  // ---- in the legend -------------------------------------------------------------------------------------------
  function swatch(kind, look) {
    if (kind === "points") return svg("path", { d: SHAPES[look.symbol].path(13, 8, SHAPES[look.symbol].legend), fill: look.ground, stroke: PAPER });
    const line = { stroke: look.line, "stroke-dasharray": SMALL_DASHES[look.dash] || "" };
    if (kind === "lines") return svg("path", { d: "M1 8H25", ...line, "stroke-width": 2 * LINE });
    return svg("rect", { x: 1.5, y: 1.5, width: 23, height: 13, fill: fill(look), ...line, "stroke-width": 1.5 });
  }

  // Called once the page is there: patterns only work inside it.
  function start() {
    add("unknown", 5, 45, svg("rect", { width: 5, height: 5, fill: "#efece3" }), stroke("#aaa496", 1.6, 5));
    const holder = svg("svg", { width: 0, height: 0, "aria-hidden": "true", style: "position:absolute" });
    holder.appendChild(definitions);
    document.body.appendChild(holder);
  }

  return { svg, start, overlay, resize, others, swatch };
})();
