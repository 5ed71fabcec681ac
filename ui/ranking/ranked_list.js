// The ranking as a list of buttons: place, name, contributions end to end, points. Texts are set with textContent only.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".ranked");
  const element = (tag, name, text) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const bar = (row) => {
    const track = element("span", "track");
    track.setAttribute("role", "img");
    track.setAttribute("aria-label", row.spoken);
    row.parts.forEach(([width, colour]) => {
      const piece = element("span", "piece");
      piece.style.width = `${width}%`;
      piece.style.background = colour;
      track.appendChild(piece);
    });
    if (row.more > 0) {
      const piece = element("span", "piece perhaps");
      piece.style.width = `${row.more}%`;
      track.appendChild(piece);
    }
    return track;
  };
  const line = (row) => {
    const item = element("li");
    const button = element("button", row.id === data.chosen ? "row chosen" : "row");
    button.type = "button";
    button.dataset.site = row.id;
    button.setAttribute("aria-pressed", String(row.id === data.chosen));
    const name = element("span", "name");
    name.append(element("span", "title", row.name), element("span", "section", row.section));
    button.append(element("span", "rank", row.rank), name, row.note ? element("span", "note", row.note) : bar(row), element("span", "points", row.points));
    button.addEventListener("click", () => setTriggerValue("site", row.id));
    item.appendChild(button);
    return item;
  };
  const held = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.site : null;
  root.setAttribute("aria-label", data.spoken);
  root.replaceChildren(...data.rows.map(line));
  const again = held && [...root.querySelectorAll("button")].find((each) => each.dataset.site === held);
  if (again) again.focus({ preventScroll: true });
}
