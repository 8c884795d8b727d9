package org.myelin.hdf5;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.myelin.hdf5.internal.copy.CopyRules;
import org.myelin.hdf5.internal.copy.ObjectCopier;
import org.myelin.hdf5.internal.dataset.Fill;
import org.myelin.hdf5.internal.dataset.ValueWriter;
import org.myelin.hdf5.internal.file.LinkTable;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.wire.Utf8;

/**
 * A group: links by name. Paths may have several parts and follow soft links. Changes are metadata
 * calls: in a parallel file every rank makes them with the same arguments.
 */
public final class Group extends Node {
  /** Two texts of a link together have 65535 bytes of room. */
  private static final int MAX_LINK_VALUE = 32_000;

  Group(Hdf5File file, String path, ObjectHeader header) {
    super(file, path, header);
    table();
  }

  /** Looked up each time: the group may have changed its way of keeping links. */
  private LinkTable table() {
    return file.engine().links(header, path);
  }

  /** The links in name order. */
  public List<Link> links() {
    List<Link> all = new ArrayList<>();
    for (LinkTable.Entry e : table().entries()) {
      all.add(e.target() == null ? e.link() : e.link().withAddress(e.address()));
    }
    return all;
  }

  /**
   * The links in this order.
   *
   * @throws IllegalStateException for {@link LinkOrder#CREATION} if {@link #tracksOrder} is false
   */
  public List<Link> links(LinkOrder order) {
    List<Link> all = links();
    if (order == LinkOrder.CREATION) {
      if (!tracksOrder()) {
        throw new IllegalStateException(
            file.path() + ": " + path + " does not keep the order in which its links were made");
      }
      all.sort(Comparator.comparingLong(Link::creationOrder));
    }
    return all;
  }

  /** Whether the group keeps the order in which its links were made. */
  public boolean tracksOrder() {
    return file.engine().headers().tracksLinkOrder(header);
  }

  /** The names of the links, in order. */
  public List<String> names() {
    return table().entries().stream().map(e -> e.link().name()).toList();
  }

  /** The link of this name, without following it. */
  public Optional<Link> link(String name) {
    LinkTable.Entry e = table().find(name);
    return Optional.ofNullable(e)
        .map(x -> x.target() == null ? x.link() : x.link().withAddress(x.address()));
  }

  /**
   * The objects of this group by name, as a map that shows the group as it is and cannot be changed
   * through. Keys come in the order of {@link #names}; an object is opened when its value is asked
   * for. A soft link that leads nowhere, an external link that may not be followed, and links of
   * user-defined classes lead to no object and are left out; {@link #links} has them all.
   */
  public Map<String, Node> asMap() {
    return new NameMap<>(
        () -> names().stream().filter(n -> leadsOn(link(n).orElseThrow())).toList(), this::child);
  }

  private Optional<Node> child(String name) {
    return link(name).filter(this::leadsOn).map(l -> get(l.name()));
  }

  private boolean leadsOn(Link l) {
    try {
      return switch (l.type()) {
        case HARD -> true;
        case SOFT, EXTERNAL -> contains(l.name());
        case USER_DEFINED -> false;
      };
    } catch (ExternalAccessException e) {
      return false;
    }
  }

  /** The object at this path, if there is one. */
  public Optional<Node> find(String relativePath) {
    return file.navigator().find(this, relativePath);
  }

  /** Whether a path leads to an object. A soft link that leads nowhere does not. */
  public boolean contains(String relativePath) {
    return file.navigator().find(this, relativePath).isPresent();
  }

  /** The object at this path, relative to this group or, with a leading slash, to the root. */
  public Node get(String relativePath) {
    return file.navigator().get(this, relativePath);
  }

  /** The group at this path. */
  public Group group(String relativePath) {
    return file.navigator().get(this, relativePath, Group.class);
  }

  /** The dataset at this path. */
  public Dataset dataset(String relativePath) {
    return file.navigator().get(this, relativePath, Dataset.class);
  }

  /** Creates a group. Missing groups on the way are not made. */
  public Group createGroup(String name) {
    return createGroup(name, ObjectOptions.DEFAULT);
  }

