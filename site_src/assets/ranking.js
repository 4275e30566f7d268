// What answers a query: places, pages, charts, tables, sources and figures. It touches no page, so
// that tests run it without a browser. docs/adr/0020-search.md says how it ranks.
import { lacking, letters, mostSlips, plain, slips, squeeze } from "./letters.js";
import { Spelling } from "./spelling.js";
import { BODY, NAMED, topic, Words } from "./words.js";

// The points of a text: those of its kind, and of each sign how strong it is by its weight. The weights were fitted
// to the queries of the tests, so that right answers come first (ADR 20); the points of places are on the same scale.
const KINDS = { page: 11, section: 10, entry: 7, chart: 13, table: -3, source: -16, figure: 19 };
const WEIGHTS = {
  fit: 14, // how well it has the words, those that few texts have counting more
  all: 11, // the same, if it has all of them
  squares: 12, // the same, with words in a name counting more
  clear: 13, // which part of the words it has
  best: 14, // the word that it has best
  rarest: 5, // the rarest word
  share: 16, // which part of its name the words are
  more: 22, // the words that only choose
  exact: 16, // it is its whole name
  slipped: -6, // slips that were put right
  unsure: -11, // a word that no text has
};
const SIGNS = Object.keys(WEIGHTS).filter((sign) => sign !== "unsure");
const GROUPS = { section: "page", entry: "page" }; // what is shown together
const LOWER = 2; // the weight of a place of the lower level
const CLEAR = 0.16; // a word that counts less, deep in a long text, is no sign that the text is about it
const SLIP = 71; // a place with slips has about as many points
const LEAST = 3, SHOWN = 12, OF_A_KIND = 5;
const IN_OTHER_WORDS = 0.5; // how exact a whole name is that is said so
const AMONG_WORDS = 60; // points of a name that is also a word of a page, among words that are no names
const CODED = 130; // points of a place whose code is asked for
const ON_BASIS = 0.7; // of a measure of which only the basis is asked for
const UNASKED = 5; // points for each number of a figure that was not asked for
const LONG_NAME = 10; // words; of a longer name, a word is no smaller part

// How many numbers a figure has in its name that a query does not ask for: a query for a year asks for the whole
// year, of whatever waves, one without numbers for the whole programme and no wave, and one for a wave for nothing more.
function others(label, query) {
  const numbers = plain(label).match(/\b\d+\b/g) ?? [], year = (number) => number.length === 4, asked = query.filter((word) => /^\d+$/.test(word));
  if (!asked.length) return numbers.filter(year).length || (label.split(", ").length > 2 ? 0 : 2 * numbers.length);
  const rest = numbers.filter((number) => !asked.includes(number));
  return asked.some(year) ? rest.filter(year).length : 2 * rest.length + label.split(", ").length;
}

// Numbers of which each is written as the difference to the one before it.
function sums(steps) {
  let sum = 0;
  return steps.map((step) => (step === null ? null : (sum += step)));
}

// What a figure counts, and when: of those of some waves of it, one is shown.
const span = (label) => label.split(", ").slice(0, 2).join();

export class Search {
  constructor(places, texts, language) {
    this.index = places;
    this.words = new Words(texts);
    this.texts = this.words.texts;
    this.language = language;
    this.places = this.entries();
    this.kinds = new Set(Object.values(places.kinds).flat());
    this.spelling = new Spelling(this.words, this.places, this.kinds, [...Object.keys(places.spellings), ...places.optional, ...places.code_words]);
    this.parts = new Set(this.places.flatMap(({ keys, weight }) => (weight ? keys : [])).flatMap((key) => key.split(" ")));
    this.names = this.words.names;
    const topics = this.texts.map((text, i) => (text[2] === "chart" ? topic(text) : this.names[i]));
    this.long = topics.map((name) => name.split(" ").filter((word) => !this.words.ignored.has(word)).length || 1);
    this.counted = new Set(plain(places.counted.name).split(" "));
  }

