// What the search answers, without a browser: `node answers.mjs SITE` reads queries from standard
// input, as JSON [[folder, language, query], ...], and writes the addresses of the answers to each.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";

const site = process.argv[2];
const folder = mkdtempSync(`${tmpdir()}/search-`); // where Node takes the programs for modules
writeFileSync(`${folder}/package.json`, '{"type": "module"}');
for (const name of ["ranking.js", "spelling.js", "words.js", "letters.js"]) {
  copyFileSync(`${site}/assets/${name}`, `${folder}/${name}`);
}
const { Search } = await import(`${folder}/ranking.js`);
rmSync(folder, { recursive: true });
const read = (name) => JSON.parse(readFileSync(`${site}/${name}`, "utf8"));
const searches = {};
const answers = JSON.parse(readFileSync(0, "utf8")).map(([folder, language, query]) => {
  searches[folder] ??= new Search(read(`${folder}finder.json`), read(`${folder}texts.json`), language);
  return searches[folder].answers(query).map(({ href, label, value, group }) => ({ href, label, value, group }));
});
process.stdout.write(JSON.stringify(answers));
