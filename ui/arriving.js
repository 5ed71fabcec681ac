// Holds back a press that would enter a decision while one of its files is still on its way, or did not arrive, and says so.
// SAID and FAILED are sentences with {file}, as JSON. A field of files whose key ends in _files belongs to the button whose key ends in _enter.
(() => {
  window.maillageArriving = { said: SAID, failed: FAILED };
  if (window.maillageHolding) return;
  window.maillageHolding = true;
  const CLEARED_MS = 500;
  let banner = null, timer = 0;

  const keyOf = (element, ending) => {
    const keyed = element.closest(`[class*="${ending}"]`);
    return keyed && [...keyed.classList].find((each) => each.startsWith("st-key-") && each.endsWith(ending))?.slice(0, -ending.length);
  };

  // What is not there yet of the files of one form, and what should be said of it.
  const missing = (form) => {
    const chips = [...document.querySelectorAll(`.${CSS.escape(`${form}_files`)} [data-testid=stFileChip]`)];
    const named = (inside) => chips.filter((each) => each.querySelector(`[data-testid=${inside}]`))
      .map((each) => each.querySelector("[data-testid=stFileChipName]")?.title || "").join(", ");
    const failed = named("stFileChipIconError"), arriving = named("stFileChipIconSpinner");
    if (failed) return window.maillageArriving.failed.replace("{file}", failed);
    return arriving ? window.maillageArriving.said.replace("{file}", arriving) : "";
  };

  const clear = () => {
    window.clearInterval(timer);
    banner?.remove();
    banner = null;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    const form = button && keyOf(button, "_enter");
    const said = form && missing(form);
    if (!said) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    clear();
    banner = document.createElement("div");
    banner.className = "not-arrived";
    banner.setAttribute("role", "alert");
    document.body.append(banner);
    // A region that was there before its words is read aloud.
    banner.textContent = said;
    timer = window.setInterval(() => missing(form) === said || clear(), CLEARED_MS);
  }, true);
})();