  // A text with each word in one spelling of names of places.
  spelt(text) {
    return plain(text).split(" ").map((word) => this.index.spellings[word] ?? word).filter(Boolean).join(" ");
  }

  // The kind of place that a text begins or ends with, and the text without it.
  parted(text) {
    for (const [kind, words] of Object.entries(this.index.kinds)) {
      const first = words.find((word) => text.startsWith(`${word} `));
      if (first) return [kind, text.slice(first.length + 1)];
      const last = words.find((word) => text.endsWith(` ${word}`));
      if (last) return [kind, text.slice(0, -last.length - 1)];
    }
    return ["", text];
  }

  // A name without a word at its beginning that people leave out.
  bared(text) {
    const word = this.index.optional.find((word) => text.startsWith(`${word} `));
    return word ? text.slice(word.length + 1) : text;
  }

  entries() {
    const { index } = this, found = [], [upper, lower, below] = index.levels;
    const { upper: codes, lower: codes_below } = index.codes, upper_counts = sums(index.counted.upper), lower_counts = sums(index.counted.lower);
    const add = (label, kind, names, href, where, weight, count, code) => {
      const keys = new Set();
      for (const name of names) {
        const text = this.spelt(name), bare = this.parted(text)[1];
        const nickname = bare !== text && name !== label && this.words.typed().has(bare); // a name such as "town of students"
        for (const key of [nickname ? text : bare, this.bared(text)]) if (key) keys.add(key);
      }
      const names_of = [...keys].map((key) => [key, squeeze(key), letters(squeeze(key))]);
      found.push({ label, kind, keys: [...keys], spelt: names_of, href, where, weight, value: this.number(count), code });
    };
    index.upper.forEach(([name, slug, others], i) => {
      add(name, upper, [name, ...others.split("|")], `${index.home}/${slug}/`, "", 3, upper_counts[i], codes[i]);
    });
    index.lower.forEach(([name, beside, number, others, inside], i) => {
      const [around, folder] = index.upper[number], own = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
      const slug = beside === "-" ? own.slice(own.indexOf("-") + 1) : beside || own;
      const href = `${index.home}/${folder}/${slug}/`;
      const kind = this.parted(this.spelt(name))[0] || lower;
      add(name, kind, [name, ...others.split("|")], href, around, LOWER, lower_counts[i], codes_below[i]);
      for (const part of inside.split("|")) add(part, below, [part], `${href}#${below}`, `${name}, ${around}`, 0, null);
    });
    return found;
  }

  number(count) {
    return count === null ? "" : `${this.index.counted.name}: ${count.toLocaleString(this.language)}`;
  }

  // How close a query, without its spaces and as letters, is to a name.
  closeness(query, tight, own, [key, name, others], shortest) {
    const most = mostSlips(tight.length), far = lacking(own, others) > most;
    if (far && lacking(others, own)) return 0; // it is no part of the name, and the name none of it
    if (name === tight) return 100;
    if (query.length === key.length && query.includes(" ") && query.split(" ").sort().join(" ") === key.split(" ").sort().join(" ")) return 92;
    if (key.startsWith(`${query} `)) return 95 - Math.min(10, name.length - tight.length);
    if (name.startsWith(tight)) return 76 - Math.min(20, name.length - tight.length);
    if (name.length >= shortest && ` ${query} `.includes(` ${key} `)) return this.beside(query, key);
    if (tight.length > 3 && key.endsWith(` ${query}`)) return 86; // the kind of a name that ends with it
    if (key.includes(` ${query}`)) return 45;
    if (tight.length > 3 && name.includes(tight)) return 40;
    const words = query.split(" ");
    if (words.length > 1 && words.every((word) => ` ${key}`.includes(` ${word}`))) return 42;
    if (!most || far || name.length < tight.length - most) return 0;
    const found = slips(tight, name.slice(0, tight.length + most), most);
    if (found.start > most) return 0;
    const length = Math.abs(name.length - tight.length);
    return (length <= most && found.whole <= most ? 70 : 36 - Math.min(10, length)) - 8 * found.start;
  }

