// The map by keyboard: one stop of the tabulator, arrows that go from building to building, Enter that opens its card.
"use strict";

window.maillageKeys = (function () {
  const CHOSEN = "#c8401e", TOGETHER_PX = 2, SIDEWAYS_COSTS = 2.2, EDGE_PX = 60;
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const { element } = window.maillageLegend;
  let map = null, ask = null, at = null, ring = null, heard = null, hint = null, wanted = "site", words = null;

  // `given.places(kind)` are those shown: { kind, i, latlng, radius, layer, text() }; `given.open(place)` opens a card.
  function start(made, given) {
    map = made;
    ask = given;
    const box = map.getContainer();
    box.tabIndex = 0;
    box.querySelectorAll(".leaflet-control-zoom a").forEach((each) => { each.tabIndex = -1; });
    hint = element("div", "keys-hint");
    hint.id = "keys-hint";
    heard = element("div", "only-heard");
    heard.setAttribute("aria-live", "polite");
    box.append(hint, heard);
    box.setAttribute("aria-describedby", "keys-hint");
    box.addEventListener("keydown", pressed, { capture: true });
    box.addEventListener("blur", leave);
  }

  function name(said) {
    if (words === said.keys) return;
    words = said.keys;
    hint.textContent = words;
  }

  function pressed(event) {
    if (event.target !== map.getContainer() || event.altKey || event.ctrlKey || event.metaKey) return;
    const done = act(event);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function act(event) {
    if (STEPS[event.key] && !event.shiftKey) return go(STEPS[event.key]);
    if (event.key === "Enter" && at) { ask.open(at); return true; }
    if (event.key === "Escape" && at) { leave(); return true; }
    if (event.key === "Home") { ask.whole(); return true; }
    if (event.key === " ") { leave(); wanted = wanted === "site" ? "sector" : "site"; return go([1, 0]); }
    return false;
  }

  function go([dx, dy]) {
    let places = ask.places(wanted);
    if (!places.length) places = ask.places(wanted === "site" ? "sector" : "site");
    if (!places.length) return true;
    const point = (place) => map.latLngToContainerPoint(place.latlng);
    const now = at && places.find((each) => each.kind === at.kind && each.i === at.i);
    show(now ? next(places, now, point, dx, dy) : first(places, point));
    return true;
  }

  // Where one begins: at the place whose card is open, else at the one nearest to the middle of the map.
  function first(places, point) {
    const chosen = places.find((each) => each.chosen);
    if (chosen) return chosen;
    const middle = map.getSize().divideBy(2);
    return places.reduce((best, each) => (point(each).distanceTo(middle) < point(best).distanceTo(middle) ? each : best));
  }

  // The nearest in this direction; those that stand on one spot are walked through one by one before it is left.
  function next(places, now, point, dx, dy) {
    const from = point(now), forward = dx + dy > 0;
    const here = places.filter((each) => point(each).distanceTo(from) < TOGETHER_PX);
    const turn = here.indexOf(now) + (forward ? 1 : -1);
    if (here[turn]) return here[turn];
    let best = null, least = Infinity;
    places.forEach((each) => {
      const to = point(each).subtract(from), along = to.x * dx + to.y * dy, aside = Math.abs(to.x * dy) + Math.abs(to.y * dx);
      if (along < TOGETHER_PX || aside > along) return;
      const cost = along + SIDEWAYS_COSTS * aside;
      if (cost < least) { least = cost; best = each; }
    });
    if (!best) return now;
    const there = places.filter((each) => point(each).distanceTo(point(best)) < TOGETHER_PX);
    return forward ? there[0] : there[there.length - 1];
  }

  function show(place) {
    unmark();
    at = place;
    map.panInside(place.latlng, { padding: [EDGE_PX, EDGE_PX], animate: false });
    ring = L.circleMarker(place.latlng, { pane: "cursor", interactive: false, radius: place.radius + 5, color: CHOSEN, weight: 3, dashArray: "5 4", fill: false }).addTo(map);
    place.layer.openTooltip(place.latlng);
    heard.textContent = place.text();
  }

  function unmark() {
    if (ring) ring.remove();
    if (at) at.layer.closeTooltip();
    ring = null;
  }

  function leave() {
    unmark();
    at = null;
    if (heard) heard.textContent = "";
  }

  // The circles of the map change their size with the zoom.
  function follow() {
    const place = at && ask.places(at.kind).find((each) => each.i === at.i);
    if (!place) leave(); else if (ring) ring.setRadius(place.radius + 5);
  }

  return { start, name, follow };
})();
