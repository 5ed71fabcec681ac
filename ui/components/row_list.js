// A list whose rows open something: a table one tab stop wide, walked with the arrows. Texts are set with textContent only.
const PATIENCE_MS = 800;

const element = (tag, name, text) => {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
};

const bar = (given) => {
  const track = element("span", "track");
  track.setAttribute("role", "img");
  track.setAttribute("aria-label", given.spoken);
  given.parts.forEach(([width, colour]) => {
    const piece = element("span", "piece");
    piece.style.width = `${width}%`;
    piece.style.background = colour;
    track.append(piece);
  });
  if (given.more > 0) {
    const piece = element("span", "piece perhaps");
    piece.style.width = `${given.more}%`;
    track.append(piece);
  }
  return track;
};

class RowList {
  constructor(root) {
    this.box = root.querySelector(".scroll");
    this.table = root.querySelector("table");
    this.head = root.querySelector("thead tr");
    this.body = root.querySelector("tbody");
    this.empty = root.querySelector(".empty");
    this.lines = new Map();
    this.columns = "";
    this.made = 0;
    this.at = null;
    this.selected = "";
    this.typed = "";
    this.typedAt = 0;
    new ResizeObserver(() => this.fit()).observe(this.box);
    this.body.addEventListener("pointerdown", () => { this.selected = String(window.getSelection()); });
    this.body.addEventListener("click", (event) => this.clicked(event));
    this.body.addEventListener("keydown", (event) => this.pressed(event));
    this.body.addEventListener("focusin", (event) => this.stop(event.target.closest("tr")));
  }

  // Only what is new is built: a row that says the same as before keeps its place in the page, its focus and its height.
  show(data, tell) {
    const first = this.tell === undefined;
    const held = this.held();
    this.data = data;
    this.tell = tell;
    this.table.setAttribute("aria-label", data.spoken);
    this.box.classList.toggle("scrolls", data.scrolls);
    this.table.style.setProperty("--tracks", data.columns.map((each) => each.width).join(" "));
    this.fit();
    this.heads(data.columns);
    const before = this.lines;
    this.lines = new Map();
    const rows = data.rows.map((row) => this.line(row, before));
    const there = this.body.children;
    if (rows.length !== there.length || rows.some((row, nth) => there[nth] !== row)) this.body.replaceChildren(...rows);
    this.empty.hidden = rows.length > 0;
    this.empty.textContent = rows.length ? "" : data.empty;
    this.table.hidden = !rows.length;
    const chosen = new Set(data.chosen);
    rows.forEach((row) => this.mark(row, chosen.has(row.dataset.row)));
    this.stop(this.row(this.at) || this.row(data.at) || rows.find((row) => chosen.has(row.dataset.row)) || rows[0]);
    if (first && this.at) this.bring(this.row(this.at));
    this.obey(data.focus, held);
  }

  // Columns side by side where they fit, in the type of the page: big type needs more room.
  fit() {
    const em = parseFloat(getComputedStyle(this.box).fontSize);
    this.box.classList.toggle("stacked", this.data !== undefined && this.box.clientWidth < this.data.fits_em * em);
  }

  heads(columns) {
    const said = JSON.stringify(columns);
    if (said === this.columns) return;
    this.columns = said;
    this.lines = new Map();
    this.head.replaceChildren(
      ...columns.map((column, nth) => {
        const head = element("th", column.right ? "right" : "", column.title);
        head.scope = "col";
        head.id = `head-${nth}`;
        head.setAttribute("role", "columnheader");
        if (column.help) head.title = column.help;
        return head;
      }),
    );
  }

  line(row, before) {
    const said = JSON.stringify(row);
    const kept = before.get(row.id);
    if (kept && kept.said === said && this.columns === kept.columns) {
      this.lines.set(row.id, kept);
      return kept.line;
    }
    const line = element("tr", "row");
    line.setAttribute("role", "row");
    line.dataset.row = row.id;
    const number = (this.made += 1);
    const described = [];
    let button = null;
    this.data.columns.forEach((column, nth) => {
      const value = row[column.key];
      const main = column.key === this.data.main;
      const cell = element(main ? "th" : "td", ["cell", column.key, main ? "main" : "", column.right ? "right" : ""].join(" ").trim());
      cell.setAttribute("role", main ? "rowheader" : "cell");
      cell.id = `cell-${number}-${nth}`;
      cell.dataset.title = column.title;
      if (main) {
        cell.scope = "row";
        button = element("button", "open");
        button.type = "button";
        button.tabIndex = -1;
        button.append(element("span", "title", value));
        cell.append(button);
        if (row.under) cell.append(" ", element("span", "under", row.under));
        if (row.under) described.push(cell.lastChild.id = `under-${number}`);
      } else if (value && typeof value === "object") {
        cell.append(bar(value));
      } else {
        cell.textContent = value;
        if (value) described.push(`head-${nth}`, cell.id);
      }
      line.append(cell);
    });
    button.setAttribute("aria-describedby", described.join(" "));
    this.lines.set(row.id, { said, line, columns: this.columns });
    return line;
  }

