// What a file changes, over the outlines of the commune. Texts are set with textContent only.
export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".diff");
  const drawn = JSON.stringify(data);
  if (root.dataset.drawn === drawn) return;
  root.dataset.drawn = drawn;
  const [west, south, east, north] = data.frame;
  const narrow = Math.cos(((south + north) / 2) * Math.PI / 180), scale = 1000 / ((east - west) * narrow);
  const at = ([lon, lat]) => [(lon - west) * narrow * scale, (north - lat) * scale];
  const whole = { x: 0, y: 0, w: 1000, h: (north - south) * scale };
  const svg = (tag, attributes = {}, text) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, each] of Object.entries(attributes)) made.setAttribute(key, each);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const html = (tag, attributes = {}, text) => {
    const made = Object.assign(document.createElement(tag), attributes);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const path = (lines, closed) => lines.map((line) => "M" + line.map((each) => at(each).map((n) => n.toFixed(3)).join(",")).join("L") + (closed ? "Z" : "")).join("");
  const rings = (geometry) => ({ Polygon: [geometry.coordinates], MultiPolygon: geometry.coordinates, LineString: [[geometry.coordinates]], MultiLineString: [geometry.coordinates] }[geometry.type] || []).flat();

  const picture = svg("svg", { role: "img", tabindex: 0, "aria-label": data.words.spoken });
  const ground = svg("g"), same = svg("g"), before = svg("g"), after = svg("g"), edge = svg("line", { class: "edge" });
  const id = `clip${Math.random().toString(36).slice(2)}`;
  const sides = ["a", "b"].map((side) => {
    const box = svg("rect"), clip = svg("clipPath", { id: id + side });
    clip.append(box);
    picture.append(clip);
    return box;
  });
  picture.append(ground, same, before, after, edge);

  // Symbols keep their size whatever the scale: they are drawn in pixels around their place.
  const symbols = [];
  const place = (group, point) => { symbols.push([group, at(point)]); return group; };
  const shape = (colour, was) => {
    const ink = data.colours[colour];
    if (colour === "removed") return svg("path", { d: "M-6,-6L6,6M-6,6L6,-6", stroke: ink, fill: "none" });
    if (colour === "added") return svg("path", { d: "M-7,0A7,7 0 1 0 7,0A7,7 0 1 0 -7,0ZM-4,0H4M0,-4V4", stroke: ink, fill: "#fdfcf8" });
    return svg("path", { d: "M0,-7L7,0L0,7L-7,0Z", stroke: ink, fill: was ? "#fdfcf8" : ink });
  };
  const geometry = (row, told, was) => {
    const group = svg("g", { class: "row" }), ink = data.colours[row.colour];
    if (told.point) place(group, told.point).append(shape(row.colour, was));
    else group.append(svg("path", { d: path(told.lines, told.filled), stroke: ink, fill: told.filled && !was ? ink : "none", "fill-opacity": 0.35, class: was ? "was" : "" }));
    group.append(svg("title", {}, row.said));
    return group;
  };
  // In a meeting all type is larger, and so is what stands on the map.
  const type = parseFloat(getComputedStyle(document.documentElement).fontSize) / 15 || 1;
  const reach = [], labels = [];
  const labelled = data.rows.length <= 12, size = (data.rows.length > 100 ? 0.6 : 1) * type;
  for (const row of data.rows) {
    const moved = row.before?.point && row.after?.point && row.before.point.join() !== row.after.point.join();
    if (moved) {
      const [[x1, y1], [x2, y2]] = [at(row.before.point), at(row.after.point)];
      const way = svg("g", { class: "row way" });
      way.append(svg("line", { x1, y1, x2, y2, stroke: data.colours.changed, "stroke-dasharray": "5 3" }));
      before.append(way);
    }
    const drawnBefore = after.children.length;
    const differs = row.colour !== "changed" || JSON.stringify(row.before) !== JSON.stringify(row.after);
    if (row.before) before.append(geometry(row, row.before, differs));
    if (row.after) after.append(geometry(row, row.after, false));
    if (row.fault !== undefined) after.children[drawnBefore].dataset.fault = row.fault;
    for (const told of [row.before, row.after]) if (told) reach.push(...(told.point ? [told.point] : told.lines.flat()).map(at));
    const named = row.after || row.before;
    if (labelled && named?.point) {
      const label = place(svg("g"), named.point);
      const short = row.label.length > 34 ? `${row.label.slice(0, 33)}…` : row.label;
      label.append(svg("text", { x: 11, y: 4, "font-size": 12.5, "stroke-width": 3 }, short));
      labels.push([label, at(named.point), short.length * 6.5 + 14]);
      (row.after ? after : before).append(label);
    }
  }
  for (const point of data.same) {
    const dot = place(svg("g"), point);
    dot.append(svg("circle", { r: 2.6, class: "same" }));
    same.append(dot);
  }

  let view = { ...whole };
  const lay = () => {
    picture.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
    const unit = Math.max(view.w / (picture.clientWidth || 600), view.h / (picture.clientHeight || 400));
    for (const [group, [x, y]] of symbols) group.setAttribute("transform", `translate(${x},${y}) scale(${unit * size})`);
    // A name that would lie over another one, or be cut, waits until one comes nearer.
    const taken = [], right = view.x + view.w / 2 + ((picture.clientWidth || 600) / 2) * unit;
    for (const [label, [x, y], wide] of labels) {
      const free = x + wide * size * unit < right && !taken.some(([a, b, c]) => Math.abs(b - y) < 15 * size * unit && x < a + c * size * unit && a < x + wide * size * unit);
      label.style.display = free ? "" : "none";
      if (free) taken.push([x, y, wide]);
    }
    swipe();
  };
  const look = (box, margin, least) => {
    const w = Math.max(box.w * margin, least), h = Math.max(box.h * margin, least);
    view = { x: box.x + box.w / 2 - w / 2, y: box.y + box.h / 2 - h / 2, w, h };
    lay();
  };
  const changes = () => {
    if (!reach.length) return look(whole, 1.05, 0);
    const xs = reach.map((each) => each[0]), ys = reach.map((each) => each[1]);
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    // Two kilometres at least: one row alone would stand on nothing anybody knows.
    look({ x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y }, 1.5, (2 / 111) * scale);
  };
  const zoom = (factor, cx = view.x + view.w / 2, cy = view.y + view.h / 2) => {
    const f = Math.min(Math.max(factor, 2 / view.w), 2000 / view.w);
    view = { x: cx - (cx - view.x) * f, y: cy - (cy - view.y) * f, w: view.w * f, h: view.h * f };
    lay();
  };
  const pan = (dx, dy) => { view = { ...view, x: view.x + dx * view.w, y: view.y + dy * view.h }; lay(); };

  const modes = html("fieldset"), bar = html("input", { type: "range", className: "swipe", min: 0, max: 100, value: 50, hidden: true });
  modes.append(html("legend", {}, data.words.show));
  bar.setAttribute("aria-label", data.words.swipe);
  let mode = 0;
  const swipe = () => {
    // Of what the window really shows, which may be wider than the view asked for.
    const unit = Math.max(view.w / (picture.clientWidth || 600), view.h / (picture.clientHeight || 400));
    const w = (picture.clientWidth || 600) * unit, h = (picture.clientHeight || 400) * unit;
    const x = view.x + view.w / 2 - w / 2, y = view.y + view.h / 2 - h / 2, cut = x + (w * bar.value) / 100;
    [[x, cut - x], [cut, x + w - cut]].forEach(([from, wide], side) => {
      for (const [key, each] of Object.entries({ x: from, y, width: Math.max(wide, 0), height: h })) sides[side].setAttribute(key, each);
    });
    const both = mode === 3;
    before.setAttribute("clip-path", both ? `url(#${id}a)` : "none");
    after.setAttribute("clip-path", both ? `url(#${id}b)` : "none");
    before.style.display = mode === 2 ? "none" : "";
    after.style.display = mode === 1 ? "none" : "";
    for (const way of before.querySelectorAll(".way")) way.style.display = mode ? "none" : "";
    for (const [key, each] of Object.entries({ x1: cut, x2: cut, y1: y, y2: y + h })) edge.setAttribute(key, each);
    edge.style.display = both ? "" : "none";
    bar.hidden = !both;
  };
  modes.hidden = !data.words.modes.length;
  data.words.modes.forEach((text, number) => {
    const label = html("label"), radio = html("input", { type: "radio", name: id, value: number, checked: !number });
    radio.addEventListener("change", () => { mode = number; swipe(); });
    label.append(radio, text);
    modes.append(label);
  });
  bar.addEventListener("input", swipe);

  const buttons = html("div", { className: "buttons" });
  for (const [text, name, does] of [["+", data.words.nearer, () => zoom(0.6)], ["−", data.words.farther, () => zoom(1 / 0.6)], [data.words.changes, "", changes], [data.words.whole, "", () => look(whole, 1.05, 0)]]) {
    const button = html("button", { type: "button" }, text);
    if (name) button.setAttribute("aria-label", name);
    button.addEventListener("click", does);
    buttons.append(button);
  }
  // A point leads to its fault in the list, and a fault that is opened there to its point.
  picture.addEventListener("click", (event) => {
    const under = picture.getRootNode().elementsFromPoint(event.clientX, event.clientY);
    const hit = under.map((each) => each.closest("g[data-fault]")).find(Boolean);
    const told = hit && document.querySelector(`details[data-fault="${hit.dataset.fault}"]`);
    if (!told) return;
    for (let each = told; each; each = each.parentElement.closest("details")) each.open = true;
    told.scrollIntoView({ block: "center" });
    told.querySelector("summary").focus({ preventScroll: true });
  });
  const opened = (event) => {
    if (!root.isConnected) return document.removeEventListener("toggle", opened, true);
    const number = event.target.dataset?.fault;
    if (number === undefined || !event.target.open) return;
    for (const each of after.querySelectorAll("g[data-fault]")) each.classList.toggle("chosen", each.dataset.fault === number);
    const row = data.rows.find((each) => String(each.fault) === number);
    if (!row?.after?.point) return;
    const [x, y] = at(row.after.point);
    look({ x, y, w: 0, h: 0 }, 1, (2 / 111) * scale);
  };
  if (data.rows.some((row) => row.fault !== undefined)) document.addEventListener("toggle", opened, true);
  picture.addEventListener("keydown", (event) => {
    const done = { ArrowLeft: () => pan(-0.15, 0), ArrowRight: () => pan(0.15, 0), ArrowUp: () => pan(0, -0.15), ArrowDown: () => pan(0, 0.15), "+": () => zoom(0.7), "-": () => zoom(1 / 0.7) }[event.key];
    if (done) { event.preventDefault(); done(); }
  });
  let held = null;
  picture.addEventListener("pointerdown", (event) => { held = [event.clientX, event.clientY]; picture.setPointerCapture(event.pointerId); });
  picture.addEventListener("pointerup", () => { held = null; });
  picture.addEventListener("pointermove", (event) => {
    if (!held) return;
    const unit = Math.max(view.w / picture.clientWidth, view.h / picture.clientHeight);
    view = { ...view, x: view.x - (event.clientX - held[0]) * unit, y: view.y - (event.clientY - held[1]) * unit };
    held = [event.clientX, event.clientY];
    lay();
  });

  const frame = html("div", { className: "frame" }), legend = html("ul");
  frame.append(picture, buttons);
  for (const each of data.legend) {
    const entry = html("li"), sign = svg("svg", { viewBox: "-9 -9 18 18", "aria-hidden": "true" });
    sign.append(shape(each.colour, false));
    entry.append(sign, each.text);
    legend.append(entry);
  }
  if (data.same.length) {
    const entry = html("li"), sign = svg("svg", { viewBox: "-9 -9 18 18", "aria-hidden": "true" });
    sign.append(svg("circle", { r: 4, class: "same" }));
    entry.append(sign, data.words.same);
    legend.append(entry);
  }
  root.replaceChildren(modes, bar, frame, legend);
  changes();
  root.dataset.ready = "";
  new ResizeObserver(lay).observe(picture);
  const kinds = ["sector", "section", "water"];
  data.outlines.forEach((address, number) => fetch(address).then((answer) => answer.json()).then((told) => {
    const layer = svg("g");
    for (const each of told.features) {
      const lines = each.properties.kind === "name" ? [] : rings(each.geometry);
      if (lines.length) layer.append(svg("path", { d: path(lines, number === 0), class: kinds[number] }));
    }
    layer.dataset.order = number;
    ground.append(layer);
    ground.replaceChildren(...[...ground.children].sort((one, other) => one.dataset.order - other.dataset.order));
    root.dataset.ground = ground.children.length;
  }));
}
