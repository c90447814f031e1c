package nl.ketenbrug.source;

import java.time.Duration;
import java.util.UUID;

/** One question to a register and what its answer must look like. */
final class Registergesprek implements Begrenzing {

  private final String bron;
  private final long maximum;
  private final String messageId = "urn:uuid:" + UUID.randomUUID();
  private final long uiterlijk;

  /**
   * @param maximum bytes of the answer
   * @param tijdslimiet milliseconds from now
   */
  Registergesprek(String bron, long maximum, int tijdslimiet) {
    this.bron = bron;
    this.maximum = maximum;
    this.uiterlijk = System.nanoTime() + Duration.ofMillis(tijdslimiet).toNanos();
  }

  @Override
  public String bron() {
    return bron;
  }

  @Override
  public long maximum() {
    return maximum;
  }

  @Override
  public boolean isTeLaat() {
    return System.nanoTime() - uiterlijk > 0;
  }

  String messageId() {
    return messageId;
  }
}
