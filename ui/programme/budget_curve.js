// What each budget would serve, drawn as a curve of points one can press. Texts are set with textContent only.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".curve");
  const W = 400, H = 250, LEFT = 46, RIGHT = 14, TOP = 16, BOTTOM = 40;
  const svg = (tag, attributes, text) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, each] of Object.entries(attributes)) made.setAttribute(key, each);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const most = Math.max(...data.points.map((p) => p.factor), 1);
  const x = (factor) => LEFT + (factor / most) * (W - LEFT - RIGHT);
  const y = (share) => TOP + (1 - share) * (H - TOP - BOTTOM);
  const held = root.getRootNode().activeElement;
  const focused = held && root.contains(held) ? held.dataset.factor : null;
  const picture = svg("svg", { viewBox: `0 0 ${W} ${H}`, role: "group", "aria-label": data.spoken });
  data.shares.forEach((line) => {
    picture.append(svg("line", { x1: LEFT, x2: W - RIGHT, y1: y(line.share), y2: y(line.share), class: "grid" }));
    picture.append(svg("text", { x: LEFT - 6, y: y(line.share) + 4, "text-anchor": "end" }, line.text));
  });
  picture.append(svg("line", { x1: LEFT, x2: W - RIGHT, y1: y(data.already), y2: y(data.already), class: "already" }));
  picture.append(svg("text", { x: W - RIGHT, y: y(data.already) - 5, "text-anchor": "end", class: "note" }, data.already_text));
  picture.append(svg("text", { x: LEFT, y: TOP - 5, class: "note" }, data.title));
  picture.append(svg("text", { x: W - RIGHT, y: H - 4, "text-anchor": "end", class: "note" }, data.axis));
  if (data.points.length > 1) {
    picture.append(svg("polyline", { class: "ceiling", points: data.points.map((p) => `${x(p.factor)},${y(p.ceiling)}`).join(" ") }));
    picture.append(svg("polyline", { class: "line", points: data.points.map((p) => `${x(p.factor)},${y(p.share)}`).join(" ") }));
  }
  data.points.forEach((point) => {
    const group = svg("g", { role: "button", tabindex: 0, "aria-label": point.spoken, "aria-pressed": String(point.chosen), class: point.chosen ? "point chosen" : "point" });
    group.dataset.factor = point.factor;
    const at = { cx: x(point.factor), cy: y(point.share) };
    group.append(svg("circle", { ...at, r: 15, class: "hit" }), svg("circle", { ...at, r: point.chosen ? 7 : 5 }), svg("title", {}, point.spoken));
    if (point.tick) group.append(svg("text", { x: at.cx, y: H - BOTTOM + 16, "text-anchor": "middle" }, point.tick));
    const choose = () => setTriggerValue("budget", point.budget);
    group.addEventListener("click", choose);
    group.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(); }
    });
    picture.append(group);
  });
  root.replaceChildren(picture);
  const again = focused && root.querySelector(`[data-factor="${focused}"]`);
  if (again) again.focus({ preventScroll: true });
}
