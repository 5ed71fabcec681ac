// Sees when the server is gone, says so, and opens the page anew when it is back. SAID is the sentence, as JSON.
(() => {
  const EVERY_MS = 2000, PATIENCE_MS = 1500;
  window.maillageGone = SAID;
  if (window.maillageWatching) return;
  window.maillageWatching = true;
  const script = document.querySelector("script[src*='static/js/']");
  const root = script ? script.src.slice(0, script.src.indexOf("static/js/")) : `${location.origin}/`;
  let banner = null;

  const answers = async () => {
    const giveUp = new AbortController();
    const timer = window.setTimeout(() => giveUp.abort(), PATIENCE_MS);
    try {
      return (await fetch(`${root}_stcore/health`, { cache: "no-store", signal: giveUp.signal })).ok;
    } catch (_error) {
      // A server that is merely busy lets one wait; one that is gone refuses at once.
      return giveUp.signal.aborted;
    } finally {
      window.clearTimeout(timer);
    }
  };

  const look = async () => {
    const there = await answers();
    if (there && banner) return location.reload();
    if (!there && !banner) {
      banner = document.createElement("div");
      banner.className = "server-gone";
      banner.setAttribute("role", "alert");
      banner.textContent = window.maillageGone;
      document.body.append(banner);
    }
    window.setTimeout(look, EVERY_MS);
  };
  window.setTimeout(look, EVERY_MS);
})();