  /**
   * Creates a group that, for {@link LinkOrder#CREATION}, keeps the order in which its links and
   * attributes are made, as h5py does for {@code track_order=True}. It then has a version 2 header,
   * whatever the bounds of the file.
   *
   * @throws IllegalArgumentException if the name is taken or no link name
   */
  public Group createGroup(String name, LinkOrder order) {
    return createGroup(
        name, order == LinkOrder.CREATION ? ObjectOptions.ordered() : ObjectOptions.DEFAULT);
  }

  /**
   * Creates a group.
   *
   * @throws IllegalArgumentException if the name is taken or no link name
   */
  public Group createGroup(String name, ObjectOptions options) {
    OpenFile engine = begin(name, "create group", options);
    ObjectHeader child = engine.headers().newGroup(options);
    enter(Link.hard(name, -1), child);
    return new Group(file, childPath(name), child);
  }

  /**
   * Puts a datatype into the file as an object of its own, for datasets to share.
   *
   * @throws IllegalArgumentException if the name is taken or no link name
   * @throws UnsupportedFormatException if the file's bounds have no form for such a type
   * @see #createDataset(String, NamedDatatype, Dataspace, Layout)
   */
  public NamedDatatype createDatatype(String name, Datatype type) {
    return createDatatype(name, type, ObjectOptions.DEFAULT);
  }

  /**
   * Puts a datatype into the file as an object of its own; see the other method of this name.
   *
   * @throws IllegalArgumentException also for options that only groups have
   */
  public NamedDatatype createDatatype(String name, Datatype type, ObjectOptions options) {
    options.checkWithoutLinks(childPath(name));
    OpenFile engine = begin(name, "create datatype", type, options);
    ObjectHeader child = engine.headers().newDatatype(type, options);
    enter(Link.hard(name, -1), child);
    return new NamedDatatype(file, childPath(name), child);
  }

  /**
   * Creates a dataset whose elements have a type that is an object of this file; they read as zero
   * until they are written.
   *
   * @throws IllegalArgumentException if the type is one of another file, or the name is taken
   */
  public Dataset createDataset(String name, NamedDatatype type, Dataspace space, Layout layout) {
    return createDataset(name, type, space, layout, null, ObjectOptions.DEFAULT);
  }

  /**
   * Creates a dataset whose elements have a type that is an object of this file.
   *
   * @param fillValue what elements read as until they are written, as a Java value of the type, or
   *     null for zero
   * @throws IllegalArgumentException if the type is one of another file, the name is taken, or the
   *     layout cannot hold this dataspace
   */
  public Dataset createDataset(
      String name,
      NamedDatatype type,
      Dataspace space,
      Layout layout,
      Object fillValue,
      ObjectOptions options) {
    if (type.file != file) {
      throw new IllegalArgumentException(
          "a dataset cannot share a datatype of another file: "
              + type.path
              + " of "
              + type.file.path());
    }
    Dataset d = createDataset(name, type.datatype(), space, layout, fillValue, options);
    type.address();
    file.engine().headers().shareDatatype(d.header, type.header);
    return d;
  }

  /** Creates a dataset whose elements read as zero until they are written. */
  public Dataset createDataset(String name, Datatype type, Dataspace space, Layout layout) {
    return createDataset(name, type, space, layout, null);
  }

  /** Creates a contiguous dataset. */
  public Dataset createDataset(String name, Datatype type, Dataspace space) {
    return createDataset(name, type, space, Layout.contiguous(), null);
  }

  /**
   * Creates a dataset.
   *
   * @param fillValue what elements read as until they are written, as a Java value of the type, or
   *     null for zero
   * @throws IllegalArgumentException if the layout cannot hold this dataspace
   */
  public Dataset createDataset(
      String name, Datatype type, Dataspace space, Layout layout, Object fillValue) {
    return createDataset(name, type, space, layout, fillValue, ObjectOptions.DEFAULT);
  }

