package org.myelin.hdf5.internal.file;

import java.util.List;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.internal.format.level2.FillValueMessage;
import org.myelin.hdf5.internal.format.level2.PipelineFilter;

/**
 * What the messages of a new dataset say.
 *
 * @param path for messages
 * @param committedType the object of this file that holds the type, which has its place; null if
 *     the dataset has its own
 * @param layout where elements are to lie, with its filters
 * @param fill in whatever version
 * @param filters the same with all their parameters; their code need not be at hand
 */
public record DatasetForm(
    String path,
    Datatype type,
    ObjectHeader committedType,
    Dataspace space,
    Layout layout,
    FillValueMessage fill,
    List<PipelineFilter> filters) {}
