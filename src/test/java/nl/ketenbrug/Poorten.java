package nl.ketenbrug;

import org.springframework.test.util.TestSocketUtils;

/** Ports for servers that start later. */
public final class Poorten {

  /** From here on the system gives ports to whoever makes a connection, at any moment. */
  private static final int UITGAAND = 32_768;

  private Poorten() {}

  /** A port of loopback on which nobody listens, and that no connection is given. */
  public static int vrij() {
    int poort = TestSocketUtils.findAvailableTcpPort();
    while (poort >= UITGAAND) {
      poort = TestSocketUtils.findAvailableTcpPort();
    }
    return poort;
  }
}
