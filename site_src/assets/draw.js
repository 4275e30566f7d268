// Draws a view of the data explorer with plotly's basic bundle, which comes from this site.
let bundle;
function plotly(address, locale) {
  bundle ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    const late = setTimeout(() => reject(new Error("late")), 20000);
    script.onload = () => {
      clearTimeout(late);
      Plotly.register(locale);
      resolve(Plotly);
    };
    script.onerror = () => (clearTimeout(late), reject(new Error("lost")));
    document.head.append(script);
  });
  bundle.catch(() => { bundle = undefined; }); // so that it can be tried again
  return bundle;
}

const ROW = 26, LINE = 17, LONGEST = 24, TOP = 40, SAID = 34;
const plain = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const read = (text) => text.replaceAll("<br>", " ").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const SYMBOLS = { not_known: "x-thin-open", not_published: "circle-x-open", suppressed: "square-x-open" };
const place = (lying, along, values) => (lying ? { x: values, y: along } : { x: along, y: values });
function wrapped(text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && lines.at(-1).length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] += (lines.at(-1) && " ") + word;
  }
  return lines.map(plain).join("<br>");
}

// The figure of a measure: bars of subjects, or of spans if there is one subject; or a line of each subject.
function figure(marks, form, { words, lang, number }) {
  const single = new Set(marks.map((mark) => mark.subject)).size === 1;
  const lying = form === "bars";
  const [along, series] = lying && !single ? ["subject", "span"] : ["span", "subject"];
  const labels = [...new Set(marks.map((mark) => mark[along]))];
  const groups = [...new Set(marks.map((mark) => mark[series]))];
  const named = new Map(marks.map((mark) => [mark[along], mark.texts[along]]));
  const values = marks.map((mark) => mark.value ?? 0);
  const lines = labels.map((label) => wrapped(named.get(label), lying ? LONGEST : LONGEST / 2));
  const heights = lines.map((text) => (lying ? Math.max(1, groups.length * 0.7, (text.split("<br>").length * LINE + 6) / ROW) : 1));
  let end = 0;
  const middles = heights.map((height) => (end += height) - height / 2);
  const middle = (mark) => middles[labels.indexOf(mark[along])];
  const trace = (some, name, more) => ({
    ...more, name: plain(name), cliponaxis: false, orientation: "h",
    ...place(lying, some.map(middle), some.map((mark) => mark.value ?? 0)),
    hovertext: some.map((mark) => wrapped(mark.texts[along], SAID)),
    customdata: some.map((mark) => [mark.said, wrapped(mark.from, SAID), mark.value, marks.indexOf(mark)]),
    hovertemplate: `%{hovertext}<br>%{customdata[0]}${groups.length > 1 ? "<br>%{fullData.name}" : ""}<br>%{customdata[1]}<extra></extra>`,
  });
  const known = marks.filter((mark) => mark.value !== null);
  const data = groups.map((group) => {
    const some = known.filter((mark) => mark[series] === group);
    const kind = lying ? {
      type: "bar", text: some.map((mark) => mark.said), textangle: 0, textposition: "outside", width: groups.length > 1 ? null : 0.8,
    } : { type: "scatter", mode: "markers" };
    return trace(some, some[0]?.texts[series] ?? "", { ...kind, showlegend: groups.length > 1, legendgroup: group });
  });
  // Only what counts the same is joined by a line.
  for (const group of lying ? [] : groups) {
    const some = marks.filter((mark) => mark[series] === group && mark.line); // a gap where one is not known
    const ends = some.flatMap((mark, at) => (at && some[at - 1].line !== mark.line ? [null, mark] : [mark]));
    data.push({
      x: ends.map((mark) => mark && middle(mark)), y: ends.map((mark) => mark && mark.value),
      type: "scatter", mode: "lines", hoverinfo: "skip", name: "", showlegend: false, legendgroup: group, meta: `joins ${groups.indexOf(group)}`,
    });
  }
  for (const [status, symbol] of Object.entries(SYMBOLS)) {
    const some = marks.filter((mark) => mark.status === status);
    const marker = { symbol, size: 10 };
    data.push(trace(some, words.status[status], { type: "scatter", mode: "markers", meta: "missing", marker, showlegend: true }));
  }
  const [low, high] = [Math.min(0, ...values), Math.max(...values) || 1];
  const power = 10 ** Math.floor(Math.log10((high - low) / 2));
  const step = [5, 2, 1].map((size) => size * power).find((size) => size <= (high - low) / 2);
  const ticks = Array.from({ length: Math.floor((high - low) / step) + 1 }, (_none, at) => (Math.ceil(low / step) + at) * step);
  const compact = new Intl.NumberFormat(lang, { notation: "compact", compactDisplay: "long" });
  const names = { tickvals: middles, ticktext: lines, range: lying ? [end, 0] : [0, end], ticklabelstandoff: 8, showgrid: false, zeroline: false };
  const scale = {
    range: [low * 1.3, high * 1.05], fixedrange: true, tickvals: ticks,
    ticktext: ticks.map((tick) => (Math.abs(tick) < 1e6 ? number(tick) : compact.format(tick))),
  };
  const layout = {
    minreducedwidth: 40, margin: { l: 8, r: lying ? 12 + 6.3 * Math.max(...marks.map((mark) => mark.said.length)) : 8, t: TOP, b: 8 }, barmode: "group", uniformtext: { minsize: 11, mode: "hide" }, hovermode: "closest", dragmode: false,
    height: lying ? Math.max(240, ROW * end + TOP + 80) : 460,
    legend: { orientation: "h", x: 0, y: 0, yref: "container", yanchor: "bottom" },
    xaxis: { automargin: true, ...(lying ? scale : names) }, yaxis: { automargin: true, ...(lying ? names : scale) },
  };
  return { data: data.filter((some) => some.x.length), layout };
}

