package org.myelin.hdf5;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of the compound member that a record component stands for, where it is not the
 * component's own.
 *
 * <pre>{@code record Spike(@MemberName("t [s]") double time, short unit) {}}</pre>
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface MemberName {
  /** The member's name in the file. */
  String value();
}
