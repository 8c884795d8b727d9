package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import org.myelin.hdf5.AllocationTime;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.internal.chunk.ChunkTable;
import org.myelin.hdf5.internal.chunk.ImplicitChunks;

/**
 * What an object header says of a dataset's elements.
 *
 * @param key identifies the dataset on every rank
 * @param path for messages
 * @param address contiguous: the block, -1 if not allocated; otherwise -1
 * @param compact compact: the elements; otherwise null
 * @param table chunked: the stored chunks; otherwise null
 * @param refusal what this version cannot read or write about the elements, or null
 * @param implicit chunked: what gives all chunks their places at once, if they have no index;
 *     otherwise null
 * @param allocation when room for elements is made
 * @param elsewhere elements that are not in this file's blocks or chunks; null if they are
 * @param edgesUnfiltered whether chunks that stick out over the edge are stored without filters
 */
public record StoreDescription(
    long key,
    String path,
    Datatype type,
    long[] shape,
    Layout layout,
    Fill fill,
    long address,
    ByteBuffer compact,
    ChunkTable table,
    String refusal,
    ImplicitChunks implicit,
    AllocationTime allocation,
    ElementStorage elsewhere,
    boolean edgesUnfiltered) {}
