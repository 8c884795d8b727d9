// usage: node chunks.mjs make FILE          makes datasets of chunks over 4 GiB, without elements
//        node chunks.mjs NAME:FROM:TO FILE  prints these elements of a dataset as JSON
import * as h5wasm from "h5wasm/node";

const module = await h5wasm.ready;
module.activate_throwing_error_handler();
const [task, name] = process.argv.slice(2);
if (task === "make") {
  const file = new h5wasm.File(name, "w");
  function make(name, dtype, shape, chunks, compression) {
    const kinds = { "<h": Int16Array, "<b": Int8Array };
    file
      .create_dataset({
        name,
        data: new kinds[dtype](0),
        shape: shape.map(() => 0),
        maxshape: shape.map(() => null),
        dtype,
        chunks,
        compression,
        compression_opts: compression ? [1] : undefined,
      })
      .resize(shape);
  }
  make("numbers", "<h", [7e9], [3e9]);
  make("long", "<b", [7e9], [5e9]);
  make("filtered", "<h", [100000, 100000], [50000, 100000], "gzip");
  file.close();
  process.stdout.write("null\n");
} else {
  const [path, from, to] = task.split(":");
  const file = new h5wasm.File(name, "r");
  const value = file.get(path).slice([[Number(from), Number(to)]]);
  file.close();
  process.stdout.write("[" + Array.from(value).join(",") + "]\n");
}