  mark(line, chosen) {
    line.classList.toggle("chosen", chosen);
    const button = line.querySelector(".open");
    if (chosen) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }

  row(id) {
    const kept = id ? this.lines.get(id) : null;
    return kept ? kept.line : null;
  }

  held() {
    const line = this.body.contains(this.body.getRootNode().activeElement) && this.body.getRootNode().activeElement.closest("tr");
    return line ? line.dataset.row : null;
  }

  // The tab key stops at one row only: the one last walked to.
  stop(line) {
    const former = this.body.querySelector(".open[tabindex='0']");
    if (former) former.tabIndex = -1;
    if (!line) return;
    line.querySelector(".open").tabIndex = 0;
    this.at = line.dataset.row;
  }

  // Into view inside the list alone: the page stays where it is.
  bring(line) {
    if (line && this.data.scrolls) this.box.scrollTop = line.offsetTop - (this.box.clientHeight - line.offsetHeight) / 2;
  }

  go(line) {
    if (!line) return;
    this.stop(line);
    line.querySelector(".open").focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
  }

  // A wish is fulfilled once, however often the page is drawn again with it.
  obey(wish, held) {
    if (wish && window.maillageFocus !== wish.token) {
      window.maillageFocus = wish.token;
      const line = this.row(wish.row) || this.row(this.at);
      this.bring(line);
      this.go(line);
    } else if (held && this.held() === null) {
      const line = this.row(held) || this.row(this.at);
      if (line) line.querySelector(".open").focus({ preventScroll: true });
    }
  }

  clicked(event) {
    const line = event.target.closest("tr");
    // Whoever drags over a text to copy it opens nothing; what was selected before, here or in a field, is another matter.
    const dragged = event.detail > 0 && ![this.selected, ""].includes(String(window.getSelection()));
    if (!line || dragged) return;
    this.stop(line);
    this.tell("row", line.dataset.row);
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const lines = [...this.body.children];
    const here = lines.indexOf(event.target.closest("tr"));
    const moves = {
      ArrowDown: () => here + 1,
      ArrowUp: () => here - 1,
      Home: () => 0,
      End: () => lines.length - 1,
      PageDown: () => this.afar(lines, here, 1),
      PageUp: () => this.afar(lines, here, -1),
    };
    if (event.key in moves) {
      event.preventDefault();
      this.go(lines[Math.min(Math.max(moves[event.key](), 0), lines.length - 1)]);
    } else if (event.key.length === 1 && event.key !== " ") {
      this.jump(lines, here, event.key);
    }
  }

  // The row that stands nearly as far away as what one sees is high; rows differ in height.
  afar(lines, here, step) {
    const seen = 0.85 * (this.data.scrolls ? this.box.clientHeight : window.innerHeight);
    let there = here + step;
    while (lines[there + step] && Math.abs(lines[there + step].offsetTop - lines[here].offsetTop) < seen) there += step;
    return there;
  }

  // Letters typed in a row are the start of a name; the same letter again goes on to the next such name.
  jump(lines, here, letter) {
    const now = performance.now();
    const again = now - this.typedAt < PATIENCE_MS;
    this.typed = again && this.typed !== letter ? this.typed + letter : letter;
    this.typedAt = now;
    const wanted = fold(this.typed).folded;
    const from = this.typed.length > 1 ? here : here + 1;
    const round = [...lines.slice(from), ...lines.slice(0, from)];
    const name = (line) => fold(line.querySelector(".title").textContent).folded;
    this.go(round.find((line) => name(line).startsWith(wanted)));
  }
}

export default function (component) {
  const root = component.parentElement.querySelector(".list");
  root.rowList = root.rowList || new RowList(root);
  root.rowList.show(component.data, component.setTriggerValue);
}
