// Queries with their typing slips put right, where there is no doubt what is meant: for the search.
const APART = 3; // words; a phrase or a name has no more before a word of it

// A query with another word at a position (`with` of arrays is unknown to phones of 2022).
const put = (query, at, word) => query.map((other, i) => (i === at ? word : other));

// words: those of the pages. places: each with the words of its names. kinds: what places are called. more: other words
// of names.
export class Spelling {
  constructor(words, places, kinds, more) {
    const names = (large) => places.filter(({ weight }) => large === weight > 0).flatMap(({ keys }) => keys.map((key) => key.split(" ")));
    this.words = words;
    this.kinds = kinds;
    this.compound = names(true).filter((name) => name.length > 1);
    this.placed = new Set(names(true).flat());
    this.rare = new Set(names(false).flat()); // the names of small places are known, but never meant
    words.learn([...this.placed, ...kinds, ...more]);
  }

  // A query with its mistyped words put right. A word by itself is left to the ranking, which knows whether a place or a
  // text is nearer, if it is not one that only helps.
  right(query, unfinished) {
    return query.reduce((right, word, at) => {
      if (this.known(right, at, unfinished && at === query.length - 1)) return right;
      const { found } = this.words.meant(word);
      const chosen = query.length === 1 ? found.every((other) => this.words.helps(other)) && found[0] : this.chosen(right, at, found);
      return chosen ? put(right, at, chosen) : right;
    }, query);
  }

  // Whether the word at a position of a query is none that is mistyped: a known one, in some form or apart (balik papan),
  // or the beginning of one.
  known(query, at, unfinished) {
    const word = query[at], all = this.words.typed();
    if (/\d/.test(word) || this.rare.has(word) || this.words.of([word]).size) return true;
    if ([word, (query[at - 1] ?? "") + word, word + (query[at + 1] ?? "")].some((known) => all.has(known))) return true;
    return unfinished && [...all].some((term) => term.startsWith(word));
  }

  // Which of some words is meant at a position of a query: one that makes a phrase or a name with those beside it, else
  // the only one, else the only one that begins like it.
  chosen(query, at, words) {
    const made = words.filter((word) => this.makes(put(query, at, word), at)), left = made.length ? made : words;
    for (const some of [left, left.filter(([letter]) => letter === query[at][0])]) {
      if (some.length && some.every((word) => this.words.same(word, some[0]))) return some[0];
    }
    return null;
  }

  // Whether the word at a position is a part of a phrase that is a synonym, or of the name of a place, or one after its kind.
  makes(query, at) {
    if (this.kinds.has(query[at - 1]) && this.placed.has(query[at])) return true;
    for (let start = Math.max(0, at - APART); start <= at; start++) {
      const [length] = this.words.synonyms(query, start);
      if (length > 1 && start + length > at) return true;
    }
    return this.compound.some((name) => name.includes(query[at]) && name.every((word) => query.includes(word)));
  }
}
