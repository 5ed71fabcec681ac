// What the colours and marks of the map mean, beside the map and never over it; where there is little room, folded.
"use strict";

window.maillageLegend = (function () {
  const INK = "#1f2328", PAPER = "#fdfcf8", BESIDE_FROM_PX = 500;
  const { svg, swatch: drawnSwatch } = window.maillageSymbols;
  let box = null, title = null, rows = null;

  const element = (tag, name, text) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined && text !== null) made.textContent = text;
    return made;
  };

  // Called once, before the map measures itself. The reader may fold the legend anywhere; a window that is turned or
  // enlarged past the width at which it stands beside the map folds or opens it anew.
  function start() {
    box = element("details", "legend");
    title = element("summary", "legend-fold");
    rows = element("div", "legend-rows");
    box.append(title, rows);
    const beside = window.matchMedia(`(min-width: ${BESIDE_FROM_PX}px)`);
    box.open = beside.matches;
    beside.addEventListener("change", () => { box.open = beside.matches; });
    document.body.prepend(box);
    new ResizeObserver(scrolls).observe(rows);
  }

  // A part that scrolls must be reached by the keyboard, one that does not must not stop it.
  function scrolls() {
    if (rows.scrollHeight > rows.clientHeight + 1) rows.tabIndex = 0; else rows.removeAttribute("tabindex");
  }

  function paint(now, sizes, zoom) {
    const waits = (row) => row.from_zoom > zoom;
    const text = JSON.stringify([now.words.legend, now.legend, now.faded, now.legend.map((part) => part.rows.map(waits))]);
    if (box.dataset.shown === text) return;
    box.dataset.shown = text;
    title.textContent = now.words.legend;
    rows.setAttribute("role", "group");
    rows.setAttribute("aria-label", now.words.legend);
    rows.replaceChildren();
    now.legend.forEach((part) => {
      if (part.title) rows.appendChild(element("div", "legend-title", part.title));
      if (part.note) rows.appendChild(element("div", "legend-note", part.note));
      part.rows.forEach((row) => {
        const line = element("div", `legend-row ${row.kind}`);
        line.append(row.kind === "scale" ? steps(row, sizes) : swatch(row, now.faded), element("span", "", waits(row) ? `${row.text} (${now.words.closer})` : row.text));
        rows.appendChild(line);
      });
    });
    box.hidden = now.legend.length === 0;
    scrolls();
  }

  function steps(row, sizes) {
    const radius = (i) => sizes[row.steps ? row.steps[i] : i];
    const picture = svg("svg", { width: 82, height: 18, viewBox: "0 0 82 18", "aria-hidden": "true" });
    let x = 2;
    row.colours.forEach((fill, i) => {
      x += radius(i);
      picture.appendChild(svg("circle", { cx: x, cy: 9, r: radius(i), fill, stroke: INK }));
      x += radius(i) + 4;
    });
    return picture;
  }

  function swatch(row, faded) {
    const picture = svg("svg", { width: 26, height: 16, viewBox: "0 0 26 16", "aria-hidden": "true" });
    const add = (tag, attributes) => picture.appendChild(svg(tag, attributes));
    if (row.kind === "area") add("rect", { x: 1, y: 1, width: 24, height: 14, fill: row.colour, "fill-opacity": faded, stroke: "#77736a", "stroke-width": 0.6 });
    if (row.kind === "outline") add("rect", { x: 1.5, y: 1.5, width: 23, height: 13, fill: row.colour || "none", stroke: row.stroke, "stroke-width": 1.5, "stroke-dasharray": row.dash || "" });
    if (row.kind === "site") {
      const radii = row.sizes || [row.radius];
      // Several stand side by side and whole, however large they are on the map.
      const gap = 1.2, wide = radii.reduce((sum, r) => sum + 2 * r, gap * (radii.length - 1));
      const shrunk = radii.length > 1 ? Math.min(1, 24.4 / wide) : 1;
      let left = 13 - (wide * shrunk) / 2;
      radii.forEach((r) => {
        add("circle", { cx: left + r * shrunk, cy: 8, r: Math.min(r * shrunk, 7), fill: row.colour || PAPER, stroke: row.plain ? "none" : INK, "stroke-width": 1, "stroke-dasharray": row.dash || "" });
        left += (2 * r + gap) * shrunk;
      });
      if (row.number) { const t = add("text", { x: 13, y: 11.3, "text-anchor": "middle", "font-size": 9, fill: PAPER, "font-weight": 700 }); t.textContent = row.number; }
    }
    if (row.look) picture.appendChild(drawnSwatch(row.kind, row.look));
    return picture;
  }

  return { start, paint, element };
})();
