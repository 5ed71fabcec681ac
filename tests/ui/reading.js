// What the tests read off a page in the browser: its texts, what does not fit, what has the focus.
const inside = function* (root) {
  for (const element of root.querySelectorAll("*")) {
    yield element;
    if (element.shadowRoot) yield* inside(element.shadowRoot);
  }
};
const drawn = (element) => !["STYLE", "SCRIPT", "NOSCRIPT", "OPTION"].includes(element.tagName) && element.checkVisibility();
const words = (element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim());

// Every text one sees or hears, with the attribute it stands in or "text"; what lies in shadows and frames too.
const texts = (root = document) => {
  const found = [];
  for (const element of inside(root)) {
    if (!drawn(element)) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-roledescription", "aria-valuetext"]) {
      const said = element.getAttribute(name);
      if (said) found.push([said.trim(), name]);
    }
    for (const node of words(element)) found.push([node.nodeValue.trim(), "text"]);
    if (element.tagName === "IFRAME" && element.contentDocument) found.push(...texts(element.contentDocument));
  }
  return found;
};

// Frames of our own in which a wide table may be moved.
const FRAMES = ".wide, .scrolls[role=region]";

// What is cut, what lies out of the window, and what has to be moved sideways. A wide table may be, in its own frame, and so may one of Streamlit's.
const misfits = () => {
  const found = new Set(), width = document.documentElement.clientWidth;
  const named = (element) => `${element.tagName} ${element.className?.baseVal ?? element.className} "${(element.innerText || element.value || "").slice(0, 60)}"`;
  for (const element of [document.scrollingElement, document.querySelector("[data-testid=stMain]")]) {
    const more = element.scrollWidth - element.clientWidth;
    if (more > 1) found.add(`the page has to be moved sideways by ${more}`);
  }
  for (const element of inside(document)) {
    if (!drawn(element)) continue;
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    // What only a screen reader is told is of one pixel.
    if (box.width <= 1 || box.height <= 1 || style.clip !== "auto" || style.visibility === "hidden") continue;
    const wide = element.scrollWidth - element.clientWidth, high = element.scrollHeight - element.clientHeight;
    const cuts = /hidden|clip/.test(style.overflowX), input = element.tagName === "INPUT";
    const holds = input ? element.value : cuts && element.innerText?.trim();
    if (holds && wide > 1) found.add(`cut by ${wide}: ${named(element)}`);
    const scrolls = [...element.querySelectorAll("*")].some((each) => /auto|scroll/.test(getComputedStyle(each).overflowY));
    if (holds && !input && !scrolls && high > 3 && /hidden|clip/.test(style.overflowY)) found.add(`cut below by ${high}: ${named(element)}`);
    if (/auto|scroll/.test(style.overflowX) && wide > 1 && !element.matches(`${FRAMES}, .dvn-scroller`)) found.add(`has to be moved sideways by ${wide}: ${named(element)}`);
    if (words(element).length && (box.right > width + 1 || box.left < -1) && !element.closest(FRAMES)) found.add(`out of the window: ${named(element)}`);
  }
  return [...found];
};

// How far apart the middles of what stands in the line at the top are, in pixels.
const spreadOfTheTop = () => {
  const parts = ".wordmark, .commune, .synthetic, .st-key-views a, .st-key-choices label, .st-key-choices button";
  const middles = [...document.querySelectorAll(parts)].filter(drawn).map((each) => each.getBoundingClientRect()).map((box) => (box.top + box.bottom) / 2);
  return Math.max(...middles) - Math.min(...middles);
};

// What has the focus, whether a ring says so, and whether it is in sight; null where nothing has it.
const focused = () => {
  let held = document.activeElement;
  while (held?.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
  if (!held || held === document.body) return null;
  let ring = false;
  for (let each = held, up = 0; each && up < 4; each = each.parentElement ?? each.getRootNode().host, up += 1) {
    const style = getComputedStyle(each);
    ring ||= style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  }
  const box = held.getBoundingClientRect();
  const keys = [...document.querySelectorAll("[class*='st-key-']")].filter((each) => each.contains(document.activeElement));
  return {
    ring,
    tag: held.tagName.toLowerCase(),
    role: held.getAttribute("role") ?? "",
    name: held.getAttribute("aria-label") ?? "",
    text: (held.innerText ?? "").trim(),
    key: keys.map((each) => /st-key-(\S+)/.exec(each.className)[1]).join(" "),
    site: held.dataset?.site ?? "",
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
};
