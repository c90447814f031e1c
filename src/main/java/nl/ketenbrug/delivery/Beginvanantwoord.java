package nl.ketenbrug.delivery;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Keeps the first bytes of an answer and hangs up on what comes after them. */
final class Beginvanantwoord implements BodySubscriber<byte[]> {

  private final int hoogstens;
  private final ByteArrayOutputStream gelezen = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> klaar = new CompletableFuture<>();
  private Flow.Subscription toevoer;

  /**
   * @param hoogstens bytes
   */
  Beginvanantwoord(int hoogstens) {
    this.hoogstens = hoogstens;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return klaar;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    toevoer = subscription;
    toevoer.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> stukken) {
    for (ByteBuffer stuk : stukken) {
      byte[] bytes = new byte[Math.min(stuk.remaining(), hoogstens - gelezen.size())];
      stuk.get(bytes);
      gelezen.writeBytes(bytes);
    }
    if (gelezen.size() < hoogstens) {
      toevoer.request(1);
      return;
    }
    toevoer.cancel();
    onComplete();
  }

  @Override
  public void onError(Throwable fout) {
    klaar.completeExceptionally(fout);
  }

  @Override
  public void onComplete() {
    klaar.complete(gelezen.toByteArray());
  }
}
