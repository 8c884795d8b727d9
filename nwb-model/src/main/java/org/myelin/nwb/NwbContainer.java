package org.myelin.nwb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.myelin.nwb.internal.builder.BaseBuilder;
import org.myelin.nwb.internal.builder.Builder;
import org.myelin.nwb.internal.builder.GroupBuilder;
import org.myelin.nwb.internal.builder.LinkBuilder;
import org.myelin.nwb.internal.map.TypeMap;

/**
 * A group of an NWB file. Typed groups are subclasses ({@link NwbFile}, {@link TimeSeries}, and
 * {@link DynamicContainer} for every type that has no class of its own); plain groups such as
 * {@code /acquisition} are of this class. Content is read when first asked for.
 *
 * <pre>{@code
 * TimeSeries series = file.acquisition().get("lick_times", TimeSeries.class);
 * NwbData masks = file.processing().get("ophys/ImageSegmentation/plane/image_mask", NwbData.class);
 * }</pre>
 */
public non-sealed class NwbContainer extends NwbObject {

  /** For this library: the view of a group in a tree. */
  public NwbContainer(GroupBuilder builder, TypeMap types) {
    super(builder, types);
  }

  /** Names of all children, links included, in name order. */
  public final List<String> names() {
    return builder().children().stream().map(Builder::name).toList();
  }

  /** Whether there is a child (or a link) of that name. */
  public final boolean contains(String name) {
    return builder().child(name) != null;
  }

  /** The groups and datasets in here, in name order; links are in {@link #links}. */
  public final List<NwbObject> children() {
    List<NwbObject> all = new ArrayList<>();
    for (Builder child : builder().children()) {
      if (child instanceof BaseBuilder object) {
        all.add(types().view(object));
      }
    }
    return all;
  }

  /** The soft and external links in here, in name order. */
  public final List<NwbLink> links() {
    List<NwbLink> all = new ArrayList<>();
    for (Builder child : builder().children()) {
      if (child instanceof LinkBuilder link) {
        all.add(new NwbLink(link.name(), link.targetPath(), Optional.ofNullable(link.file())));
      }
    }
    return all;
  }

  /**
   * The object at a path relative to here; links inside the file are followed.
   *
   * @throws NwbException if there is none, naming the part that is missing, or if the way leads
   *     into another file
   */
  public final NwbObject get(String path) {
    return types().view(types().find(builder(), path));
  }

  /**
   * The object at a path relative to here, as a type.
   *
   * @throws NwbException if there is none or it is of another type
   */
  public final <T extends NwbObject> T get(String path, Class<T> type) {
    NwbObject object = get(path);
    if (!type.isInstance(object)) {
      throw new NwbException(
          object.path()
              + " is a "
              + object.getClass().getSimpleName()
              + " ("
              + object
              + "), not a "
              + type.getSimpleName());
    }
    return type.cast(object);
  }

  /** The child of that name as a type; empty when there is none. */
  public final <T extends NwbObject> Optional<T> find(String name, Class<T> type) {
    return contains(name) ? Optional.of(get(name, type)) : Optional.empty();
  }

  /** The group at a path relative to here. */
  public final NwbContainer container(String path) {
    return get(path, NwbContainer.class);
  }

  /** The dataset at a path relative to here. */
  public final NwbData dataset(String path) {
    return get(path, NwbData.class);
  }

  /**
   * Puts an object into this group. It is written when the file is ({@link NwbIO#flush} of an open
   * file).
   *
   * @throws IllegalArgumentException if the name is taken, the object is in a file already, or the
   *     schema has no place for its type here
   */
  public final void add(NwbObject child) {
    types().requirePlace(builder(), child.builder());
    builder().add(child.builder());
  }

  @Override
  final GroupBuilder builder() {
    return (GroupBuilder) super.builder();
  }

  /** The text of a scalar text dataset in here; null when there is none. */
  final String textOf(String dataset) {
    return find(dataset, NwbData.class).map(NwbData::readString).orElse(null);
  }
}