  // A name among other words: those that ask for its count leave no doubt that the place is meant.
  beside(query, key) {
    const rest = ` ${query} `.replace(` ${key} `, " ").trim().split(" ");
    const { ignored, asks, number } = this.words, asked = (word) => /^\d+$/.test(word) || ignored.has(word) || asks.has(word) || this.kinds.has(word) || this.counts(word);
    const points = rest.every(asked) ? 98 : number.has(key) && !rest.every((word) => asked(word) || this.parts.has(word)) ? AMONG_WORDS : 84;
    return points + Math.min(2, key.length / 20);
  }

  // Whether a word says what is counted of places, in these words or others.
  counts(word) {
    return [...this.counted].some((own) => this.words.alike(word, own));
  }

  // The place whose code stands in a query: with its dot, by itself, or beside a word that says so.
  coded(typed) {
    const words = typed.toLowerCase().trim().split(/\s+/);
    const plainly = words.length === 1 || words.some((word) => this.index.code_words.includes(word));
    const found = this.places.filter(({ code }) => code && words.some((word) => (plainly && word === code.replace(/\W/g, "")) || (word === code && (plainly || /\W/.test(code)))));
    return found.map((entry) => ({ ...entry, group: "place", points: CODED }));
  }

  // typed: as it was typed. right: with its slips put right.
  placesFor(typed, right) {
    const [wanted, query] = this.parted(this.spelt(right)), tight = squeeze(query), own = letters(tight);
    if (tight.length < 2) return [];
    const ranked = this.coded(typed);
    if (ranked.length) return ranked;
    for (const entry of this.places) {
      let best = 0;
      for (const name of entry.spelt) best = Math.max(best, this.closeness(query, tight, own, name, entry.weight > LOWER ? 3 : 4));
      if (!best) continue;
      if (wanted && wanted !== entry.kind) best -= entry.weight === LOWER ? 6 : 12;
      if (best < 100 && !entry.weight) best -= best < 98 && best > 80 ? 24 : 3; // many words are names of small places
      ranked.push({ ...entry, group: "place", points: best + entry.weight });
    }
    // Of two places whose names are among the words of a query, the one that lies in the other is meant, if it is of
    // the kind that is asked for.
    const beside = ({ points, kind }) => points > 84 && points < 100 && (!wanted || wanted === kind);
    for (const entry of ranked) if (beside(entry) && ranked.some((around) => beside(around) && around.label === entry.where)) entry.points += 6;
    return ranked;
  }

