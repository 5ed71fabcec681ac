// Where the map looks: at the whole commune, at what was chosen elsewhere than on it, or where the reader's hand moved it.
"use strict";

window.maillageView = (function () {
  const SITE_AT_ZOOM = 15.2, NEAR_ENOUGH_ZOOM = 14, MARGIN_PX = 70, STILL_MS = 80, FIT = { padding: [12, 12], animate: false };
  let map = null, given = null, all = null, whole = null, before = null, moved = false;
  let measure = null, waiting = 0;

  // `told.sectors` and `told.sites` are the layers by their places; `told.told()` puts the view into the address.
  function start(made, told) {
    map = made;
    given = told;
    measure = map.invalidateSize.bind(map);
    map.invalidateSize = () => { soon(); return map; };
  }

  // A view that opens gives the frame two or three sizes in a row; to draw the whole map at each of them takes longest of all.
  function soon() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(resized, STILL_MS);
  }

  const here = () => ({ center: map.getCenter(), zoom: map.getZoom() });
  const isThere = (place) => Boolean(place) && map.getZoom() === place.zoom && map.getCenter().equals(place.center);
  // To the last digit: without `reset` Leaflet moves a map that is nearly there by whole pixels.
  const goBack = (place) => map.setView(place.center, place.zoom, { animate: false, reset: true });

  // The frame has another size: where the whole commune was in view it still is, and no smaller than it
  // need be; else the middle stays the middle. A view that drifts would not be the one in the address.
  function resized() {
    window.clearTimeout(waiting);
    waiting = 0;
    const box = map.getContainer(), size = map.getSize();
    if (box.clientWidth === size.x && box.clientHeight === size.y) return;
    const place = here(), fits = isThere(whole);
    measure({ animate: false, pan: false });
    if (fits) seeWhole();
    else goBack(place);
  }

  function seeWhole() {
    map.fitBounds(all, FIT);
    whole = here();
    before = null;
  }

  function first(now) {
    measure({ animate: false, pan: false });
    all = L.featureGroup(given.sectors.filter(Boolean)).getBounds();
    if (now.at) goBack({ center: [now.at[0], now.at[1]], zoom: now.at[2] });
    else seeWhole();
    moved = false;
    // Only what the reader's own hand moves goes into the address.
    const hand = () => { moved = true; before = null; };
    ["mousedown", "wheel", "keydown", "touchstart"].forEach((name) => map.getContainer().addEventListener(name, hand, { capture: true, passive: true }));
  }

  // Goes to what was chosen elsewhere than on the map (`chosen` here), and back when that is closed and nobody moved the
  // map meanwhile. Where the address already says where one looks, it says where one looks now.
  function goTo(drawn, now, chosen) {
    if (!drawn && now.at) return;
    const was = drawn || { site: null, sector: null, focus: [] };
    const site = now.site !== was.site && now.site !== null && chosen.site !== now.site_key ? given.sites[now.site] : null;
    const sector = now.sector !== was.sector && now.sector !== null && chosen.sector !== now.sector_key ? given.sectors[now.sector] : null;
    const others = now.focus.join() !== was.focus.join();
    const closed = now.site === null && now.sector === null && (was.site !== null || was.sector !== null);
    if (waiting && (site || sector || others || (closed && before))) resized();
    const from = { ...here(), whole: isThere(whole) };
    if (site) lookAt(site.getLatLng());
    else if (sector) lookInto(sector.getBounds());
    else if (others && now.focus.length) map.fitBounds(L.featureGroup(now.focus.map((i) => given.sectors[i]).filter(Boolean)).getBounds(), { ...FIT, padding: [30, 30] });
    else if (others) seeWhole();
    else if (closed && before) {
      // The map may have another width by now.
      if (before.whole) seeWhole();
      else goBack(before);
      before = null;
      return;
    }
    if ((site || sector) && !before) before = from;
    if (now.at && (site || sector || others)) given.told();
  }

  function lookAt(at) {
    if (map.getZoom() < NEAR_ENOUGH_ZOOM) map.setView(at, SITE_AT_ZOOM, { animate: false });
    else map.panInside(at, { padding: [MARGIN_PX, MARGIN_PX], animate: false });
  }

  function lookInto(bounds) {
    if (map.getZoom() >= NEAR_ENOUGH_ZOOM && map.getBounds().contains(bounds)) return;
    map.fitBounds(bounds, { maxZoom: SITE_AT_ZOOM, padding: [MARGIN_PX, MARGIN_PX], animate: false });
  }

  return { start, first, goTo, whole: () => { moved = true; seeWhole(); }, byHand: () => moved };
})();
