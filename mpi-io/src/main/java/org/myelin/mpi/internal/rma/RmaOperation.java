package org.myelin.mpi.internal.rma;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.match.Operation;

/** One one-sided access under way: ended when all its pieces are answered. */
public final class RmaOperation extends Operation {
  /** The issuing thread counts as one until it has sent all pieces. */
  private final AtomicInteger pieces = new AtomicInteger(1);

  private final ByteBuffer result;
  private final Runnable then;
  private volatile MpiException error;

  /**
   * @param target world rank
   * @param result room for all bytes that come back, or null
   * @param then what to do with them, or null
   */
  RmaOperation(int context, int target, ByteBuffer result, Runnable then) {
    super(context, target, 0);
    this.result = result;
    this.then = then;
  }

  void piece() {
    pieces.incrementAndGet();
  }

  void answered(int at, ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      result.put(at, bytes, bytes.position(), bytes.remaining());
    }
    done();
  }

  void failed(MpiException why) {
    error = why;
    done();
  }

  /** A piece is done, or all are sent. */
  void done() {
    if (pieces.decrementAndGet() > 0) {
      return;
    }
    if (error != null) {
      fail(error);
      return;
    }
    if (then != null) {
      then.run();
    }
    complete(result == null ? 0 : result.capacity());
  }
}
