// What scripts add: nothing here is needed to read the site.
"use strict";
const words = JSON.parse(document.getElementById("pr-words")?.textContent || "{}");
const make = (tag, attributes = {}, text = "") => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
};

// The colour scheme: what the reader chose, else what the system prefers. The inline script in
// theme/partials/javascripts/palette.html painted it already, before anything was shown.
const schemes = [...document.querySelectorAll("input[name=__palette]")];
function paint(chosen) {
  const color = {};
  for (const key of ["media", "scheme", "primary", "accent"]) {
    color[key] = chosen.getAttribute(`data-md-color-${key}`);
    document.body.setAttribute(`data-md-color-${key}`, color[key]);
  }
  chosen.checked = true;
  for (const input of schemes) input.nextElementSibling.hidden = input !== chosen;
  return { index: schemes.indexOf(chosen), color };
}
const system = matchMedia("(prefers-color-scheme: dark)");
function kept() {
  try {
    return schemes[__md_get("__palette")?.index];
  } catch {
    return undefined; // a browser that keeps nothing
  }
}
const settle = () => paint(kept() ?? schemes[system.matches ? 1 : 0]);
if (schemes.length) settle();
system.addEventListener("change", settle);
for (const input of schemes) {
  input.addEventListener("change", () => __md_set("__palette", paint(input)));
}

// Opened from a folder (file:), a link to a directory shows its listing: name the page.
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll("a[href]")) {
    const [, path, rest] = link.getAttribute("href").match(/^([^?#]*)(.*)$/s);
    if (path.endsWith("/") && !/^[a-z]+:/.test(path)) {
      link.setAttribute("href", path + "index.html" + rest);
    }
  }
}

// A link to a row inside a closed table opens the table first.
function reveal() {
  const target = document.querySelector(":target");
  const box = target && target.closest("details");
  if (box && !box.open) {
    box.open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", reveal);
reveal();

// Tables under charts: a button in each heading sorts the rows; numbers by what they say.
const SIGNS = Object.fromEntries(new Intl.NumberFormat(document.documentElement.lang).formatToParts(12345.6).map(({ type, value }) => [type, value]));
const plain = (text) => text.replaceAll(SIGNS.group, "").replace(SIGNS.decimal, ".").replace("−", "-");
for (const table of document.querySelectorAll("figure.pr-chart table")) {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((heading, at) => {
    const button = make("button", { type: "button", class: "pr-sort" }, heading.textContent);
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const rising = heading.getAttribute("aria-sort") !== "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", rising ? "ascending" : "descending");
      const key = ({ cells }) => cells[at].dataset.sort ?? (cells[at].matches(".number") ? plain(cells[at].textContent) : cells[at].textContent);
      const rows = [...body.rows].sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        const numbers = x !== "" && y !== "" && !isNaN(x) && !isNaN(y);
        const order = numbers ? x - y : x.localeCompare(y, document.documentElement.lang, { numeric: true });
        return rising ? order : -order;
      });
      body.append(...rows);
    });
  });
}

// Copy buttons beside citations and snippets.
for (const text of document.querySelectorAll(".pr-copy")) {
  const button = make("button", { type: "button", class: "pr-button" }, words.copy);
  const said = make("span", { role: "status" });
  text.after(button, said);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = " " + words.copied;
    } catch {
      getSelection().selectAllChildren(text);
      said.textContent = " " + words.selected;
    }
  });
}

// Below each page: the share sheet of the browser, or links where it has none.
for (const box of document.querySelectorAll(".pr-share")) {
  const title = document.title, url = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
  const add = (name, act) => {
    const button = make("button", { type: "button", class: "pr-button" }, name);
    button.addEventListener("click", act);
    box.append(button, " ");
  };
  if (navigator.share) add(words.share, () => navigator.share({ title, url }).catch(() => {}));
  else {
    const text = encodeURIComponent(`${title} ${url}`);
    box.append(make("a", { class: "pr-button", href: `https://wa.me/?text=${text}`, rel: "noopener" }, "WhatsApp"), " ");
    const said = make("span", { role: "status" });
    add(words.copy_address, () => navigator.clipboard.writeText(url).then(
      () => { said.textContent = words.copied; },
      () => { said.textContent = url; },
    ));
    box.append(said);
  }
  box.hidden = false;
}

// The values of charts by pointer, finger and keys.
const charts = document.querySelectorAll("figure.pr-chart");
if (charts.length) {
  import(new URL("charts.js", document.currentScript.src)).then(
    ({ enliven }) => charts.forEach((figure) => enliven(figure, make, words)),
    () => {}, // all of it is in the tables too
  );
}

// The data explorer and the page to compare places have programs of their own.
for (const box of document.querySelectorAll(".pr-explorer, .pr-compare")) {
  const file = box.className === "pr-compare" ? "compare.js" : "explore.js";
  import(new URL(file, document.currentScript.src)).then(
    ({ explorer, comparison }) => (explorer ?? comparison)(box, make),
    () => { box.textContent = JSON.parse(box.dataset.words).failed; },
  );
}

// The finder: the field is there at once; its program and index are loaded on the first focus.
for (const box of document.querySelectorAll(".pr-finder")) {
  const id = "pr-finder";
  const label = make("label", { for: id }, words.find);
  const input = make("input", {
    id, type: "search", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`,
  });
  const list = make("div", { id: `${id}-list`, role: "listbox", "aria-label": words.find, hidden: "" });
  const said = make("p", { role: "status", class: "pr-small" });
  box.append(label, input, list, said);
  let asked = false; // what did not load is asked for again
  const load = () => {
    if (asked) return;
    asked = true;
    import(new URL(box.dataset.script, location.href))
      .then(({ finder }) => finder(box, words, make))
      .catch(() => { asked = false; said.textContent = words.lost_index; });
  };
  for (const event of ["focus", "input"]) input.addEventListener(event, load);
  const query = new URLSearchParams(location.search).get("q"); // a link to the answers to a query
  if (query) {
    input.value = query;
    input.focus();
  }
}

// The calendar of releases: a planned day that has passed since the site was built was missed.
for (const table of document.querySelectorAll(".pr-calendar")) {
  const today = new Date().toISOString().slice(0, 10);
  for (const row of table.querySelectorAll("tr[data-planned]")) {
    if (row.dataset.planned < today) row.querySelector(".pr-state").textContent = table.dataset.missed;
  }
}
