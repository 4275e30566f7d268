// A view of the data explorer: its rows, which its table, chart and CSV are made of, and its address.
const PATIENCE = 20000;
const FEW = 20, MANY = 40, MOST = 4;
const fetched = new Map();
function load(address) {
  if (!fetched.has(address)) {
    const answer = fetch(address, { signal: AbortSignal.timeout(PATIENCE) })
      .then((found) => (found.ok ? found.json() : Promise.reject(new Error(found.status))));
    answer.catch(() => fetched.delete(address)); // so that it can be tried again
    fetched.set(address, answer);
  }
  return fetched.get(address);
}

let busy = false, again = false;
export async function present(page) {
  again = busy; // a choice made meanwhile is shown next
  if (busy) return;
  busy = true;
  try {
    do {
      again = false;
      await show(page);
    } while (again);
  } finally {
    busy = false;
  }
}

async function show(page) {
  const { make, words, status, view, box, form } = page;
  status.textContent = words.loading;
  const found = await rowsOf(page, form);
  const stage = make("div", { class: "pr-stage" }), empty = found.rows && !found.rows.length;
  const drawn = form !== "table" && !empty;
  const shown = empty ? make("p", {}, words.nothing) : drawn ? stage : table(page, found);
  const head = make("h2", {}, found.about.title);
  view.replaceChildren(head, make("p", {}, found.about.description), shown, foot(page, found));
  status.textContent = "";
  history.replaceState(null, "", addressOf(page));
  view.querySelector("input").value = location.href;
  if (!drawn) return;
  const { draw } = await import(new URL("draw.js", import.meta.url));
  await draw(stage, found, form, { ...page, bundle: box.dataset.bundle, file: fileOf(page) });
  page.drawn = true;
}

