package nl.ketenbrug;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the clients of broker and queue from filling the output with each broken connection. */
final class Stilte {

  private Stilte() {}

  static void bewaar() {
    zet("org.apache.activemq", Level.ERROR);
    zet("org.apache.activemq.audit", Level.OFF);
    zet("org.apache.qpid", Level.OFF);
    zet("io.netty", Level.WARN);
  }

  private static void zet(String naam, Level level) {
    ((Logger) LoggerFactory.getLogger(naam)).setLevel(level);
  }
}
