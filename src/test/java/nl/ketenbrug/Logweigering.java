package nl.ketenbrug;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQIOErrorException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.RoutingContext;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;

/**
 * A broker plugin that refuses every log record as long as the file {@code logweigering.zolang}
 * (system property) exists.
 */
public final class Logweigering implements ActiveMQServerPlugin {

  private static final Path ZOLANG = Path.of(System.getProperty("logweigering.zolang", "geen"));

  @Override
  public void beforeMessageRoute(
      Message message, RoutingContext context, boolean direct, boolean rejectDuplicates)
      throws ActiveMQException {
    if ("berichtenlog".equals(message.getAddress()) && Files.exists(ZOLANG)) {
      throw new ActiveMQIOErrorException("berichtenlog is nu niet te schrijven");
    }
  }
}
