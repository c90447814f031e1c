package nl.ketenbrug.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** The body of an answer, of which no more is taken in than a source may send. */
final class BegrensdeInhoud implements BodySubscriber<byte[]> {

  private static final class TeGroot extends IOException {}

  private final CompletableFuture<byte[]> inhoud = new CompletableFuture<>();
  private final ByteArrayOutputStream gelezen = new ByteArrayOutputStream();
  private final int maximum;
  private Subscription levering;

  /**
   * @param maximum bytes
   */
  BegrensdeInhoud(int maximum) {
    this.maximum = maximum;
  }

  /** Whether a question failed because its answer was larger. */
  static boolean isTeGroot(Throwable fout) {
    for (Throwable e = fout; e != null; e = e.getCause()) {
      if (e instanceof TeGroot) {
        return true;
      }
    }
    return false;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return inhoud;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    levering = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> stukken) {
    if (inhoud.isDone()) {
      return;
    }
    for (ByteBuffer stuk : stukken) {
      if (stuk.remaining() > maximum - gelezen.size()) {
        levering.cancel();
        inhoud.completeExceptionally(new TeGroot());
        return;
      }
      byte[] bytes = new byte[stuk.remaining()];
      stuk.get(bytes);
      gelezen.writeBytes(bytes);
    }
  }

  @Override
  public void onError(Throwable fout) {
    inhoud.completeExceptionally(fout);
  }

  @Override
  public void onComplete() {
    inhoud.complete(gelezen.toByteArray());
  }
}
