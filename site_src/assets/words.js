// The words of the pages, for the search: which texts have a word, in whatever form.
import { consonants, lacking, letters, mostSlips, plain, slips } from "./letters.js";

export const BODY = 0.35;
const NAME = 1, ABOUT = 0.6; // how much a word counts by where it stands
const SAME = 1, ROOT = 0.95, AKIN = 0.75, SYNONYM = 0.9, LEAD = 1.1, WHOLE = 1.2, BESIDE = 0.5; // and by how it fits
const SHORTEST_ROOT = 4;
const TELLING = [0, 0.6, 0.5, 0.4]; // the least that a word counts that so few texts have
const SLIPPED = 0.85;
export const NAMED = SYNONYM * AKIN; // a word that counts as much stands in a name
const UNNAMED = 0.6; // the most that a phrase counts of which a word is in no name
const PART = 0.5; // how much the words of the name of a page count for its parts
const LETTERS = 26;
const LONG = 40; // words; a word of a longer text counts less

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

// The texts of an index, each [name, address, kind, number of the page that it is a part of or -1, value].
function rows({ kinds, texts: { names, addresses, values, kinds: numbers, within } }) {
  const found = [], ends = addresses.split("\n"), said = values.split("\n");
  names.split("\n").forEach((name, i) => found.push([name, (found[within[i]]?.[1] ?? "") + ends[i], kinds[numbers[i]], within[i], said[i]]));
  return found;
}

