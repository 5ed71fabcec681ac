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
  const anywhere = [...new Set(window.maillageWords.map((rule) => rule.where))].join(",");
  const sayOn = (element) => {
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
  };
  const sayIn = (parent) => parent.querySelectorAll(anywhere).forEach(sayOn);

  // A page is long and written bit by bit: only what is new on it is looked through, and what has another text or attribute.
  const sayNew = (records) => {
    const changed = new Set(), added = new Set();
    for (const { target, addedNodes } of records) {
      changed.add(target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement);
      for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) added.add(node);
    }
    for (const element of added) {
      if (!element.isConnected) continue;
      changed.add(element);
      sayIn(element);
    }
    for (const element of changed) if (element?.isConnected && element.matches(anywhere)) sayOn(element);
  };

  window.maillageSayNew = sayNew;
  sayIn(document);
  if (window.maillageReads) return;
  // Once a frame and before it is painted, however often React writes meanwhile.
  const waiting = [];
  window.maillageReads = new MutationObserver((records) => {
    if (!waiting.length) {
      requestAnimationFrame(() => {
        window.maillageSayNew(waiting.splice(0));
        // What we wrote ourselves is no news.
        window.maillageReads.takeRecords();
      });
    }
    waiting.push(...records);
  });
  const attributeFilter = ["aria-label", "title", "placeholder"];
  window.maillageReads.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter });
})();