  /**
   * Creates a dataset; see the other method with a fill value.
   *
   * @throws IllegalArgumentException also for options that only groups have
   */
  public Dataset createDataset(
      String name,
      Datatype type,
      Dataspace space,
      Layout layout,
      Object fillValue,
      ObjectOptions options) {
    DatasetRules.check(name, type, space, layout);
    options.checkWithoutLinks(childPath(name));
    OpenFile engine =
        begin(
            name,
            "create dataset",
            type,
            space,
            layout,
            fillValue == null ? "" : fillValue,
            options);
    byte[] fill =
        fillValue == null
            ? null
            : new ValueWriter("fill value of " + childPath(name), engine.geometry())
                .encode(type, fillValue, 1)
                .array();
    ObjectHeader child =
        engine
            .headers()
            .newDataset(
                childPath(name),
                type,
                space,
                layout,
                new Fill(fill, layout.fillTime().orElse(null) == FillTime.NEVER),
                options);
    engine.store(child, childPath(name)).allocateEarly();
    enter(Link.hard(name, -1), child);
    return new Dataset(file, childPath(name), child);
  }

  /** Creates a link that names a path, which need not lead anywhere yet. */
  public void createSoftLink(String name, String targetPath) {
    begin(name, "create soft link", targetPath);
    table().put(new LinkTable.Entry(Link.soft(name, targetPath), null));
  }

  /**
   * Creates a link to an object of another file, which need not exist yet. A group that keeps its
   * links in a symbol table gets the newer form, as with libhdf5.
   *
   * @param fileName as it is stored: relative to this file's folder, or absolute
   * @param targetPath of the object in that file
   * @throws IllegalArgumentException if a text is empty, holds NUL or is over 32,000 bytes long, or
   *     the name is taken
   */
  public void createExternalLink(String name, String fileName, String targetPath) {
    checkText("file name", fileName);
    checkText("path", targetPath);
    OpenFile engine = begin(name, "create external link", fileName, targetPath);
    engine.headers().newStyleLinks(header, path);
    enter(Link.external(name, fileName, targetPath), null);
  }

