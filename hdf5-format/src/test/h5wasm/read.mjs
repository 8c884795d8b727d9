// usage: node read.mjs FILE PATH...
// Prints one line of JSON: a list with {shape, value} for each path; value is flat, in C order.
import * as h5wasm from "h5wasm/node";

// Integers of 64 bits come as BigInt, which JSON.stringify refuses: written here with all digits.
function json(value) {
  if (value === null || value === undefined) return "null";
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value).replace("Infinity", "INF");
  if (ArrayBuffer.isView(value) || Array.isArray(value)) return "[" + Array.from(value, json).join(",") + "]";
  return JSON.stringify(value);
}

await h5wasm.ready;
const [file, ...paths] = process.argv.slice(2);
const opened = new h5wasm.File(file, "r");
if (opened.file_id < 0n) {
  throw new Error(`${file}: not opened`);
}
const answers = paths.map((path) => {
  const found = opened.get(path);
  if (found === null) {
    throw new Error(`${file}: no object ${path}`);
  }
  return `{"shape":${json(found.shape)},"value":${json(found.value)}}`;
});
opened.close();
process.stdout.write("[" + answers.join(",") + "]\n");
