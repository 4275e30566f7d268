// What answers a query: places, pages, charts, tables, sources and figures. It touches no page, so
// that tests run it without a browser. docs/adr/0020-search.md says how it ranks.
const NAME = 1, ABOUT = 0.6, BODY = 0.35; // how much a word counts by where it stands
const SAME = 1, ROOT = 0.95, AKIN = 0.75, SYNONYM = 0.9, LEAD = 1.1; // and by how it fits
// The points of a text: those of its kind, and of each sign how strong it is by its weight. The weights were fitted
// to the queries of the tests, so that right answers come first (ADR 20); the points of places are on the same scale.
const KINDS = { page: 8, section: 8, entry: 5, chart: 15, table: -6, source: -19, figure: 20 };
const WEIGHTS = {
  fit: 15, // how well it has the words, those that few texts have counting more
  all: 13, // the same, if it has all of them
  squares: 12, // the same, with words in a name counting more
  clear: 14, // which part of the words it has
  best: 15, // the word that it has best
  rarest: 8, // the rarest word
  share: 21, // which part of its name the words are
  more: 24, // the words that only choose
  exact: 30, // it is its whole name
  slipped: -8, // slips that were put right
  unsure: -9, // a word that no text has
};
const SIGNS = Object.keys(WEIGHTS).filter((sign) => sign !== "unsure");
const LONG = 40, LONG_NAME = 10; // words; a word of a longer text counts less, but not of a longer name
const GROUPS = { section: "page", entry: "page" }; // what is shown together
const SHORTEST_ROOT = 4;
const TELLING = [0, 0.6, 0.5, 0.4]; // the least that a word counts that so few texts have
const SLIPPED = 0.85;
const LOWER = 2; // the weight of a place of the lower level
const NAMED = SYNONYM * AKIN; // a word that counts as much stands in a name
const CLEAR = 0.16; // a word that counts less, deep in a long text, is no sign that the text is about it
const PART = 0.5; // how much the words of the name of a page count for its parts
const LETTERS = 26;
const SLIP = 71; // a place with slips has about as many points
const LEAST = 3, SHOWN = 12, OF_A_KIND = 5;

// A Roman number in other digits: iv is 4.
const ROMAN = { i: 1, v: 5, x: 10 };
const arabic = (word) => [...word].reduce((sum, letter, i) => sum + ROMAN[letter] * (ROMAN[letter] < ROMAN[word[i + 1]] ? -1 : 1), 0);

