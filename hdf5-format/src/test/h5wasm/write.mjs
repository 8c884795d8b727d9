// usage: node write.mjs FILE < LIST
// Writes one dataset of one chunk for each {name, dtype, shape, raw, filter, parameters} of LIST (JSON),
// with the filter plugins of h5wasm-plugins. raw is the file with the elements' bytes.
import * as fs from "node:fs";
import * as h5wasm from "h5wasm/node";
import * as plugins from "h5wasm-plugins";

const arrays = { b: Int8Array, h: Int16Array, i: Int32Array, q: BigInt64Array };

const module = await h5wasm.ready;
module.activate_throwing_error_handler();
plugins.install_local_plugins(module);
const file = new h5wasm.File(process.argv[2], "w");
for (const d of JSON.parse(fs.readFileSync(0, "utf8"))) {
  const bytes = Uint8Array.from(fs.readFileSync(d.raw));
  const data = new arrays[d.dtype](bytes.buffer);
  file.create_dataset({
    name: d.name,
    data,
    shape: d.shape,
    dtype: "<" + d.dtype,
    chunks: d.shape,
    compression: d.filter,
    compression_opts: d.parameters,
  });
}
file.close();