// A map is as high as its width allows, and its dots are as large.
function fit({ data, layout }, width) {
  if (!layout.yaxis.scaleanchor) return;
  const small = Math.min(1, width / 760);
  layout.height = Math.round(width * 0.45 * Math.max(small, 0.75)) + TOP + 130;
  for (const { marker } of data) if (marker?.sizeref) marker.sizeref /= small ** 2;
  for (const note of layout.annotations) note.font = { size: small < 0.6 ? 9 : 12 };
}

// Of the labels below a plot as many as there is room for.
const widest = (texts) => Math.max(0, ...texts.flatMap((text) => text.split("<br>").map((line) => line.length)));
function thin(axis, room) {
  if (!axis.tickvals) return;
  const every = Math.ceil((axis.tickvals.length * (widest(axis.ticktext) * 7.5 + 12)) / room);
  for (const list of ["tickvals", "ticktext"]) axis[list] = axis[list].filter((_tick, at) => at % every === 0);
  axis.tickangle = 0;
}

// The colours and letters of the page.
function dress({ data, layout }) {
  const style = getComputedStyle(document.body);
  const colour = (name) => style.getPropertyValue(`--pr-${name}`).trim();
  const [ink, line, quiet, accent] = ["ink", "line", "quiet", "accent"].map(colour);
  layout.paper_bgcolor = layout.plot_bgcolor = "rgba(0,0,0,0)";
  layout.font = { family: style.fontFamily, color: ink, size: 13 };
  layout.colorway = ["accent", "here", "shade-3", "quiet", "shade-5", "shade-2"].map(colour);
  layout.hoverlabel = { align: "left", bgcolor: colour("ground"), bordercolor: line, font: { color: ink } };
  layout.modebar = { bgcolor: "rgba(0,0,0,0)", color: quiet, activecolor: accent };
  const series = [...new Set(data.filter((trace) => trace.customdata && trace.meta !== "missing").map((trace) => trace.legendgroup ?? trace.name))];
  for (const trace of data) {
    const own = { missing: quiet, start: accent, dot: accent, hollow: accent }[trace.meta] ?? ((trace.meta && colour(trace.meta)) || (trace.customdata && layout.colorway[Math.max(0, series.indexOf(trace.legendgroup ?? trace.name)) % layout.colorway.length]));
    if (own) trace.marker = { ...trace.marker, color: own, line: { color: trace.meta?.startsWith("shade") ? accent : own, width: 1 } };
    if (trace.marker?.pattern?.shape) trace.marker = { color: colour("accent-soft"), line: { color: accent, width: 1 }, pattern: { ...trace.marker.pattern, fgcolor: accent, bgcolor: colour("accent-soft") } };
    if (trace.meta === "land") Object.assign(trace, { fillcolor: colour("land"), line: { width: 0 } });
    else if (!trace.customdata) trace.line = { color: layout.colorway[(trace.meta?.match(/\d+/) ?? 0) % layout.colorway.length], width: 2 };
  }
  for (const axis of [layout.xaxis, layout.yaxis]) Object.assign(axis, { gridcolor: line, linecolor: line, zerolinecolor: line });
  for (const note of layout.annotations ?? []) if (note.xref === "paper") note.bgcolor = style.getPropertyValue("--md-default-bg-color");
  for (const shape of layout.shapes ?? []) shape.line.color = quiet;
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) layout.transition = { duration: 0 };
}

// The marks in the order of the rows, for the arrow keys.
function marksOf(data) {
  return data
    .flatMap((trace, curveNumber) => (trace.customdata ?? []).map(([value, from, , row], pointNumber) =>
      ({ curveNumber, pointNumber, row, said: [trace.hovertext[pointNumber], value, trace.showlegend && trace.name, from] })))
    .sort((a, b) => a.row - b.row);
}

export async function draw(stage, found, form, page) {
  const { words, lang, status } = page;
  const shown = found.figure ?? figure(found.marks, form, page);
  dress(shown);
  fit(shown, stage.clientWidth);
  const { xaxis, yaxis, margin } = shown.layout;
  thin(xaxis, stage.clientWidth - margin.l - margin.r - 7 * widest(yaxis.ticktext ?? []));
  Object.assign(stage, { tabIndex: 0, role: "application", ariaLabel: `${found.about.title}. ${words.keys}` });
  const plot = await plotly(page.bundle, words.locale);
  await plot.newPlot(stage, shown.data, shown.layout, {
    responsive: true, displaylogo: false, locale: lang, scrollZoom: false, displayModeBar: true,
    showAxisDragHandles: false, // a finger on the labels moves the page too
    typesetMath: false, // a dollar sign is a dollar sign
    toImageButtonOptions: { scale: 2, filename: page.file },
    modeBarButtons: [["toImage", "zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d"]],
  });
  const reading = marksOf(shown.data);
  let at = -1;
  stage.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      at = -1;
      plot.Fx.unhover(stage);
      status.textContent = "";
      return;
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || event.target !== stage) return;
    event.preventDefault();
    at = (at + step + reading.length + (at < 0 && step < 0)) % reading.length;
    plot.Fx.hover(stage, [reading[at]]);
    status.textContent = read(reading[at].said.filter(Boolean).join("; "));
  });
  status.textContent = words.keys;
}