// The words that name a text: its name and the last part of its address. The name of a chart is a
// whole sentence, and figures have the address of their page; the code of a measure is no name.
export function topic([name, address, kind]) {
  const [last] = address.match(/(?<![^/#])[a-z0-9-]+(?=\/?$)/) ?? [""];
  return plain(kind === "chart" ? last : kind === "figure" ? name : `${name} ${last}`);
}

// The words of the pages: which texts have a word, in whatever form, and what else means the same.
export class Words {
  constructor(index) {
    const { terms, postings, words } = index, texts = rows(index);
    this.words = words;
    this.texts = texts;
    this.count = texts.length;
    this.names = texts.map(([name]) => plain(name));
    const found = new Map(), lists = postings.split(" ").map((posting) => posting.split(";").map(numbers));
    const places = (term) => found.get(term) ?? found.set(term, [[], [], []]).get(term); // name, about, body
    listed(terms).forEach((term, i) => lists[i].forEach((list, rank) => places(plain(term))[rank + 1].push(...list)));
    texts.forEach((text, i) => {
      for (const word of new Set(topic(text).split(" "))) places(word)[0].push(i);
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
    this.slips = new Map();
    this.meant_by = new Map();
    this.weights = [new Array(this.count).fill(NAME), this.lengths(1, ABOUT), this.lengths(2, BODY)];
  }

  // A word and what may be its roots: endings and beginnings taken off, one after the other.
  roots(word) {
    if (!this.rooted.has(word)) this.rooted.set(word, this.reduced(word));
    return this.rooted.get(word);
  }

  // A word has endings and beginnings of one language.
  reduced(word) {
    return new Set(this.words.affixes.flatMap(({ endings, beginnings }) => {
      const found = new Set([word]);
      const add = (root) => root.length >= SHORTEST_ROOT && found.add(root);
      for (const form of found) {
        for (const [ending, instead] of Object.entries(endings)) {
          if (form.endsWith(ending)) for (const more of instead) add(form.slice(0, -ending.length) + more);
        }
        for (const [beginning, instead] of Object.entries(beginnings)) {
          if (form.startsWith(beginning)) for (const more of instead) add(more + form.slice(beginning.length));
        }
      }
      return [...found];
    }));
  }

  // The terms that are this word in some form, each with how well it fits.
  terms_of(word) {
    const found = new Map(), own = this.roots(word);
    for (const root of own) {
      for (const i of this.akin.get(root) ?? []) {
        const term = this.terms[i];
        if (term !== word && this.ignored.has(term)) continue;
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
    if (!this.slips.has(word)) this.slips.set(word, this.nearest(word));
    return this.slips.get(word);
  }

  nearest(word) {
    let most = mostSlips(word.length), found = [];
    if (!most) return { most, found };
    const own = letters(word);
    for (const term of this.typed()) {
      if (Math.abs(term.length - word.length) > most || term.length < 5 || lacking(own, letters(term)) > most) continue;
      const { whole } = slips(word, term, most);
      if (whole < most) found = [];
      if (whole <= most) {
        most = whole;
        found.push(term);
      }
    }
    if (most > 1) found = found.filter((term) => term[0] === word[0]);
    if (!found.length) found = [...this.typed()].filter((term) => term.length > word.length && consonants(term) === consonants(word));
    return { most, found };
  }

  // Whether a word only asks, chooses or is ignored.
  helps(word) {
    return this.asks.has(word) || this.qualifiers.has(word) || this.ignored.has(word);
  }

  // Learn more words that may be meant.
  learn(words) {
    this.all = new Set([...this.typed(), ...words]);
    this.slips.clear();
  }

  typed() {
    this.all ??= new Set([...this.terms, ...this.ignored, ...this.asks, ...this.qualifiers, ...this.groups.flat(2)]);
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
        const least = Math.min(...weights), mean = weights.reduce((a, b) => a + b) / weights.length;
        if (least) found.set(text, least < NAMED ? Math.min(mean, UNNAMED) : mean);
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
    for (const root of this.roots(word)) if (own.has(root)) return true;
    return false;
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

  // What a phrase of a group finds: text -> how well. Whoever is led to a whole name means the texts that have it.
  found(group, phrase) {
    const led = group.found !== group, name = phrase.join(" "), list = [...this.of(phrase)];
    const whole = led && list.some(([text]) => this.names[text] === name);
    const other = led && phrase.length > 1 ? LEAD : whole ? BESIDE : SYNONYM;
    return list.map(([text, weight]) => [text, weight * (whole && this.names[text] === name ? WHOLE : other)]);
  }

  // A query as ideas: for each, which texts have it, how rare it is, and how many slips it took.
  ideas(query, unfinished) {
    const found = [], left = [];
    for (let at = 0; at < query.length; ) {
      const [length, groups] = this.synonyms(query, at);
      const joined = query.slice(at, at + 2).join("");
      const apart = query.slice(at, at + 2).every((word) => word.length > 2 && this.number.has(word)); // both are words of their own
      const together = length < 2 && !apart && /^[a-z]+$/.test(joined) && this.typed().has(joined);
      const phrase = together ? [joined] : query.slice(at, at + Math.max(length, 1));
      at += together ? 2 : phrase.length;
      const empty = phrase.length === 1 && (this.ignored.has(phrase[0]) || (!length && this.asks.has(phrase[0])));
      const idea = this.idea(phrase, groups, unfinished && at === query.length);
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
    const texts = new Map(), spans = new Map(); // how well a text has it, and in how many words
    const take = (list, factor, words) => {
      for (const [text, weight] of list) {
        if (weight * factor <= (texts.get(text) ?? 0)) continue;
        texts.set(text, weight * factor);
        spans.set(text, words);
      }
    };
    const many = (words) => words.filter((word) => !this.ignored.has(word)).length || 1;
    take(this.of(phrase), 1, many(phrase));
    for (const group of groups) for (const other of group.found) take(this.found(group, other), 1, Math.min(many(phrase), many(other)));
    let slipped = 0, begun = false, meant = phrase;
    if (!texts.size && phrase.length === 1) {
      const [word] = phrase;
      if (unfinished && word.length > 2) take(this.places(this.begun(word)), 1, 1);
      begun = texts.size > 0;
      if (!begun) {
        const { most, found } = this.meant(word);
        slipped = most;
        meant = found;
        for (const other of found) {
          take(this.of([other]), SLIPPED, 1);
          const [, more] = this.synonyms([other], 0);
          for (const group of more) for (const phrase of group.found) take(this.found(group, phrase), SLIPPED, 1);
        }
      }
    }
    for (const [part, page] of this.parts) {
      const weight = texts.get(page) ?? 0;
      if (weight >= NAMED) texts.set(part, Math.max(texts.get(part) ?? 0, PART * weight));
    }
    return { texts, slipped, begun, meant, phrase: phrase.join(" "), spans, rare: Math.log(1 + this.count / (1 + texts.size)) };
  }
}
