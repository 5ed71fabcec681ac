// A divider over the map: what is left of it is drawn as one state of the buildings, what is right of it as the other.
"use strict";

window.maillageSwipe = (function () {
  const STEP = 2;
  let map = null, repaint = null, frame = null, bar = null, line = null, ends = [], shown = false;

  function start(made, painted) {
    map = made;
    repaint = painted;
    frame = document.createElement("div");
    frame.className = "swipe";
    line = document.createElement("div");
    line.className = "swipe-line";
    ends = ["left", "right"].map((name) => {
      const end = document.createElement("span");
      end.className = `swipe-end ${name}`;
      end.setAttribute("aria-hidden", "true");
      line.append(end);
      return end;
    });
    bar = Object.assign(document.createElement("input"), { type: "range", min: 0, max: 100, step: STEP / 2, value: 50, className: "swipe-bar" });
    frame.append(line, bar);
    // The hand and the keys are on the divider: the map under it does not follow them.
    L.DomEvent.disableClickPropagation(frame);
    for (const name of ["keydown", "keypress", "keyup", "wheel"]) bar.addEventListener(name, (event) => event.stopPropagation());
    bar.addEventListener("input", follow);
    map.on("move resize", () => { if (shown) follow(); });
  }

  function follow() {
    line.style.left = `${bar.value}%`;
    repaint();
  }

  // Called at each change of what is drawn.
  function show(told) {
    shown = Boolean(told);
    if (!shown) { frame.remove(); return; }
    if (!frame.isConnected) map.getContainer().append(frame);
    bar.setAttribute("aria-label", told.label);
    ends.forEach((end, i) => { end.textContent = told.ends[i]; });
    line.style.left = `${bar.value}%`;
  }

  // Codes and colours of a building: of the state on whose side of the divider it stands.
  function of(sites, layer) {
    if (!sites.swipe || !layer) return sites;
    const x = map.latLngToContainerPoint(layer.getLatLng()).x, cut = (map.getSize().x * bar.value) / 100;
    return x < cut ? sites : sites.swipe;
  }

  return { start, show, of };
})();