  private static void checkText(String what, String text) {
    if (text.isEmpty() || text.indexOf('\0') >= 0 || Utf8.encode(text).length > MAX_LINK_VALUE) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " of a link holds 1 to "
              + MAX_LINK_VALUE
              + " bytes and no NUL; found '"
              + text.substring(0, Math.min(40, text.length()))
              + "'");
    }
  }

  /**
   * Creates a link of a class that an application has registered with libhdf5.
   *
   * @param linkClass 65 to 255
   * @param data what the link says to the application, up to 65535 bytes; it is copied
   * @throws IllegalArgumentException if class or length are beyond that, or the name is taken
   */
  public void createUserDefinedLink(String name, int linkClass, byte[] data) {
    if (linkClass < 65 || linkClass > 255 || data.length > 0xffff) {
      throw new IllegalArgumentException(
          "user-defined links have classes 65 to 255 and up to 65535 bytes; found class "
              + linkClass
              + " and "
              + data.length
              + " bytes");
    }
    OpenFile engine =
        begin(name, "create link of class", linkClass, java.util.Arrays.hashCode(data));
    engine.headers().newStyleLinks(header, path);
    enter(Link.userDefined(name, linkClass, data), null);
  }

  /**
   * Gives a link of this group another name.
   *
   * @throws IllegalArgumentException if there is no such link or the new name is taken
   */
  public void rename(String name, String newName) {
    move(name, this, newName);
  }

  /**
   * Moves a link to another group of the same file, or to another name of this one. What it leads
   * to stays where it is.
   *
   * @throws IllegalArgumentException if there is no such link, the new name is taken, or a group
   *     would move below itself
   */
  public void move(String name, Group to, String newName) {
    if (to.file != file) {
      throw new IllegalArgumentException("a link cannot move to another file: " + to.file.path());
    }
    LinkTable.Entry e = table().find(name);
    if (e == null) {
      throw new IllegalArgumentException(file.path() + ": " + path + " has no link '" + name + "'");
    }
    if (e.link().type() == Link.Type.HARD && (to.path + "/").startsWith(childPath(name) + "/")) {
      throw new IllegalArgumentException(
          file.path() + ": " + childPath(name) + " cannot move below itself, to " + to.path);
    }
    OpenFile engine = to.begin(newName, "move", childPath(name));
    if (e.link().type() == Link.Type.EXTERNAL || e.link().type() == Link.Type.USER_DEFINED) {
      engine.headers().newStyleLinks(to.header, to.path);
    }
    table().remove(name);
    to.table().put(new LinkTable.Entry(e.link().renamed(newName), e.target()));
  }

  /** Gives an object of this file one more name. */
  public void createHardLink(String name, Node target) {
    if (target.file != file) {
      throw new IllegalArgumentException(
          "a hard link cannot lead to another file: " + target.path + " of " + target.file.path());
    }
    begin(name, "create hard link", target.path);
    target.header.referenceCount(target.header.referenceCount() + 1);
    file.engine().headers().referenceCountChanged(target.header);
    enter(Link.hard(name, -1), target.header);
  }

  /**
   * Copies an object of this or of another open file, with its attributes and all that hard links
   * lead to from it, into this group. Elements are copied as they are stored, without decoding,
   * where the two files store them alike. A metadata call: in a parallel file every rank makes it.
   *
   * @return the copy
   * @throws IllegalArgumentException if the name is taken or no link name
   * @throws UnsupportedFormatException if this file's bounds have no form for something
   */
  public Node copy(Node source, String name, CopyOptions options) {
    OpenFile engine = begin(name, "copy", source.file.path(), source.path, options);
    OpenFile from = source.file.engine();
    from.checkOpen();
    if (from.isWritable()) {
      // what waits in memory is not among the stored bytes
      from.settle(List.of());
    }
    ObjectHeader child =
        new ObjectCopier(engine, new CopyOptionsRules(options, from == engine))
            .copy(from, source.header, source.path);
    enter(Link.hard(name, -1), child);
    return Node.of(file, childPath(name), child);
  }

  /** Copies an object with all that hard links lead to; see the other method of this name. */
  public Node copy(Node source, String name) {
    return copy(source, name, CopyOptions.DEFAULT);
  }

  private record CopyOptionsRules(CopyOptions options, boolean sameFile) implements CopyRules {
    @Override
    public Following references() {
      if (options.expandReferences()) {
        return Following.COPIES;
      }
      return sameFile ? Following.ORIGINALS : Following.NONE;
    }

    @Override
    public int depth() {
      return options.shallow() ? 1 : Integer.MAX_VALUE;
    }

    @Override
    public boolean attributes() {
      return !options.withoutAttributes();
    }

    @Override
    public boolean expandsSoftLinks() {
      return options.expandSoftLinks();
    }

    @Override
    public boolean expandsExternalLinks() {
      return options.expandExternalLinks();
    }
  }

  /**
   * Removes a link. An object without any link left is deleted, with all that only it led to; the
   * space is used again after the next flush. Whoever still holds such an object gets an
   * IllegalStateException from it.
   *
   * @throws IllegalArgumentException if there is no such link
   */
  public void delete(String name) {
    OpenFile engine = file.engine();
    engine.checkWritable();
    LinkTable.Entry e = table().find(name);
    if (e == null) {
      throw new IllegalArgumentException(file.path() + ": " + path + " has no link '" + name + "'");
    }
    table().checkEditable();
    engine.guard().note("delete " + childPath(name));
    if (e.link().type() == Link.Type.HARD) {
      ObjectHeader target = e.target() == null ? engine.headers().read(e.address()) : e.target();
      table().remove(name);
      engine.headers().unlink(target);
      return;
    }
    table().remove(name);
  }

  private OpenFile begin(String name, Object... call) {
    OpenFile engine = file.engine();
    engine.checkWritable();
    if (name.isEmpty() || name.equals(".") || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is not a link name: names are not empty, not '.', and hold no '/' or NUL");
    }
    if (table().find(name) != null) {
      throw new IllegalArgumentException(file.path() + ": " + childPath(name) + " exists already");
    }
    table().checkEditable();
    StringBuilder s = new StringBuilder(call[0] + " " + childPath(name));
    for (int i = 1; i < call.length; i++) {
      s.append(' ').append(call[i]);
    }
    engine.guard().note(s.toString());
    return engine;
  }

  private void enter(Link link, ObjectHeader child) {
    table().put(new LinkTable.Entry(link, child));
  }

  String childPath(String name) {
    return path.equals("/") ? "/" + name : path + "/" + name;
  }

  @Override
  public String toString() {
    return ShortTree.of(path, this);
  }
}
