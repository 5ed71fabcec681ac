// The names of rivers and canals, along the water: on a gentle arc beside it, since letters run into each other at a bend.
"use strict";

window.maillageWater = (function () {
  // Parts of a name's length: how much of the course the arc follows, and how far it may swell at most.
  const ROOM = 1.16, SWELL = 0.22, LOOKS = 12;
  // A name longer than its water is set smaller, down to this part of its size; below, it is left out.
  const SMALLEST = 0.72;
  const { svg } = window.maillageSymbols;
  const named = [];
  let map = null;

  // The arc nearest to the course around a place along it, from point to point; null where the course is too short.
  function arc(path, share, room) {
    const length = path.getTotalLength();
    if (length < room) return null;
    const middle = Math.min(Math.max(share * length, room / 2), length - room / 2);
    const at = (part) => path.getPointAtLength(middle + part * room);
    const from = at(-0.5), to = at(0.5), chord = Math.hypot(to.x - from.x, to.y - from.y);
    const across = { x: -(to.y - from.y) / chord, y: (to.x - from.x) / chord };
    // How far the course lies off the straight line on average; an arc of that mean has a peak half as high again.
    let off = 0;
    for (let i = 1; i < LOOKS; i += 1) {
      const one = at(i / LOOKS - 0.5);
      off += ((one.x - from.x) * across.x + (one.y - from.y) * across.y) / (LOOKS - 1);
    }
    const peak = Math.min(Math.max(1.5 * off, -SWELL * chord), SWELL * chord);
    const top = { x: (from.x + to.x) / 2 + 2 * peak * across.x, y: (from.y + to.y) / 2 + 2 * peak * across.y };
    const point = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
    return `M${point(from)}Q${point(top)} ${point(to)}`;
  }

  // Set again whenever the course is drawn anew, which the zoom does.
  function place({ layer, text, along, share, line }) {
    const course = layer.getElement();
    if (!course) return;
    text.style.fontSize = text.style.display = "";
    const wide = text.getComputedTextLength(), size = parseFloat(getComputedStyle(text).fontSize);
    const part = Math.min(1, course.getTotalLength() / (ROOM * wide || 1));
    const drawn = part < SMALLEST ? null : arc(course, share, Math.min(part, 1) * ROOM * wide - 0.01);
    text.style.display = drawn ? "" : "none";
    if (!drawn) return;
    if (part < 1) text.style.fontSize = `${(size * part).toFixed(1)}px`;
    line.setAttribute("d", drawn);
  }

  const all = () => named.forEach(place);

  // Writes a name at shares of the length of a course.
  function add(made, layer, name, kind, shares) {
    if (!map) {
      map = made;
      map.on("zoomend viewreset", all);
      document.fonts?.ready.then(all);
    }
    const course = layer.getElement();
    shares.forEach((share, i) => {
      const id = `water-${L.stamp(layer)}-${i}`;
      const line = svg("path", { id, class: "water-arc", fill: "none", stroke: "none" });
      const text = svg("text", { class: `water-name ${kind}`, dy: -4, "text-anchor": "middle" });
      const along = svg("textPath", { href: `#${id}`, startOffset: "50%" });
      along.textContent = name;
      text.appendChild(along);
      course.parentNode.append(line, text);
      const one = { layer, text, along, share, line };
      named.push(one);
      place(one);
    });
  }

  return { add, all };
})();