const fileOf = ({ key }) => key.split("=")[1].replace("/", "-");
const isChart = ({ key }) => key.startsWith("chart=");
function addressOf(page) {
  const parts = [page.key.split("="), ["form", page.form]];
  for (const of of ["what", "when"]) {
    if (page.picks.querySelector(`[data-of=${of}]`)) parts.push([of, page[of].length === page[`${of}All`] ? "all" : page[of].join(",")]);
  }
  return `?${parts.map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2[CF]/g, decodeURIComponent)}`).join("&")}`;
}

// Rows: of each cell its value, and its text where that is another.
async function rowsOf(page, form) {
  const offer = page.offers.get(page.key);
  if (!isChart(page)) return ofMeasure(page, await load(offer.href));
  if (form === "table") return ofChart(page, await load(offer.rows));
  const figure = structuredClone(await load(offer.href));
  return { figure, about: figure.layout.meta };
}
function ofChart({ words }, data) {
  const texts = { status: words.status, source_id: data.source_names };
  return {
    about: data, columns: data.columns,
    rows: data.rows.map((row) => data.columns.map(({ key }) => ({
      value: row[key], text: key === "value" && row.value === null ? words.symbols[row.status] : texts[key]?.[row[key]],
    }))),
    more: { unit: data.unit, basis: data.basis.join(" "), licence: data.licence, citation: data.citation },
  };
}
function ofMeasure(page, data) {
  const { words, lang, number, picks } = page;
  const own = (entry, stem = "name") => entry[`${stem}_${lang}`];
  const names = (list) => new Map(data[list].map((entry) => [entry.key, own(entry) || own(data)]));
  const [subjects, spans, sources] = ["subjects", "spans", "sources"].map(names);
  if (!picks.firstChild) preselect(page, data, subjects, spans);
  const nth = (map) => new Map([...map.keys()].map((key, at) => [key, at]));
  const [which, when] = [nth(subjects), nth(spans)];
  const lines = new Map(data.spans.map((entry) => [entry.key, entry.line]));
  const marks = data.values
    .filter((row) => page.what.includes(row.subject) && page.when.includes(row.span))
    .sort((a, b) => when.get(a.span) - when.get(b.span) || (b.value ?? -Infinity) - (a.value ?? -Infinity) || which.get(a.subject) - which.get(b.subject))
    .map((row) => {
      const texts = { subject: subjects.get(row.subject), span: spans.get(row.span), status: words.status[row.status], source_id: sources.get(row.source_id), value: row.value === null ? words.symbols[row.status] : undefined };
      const sure = row.status === "published" || row.value === null;
      return {
        ...row, texts, line: lines.get(row.span), said: row.value === null ? texts.status : `${words.about.includes(row.status) ? "≈ " : ""}${number(row.value)}`,
        from: [sure ? "" : texts.status, day(row.as_of, lang), texts.source_id].filter(Boolean).join("; "),
      };
    });
  const known = marks.filter((mark) => mark.value !== null);
  const days = known.map((mark) => mark.as_of).filter(Boolean).sort();
  const dated = [...new Set([days[0], days.at(-1)])].map((date) => day(date, lang)).join("–");
  const from = [...new Set(known.map((mark) => mark.texts.source_id))];
  return {
    about: {
      title: `${own(data)}: ${page.choice.selectedOptions[0].parentElement.label}`, description: own(data, "definition"), citation: words.citation,
      notes: [
        `${words.unit} ${words.units[data.unit]}. ${words.basis} ${words.bases[data.basis]}.`,
        ...(known.length ? [`${words.dated} ${dated}. ${words.sources} ${from.slice(0, MOST).join("; ")}${from.length > MOST ? " …" : ""}.`] : []),
      ],
    },
    marks, columns: words.columns, named: { subject: "subject_name", span: "span_name", source_id: "source" },
    rows: marks.map((mark) => words.columns.map(({ key }) => ({ value: mark[key], text: mark.texts[key] }))),
    more: { measure_id: data.measure_id, unit: data.unit, basis: data.basis, version: data.version, licence: data.licence, citation: words.citation },
  };
}

// Which subjects and spans: those of the address that exist; else the span with most values, and its largest.
function preselect(page, data, subjects, spans) {
  const { asked, words, lang, picks } = page;
  const wanted = (of, known) => {
    const said = page.key === page.asker ? asked.get(of) : null;
    return said === "all" ? [...known.keys()] : (said?.split(",") ?? []).filter((key) => known.has(key));
  };
  page.asker ??= page.key; // the address speaks of the first choice only
  const per = (key) => data.values.filter((row) => row.span === key && row.value !== null).length;
  page.when = wanted("when", spans);
  if (!page.when.length) {
    const years = data.spans.filter(({ line }) => line === "years").map(({ key }) => key);
    page.when = subjects.size === 1 ? (years.length > 1 ? years : [...spans.keys()]) : [[...spans.keys()].reduce((best, key) => (per(key) >= per(best) ? key : best))];
  }
  page.what = wanted("what", subjects);
  if (!page.what.length) {
    const inside = data.values.filter((row) => page.when.includes(row.span)).sort((a, b) => b.value - a.value);
    const keys = [...new Set(inside.map((row) => row.subject))];
    page.what = keys.length > MANY ? keys.slice(0, FEW) : keys;
  }
  const around = new Map(data.subjects.map((entry) => [entry.key, entry[`within_${lang}`] ?? ""]));
  if (subjects.size > 1) picks.append(picker(page, "what", words.what, subjects, around));
  if (spans.size > 1) picks.append(picker(page, "when", words.when, spans, new Map()));
}
function picker(page, of, title, names, around) {
  const { make, words, number } = page;
  const details = make("details", { class: "pr-table", "data-of": of }), head = make("summary"), list = make("ul");
  const search = make("input", { type: "search", "aria-label": words.filter, placeholder: words.filter });
  const items = [...names].map(([key, name]) => {
    const item = make("li"), label = make("label"), input = make("input", { type: "checkbox", value: key });
    input.checked = page[of].includes(key);
    label.append(input, ` ${name}${around.get(key) ? `, ${around.get(key)}` : ""}`);
    item.append(label);
    return { item, input, text: label.textContent.toLowerCase() };
  });
  const count = () => { head.textContent = `${title}: ${number(page[of].length)} / ${number(names.size)}`; };
  const changed = () => {
    page[of] = items.filter(({ input }) => input.checked).map(({ input }) => input.value);
    count();
    page.present();
  };
  const buttons = [[words.all, true], [words.none, false]].map(([text, checked]) => {
    const button = make("button", { type: "button", class: "pr-button" }, text);
    button.addEventListener("click", () => {
      for (const { item, input } of items) if (!item.hidden) input.checked = checked;
      changed();
    });
    return button;
  });
  list.addEventListener("change", changed);
  search.addEventListener("input", () => {
    const sought = search.value.trim().toLowerCase();
    for (const { item, text } of items) item.hidden = !text.includes(sought);
  });
  page[`${of}All`] = names.size;
  list.append(...items.map(({ item }) => item));
  details.append(head, ...(names.size > FEW ? [search, " "] : []), buttons[0], " ", buttons[1], list);
  count();
  return details;
}

function day(iso, lang) {
  const [year, month, date] = (iso ?? "").split("-");
  if (!month) return year;
  const form = { year: "numeric", month: "long", day: date && "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, form).format(Date.UTC(year, month - 1, date ?? 1));
}
function table({ make, box, lang, number }, { about, columns, rows }) {
  const scroll = make("div", { class: "pr-scroll", role: "region", tabindex: 0, "aria-label": about.title });
  const grid = make("table", { class: "pr-grid" }), body = make("tbody"), head = make("tr");
  head.append(...columns.map(({ title, kind }) => make("th", { scope: "col", class: kind }, title)));
  for (const cells of rows) {
    const line = make("tr");
    line.append(...cells.map(({ value, text }, at) => {
      const { kind } = columns[at], isNumber = typeof value === "number";
      const cell = make(at ? "td" : "th", { ...(at ? {} : { scope: "row" }), class: isNumber ? "number" : kind });
      if (kind === "source") cell.append(make("a", { href: `${box.dataset.sources}#${value}` }, text ?? value));
      else cell.textContent = text ?? (kind === "date" ? day(value, lang) : isNumber ? number(value) : value ?? "");
      return cell;
    }));
    body.append(line);
  }
  grid.append(make("caption", {}, about.description), make("thead"), body);
  grid.tHead.append(head);
  scroll.append(grid);
  return scroll;
}
function foot(page, { about }) {
  const { make, words, status } = page;
  const end = make("div", { class: "pr-small" }), line = make("p");
  for (const note of [...(about.notes ?? []), ...(about.caveats ?? []), about.citation]) end.append(make("p", {}, note));
  const [csv, copy] = [words.csv, words.copy].map((text) => make("button", { type: "button", class: "pr-button" }, text));
  csv.addEventListener("click", async () => {
    const file = new Blob([csvOf(await rowsOf(page, "table"))], { type: "text/csv" });
    const link = make("a", { download: `${fileOf(page)}.csv`, href: URL.createObjectURL(file) });
    link.click();
    URL.revokeObjectURL(link.href);
  });
  const address = make("input", { readonly: "", "aria-label": words.address });
  copy.addEventListener("click", () => {
    address.select();
    navigator.clipboard?.writeText(address.value).then(() => { status.textContent = words.copied; }, () => {});
  });
  line.append(csv, " ", copy, " ", address);
  end.append(line);
  return end;
}

// A text that a spreadsheet would run as a formula begins with an apostrophe.
function csvOf({ columns, rows, named = {}, more }) {
  const inert = (cell) => (typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell ?? ""));
  const quoted = (cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const heads = [...columns.flatMap(({ key }) => [key, named[key] ?? []].flat()), ...Object.keys(more)];
  const lines = rows.map((cells) => [
    ...cells.flatMap(({ value, text }, at) => (named[columns[at].key] ? [value, text] : [value])), ...Object.values(more),
  ]);
  return [heads, ...lines].map((line) => `${line.map(inert).map(quoted).join(",")}\n`).join("");
}
