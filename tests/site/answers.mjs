// What the search answers, without a browser: `node answers.mjs SITE` reads queries from standard
// input, as JSON [[folder, language, query], ...], and writes the addresses of the answers to each.
import { readFileSync } from "node:fs";

const site = process.argv[2];
const source = readFileSync(`${site}/assets/ranking.js`, "utf8");
const { Search } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
const read = (name) => JSON.parse(readFileSync(`${site}/${name}`, "utf8"));
const searches = {};
const answers = JSON.parse(readFileSync(0, "utf8")).map(([folder, language, query]) => {
  searches[folder] ??= new Search(read(`${folder}finder.json`), read(`${folder}texts.json`), language);
  return searches[folder].answers(query).map(({ href, label, value, group }) => ({ href, label, value, group }));
});
process.stdout.write(JSON.stringify(answers));
