// Turning from question to question. What is pressed anywhere on the page counts, and in the frame of the map what a remote sends.
const STORED = "maillage-clock-";
const KEYS = { PageDown: 1, PageUp: -1, ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
const ANYWHERE = new Set(["PageDown", "PageUp"]);
const LOOKS_MS = 500;

// Where a key has a meaning of its own.
const TAKEN = "input, textarea, select, [contenteditable=true], [role=slider], [role=radiogroup], [role=listbox], [role=combobox], [data-testid=stButtonGroup]";

const written = (seconds) => `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

class Turning {
  constructor(root) {
    this.root = root;
    this.part = (name) => root.querySelector(`.${name}`);
    this.part("back").addEventListener("click", () => this.turn(this.wanted - 1));
    this.part("on").addEventListener("click", () => this.turn(this.wanted + 1));
    this.part("timer").addEventListener("click", () => this.clock());
    this.pressed = (event) => this.key(event, false);
    this.pressedOnMap = (event) => this.key(event, true);
    document.addEventListener("keydown", this.pressed, true);
    this.looking = window.setInterval(() => this.look(), LOOKS_MS);
  }

  show(data, tell) {
    this.data = data;
    this.tell = tell;
    this.wanted = data.place;
    const { words } = data;
    this.root.setAttribute("aria-label", words.nav);
    [["back", data.place <= 1], ["on", data.place >= data.steps]].forEach(([name, end]) => {
      const button = this.part(name);
      button.setAttribute("aria-label", words[name]);
      button.title = words[name];
      // One that has the focus keeps it: a disabled button would lose it.
      button.setAttribute("aria-disabled", String(end));
    });
    const place = `${data.place}/${data.steps}`;
    if (this.part("place").textContent !== place) this.part("place").textContent = place;
    this.part("place").setAttribute("aria-label", words.place);
    const notes = this.part("notes");
    notes.textContent = words.notes;
    notes.hidden = data.is_notes;
    const query = new URLSearchParams(window.location.search);
    query.set("step", data.place);
    query.set("notes", "1");
    ["site", "sector", "pick", "at"].forEach((each) => query.delete(each));
    notes.href = `${window.location.pathname}?${query}`;
    if (!this.channel || this.channel.name !== `maillage-${data.story}`) {
      if (this.channel) this.channel.close();
      this.channel = new BroadcastChannel(`maillage-${data.story}`);
      this.channel.onmessage = ({ data: told }) => {
        if (told.ask && !this.data.is_notes) this.channel.postMessage({ place: this.wanted });
        else if (Number.isInteger(told.place) && told.place !== this.wanted) this.turn(told.place, false);
      };
      // The room may have turned while the speaker's window was opening.
      if (data.is_notes) this.channel.postMessage({ ask: true });
    }
    this.root.removeAttribute("data-unnamed");
    this.look();
  }

  // The other windows of this browser that tell the same story turn along.
  turn(place, told = true) {
    const to = Math.min(Math.max(place, 1), this.data.steps);
    if (to === this.wanted) return;
    this.wanted = to;
    if (told) this.channel.postMessage({ place: to });
    this.tell("turned", to);
  }

  key(event, onMap) {
    const way = KEYS[event.key];
    if (way === undefined || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const within = event.composedPath ? event.composedPath().filter((each) => each.matches) : [];
    if (!ANYWHERE.has(event.key) && (onMap || within.some((each) => each.matches(TAKEN)))) return;
    event.preventDefault();
    event.stopPropagation();
    this.turn(Number.isFinite(way) ? this.wanted + way : way < 0 ? 1 : this.data.steps);
  }

  clock() {
    const key = STORED + this.data.story;
    if (localStorage.getItem(key)) localStorage.removeItem(key);
    else localStorage.setItem(key, String(Date.now()));
    this.look();
  }

  look() {
    if (!this.root.isConnected) return this.end();
    // The document and not its window: the empty one a frame begins with may leave its window to the next.
    const map = document.querySelector(".st-key-atlas iframe")?.contentDocument;
    if (map && map !== this.map) {
      this.map?.removeEventListener("keydown", this.pressedOnMap, true);
      this.map = map;
      map.addEventListener("keydown", this.pressedOnMap, true);
    }
    const { words, due_s: due, whole_s: whole } = this.data;
    const timer = this.part("timer"), began = Number(localStorage.getItem(STORED + this.data.story));
    const passed = began ? (Date.now() - began) / 1000 : 0;
    // A colour alone would tell nobody who does not see it that there is no time left.
    const late = began === 0 ? "" : passed >= whole ? words.over : passed > due ? words.late : "";
    const ran = `${written(passed)} / ${written(whole)}`;
    const said = began ? (passed >= whole ? `${ran} · ${words.over}` : ran) : words.start;
    if (this.part("told").textContent !== late) this.part("told").textContent = late;
    if (timer.textContent !== said) timer.textContent = said;
    timer.classList.toggle("late", late !== "");
    const name = began ? `${words.of.replace("{time}", written(passed)).replace("{times}", written(whole))}. ${late ? `${late}. ` : ""}${words.again}` : words.start;
    timer.title = began ? [late, words.again].filter(Boolean).join(". ") : words.start;
    // Said when it is asked for, not every second.
    if (document.activeElement !== timer && timer.getAttribute("aria-label") !== name) timer.setAttribute("aria-label", name);
  }

  end() {
    window.clearInterval(this.looking);
    document.removeEventListener("keydown", this.pressed, true);
    this.map?.removeEventListener("keydown", this.pressedOnMap, true);
    if (this.channel) this.channel.close();
  }
}

export default function (component) {
  const root = component.parentElement.querySelector(".turning");
  root.turning = root.turning || new Turning(root);
  root.turning.show(component.data, component.setTriggerValue);
}
