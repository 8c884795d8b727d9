// usage: node readall.mjs LIST
// LIST holds names of files, one a line. For each file a line of JSON: {path: SHA-256 of the bytes of
// numbers, or of other values as JSON | "error"} of its datasets, or {"": "error"} where the file does not open.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as h5wasm from "h5wasm/node";

function digest(value) {
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return createHash("sha256").update(bytes).digest("hex");
  }
  const plain = (key, v) =>
    typeof v === "bigint" ? v + "n"
    : ArrayBuffer.isView(v) ? Array.from(v)
    : typeof v === "number" && !Number.isFinite(v) ? String(v) : v;
  return createHash("sha256").update(JSON.stringify(value, plain) ?? "").digest("hex");
}

const { H5Eset_auto } = await h5wasm.ready;
for (const name of readFileSync(process.argv[2], "utf8").split("\n").filter((l) => l)) {
  const answer = {};
  try {
    const file = new h5wasm.File(name, "r");
    if (file.file_id < 0n) throw new Error("not opened");
    for (const path of file.paths()) {
      try {
        const found = file.get(path);
        if (found instanceof h5wasm.Dataset) answer["/" + path.replace(/^\//, "")] = digest(found.value);
      } catch {
        answer["/" + path.replace(/^\//, "")] = "error";
      }
    }
    file.close();
  } catch {
    answer[""] = "error";
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
