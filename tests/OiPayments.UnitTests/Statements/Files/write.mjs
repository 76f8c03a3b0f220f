// Writes the workbooks of npm's packages that are read in FilesOfOtherProgramsTests, each as its guide says:
//   npm install --ignore-scripts exceljs@4.4.0 xlsx@0.18.5 write-excel-file@4.1.1 xlsx-populate@1.21.0 excel4node@1.8.2
//   TZ=UTC node write.mjs
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const [time, day, amount] = ["dd/mm/yyyy hh:mm:ss", "dd/mm/yyyy", "#,##0.00"];
const settled = new Date("2026-08-26T00:00:00Z");
const table = [
  ["Transaction ID", "Type", "Date", "Gross Amount", "Fee", "Net Amount", "Settlement Date"],
  ["000123", "Sale", new Date("2026-08-24T21:05:09Z"), 123456.5, 2469.13, 120987.37, settled],
  ["T-2", "Refund", new Date("2026-08-25T00:00:00Z"), -40, 0, -40, settled],
  ["T-3", "Sale", new Date("2026-08-25T08:30:00Z"), 0.3, 0.1, 0.2, settled],
];
const cells = table.flatMap((row, r) => row.map((value, c) => ({ row: r + 1, column: c + 1, value })));
const formatOf = (column) => (column === 3 ? time : day);

const ExcelJs = require("exceljs");
const whole = new ExcelJs.Workbook();
const sheet = whole.addWorksheet("Settlement");
sheet.addRows(table);
for (const column of [3, 7]) sheet.getColumn(column).numFmt = formatOf(column);
await whole.xlsx.writeFile("exceljs-4.4.0.xlsx");

const stream = new ExcelJs.stream.xlsx.WorkbookWriter({ filename: "exceljs-4.4.0-stream.xlsx", useStyles: true });
const piecewise = stream.addWorksheet("Settlement");
for (const column of [3, 7]) piecewise.getColumn(column).numFmt = formatOf(column);
for (const row of table) piecewise.addRow(row).commit();
piecewise.commit();
await stream.commit();

const SheetJs = require("xlsx");
for (const cellDates of [false, true]) {
  const worksheet = SheetJs.utils.aoa_to_sheet(table, { cellDates: true });
  for (const { row, column, value } of cells) {
    if (value instanceof Date) worksheet[SheetJs.utils.encode_cell({ r: row - 1, c: column - 1 })].z = formatOf(column);
  }
  const workbook = SheetJs.utils.book_new();
  SheetJs.utils.book_append_sheet(workbook, worksheet, "Settlement");
  SheetJs.writeFile(workbook, `sheetjs-0.18.5${cellDates ? "-dates" : ""}.xlsx`, { cellDates, compression: true });
}

const writeExcelFile = require("write-excel-file/node").default ?? require("write-excel-file/node");
await (await writeExcelFile(table.map((row) => row.map((value, c) => value instanceof Date
  ? { value, type: Date, format: formatOf(c + 1) }
  : { value, type: typeof value === "number" ? Number : String, format: typeof value === "number" ? amount : undefined }))))
  .toFile("write-excel-file-4.1.1.xlsx");

const populated = await require("xlsx-populate").fromBlankAsync();
for (const { row, column, value } of cells) {
  const cell = populated.sheet(0).cell(row, column).value(value);
  if (value instanceof Date) cell.style("numberFormat", formatOf(column));
}
await populated.toFileAsync("xlsx-populate-1.21.0.xlsx");

const Excel4Node = require("excel4node");
const book = new Excel4Node.Workbook();
const page = book.addWorksheet("Settlement");
for (const { row, column, value } of cells) {
  const cell = page.cell(row, column);
  if (value instanceof Date) cell.date(value).style({ numberFormat: formatOf(column) });
  else if (typeof value === "number") cell.number(value);
  else cell.string(value);
}
writeFileSync("excel4node-1.8.2.xlsx", await book.writeToBuffer());
