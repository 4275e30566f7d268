// The finder: a combobox over places, pages, charts and sources. Loaded when somebody begins to search.
"use strict";
(() => {
  const SHOWN = 8;
  const PLACE = 2; // the weight of a place of the lower level
  const squeeze = (text) => text.replaceAll(" ", "");
  let index; // how the programme writes its places is in it: kinds, spellings, optional

  // A text in small letters without accents, each word in one spelling.
  function plain(text) {
    const letters = text.normalize("NFKD").toLowerCase().replace(/['’`]|\p{M}/gu, "");
    const words = letters.replace(/[^a-z0-9]+/g, " ").trim().split(" ");
    return words.map((word) => index.spellings[word] ?? word).filter(Boolean).join(" ");
  }

  // The kind of place that a text begins with, and the text without it.
  function parted(text) {
    for (const [kind, words] of Object.entries(index.kinds)) {
      const word = words.find((word) => text.startsWith(`${word} `));
      if (word) return [kind, text.slice(word.length + 1)];
    }
    return ["", text];
  }

  // A name without a word at its beginning that people leave out.
  function bared(text) {
    const word = index.optional.find((word) => text.startsWith(`${word} `));
    return word ? text.slice(word.length + 1) : text;
  }

  // Typing slips between a query and the beginning of a name, counted up to `most`.
  function slips(query, name, most) {
    let before = [], row = Array.from({ length: name.length + 1 }, (_, j) => j);
    for (let i = 1; i <= query.length; i++) {
      const next = [i];
      for (let j = 1; j <= name.length; j++) {
        const same = query[i - 1] === name[j - 1];
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && query[i - 1] === name[j - 2] && query[i - 2] === name[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...next) > most) return Infinity;
      [before, row] = [row, next];
    }
    return { whole: row[name.length], start: Math.min(...row) };
  }

  function entries() {
    const found = [], [upper, lower, below] = index.levels;
    const add = (label, kind, names, href, where, weight) => {
      const keys = new Set();
      for (const name of names) {
        const text = plain(name), bare = parted(text)[1];
        for (const key of [bare, bared(text)]) if (key) keys.add(key);
      }
      found.push({ label, kind, keys: [...keys], href, where, weight });
    };
    for (const [name, slug, others] of index.upper) {
      add(name, upper, [name, ...others.split("|")], `${index.home}/${slug}/`, "", 3);
    }
    for (const [name, slug, number, others, inside] of index.lower) {
      const [around, folder] = index.upper[number];
      const href = `${index.home}/${folder}/${slug}/`;
      const kind = parted(plain(name))[0] || lower;
      add(name, kind, [name, ...others.split("|")], href, around, PLACE);
      for (const part of inside.split("|")) add(part, below, [part], href, `${name}, ${around}`, 0);
    }
    for (const [title, href] of index.pages) add(title, "page", [title], href, "", 1);
    for (const [title, publisher, id] of index.sources) {
      add(title, "source", [title, publisher, id], `${index.library}/${id}/`, publisher, -8);
    }
    return found;
  }

  function closeness(query, tight, key) {
    const name = squeeze(key);
    if (name === tight) return 100;
    if (name.startsWith(tight)) return 80 - Math.min(20, name.length - tight.length);
    if (key.includes(` ${query}`)) return 45;
    if (tight.length > 3 && name.includes(tight)) return 40;
    const words = query.split(" ");
    if (words.length > 1 && words.every((word) => key.includes(word))) return 42;
    const most = tight.length < 4 ? 0 : tight.length < 8 ? 1 : 2;
    if (!most || name.length < tight.length - most) return 0;
    const found = slips(tight, name.slice(0, tight.length + most), most);
    if (found === Infinity || found.start > most) return 0;
    const length = Math.abs(name.length - tight.length);
    return (length <= most && found.whole <= most ? 70 : 36 - Math.min(10, length)) - 8 * found.start;
  }

  function search(all, typed) {
    const [wanted, query] = parted(plain(typed)), tight = squeeze(query);
    if (tight.length < 2) return [];
    const ranked = [];
    for (const entry of all) {
      let best = 0;
      for (const key of entry.keys) best = Math.max(best, closeness(query, tight, key));
      if (!best) continue;
      if (wanted && wanted !== entry.kind) best -= entry.weight === PLACE ? 6 : 12;
      if (entry.kind === "page") best -= 6;
      ranked.push([best + entry.weight, entry]);
    }
    return ranked.sort((a, b) => b[0] - a[0]).slice(0, SHOWN).map(([, entry]) => entry);
  }

  window.pdaFinder = async (box, words) => {
    const input = box.querySelector("input"), list = box.querySelector("ul");
    const said = box.querySelector("[role=status]");
    const answer = await fetch(box.dataset.index);
    if (!answer.ok) throw new Error(answer.status);
    index = await answer.json();
    const all = entries();
    let shown = [], at = -1;

    function mark(next) {
      at = next;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", i === at));
      if (at >= 0) {
        input.setAttribute("aria-activedescendant", list.children[at].id);
        list.children[at].scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }
    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      mark(-1);
    }
    function show() {
      shown = search(all, input.value);
      list.replaceChildren(...shown.map((entry, i) => {
        const item = document.createElement("li"), where = document.createElement("small");
        item.id = `${list.id}-${i}`;
        item.setAttribute("role", "option");
        item.dataset.href = entry.href;
        item.textContent = entry.label;
        where.textContent = [words[entry.kind], entry.where].filter(Boolean).join(", ");
        item.append(" ", where);
        item.addEventListener("mousedown", (event) => event.preventDefault());
        item.addEventListener("click", () => go(entry));
        return item;
      }));
      list.hidden = !shown.length;
      input.setAttribute("aria-expanded", String(shown.length > 0));
      mark(-1);
      const typed = input.value.trim().length > 1;
      said.textContent = !typed ? "" : shown.length ? words.found.replace("{count}", shown.length) : words.none;
    }
    function go(entry) {
      location.href = box.dataset.home + entry.href + (location.protocol === "file:" ? "index.html" : "");
    }
    input.addEventListener("input", show);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) show();
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (shown.length) mark((at + step + shown.length + (at < 0 && step < 0 ? 1 : 0)) % shown.length);
      } else if (event.key === "Enter" && shown.length) {
        event.preventDefault();
        go(shown[Math.max(at, 0)]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault(); // the first Escape closes the list, the next empties the field
        close();
      }
    });
    show();
  };
})();
