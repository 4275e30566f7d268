// The finder: a combobox over what the site has. Loaded with its indexes when somebody begins to search.
import "./letters.js"; // asked for at once, not when ranking.js has come
import "./spelling.js";
import "./words.js";
import { Search } from "./ranking.js";

async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

// make: makes an element, as of site.js.
export async function finder(box, words, make) {
  const input = box.querySelector("input"), list = box.querySelector("[role=listbox]");
  const said = box.querySelector("[role=status]"), { home } = box.dataset;
  const indexes = await Promise.all(["finder.json", "texts.json"].map((name) => read(home + name)));
  const search = new Search(...indexes, document.documentElement.lang);
  let shown = [], options = [], at = -1;

  function mark(next) {
    at = next;
    options.forEach((option, i) => option.setAttribute("aria-selected", i === at));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }
  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }
  function option(answer, i) {
    const item = make("div", { role: "option", id: `${list.id}-${i}`, "data-href": answer.href }, answer.label);
    if (answer.group === "place") item.append(" ", make("small", {}, [words[answer.kind], answer.where, answer.value].filter(Boolean).join(", ")));
    else {
      if (answer.value) item.append(" ", make("strong", {}, answer.value));
      if (answer.where) item.append(" ", make("small", {}, answer.where));
    }
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => go(answer));
    return item;
  }
  function show() {
    const typed = input.value.trim();
    shown = typed ? search.answers(input.value) : [];
    options = shown.map(option);
    const groups = new Map();
    shown.forEach(({ group }, i) => {
      if (!groups.has(group)) {
        groups.set(group, make("div", { role: "group", "aria-label": words.groups[group] }));
        groups.get(group).append(make("b", { "aria-hidden": "true" }, words.groups[group]));
      }
      groups.get(group).append(options[i]);
    });
    list.replaceChildren(...groups.values());
    list.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    mark(-1);
    said.textContent = !typed ? "" : shown.length ? words.found.replace("{count}", shown.length) : words.none;
  }
  function go({ href }) {
    location.href = home + href;
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
      if (list.hidden) show();
      else go(shown[Math.max(at, 0)]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first Escape closes the list, the next empties the field
      close();
    }
  });
  if (document.activeElement === input) show();
}
