package org.myelin.hdf5.internal.file;

import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;

/**
 * What the message of an attribute says.
 *
 * @param characterSet of the name
 * @param committedType the object of this file that holds the type, which has its place; null if
 *     the attribute has its own
 * @param data the elements in stored form
 */
public record AttributeForm(
    String name,
    CharacterSet characterSet,
    Datatype datatype,
    ObjectHeader committedType,
    Dataspace dataspace,
    byte[] data) {}
