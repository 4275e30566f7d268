// What scripts add: nothing here is needed to read the site.
"use strict";
const words = JSON.parse(document.getElementById("pda-words")?.textContent || "{}");
const make = (tag, attributes = {}, text = "") => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
};

// Opened from a folder (file:), a link to a directory shows its listing: name the page.
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll("a[href]")) {
    const [path, anchor] = link.getAttribute("href").split("#");
    if (path.endsWith("/") && !/^[a-z]+:/.test(path)) {
      link.setAttribute("href", path + "index.html" + (anchor ? "#" + anchor : ""));
    }
  }
}

// A link to a row inside a closed table opens the table first.
function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const box = target && target.closest("details");
  if (box && !box.open) {
    box.open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", reveal);
reveal();

// Tables under charts: a button in each heading sorts the rows.
for (const table of document.querySelectorAll("figure.pda-chart table")) {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((heading, at) => {
    const button = make("button", { type: "button", class: "pda-sort" }, heading.textContent);
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const rising = heading.getAttribute("aria-sort") !== "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", rising ? "ascending" : "descending");
      const key = (row) => row.cells[at].dataset.sort ?? row.cells[at].textContent;
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
for (const text of document.querySelectorAll(".pda-copy")) {
  const button = make("button", { type: "button", class: "pda-button" }, words.copy);
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

// Explore: plotly's basic bundle comes from this site, and only when asked for.
const PATIENCE = 20000;
let bundle;
function load(address) {
  bundle ??= new Promise((resolve, reject) => {
    const script = make("script", { src: address });
    const late = setTimeout(() => reject(new Error("late")), PATIENCE);
    script.onload = () => (clearTimeout(late), resolve(globalThis.Plotly));
    script.onerror = () => (clearTimeout(late), reject(new Error("lost")));
    document.head.append(script);
  });
  return bundle;
}

function dress(drawing) {
  const style = getComputedStyle(document.body);
  const colour = (name) => style.getPropertyValue(name).trim();
  const [ink, line] = [colour("--pda-ink"), colour("--pda-line")];
  drawing.layout.paper_bgcolor = drawing.layout.plot_bgcolor = "rgba(0,0,0,0)";
  drawing.layout.font = { family: style.fontFamily, color: ink, size: 13 };
  drawing.layout.colorway = [colour("--pda-accent"), colour("--pda-quiet")];
  for (const axis of ["xaxis", "yaxis"]) {
    Object.assign(drawing.layout[axis] ?? {}, { gridcolor: line, linecolor: line, zerolinecolor: line });
  }
  return drawing;
}

// The points of a figure in reading order, for the arrow keys.
function points(drawing) {
  return drawing.data.flatMap((trace, curveNumber) =>
    trace.customdata.map((value, pointNumber) => ({
      curveNumber,
      pointNumber,
      value,
      label: drawing.layout.yaxis.type === "category" ? trace.y[pointNumber] : trace.x[pointNumber],
      series: drawing.data.length > 1 ? trace.name ?? "" : "",
    })),
  );
}

async function explore(figure, button, status) {
  button.disabled = true;
  status.textContent = words.loading;
  const stage = make("div", { class: "pda-stage", tabindex: "0", role: "application" });
  stage.setAttribute("aria-label", words.keys);
  try {
    const [Plotly, answer] = await Promise.all([
      load(figure.dataset.bundle),
      fetch(figure.dataset.figure, { signal: AbortSignal.timeout(PATIENCE) }),
    ]);
    const drawing = dress(await answer.json());
    figure.classList.add("pda-exploring");
    button.parentElement.before(stage);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (still) drawing.layout.transition = { duration: 0 };
    await Plotly.newPlot(stage, drawing.data, drawing.layout, {
      responsive: true,
      displaylogo: false,
      locale: document.documentElement.lang,
      modeBarButtonsToRemove: ["lasso2d", "select2d", "autoScale2d"],
    });
    const reading = points(drawing);
    let at = -1;
    stage.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") return close();
      if (!step) return;
      event.preventDefault();
      at = (at + step + reading.length) % reading.length;
      const point = reading[at];
      Plotly.Fx.hover(stage, [{ curveNumber: point.curveNumber, pointNumber: point.pointNumber }]);
      status.textContent = [point.label, point.value, point.series].filter(Boolean).join(", ");
    });
    status.textContent = words.keys;
    button.textContent = words.back;
    button.onclick = () => close();
    button.disabled = false;
    stage.focus({ preventScroll: true });
    function close() {
      Plotly.purge(stage);
      stage.remove();
      figure.classList.remove("pda-exploring");
      offer(figure, button, status);
      status.textContent = "";
      button.focus({ preventScroll: true });
    }
  } catch {
    bundle = undefined;
    stage.remove();
    figure.classList.remove("pda-exploring");
    offer(figure, button, status);
    status.textContent = words.failed;
    button.focus({ preventScroll: true });
  }
}

function offer(figure, button, status) {
  button.disabled = false;
  button.textContent = words.explore.replace("{size}", figure.dataset.size);
  button.onclick = () => explore(figure, button, status);
}

for (const figure of document.querySelectorAll("figure.pda-chart[data-figure]")) {
  const bar = make("p", { class: "pda-explore" });
  const button = make("button", { type: "button", class: "pda-button" });
  const status = make("span", { role: "status", class: "pda-small" });
  bar.append(button, " ", status);
  [...figure.querySelectorAll(":scope > svg")].at(-1).after(bar);
  offer(figure, button, status);
}
