// The page to compare places: two to five of those that its rankings list, side by side. Their numbers come from
// the files of the places; the address of the page says which places are compared.
export function comparison(box, make) {
  const words = JSON.parse(box.dataset.words), most = Number(box.dataset.most), lang = document.documentElement.lang;
  const places = listed(), select = chooser(places, make);
  const add = make("button", { type: "button", class: "pr-button" }, words.add);
  const status = make("p", { role: "status", class: "pr-small" }), view = make("div");
  box.append(make("label", { for: select.id }, words.choose), select, add, status, view);

  const asked = [...new Set(new URLSearchParams(location.search).get("p")?.split(",").map((code) => code.trim()).filter(Boolean))];
  let chosen = asked.filter((code) => places.has(code)).slice(0, most);
  let left = asked.filter((code) => !chosen.includes(code)); // codes of no place, and those past the most
  function change(codes) {
    chosen = codes;
    left = [];
    history.replaceState(null, "", codes.length ? `?p=${codes.join(",")}` : location.pathname);
    show();
  }
  add.addEventListener("click", () => {
    if (chosen.length < most && !chosen.includes(select.value)) change([...chosen, select.value]);
  });

  // A place whose file does not load is left out, and can be added again; the address still names it.
  async function show() {
    const now = chosen;
    view.setAttribute("aria-busy", "true");
    const loaded = await Promise.allSettled(now.map((code) => rowsOf(`${box.dataset.files}${code}.csv`, code)));
    if (now !== chosen) return;
    chosen = now.filter((_, at) => loaded[at].status === "fulfilled");
    const files = loaded.flatMap(({ value }) => value ?? []), full = chosen.length >= most;
    view.replaceChildren(...(files.length ? [table(files), download(files)] : []));
    view.setAttribute("aria-busy", "false");
    if (full && document.activeElement === add) select.focus();
    add.disabled = full;
    const said = chosen.length < now.length ? words.failed : full ? words.full : files.length < 2 ? words.empty : words.address;
    const without = left.length ? [words.left_out.replace("{codes}", left.join(", "))] : [];
    status.textContent = [...chosen.map((code) => places.get(code).name), said, ...without].join(" · ");
  }

  function table(files) {
    const known = files.map(({ rows }) => new Map(rows.map((row) => [row.period, row])));
    const periods = [...new Set(known.flatMap((rows) => [...rows.keys()]))].sort();
    const whole = periods.find((period) => period.includes("-"));
    const years = periods.filter((period) => period !== whole);
    const number = (value, digits) => (value ? new Intl.NumberFormat(
      lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value) : words.unknown);
    const line = (name, key, period, digits = 0, of = () => "") => {
      const row = make("tr");
      row.append(make("th", { scope: "row" }, name), ...known.map((rows, at) => make("td", { class: "number" },
        number(rows.get(period)?.[key], digits) + of(rows.get(period) ?? {}, chosen[at]))));
      return row;
    };
    // Places of two levels may stand side by side: a rank is one of so many.
    const ofAll = {
      rate_rank: ({ rated }) => (rated ? `/${number(rated, 0)}` : ""),
      rank: ({ rank }, code) => (rank ? `/${number(peers(places, code), 0)}` : ""),
    };
    const group = (key, rank, digits) => {
      const body = make("tbody"), top = make("tr");
      top.append(make("th", { scope: "rowgroup", colspan: known.length + 1 }, words[key]));
      body.append(top, line(whole.replace("-", "–"), key, whole, digits), line(words.rank, rank, whole, 0, ofAll[rank]),
        ...years.map((year) => line(year, key, year, digits)));
      return body;
    };
    const head = make("tr"), element = make("table", { class: "pr-grid" }), last = make("tbody");
    head.append(make("td"), ...chosen.map(heading));
    last.append(line(words.residents, "residents", whole));
    element.append(make("caption", {}, words.table), make("thead"), group("per_1000", "rate_rank", 1), group("value", "rank"), last);
    element.tHead.append(head);
    const scroll = make("div", { class: "pr-scroll", role: "region", tabindex: "0", "aria-label": words.table });
    scroll.append(element);
    return scroll;
  }
  function heading(code) {
    const { name, href } = places.get(code), cell = make("th", { scope: "col", class: "number" });
    const remove = make("button", { type: "button", class: "pr-button", "aria-label": words.remove.replace("{name}", name) }, "×");
    remove.addEventListener("click", () => {
      change(chosen.filter((other) => other !== code));
      select.focus();
    });
    cell.append(make("a", { href }, name), " ", remove);
    return cell;
  }
  // What is compared, as the files of the places have it, in one file.
  function download(files) {
    const text = [files[0].head, ...files.flatMap(({ lines }) => lines)].map((line) => `${line}\n`).join("");
    const href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    return make("a", { class: "pr-download", download: `${chosen.join("-")}.csv`, href }, words.download);
  }
  show();
}

// The places of the rankings of the page by their code.
function listed() {
  const rows = [...document.querySelectorAll(".pr-ranking [data-code]")];
  return new Map(rows.map((row) => {
    const { textContent: name, href } = row.querySelector("a");
    return [row.dataset.code, { name, href, around: row.cells[5]?.textContent ?? "" }];
  }));
}

// How many places are of the level of one: those of the upper level lie in no other.
function peers(places, code) {
  return [...places.values()].filter(({ around }) => !around === !places.get(code).around).length;
}

// The field to choose a place: those of the upper level, then the others by what they lie in.
function chooser(places, make) {
  const select = make("select", { id: "pr-place" }), groups = new Map();
  const lang = document.documentElement.lang, by = (key) => ([, one], [, other]) => one[key].localeCompare(other[key], lang);
  for (const [code, { name, around }] of [...places].sort(by("name")).sort(by("around"))) {
    if (!groups.has(around)) groups.set(around, around ? make("optgroup", { label: around }) : select);
    groups.get(around).append(make("option", { value: code }, name));
  }
  select.append(...[...groups.values()].filter((group) => group !== select));
  return select;
}

// The rows of a file that are about a place: as the file has them, and by the names of its columns. No cell of
// these files has a comma.
async function rowsOf(address, code) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  const [head, ...all] = (await answer.text()).trim().split("\n"), names = head.split(",");
  const lines = all.filter((line) => line.split(",")[names.indexOf("code")] === code);
  if (!lines.length) throw new Error("not the file of the place"); // as the page of a network to log in to
  return { head, lines, rows: lines.map((line) => Object.fromEntries(line.split(",").map((cell, at) => [names[at], cell]))) };
}
