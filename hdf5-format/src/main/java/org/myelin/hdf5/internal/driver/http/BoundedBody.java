package org.myelin.hdf5.internal.driver.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Takes at most so many bytes of a reply; what goes beyond ends the reply at once. */
final class BoundedBody implements BodySubscriber<byte[]> {
  private final int most;
  private final boolean exact;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private Flow.Subscription subscription;
  private byte[] bytes;
  private int size;

  /**
   * @param most bytes
   * @param exact whether a longer reply is an error; else it is cut
   */
  BoundedBody(int most, boolean exact) {
    this.most = most;
    this.exact = exact;
    this.bytes = new byte[exact ? most : 0];
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription s) {
    subscription = s;
    s.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer b : parts) {
      int n = b.remaining();
      if (n > most - size) {
        subscription.cancel();
        if (exact) {
          whole.completeExceptionally(
              new IOException("the reply has more than the " + most + " bytes asked for"));
          return;
        }
        n = most - size;
        b.limit(b.position() + n);
      }
      if (size + n > bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(2L * bytes.length, size + n)));
      }
      b.get(bytes, size, n);
      size += n;
      if (!exact && size == most) {
        subscription.cancel();
        onComplete();
        return;
      }
    }
  }

  @Override
  public void onError(Throwable e) {
    whole.completeExceptionally(e);
  }

  @Override
  public void onComplete() {
    whole.complete(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
  }
}
