package nl.ketenbrug;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What one class writes to the log of the engine until this is closed. */
public final class Gezegd implements AutoCloseable {

  private final ListAppender<ILoggingEvent> regels = new ListAppender<>();
  private final Logger logger;

  private Gezegd(Logger logger) {
    this.logger = logger;
  }

  public static Gezegd door(Class<?> wie) {
    return door(wie.getName());
  }

  /**
   * @param wie name of a class that this test does not see
   */
  public static Gezegd door(String wie) {
    Gezegd gezegd = new Gezegd((Logger) LoggerFactory.getLogger(wie));
    gezegd.regels.start();
    gezegd.logger.addAppender(gezegd.regels);
    return gezegd;
  }

  public List<ILoggingEvent> regels() {
    return List.copyOf(regels.list);
  }

  public List<String> zinnen() {
    return regels().stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(regels);
  }
}
