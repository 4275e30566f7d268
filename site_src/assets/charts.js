// The values of a chart by pointer, finger and keys, from the marks of its picture (docs/style.md).
const NEAR = 24; // px around a mark in which it is found
const PAUSE = 1000; // ms after which typed letters begin another name
const APART = 8; // px between a mark and its value
const SHAPES = "rect, circle, .gap";
const MARKS = ".mark, :not(.mark) > circle.place"; // a dot of a map may have no words of its own
const ONE = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function enliven(figure, make, words) {
  const tip = make("div", { class: "pr-tip", role: "status" });
  const pictures = [...figure.querySelectorAll(".pr-svg")];
  const rows = [...figure.querySelectorAll("tbody tr")]; // as the marks are, before they are sorted
  const elsewhere = rows.length ? null : figure.querySelector(".pr-rows");
  let marks, shown = -1, typed = "", last = 0, asked = false;

  // The rows of a table that is on the page of the chart, when its picture is first touched.
  function load() {
    if (!elsewhere || asked) return;
    asked = true;
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.onload = () => {
      rows.push(...(request.response?.querySelectorAll("figure.pr-chart tbody tr") ?? []));
      marks = undefined;
    };
    request.open("GET", elsewhere.href);
    request.send();
  }
  // The marks of a picture with their words; the narrow map repeats those of the wide one. The
  // browser's own hints, which would cover ours, are taken away.
  function read(picture) {
    const own = picture.querySelector(MARKS) ? picture : pictures[0];
    if (marks?.of === own) return;
    hide();
    let label = "";
    marks = [...own.querySelectorAll(MARKS)].map((mark, at) => {
      if (mark.matches("circle")) return dot(mark, rows[at]);
      const title = mark.querySelector("title"), text = (name) => mark.querySelector(name)?.textContent;
      let value = [text(".start-value"), text(".value")].filter(Boolean).join(" → ");
      if (title) {
        [label, value] = title.textContent.split(/: (?!.*: )/);
        title.remove();
      } else label = text(".label") ?? label; // bars of one group share it
      const shape = mark.querySelector(SHAPES) ?? mark;
      return { mark, shape, label, value, about: [headed(own, shape), keyed(mark, shape)].filter(Boolean) };
    });
    marks.of = own;
  }
  function dot(mark, row) {
    if (!row) load();
    const [value, rate] = [...(row?.querySelectorAll(".number") ?? [])].map((cell) => cell.textContent);
    const name = row?.cells[0].querySelector("a");
    const label = (name ?? row?.cells[0])?.textContent;
    return { mark, shape: mark, label, href: name?.href, value: rate ? `${value} (${rate})` : value, about: [] };
  }
  // The heading that a mark stands under, to the left or below; and what the legend says of it.
  function headed(picture, shape) {
    const at = shape.getBoundingClientRect(), middle = (at.left + at.right) / 2;
    const found = [...picture.querySelectorAll(".heading")].map((heading) => [heading, heading.getBoundingClientRect()]);
    const over = found.filter(([, box]) => box.top < at.bottom && box.left <= middle);
    const away = ([, box]) => (over.length ? [-box.top, -box.left] : [0, Math.abs((box.left + box.right) / 2 - middle)]);
    const [nearest] = (over.length ? over : found).sort((a, b) => away(a)[0] - away(b)[0] || away(a)[1] - away(b)[1]);
    return nearest?.[0].textContent;
  }
  function keyed(mark, shape) {
    if (mark.querySelector(".start-value")) return "";
    const key = { dot: "dot", "dot-start": "hollow" }[shape.classList[0]] ?? (shape.matches(".bar-hatched") && shape.classList[1]);
    return key && figure.querySelector(`.pr-legend .${key}`)?.closest("li").textContent;
  }
  // Where the shape of a mark is shown, or all of the mark.
  function place(picture, mark, element) {
    const circle = mark.matches("circle") ? mark : mark.querySelector(".place");
    if (!circle || picture.contains(mark)) return element.getBoundingClientRect();
    const at = picture.querySelector("use.place").getScreenCTM();
    const { x, y } = new DOMPoint(circle.cx.baseVal.value, circle.cy.baseVal.value).matrixTransform(at);
    const r = circle.r.baseVal.value * at.a;
    return new DOMRect(x - r, y - r, 2 * r, 2 * r);
  }
  // The nearest mark; of those that lie under the pointer the one whose middle is nearest.
  function nearest(picture, { clientX, clientY }) {
    let best = [NEAR, Infinity, -1];
    marks.forEach(({ mark }, at) => {
      const box = place(picture, mark, mark);
      const across = Math.max(box.left - clientX, clientX - box.right, 0);
      const down = Math.max(box.top - clientY, clientY - box.bottom, 0);
      const away = Math.hypot(across, down);
      const middle = Math.hypot(clientX - (box.left + box.right) / 2, clientY - (box.top + box.bottom) / 2);
      if (away < best[0] || (away === best[0] && middle < best[1])) best = [away, middle, at];
    });
    return best[2];
  }
  function show(picture, at) {
    if (at === shown) return;
    hide();
    if (at < 0 || !marks[at].label) return;
    shown = at;
    const { mark, shape, label, value, about, href } = marks[at], part = shape.matches(".part");
    mark.classList.add("lit");
    for (const other of part ? marks : []) {
      other.mark.classList.toggle("dim", other.shape.getAttribute("class") !== shape.getAttribute("class"));
    }
    const name = href ? make("a", { href, tabindex: -1 }, label) : make("span", {}, label);
    say(place(picture, mark, shape), name, ": ", make("strong", {}, value), ...about.map((text) => make("div", {}, text)));
  }
  // Put words above a box, or below it, inside the figure.
  function say(box, ...said) {
    tip.replaceChildren(...said);
    const frame = figure.getBoundingClientRect(), { width, height } = tip.getBoundingClientRect();
    const left = (box.left + box.right - width) / 2 - frame.left;
    const over = box.top - APART - height >= frame.top;
    tip.style.left = `${Math.max(0, Math.min(left, frame.width - width))}px`;
    tip.style.top = `${(over ? box.top - APART - height : box.bottom + APART) - frame.top}px`;
  }
  function hide() {
    tip.replaceChildren();
    for (const { mark } of marks ?? []) mark.classList.remove("lit", "dim");
    shown = -1;
  }
  function step(picture, { key, ctrlKey, altKey, metaKey }) {
    const count = marks.length;
    if (ONE[key]) return (shown + ONE[key] + count + (shown < 0 && ONE[key] < 0)) % count;
    if (key === "Home" || key === "End") return key === "Home" ? 0 : count - 1;
    if (key.length > 1 || ctrlKey || altKey || metaKey) return -1;
    const now = performance.now();
    typed = (now - last < PAUSE ? typed : "") + key.toLowerCase();
    last = now;
    return typed.trim() ? marks.findIndex(({ label = "" }) => ` ${label}`.toLowerCase().includes(` ${typed}`)) : -1;
  }

  figure.append(tip);
  for (const picture of pictures) {
    const [title, about] = picture.querySelectorAll(":scope > title, :scope > desc");
    picture.setAttribute("aria-label", `${title.textContent}. ${words.keys}`);
    picture.setAttribute("aria-description", about.textContent);
    picture.setAttribute("role", "application");
    picture.setAttribute("tabindex", 0);
    picture.removeAttribute("aria-labelledby");
    title.remove();
    picture.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch") return; // a finger that moves scrolls
      read(picture);
      show(picture, nearest(picture, event));
    });
    picture.addEventListener("pointerleave", ({ pointerType, relatedTarget }) => {
      if (pointerType !== "touch" && !tip.contains(relatedTarget)) hide();
    });
    picture.addEventListener("click", (event) => {
      read(picture);
      const at = nearest(picture, event);
      if (at === shown && marks[at]?.href) location.assign(marks[at].href); // a second tap or click
      show(picture, at);
    });
    picture.addEventListener("focus", () => {
      read(picture);
      if (picture.matches(":focus-visible")) say(picture.getBoundingClientRect(), words.keys);
    });
    picture.addEventListener("blur", ({ relatedTarget }) => {
      if (!tip.contains(relatedTarget)) hide();
    });
    picture.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && marks?.[shown]?.href) location.assign(marks[shown].href);
      read(picture);
      const at = step(picture, event);
      if (at < 0) return;
      event.preventDefault();
      show(picture, at);
    });
  }
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    hide();
    typed = "";
  });
  addEventListener("pointerdown", ({ target }) => {
    if (![...pictures, tip].some((part) => part.contains(target))) hide();
  });
}
