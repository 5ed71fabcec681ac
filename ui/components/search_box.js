// A field that lists what is found while one types: the combobox of ARIA. Texts are set with textContent only.
const MOST = 60;
const read = new Map();

// What is searched is fetched once, and prepared once, for the whole visit.
const fetched = (address) => {
  if (!read.has(address)) {
    const script = document.querySelector("script[src*='static/js/']");
    const root = script ? script.src.slice(0, script.src.indexOf("static/js/")) : `${location.origin}/`;
    const asked = fetch(root + address.replace(/^(\.\.\/)+/, "")).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status}`);
      return answer.json();
    });
    const ready = asked.then(prepare);
    // A fetch that failed is tried again at the next key.
    ready.catch(() => read.delete(address));
    read.set(address, ready);
  }
  return read.get(address);
};

const marked = (text, marks) => {
  const parts = [];
  let done = 0;
  [...marks].sort((a, b) => a[0] - b[0]).forEach(([from, to]) => {
    if (from < done) return;
    parts.push(text.slice(done, from));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    parts.push(mark);
    done = to;
  });
  return [...parts, text.slice(done)];
};

class SearchBox {
  constructor(root) {
    this.root = root;
    this.field = root.querySelector("input");
    this.below = root.querySelector(".below");
    this.list = root.querySelector("ul");
    this.nothing = root.querySelector(".nothing");
    this.status = root.querySelector(".spoken");
    this.found = [];
    this.active = -1;
    this.shown = "";
    this.field.addEventListener("input", () => this.look());
    this.field.addEventListener("keydown", (event) => this.pressed(event));
    this.field.addEventListener("focus", () => { this.field.select(); fetched(this.data.address).catch(() => {}); });
    this.field.addEventListener("blur", () => this.close());
    // The field keeps the focus while one points at what was found.
    this.below.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.pick([...this.list.children].indexOf(event.target.closest("li"))));
  }

  show(data, tell) {
    this.data = data;
    this.tell = tell;
    this.root.querySelector("label").textContent = data.label;
    this.field.placeholder = data.hint;
    this.root.removeAttribute("data-unnamed");
    this.list.setAttribute("aria-label", data.label);
    if (data.shown !== this.shown) {
      this.shown = data.shown;
      this.field.value = data.shown;
    }
    if (data.focus && window.maillageFocus !== data.focus.token) {
      window.maillageFocus = data.focus.token;
      this.field.focus();
    }
  }

  async look() {
    const asked = this.field.value;
    const prepared = await fetched(this.data.address);
    if (asked !== this.field.value) return;
    const kinds = new Set(this.data.kinds);
    const all = search(prepared, asked).filter((each) => kinds.has(each.entry.kind));
    this.found = all.slice(0, MOST);
    this.list.replaceChildren(...this.found.map((each, nth) => this.option(each, nth)));
    this.below.scrollTop = 0;
    const empty = !fold(asked).folded.trim();
    const many = this.data.many.replace("{count}", all.length.toLocaleString(this.data.locale));
    const said = empty ? "" : !all.length ? this.data.nothing : all.length === 1 ? this.data.one : many;
    this.nothing.textContent = !empty && !all.length ? said : "";
    this.nothing.hidden = empty || all.length > 0;
    this.list.hidden = !all.length;
    this.status.textContent = said;
    this.below.hidden = empty;
    this.field.setAttribute("aria-expanded", String(all.length > 0));
    this.point(all.length ? 0 : -1);
  }

  option({ entry, marks }, nth) {
    const item = document.createElement("li");
    item.id = `found-${nth}`;
    item.setAttribute("role", "option");
    const name = document.createElement("span");
    name.className = "name";
    name.append(...marked(entry.name, marks[0]));
    const about = document.createElement("span");
    about.className = "about";
    entry.about.forEach((text, place) => about.append(...(place ? [" · "] : []), ...marked(text, marks[place + 1])));
    item.append(name, " ", about);
    return item;
  }

  point(nth) {
    const options = [...this.list.children];
    this.active = nth;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === nth)));
    if (nth < 0) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", options[nth].id);
    options[nth].scrollIntoView({ block: "nearest" });
  }

  close() {
    this.below.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    this.active = -1;
  }

  pick(nth) {
    if (!this.found[nth]) return;
    const { entry } = this.found[nth];
    this.close();
    this.status.textContent = "";
    this.field.value = this.shown = entry.name;
    this.tell("picked", { kind: entry.kind, id: entry.id });
  }

  pressed(event) {
    const last = this.found.length - 1, open = !this.below.hidden;
    if (event.key === "Escape") {
      // First the list closes, then the field empties.
      if (open) this.close();
      else this.field.value = "";
    } else if (event.key === "Enter") {
      if (open) this.pick(this.active);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (!open) this.look();
      else if (last >= 0) this.point((this.active + step + last + 1) % (last + 1));
    } else {
      return;
    }
    event.preventDefault();
  }
}

export default function (component) {
  const root = component.parentElement.querySelector(".find");
  root.searchBox = root.searchBox || new SearchBox(root);
  root.searchBox.show(component.data, component.setTriggerValue);
}
