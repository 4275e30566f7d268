// The interactive figure: plotly's basic bundle comes from this site, and only when asked for.
const PATIENCE = 20000;
let bundle;
function load(address) {
  bundle ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
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
  drawing.layout.showlegend = false; // the page has one, above the figure
  drawing.layout.hoverlabel = {
    align: "left", bgcolor: colour("--pda-ground"), bordercolor: line, font: { color: ink },
  };
  drawing.layout.font = { family: style.fontFamily, color: ink, size: 13 };
  drawing.layout.colorway = [colour("--pda-accent")];
  for (const trace of drawing.data) {
    if (!/^shade-[\w-]+$/.test(trace.meta)) continue;
    trace.marker = { color: colour(`--pda-${trace.meta}`), line: { color: colour("--pda-accent"), width: 1 } };
  }
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
      label: trace.hovertext[pointNumber],
      series: trace.name,
    })),
  );
}

// Put the interactive figure in the place of the picture. `back` restores the button and says why.
// The figure's texts are HTML for plotly: the signs of markup are entities in them.
function plain(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

export async function explore(figure, button, status, words, back) {
  const stage = document.createElement("div");
  stage.className = "pda-stage";
  stage.tabIndex = 0;
  stage.setAttribute("role", "application");
  stage.setAttribute("aria-label", words.keys);
  const close = (text) => {
    globalThis.Plotly?.purge(stage);
    stage.remove();
    figure.classList.remove("pda-exploring");
    back(text);
  };
  try {
    const [Plotly, answer] = await Promise.all([
      load(figure.dataset.bundle),
      fetch(figure.dataset.figure, { signal: AbortSignal.timeout(PATIENCE) }),
    ]);
    const drawing = dress(await answer.json());
    figure.classList.add("pda-exploring");
    button.parentElement.before(stage);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      drawing.layout.transition = { duration: 0 };
    }
    await Plotly.newPlot(stage, drawing.data, drawing.layout, {
      responsive: true,
      typesetMath: false, // a dollar sign is a dollar sign
      displaylogo: false,
      showTips: false, // in English only
      locale: document.documentElement.lang,
      modeBarButtonsToRemove: ["lasso2d", "select2d", "autoScale2d"],
    });
    const reading = points(drawing);
    let at = -1;
    stage.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return close("");
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      at = (at + step + reading.length) % reading.length;
      const point = reading[at];
      Plotly.Fx.hover(stage, [{ curveNumber: point.curveNumber, pointNumber: point.pointNumber }]);
      status.textContent = plain([point.label, point.value, point.series].filter(Boolean).join(", "));
    });
    status.textContent = words.keys;
    button.textContent = words.back;
    button.onclick = () => close("");
    button.disabled = false;
    stage.focus({ preventScroll: true });
  } catch {
    bundle = undefined;
    close(words.failed);
  }
}
