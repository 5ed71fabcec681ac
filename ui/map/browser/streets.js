// Streets as a light ground, fetched when the map first comes near enough, and drawn in the cells it shows.
"use strict";

window.maillageStreets = (function () {
  const MAIN_FROM = 12.8, ALL_FROM = 14.3, UNITS_PER_DEGREE = 1e5;
  const COLOUR = "#8d887c", OPACITY = { main: 0.75, minor: 0.5 }, WEIGHTS = { main: [1.5, 2.6], minor: [0.7, 1.3] };
  let map = null, renderer = null, address = null, cells = null, asked = false, credit = null;

  function start(made, told) {
    map = made;
    if (!told) return;
    address = told.address;
    renderer = L.canvas({ pane: "streets", padding: 0.2 });
    credit = L.control({ position: "bottomright" });
    credit.onAdd = () => Object.assign(document.createElement("div"), { className: "credit" });
    map.on("zoomend moveend", draw);
  }

  function read(cell, kind) {
    const [west, south] = cell.from;
    return (cell[kind] || []).map((line) => {
      let x = west, y = south;
      const points = [];
      for (let i = 0; i < line.length; i += 2) {
        x += line[i]; y += line[i + 1];
        points.push([y / UNITS_PER_DEGREE, x / UNITS_PER_DEGREE]);
      }
      return points;
    });
  }

  function ask() {
    asked = true;
    fetch(address).then((answer) => answer.json()).then((found) => {
      cells = found.map((cell) => ({ cell, bounds: L.latLngBounds([cell.box[1], cell.box[0]], [cell.box[3], cell.box[2]]), drawn: {} }));
      draw();
    });
  }

  function draw() {
    if (!address) return;
    const zoom = map.getZoom(), kinds = { main: zoom >= MAIN_FROM, minor: zoom >= ALL_FROM };
    if (kinds.main) credit.addTo(map); else credit.remove();
    if (kinds.main) name();
    if (!cells) { if (kinds.main && !asked) ask(); return; }
    const near = map.getBounds().pad(0.2), thick = zoom >= ALL_FROM + 1 ? 1 : 0;
    cells.forEach((each) => {
      for (const [kind, wanted] of Object.entries(kinds)) {
        const shown = wanted && near.intersects(each.bounds), line = each.drawn[kind];
        if (shown && !line) {
          each.drawn[kind] = L.polyline(read(each.cell, kind), { renderer, pane: "streets", interactive: false, color: COLOUR, opacity: OPACITY[kind], weight: WEIGHTS[kind][thick], smoothFactor: 1 }).addTo(map);
        } else if (line && !shown) {
          line.remove();
          delete each.drawn[kind];
        } else if (line && line.options.weight !== WEIGHTS[kind][thick]) line.setStyle({ weight: WEIGHTS[kind][thick] });
      }
    });
    window.maillageStreetsDrawn = cells.filter((each) => each.drawn.main || each.drawn.minor).length;
  }

  // From whom the streets are, where they are drawn.
  let said = "";
  function name(words) {
    if (words) said = words;
    const box = credit && credit.getContainer();
    if (box && box.textContent !== said) box.textContent = said;
  }

  return { start, draw, name };
})();
