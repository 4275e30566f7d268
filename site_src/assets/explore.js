// The data explorer: what there is to choose, and what it will cost to load. What is shown, view.js makes.
const FORMS = { measure: ["bars", "line", "table"], chart: ["chart", "table"] };

export function explorer(box, make) {
  const words = JSON.parse(box.dataset.words);
  const lang = document.documentElement.lang;
  const number = (value) => new Intl.NumberFormat(lang, { maximumFractionDigits: 8 }).format(value);
  const offers = new Map(); // by the part of the address that chooses each, such as chart=recipients-by-wave
  const choice = make("select", { id: "pr-choice" });
  for (const list of document.querySelectorAll("[data-offers]")) {
    const group = make("optgroup", { label: list.dataset.offers });
    for (const item of list.querySelectorAll("[data-key]")) {
      const link = item.querySelector("a"), { key } = item.dataset, file = box.dataset.files + key.split("=")[1];
      const own = key.startsWith("chart=") ? { href: `${file}.plotly.json`, rows: `${file}.json` } : { href: link.href };
      offers.set(key, { ...item.dataset, ...own });
      group.append(make("option", { value: key }, link.textContent));
    }
    choice.append(group);
  }
  const forms = make("fieldset"), picks = make("div"), view = make("div");
  const show = make("button", { type: "button", class: "pr-button" });
  const status = make("p", { role: "status", class: "pr-small" });
  box.append(make("label", { for: "pr-choice" }, words.choose), choice, forms, picks, show, status, view);

  // What the address asks for; what names nothing here is passed over.
  const asked = new URLSearchParams(location.search);
  const page = { box, make, words, lang, number, asked, picks, choice, status, view, offers, drawn: false };
  async function present() {
    show.disabled = true;
    try {
      const { present: draw } = await import(new URL("view.js", import.meta.url));
      await draw(page);
      show.hidden = true;
    } catch {
      view.replaceChildren();
      status.textContent = words.failed;
    }
    show.disabled = false;
  }
  page.present = present;
  function choose(key, form) {
    choice.value = key;
    picks.replaceChildren();
    view.replaceChildren();
    const known = FORMS[key.split("=")[0]];
    Object.assign(page, { key, what: [], when: [], form: known.includes(form) ? form : known[0] });
    forms.replaceChildren(make("legend", {}, words.form), ...known.map((name) => {
      const label = make("label"), input = make("input", { type: "radio", name: "form", value: name });
      input.checked = name === page.form;
      input.addEventListener("change", () => {
        page.form = name;
        if (show.hidden) present(); else announce();
      });
      label.append(input, ` ${words.forms[name]}`);
      return label;
    }));
    show.hidden = false;
    announce();
  }
  function announce() {
    const { size, table } = offers.get(page.key), bare = page.form === "table";
    const bytes = bare ? Number(table ?? size) : Number(size) + (page.drawn ? 0 : Number(box.dataset.size));
    show.textContent = words.show.replace("{size}", `${number(Math.max(1, Math.round(bytes / 1000)))} kB`);
  }
  choice.addEventListener("change", () => choose(choice.value));
  show.addEventListener("click", present);
  const wanted = ["chart", "measure"].map((name) => `${name}=${asked.get(name)}`).find((key) => offers.has(key));
  choose(wanted ?? choice.value, asked.get("form"));
  if (wanted) present();
}
