// Puts the page's words in the place of Streamlit's English ones, as soon as they are written. WORDS is the table, as JSON.
(() => {
  window.maillageWords = WORDS.map((rule) => ({ ...rule, english: new RegExp(`^(?:${rule.english})$`) }));
  const kept = (window.maillageKept ||= new WeakMap());

  // What Streamlit wrote: what stands there, unless that is what we put there.
  const written = (holder, what, now) => {
    const known = kept.get(holder)?.[what];
    return known && known.ours === now ? known.english : now;
  };
  const say = (holder, what, now, put, rule) => {
    const text = now === null ? null : written(holder, what, now.trim());
    const found = text === null ? null : rule.english.exec(text);
    if (!found) return;
    const ours = rule.ours.replace(/\$(\d)/g, (_all, group) => found[Number(group)] ?? "");
    if (!kept.has(holder)) kept.set(holder, {});
    kept.get(holder)[what] = { english: text, ours };
    if (ours !== now) put(ours);
  };
  // All places of all rules are looked for in one walk over the page, which is long and walked once a frame.
  const anywhere = [...new Set(window.maillageWords.map((rule) => rule.where))].join(",");
  const sayAll = () => {
    for (const element of document.querySelectorAll(anywhere)) {
      for (const rule of window.maillageWords) {
        if (!element.matches(rule.where)) continue;
        if (rule.what) {
          say(element, rule.what, element.getAttribute(rule.what), (ours) => element.setAttribute(rule.what, ours), rule);
        } else {
          for (const node of element.childNodes) {
            if (node.nodeType === Node.TEXT_NODE) say(node, "text", node.nodeValue, (ours) => { node.nodeValue = ours; }, rule);
          }
        }
      }
    }
  };

  window.maillageSayAll = sayAll;
  sayAll();
  if (window.maillageReads) return;
  // Once a frame and before it is painted, however often React writes meanwhile.
  let asked = false;
  window.maillageReads = new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      window.maillageSayAll();
      // What we wrote ourselves is no news.
      window.maillageReads.takeRecords();
    });
  });
  const attributeFilter = ["aria-label", "title", "placeholder"];
  window.maillageReads.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter });
})();