  textsFor(right, unfinished) {
    const query = right.split(" ").filter(Boolean), whole = right;
    const { asks, ignored, qualifiers } = this.words; // "how many", but not "most of all"
    // Who asks "how many" and says no more asks for what is counted.
    const empty = (word) => asks.has(word) || ignored.has(word) || /^\d+$/.test(word);
    if (query.some((word) => asks.has(word)) && query.every(empty)) query.push(...plain(this.index.counted.name.split("(")[0]).split(" "));
    const ideas = this.words.ideas(query, unfinished);
    const said = new Set(ideas.filter(({ phrase }) => phrase.includes(" ")).flatMap(({ phrase }) => phrase.split(" "))); // orang miskin asks for no number
    const howMany = ideas.some(({ phrase }) => asks.has(phrase)) || query.some((word, at) => asks.has(word) && !qualifiers.has(query[at - 1]) && !said.has(word));
    const asked = howMany || query.some((word) => /^\d+$/.test(word));
    const main = ideas.filter(({ qualifies }) => !qualifies), known = main.filter(({ texts }) => texts.size);
    const unsure = known.length < main.length ? WEIGHTS.unsure : 0;
    const all = known.reduce((sum, { rare }) => sum + rare, 0), rarest = Math.max(...known.map(({ rare }) => rare));
    const counted = ideas.filter(({ qualifies, number }) => !qualifies || number).length;
    const found = new Map();
    for (const { texts, spans, rare, slipped, qualifies, number } of ideas) {
      for (const [text, weight] of texts) {
        const had = found.get(text) ?? { ideas: 0, fit: 0, clear: 0, squares: 0, best: 0, rarest: 0, named: 0, slipped: 0, counts: 0, more: 0 };
        had.counts += !(qualifies && !number) && weight >= NAMED;
        if (number && weight >= NAMED) had.named += 1;
        if (qualifies) had.more += weight > BODY ? weight : 0;
        else {
          had.ideas += 1;
          had.fit += (rare * weight) / all;
          had.squares += (rare * Math.min(1, weight) ** 2) / all;
          had.clear += weight >= CLEAR ? rare / all : 0;
          had.best = Math.max(had.best, weight);
          if (rare === rarest) had.rarest = Math.max(had.rarest, weight);
          had.named += weight >= NAMED ? spans.get(text) ?? 1 : 0;
          had.slipped += slipped;
        }
        found.set(text, had);
      }
    }
    const ranked = [];
    for (const [text, had] of found) {
      const [label, href, kind, within, value] = this.texts[text], name = this.names[text];
      if (!had.ideas) continue;
      const figure = kind === "figure", measured = figure ? this.measured(label, main) : 0;
      if (figure && !(asked && had.counts === counted && measured)) continue;
      had.share = figure ? measured : Math.min(1, had.named / Math.min(LONG_NAME, this.long[text]));
      had.all = had.clear > 1 - 1e-6 ? had.fit : 0;
      had.exact = figure ? 0 : name === whole ? 1 : had.counts === counted && had.share === 1 && !unsure && !howMany ? IN_OTHER_WORDS : 0;
      // What qualifies a page qualifies its parts; the folder of charts is what they are called.
      const folder = kind === "chart" && query.includes(href.split("/")[0].replace(/s$/, "")) ? 1 : 0;
      had.more = Math.max(had.more, found.get(within)?.more ?? 0, folder);
      let points = KINDS[kind] + unsure;
      for (const sign of SIGNS) points += WEIGHTS[sign] * had[sign];
      if (figure) points -= UNASKED * others(label, query);
      // A place with as few slips is rather meant than a text.
      if (main.length === 1 && had.slipped) points = SLIP - 8 * had.slipped - (100 - points) / 50;
      if (points < LEAST) continue;
      const where = within < 0 ? (kind === "chart" ? value : "") : this.texts[within][0];
      ranked.push({ label, href, kind, where, group: GROUPS[kind] ?? kind, value: kind === "chart" ? "" : value, points });
    }
    return ranked;
  }

  // Which part of the name of its measure is asked for. What stands in parentheses says on which basis it is counted
  // (gross, net): that and words which mean the same need not be asked for.
  measured(label, main) {
    const [, name, basis = ""] = label.match(/^([^,(]*)(?:\(([^)]*)\))?/), bases = plain(basis).split(" ").filter(Boolean);
    const own = plain(name).split(" ").filter((word) => !this.words.ignored.has(word) && !bases.some((other) => this.words.alike(word, other)));
    const asked = main.flatMap(({ meant, number }) => (number ? [] : meant));
    const among = (words) => words.filter((word) => asked.some((other) => this.words.alike(word, other))).length;
    return Math.max(among(own) / own.length, among(bases) ? ON_BASIS : 0);
  }

  // What answers a query, the best kind first and within it the best answer.
  answers(typed) {
    const unfinished = !typed.endsWith(" "), right = this.spelling.right(plain(typed).split(" "), unfinished).join(" ");
    const found = [...this.placesFor(typed, right), ...this.textsFor(right, unfinished)].sort((a, b) => b.points - a.points);
    const groups = new Map(), hrefs = new Set();
    let shown = 0;
    for (const answer of found) {
      const group = groups.get(answer.group) ?? [];
      const key = answer.group === "figure" ? span(answer.label) : answer.group === "place" ? answer.label + answer.href : answer.href;
      if (group.length === OF_A_KIND || hrefs.has(key)) continue;
      hrefs.add(key);
      groups.set(answer.group, [...group, answer]);
      if (++shown === SHOWN) break;
    }
    return [...groups.values()].flat();
  }
}
