package nl.ketenbrug.broker;

import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.server.ActivateCallback;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.utils.collections.LinkedListIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides at a start, too, by how often a message was handed out.
 *
 * <p>The broker compares that number with {@code max-delivery-attempts} when a message is given
 * back (Artemis 2.55, {@code QueueImpl.checkRedelivery}) and at no other moment. What ends the
 * broker at each delivery is never given back, and would come first again in every life. So at a
 * start, before anybody reads, what has had its attempts goes to the dead letters. Of what stands
 * on pages no number is written; it counts anew in each life.
 */
public class Pogingenlimiet implements ActiveMQServerPlugin {

  private static final Logger LOG = LoggerFactory.getLogger(Pogingenlimiet.class);

  @Override
  public void registered(ActiveMQServer server) {
    server.registerActivateCallback(
        new ActivateCallback() {
          @Override
          public void activated() {
            List<Queue> queues =
                server
                    .getPostOffice()
                    .getAllBindings()
                    .filter(QueueBinding.class::isInstance)
                    .map(binding -> ((QueueBinding) binding).getQueue())
                    .toList();
            for (Queue queue : queues) {
              geefOp(queue, pogingen(server, queue));
            }
          }
        });
  }

  /** At most; -1 without end. */
  private static int pogingen(ActiveMQServer server, Queue queue) {
    return server
        .getAddressSettingsRepository()
        .getMatch(queue.getAddress().toString())
        .getMaxDeliveryAttempts();
  }

  /** Throws nothing: the broker would not start, for one message. */
  private static void geefOp(Queue queue, int pogingen) {
    if (pogingen <= 0) {
      return;
    }
    try {
      for (long bericht : uitgeput(queue, pogingen)) {
        queue.sendMessageToDeadLetterAddress(bericht);
      }
    } catch (Exception e) {
      LOG.warn(
          "Wat op {} al zijn pogingen had, blijft daar tot een volgende start ({})",
          queue.getName(),
          e.getClass().getName());
    }
  }

  private static List<Long> uitgeput(Queue queue, int pogingen) {
    List<Long> gevonden = new ArrayList<>();
    try (LinkedListIterator<MessageReference> alles = queue.iterator()) {
      while (alles.hasNext()) {
        MessageReference reference = alles.next();
        if (reference.getDeliveryCount() >= pogingen) {
          gevonden.add(reference.getMessage().getMessageID());
        }
      }
    }
    return gevonden;
  }
}