const squeeze = (text) => text.replaceAll(" ", "");
export function plain(text) {
  const letters = text.normalize("NFKD").toLowerCase().replace(/['’`]|\p{M}/gu, "");
  return letters.replace(/[^a-z0-9]+/g, " ").trim().replace(/\b[ivx]{2,}\b/g, arabic);
}

// Typing slips between a query and the beginning of a name, counted up to `most`.
export function slips(query, name, most) {
  let before = [], row = Array.from({ length: name.length + 1 }, (_, j) => j);
  for (let i = 1; i <= query.length; i++) {
    const next = [i];
    for (let j = 1; j <= name.length; j++) {
      const same = query[i - 1] === name[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && query[i - 1] === name[j - 2] && query[i - 2] === name[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...next) > most) return { whole: Infinity, start: Infinity };
    [before, row] = [row, next];
  }
  return { whole: row[name.length], start: Math.min(...row) };
}
const mostSlips = (length) => (length < 4 ? 0 : length < 8 ? 1 : 2);

// What is left of a word when it is typed in haste.
const consonants = (word) => word[0] + word.slice(1).replace(/[aeiou]/g, "");

// The numbers of a list, each written as the difference to the one before it, in letters for digits;
// the last digit of each is a capital.
function numbers(list) {
  let at = 0, step = 0;
  const found = [];
  for (const letter of list ?? "") {
    step = step * LETTERS + (parseInt(letter, 36) - 10);
    if (letter < "a") {
      found.push((at += step));
      step = 0;
    }
  }
  return found;
}

// The words of a list, each written as how many letters it shares with the one before it, in a
// capital, and the rest.
function listed(words) {
  let word = "";
  return (words.match(/[A-Z][a-z0-9]*/g) ?? []).map((part) => (word = word.slice(0, part.charCodeAt(0) - 65) + part.slice(1)));
}

// The words that name a text: its name and the last part of its address. The name of a chart is a
// whole sentence, and figures have the address of their page; the code of a measure is no name.
function topic([name, address, kind], kinds) {
  const [last] = address.match(/(?<![^/#])[a-z0-9-]+(?=\/?$)/) ?? [""];
  return plain(kinds[kind] === "chart" ? last : kinds[kind] === "figure" ? name : `${name} ${last}`);
}

// The words of the pages: which texts have a word, in whatever form, and what else means the same.
class Words {
  constructor({ kinds, texts, terms, postings, words }) {
    this.words = words;
    this.count = texts.length;
    const found = new Map(), lists = postings.split(" ").map((posting) => posting.split(";").map(numbers));
    const places = (term) => found.get(term) ?? found.set(term, [[], [], []]).get(term); // name, about, body
    listed(terms).forEach((term, i) => lists[i].forEach((list, rank) => places(plain(term))[rank + 1].push(...list)));
    texts.forEach((text, i) => {
      for (const word of new Set(topic(text, kinds).split(" "))) places(word)[0].push(i);
    });
    this.terms = [...found.keys()];
    this.postings = [...found.values()];
    this.parts = texts.map(([, , , page], part) => [part, page]).filter(([, page]) => page >= 0);
    this.number = new Map(this.terms.map((term, i) => [term, i]));
    this.rooted = new Map();
    this.akin = new Map(); // root -> the numbers of its terms
    this.terms.forEach((term, i) => {
      for (const root of this.roots(term)) this.akin.set(root, [...(this.akin.get(root) ?? []), i]);
    });
    // Groups of phrases, and what each finds: the whole group, or what stands after the sign.
    this.groups = words.synonyms.map((line) => {
      const [from, to] = line.split(">").map((part) => part.split(",").map((phrase) => plain(phrase).split(" ")));
      return Object.assign(from, { found: to ?? from });
    });
    this.ignored = new Set(words.ignored);
    this.asks = new Set(words.asks);
    this.qualifiers = new Set(words.qualifiers);
    this.known = new Map();
    this.meant_by = new Map();
    this.weights = [new Array(this.count).fill(NAME), this.lengths(1, ABOUT), this.lengths(2, BODY)];
  }

  // A word and what may be its roots: endings and beginnings taken off, one after the other.
  roots(word) {
    if (!this.rooted.has(word)) this.rooted.set(word, this.reduced(word));
    return this.rooted.get(word);
  }

  reduced(word) {
    const found = new Set([word]);
    for (const form of found) {
      for (const [ending, instead] of Object.entries(this.words.endings)) {
        if (form.endsWith(ending)) for (const more of instead) {
          const root = form.slice(0, -ending.length) + more;
          if (root.length >= SHORTEST_ROOT) found.add(root);
        }
      }
      for (const [beginning, instead] of Object.entries(this.words.beginnings)) {
        if (form.startsWith(beginning)) for (const more of instead) {
          const root = more + form.slice(beginning.length);
          if (root.length >= SHORTEST_ROOT) found.add(root);
        }
      }
    }
    return found;
  }

  // The terms that are this word in some form, each with how well it fits.
  terms_of(word) {
    const found = new Map(), own = this.roots(word);
    for (const root of own) {
      for (const i of this.akin.get(root) ?? []) {
        const term = this.terms[i];
        const fit = term === word ? SAME : root === word || root === term ? ROOT : AKIN;
        found.set(i, Math.max(found.get(i) ?? 0, fit));
      }
    }
    return found;
  }

  // The terms that begin with a word which is not finished.
  begun(word) {
    const found = new Map();
    this.terms.forEach((term, i) => {
      if (term.startsWith(word)) found.set(i, 0.5 + (0.4 * word.length) / term.length);
    });
    return found;
  }

  // The known words that a mistyped one may mean: those with the fewest slips.
  meant(word) {
    let most = mostSlips(word.length), found = [];
    if (word.length < 5) return { most, found };
    for (const term of this.typed()) {
      if (Math.abs(term.length - word.length) > most || term.length < 4) continue;
      const { whole } = slips(word, term, most);
      if (whole < most) found = [];
      if (whole <= most) {
        most = whole;
        found.push(term);
      }
    }
    if (!found.length) found = [...this.typed()].filter((term) => term.length > word.length && consonants(term) === consonants(word));
    return { most, found };
  }

  // A word that is not known, if it can only be a slip of words that ask, qualify or are ignored.
  corrected(word, unfinished) {
    if (unfinished || this.number.has(word) || word.length < 5) return word;
    const { found } = this.meant(word);
    const helps = (other) => this.asks.has(other) || this.qualifiers.has(other) || this.ignored.has(other);
    return found.length && found.every(helps) ? found[0] : word;
  }

  typed() {
    this.all ??= new Set([...this.terms, ...this.ignored, ...this.groups.flat().filter((p) => p.length === 1).flat()]);
    return this.all;
  }

  // How much a word counts that stands in a part of each text: the longer the part, the less.
  lengths(rank, most) {
    const words = new Array(this.count).fill(0);
    for (const posting of this.postings) for (const text of posting[rank]) words[text]++;
    return words.map((many) => most * Math.max(0.3, Math.min(1, 1 - Math.log2(many / LONG) / 6)));
  }

  // Where terms stand: text -> how much it counts there.
  places(terms) {
    const found = new Map();
    for (const [i, fit] of terms) {
      const least = TELLING[this.postings[i].flat().length] ?? 0;
      this.postings[i].forEach((list, rank) => {
        for (const text of list) {
          found.set(text, Math.max(found.get(text) ?? 0, fit * Math.max(least, this.weights[rank][text])));
        }
      });
    }
    return found;
  }

  // The texts that have all words of a phrase.
  of(phrase) {
    const key = phrase.join(" ");
    if (!this.known.has(key)) {
      const lists = phrase.map((word) => this.places(this.terms_of(word)));
      const [first, ...rest] = lists, found = new Map();
      for (const [text, weight] of first) {
        const weights = [weight, ...rest.map((list) => list.get(text) ?? 0)];
        if (Math.min(...weights)) found.set(text, weights.reduce((a, b) => a + b) / weights.length);
      }
      this.known.set(key, found);
    }
    return this.known.get(key);
  }

  // Whether two words are one in some form, or synonyms.
  alike(word, other) {
    return this.same(word, other) || this.meanings(word).some((group) => this.meanings(other).includes(group));
  }

  // The groups of synonyms that a word stands in.
  meanings(word) {
    if (!this.meant_by.has(word)) this.meant_by.set(word, this.synonyms([word], 0)[1]);
    return this.meant_by.get(word);
  }

  same(word, other) {
    if (word === other) return true;
    const own = this.roots(other);
    return own.has(word) || this.roots(word).has(other);
  }

  // The groups of synonyms with a phrase that stands in a query at a position: the longest, and
  // rather as it is written than in another form.
  synonyms(query, at) {
    let longest = 0, best = 0, groups = [];
    for (const group of this.groups) {
      for (const phrase of group) {
        if (phrase.length < longest || at + phrase.length > query.length) continue;
        if (!phrase.every((word, i) => this.same(query[at + i], word))) continue;
        const closeness = phrase.length + (phrase.every((word, i) => query[at + i] === word) ? 0.5 : 0);
        if (closeness < best) continue;
        if (closeness > best) groups = [];
        [longest, best] = [phrase.length, closeness];
        if (!groups.includes(group)) groups.push(group);
      }
    }
    return [longest, groups];
  }

  // How well what a phrase of a group finds fits: a whole name that others lead to is what they mean.
  factor(group, phrase) {
    return group.found === group || phrase.length < 2 ? SYNONYM : LEAD;
  }

  // A query as ideas: for each, which texts have it, how rare it is, and how many slips it took.
  ideas(typed, unfinished) {
    const found = [], left = [], query = typed.map((word, at) => this.corrected(word, unfinished && at === typed.length - 1));
    for (let at = 0; at < query.length; ) {
      const [length, groups] = this.synonyms(query, at);
      const joined = query.slice(at, at + 2).join("");
      const apart = query.slice(at, at + 2).every((word) => word.length > 2 && this.number.has(word)); // both are words of their own
      const together = length < 2 && !apart && /^[a-z]+$/.test(joined) && this.typed().has(joined);
      const phrase = together ? [joined] : query.slice(at, at + Math.max(length, 1));
      at += together ? 2 : phrase.length;
      const empty = phrase.length === 1 && (this.ignored.has(phrase[0]) || (!length && this.asks.has(phrase[0])));
      const idea = this.idea(phrase, groups, unfinished && at === query.length);
      idea.slipped ||= Number(phrase.some((word) => !typed.join("").includes(word)));
      idea.number = /^\d+$/.test(phrase[0]);
      idea.led = groups.some((group) => group.found !== group);
      idea.qualifies = idea.number || this.qualifiers.has(phrase.join(" ")) || phrase.every((word) => this.qualifiers.has(word) || this.asks.has(word));
      (empty ? left : found).push(idea);
    }
    if (found.every(({ qualifies, texts }) => qualifies || !texts.size)) {
      const leads = found.some(({ led }) => led); // "fewest, year": the year is meant
      for (const idea of found) idea.qualifies &&= leads && !idea.led;
    }
    return found.length ? found : left;
  }

  idea(phrase, groups, unfinished) {
    const texts = new Map(this.of(phrase));
    const take = (list, factor) => {
      for (const [text, weight] of list) texts.set(text, Math.max(texts.get(text) ?? 0, weight * factor));
    };
    for (const group of groups) for (const other of group.found) take(this.of(other), this.factor(group, other));
    let slipped = 0, begun = false;
    if (!texts.size && phrase.length === 1) {
      const [word] = phrase;
      if (unfinished && word.length > 2) take(this.places(this.begun(word)), 1);
      begun = texts.size > 0;
      if (!begun) {
        const { most, found } = this.meant(word);
        slipped = most;
        for (const other of found) {
          take(this.of([other]), SLIPPED);
          const [, more] = this.synonyms([other], 0);
          for (const group of more) for (const phrase of group.found) take(this.of(phrase), SLIPPED * this.factor(group, phrase));
        }
      }
    }
    for (const [part, page] of this.parts) {
      const weight = texts.get(page) ?? 0;
      if (weight >= NAMED) texts.set(part, Math.max(texts.get(part) ?? 0, PART * weight));
    }
    return { texts, slipped, begun, phrase: phrase.join(" "), words: phrase.length, rare: Math.log(1 + this.count / (1 + texts.size)) };
  }
}

// How much a name of a figure says that a query with numbers does not ask for.
function others(name, query) {
  if (!query.some((word) => /^\d+$/.test(word))) return 0;
  return name.split(" ").filter((word) => !query.includes(word)).length / 8;
}

export class Search {
  constructor(places, texts, language) {
    this.index = places;
    this.texts = texts;
    this.words = new Words(texts);
    this.language = language;
    this.places = this.entries();
    this.names = texts.texts.map(([name]) => plain(name));
    const topics = texts.texts.map((text, i) => (texts.kinds[text[2]] === "chart" ? topic(text, texts.kinds) : this.names[i]));
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
    const { upper: codes, lower: codes_below } = index.codes;
    const add = (label, kind, names, href, where, weight, count, code) => {
      const keys = new Set();
      for (const name of names) {
        const text = this.spelt(name), bare = this.parted(text)[1];
        for (const key of [bare, this.bared(text)]) if (key) keys.add(key);
      }
      found.push({ label, kind, keys: [...keys], href, where, weight, value: this.number(count), code });
    };
    index.upper.forEach(([name, slug, others], i) => {
      add(name, upper, [name, ...others.split("|")], `${index.home}/${slug}/`, "", 3, index.counted.upper[i], codes[i]);
    });
    index.lower.forEach(([name, slug, number, others, inside], i) => {
      const [around, folder] = index.upper[number];
      const href = `${index.home}/${folder}/${slug}/`;
      const kind = this.parted(this.spelt(name))[0] || lower;
      add(name, kind, [name, ...others.split("|")], href, around, LOWER, index.counted.lower[i], codes_below[i]);
      for (const part of inside.split("|")) add(part, below, [part], `${href}#${below}`, `${name}, ${around}`, 0, null);
    });
    return found;
  }

  number(count) {
    return count === null ? "" : `${this.index.counted.name}: ${count.toLocaleString(this.language)}`;
  }

  closeness(query, tight, key, shortest) {
    const name = squeeze(key);
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
    const most = mostSlips(tight.length);
    if (!most || name.length < tight.length - most) return 0;
    const found = slips(tight, name.slice(0, tight.length + most), most);
    if (found.start > most) return 0;
    const length = Math.abs(name.length - tight.length);
    return (length <= most && found.whole <= most ? 70 : 36 - Math.min(10, length)) - 8 * found.start;
  }

  // A name among other words: those that ask for its count leave no doubt that the place is meant.
  beside(query, key) {
    const rest = ` ${query} `.replace(` ${key} `, " ").trim().split(" ");
    const { ignored, asks } = this.words;
    const plainly = rest.every((word) => ignored.has(word) || asks.has(word) || this.counts(word));
    return (plainly ? 98 : 84) + Math.min(2, key.length / 20);
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
    return found.map((entry) => ({ ...entry, group: "place", points: 104 }));
  }

  placesFor(typed) {
    const [wanted, query] = this.parted(this.spelt(typed)), tight = squeeze(query);
    if (tight.length < 2) return [];
    const ranked = this.coded(typed);
    if (ranked.length) return ranked;
    for (const entry of this.places) {
      let best = 0;
      for (const key of entry.keys) best = Math.max(best, this.closeness(query, tight, key, entry.weight > LOWER ? 3 : 4));
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

  textsFor(typed) {
    const query = plain(typed).split(" ").filter(Boolean), whole = query.join(" ");
    const { asks, ignored, qualifiers } = this.words; // "how many", but not "most of all"
    // Who asks "how many" and says no more asks for what is counted.
    const empty = (word) => asks.has(word) || ignored.has(word) || /^\d+$/.test(word);
    if (query.some((word) => asks.has(word)) && query.every(empty)) query.push(...this.counted);
    const asked = query.some((word, at) => /^\d+$/.test(word) || (asks.has(word) && !qualifiers.has(query[at - 1])));
    const ideas = this.words.ideas(query, !typed.endsWith(" "));
    const main = ideas.filter(({ qualifies }) => !qualifies), known = main.filter(({ texts }) => texts.size);
    const unsure = known.length < main.length ? WEIGHTS.unsure : 0;
    const all = known.reduce((sum, { rare }) => sum + rare, 0), rarest = Math.max(...known.map(({ rare }) => rare));
    const counted = ideas.filter(({ qualifies, number }) => !qualifies || number).length;
    const found = new Map();
    for (const { texts, rare, slipped, words, qualifies, number } of ideas) {
      for (const [text, weight] of texts) {
        const had = found.get(text) ?? { ideas: 0, fit: 0, clear: 0, squares: 0, best: 0, rarest: 0, named: 0, slipped: 0, counts: 0, more: 0 };
        had.counts += !(qualifies && !number) && weight >= NAMED;
        if (qualifies) had.more += weight > BODY ? weight : 0;
        else {
          had.ideas += 1;
          had.fit += (rare * weight) / all;
          had.squares += (rare * Math.min(1, weight) ** 2) / all;
          had.clear += weight >= CLEAR ? rare / all : 0;
          had.best = Math.max(had.best, weight);
          if (rare === rarest) had.rarest = Math.max(had.rarest, weight);
          had.named += weight >= NAMED ? words : 0;
          had.slipped += slipped;
        }
        found.set(text, had);
      }
    }
    const ranked = [];
    for (const [text, had] of found) {
      const [label, href, kindAt, within, value] = this.texts.texts[text];
      const kind = this.texts.kinds[kindAt], name = this.names[text];
      if (!had.ideas) continue;
      if (kind === "figure" && !(asked && had.counts === counted && this.measured(label, main))) continue;
      // Figures come in the order of their measures, however long their names are.
      had.share = kind === "figure" ? 0.5 : Math.min(1, had.named / Math.min(LONG_NAME, this.long[text]));
      had.all = had.clear > 1 - 1e-6 ? had.fit : 0;
      had.exact = Number(name === whole);
      // What qualifies a page qualifies its parts; the folder of charts is what they are called.
      const folder = kind === "chart" && query.includes(href.split("/")[0].replace(/s$/, "")) ? 1 : 0;
      had.more = Math.max(had.more, found.get(within)?.more ?? 0, folder);
      let points = KINDS[kind] + unsure;
      for (const sign of SIGNS) points += WEIGHTS[sign] * had[sign];
      if (kind === "figure") points += this.begins(name, query) + (` ${name} `.includes(` ${whole} `) ? 2 : 0) - 6 * others(name, query);
      // A place with as few slips is rather meant than a text.
      if (main.length === 1 && had.slipped) points = SLIP - 8 * had.slipped - (100 - points) / 50;
      if (points < LEAST) continue;
      const where = within < 0 ? (kind === "chart" ? value : "") : this.texts.texts[within][0];
      ranked.push({ label, href, kind, where, group: GROUPS[kind] ?? kind, value: kind === "chart" ? "" : value, points });
    }
    return ranked;
  }

  // Whether a query names the measure with which the name of a figure begins.
  measured(label, main) {
    const own = plain(label.split(",")[0]).split(" ");
    return main.some(({ phrase, number }) => !number && phrase.split(" ").some((word) => own.some((other) => this.words.alike(word, other))));
  }

  // The points of a figure whose first word is asked for.
  begins(name, query) {
    return query.some((word) => this.words.alike(word, name.split(" ")[0])) ? 7 : 0;
  }

  // What answers a query, the best kind first and within it the best answer.
  answers(typed) {
    const found = [...this.placesFor(typed), ...this.textsFor(typed)].sort((a, b) => b.points - a.points);
    const groups = new Map(), hrefs = new Set();
    let shown = 0;
    for (const answer of found) {
      const group = groups.get(answer.group) ?? [];
      const key = answer.group === "figure" || answer.group === "place" ? answer.label + answer.href : answer.href;
      if (group.length === OF_A_KIND || hrefs.has(key)) continue;
      hrefs.add(key);
      groups.set(answer.group, [...group, answer]);
      if (++shown === SHOWN) break;
    }
    return [...groups.values()].flat();
  }
}
