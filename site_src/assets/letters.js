// How texts and words are written, with and without slips: for the search.
// A Roman number in other digits: iv is 4.
const ROMAN = { i: 1, v: 5, x: 10 };
const arabic = (word) => [...word].reduce((sum, letter, i) => sum + ROMAN[letter] * (ROMAN[letter] < ROMAN[word[i + 1]] ? -1 : 1), 0);

export const squeeze = (text) => text.replaceAll(" ", "");
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
export const mostSlips = (length) => (length < 4 ? 0 : length < 8 ? 1 : 2);

// Which letters a text has, in the bits of a number, and how many of them another text lacks: at least so many slips.
export const letters = (text) => [...text].reduce((bits, letter) => bits | (1 << (letter.charCodeAt(0) & 31)), 0);
export function lacking(own, other) {
  let many = 0;
  for (let rest = own & ~other; rest; rest &= rest - 1) many++;
  return many;
}

// What is left of a word when it is typed in haste.
export const consonants = (word) => word[0] + word.slice(1).replace(/[aeiou]/g, "");
