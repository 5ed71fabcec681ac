// The list, the card and the map of one self-contained page. Texts are only ever set as text.
"use strict";
(() => {
  const told = JSON.parse(document.getElementById("told").textContent);
  const svg = document.querySelector("svg.ground");
  const list = document.getElementById("list");
  const search = document.getElementById("search");
  const only = document.getElementById("only");
  const count = document.getElementById("count");
  const card = document.getElementById("card");
  const ns = "http://www.w3.org/2000/svg";
  const whole = svg.viewBox.baseVal;
  const home = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let view = { ...home };
  let chosen = null;
  let from = null;

  const made = (kind, text, parent, name) => {
    const node = document.createElement(kind);
    if (text) node.textContent = text;
    if (name) node.className = name;
    parent.append(node);
    return node;
  };

  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

  const marks = new Map();
  const layer = document.createElementNS(ns, "g");
  for (const building of [...told.buildings].reverse()) {
    if (building.x === null) continue;
    const mark = document.createElementNS(ns, "circle");
    mark.setAttribute("cx", building.x);
    mark.setAttribute("cy", building.y);
    mark.setAttribute("fill", building.fill);
    mark.setAttribute("stroke", "#ffffff");
    mark.setAttribute("class", "mark");
    const title = document.createElementNS(ns, "title");
    title.textContent = building.line ? `${building.name}\n${building.line}` : building.name;
    mark.append(title);
    mark.addEventListener("click", () => choose(building, false));
    layer.append(mark);
    marks.set(building.id, [mark, building]);
  }
  svg.append(layer);
  const names = document.createElementNS(ns, "g");
  const labels = told.labels.map((label) => {
    const text = document.createElementNS(ns, "text");
    text.textContent = label.text;
    text.setAttribute("x", label.x);
    text.setAttribute("y", label.y);
    names.append(text);
    return text;
  });
  svg.append(names);

  // A name keeps its size on the screen, at least one that can be read; of those that would lie upon each other the
  // larger section has its own, and the other comes when the map is nearer.
  const named = (closer) => {
    const pixels = svg.getScreenCTM()?.a || 1;
    const size = Math.max(17 / closer, 12 / pixels);
    const taken = [];
    told.labels.forEach((label, number) => {
      const wide = (label.text.length * 0.5 + 0.6) * size;
      const box = [label.x - wide / 2, label.y - size * 0.65, label.x + wide / 2, label.y + size * 0.65];
      const free = taken.every((each) => box[0] > each[2] || box[2] < each[0] || box[1] > each[3] || box[3] < each[1]);
      if (free) taken.push(box);
      labels[number].setAttribute("visibility", free ? "visible" : "hidden");
      labels[number].setAttribute("font-size", size);
      labels[number].setAttribute("stroke-width", size * 0.24);
    });
  };

  // Marks keep their size on the screen too, and grow a little, to be hit.
  const place = () => {
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
    const closer = home.width / view.width;
    for (const [mark, building] of marks.values()) {
      mark.setAttribute("r", (building.radius * Math.pow(closer, 0.35)) / closer + (building.id === chosen ? 4 / closer : 0));
      mark.setAttribute("stroke-width", (building.id === chosen ? 4 : building.year === null ? 0.5 : 1.8) / closer);
    }
    named(closer);
  };

  const zoom = (factor, x, y) => {
    const width = Math.min(home.width, Math.max(home.width / 40, view.width / factor));
    const real = view.width / width;
    const left = x === undefined ? view.x + view.width / 2 : x;
    const top = y === undefined ? view.y + view.height / 2 : y;
    view = {
      x: left - (left - view.x) / real,
      y: top - (top - view.y) / real,
      width,
      height: view.height / real,
    };
    if (width === home.width) view = { ...home };
    place();
  };

  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());

  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const point = at(event);
    zoom(event.deltaY < 0 ? 1.25 : 0.8, point.x, point.y);
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => { from = { point: at(event), moved: false }; });
  svg.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) return;
    const point = at(event);
    if (!from.moved && Math.hypot(point.x - from.point.x, point.y - from.point.y) < (6 * view.width) / home.width) return;
    from.moved = true;
    view.x += from.point.x - point.x;
    view.y += from.point.y - point.y;
    place();
  });
  document.addEventListener("pointerup", () => { from = null; });
  document.getElementById("closer").addEventListener("click", () => zoom(1.6));
  document.getElementById("farther").addEventListener("click", () => zoom(1 / 1.6));
  document.getElementById("whole").addEventListener("click", () => { view = { ...home }; place(); });

  const close = () => {
    card.hidden = true;
    const before = chosen;
    chosen = null;
    mark();
    list.querySelector(`[data-id="${CSS.escape(before ?? "")}"]`)?.focus();
  };

  const mark = () => {
    for (const button of list.querySelectorAll("button")) button.setAttribute("aria-current", button.dataset.id === chosen);
    for (const [node, building] of marks.values()) node.classList.toggle("chosen", building.id === chosen);
    place();
  };

  const choose = (building, move) => {
    chosen = building.id;
    card.replaceChildren();
    const shut = made("button", "×", card, "close");
    shut.type = "button";
    shut.setAttribute("aria-label", told.words.close);
    shut.addEventListener("click", close);
    const title = made("h2", building.name, card);
    title.tabIndex = -1;
    if (building.where) made("p", building.where, card, "soft");
    for (const sentence of building.planned) made("p", sentence, card);
    const facts = made("dl", "", card, "facts");
    for (const [name, value] of building.facts) {
      const row = made("div", "", facts);
      made("dt", name, row);
      made("dd", value, row);
    }
    card.hidden = false;
    card.scrollTop = 0;
    if (move && building.x !== null) {
      const width = Math.min(view.width, home.width / 3);
      const height = (home.height * width) / home.width;
      view = { x: building.x - width * 0.62, y: building.y - height / 2, width, height };
    }
    mark();
    // On a telephone the map, and the card with it, may be above what is seen.
    if (move) card.scrollIntoView({ block: "nearest" });
    if (move) title.focus({ preventScroll: true });
  };

  const show = () => {
    const wanted = fold(search.value).split(/\s+/).filter(Boolean);
    const shown = told.buildings.filter(
      (each) => (!only.checked || each.year !== null) && wanted.every((word) => each.found.includes(word)),
    );
    list.replaceChildren();
    for (const building of shown) {
      const item = made("li", "", list);
      const button = made("button", "", item);
      button.type = "button";
      button.dataset.id = building.id;
      button.setAttribute("aria-current", building.id === chosen);
      const dot = made("span", "", button, building.year === null ? "dot none" : "dot");
      dot.style.background = building.fill ?? "#8d887c";
      const text = made("span", "", button);
      made("b", building.name, text);
      if (building.line) made("small", building.line, text);
      if (building.where) made("small", building.where, text);
      button.addEventListener("click", () => choose(building, true));
    }
    count.textContent = told.words.count.replace("{shown}", shown.length).replace("{all}", told.buildings.length);
    for (const [node, building] of marks.values()) node.setAttribute("visibility", shown.includes(building) ? "visible" : "hidden");
  };

  search.addEventListener("input", show);
  // Enter opens the first that was found.
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && search.value.trim()) list.querySelector("button")?.click();
  });
  // Names are set by the size that the map has: it is asked for whenever that changes, whatever changed it.
  new ResizeObserver(place).observe(svg);
  only.addEventListener("change", show);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !card.hidden) close(); });
  show();
  place();
  document.documentElement.dataset.ready = "yes";
})();
