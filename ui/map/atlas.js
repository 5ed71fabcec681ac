// The map in its frame: draws geometry fetched once from static files, and repaints it from a payload of digits.
// Every text comes from data and is set with textContent; nothing here is ever read as HTML.
"use strict";

(function () {
  const INK = "#1f2328", PAPER = "#fdfcf8", STONE = "#8d887c", CHOSEN = "#c8401e", WATER = "#4f87a6";
  const RADII = [2.8, 3.6, 4.6, 5.8, 7.2], NUMBERED = 9.5, EXCLUDED = 1.9, BIG = 1.45;
  const SIZED_AT_ZOOM = 12.5, GROWTH = 0.38;
  const MOVE_SETTLES_MS = 600, NAME_MAY_MOVE = 16, AREAS_FROM_ZOOM = 13.2, AREAS_AT_ZOOM = 14.5;

  let areas = null, areasAt = null;
  let map = null, drawn = null, ready = false, clicks = Date.now(), moved = false, heldBack = null;
  const paints = {}, amounts = [];
  const sectors = [], sites = [], marks = [], overlays = {}, captions = [];
  const value = { site: null, sector: null, n: 0, at: null };

  const element = (tag, name, text) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined && text !== null) made.textContent = text;
    return made;
  };
  const { svg, start, overlay, resize, swatch: drawnSwatch } = window.maillageSymbols;
  const tell = () => window.Streamlit.setComponentValue({ ...value });
  const scale = () => (drawn && drawn.big ? BIG : 1) * Math.pow(2, (map.getZoom() - SIZED_AT_ZOOM) * GROWTH);

  // ---- painting ------------------------------------------------------------------------------------------------
  const digit = (text, i, from) => text.charCodeAt(i) - from.charCodeAt(0);

  function paintSectors(now) {
    const theme = now.theme;
    sectors.forEach((layer, i) => {
      const code = theme ? theme.digits[i] : "";
      const fill = !theme ? PAPER : code === "-" ? "url(#unknown)" : theme.colours[digit(theme.digits, i, "0")];
      const chosen = now.sector === i;
      const style = `${fill}|${chosen}|${now.faint}`;
      if (layer.painted === style) return;
      layer.painted = style;
      layer.setStyle({ fillColor: fill, fillOpacity: 1, color: chosen ? CHOSEN : now.faint ? "#d8d3c7" : "#ffffff", weight: chosen ? 3 : 0.7 });
      if (chosen) layer.bringToFront();
    });
  }

  function look(now, i) {
    const code = now.sites.codes[i];
    if (code === ".") return null;
    if (code === "x") return { radius: EXCLUDED, fillColor: STONE, color: STONE, weight: 0, dashArray: null };
    const unsure = code >= "a", step = unsure ? digit(now.sites.codes, i, "a") : digit(now.sites.codes, i, "0");
    const place = now.sites.numbered.indexOf(i);
    const colours = now.sites.colours, paint = now.sites.paint;
    const plain = colours ? colours[step] : place >= 0 ? INK : PAPER;
    return {
      radius: place >= 0 ? NUMBERED : RADII[step],
      fillColor: !paint ? plain : paint[i] === "." ? PAPER : colours[digit(paint, i, "0")],
      color: INK, weight: now.sites.ringed && now.sites.ringed.includes(i) ? 2.8 : place >= 0 ? 1.4 : 1, dashArray: unsure ? "2 2" : null,
    };
  }

  function paintSites(now) {
    const k = scale();
    sites.forEach((layer, i) => {
      if (!layer) return;
      const wanted = look(now, i), chosen = now.site === i;
      const style = wanted ? `${wanted.radius * k}|${wanted.fillColor}|${wanted.dashArray}|${chosen}|${wanted.weight}` : `${chosen}`;
      if (layer.painted === style) return;
      layer.painted = style;
      if (!wanted && !chosen) { layer.remove(); return; }
      const shown = wanted || { radius: RADII[0], fillColor: PAPER, color: INK, weight: 1, dashArray: null };
      if (!map.hasLayer(layer)) layer.addTo(map);
      layer.setStyle({ ...shown, opacity: 1, fillOpacity: 1, ...(chosen ? { color: CHOSEN, weight: 3.5, dashArray: null } : {}) });
      layer.setRadius((shown.radius + (chosen ? 3 : 0)) * k);
    });
    // The better a site is placed, the later it is drawn: numbers are never hidden by their neighbours.
    [...now.sites.numbered].reverse().forEach((i) => sites[i] && map.hasLayer(sites[i]) && sites[i].bringToFront());
    if (sites[now.site] && map.hasLayer(sites[now.site])) sites[now.site].bringToFront();
    marks.forEach((mark) => mark.remove());
    marks.length = 0;
    now.sites.numbered.forEach((i, place) => {
      if (!sites[i] || !map.hasLayer(sites[i])) return;
      const number = element("span", "site-number", now.sites.numbers[place]);
      const colours = now.sites.colours;
      number.style.color = colours && digit(now.sites.codes, i, now.sites.codes[i] >= "a" ? "a" : "0") < 2 ? INK : PAPER;
      number.style.fontSize = `${Math.round(11 * k)}px`;
      marks.push(L.marker(sites[i].getLatLng(), { pane: "numbers", interactive: false, keyboard: false, icon: L.divIcon({ className: "site-mark", html: number, iconSize: [0, 0] }) }).addTo(map));
    });
  }

  function paintOverlays(now) {
    const k = scale();
    for (const [name, { group, from }] of Object.entries(overlays)) {
      if (now.overlays.includes(name) && map.getZoom() >= from) group.addTo(map); else group.remove();
      resize(group, k);
    }
  }

  // Circles that stand for people, in the middle of their neighbourhoods: the area of a circle is their number.
  function paintAmounts(now) {
    const k = scale();
    sectors.forEach((layer, i) => {
      const radius = now.amounts ? now.amounts[i] * k : 0;
      if (!radius) { if (amounts[i]) amounts[i].remove(); return; }
      if (!amounts[i]) amounts[i] = L.circleMarker(layer.getCenter(), { renderer: paints.amounts, pane: "amounts", interactive: false, color: PAPER, weight: 0.8, fillColor: "#d55e00", fillOpacity: 0.85 });
      amounts[i].setRadius(radius).addTo(map);
    });
  }

  // Shapes around one building, fetched when they are first asked for.
  function paintAreas(now) {
    const wanted = now.areas ? now.areas.address : null;
    if (wanted === areasAt) return;
    areasAt = wanted;
    if (areas) { areas.remove(); areas = null; }
    if (!wanted) return;
    fetch(wanted).then((answer) => answer.json()).then((shapes) => {
      if (areasAt !== wanted) return;
      const colour = (f) => now.areas.colours[f.properties.minutes];
      areas = L.geoJSON(shapes, { interactive: false, style: (f) => ({ renderer: paints.walk, pane: "walk", color: colour(f), weight: 1.6, fillColor: colour(f), fillOpacity: 0.25, smoothFactor: 0.3 }) }).addTo(map);
      // Whoever asks to see who can walk here wants to see where "here" is, unless the map is already that near.
      if (map.getZoom() < AREAS_FROM_ZOOM) map.fitBounds(areas.getBounds(), { maxZoom: AREAS_AT_ZOOM, animate: false });
      window.maillageAreas = wanted;
    });
  }

  function paintLegend(now) {
    const box = document.querySelector(".legend");
    const waits = (row) => row.from_zoom > map.getZoom();
    const text = JSON.stringify([now.legend, now.legend.map((part) => part.rows.map(waits))]);
    if (box.dataset.shown === text) return;
    box.dataset.shown = text;
    box.replaceChildren();
    now.legend.forEach((part) => {
      if (part.title) box.appendChild(element("div", "legend-title", part.title));
      if (part.note) box.appendChild(element("div", "legend-note", part.note));
      part.rows.forEach((row) => {
        const line = element("div", `legend-row ${row.kind}`);
        line.append(row.kind === "scale" ? steps(row.colours, row.steps) : swatch(row), element("span", "", waits(row) ? `${row.text} (${now.words.closer})` : row.text));
        box.appendChild(line);
      });
    });
    box.hidden = now.legend.length === 0;
  }

  function steps(colours, sizes) {
    const radius = (i) => RADII[sizes ? sizes[i] : i];
    const picture = svg("svg", { width: 82, height: 18, viewBox: "0 0 82 18", "aria-hidden": "true" });
    let x = 2;
    colours.forEach((fill, i) => {
      x += radius(i);
      picture.appendChild(svg("circle", { cx: x, cy: 9, r: radius(i), fill, stroke: INK }));
      x += radius(i) + 4;
    });
    return picture;
  }

  function swatch(row) {
    const picture = svg("svg", { width: 26, height: 16, viewBox: "0 0 26 16", "aria-hidden": "true" });
    const add = (tag, attributes) => picture.appendChild(svg(tag, attributes));
    if (row.kind === "area") add("rect", { x: 1, y: 1, width: 24, height: 14, fill: row.colour, stroke: "#77736a", "stroke-width": 0.6 });
    if (row.kind === "outline") add("rect", { x: 1.5, y: 1.5, width: 23, height: 13, fill: row.colour || "none", stroke: row.stroke, "stroke-width": 1.5, "stroke-dasharray": row.dash || "" });
    if (row.kind === "site") {
      const sizes = row.sizes || [row.radius];
      sizes.forEach((r, i) => add("circle", { cx: sizes.length > 1 ? 3 + i * 10 : 13, cy: 8, r: Math.min(r, 7), fill: row.colour || PAPER, stroke: row.plain ? "none" : INK, "stroke-width": 1, "stroke-dasharray": row.dash || "" }));
      if (row.number) { const t = add("text", { x: 13, y: 11.3, "text-anchor": "middle", "font-size": 9, fill: PAPER, "font-weight": 700 }); t.textContent = row.number; }
    }
    if (row.look) picture.appendChild(drawnSwatch(row.kind, row.look));
    return picture;
  }

  function paintWords(now) {
    const container = map.getContainer();
    container.lang = now.language;
    container.setAttribute("aria-label", now.words.map);
    container.classList.toggle("big", now.big);
    const zoom = container.querySelectorAll(".leaflet-control-zoom a");
    [now.words.zoom_in, now.words.zoom_out].forEach((word, i) => { zoom[i].title = word; zoom[i].setAttribute("aria-label", word); });
  }

  function apply() {
    if (!ready || !heldBack) return;
    const before = drawn, now = heldBack;
    drawn = now;
    paintWords(now);
    paintLegend(now);
    if (!before) firstView(now);
    paintSectors(now);
    paintSites(now);
    paintOverlays(now);
    paintAmounts(now);
    paintAreas(now);
    if (!before || before.big !== now.big) settleNames();
    if (before && before.site !== now.site && now.site !== null && value.site !== now.site_key && sites[now.site]) {
      map.panInside(sites[now.site].getLatLng(), { padding: [80, 80] });
    }
    [...sites, ...sectors].forEach((layer) => layer && layer.isTooltipOpen() && layer._tooltip.update());
    window.maillageDrawn = (window.maillageDrawn || 0) + 1;
  }

  function firstView(now) {
    map.invalidateSize({ animate: false });
    if (now.at) map.setView([now.at[0], now.at[1]], now.at[2], { animate: false });
    else {
      // The legend stands in the lower left: the commune moves aside as far as that costs it nothing.
      const bounds = L.featureGroup(sectors.filter(Boolean)).getBounds(), fit = { paddingTopLeft: [12, 12], paddingBottomRight: [12, 12], animate: false };
      map.fitBounds(bounds, fit);
      const free = map.getSize().x - 24 - (map.latLngToContainerPoint(bounds.getNorthEast()).x - map.latLngToContainerPoint(bounds.getSouthWest()).x);
      const aside = Math.max(0, Math.min(document.querySelector(".legend").offsetWidth, free - 2));
      map.fitBounds(bounds, { ...fit, paddingTopLeft: [12 + aside, 12] });
    }
    moved = false;
    // Only what the reader's own hand moves goes into the address.
    ["mousedown", "wheel", "keydown", "touchstart"].forEach((name) => map.getContainer().addEventListener(name, () => { moved = true; }, { capture: true, passive: true }));
  }

  // Names of former communes that would stand on each other are pushed apart, as far as they stay where they belong.
  function settleNames() {
    const labels = captions.map((caption) => caption.getElement().firstChild).map((label) => {
      label.style.marginTop = "0px";
      const box = label.getBoundingClientRect();
      return { label, left: box.left, right: box.right, top: box.top, height: box.height, shift: 0 };
    });
    for (let round = 0; round < 12; round += 1) {
      labels.forEach((a, i) => labels.slice(i + 1).forEach((b) => {
        if (a.left >= b.right || b.left >= a.right) return;
        const [upper, lower] = a.top + a.shift <= b.top + b.shift ? [a, b] : [b, a];
        const overlap = upper.top + upper.shift + upper.height + 1 - (lower.top + lower.shift);
        if (overlap <= 0) return;
        upper.shift = Math.max(-NAME_MAY_MOVE, upper.shift - overlap / 2);
        lower.shift = Math.min(NAME_MAY_MOVE, lower.shift + overlap / 2);
      }));
    }
    labels.forEach(({ label, shift }) => { label.style.marginTop = `${Math.round(shift)}px`; });
  }

  // ---- what one hears about a place -------------------------------------------------------------------------------
  function siteTip(i, name) {
    const box = element("div", "tip");
    box.append(element("strong", "", name));
    const place = drawn && drawn.sites.tips[i];
    if (place) box.append(element("span", "", place));
    return box;
  }

  function sectorTip(properties) {
    const box = element("div", "tip");
    box.append(element("strong", "", drawn && drawn.language === "nl" ? properties.nl : properties.fr), element("em", "", properties.section));
    if (drawn && drawn.theme) box.append(element("span", "", drawn.theme.values[properties.i]));
    return box;
  }

  const chose = (kind, key) => (event) => {
    L.DomEvent.stopPropagation(event);
    value.site = kind === "site" ? key : null;
    value.sector = kind === "sector" ? key : null;
    value.n = ++clicks;
    tell();
  };

  // ---- the layers --------------------------------------------------------------------------------------------------
  function nameAlong(layer, name, kind, offsets) {
    const path = layer.getElement();
    path.id = `water-${L.stamp(layer)}`;
    offsets.forEach((offset) => {
      const text = svg("text", { class: `water-name ${kind}`, dy: -4, "text-anchor": "middle" });
      const along = svg("textPath", { href: `#${path.id}`, startOffset: offset });
      along.textContent = name;
      text.appendChild(along);
      path.parentNode.appendChild(text);
    });
  }

  function overlayTip(told, properties) {
    const called = drawn ? drawn.words.nameless[told.name][properties.look] : "";
    const box = element("div", "tip", properties.name || called);
    if (properties.name && told.looks.length > 1) box.append(element("span", "", called));
    return box;
  }

  function build(data, declared) {
    const pane = (name) => L.svg({ pane: name, padding: 0.4 });
    for (const name of ["areas", "cover", "water", "walk", "lines", "amounts", "points", "sites"]) paints[name] = pane(name);
    L.geoJSON(data.sectors, {
      style: { renderer: paints.areas, pane: "areas", color: "#ffffff", weight: 0.7, fillColor: PAPER, fillOpacity: 1 },
      onEachFeature: (feature, layer) => {
        const told = feature.properties;
        sectors[told.i] = layer;
        layer.bindTooltip(() => sectorTip(told), { sticky: true, className: "paper", opacity: 1, direction: "top", offset: [0, -6] });
        layer.on("click", chose("sector", told.code));
      },
    }).addTo(map);
    declared.forEach((told) => {
      overlays[told.name] = { from: told.from_zoom, group: overlay(told, data[told.file], paints, (properties) => overlayTip(told, properties)) };
    });
    L.geoJSON(data.water, {
      interactive: false,
      style: (f) => ({ renderer: paints.water, pane: "water", color: WATER, weight: f.properties.kind === "river" ? 3.4 : 2, noClip: true, smoothFactor: 0.5, lineCap: "round" }),
      onEachFeature: (f, layer) => layer.on("add", () => nameAlong(layer, f.properties.name, f.properties.kind, f.properties.kind === "river" ? ["22%", "80%"] : ["50%"])),
    }).addTo(map);
    L.geoJSON({ type: "FeatureCollection", features: data.sections.features.filter((f) => f.properties.kind !== "name") }, {
      interactive: false,
      style: (f) => ({ renderer: paints.lines, pane: "lines", color: INK, weight: f.properties.kind === "commune" ? 1.8 : 0.9, opacity: f.properties.kind === "commune" ? 0.95 : 0.7, fill: false }),
    }).addTo(map);
    data.sections.features.filter((f) => f.properties.kind === "name" && f.properties.area_km2 > 0.5).forEach((f) => {
      const [lng, lat] = f.geometry.coordinates;
      captions.push(L.marker([lat, lng], { pane: "names", interactive: false, keyboard: false, icon: L.divIcon({ className: "section-mark", html: element("span", "section-name", f.properties.name), iconSize: [0, 0] }) }).addTo(map));
    });
    L.geoJSON(data.sites, {
      pointToLayer: (f, at) => L.circleMarker(at, { renderer: paints.sites, pane: "sites", radius: 3 }),
      onEachFeature: (f, layer) => {
        const told = f.properties;
        sites[told.i] = layer;
        layer.siteKey = told.id;
        layer.bindTooltip(() => siteTip(told.i, told.name), { className: "paper", opacity: 1, direction: "top", offset: [0, -4] });
        layer.on("click", chose("site", told.id));
      },
    });
  }

  window.maillageAtlas = function (made, addresses, declared) {
    map = made;
    start();
    for (const [name, z, hears] of [["areas", 350, 1], ["cover", 360, 0], ["water", 370, 0], ["walk", 375, 0], ["lines", 380, 0], ["amounts", 430, 0], ["points", 440, 1], ["sites", 450, 1], ["numbers", 455, 0], ["names", 460, 0]]) {
      const pane = map.createPane(name);
      pane.style.zIndex = z;
      if (!hears) pane.style.pointerEvents = "none";
    }
    map.getContainer().setAttribute("role", "application");
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    const Legend = L.Control.extend({ onAdd: () => { const box = element("div", "legend"); L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box); return box; } });
    new Legend({ position: "bottomleft" }).addTo(map);
    map.on("zoomend", () => { if (drawn) { paintLegend(drawn); paintSites(drawn); paintOverlays(drawn); paintAmounts(drawn); settleNames(); } });
    let settling = 0;
    map.on("moveend", () => {
      if (!moved) return;
      window.clearTimeout(settling);
      settling = window.setTimeout(() => {
        const at = map.getCenter();
        value.at = [at.lat, at.lng, map.getZoom()];
        tell();
      }, MOVE_SETTLES_MS);
    });
    const names = Object.keys(addresses);
    Promise.all(names.map((name) => fetch(addresses[name]).then((answer) => answer.json()))).then((answers) => {
      build(Object.fromEntries(names.map((name, i) => [name, answers[i]])), declared);
      ready = true;
      apply();
      window.maillageReady = true;
    });
  };

  window.maillageApply = function (payload) {
    heldBack = payload;
    apply();
  };
})();
