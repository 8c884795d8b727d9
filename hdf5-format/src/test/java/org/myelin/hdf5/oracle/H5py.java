package org.myelin.hdf5.oracle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** h5py on the system's libhdf5. Each call skips the test where it is missing. */
public final class H5py {
  private static final String FRAME =
      """
      import sys, json, h5py, numpy as np
      def plain(v):
          if isinstance(v, np.ndarray):
              return plain(v.tolist())
          if isinstance(v, np.generic):
              return plain(v.item())
          if isinstance(v, bytes):
              return v.decode('utf-8', 'surrogateescape')
          if isinstance(v, (list, tuple)):
              return [plain(x) for x in v]
          if isinstance(v, dict):
              return {str(k): plain(x) for k, x in v.items()}
          if isinstance(v, (h5py.Reference, h5py.RegionReference)):
              return 'reference' if v else 'null reference'
          if isinstance(v, h5py.Empty):
              return None
          return v
      args = sys.argv[2:]
      scope = {'h5py': h5py, 'np': np, 'args': args, 'result': None}
      exec(compile(sys.argv[1], 'script', 'exec'), scope)
      print(json.dumps(plain(scope['result'])))
      """;

  private H5py() {}

  /**
   * Runs Python text that finds {@code h5py}, {@code np} and {@code args} (list of str) and leaves
   * its answer in {@code result}.
   *
   * @return the answer as {@link Json} gives it; numpy values become plain ones
   */
  public static Object run(String script, Object... args) {
    Tool.H5PY.assumeAvailable();
    List<String> texts = new ArrayList<>(List.of(script));
    Arrays.stream(args).map(Object::toString).forEach(texts::add);
    return Json.parse(PythonServer.run(FRAME, texts).outOrFail());
  }

  /** A whole dataset. */
  public static Values readDataset(Path file, String dataset) {
    Object answer =
        run(
            """
            with h5py.File(args[0], 'r') as f:
                d = f[args[1]]
                v = np.asarray(d[()], dtype=None if d.shape else object)
                result = {'shape': list(d.shape or []), 'value': v.ravel()}
            """,
            file,
            dataset);
    return values((Map<?, ?>) answer);
  }

  /** Attribute {@code name} of the object at {@code path}, as {@link Json} gives it. */
  public static Object readAttribute(Path file, String path, String name) {
    return run(
        """
        with h5py.File(args[0], 'r') as f:
            result = f[args[1]].attrs[args[2]]
        """,
        file,
        path,
        name);
  }

  /** {@code {shape, value}} with a flat list, or a single value, as {@link Values}. */
  @SuppressWarnings("unchecked")
  static Values values(Map<?, ?> answer) {
    Object shape = answer.get("shape");
    Object value = answer.get("value");
    return new Values(
        shape == null ? List.of() : (List<Long>) shape,
        value instanceof List<?> flat ? (List<Object>) flat : Arrays.asList(value));
  }
}
