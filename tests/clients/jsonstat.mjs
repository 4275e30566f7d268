// jsonstat-toolkit finds each value by place and period.
import { readFileSync } from "node:fs";
import JSONstat from "jsonstat-toolkit";

const file = `${process.argv[2]}/api/v1/stat/en/provinces.json`;
const data = JSONstat(JSON.parse(readFileSync(file, "utf8")));
const values = {};
for (const place of data.Dimension("place").id) {
  for (const period of data.Dimension("period").id) {
    values[`${place} ${period}`] = data.Data({ place, period }).value;
  }
}
console.log(JSON.stringify({ length: data.length, label: data.Dimension("place").Category("11").label, values }));
