// Where the names of former communes stand: inside them, never on each other, and as little as can be under circles.
// They are drawn under the circles, so that no circle is ever hidden by a name.
"use strict";

window.maillageNames = (function () {
  const GAP_PX = 3, FAR_COSTS = 0.35, LETTERS = 3;
  // Parts of a name under circles: from the first it is moved beside the commune if it can be, from the second left out.
  const HARD_TO_READ = 0.25, LOST = 0.5, LEADER_PX = 195, STEP_PX = 6;
  const COLUMN_PX = 16, LINE_PX = 8, COURSE_PX = 12, CELL_PX = 4;
  const { element } = window.maillageLegend;
  const captions = [];
  let map = null;

  // `spots` are places inside the former commune where its name may stand, the best first.
  function add(made, features) {
    map = made;
    const named = features.filter((f) => f.properties.kind === "name" && f.properties.area_km2 > 0.5);
    named.sort((a, b) => b.properties.area_km2 - a.properties.area_km2).forEach((f) => {
      const spots = f.properties.spots.map(([lng, lat]) => L.latLng(lat, lng));
      const label = element("span", "section-name", f.properties.name);
      const icon = L.divIcon({ className: "section-mark", html: label, iconSize: [0, 0] });
      const mark = L.marker(spots[0], { pane: "names", interactive: false, keyboard: false, icon }).addTo(map);
      captions.push({ label, mark, spots, leader: leaderOf() });
    });
  }

  // Ink on a seam of paper, with a dot where it ends, so that it is seen on any ground.
  function leaderOf() {
    const style = { pane: "leaders", interactive: false, lineCap: "butt" };
    const seam = L.polyline([], { ...style, color: "#fdfcf8", weight: 3.6, opacity: 0.9 }), line = L.polyline([], { ...style, color: "#1f2328", weight: 1.1 });
    const dot = L.circleMarker([0, 0], { ...style, radius: 2.6, color: "#fdfcf8", weight: 1, fillColor: "#1f2328", fillOpacity: 1 });
    return {
      draw: (from, to) => { [seam, line].forEach((each) => each.setLatLngs([from, to]).addTo(map)); dot.setLatLng(to).addTo(map); },
      remove: () => [seam, line, dot].forEach((each) => each.remove()),
    };
  }

  const overlap = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
  const grown = (box, by) => ({ left: box.left - by, right: box.right + by, top: box.top - by, bottom: box.bottom + by });

  // The letters of rivers and canals: a box for every few, since the words follow the water.
  function waters(frame) {
    const found = [];
    document.querySelectorAll(".water-name").forEach((text) => {
      const turned = text.getScreenCTM();
      for (let i = 0; turned && i < text.getNumberOfChars(); i += LETTERS) {
        let at;
        // A letter beyond the end of its line is not drawn, and has no place.
        try { at = text.getStartPositionOfChar(i).matrixTransform(turned); } catch (_error) { continue; }
        const half = parseFloat(getComputedStyle(text).fontSize);
        found.push(boxAround({ x: at.x - frame.left, y: at.y - frame.top }, { x: half, y: half }));
      }
    });
    return found;
  }

  // The course of the water, as small boxes.
  function courses(frame) {
    const found = [];
    document.querySelectorAll(".leaflet-water-pane path:not(.water-arc)").forEach((path) => {
      const turned = path.getScreenCTM(), length = turned ? path.getTotalLength() : 0;
      for (let along = 0; along < length; along += COURSE_PX) {
        const at = path.getPointAtLength(along).matrixTransform(turned);
        found.push(boxAround({ x: at.x - frame.left, y: at.y - frame.top }, { x: COURSE_PX / 2, y: COURSE_PX / 2 }));
      }
    });
    return found;
  }

  const boxAround = (at, half) => ({ left: at.x - half.x, right: at.x + half.x, top: at.y - half.y, bottom: at.y + half.y });
  const within = (box, size) => box.left >= 0 && box.top >= 0 && box.right <= size.x && box.bottom <= size.y;
  const free = (box, taken) => taken.every((each) => overlap(each, box) === 0);

  // What is drawn, in cells of the map: how much of a box is covered is told by four numbers, however much is drawn.
  function covered(boxes, size) {
    const columns = Math.ceil(size.x / CELL_PX), rows = Math.ceil(size.y / CELL_PX), wide = columns + 1;
    const cells = new Uint8Array(columns * rows), sums = new Uint32Array(wide * (rows + 1));
    const cell = (px, most) => Math.min(Math.max(Math.floor(px / CELL_PX), 0), most);
    boxes.forEach((box) => {
      const left = cell(box.left, columns), right = cell(box.right + CELL_PX - 0.01, columns);
      for (let y = cell(box.top, rows); y < cell(box.bottom + CELL_PX - 0.01, rows); y += 1) cells.fill(1, y * columns + left, y * columns + right);
    });
    for (let y = 0; y < rows; y += 1) {
      for (let x = 0, line = 0; x < columns; x += 1) {
        line += cells[y * columns + x];
        sums[(y + 1) * wide + x + 1] = sums[y * wide + x + 1] + line;
      }
    }
    return (box) => {
      const left = cell(box.left, columns), right = cell(box.right + CELL_PX - 0.01, columns);
      const top = cell(box.top, rows) * wide, bottom = cell(box.bottom + CELL_PX - 0.01, rows) * wide;
      return (sums[bottom + right] - sums[top + right] - sums[bottom + left] + sums[top + left]) * CELL_PX * CELL_PX;
    };
  }

  // Returns the best of the places inside the former commune, with the part of the name that circles cover there.
  function inside({ spots, half }, size, under, blocked) {
    const first = map.latLngToContainerPoint(spots[0]);
    let best = null, least = Infinity;
    for (const spot of spots) {
      const at = map.latLngToContainerPoint(spot), box = grown(boxAround(at, half), GAP_PX);
      if (!within(box, size)) continue;
      const lost = under(box), cost = lost + FAR_COSTS * at.distanceTo(first);
      if (cost < least && free(box, blocked)) { least = cost; best = { spot, box, lost: lost / (4 * half.x * half.y) }; }
    }
    return best;
  }

  // Returns the nearest place beside the commune where nothing is drawn, from where a line crosses no name; null where
  // there is none near enough.
  function beside({ spots, half }, size, under, blocked) {
    const anchor = map.latLngToContainerPoint(spots[0]);
    if (!within({ left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y }, size)) return null;
    let best = null, least = LEADER_PX;
    for (let x = half.x + GAP_PX; x <= size.x - half.x - GAP_PX; x += COLUMN_PX) {
      for (let y = half.y + GAP_PX; y <= size.y - half.y - GAP_PX; y += LINE_PX) {
        const at = L.point(x, y), far = at.distanceTo(anchor);
        if (far >= least) continue;
        const box = grown(boxAround(at, half), GAP_PX);
        if (under(box) === 0 && free(box, blocked) && !crosses(edgeOf(box, anchor), anchor, blocked)) { least = far; best = { spot: map.containerPointToLatLng(at), box, anchor }; }
      }
    }
    return best;
  }

  // The line from a name beside the commune to the ground it names begins at the nearest edge of the name.
  const edgeOf = (box, anchor) => L.point(Math.min(Math.max(anchor.x, box.left), box.right), Math.min(Math.max(anchor.y, box.top), box.bottom));

  function crosses(from, to, boxes) {
    const steps = Math.ceil(from.distanceTo(to) / STEP_PX);
    for (let i = 1; i <= steps; i += 1) {
      const x = from.x + ((to.x - from.x) * i) / steps, y = from.y + ((to.y - from.y) * i) / steps;
      if (boxes.some((each) => x > each.left && x < each.right && y > each.top && y < each.bottom)) return true;
    }
    return false;
  }

  // `circles` are what is drawn over the names, as points of the map in pixels with their radii; `taken` are other boxes
  // no name may touch, `grounds` the outlines of all neighbourhoods as bounds.
  function settle(circles, taken, grounds) {
    const frame = map.getContainer().getBoundingClientRect(), size = map.getSize();
    const view = { left: 0, right: size.x, top: 0, bottom: size.y };
    const covers = circles.map(({ at, r }) => boxAround(at, { x: r, y: r })).filter((box) => overlap(box, view) > 0);
    const under = covered(covers, size), blocked = [...waters(frame), ...taken], waiting = [];
    const stands = (caption, best) => { caption.mark.setLatLng(best.spot); blocked.push(best.box); };
    captions.forEach((caption) => { caption.leader.remove(); caption.label.hidden = false; });
    captions.forEach((caption) => { caption.half = L.point(caption.label.offsetWidth / 2, caption.label.offsetHeight / 2); });
    captions.forEach((caption) => {
      const best = inside(caption, size, under, blocked);
      if (!best) caption.label.hidden = true;
      else if (best.lost < HARD_TO_READ) stands(caption, best);
      else waiting.push(caption);
    });
    if (!waiting.length) return;
    const ground = grounds.map((bounds) => {
      const nw = map.latLngToContainerPoint(bounds.getNorthWest()), se = map.latLngToContainerPoint(bounds.getSouthEast());
      return { left: nw.x, right: se.x, top: nw.y, bottom: se.y };
    });
    const drawn = covered([...covers, ...ground.filter((box) => overlap(box, view) > 0), ...courses(frame)], size);
    waiting.forEach((caption) => {
      const best = beside(caption, size, drawn, blocked);
      if (best) { stands(caption, best); caption.leader.draw(map.containerPointToLatLng(edgeOf(best.box, best.anchor)), caption.spots[0]); return; }
      const again = inside(caption, size, under, blocked);
      caption.label.hidden = !again || again.lost > LOST;
      if (!caption.label.hidden) stands(caption, again);
    });
  }

  return { add, settle };
})();
