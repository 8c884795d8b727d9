package org.myelin.hdf5.fuzz;

import com.code_intelligence.jazzer.api.HookType;
import com.code_intelligence.jazzer.api.MethodHook;
import java.lang.invoke.MethodHandle;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Lets a fuzzer that loads it as a hook pass every checksum, so that what is wrong under one
 * reaches the code behind it.
 */
public final class AnyChecksum {
  private AnyChecksum() {}

  /** Takes the checksum's bytes and believes them. */
  @MethodHook(
      type = HookType.REPLACE,
      targetClassName = "org.myelin.hdf5.internal.wire.WireReader",
      targetMethod = "checksum")
  public static void take(MethodHandle method, Object reader, Object[] arguments, int hookId) {
    ((Wire) reader).u32("checksum", 0);
  }
}
