// Observable Plot draws the counts of provinces from the answer of the API, one bar a province.
import { readFileSync } from "node:fs";
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

const { rows } = JSON.parse(readFileSync(`${process.argv[2]}/api/v1/by-period/provinces.json`, "utf8"));
const shown = rows.filter((row) => row.period === "2020");
const { document } = parseHTML("<html></html>");
const chart = Plot.plot({ document, marks: [Plot.barX(shown, { x: "value", y: "code" })] });
console.log(JSON.stringify({ bars: chart.querySelectorAll("rect").length }));
