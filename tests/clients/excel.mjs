// exceljs opens the workbook of a table: the names of its sheets, and how many rows each has.
import ExcelJS from "exceljs";

const book = new ExcelJS.Workbook();
await book.xlsx.readFile(`${process.argv[2]}/data/waves.en.xlsx`);
console.log(JSON.stringify(book.worksheets.map((sheet) => [sheet.name, sheet.actualRowCount])));
