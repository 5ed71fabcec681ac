// Tells the browser what Streamlit does not: which view is open, where its content begins, and what height is left for a map.
// CURRENT is the number of the open view among the links, VIEWS what the links are called together, both as JSON.
(() => {
  window.maillageFrame = { current: CURRENT, views: VIEWS };
  const set = (element, name, value) => {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  };

  const mark = () => {
    const views = document.querySelector(".st-key-views");
    if (!views) return;
    set(views, "role", "navigation");
    set(views, "aria-label", window.maillageFrame.views);
    views.querySelectorAll("a").forEach((link, place) => {
      if (place === window.maillageFrame.current) set(link, "aria-current", "page");
      else link.removeAttribute("aria-current");
    });
  };

  // Far from the top of what scrolls, as laid out now: whatever stands above takes the lines it needs.
  const measure = () => {
    const map = document.querySelector(".st-key-atlas iframe");
    const scrolled = document.querySelector("[data-testid=stMain]");
    if (!map || !scrolled || getComputedStyle(map).visibility === "hidden") return;
    const tops = { "--map-top": map, "--columns-top": document.querySelector(".st-key-panel") || map };
    for (const [name, element] of Object.entries(tops)) {
      const top = `${Math.round(element.getBoundingClientRect().top + scrolled.scrollTop)}px`;
      if (document.documentElement.style.getPropertyValue(name) !== top) document.documentElement.style.setProperty(name, top);
    }
  };

  // What has to be scrolled can be reached with the keyboard, under the name of the heading in it or before it.
  const reach = () => {
    const headings = [...document.querySelectorAll("[role=heading], .stMain h2, .stMain h3, .stMain h4")];
    for (const region of document.querySelectorAll(".wide, .st-key-card, .st-key-weights, .st-key-gap_controls, .st-key-plan_controls, .st-key-lots_controls, .st-key-roster_controls")) {
      const more = region.scrollHeight > region.clientHeight + 1 || region.scrollWidth > region.clientWidth + 1;
      if (!more || getComputedStyle(region).overflow === "visible") {
        if (region.getAttribute("role") === "region") ["tabindex", "role", "aria-label"].forEach((each) => region.removeAttribute(each));
        continue;
      }
      const before = headings.filter((each) => each.compareDocumentPosition(region) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
      const heading = headings.find((each) => region.contains(each)) || before;
      set(region, "tabindex", "0");
      set(region, "role", "region");
      set(region, "aria-label", (heading?.textContent || document.title).trim());
    }
  };

  // What is measured waits for the frame that is painted next, and what only keys and screen readers need for a still page.
  const STILL_MS = 150;
  let asked = false, still = 0;
  const look = () => {
    window.clearTimeout(still);
    still = window.setTimeout(reach, STILL_MS);
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; mark(); measure(); });
  };

  // A long list above may still be growing when the focus comes to what follows it, which is pushed out of the window;
  // and the input of a switch lies in a box of one pixel, which the browser moves instead of the page.
  const GROWS_MS = [0, 200, 600, 1200];
  const keepInSight = ({ target }) => {
    if (!target.matches?.(":focus-visible") || target.tagName === "IFRAME") return;
    const look = () => {
      if (document.activeElement !== target) return;
      const seen = target.closest("label") || target, { top, bottom } = seen.getBoundingClientRect();
      if (bottom <= 0 || top >= window.innerHeight) seen.scrollIntoView({ block: "nearest" });
    };
    GROWS_MS.forEach((wait) => window.setTimeout(look, wait));
  };

  mark();
  if (window.maillageLooks) return;
  window.maillageLooks = true;
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  new ResizeObserver(look).observe(document.body);
  // Fonts that come late move what stands under them.
  document.fonts?.addEventListener("loadingdone", look);
  document.addEventListener("focusin", keepInSight);
  // Streamlit's own link leads to what scrolls, which begins with the line at the top.
  document.addEventListener("click", (event) => {
    const content = event.target.closest?.("[data-testid=stSkipToContent]") && document.querySelector(".headline");
    if (!content) return;
    event.preventDefault();
    event.stopPropagation();
    content.setAttribute("tabindex", "-1");
    content.focus();
  }, true);
})();
