package org.myelin.nwb.internal.dump;

import java.util.HashMap;
import java.util.Map;
import org.myelin.hdf5.Group;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.Node;
import org.myelin.hdf5.ObjectReference;

/** The path under which each object of a file is met first, walking groups in name order. */
final class ObjectPaths {
  private final Map<ObjectReference, String> paths = new HashMap<>();

  ObjectPaths(Hdf5File file) {
    Group root = file.root();
    paths.put(root.reference(), "/");
    walk(root, "");
  }

  private void walk(Group group, String path) {
    for (Link link : group.links()) {
      if (link.type() == Link.Type.HARD) {
        Node node = group.get(link.name());
        String child = path + "/" + link.name();
        if (paths.putIfAbsent(node.reference(), child) == null && node instanceof Group inner) {
          walk(inner, child);
        }
      }
    }
  }

  /** The first path of an object, or null for a reference to nothing in the tree. */
  String of(ObjectReference reference) {
    return paths.get(reference);
  }
}
