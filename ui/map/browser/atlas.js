// The map in its frame: draws geometry fetched once from static files, and repaints it from a payload of digits.
// Every text comes from data and is set with textContent; nothing here is ever read as HTML.
"use strict";

(function () {
  const INK = "#1f2328", PAPER = "#fdfcf8", STONE = "#8d887c", CHOSEN = "#c8401e", WATER = "#4f87a6";
  const RADII = [2.8, 3.6, 4.6, 5.8, 7.2], NUMBERED = 9.5, EXCLUDED = 1.9, BIG = 1.45;
  const SIZED_AT_ZOOM = 12.5, GROWTH = 0.38;
  const MOVE_SETTLES_MS = 600, AREAS_FROM_ZOOM = 13.2, AREAS_AT_ZOOM = 14.5;
  const FADED = 0.4, SEEN_UNDER_POINTS = 0.8;

  let areas = null, areasAt = null;
  let map = null, drawn = null, ready = false, clicks = Date.now(), heldBack = null, called = null;
  const paints = {}, amounts = [];
  const sectors = [], sites = [], marks = [], overlays = {};
  const value = { site: null, sector: null, n: 0, at: null };

  const { start, overlay, resize, others } = window.maillageSymbols, { element } = window.maillageLegend;
  const { maillageLegend: legend, maillageNames: names, maillageStreets: streets, maillageKeys: keys, maillageView: view, maillageSwipe: swipe, maillageWater: water } = window;
  const tell = () => window.Streamlit.setComponentValue({ ...value });
  let soon = 0;
  const settleSoon = () => { window.clearTimeout(soon); soon = window.setTimeout(() => { if (drawn) settleNames(); }, 120); };
  const scale = () => (drawn && drawn.big ? BIG : 1) * Math.pow(2, (map.getZoom() - SIZED_AT_ZOOM) * GROWTH);

  // ---- painting ------------------------------------------------------------------------------------------------
  const digit = (text, i, from) => text.charCodeAt(i) - from.charCodeAt(0);

  // What fills the neighbourhoods steps back where something covers them; under a few points it hardly has to.
  const covers = (name) => overlays[name]?.kind !== "points";
  const faded = (now) => (now.areas || now.overlays.some(covers) ? FADED : now.overlays.length ? SEEN_UNDER_POINTS : 1);

  function paintSectors(now) {
    const theme = now.theme, ground = faded(now);
    sectors.forEach((layer, i) => {
      const code = theme ? theme.digits[i] : "";
      const fill = !theme ? PAPER : code === "-" ? "url(#unknown)" : theme.colours[digit(theme.digits, i, "0")];
      const chosen = now.sector === i;
      const style = `${fill}|${chosen}|${now.faint}|${ground}`;
      if (layer.painted === style) return;
      layer.painted = style;
      layer.setStyle({ fillColor: fill, fillOpacity: ground, color: chosen ? CHOSEN : now.faint ? "#d8d3c7" : "#ffffff", weight: chosen ? 3 : 0.7 });
      if (chosen) layer.bringToFront();
    });
  }

  function look(now, i) {
    const side = swipe.of(now.sites, sites[i]), code = side.codes[i];
    if (code === ".") return null;
    if (code === "x") return { radius: EXCLUDED, fillColor: STONE, color: STONE, weight: 0, dashArray: null };
    const unsure = code >= "a", step = unsure ? digit(side.codes, i, "a") : digit(side.codes, i, "0");
    const place = now.sites.numbered.indexOf(i);
    const colours = now.sites.colours, paint = side.paint;
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
      const radius = (shown.radius + (chosen ? 3 : 0)) * k;
      layer.setStyle({ ...shown, radius, opacity: 1, fillOpacity: 1, ...(chosen ? { color: CHOSEN, weight: 3.5, dashArray: null } : {}) });
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

  const paintOthers = (now) => others(map, now.others, paints, scale(), tipOf, chose);

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

  const paintLegend = (now) => legend.paint({ ...now, faded: faded(now) }, RADII, map.getZoom());

  function paintWords(now) {
    const container = map.getContainer();
    container.lang = now.language;
    container.setAttribute("aria-label", now.words.map);
    document.documentElement.lang = now.language;
    document.title = now.words.map;
    if (window.frameElement) window.frameElement.title = now.words.map;
    keys.name(now.words);
    streets.name(now.words.credit);
    document.body.classList.toggle("big", now.big);
    const zoom = container.querySelectorAll(".leaflet-control-zoom a");
    [now.words.zoom_in, now.words.zoom_out].forEach((word, i) => { zoom[i].title = word; zoom[i].setAttribute("aria-label", word); });
  }

  function apply() {
    if (!ready || !heldBack) return;
    const before = drawn, now = heldBack;
    drawn = now;
    paintWords(now);
    paintLegend(now);
    swipe.show(now.sites.swipe);
    if (!before) view.first(now);
    paintSectors(now);
    paintSites(now);
    paintOverlays(now);
    paintOthers(now);
    paintAmounts(now);
    paintAreas(now);
    view.goTo(before, now, value);
    callChosen(now);
    if (!before || before.big !== now.big || hidden(before) !== hidden(now) || before.overlays.join() !== now.overlays.join() || Boolean(before.amounts) !== Boolean(now.amounts)) { if (before) settleSoon(); else settleNames(); }
    keys.follow();
    [...sites, ...sectors].forEach((layer) => layer && layer.isTooltipOpen() && layer._tooltip.update());
    window.maillageDrawn = (window.maillageDrawn || 0) + 1;
  }

  // Which buildings are not shown: a name that stood aside for one need not any more.
  const hidden = (now) => now.sites.codes.replace(/[^.]/g, "0");

  // ---- names -----------------------------------------------------------------------------------------------------
  // The building whose card is open is called by its whole name.
  function callChosen(now) {
    const layer = sites[now.site], there = layer && map.hasLayer(layer);
    if (called) { called.remove(); called = null; }
    if (!there) return;
    called = L.tooltip({ permanent: true, direction: "top", className: "paper called", opacity: 1, offset: [0, -(layer.getRadius() + 4)], interactive: false });
    called.setLatLng(layer.getLatLng()).setContent(element("div", "tip", layer.siteName)).addTo(map);
  }

  function settleNames() {
    water.all();
    const points = Object.values(overlays).flatMap(({ group }) => (map.hasLayer(group) ? group.getLayers() : [])).filter((layer) => layer.getRadius);
    const circles = [...sites, ...amounts, ...points].filter((layer) => layer && map.hasLayer(layer)).map((layer) => ({ at: map.latLngToContainerPoint(layer.getLatLng()), r: layer.getRadius() + 1 }));
    const frame = map.getContainer().getBoundingClientRect();
    // Buttons and scale stand over the map, and so does the whole name of what is chosen.
    const over = [...map.getContainer().querySelectorAll(".leaflet-control"), ...(called ? [called.getElement()] : [])];
    const taken = over.map((each) => each.getBoundingClientRect()).filter((box) => box.width > 0).map((box) => (
      { left: box.left - frame.left, right: box.right - frame.left, top: box.top - frame.top, bottom: box.bottom - frame.top }
    ));
    names.settle(circles, taken, sectors.filter(Boolean).map((layer) => layer.getBounds()));
  }

  // ---- what one hears about a place -------------------------------------------------------------------------------
  function tipOf(name, said) {
    const box = element("div", "tip");
    box.append(element("strong", "", name));
    if (said) box.append(element("span", "", said));
    return box;
  }

  const siteTip = (i, name) => tipOf(name, drawn && drawn.sites.tips[i]);

  function sectorTip(properties) {
    const box = element("div", "tip");
    box.append(element("strong", "", drawn && drawn.language === "nl" ? properties.nl : properties.fr), element("em", "", properties.section));
    if (drawn && drawn.theme) box.append(element("span", "", drawn.theme.values[properties.i]));
    return box;
  }

  function choose(kind, key) {
    value.site = kind === "site" ? key : null;
    value.sector = kind === "sector" ? key : null;
    value.n = ++clicks;
    tell();
  }

  function tellView() {
    const at = map.getCenter();
    value.at = [at.lat, at.lng, map.getZoom()];
    tell();
  }

  const chose = (kind, key) => (event) => {
    L.DomEvent.stopPropagation(event);
    choose(kind, key);
  };

  // What the keyboard can go to: the buildings shown, or every neighbourhood.
  function places(kind) {
    if (!drawn) return [];
    const layers = kind === "site" ? sites : sectors;
    return layers.map((layer, i) => ({ layer, i })).filter(({ layer }) => layer && map.hasLayer(layer)).map(({ layer, i }) => ({
      kind, i, layer,
      key: kind === "site" ? layer.siteKey : layer.sectorKey,
      latlng: kind === "site" ? layer.getLatLng() : layer.getCenter(),
      radius: kind === "site" ? layer.getRadius() : 8,
      chosen: (kind === "site" ? drawn.site : drawn.sector) === i,
      text: () => [...layer._tooltip._contentNode.querySelectorAll("strong, em, span")].map((part) => part.textContent).join(", "),
    }));
  }

  // ---- the layers --------------------------------------------------------------------------------------------------
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
        layer.sectorKey = told.code;
        layer.bindTooltip(() => sectorTip(told), { sticky: true, className: "paper", opacity: 1, direction: "top", offset: [0, -6] });
        layer.on("click", chose("sector", told.code));
      },
    }).addTo(map);
    declared.forEach((told) => {
      overlays[told.name] = { from: told.from_zoom, kind: told.kind, group: overlay(told, data[told.file], paints, (properties) => overlayTip(told, properties)) };
    });
    L.geoJSON(data.water, {
      interactive: false,
      style: (f) => ({ renderer: paints.water, pane: "water", color: WATER, weight: f.properties.kind === "river" ? 3.4 : 2, noClip: true, smoothFactor: 0.5, lineCap: "round" }),
      onEachFeature: (f, layer) => layer.on("add", () => water.add(map, layer, f.properties.name, f.properties.kind, f.properties.kind === "river" ? [0.22, 0.8] : [0.5])),
    }).addTo(map);
    L.geoJSON({ type: "FeatureCollection", features: data.sections.features.filter((f) => f.properties.kind !== "name") }, {
      interactive: false,
      style: (f) => ({ renderer: paints.lines, pane: "lines", color: INK, weight: f.properties.kind === "commune" ? 1.8 : 0.9, opacity: f.properties.kind === "commune" ? 0.95 : 0.7, fill: false }),
    }).addTo(map);
    names.add(map, data.sections.features);
    L.geoJSON(data.sites, {
      pointToLayer: (f, at) => L.circleMarker(at, { renderer: paints.sites, pane: "sites", radius: 3 }),
      onEachFeature: (f, layer) => {
        const told = f.properties;
        sites[told.i] = layer;
        layer.siteKey = told.id;
        layer.siteName = told.name;
        layer.bindTooltip(() => siteTip(told.i, told.name), { className: "paper", opacity: 1, direction: "top", offset: [0, -4] });
        layer.on("click", chose("site", told.id));
      },
    });
  }

  window.maillageAtlas = function (made, addresses, declared, told) {
    map = made;
    start();
    legend.start();
    for (const [name, z, hears] of [["areas", 350, 1], ["streets", 355, 0], ["cover", 360, 0], ["water", 370, 0], ["walk", 375, 0], ["lines", 380, 0], ["names", 425, 0], ["leaders", 427, 0], ["amounts", 430, 0], ["points", 440, 1], ["sites", 450, 1], ["numbers", 455, 0], ["cursor", 460, 0]]) {
      const pane = map.createPane(name);
      pane.style.zIndex = z;
      if (!hears) pane.style.pointerEvents = "none";
    }
    // A shape that listens to the focus, as one with a tooltip does, would be a tab stop of its own: hundreds of them.
    map.on("layeradd", ({ layer }) => layer._path?.setAttribute("tabindex", "-1"));
    map.getContainer().setAttribute("role", "application");
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    streets.start(map, told);
    swipe.start(map, () => { if (drawn) { paintSites(drawn); keys.follow(); } });
    keys.start(map, { places, open: (place) => choose(place.kind, place.key), whole: view.whole });
    view.start(map, { sectors, sites, told: tellView });
    // The legend beside the map may be folded, and the window made smaller.
    new ResizeObserver(() => { map.invalidateSize(); settleSoon(); }).observe(map.getContainer());
    map.on("zoomend", () => { if (drawn) { paintLegend(drawn); paintSites(drawn); paintOverlays(drawn); paintOthers(drawn); paintAmounts(drawn); callChosen(drawn); keys.follow(); } });
    let settling = 0;
    map.on("moveend", () => {
      settleSoon();
      if (!view.byHand()) return;
      window.clearTimeout(settling);
      settling = window.setTimeout(tellView, MOVE_SETTLES_MS);
    });
    const files = Object.keys(addresses);
    Promise.all(files.map((name) => fetch(addresses[name]).then((answer) => answer.json()))).then((answers) => {
      build(Object.fromEntries(files.map((name, i) => [name, answers[i]])), declared);
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
