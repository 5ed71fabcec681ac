// How a text is found: accents and case do not count, words may come in any order, each as the start or a part of a word.
// One rule for everything that is searched; pure functions, put before the script of the component that uses them.
const LETTERS = { "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l" };
// A shorter word is only looked for where a word starts, and so is a number: 12 is not 6012.
const SHORTEST_INSIDE = 3;

// The text in small letters without accents, hyphens and apostrophes as spaces; `at` says where each letter came from.
export function fold(text) {
  let folded = "";
  const at = [];
  let place = 0;
  for (const sign of text || "") {
    const plain = sign.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[œæßøł]/gu, (one) => LETTERS[one]);
    const put = /^[\p{L}\p{N}]*$/u.test(plain) ? plain : " ";
    for (let n = 0; n < put.length; n += 1) at.push(place);
    folded += put;
    place += sign.length;
  }
  at.push(place);
  return { folded, at };
}

// Where a word of the question stands in a field: the first start of a word, else the first place inside one.
function placeOf(word, folded) {
  if (folded.startsWith(word)) return { place: 0, inside: false };
  const start = folded.indexOf(` ${word}`);
  if (start >= 0) return { place: start + 1, inside: false };
  if (word.length < SHORTEST_INSIDE || /^\d+$/.test(word)) return null;
  const inside = folded.indexOf(word);
  return inside >= 0 ? { place: inside, inside: true } : null;
}

// Entries have a name and other fields; what is prepared once is read at every key.
export function prepare(entries) {
  return entries.map((entry) => ({ entry, fields: [entry.name, ...entry.about].map(fold) }));
}

// The entries in which every word is found, the best first: words that start in the name, then elsewhere, then inside.
export function search(prepared, question) {
  const words = fold(question).folded.split(" ").filter(Boolean);
  if (!words.length) return [];
  const whole = words.join(" ");
  const found = [];
  prepared.forEach(({ entry, fields }, order) => {
    const marks = fields.map(() => []);
    let cost = 0;
    for (const word of words) {
      let best = null;
      fields.forEach((field, nth) => {
        const here = placeOf(word, field.folded);
        const price = here && (here.inside ? 2 : 0) + (nth ? 1 : 0);
        if (here && (!best || price < best.price)) best = { price, nth, from: here.place };
      });
      if (!best) return;
      cost += best.price;
      const { at } = fields[best.nth];
      marks[best.nth].push([at[best.from], at[best.from + word.length]]);
    }
    const first = marks[0].length ? Math.min(...marks[0].map(([from]) => from)) : Infinity;
    found.push({ entry, marks, cost, begins: fields[0].folded.startsWith(whole) ? 0 : 1, first, order });
  });
  return found.sort((a, b) => a.cost - b.cost || a.begins - b.begins || compare(a.first, b.first) || a.order - b.order);
}

function compare(a, b) {
  return a === b ? 0 : a < b ? -1 : 1;
}
